"""The catalogue of indicators, and finding them in the words of a label or a question.

``indicators.toml`` holds what is known of each indicator; this module reads it, matches its phrases word by
word, and converts a figure into an indicator's canonical unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from assistant.language.abbreviations import variants
from assistant.language.quantities import rules
from assistant.language.tables import load_table
from assistant.language.text import WORD, fold, normalise

GAP = "…"
MAX_GAP = 8  # words that "…" may stand for; the longest in the seeds is 7 (004, item 10)
_YEARS_PER = {"năm": 1.0, "tháng": 1 / 12}
_ALSO_COUNTED_AS = {  # a party member, a conscript or a worker may be counted as "người"
    "count:đảng viên": {"count:người"},
    "count:công dân": {"count:người"},
    "count:người": {"count:công dân"},
    "count:thôn": {"count:làng"},
    "count:hộ": {"count:người"},
    "count:trường": {"count:xã"},
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator; ``unit`` is canonical, ``better`` says which direction is an improvement, and ``rate`` that
    it is itself a change ("tăng dân số").
    """

    id: str
    name: str
    unit: str
    better: Literal["higher", "lower", ""]
    field: str
    tier: Literal["core", "extended"]
    synonyms: tuple[str, ...]
    phrases: tuple[str, ...]
    never: tuple[str, ...] = ()
    rate: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text: ``words`` is how many words of it are literal, ``start``/``end`` characters."""

    entry: Entry
    words: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All indicators, with their phrases by first word, unfolded and folded; no gap runs over a ``closed`` word."""

    entries: Mapping[str, Entry]
    exact: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    folded: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    never: Mapping[str, tuple[tuple[str, ...], ...]]
    closed: frozenset[str] = frozenset()

    def find(self, text: str, *, without_diacritics: bool = False) -> list[Match]:
        """Every phrase of every indicator in ``text``, with repetitions; offsets are those of ``text``."""
        words = _words(fold(text) if without_diacritics else normalise(text))
        index = self.folded if without_diacritics else self.exact
        found = [
            Match(entry, sum(part != GAP for part in phrase), words[at].start, words[last].end)
            for at, word in enumerate(words)
            for phrase, entry in index.get(word.text, ())
            if (last := _ends_at(words, at, phrase, self.closed)) is not None
        ]
        if not found:
            return found
        ruled_out = {
            entry_id
            for entry_id in {match.entry.id for match in found} & self.never.keys()
            if any(self._present(words, phrase, without_diacritics) for phrase in self.never[entry_id])
        }
        return [match for match in found if match.entry.id not in ruled_out]

    @staticmethod
    def _present(words: Sequence[_Word], phrase: tuple[str, ...], without_diacritics: bool) -> bool:
        sought = tuple(fold(part) for part in phrase) if without_diacritics else phrase
        return any(_ends_at(words, at, sought) is not None for at in range(len(words)))


def _words(prepared: str) -> list[_Word]:
    return [_Word(match.group(), *match.span()) for match in WORD.finditer(prepared)]


def _ends_at(
    words: Sequence[_Word],
    at: int,
    phrase: tuple[str, ...],
    closed: frozenset[str] = frozenset(),
) -> int | None:
    """Index of the last word of ``phrase`` when it begins at ``at``; gaps take the nearest continuation."""
    position, reach = at, 0
    for part in phrase:
        if part == GAP:
            reach = MAX_GAP
            continue
        limit = min(len(words), position + reach + 1)
        begin = position
        position = next((i for i in range(begin, limit) if words[i].text == part), -1) + 1
        if any(words[i].text in closed for i in range(begin, position - 1)):
            return None
        if position == 0:
            return None
        reach = 0
    return position - 1


@cache
def catalogue() -> Catalogue:
    """The bundled catalogue, read once."""
    return build_catalogue(_entries(load_table("assistant.language", "indicators.toml")))


@cache
def asking_catalogue() -> Catalogue:
    """The catalogue for questions, in which synonyms name an indicator too: people ask in fewer words than
    documents use, and a question has no figures to go astray with.
    """
    entries = catalogue().entries.values()
    asked = build_catalogue(replace(entry, phrases=_asked_phrases(entry)) for entry in entries)
    # "thu nhập và thu ngân sách" names two indicators: in a question no name runs over "và".
    return replace(asked, closed=frozenset({"và", "hoặc", "va", "hoac"}))


def _asked_phrases(entry: Entry) -> tuple[str, ...]:
    words = (" ".join(WORD.findall(normalise(synonym))) for synonym in entry.synonyms)
    phrases = (*entry.phrases, *(phrase for phrase in words if phrase))
    return tuple(dict.fromkeys(variant for phrase in phrases for variant in variants(phrase)))


def _entries(table: Mapping[str, Any]) -> Iterator[Entry]:
    for row in table["indicator"]:
        texts = {key: tuple(row.get(key, ())) for key in ("synonyms", "phrases", "never")}
        yield Entry(**{**row, **texts})


def build_catalogue(entries: Iterable[Entry]) -> Catalogue:
    """Indexes the phrases of ``entries`` by their first word."""
    by_id = {entry.id: entry for entry in entries}
    exact: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    folded: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for entry in by_id.values():
        for phrase in entry.phrases:
            parts = _parts(phrase)
            exact.setdefault(parts[0], []).append((parts, entry))
            plain = tuple(fold(part) for part in parts)
            folded.setdefault(plain[0], []).append((plain, entry))
    return Catalogue(
        entries=by_id,
        exact={word: tuple(rows) for word, rows in exact.items()},
        folded={word: tuple(rows) for word, rows in folded.items()},
        never={entry.id: tuple(_parts(phrase) for phrase in entry.never) for entry in by_id.values() if entry.never},
    )


def _parts(phrase: str) -> tuple[str, ...]:
    return tuple(normalise(phrase).split())


def convert(value: float, unit: str, *, to: str) -> float | None:
    """``value`` in ``unit`` as a value in the canonical unit ``to``, or None where they do not fit.

    Money scales (5.900.000.000 đồng -> 5.9 tỷ đồng), a month becomes a year, a missing "/người/năm" is
    understood, ‰ stays what it is for a rate in % (the row keeps ‰), and a bare number fits any count.
    """
    base, *per = unit.split("/")
    target_base, *target_per = to.split("/")
    table = rules().units
    target = table.get(_COUNT_NAMES.get(target_base, target_base))
    if target is None:
        return None
    if not base:
        return value if target.dimension.startswith("count:") else None
    source = table.get(_COUNT_NAMES.get(base, base))
    if source is None or not _fits(source.dimension, target.dimension):
        return None
    time, target_time = _time(per), _time(target_per)
    span = _YEARS_PER[target_time] / _YEARS_PER[time] if time and target_time else 1.0
    extra = {part for part in per if part not in target_per} - _YEARS_PER.keys()
    lost_month = "tháng" in (time, target_time) and not (time and target_time)
    if extra or lost_month or ("ha" in per and "ha" not in target_per):
        return None
    # Nine significant digits: 1855 / 1000 must equal the figure that staff would type.
    return float(f"{value * span * (source.scale / target.scale):.9g}")


def _time(per: Sequence[str]) -> str | None:
    """The time part of a unit: "năm" of "triệu đồng/người/năm"."""
    return next((part for part in per if part in _YEARS_PER), None)


# Units of the catalogue that the table of units knows by another name.
_COUNT_NAMES = {"gia đình": "hộ", "làng": "thôn"}


def _fits(source: str, target: str) -> bool:
    return source == target or source in _ALSO_COUNTED_AS.get(target, set())
