"""What stands where on a page, and the lines of text that this makes: prose, tables on their rules, wide gaps.

Places are in points from the upper left corner, y downwards, however the page was read: from a text layer or by OCR.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.readers.aligned import aligned
from ingest.readers.grid import Cell, grid_rows, is_layout
from ingest.readers.layout_words import Word, plain, seamed
from ingest.readers.marks import raised
from ingest.readers.ruled import Frame, Place, Rule, frames

# Shares of the size of the letters.
_WIDE = 1.5  # a gap between two columns; justified prose has at most 1.2
_NEAR = 0.6  # a gap within which something drawn later still belongs to the line
_APART = 0.12  # a gap between two words
_SAME_LINE = 0.5  # of the lower of two words, by which both stand at the same height
_LETTER = 0.5  # width of a letter, with which columns are counted
_LIFT, _SMALL = 0.15, 0.85  # by which a smaller word is raised above its neighbour, and how small it is
_HIGH = 0.3  # by which one of any size is
_BESIDE = 3  # lines around one with wide gaps that keep their places too: a head, the rest of a label
_SAME_COLUMNS = 6.0  # points that the columns of a table may shift from one page to the next
_LOOSE_COLUMNS = 20.0  # the same where no rule parts them: their words begin here or there
_HEAD_ROWS = 4  # that a table repeats on its next page


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, and where it stands, in points."""

    text: str
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its rules, or by its gaps where it is not ``ruled``; ``columns`` are the places where these lie."""

    rows: tuple[tuple[Cell, ...], ...]
    columns: tuple[float, ...]
    ruled: bool = True

    def written(self) -> list[str]:
        """Its lines: rows ``| a | b |``; of one that only places blocks side by side, block after block."""
        if is_layout(self.rows):
            return [line for row in self.rows for cell in row for line in cell.lines if line]
        return grid_rows(self.rows)


Item = Line | Table


def laid_out(words: Sequence[Word], rules: Sequence[Rule]) -> list[Item]:
    """The lines and tables of a page in the order in which they were drawn; a table stands where its first word was.

    What was drawn late stands in the gap that it fills. What is raised above its line is marked.
    """
    found = frames(rules)
    held: list[list[tuple[int, Word]]] = [[] for _ in found]  # for each table its words, each with its line
    printed = _in_lines(words)
    loose = list(aligned([word for line in printed for word in line if not _holding(found, word)]))
    owner = {id(word): at for at, table in enumerate(loose, len(found)) for word in table.words}
    lines: list[list[Word]] = []
    tables: list[list[int]] = []  # behind each line those that begin in it
    begun: set[int] = set()
    for index, line in enumerate(printed):
        lines.append([])
        tables.append([])
        for word in line:
            inside = _holding(found, word)
            if not inside and id(word) not in owner:
                lines[-1].append(word)
                continue
            at = min(inside, key=lambda at: found[at].area) if inside else owner[id(word)]
            if at not in begun:
                tables[-1].append(at)
                begun.add(at)
            if inside:
                held[at].append((index, word))
    made = [_table(own, frame) for own, frame in zip(held, found, strict=True)]
    return list(_items(lines, tables, [*made, *(Table(table.rows, table.columns, ruled=False) for table in loose)]))


def _holding(found: Sequence[Frame], word: Word) -> list[int]:
    """The tables that a word stands in, by their rules."""
    return [at for at, frame in enumerate(found) if frame.holds(*word.middle)]


def _items(lines: Sequence[list[Word]], tables: Sequence[list[int]], made: Sequence[Table]) -> Iterator[Item]:
    left = min((word.left for line in lines for word in line), default=0.0)
    letter = _LETTER * median([word.size for line in lines for word in line] or [1.0])
    parted = [any(_is_wide(*pair) for pair in pairwise(line)) for line in lines]
    for at, line in enumerate(lines):
        if line:
            beside = any(parted[max(0, at - _BESIDE) : at + _BESIDE + 1])
            text = _in_columns(line, left, letter) if beside else plain(line)
            yield Line(text, min(word.top for word in line), max(word.size for word in line))
        yield from (made[table] for table in tables[at])


# -- lines ---------------------------------------------------------------------------------------------


def _in_lines(words: Sequence[Word]) -> list[list[Word]]:
    """The words of each printed line, from left to right; lines in the order in which they were begun."""
    lines: list[list[Word]] = []
    for word in words:
        if lines and not word.late and _is_abreast(lines[-1][-1], word):
            lines[-1].append(word)
        elif (line := next((line for line in reversed(lines) if _takes(line, word)), None)) is not None:
            line.append(word)
        elif word.late:
            below = next((at for at, line in enumerate(lines) if line[0].top > word.top), len(lines))
            lines.insert(below, [word])
        else:
            lines.append([word])
    return [_with_raised(_ordered(line)) for line in lines]


def _is_abreast(one: Word, other: Word) -> bool:
    """Whether two words stand at the same height."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= _SAME_LINE * min(one.bottom - one.top, other.bottom - other.top)


