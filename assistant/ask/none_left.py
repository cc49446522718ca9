"""Where documents say in words that nothing is left of what a figure counts: "toàn phường không còn hộ nghèo".

No row of the ledger is made of them: the words give no share and no count. A question that gathers units by such a
figure, or holds them side by side, would take the unit for one that says nothing. So each saying is told as a row of
the figure nought whose figure is its words; as such it is quoted, and lies at the edge of any condition but that of
nought itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from assistant.language.catalogue import catalogue
from assistant.language.dates import find_years
from assistant.language.places import named_units
from assistant.language.tables import load_table
from assistant.language.text import fold, normalise
from assistant.types import Indicator, Kind, Resolution

_MARK = "none:"
_SENTENCE_ENDS = re.compile(r"[;\n]|\.(?=\s|$)")
_BESIDE = 250  # characters from a saying to the figure that it has its kind and year of
_BEFORE_HEADING = 1200  # characters above a sentence in which its heading is looked for


def is_none_left(row: Indicator) -> bool:
    """Whether a row is made of words that say that nothing is left."""
    return row.row_id.startswith(_MARK)


def none_left(
    documents: Iterable[Resolution], rows_of: Callable[[Sequence[str]], Iterable[Indicator]]
) -> list[Indicator]:
    """The sayings of documents on their own unit as rows of nought; ``rows_of`` gives the ledger's rows of some
    documents, by id, whose kind and year a saying beside them has.
    """
    said = [(document, sayings) for document in documents if (sayings := _sayings(document.text))]
    beside: dict[str, list[Indicator]] = {}
    for row in rows_of([document.document_id for document, _ in said]):
        beside.setdefault(row.document_id, []).append(row)
    return [
        row
        for document, sayings in said
        for each in sayings
        for row in _rows(document, each, beside.get(document.document_id, []))
    ]


@dataclass(frozen=True, slots=True)
class _Saying:
    """Where a text says of something that there is none: the name of what, as the table has it."""

    name: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def _sayings(text: str) -> tuple[_Saying, ...]:
    """What a text says; kept, since a correction of a row changes no text. Few texts have a name at all, which is
    quickly told.
    """
    folded = fold(text)
    names = [name for name in _table()["names"] if fold(name) in folded]
    normal = normalise(text) if names else ""
    return tuple(
        _Saying(name, match.start(), match.end()) for name in names for match in _saying(name).finditer(normal)
    )


def _rows(document: Resolution, said: _Saying, beside: Sequence[Indicator]) -> Iterator[Indicator]:
    """One row for each indicator of a saying; none where its sentence is of another unit, or is such a row."""
    indicators: Sequence[str] = _table()["names"][said.name]
    start, end = _sentence(document.text, said.start, said.end)
    quote = document.text[start:end]
    own = fold(document.identity.place or "")
    if any(fold(unit.name) != own for unit in named_units(quote)):
        return
    read = [row for row in beside if row.value == 0 and row.start < end and start < row.end]
    near = min(read or beside, key=lambda row: abs(row.start - start), default=None)
    near = near if near is not None and abs(near.start - start) < _BESIDE else None
    kind = (_said_kind(document, quote) if not read else None) or (near.kind if near is not None else None)
    kind = kind or _kind_above(document.text[max(0, start - _BEFORE_HEADING) : start])
    year = near.year if near is not None and near.kind == kind else None
    section = document.label_at(start)
    for indicator in (each for each in indicators if all(row.indicator != each for row in read)):
        yield Indicator(
            row_id=f"{_MARK}{document.document_id}:{said.start}:{indicator}",
            document_id=document.document_id,
            indicator=indicator,
            label=catalogue().entries[indicator].name,
            comparator="=",
            value=0.0,
            value_max=None,
            unit=catalogue().entries[indicator].unit,
            kind=kind,
            measure="level",
            direction=None,
            year=_said_year(quote) or year or _own_year(document, kind),
            section=section,
            quote=quote,
            start=start,
            end=end,
            figure=document.text[said.start : said.end],
        )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, or the line, around a saying."""
    begin = max((each.end() for each in _SENTENCE_ENDS.finditer(text, max(0, start - 400), start)), default=0)
    begin = begin if begin else max(0, start - 400)
    stop = _SENTENCE_ENDS.search(text, end)
    last = stop.start() if stop else len(text)
    begin += len(text[begin:start]) - len(text[begin:start].lstrip())
    return begin, max(end, last)


def _said_kind(document: Resolution, quote: str) -> Kind | None:
    """Whether it is so or is to be so, by the years and the words of the sentence; None where they say nothing."""
    identity = document.identity
    years = [each.value for each in find_years(quote)]
    known = identity.result_year or (identity.target_year - 1 if identity.target_year else None)
    return "target" if years and known is not None and min(years) > known else _kind_of(quote)


def _kind_above(above: str) -> Kind:
    """The same by the nearest line above that says so; without any a thing is as it is said to be."""
    said = map(_kind_of, reversed(above.splitlines()))
    return next((kind for kind in said if kind is not None), "actual")


def _kind_of(text: str) -> Kind | None:
    words = _table()["words"]
    ahead, reached = (_last(normalise(text), words[name]) for name in ("ahead", "reached"))
    return None if ahead == reached else "target" if ahead > reached else "actual"


def _last(text: str, words: Sequence[str]) -> int:
    """Where the last of some words stands, or -1."""
    return max((match.start() for match in _whole(tuple(words)).finditer(text)), default=-1)


def _said_year(quote: str) -> int | None:
    return next((each.value for each in reversed(find_years(quote))), None)


def _own_year(document: Resolution, kind: Kind) -> int | None:
    identity = document.identity
    return (identity.target_year if kind == "target" else identity.result_year) or identity.target_year


@cache
def _saying(name: str) -> re.Pattern[str]:
    words = _table()["words"]
    none = "|".join(sorted(words["none"], key=len, reverse=True))
    denied = "".join(rf"(?<!{each} )" for each in words["denied"])
    behind = "|".join(words["none_behind"])
    said = rf"{denied}(?:{none}) {name}|{name} (?:{behind})"
    return re.compile(rf"(?<!\w)(?:{said})(?={words['goes_on']})", re.MULTILINE)


@cache
def _whole(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def _table() -> Mapping[str, Mapping[str, Any]]:
    return load_table("assistant.ask", "none_left.toml")
