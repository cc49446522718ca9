"""The head of a table without rules: one row, or two where a heading stands over several columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.aligned_lines import Column, Piece
from ingest.readers.grid import Cell

_YEAR = re.compile(r"(?:năm\s)?(?:19|20)\d\d", re.IGNORECASE)
_LOWER = 3.0  # points, by which a heading begins below another


@dataclass(slots=True)
class _Common:
    """A heading over the columns from ``first`` to ``last``, at the heights from ``top`` to ``bottom``."""

    first: int
    last: int
    top: float
    bottom: float
    texts: list[str]


def head_rows(placed: Sequence[tuple[float, Piece]], columns: Sequence[Column]) -> tuple[tuple[Cell, ...], ...]:
    """The pieces above a table, with their heights, as the cells of its head."""
    commons: list[_Common] = []
    stacks: list[list[tuple[float, str]]] = [[] for _ in columns]
    for base, piece in placed:
        met = [at for at, column in enumerate(columns) if column.left < piece.right and piece.left < column.right]
        if len(met) > 1:
            _add(commons, _Common(met[0], met[-1], base, base, [piece.text]))
        elif met:
            stacks[met[0]].append((base, piece.text))
    commons += _years(stacks, columns, bool(commons))
    for common in commons:
        _widen(common, commons, stacks)
    return _rows(commons, stacks)


def _add(commons: list[_Common], new: _Common) -> None:
    """One more line of a common heading, or another."""
    for common in commons:
        if common.first <= new.last and new.first <= common.last:
            common.first, common.last = min(common.first, new.first), max(common.last, new.last)
            common.bottom = new.bottom
            common.texts += new.texts
            return
    commons.append(new)


def _years(stacks: Sequence[list[tuple[float, str]]], columns: Sequence[Column], has_commons: bool) -> list[_Common]:
    """A bare year over one column that heads its neighbours too: these begin lower, as nothing else does."""
    tops = [stack[0][0] for stack in stacks if stack]
    found: list[_Common] = []
    for at, stack in enumerate(stacks):
        beside = [stacks[near][0][0] for near in (at - 1, at + 1) if 0 < near < len(stacks) and stacks[near]]
        lower = columns[at].kind != "text" and any(top > stack[0][0] + _LOWER for top in beside) if stack else False
        if lower and len(stack) > 1 and _YEAR.fullmatch(stack[0][1]) and (has_commons or stack[0][0] == min(tops)):
            base, text = stack.pop(0)
            found.append(_Common(at, at, base, base, [text]))
    return found


def _widen(common: _Common, commons: Sequence[_Common], stacks: Sequence[list[tuple[float, str]]]) -> None:
    """A common heading over the neighbours too that lie as low as what is below it."""
    below = [base for at in range(common.first, common.last + 1) for base, _ in stacks[at] if base > common.bottom]
    every = [base for stack in stacks for base, _ in stack] + [common.top]
    if not below:
        return
    own, whole = (min(below) + max(below)) / 2, (min(every) + max(every)) / 2
    taken = {at for other in commons if other is not common for at in range(other.first, other.last + 1)}
    for step in (-1, 1):
        at = common.first - 1 if step < 0 else common.last + 1
        while 0 < at < len(stacks) and at not in taken and stacks[at]:
            bases = [base for base, _ in stacks[at]]
            middle = (bases[0] + bases[-1]) / 2
            off = abs(bases[0] - min(below)) > _LOWER and abs(middle - own) > abs(middle - whole)
            if off or bases[0] <= common.bottom + _LOWER:
                break
            common.first, common.last = min(common.first, at), max(common.last, at)
            at += step


def _rows(commons: Sequence[_Common], stacks: Sequence[list[tuple[float, str]]]) -> tuple[tuple[Cell, ...], ...]:
    if not commons and not any(stacks):
        return ()
    over = {at: common for common in commons for at in range(common.first, common.last + 1)}
    height = 2 if commons else 1
    upper: list[Cell] = []
    lower: list[Cell] = []
    for at, stack in enumerate(stacks):
        text = " ".join(text for _, text in stack)
        common = over.get(at)
        if common is None:
            upper.append(Cell(at, (text,), height=height, heads=True))
            continue
        lower.append(Cell(at, (text,), heads=True))
        if at == common.first:
            upper.append(Cell(at, (" ".join(common.texts),), width=common.last - common.first + 1, heads=True))
    return tuple(tuple(row) for row in (upper, lower) if row)
