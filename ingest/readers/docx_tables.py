"""Tables of a Word file as rows on their grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ingest.cleaning.cells import is_figure
from ingest.readers.docx_xml import Element, is_on, number, path, qn, value
from ingest.readers.grid import Cell, grid_rows, is_layout
from ingest.readers.marks import hidden, struck

Lines = Callable[[Element], Iterator[str]]
Words = Callable[[Element], str]

_MOST_COLUMNS = 100
_SLIVER = 20  # twentieths of a point, 0.35 mm; the margins of a cell alone are ten times that
_COLUMN, _WIDTH = qn("w:gridCol"), qn("w:w")
WRAPPERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")))
_BEFORE, _HEADS, _DELETED = path("w:trPr/w:gridBefore"), path("w:trPr/w:tblHeader"), path("w:trPr/w:del")
_SPAN, _DOWN, _ACROSS = path("w:tcPr/w:gridSpan"), path("w:tcPr/w:vMerge"), path("w:tcPr/w:hMerge")
_CELL_DELETED, _CELL_MERGED = path("w:tcPr/w:cellDel"), path("w:tcPr/w:cellMerge")
_CONTINUED = ("continue", "cont")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell as Word keeps it: ``covered`` tells that the one above reaches down over it."""

    cell: Cell
    covered: bool


def table_lines(table: Element, lines_of: Lines, words_of: Words) -> Iterator[str]:
    """A table as rows; one that only places blocks side by side, like a letterhead, block after block.

    ``lines_of`` gives the lines of a cell, ``words_of`` the text of a paragraph that was deleted. Tables within the
    cells follow, and what stands in cells that were deleted or that another covers.
    """
    gone: list[str] = []
    pieces = [list(_cells(row, lines_of)) for row in _table_rows(table, gone, words_of)]
    rows = _merged(_without_slivers(pieces, table), gone)
    if is_layout(rows) and not _has_table_in_cell(rows):
        yield from (line for row in rows for cell in row for line in cell.lines if line)
    else:
        yield from grid_rows([[replace(cell, lines=_own(cell)) for cell in row] for row in rows])
        yield from (line for row in rows for cell in row for line in cell.lines if _is_nested(line))
    yield from gone


def _is_nested(line: str) -> bool:
    """Whether a line of a cell is a row of a table that stands in it."""
    return line.startswith("| ")


def _own(cell: Cell) -> tuple[str, ...]:
    return tuple(line for line in cell.lines if not _is_nested(line))


def _has_table_in_cell(rows: list[list[Cell]]) -> bool:
    """Whether rows of figures have a table in one of their cells: they place nothing."""
    cells = [cell for row in rows for cell in row]
    own = [[_own(cell) for cell in row if any(_own(cell))] for row in rows]
    counts = any(len(row) > 1 and any(is_figure(" ".join(lines)) for lines in row) for row in own)
    return counts and len(rows) > 1 and any(_is_nested(line) for cell in cells for line in cell.lines)


def _without_slivers(rows: list[list[_Piece]], table: Element) -> list[list[_Piece]]:
    """The rows on the grid without columns too narrow for a letter.

    They come of edges that lie a hair apart, which converters keep: a cell that spans one would fill it too.
    """
    grid = table.find(qn("w:tblGrid"))
    widths = [number(column.get(_WIDTH), 0) for column in (() if grid is None else grid.iterchildren(_COLUMN))]
    alone = {piece.cell.column for row in rows for piece in row if piece.cell.width == 1}
    slivers = {at for at, width in enumerate(widths) if 0 < width <= _SLIVER and at not in alone}

    def moved(column: int) -> int:
        return column - sum(each < column for each in slivers)

    def fitted(cell: Cell) -> Cell:
        start = moved(cell.column)
        return replace(cell, column=start, width=max(1, moved(cell.column + cell.width) - start))

    return [[replace(piece, cell=fitted(piece.cell)) for piece in row] for row in rows] if slivers else rows


def _merged(rows: list[list[_Piece]], gone: list[str]) -> list[list[Cell]]:
    """The rows with cells that are merged downwards as one, listed where it begins; what is covered goes."""
    merged: list[list[Cell]] = []
    above: dict[int, tuple[int, int]] = {}  # column -> where the cell stands that may reach down in it
    for row in rows:
        merged.append([])
        begun: dict[int, tuple[int, int]] = {}
        for piece in row:
            column = piece.cell.column
            if piece.covered and column in above:
                at, index = above[column]
                merged[at][index] = replace(merged[at][index], height=len(merged) - at)
                begun[column] = above[column]
                gone += [hidden(piece.cell.text)] if piece.cell.text else []
            else:
                begun[column] = (len(merged) - 1, len(merged[-1]))
                merged[-1].append(piece.cell)
        above = begun
    return merged


def _table_rows(table: Element, gone: list[str], words_of: Words) -> Iterator[Element]:
    """The rows that are left with all changes accepted; what was deleted goes to ``gone``."""
    for child in table.iterchildren():
        if child.tag in WRAPPERS:
            yield from _table_rows(child, gone, words_of)
        elif child.tag == qn("w:tr"):
            whole = child.find(_DELETED) is not None
            cells = [cell for cell in _row_cells(child) if whole or cell.find(_CELL_DELETED) is not None]
            said = " ".join(words_of(paragraph) for cell in cells for paragraph in cell.iter(qn("w:p")))
            gone += [struck(" ".join(said.split()))] if said.strip() else []
            if not whole:
                yield child


def _cells(row: Element, lines_of: Lines) -> Iterator[_Piece]:
    """The cells of a row with their places on the grid."""
    column = _count(row.find(_BEFORE), 0)
    heads = is_on(row.find(_HEADS))
    last: _Piece | None = None
    for cell in _row_cells(row):
        if cell.find(_CELL_DELETED) is not None:
            continue
        written = "\n".join(lines_of(cell)).replace("\f", "\n")
        lines = tuple(" ".join(line.split()) for line in written.split("\n"))
        width = _count(cell.find(_SPAN), 1)
        if last is not None and _continues(cell.find(_ACROSS)):
            wider = replace(last.cell, width=last.cell.width + width, lines=_filled(last.cell.lines, lines))
            last = replace(last, cell=wider)
        else:
            if last is not None:
                yield last
            last = _Piece(Cell(column, lines, width, heads=heads), _covered(cell))
        column += width
    if last is not None:
        yield last


def _filled(lines: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a cell that is merged with its neighbour, which is empty as a rule."""
    return (*lines, *more) if any(more) else lines


def _row_cells(row: Element) -> Iterator[Element]:
    for child in row.iterchildren():
        if child.tag in WRAPPERS:
            yield from _row_cells(child)
        elif child.tag == qn("w:tc"):
            yield child


def _covered(cell: Element) -> bool:
    """Whether the cell above reaches down over this one, by a change that is tracked too."""
    change = cell.find(_CELL_MERGED)
    return _continues(cell.find(_DOWN)) or (change is not None and change.get(qn("w:vMerge")) in _CONTINUED)


def _continues(merge: Element | None) -> bool:
    return merge is not None and (value(merge) or "continue") in _CONTINUED


def _count(element: Element | None, default: int) -> int:
    """The value of a property that counts columns, no more than a page has."""
    return max(0, min(number(value(element), default), _MOST_COLUMNS))
