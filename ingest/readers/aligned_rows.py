"""The rows of a table without rules: each column is cut into cells so that they lie nearest to what begins a row.

Cells of several lines begin or end at the height of their row's number or figures, or are centred on it; which of
these a table does is told by how near all of its cells come. A cut costs more in front of a line that goes on: a
label that begins low, half a unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from assistant.language.quantities import read_unit
from ingest.cleaning.cells import is_blank, is_figure, is_ordinal
from ingest.readers.aligned_lines import Column, Line, Piece

_SAME = 0.3  # of the size of the letters, by which heights are one
_LONGEST = 14  # lines of a cell
_KEPT = 12  # ways to cut a column that are followed at a time
# What a cut costs, in sizes of the letters by which a cell lies off its row.
_LOW = 4.0  # in front of a label that begins low
_CAPITAL = 0.5  # for a line within a label that begins with a capital, as a label does
_PART = 2.0  # in front of part of a unit, in a column of units
_EMPTY = 4.0  # for a row without a label
_BLANK = 0.3  # for one with nothing in another column
_FIGURES = 4.0  # for each figure beyond the first in a cell
_APART = 1.0  # for a gap within a cell that is twice as high as between its closest lines

_Side = Literal["top", "middle", "bottom"]  # of a row, at which its cells lie
_SIDES: tuple[_Side, ...] = ("top", "middle", "bottom")


@dataclass(frozen=True, slots=True)
class Cut:
    """A table in rows: what stands above the first as pieces with their heights, and a text for each column of a row.

    ``wrapped`` tells that a cell has several lines.
    """

    head: tuple[tuple[float, Piece], ...]
    rows: tuple[tuple[str, ...], ...]
    wrapped: bool


@dataclass(frozen=True, slots=True)
class _Start:
    """What begins a row: the height at which its cells begin, and the one on which they are centred."""

    top: float
    middle: float


@dataclass(frozen=True, slots=True)
class _Part:
    """What a line has in a column."""

    base: float
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Held:
    """A column with its parts from the top; ``free`` of them stand above the body and may be its head."""

    parts: tuple[_Part, ...]
    free: int
    content: str
    size: float


def cut_rows(lines: Sequence[Line], body: float, columns: Sequence[Column], groups: Sequence[Line]) -> Cut | None:
    """The rows of lines below and at the height ``body``; ``groups`` are names between them, as rows of their own.

    None where nothing begins a row.
    """
    over, placed = _placed(lines, columns)
    starts = _starts(lines, body, columns)
    if not starts:
        return None
    size = lines[-1].size
    held = [_held(parts, body, column, size) for parts, column in zip(placed, _contents(columns), strict=True)]
    ways = [[_cut(column, starts, side) for column in held] for side in _SIDES]
    best = min(ways, key=lambda way: sum(cost for cost, _ in way))
    return _whole(held, [cuts for _, cuts in best], starts, over, groups, columns)


def _contents(columns: Sequence[Column]) -> list[str]:
    """What each column holds: the numbers of the rows, their labels, figures, or other words."""
    told: list[str] = []
    for at, column in enumerate(columns):
        if at == 0 and column.kind == "ordinal":
            told.append("number")
        elif column.kind != "text":
            told.append("figure")
        else:
            told.append("words" if "label" in told else "label")
    return told


def _placed(lines: Sequence[Line], columns: Sequence[Column]) -> tuple[list[tuple[float, Piece]], list[list[_Part]]]:
    """The pieces over several columns with their heights, and for each column what the lines have in it."""
    over: list[tuple[float, Piece]] = []
    placed: list[list[_Part]] = [[] for _ in columns]
    for line in lines:
        for piece in line.pieces:
            shared = [min(column.right, piece.right) - max(column.left, piece.left) for column in columns]
            if sum(each > 0 for each in shared) > 1:
                over.append((line.base, piece))
                continue
            own = placed[shared.index(max(shared))]
            if own and own[-1].base == line.base:
                own[-1] = replace(own[-1], pieces=(*own[-1].pieces, piece))
            else:
                own.append(_Part(line.base, (piece,)))
    return over, placed


def _held(parts: Sequence[_Part], body: float, content: str, size: float) -> _Held:
    free = sum(part.base < body - _SAME * size for part in parts)
    units = sum(_is_unit(part.text) for part in parts[free:])
    if content == "words" and 2 * units >= len(parts) - free:
        content = "unit"
    return _Held(tuple(parts), free, content, size)


def _is_unit(text: str) -> bool:
    lowered = text.lower()
    return text == "%" or (bool(lowered) and read_unit(lowered, 0)[1] == len(lowered))


# -- what begins a row ---------------------------------------------------------------------------------


def _starts(lines: Sequence[Line], body: float, columns: Sequence[Column]) -> list[_Start]:
    """The rows by the numbers of the first column where it has such, and by what has figures and no number."""
    numbered = columns[0].kind == "ordinal"
    most = sum(column.kind != "text" for column in columns[numbered:])
    starts: list[_Start] = []
    waiting: float | None = None  # the height of a number whose figures are yet to come
    for line in lines:
        if line.base < body - _SAME * line.size:
            continue
        number = numbered and columns[0].meets(line.pieces[0], line.size) and is_ordinal(line.pieces[0].text)
        figures = _figures(line, columns[1:])
        if number:
            starts.append(_Start(line.base, line.base))
            waiting = None if figures else line.base
        elif figures and waiting is not None and _goes_on(line, columns):
            starts[-1] = _Start(waiting, line.base)
            waiting = None
        elif figures and (not numbered or _is_own(line, columns, figures, most)):
            starts.append(_Start(line.base, line.base))
            waiting = None
    return starts


def _figures(line: Line, columns: Sequence[Column]) -> int:
    """How many columns of figures a line fills."""
    return sum(
        any(
            column.meets(piece, line.size) and (is_figure(piece.text) or is_blank(piece.text))
            for piece in line.pieces
        )
        for column in columns
        if column.kind != "text"
    )


def _label(line: Line, columns: Sequence[Column]) -> str:
    labels = [column for column in columns if column.kind == "text"][:1]
    return next((piece.text for piece in line.pieces for column in labels if column.meets(piece, line.size)), "")


def _goes_on(line: Line, columns: Sequence[Column]) -> bool:
    """Whether figures belong to a number that stands higher: no label begins beside them."""
    label = _label(line, columns)
    return not label or label[0].islower()


def _is_own(line: Line, columns: Sequence[Column], figures: int, most: int) -> bool:
    """Whether figures without a number are a row: a label begins beside them, or they fill most of its columns."""
    label = _label(line, columns)
    return (bool(label) and not label[0].islower()) or 2 * figures >= most


# -- cutting a column ----------------------------------------------------------------------------------


def _cut(column: _Held, starts: Sequence[_Start], side: _Side) -> tuple[float, list[int]]:
    """Where the cells of a column begin and the last ends, as counts of its parts, and what this costs."""
    ways: dict[int, tuple[float, list[int]]] = {at: (0.0, [at]) for at in range(column.free + 1)}
    for number, start in enumerate(starts):
        last = number == len(starts) - 1
        reached: dict[int, tuple[float, list[int]]] = {}
        for begin, (cost, cuts) in ways.items():
            ends = range(begin, min(len(column.parts), begin + _LONGEST) + 1)
            for end in ends[-1:] if last else ends:
                more = cost + _off(column, begin, end, start, side)
                if end not in reached or more < reached[end][0]:
                    reached[end] = (more, [*cuts, end])
        ways = dict(sorted(reached.items(), key=lambda way: way[1][0])[:_KEPT])
    return ways.get(len(column.parts)) or min(ways.values(), key=lambda way: (-way[1][-1], way[0]))


def _off(column: _Held, begin: int, end: int, start: _Start, side: _Side) -> float:
    """What it costs that a cell has the parts from ``begin`` to ``end``."""
    parts = column.parts[begin:end]
    if not parts:
        return _EMPTY if column.content == "label" else _BLANK
    at = {"top": parts[0].base, "bottom": parts[-1].base, "middle": (parts[0].base + parts[-1].base) / 2}[side]
    row = start.top if side == "top" else start.middle
    off = abs(at - row) / column.size
    if (side == "top" and at < row - _SAME * column.size) or (side == "bottom" and at > row + _SAME * column.size):
        off += _LOW
    if begin and column.parts[begin - 1].text[-1] in "/(,":
        off += _PART
    return off + _broken(column, parts) + _apart(column, parts)


def _broken(column: _Held, parts: Sequence[_Part]) -> float:
    """What it costs that a cell begins within what goes on, or holds what belongs in two."""
    text = " ".join(part.text for part in parts)
    if column.content == "label":
        capital = _CAPITAL * sum(part.text[:1].isupper() for part in parts[1:])
        return capital + (_LOW if text[0].islower() else 0.0)
    if column.content == "number":
        return _FIGURES * (len(parts) - 1)
    if column.content == "unit":
        return 0.0 if _is_unit(text) else _PART
    if column.content == "figure":
        return _FIGURES * max(0, sum(is_figure(part.text) or is_blank(part.text) for part in parts) - 1)
    return 0.0


def _apart(column: _Held, parts: Sequence[_Part]) -> float:
    gaps = [below.base - above.base for above, below in pairwise(column.parts)]
    closest = min(gaps, default=1.0)
    return _APART * sum((below.base - above.base) / closest - 1 for above, below in pairwise(parts))


# -- rows ----------------------------------------------------------------------------------------------


def _whole(
    held: Sequence[_Held],
    cuts: Sequence[Sequence[int]],
    starts: Sequence[_Start],
    over: Sequence[tuple[float, Piece]],
    groups: Sequence[Line],
    columns: Sequence[Column],
) -> Cut:
    """The rows that the cuts make, with the names of groups between them, and what is left above as head."""
    rows: list[tuple[float, tuple[str, ...]]] = []
    wrapped = False
    for at, start in enumerate(starts):
        cells = [column.parts[cut[at] : cut[at + 1]] for column, cut in zip(held, cuts, strict=True)]
        wrapped |= any(len(parts) > 1 for parts in cells)
        rows.append((start.middle, tuple(" ".join(part.text for part in parts) for parts in cells)))
    rows += [(line.base, _named(line, columns)) for line in groups]
    head = [*over]
    for column, cut in zip(held, cuts, strict=True):
        head += [(part.base, piece) for part in column.parts[: cut[0]] for piece in part.pieces]
    head.sort(key=lambda each: (each[0], each[1].left))
    return Cut(tuple(head), tuple(row for _, row in sorted(rows, key=lambda each: each[0])), wrapped)


def _named(line: Line, columns: Sequence[Column]) -> tuple[str, ...]:
    """The name of a group as a row: its number in the first column where it has one there."""
    texts = [""] * len(columns)
    first, *rest = line.pieces
    numbered = bool(rest) and is_ordinal(first.text)
    texts[0] = first.text if numbered else line.text
    if numbered:
        texts[1] = " ".join(piece.text for piece in rest)
    return tuple(texts)
