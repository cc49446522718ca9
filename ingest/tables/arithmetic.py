"""Which columns of a table are computed from others: a share, a change, a difference, a sum.

Nothing but the figures is looked at. A computed column tells what its sources are, whatever their headings say: where
a column is 100 * a / b, ``a`` is most often what was done and ``b`` what was planned.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Literal

from ingest.tables.grid import Grid

Kind = Literal["ratio", "change", "difference", "sum"]

_NUMBER = re.compile(r"([-+−–])?\s?(\d{1,3}(?:\.\d{3})+(?!\d)|\d+)(?:[,.](\d+))?\s?(?:[%‰]|[^\W\d][^\d]*)?")
_BOUND = re.compile(r"\s*(?:[≥≤<>=~]=?|[^\W\d]+(?:\s[^\W\d]+){0,2}\s)?\s*")
_FEWEST = 2  # rows that show how a column is computed
_SHARE = 0.6  # of the rows where all its columns are filled
_ROUNDED = 0.51  # of the last printed digit
_CUT = 1.0  # of the last printed digit: some only drop what follows


@dataclass(frozen=True, slots=True, order=True)
class Ratio:
    """How a column is computed.

    ``ratio`` is 100 * first / second, ``change`` 100 * (first / second - 1), ``difference`` first - second, and
    ``sum`` that of the columns from ``first`` to ``second``.
    """

    kind: Kind
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed: ``step`` is the worth of its last digit, ``signed`` tells that a sign stands before it."""

    value: float
    step: float
    signed: bool


def ratios(grid: Grid) -> Mapping[int, Ratio]:
    """The computed columns of a table, by their indexes."""
    rows: dict[int, dict[int, Printed]] = defaultdict(dict)
    for cell in grid.cells:
        number = printed(cell.text)
        if number is not None:
            rows[cell.line][cell.column.index] = number
    return computed(list(rows.values()))


def printed(text: str) -> Printed | None:
    """The number of a cell with one number in it; None for a range, for "15/19", and for words."""
    bound = _BOUND.match(text)
    found = _NUMBER.fullmatch(text.strip(), bound.end() if bound and text[bound.end() :][:1].isdigit() else 0)
    if found is None:
        return None
    sign, whole, decimals = found.groups()
    value = float(whole.replace(".", "") + "." + (decimals or "0"))
    return Printed(-value if sign in ("-", "−", "–") else value, 10.0 ** -len(decimals or ""), sign is not None)


def computed(rows: Sequence[Mapping[int, Printed]]) -> dict[int, Ratio]:
    """The computed columns of rows of numbers; of two ways the one that more rows show, then the one nearer by."""
    columns = sorted({column for row in rows for column in row})
    ways = sorted(
        (-shown, _distance(column, way), column, way.kind, way)
        for column in columns
        for way in _ways(column, columns)
        if (shown := _shown(column, way, rows)) >= _FEWEST
    )
    found: dict[int, Ratio] = {}
    explained: set[frozenset[int]] = set()  # 55 = 100 * 110 / 200 says the same as 200 = 100 * 110 / 55
    for *_, column, _, way in ways:
        together = frozenset((column, *_sources(way)))
        if column not in found and together not in explained:
            found[column] = way
            explained.add(together)
    return dict(sorted(found.items()))


def _sources(way: Ratio) -> Sequence[int]:
    return range(way.first, way.second + 1) if way.kind == "sum" else (way.first, way.second)


def holds(column: int, way: Ratio, row: Mapping[int, Printed]) -> bool | None:
    """Whether a row shows a column to be computed so; None where it lacks one of the numbers."""
    needed = _sources(way)
    if column not in row or any(each not in row for each in needed):
        return None
    worth = _worth(way, row)
    if worth is None:
        return None
    told = row[column]
    if way.kind in ("ratio", "change"):
        over = (worth - told.value) / told.step
        return -_ROUNDED <= over <= _CUT or abs(over) <= _ROUNDED
    slack = max(told.step, *(row[each].step for each in needed))
    return abs(worth - told.value) <= _ROUNDED * slack


def _worth(way: Ratio, row: Mapping[int, Printed]) -> float | None:
    if way.kind == "sum":
        return sum(row[each].value for each in range(way.first, way.second + 1))
    first, second = row[way.first].value, row[way.second].value
    if way.kind == "difference":
        return first - second
    if not second:
        return None
    return 100 * first / second - (100 if way.kind == "change" else 0)


def _ways(column: int, columns: Sequence[int]) -> Iterator[Ratio]:
    """All ways in which a column may be computed: from two others, or from the ones right beside it."""
    others = [each for each in columns if each != column]
    for first, second in permutations(others, 2):
        yield Ratio("ratio", first, second)
        yield Ratio("change", first, second)
        if column > max(first, second):
            yield Ratio("difference", first, second)
    for size in range(2, len(columns)):
        for begin in (column + 1, column - size):
            if all(each in columns for each in range(begin, begin + size)):
                yield Ratio("sum", begin, begin + size - 1)


def _shown(column: int, way: Ratio, rows: Sequence[Mapping[int, Printed]]) -> int:
    """How many rows show a column to be computed so; 0 where too few do, or where it says nothing."""
    told = [(row, verdict) for row in rows if (verdict := holds(column, way, row)) is not None]
    showing = [row for row, verdict in told if verdict]
    telling = [row for row in showing if _tells(column, way, row)]
    if len(telling) < _FEWEST or len(showing) < _SHARE * len(told):
        return 0
    if way.kind == "difference" and way.first < way.second and not any(row[column].signed for row in telling):
        return 0  # "63, 16, 47" is as well a whole before its parts
    return len(showing)


def _tells(column: int, way: Ratio, row: Mapping[int, Printed]) -> bool:
    """Whether a row shows more than that equal numbers are equal, and nothing is nothing."""
    if way.kind == "sum":
        return sum(row[each].value != 0 for each in range(way.first, way.second + 1)) > 1
    values = {row[each].value for each in (column, way.first, way.second)}
    return len(values) == len((column, way.first, way.second)) and 0 not in values


def _distance(column: int, way: Ratio) -> int:
    """How far the sources are; those behind the column count as farther, and the later one as what was done."""
    behind = sum(each > column for each in (way.first, way.second)) if way.kind != "sum" else 0
    return 2 * (abs(column - way.first) + abs(column - way.second)) + 3 * behind + (way.first < way.second)
