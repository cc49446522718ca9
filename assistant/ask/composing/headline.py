"""Which figures of a document tell the most, and how one cell of a table shows them.

A figure's weight is that of its indicator (``summary.toml``), a little more for what stands earlier and was read for
sure; a figure of a part, of another unit or of a share of the plan stands behind the whole one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from assistant.ask.composing.tables import on_one_line
from assistant.ask.composing.wording import Library, capital
from assistant.ask.understanding.reading import indicator_name
from assistant.language.catalogue import catalogue
from assistant.language.places import named_units
from assistant.language.tables import load_table
from assistant.language.text import fold, normalise
from assistant.types import Indicator, Kind, Resolution

_MAX_NAME = 90  # characters of the name of a figure that the catalogue does not know
_FEW = 3  # targets of a year ahead that make it the year that a document plans for


@cache
def table() -> Mapping[str, Any]:
    """``summary.toml`` as it stands."""
    return load_table("assistant.ask.composing", "summary.toml")


def weight(row: Indicator) -> float:
    """How much a figure tells of its document."""
    entry = catalogue().entries.get(row.indicator or "")
    named: Mapping[str, float] = table()["weights"]
    field: float = table()["fields"][entry.field if entry else ""]
    return named.get(row.indicator or "", field)


def name_of(row: Indicator) -> str:
    """The name of a figure's indicator, as the catalogue has it or else as the document does, on one line."""
    name = indicator_name(row.indicator) if row.indicator is not None else row.label
    return capital(on_one_line(name)[:_MAX_NAME])


def key_of(row: Indicator) -> str:
    """What makes two rows rows of one indicator."""
    return row.indicator or fold(row.label)


def headline_years(document: Resolution, rows: Sequence[Indicator]) -> tuple[int | None, int | None]:
    """The year of a document's results and the one that it plans for, by what it says of itself and by its rows."""
    results = Counter(row.year for row in rows if row.kind == "actual" and row.year is not None)
    targets = Counter(row.year for row in rows if row.kind == "target" and row.year is not None)
    stated = document.identity.result_year
    result = stated if stated in results else _commonest(results)
    ahead = Counter({year: count for year, count in targets.items() if result is None or year > result})
    planned = document.identity.target_year
    if planned in ahead:
        return result, planned
    enough = sum(ahead.values()) >= min(_FEW, sum(targets.values()))
    return result, _commonest(ahead if enough else targets)


def _commonest(years: Counter[int]) -> int | None:
    return max(years, key=lambda year: (years[year], year)) if years else None


def best(rows: Iterable[Indicator], books: Library) -> Indicator | None:
    """Of several figures of one indicator, kind and year the one that stands for the unit as a whole."""
    return min(rows, key=lambda row: _standing(row, books), default=None)


def _standing(row: Indicator, books: Library) -> tuple[object, ...]:
    return (
        row.measure != "level",
        row.sub_of is not None,
        row.scope is not None,
        _is_of_another(row, books),
        row.period is not None,
        -_months(row.period or ""),
        -round(row.confidence, 1),
        row.start,
    )


def _months(period: str) -> int:
    """How many months a part of a year is: of several parts the longest stands for the year so far."""
    said = normalise(period)
    months = re.search(r"(\d{1,2}) tháng", said)
    return int(months[1]) if months else _QUARTER if "quý" in said else 0


_QUARTER = 3


def _is_of_another(row: Indicator, books: Library) -> bool:
    """Whether the words of a figure name a unit, and not that of its document."""
    own = fold(books.of(row.document_id).identity.place or "")
    named = {fold(unit.name) for unit in named_units(f"{row.label}\n{row.quote}")}
    return bool(named) and own not in named


def with_count(row: Indicator, rows: Iterable[Indicator], books: Library) -> list[Indicator]:
    """A rate with the count that it is the share of ("0,68%; 57 hộ"), where the document states both."""
    entries = catalogue().entries
    counts = [
        each
        for each in rows
        if (entry := entries.get(each.indicator or "")) is not None
        and entry.share == row.indicator
        and (each.kind, each.year, each.measure) == (row.kind, row.year, "level")
        and each.scope is None
        and each.sub_of is None
    ]
    found = best(counts, books)
    return [found] if found is not None and row.measure == "level" else []


def is_told_with(row: Indicator, keys: Collection[str]) -> bool:
    """Whether a count is told beside its rate, which is among ``keys``."""
    entry = catalogue().entries.get(row.indicator or "")
    return entry is not None and bool(entry.share) and entry.share in keys


def with_share(row: Indicator, rows: Iterable[Indicator]) -> list[Indicator]:
    """A result with its share of the plan, or how it changed, where its document says so in per cent."""
    same = [
        each
        for each in rows
        if key_of(each) == key_of(row)
        and (each.kind, each.year, each.scope, each.sub_of) == (row.kind, row.year, row.scope, row.sub_of)
        and each.measure != "level"
        and "%" in each.figure
    ]
    order: dict[str, int] = {"vs_plan": 0, "change": 1}
    found = sorted(same, key=lambda each: (order[each.measure], each.start))
    return [row, *found[:1]] if row.measure == "level" else [row]


KIND_WORDS: Mapping[Kind, str] = {"actual": "kết quả", "target": "mục tiêu"}
