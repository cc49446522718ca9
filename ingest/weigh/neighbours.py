"""Which figures of a document stand beside which: told by their places alone, before anything is decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from assistant.language.text import normalise
from ingest.evidence.options import Mention, tells_when
from ingest.tables.grid import Cell

NEAR = 6  # figures before and after one that are its neighbours
_BESIDE = 5  # ... and right beside it
_FAR = 12  # figures before and after a cell among which the rest of its row stands


_MATES = 250  # figures on either side that count in a column; longer ones are lists of households, or no table


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each figure others by their place among the mentions.

    ``beside``: the next ones, whatever they are. ``listed``: near ones in its line or under the same heads.
    ``column`` and ``row``: for a figure of a table those of its column and of its row. ``kind``: those that are
    targets or results with it, its column and all columns of its table whose headings do not tell either.
    """

    beside: tuple[tuple[int, ...], ...]
    listed: tuple[tuple[int, ...], ...]
    column: tuple[tuple[int, ...], ...]
    row: tuple[tuple[int, ...], ...]
    kind: tuple[tuple[int, ...], ...]


def neighbours_of(mentions: Sequence[Mention]) -> Neighbours:
    """The neighbours of every figure, each group in the order of the text."""
    figures = range(len(mentions))
    return Neighbours(
        beside=tuple(_around(figure, _BESIDE, len(mentions)) for figure in figures),
        listed=tuple(_listed_with(mentions, figure) for figure in figures),
        column=_mates(mentions, lambda mention, cell: id(cell.column)),
        row=tuple(_row_mates(mentions, figure) for figure in figures),
        kind=_mates(mentions, _of_kind),
    )


def _around(figure: int, reach: int, figures: int) -> tuple[int, ...]:
    return (*range(max(0, figure - reach), figure), *range(figure + 1, min(figures, figure + reach + 1)))


def _listed_with(mentions: Sequence[Mention], figure: int) -> tuple[int, ...]:
    block = mentions[figure].block
    return tuple(
        at
        for at in _around(figure, NEAR, len(mentions))
        if mentions[at].block.index == block.index or mentions[at].block.above == block.above
    )


def _mates(mentions: Sequence[Mention], group: Callable[[Mention, Cell], Hashable]) -> tuple[tuple[int, ...], ...]:
    """For each figure of a table the others of its group and side."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for at, mention in enumerate(mentions):
        if mention.cell is not None:
            groups[group(mention, mention.cell), mention.side].append(at)
    found: list[tuple[int, ...]] = [()] * len(mentions)
    for mates in groups.values():
        for place, at in enumerate(mates):
            found[at] = (*mates[max(0, place - _MATES) : place], *mates[place + 1 : place + 1 + _MATES])
    return tuple(found)


def _of_kind(mention: Mention, cell: Cell) -> Hashable:
    """What tells the kind of a cell: its column, where the heading says when or whether, else the whole table."""
    heading = cell.column.heading
    if tells_when(normalise(heading)):
        return id(cell.column)
    return mention.block.above, frozenset((heading, *cell.beside))


def _row_mates(mentions: Sequence[Mention], figure: int) -> tuple[int, ...]:
    own = mentions[figure].cell
    if own is None:
        return ()
    near = ((at, mentions[at].cell) for at in _around(figure, _FAR, len(mentions)))
    return tuple(at for at, cell in near if cell is not None and cell.row is own.row)
