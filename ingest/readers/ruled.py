"""The cells that ruled lines make: where each stands on its grid, and over how many rows and columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

# Points; measured on tables that Word, LibreOffice, reportlab and Chrome print.
_SAME = 3.0  # between two rules that are one: the two lines of a double border, the borders of neighbouring cells
_TOUCH = 2.0  # between the end of a rule and the one that it should meet
_OPEN = 12.0  # that rules jut out over the outermost column where a table is not closed at its side
_COVERED = 0.5  # of the border of a cell that a rule must cover
_MOST_RULES = 3_000  # of one page; a map or a drawing has more, and no table
_MOST_WORK = 20_000_000  # places of a grid times the rules that may part them: a drawing, no table


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: ``at`` is where it lies across, ``start`` to ``end`` how far it reaches along."""

    flat: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: its first row and column on the grid, and how many of each it covers."""

    row: int
    column: int
    height: int
    width: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A table as its rules draw it: where they lie across and down, and the cells between them."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[Place, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.across[0] <= x < self.across[-1] and self.down[0] <= y < self.down[-1]

    @property
    def area(self) -> float:
        """How much of the page it covers."""
        return (self.across[-1] - self.across[0]) * (self.down[-1] - self.down[0])

    def at(self, x: float, y: float) -> Place:
        """The cell that a point within it lies in."""
        row, column = bisect_right(self.down, y) - 1, bisect_right(self.across, x) - 1
        return next(
            cell
            for cell in self.cells
            if cell.row <= row < cell.row + cell.height and cell.column <= column < cell.column + cell.width
        )


def frames(rules: Sequence[Rule]) -> list[Frame]:
    """The tables that rules draw, from the top of the page; rules that meet no other are underlines."""
    if len(rules) > _MOST_RULES:
        return []
    found = [frame for group in _meeting(whole(rules)) if (frame := _frame(group)) is not None]
    return sorted(found, key=lambda frame: (frame.down[0], frame.across[0]))


def whole(rules: Sequence[Rule]) -> list[Rule]:
    """Rules with those as one that go on in each other, as tables are drawn cell by cell."""
    whole: list[Rule] = []
    for flat in (True, False):
        own = sorted((rule for rule in rules if rule.flat == flat), key=lambda rule: rule.at)
        for line in _near(own):
            at = sum(rule.at for rule in line) / len(line)
            pieces: list[Rule] = []
            for rule in sorted(line, key=lambda rule: rule.start):
                if pieces and rule.start <= pieces[-1].end + _TOUCH:
                    pieces[-1] = Rule(flat, at, pieces[-1].start, max(pieces[-1].end, rule.end))
                else:
                    pieces.append(Rule(flat, at, rule.start, rule.end))
            whole += pieces
    return whole


def _near(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Parallel rules in groups of those that are one line."""
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > _SAME:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _meeting(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules in groups of those that meet, across and down."""
    of = list(range(len(rules)))

    def root(at: int) -> int:
        while of[at] != at:
            of[at] = of[of[at]]
            at = of[at]
        return at

    downs = [at for at, rule in enumerate(rules) if not rule.flat]
    for at, rule in enumerate(rules):
        for other in downs if rule.flat else ():
            if _meet(rule, rules[other]):
                of[root(at)] = root(other)
    groups = sorted(range(len(rules)), key=root)
    return [[rules[at] for at in group] for _, group in groupby(groups, key=root)]


def _meet(flat: Rule, upright: Rule) -> bool:
    across = flat.start - _TOUCH <= upright.at <= flat.end + _TOUCH
    return across and upright.start - _TOUCH <= flat.at <= upright.end + _TOUCH


def _frame(rules: Sequence[Rule]) -> Frame | None:
    """The table of rules that meet; None where they enclose nothing, or one cell, as a border of the page does."""
    flats, uprights = ([rule for rule in rules if rule.flat == flat] for flat in (True, False))
    across, down = _lines(uprights, flats), _lines(flats, uprights)
    if len(across) < 2 or len(down) < 2:
        return None
    if len(across) * len(down) * len(rules) > _MOST_WORK:
        return None
    cells = list(_cells(flats, uprights, across, down))
    return _squeezed(across, down, cells) if len(cells) > 1 else None


def _squeezed(across: Sequence[float], down: Sequence[float], cells: Sequence[Place]) -> Frame:
    """The table without lines at which no cell begins: a stroke that was taken for a rule parts nothing."""
    columns = sorted({cell.column for cell in cells} | {len(across) - 1})
    rows = sorted({cell.row for cell in cells} | {len(down) - 1})

    def squeezed(cell: Place) -> Place:
        row, column = rows.index(cell.row), columns.index(cell.column)
        height = bisect_left(rows, cell.row + cell.height) - row
        return Place(row, column, height, bisect_left(columns, cell.column + cell.width) - column)

    return Frame(tuple(across[at] for at in columns), tuple(down[at] for at in rows), tuple(map(squeezed, cells)))


def _lines(parallel: Sequence[Rule], crossing: Sequence[Rule]) -> list[float]:
    """Where the rules lie that part a table one way, with its open sides."""
    lines: list[float] = []
    for at in sorted(rule.at for rule in parallel):
        if not lines or at - lines[-1] > _SAME:
            lines.append(at)
    if not lines or not crossing:
        return lines
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    if lines[0] - first > _OPEN:
        lines.insert(0, first)
    if last - lines[-1] > _OPEN:
        lines.append(last)
    return lines


def _cells(
    flats: Sequence[Rule], uprights: Sequence[Rule], across: Sequence[float], down: Sequence[float]
) -> Iterator[Place]:
    """The cells of a grid, from the top: fields as one that no rule parts."""
    taken: set[tuple[int, int]] = set()
    columns, rows = len(across) - 1, len(down) - 1
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            width, height = 1, 1
            while (
                column + width < columns
                and (row, column + width) not in taken
                and not _is_ruled(uprights, across[column + width], down[row], down[row + 1])
            ):
                width += 1
            while row + height < rows and not _is_ruled(
                flats, down[row + height], across[column], across[column + width]
            ):
                height += 1
            taken |= {(row + y, column + x) for y in range(height) for x in range(width)}
            yield Place(row, column, height, width)


def _is_ruled(rules: Iterable[Rule], at: float, start: float, end: float) -> bool:
    """Whether a rule covers most of a border."""
    covered = sum(
        max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= _SAME
    )
    return covered > _COVERED * (end - start)
