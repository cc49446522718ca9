"""Tables that nothing rules and whose cells run over several lines: where their columns and rows lie.

1. a line with three pieces or more, a figure among them, tells of columns; a block grows from it downwards as long as
   no piece reaches over a gap beside its numbers or figures;
2. a row begins at the number of its first column, else at its figures (``aligned_rows.py``);
3. the lines right above that fit the columns are the head, with what stands over several (``aligned_head.py``).

Tables whose cells have one line each are left to cleaning, which tells them by their wide gaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.cleaning.cells import is_blank, is_figure, is_index, is_ordinal
from ingest.cleaning.tables import TABLES, any_of
from ingest.readers.aligned_head import head_rows
from ingest.readers.aligned_lines import Column, Line, Piece, bare, parted, printed
from ingest.readers.aligned_rows import Cut, cut_rows
from ingest.readers.grid import Cell
from ingest.readers.layout_words import Word

_CAPTION = any_of([TABLES["columns"]["caption"]])
_CLOSING = any_of([TABLES["regions"]["closing"]])
_FEWEST = 3  # columns; label and figure alone are a list
_ANCHORS = 2  # rows with a figure in one column
_HEADLESS = 3  # such rows of a table without a head
_FAR = 4.0  # times the size of the letters between two rows; more parts two tables
_BELOW = 1.8  # times it between two lines of one cell
_HEAD_LINES = 9
_GROUP = 60  # characters of the name of a group of rows
_WIDE = 1.5  # times the size of the letters; a gap that cleaning takes for one between columns


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table, its words, and where its columns begin."""

    rows: tuple[tuple[Cell, ...], ...]
    words: tuple[Word, ...]
    columns: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of a table below its head, and its columns; ``groups`` are names that reach over several columns."""

    first: int
    last: int
    columns: tuple[Column, ...]
    groups: frozenset[int]


def aligned(words: Sequence[Word]) -> Iterator[Aligned]:
    """The tables among the words of a page that no rule holds, from the top."""
    lines = printed(words)
    at = top = 0
    while at < len(lines):
        block = _block(lines, at, top) if _tells(lines[at]) else None
        table = _table(lines, block, top) if block is not None else None
        if block is not None and table is not None:
            yield table
            at = top = block.last + 1
        else:
            at += 1


def _tells(line: Line) -> bool:
    """Whether a line is a row by itself: pieces enough, and a figure behind the first; or figures alone."""
    figures = [is_figure(piece.text) for piece in line.pieces]
    enough = len(figures) >= _FEWEST or (len(figures) > 1 and all(figures))
    return enough and any(figures[1:]) and not is_index([piece.text for piece in line.pieces])


def _block(lines: Sequence[Line], seed: int, top: int) -> _Block | None:
    """The rows around a line that tells, none above ``top``; None where they are too few."""
    columns, fitting, groups = _below(lines, seed)
    rows = [at for at in sorted(fitting) if _fills(lines[at], columns)]
    if sum(_tells(lines[at]) for at in rows) < _ANCHORS:
        return None
    last = rows[-1]
    first, columns = _above(lines, seed, top, columns)
    figured = sum(column.kind != "text" and column.figures + column.ordinals >= _ANCHORS for column in columns[1:])
    if len(columns) < _FEWEST or not figured:
        return None
    while last + 1 in fitting and lines[last + 1].base - lines[last].base <= _BELOW * lines[last].size:
        last += 1
    return _Block(first, last, columns, frozenset(at for at in groups if at < last))


def _below(lines: Sequence[Line], seed: int) -> tuple[tuple[Column, ...], set[int], set[int]]:
    """The columns of the lines from a seed on that fit each other, these lines, and those that may name groups."""
    columns: tuple[Column, ...] = ()
    fitting: set[int] = set()
    groups: set[int] = set()
    for at in range(seed, len(lines)):
        line = lines[at]
        if at > seed and (line.base - lines[at - 1].base > _FAR * line.size or _ends(line)):
            break
        grown = _with(columns, line)
        if grown is not None:
            columns = grown
            fitting.add(at)
        elif _is_group(line):
            groups.add(at)
        else:
            break
    return columns, fitting, groups


def _above(lines: Sequence[Line], seed: int, top: int, columns: tuple[Column, ...]) -> tuple[int, tuple[Column, ...]]:
    """The first row above a seed that fits its columns, and these with it."""
    first, grown = seed, columns
    for at in range(seed - 1, max(top, seed - _HEAD_LINES * 3) - 1, -1):
        more = _with(grown, lines[at])
        if more is None or lines[at + 1].base - lines[at].base > _FAR * lines[at].size or first - at > _HEAD_LINES:
            break
        grown = more
        if _fills(lines[at], columns):
            first, columns = at, grown
    return first, columns


def _fills(line: Line, columns: Sequence[Column]) -> bool:
    """Whether a line has a figure in a column of figures."""
    if is_index([piece.text for piece in line.pieces]):
        return False
    return any(
        is_figure(piece.text) and column.kind != "text" and column.meets(piece, line.size)
        for piece in line.pieces
        for column in columns[1:]
    )


def _ends(line: Line) -> bool:
    return any(_CLOSING.match(piece.text) for piece in line.pieces)


def _is_group(line: Line) -> bool:
    text = line.text
    return len(line.pieces) <= 2 and len(text) <= _GROUP and text[-1] not in ".;:,"


def _with(columns: Sequence[Column], line: Line) -> tuple[Column, ...] | None:
    """The columns with the pieces of a line in them; None where one reaches over a gap that parts figures."""
    grown = list(columns)
    for piece in line.pieces:
        met = [column for column in grown if column.meets(piece, line.size)]
        if len(met) > 1 and any(column.kind != "text" for column in met):
            return None
        held = Column(piece.left, piece.right, *_counted(piece))
        grown = sorted([*(each for each in grown if each not in met), held.and_also(met)], key=lambda each: each.left)
    return tuple(grown)


def _counted(piece: Piece) -> tuple[int, int, int]:
    """How a piece counts for its column: as a text, a figure, a number of a row."""
    ordinal = is_ordinal(piece.text)
    figure = is_figure(piece.text) or is_blank(piece.text)
    return int(not ordinal and not figure), int(figure), int(ordinal)


def _table(lines: Sequence[Line], block: _Block, top: int) -> Aligned | None:
    """The table of a block with its head; None where each of its cells has one line, as cleaning reads it."""
    block, lines = _with_gaps(lines, block)
    begin = _head_begins(lines, block, top)
    whole = [line for at, line in enumerate(lines[begin : block.last + 1], begin) if at not in block.groups]
    names = [lines[at] for at in sorted(block.groups)]
    cut = cut_rows(whole, lines[block.first].base, block.columns, names)
    if cut is None or not (cut.wrapped or _is_narrow(whole, block.columns)):
        return None
    if not cut.head and not _goes_on(block, cut, at_top=begin == 0):
        return None
    head = head_rows(cut.head, block.columns)
    rows = (*head, *(tuple(Cell(at, (text,)) for at, text in enumerate(row)) for row in cut.rows))
    words = tuple(word for line in lines[begin : block.last + 1] for piece in line.pieces for word in piece.words)
    return Aligned(rows, words, tuple(column.left for column in block.columns))


def _goes_on(block: _Block, cut: Cut, *, at_top: bool) -> bool:
    """Whether rows without a head are a table: numbered ones, and several unless a page begins with them."""
    return block.columns[0].kind == "ordinal" and (at_top or len(cut.rows) >= _HEADLESS)


def _with_gaps(lines: Sequence[Line], block: _Block) -> tuple[_Block, Sequence[Line]]:
    """A block and its lines parted where no word of a column of texts stands: justified lines hide such a gap."""
    body = [
        line for at, line in enumerate(lines[block.first : block.last + 1], block.first) if at not in block.groups
    ]
    rows = sum(_fills(line, block.columns) for line in body)
    gaps = [gap for column in block.columns if column.kind == "text" for gap in bare(column, body, rows)]
    if not gaps:
        return block, lines
    parted_lines = [parted(line, gaps) for line in lines]
    columns: tuple[Column, ...] = ()
    for line in parted_lines[block.first : block.last + 1]:
        columns = _with(columns, line) or columns
    return replace(block, columns=columns), parted_lines


def _is_narrow(lines: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Whether a gap between two columns is no wider than those in justified prose."""
    size = lines[-1].size
    return any(right.left - left.right <= _WIDE * size for left, right in pairwise(columns))


