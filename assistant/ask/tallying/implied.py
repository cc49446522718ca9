"""Figures that no text writes and that follow from what it writes of others.

"Thu 1.250 tấn, hơn năm trước 30 tấn" says what the year before had, "đạt 84 tỷ, bằng 56% kế hoạch" what the plan was,
"gấp 1,5 lần năm 2018" what 2018 had, nine months and their last quarter what the first six months had. Pure: rows in,
figures with their formula and the rows that they come from out. Where two rows that would do differ nothing follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.ask.tallying.arithmetic import Operand, Worked, before, operand, total, whole_of, without_rise
from assistant.ask.tallying.arithmetic import difference as apart
from assistant.language.dates import find_periods, find_years
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Indicator, Kind

_TERM = 5  # years
_YEAR = (1, 12)  # its months
Months = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Implied:
    """A figure that follows: of which ``kind``, ``year`` and ``months`` it is, ``made`` from which ``rows``."""

    kind: Kind
    year: int
    months: Months
    made: Worked
    rows: tuple[Indicator, ...]


def implied(rows: Sequence[Indicator]) -> list[Implied]:
    """What follows from the rows of one unit and indicator; one figure for each kind, year and part of the year."""
    found: dict[tuple[Kind, int, Months], list[Implied]] = {}
    for each in (*_of_changes(rows), *_of_plans(rows), *_of_parts(rows)):
        found.setdefault((each.kind, each.year, each.months), []).append(each)
    return [group[0] for group in found.values() if len({each.made.value for each in group}) == 1]


def with_earlier(rows: Sequence[Indicator]) -> list[Indicator]:
    """The rows, each "từ 41,5 (năm 2018) lên 63,4" as the two figures that it states; none that a row has already."""
    stated = {(row.year, row.kind) for row in rows if row.measure == "level" and row.previous is None}
    earlier = [
        replace(row, year=_base_year(row), value=row.previous, previous=None, period=None, plan=None, of=None)
        for row in rows
        if row.previous is not None and (row.kind, row.measure, row.comparator) == ("actual", "level", "=")
    ]
    return [*rows, *(row for row in earlier if row.year is not None and (row.year, row.kind) not in stated)]


def months_of(period: str | None) -> Months | None:
    """Which months of its year a figure covers: (1, 9) of "9 tháng", (7, 9) of "quý III", all where it has no period;
    None where that is not known ("vụ xuân").
    """
    said = normalise(period or "")
    if not said or find_periods(said):
        return _YEAR
    table = _table()["counted_from_start"]
    for name in ("first", "last", "month", "quarter"):
        match = re.match(str(table[name]), said)
        if match is not None:
            number = int(table["numbers"].get(match[1], match[1] if match[1].isdigit() else 0))
            return {
                "first": (1, number),
                "last": (13 - number, 12),
                "month": (number, number),
                "quarter": (3 * number - 2, 3 * number),
            }[name]
    return None


def _table() -> Mapping[str, Mapping[str, Any]]:
    return load_table("assistant.ask.tallying", "implied.toml")


def _says(text: str, name: str) -> bool:
    return any(word in normalise(text) for word in _table()[name]["words"])


def _of_changes(rows: Sequence[Indicator]) -> Iterator[Implied]:
    """The figures from which changes led to what was reached: "giảm 12 ha so với 2010", "gấp 1,5 lần năm 2018"."""
    for change in rows:
        level = _level_beside(change, rows) if change.measure == "change" and change.kind == "actual" else None
        months, year = months_of(change.period), _base_year(change)
        made = _before(level, change) if level is not None else None
        if made is not None and level is not None and months is not None and year is not None:
            yield Implied("actual", year, months, made, (level, change))


def _level_beside(beside: Indicator, rows: Sequence[Indicator]) -> Indicator | None:
    """The one level of the same time and extent that a document has beside a change or a share of the plan."""
    same = [
        row for row in rows if row.measure == "level" and _extent(row) == _extent(beside) and operand(row) is not None
    ]
    return same[0] if len({(row.value, row.unit) for row in same}) == 1 else None


def _extent(row: Indicator) -> tuple[object, ...]:
    return (row.document_id, row.indicator or row.label, row.year, row.kind, row.period, row.sub_of, row.scope)


def _before(level: Indicator, change: Indicator) -> Worked | None:
    """The figure that was before a change in the figure's own unit, in per cent or to so many times of it."""
    first, second = operand(level), operand(change)
    if first is None or second is None:
        return None
    fell = change.direction == "giảm"
    if change.unit == "lần":
        return whole_of(first, replace(second, value=100 * second.value), factor=second.value)
    if change.direction not in ("tăng", "giảm"):
        return None
    if change.unit == "%" and not level.unit.startswith("%"):
        return without_rise(first, -second.value if fell else second.value)
    return before(first, second, fell=fell)