def _takes(line: Sequence[Word], word: Word) -> bool:
    """Whether a word fills a gap in an earlier line, or goes on close behind it."""
    if not any(_is_abreast(other, word) for other in line) or any(_covers(other, word) for other in line):
        return False
    before = max((other.right for other in line if other.left <= word.left), default=None)
    behind = any(other.left > word.left for other in line)
    if before is None:
        return word.late and behind
    return behind or word.left - before < (_WIDE if word.late else _NEAR) * word.size


def _covers(one: Word, other: Word) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > _NEAR * min(one.size, other.size)


def _ordered(line: list[Word]) -> list[Word]:
    """The words from left to right; those that were not drawn so are told by their places whether they are glued."""
    ordered = sorted(line, key=lambda word: word.left)
    follows = {(id(one), id(other)) for one, other in pairwise(line)}
    told = ordered[:1]
    for before, word in pairwise(ordered):
        drawn = (id(before), id(word)) in follows
        told.append(word if drawn else replace(word, glued=word.left - before.right < _APART * word.size))
    return told


def _with_raised(line: list[Word]) -> list[Word]:
    """The words of a line, those marked that stand above it beside another word."""
    told: list[Word] = []
    base: Word | None = None  # the last that is not raised
    for at, word in enumerate(line):
        beside = (
            base if base is not None else next((other for other in line[at + 1 :] if other.size > word.size), None)
        )
        if beside is not None and _is_above(word, beside):
            told.append(replace(word, text=raised(word.text)))
        else:
            told.append(word)
            base = word
    return told


def _is_above(word: Word, beside: Word) -> bool:
    lift = beside.base - word.base
    gap = max(word.left - beside.right, beside.left - word.right)
    lifted = lift >= _LIFT * beside.size and word.size <= _SMALL * beside.size
    return gap < beside.size and (lifted or lift >= _HIGH * beside.size)


def _is_wide(before: Word, word: Word) -> bool:
    return word.left - before.right > _WIDE * min(before.size, word.size)


def _in_columns(line: Sequence[Word], left: float, letter: float) -> str:
    """A line with wide gaps as blanks up to the place of what follows, so that columns stand below each other."""
    text = " " * round((line[0].left - left) / letter) + line[0].text
    for before, word in pairwise(line):
        if _is_wide(before, word):
            text = f"{text}   ".ljust(round((word.left - left) / letter))
        elif not word.glued:
            text += " "
        text += word.text
    return seamed(text)


# -- tables --------------------------------------------------------------------------------------------


def _table(words: Sequence[tuple[int, Word]], frame: Frame) -> Table:
    """The words of a table in its cells, line by line."""
    lines: dict[Place, dict[int, list[Word]]] = {cell: {} for cell in frame.cells}
    for index, word in words:
        lines[frame.at(*word.middle)].setdefault(index, []).append(word)
    rows: list[list[Cell]] = [[] for _ in frame.down[1:]]
    for cell, own in lines.items():
        printed = sorted(own.values(), key=lambda line: line[0].base)
        rows[cell.row].append(Cell(cell.column, tuple(map(plain, printed)), cell.width, cell.height))
    return Table(tuple(map(tuple, rows)), frame.across)


def continued(above: Table, below: Table) -> Table | None:
    """Two tables as one where the second goes on with the first on the next page; None where it is another.

    A head that is repeated goes.
    """
    if len(above.columns) != len(below.columns):
        return None
    shift = below.columns[0] - above.columns[0]
    near = _SAME_COLUMNS if above.ruled and below.ruled else _LOOSE_COLUMNS
    if any(abs(one + shift - other) > near for one, other in zip(above.columns, below.columns, strict=True)):
        return None
    same = [_texts(one) == _texts(other) for one, other in zip(above.rows, below.rows, strict=False)]
    repeated = next((at for at, alike in enumerate(same) if not alike), len(same))
    if repeated > _HEAD_ROWS:
        repeated = 0
    return Table((*above.rows, *below.rows[repeated:]), above.columns, above.ruled)


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row]