def _head_begins(lines: Sequence[Line], block: _Block, top: int) -> int:
    """The first of the lines above a block that may be its head, or the upper half of its first row."""
    begin = block.first
    columns = list(block.columns)
    while begin > max(top, block.first - _HEAD_LINES):
        line = lines[begin - 1]
        if lines[begin].base - line.base > 2 * _BELOW * line.size or not _may_head(line, columns):
            break
        begin -= 1
        for piece in line.pieces:
            met = [at for at, column in enumerate(columns) if column.meets(piece, line.size)]
            if len(met) == 1:
                columns[met[0]] = _widened(columns[met[0]], piece)
    while begin < block.first and len(lines[begin].pieces) == 1:
        met = [at for at, column in enumerate(columns) if column.meets(lines[begin].pieces[0], lines[begin].size)]
        if met != [0] and len(met) == 1 and lines[begin + 1].base - lines[begin].base <= _BELOW * lines[begin].size:
            break
        begin += 1
    return begin


def _widened(column: Column, piece: Piece) -> Column:
    return replace(column, left=min(column.left, piece.left), right=max(column.right, piece.right))


def _may_head(line: Line, columns: Sequence[Column]) -> bool:
    """Whether every piece of a line stands over one column, or over several that hold figures."""
    if line.text[-1] in ".;" or _CAPTION.search(line.text):
        return False
    for piece in line.pieces:
        met = [column for column in columns if column.meets(piece, line.size)]
        if not met or is_figure(piece.text):
            return False
        if len(met) > 1 and (met[0] is columns[0] or any(column.kind == "text" for column in met)):
            return False
    return True