def _base_year(row: Indicator) -> int | None:
    """The year from which a change led to a row's: one named beside it, the start of its term, the year before."""
    if row.year is None:
        return None
    named = [each for each in find_years(row.quote) if each.value < row.year]
    at = max(normalise(row.quote).find(normalise(row.figure)), 0)
    if named:
        nearest = min(named, key=lambda each: abs(each.start - at))
        at_start = normalise(row.quote)[: nearest.start].rstrip().endswith("đầu") or normalise(
            row.quote[nearest.start : nearest.end]
        ).startswith("đầu")
        return nearest.value - 1 if at_start else nearest.value  # what "đầu năm 2016" has is what 2015 ended with
    periods = [each for each in find_periods(row.period or "") if each.first < row.year]
    if periods:
        return periods[0].first
    return row.year - (_TERM if _says(row.quote, "earlier") else 1)


def _of_plans(rows: Sequence[Indicator]) -> Iterator[Implied]:
    """The plans that results are told as shares of, or as above or below: "bằng 49,3% kế hoạch", "vượt 3,1 tỷ"."""
    for against in rows:
        level = _level_beside(against, rows) if against.measure == "vs_plan" and against.kind == "actual" else None
        made = _plan(level, against) if level is not None else None
        own = months_of(against.period) if _says(against.quote, "own_part") else _YEAR
        if made is not None and level is not None and own is not None and against.year is not None:
            yield Implied("target", against.year, own, made, (level, against))


def _plan(level: Indicator, against: Indicator) -> Worked | None:
    first, second = operand(level), operand(against)
    if first is None or second is None:
        return None
    missed = against.direction in ("hụt", "giảm")
    if not against.unit.startswith("%"):
        return before(first, second, fell=missed) if against.direction else None
    if against.direction in ("vượt", "tăng", "hụt", "giảm"):
        return without_rise(first, -second.value if missed else second.value)
    return whole_of(first, second)


def _of_parts(rows: Sequence[Indicator]) -> Iterator[Implied]:
    """The part of a year that two others leave, or make together: nine months without their last quarter."""
    levels = [row for row in rows if row.measure == "level" and row.kind == "actual" and row.sub_of is None]
    levels = [row for row in levels if row.unit in _table()["flows"]["units"] and row.year is not None]
    for longer in levels:
        for shorter in levels:
            of_both = (longer.document_id, longer.year, longer.scope) == (
                shorter.document_id,
                shorter.year,
                shorter.scope,
            )
            spans = (months_of(longer.period), months_of(shorter.period))
            first, second = operand(longer), operand(shorter)
            if not of_both or None in spans or first is None or second is None or longer.year is None:
                continue
            for months, made in _parts_made(spans[0] or _YEAR, spans[1] or _YEAR, first, second):
                if made is not None:
                    yield Implied("actual", longer.year, months, made, (longer, shorter))


def _parts_made(
    first: Months, second: Months, one: Operand, other: Operand
) -> Iterator[tuple[Months, Worked | None]]:
    """What of the first stretch of months the second leaves, where they begin or end together; both where one goes on
    where the other ends.
    """
    if first[0] == second[0] and second[1] < first[1] and other.value <= one.value:
        yield (second[1] + 1, first[1]), apart(one, other)
    if first[1] == second[1] and first[0] < second[0] and other.value <= one.value:
        yield (first[0], second[0] - 1), apart(one, other)
    if first[1] + 1 == second[0]:
        yield (first[0], second[1]), total((one, other))
