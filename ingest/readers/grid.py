"""Tables on their grid: a merged cell fills what it covers, so that every row has one cell a column."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from ingest.cleaning.cells import is_figure, is_index, is_ordinal, paired, written

_LAYOUT_ROWS = 3
_LAYOUT_COLUMNS = 2
_BY_BLANKS = re.compile(r"[-–+]?[1-9]\d{0,2}(?:\s\d{3})+(?:,\d{1,3})?(?:\s?[^\d%]{0,20})")


_MOST_PLACES = 1_000_000  # rows by columns; a book of statistics has some ten thousand, cells that span have no end


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as its file has it: the column of the grid that it begins in, its lines, and what it covers.

    ``heads`` tells that the file declares it a heading.
    """

    column: int
    lines: tuple[str, ...]
    width: int = 1
    height: int = 1
    heads: bool = False

    @property
    def text(self) -> str:
        """All lines as one."""
        return " ".join(filter(None, self.lines))


def grid_rows(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """A table as rows ``| a | b |``, its headings repeated over the columns that they span.

    A text that spans the figures of a row below the head, like the name of a group, stands once.
    """
    return [written(row) for row in grid_cells(rows)]


def grid_cells(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The same rows, cell by cell; a grid of more places than any table has is left as its cells stand."""
    grid = _Grid([[_grouped(cell) for cell in row] for row in _squeezed(rows)])
    if grid.width * len(grid.cells) > _MOST_PLACES:
        return [told for row in grid.cells if any(told := [cell.text for cell in row])]
    return [row for row in grid.rows() if any(row)]


def _grouped(cell: Cell) -> Cell:
    """A cell with a number whose thousands are parted by blanks ("12 500") with dots instead, as staff write it."""
    found = _BY_BLANKS.fullmatch(cell.text) if len(cell.lines) == 1 else None
    return cell if found is None else replace(cell, lines=(re.sub(r"(?<=\d)\s(?=\d)", ".", cell.text),))


def is_layout(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table only places blocks side by side, like the two columns of a letterhead."""
    filled = [[cell for cell in row if cell.text] for row in rows]
    columns = {cell.column for row in filled for cell in row}
    if len(rows) > _LAYOUT_ROWS or len(columns) > _LAYOUT_COLUMNS:
        return False
    if any(len(paired([cell.lines for cell in row])) > 1 for row in filled if len(row) > 1):
        return False
    return any(len(list(filter(None, cell.lines))) > 1 for row in filled for cell in row)


def _squeezed(rows: Sequence[Sequence[Cell]]) -> Iterator[Iterator[Cell]]:
    """The rows without the columns in which no cell begins: files keep many more than they show."""
    begins = sorted({cell.column for row in rows for cell in row})
    for row in rows:
        yield (
            replace(cell, column=at, width=max(1, bisect_left(begins, cell.column + cell.width) - at))
            for cell in row
            for at in (bisect_left(begins, cell.column),)
        )


@dataclass(frozen=True)
class _Grid:
    """The cells of a table, row by row, each listed where it begins."""

    cells: Sequence[Sequence[Cell]]

    @cached_property
    def width(self) -> int:
        """How many columns there are."""
        return max((cell.column + cell.width for row in self.cells for cell in row), default=0)

    @cached_property
    def head(self) -> int:
        """How many rows from the top are headings: up to the first with figures or with the name of a group."""
        size, titled = 0, False
        for at, row in enumerate(self.cells):
            declared = bool(row) and all(cell.heads for cell in row)
            title = not titled and len(_filled(row)) == 1 and _filled(row)[0].width == self.width
            if not title and not declared and (self._has_figures(row) or (titled and self._is_group(at))):
                break
            titled = titled or not title
            size = at + 1
        return size if size < len(self.cells) else self._named_head

    @cached_property
    def _named_head(self) -> int:
        """The rows of the head of a table without figures: what is declared, or what the first row reaches into."""
        declared = 0
        while declared < len(self.cells) and all(cell.heads for cell in self.cells[declared]):
            declared += 1
        return max(declared, min(len(self.cells), max((cell.height for cell in self.cells[0]), default=1)))

    @cached_property
    def counts_rows(self) -> bool:
        """Whether the first column only counts the rows, or is empty."""
        first = [cell.text for row in self.cells[self.head :] for cell in row if cell.column == 0 and cell.width == 1]
        return any(first) and all(is_ordinal(text) for text in first if text)

    def rows(self) -> Iterator[list[str]]:
        """Every row with a text for every column; one whose cells hold several rows as these."""
        lines = [[tuple[str, ...]()] * self.width for _ in self.cells]
        for at, row in enumerate(self.cells):
            for cell in row:
                for down, part in enumerate(_downwards(cell, len(self.cells) - at)):
                    for column in self._columns(cell, at):
                        lines[at + down][column] = part
        for at, texts in enumerate(lines):
            if at < self.head:
                yield [" ".join(filter(None, text)) for text in texts]
            else:
                yield from paired(texts)

    def _columns(self, cell: Cell, at: int) -> Sequence[int]:
        """The columns in which the text of a cell stands."""
        every = range(cell.column, cell.column + cell.width)
        if cell.width == 1:
            return every
        labels = every[1:] if cell.column == 0 and self.counts_rows else every
        if at < self.head and not self._is_group(at):
            return labels
        named = any(not is_ordinal(other.text) for other in _filled(self.cells[at]) if other.column < cell.column)
        return every if named and is_figure(cell.text) else labels[:1]

    def _is_group(self, at: int) -> bool:
        """Whether a row has nothing but its number and a text over all columns that follow, like "I | Kinh tế"."""
        texts = [cell for cell in _filled(self.cells[at]) if not is_ordinal(cell.text)]
        covered = sum(cell.width for cell in self.cells[at]) < self.width and self._reach[at] > at
        whole = len(texts) == 1 and texts[0].width > 1 and texts[0].column + texts[0].width == self.width
        return whole and not covered and (at > 0 or texts[0].width == self.width)

    @cached_property
    def _reach(self) -> list[int]:
        """For each row how far down the cells above it reach: past it where they cover some of it."""
        ends = (max((at + cell.height for cell in row), default=0) for at, row in enumerate(self.cells))
        return [0, *accumulate(ends, max)]

    def _has_figures(self, row: Sequence[Cell]) -> bool:
        texts = [cell.text for cell in row]
        return not is_index(texts) and any(is_figure(line) for cell in row if cell.column > 0 for line in cell.lines)


def _filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.text]


def _downwards(cell: Cell, left: int) -> Iterator[tuple[str, ...]]:
    """The lines of a cell in each of its rows: the same in all, or one figure for each."""
    height = min(cell.height, left)
    filled = [line for line in cell.lines if line]
    if height > 1 and len(filled) == height and all(map(is_figure, filled)):
        yield from ((line,) for line in filled)
    else:
        yield from [cell.lines] * height
