"""The head of a table of wide blanks: the words of its lines placed over the columns that the rows below them have.

1. each piece of a line stands over the columns that it overlaps most, in their order;
2. a piece over several columns is their common heading where each has words of its own below it, and else the
   headings of all of them, parted by single blanks only;
3. the lines become piped rows: a common heading once, in the first of its columns, and right under it what it heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_UP_TO_YEAR = re.compile(r"(?:\S(?:.*?\s)?)??(?:19|20)\d\d(?!\d)\S*|\S.*")
_BARE_YEAR = re.compile(r"(?:năm\s)?(?:19|20)\d\d", re.IGNORECASE)
_NEARER = 2  # characters by which the middle of a heading must come nearer to that of its columns
_COVERED = 0.5  # of a column that a piece beside its own must overlap


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a printed line without a wide gap, and where they stand in it."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Over:
    """A piece and the columns that it stands over, its own first among them."""

    piece: Piece
    columns: list[int]


def placed_head(lines: Sequence[Sequence[Piece]], spans: Sequence[Piece]) -> list[list[str]]:
    """The rows of a head, a cell for each column; ``spans`` are the columns as the rows below the head fill them."""
    levels: list[list[_Over]] = []
    spans = list(spans)
    below: set[int] = set()
    for number, line in enumerate(reversed(lines)):
        level = _level(line, spans, below if number else set())
        levels.insert(0, level)
        below |= {column for over in level for column in over.columns}
        for over in level:
            if len(over.columns) == 1:  # a column is as wide as its own heading
                spans[over.columns[0]] = _both(spans[over.columns[0]], over.piece)
    for at, level in enumerate(levels):
        for over in level:
            _widen(over, level, _said_below(levels[at + 1 :]), spans)
    return _rows(levels, len(spans))


def _both(span: Piece, piece: Piece) -> Piece:
    return Piece("", min(span.start, piece.start), max(span.end, piece.end))


def _level(line: Sequence[Piece], spans: Sequence[Piece], below: set[int]) -> list[_Over]:
    """The pieces of a line over their columns; those over several columns with nothing below them parted."""
    pieces = [part for piece in line for part in _by_year(piece)]
    first = len(spans) - len(pieces)
    if first == 0 or (first == 1 and pieces[0].start >= spans[0].end):
        own = list(range(first, len(spans)))
    else:
        pieces = [part for piece in line for part in _parted(piece, spans, below)]
        own = _in_order(pieces, spans)
    level = [_Over(piece, [column]) for piece, column in zip(pieces, own, strict=True)]
    for over in level:
        taken = {column for other in level if other is not over for column in other.columns}
        for step in (1, -1):
            column = over.columns[0] + step
            while (
                0 <= column < len(spans) and column not in taken and column in below and _covers(over, spans[column])
            ):
                over.columns.append(column)
                column += step
        over.columns.sort()
        if not below & set(over.columns):
            del over.columns[1:]
    return level


def _parted(piece: Piece, spans: Sequence[Piece], below: set[int]) -> Iterator[Piece]:
    """The headings that a piece is made of: one for each year, or for each column that has no heading below it."""
    over = [at for at, span in enumerate(spans) if _overlap(piece, span) > 0]
    years = len(_YEAR.findall(piece.text))
    words = [
        Piece(found.group(), piece.start + found.start(), piece.start + found.end())
        for found in re.finditer(r"\S+", piece.text)
    ]
    if len(over) < 2 or len(words) < 2 or (set(over) <= below and years < 2):
        yield piece
    elif years > 1:
        yield from _by_year(piece)
    elif below & set(over):
        yield piece
    else:
        yield from _by_column(words, spans)


def _by_year(piece: Piece) -> Iterator[Piece]:
    """A piece with several years in as many pieces, each up to its year; any other as it is."""
    if len(_YEAR.findall(piece.text)) < 2:
        yield piece
        return
    for found in _UP_TO_YEAR.finditer(piece.text):
        yield Piece(found.group().strip(), piece.start + found.start(), piece.start + found.end())


def _by_column(words: Sequence[Piece], spans: Sequence[Piece]) -> Iterator[Piece]:
    """Words as one piece for each column that they are nearest to."""
    group: list[Piece] = []
    column = -1
    for word in words:
        nearest = max(range(len(spans)), key=lambda at: _overlap(word, spans[at]))
        if group and nearest > column:
            yield _whole(group)
            group = []
        column = max(column, nearest)
        group.append(word)
    yield _whole(group)


def _whole(words: Sequence[Piece]) -> Piece:
    return Piece(" ".join(word.text for word in words), words[0].start, words[-1].end)


def _in_order(pieces: Sequence[Piece], spans: Sequence[Piece]) -> list[int]:
    """The column of each piece: from left to right, so that together they overlap as much as they can."""
    count, width = len(pieces), len(spans)
    if count > width:
        return [max(range(width), key=lambda at: _overlap(piece, spans[at])) for piece in pieces]
    best: list[tuple[int, list[int]] | None] = [(0, []), *[None] * count]
    for column, span in enumerate(spans):
        for number in range(min(count, column + 1), 0, -1):
            before = best[number - 1]
            if before is None or (before[1] and before[1][-1] >= column):
                continue
            reached = before[0] + _overlap(pieces[number - 1], span)
            known = best[number]
            if known is None or reached > known[0]:
                best[number] = (reached, [*before[1], column])
    found = best[count]
    return found[1] if found else []


def _overlap(piece: Piece, span: Piece) -> int:
    """Characters that both share; below 0 how far they are apart."""
    return min(piece.end, span.end) - max(piece.start, span.start)


def _covers(over: _Over, span: Piece) -> bool:
    return _overlap(over.piece, span) >= max(1, _COVERED * (span.end - span.start))


# -- common headings -------------------------------------------------------------------------------------


def _said_below(levels: Sequence[Sequence[_Over]]) -> dict[int, str]:
    """The words of each column on the levels below."""
    said: dict[int, str] = {}
    for level in levels:
        for over in level:
            for column in over.columns:
                said[column] = f"{said.get(column, '')} {over.piece.text}".strip()
    return said


def _widen(over: _Over, level: Sequence[_Over], below: dict[int, str], spans: Sequence[Piece]) -> None:
    """A common heading over the columns beside its own as well, where these are of the kind of its own."""
    if not all(column in below for column in over.columns):
        return
    taken = {column for other in level for column in other.columns}
    for step in (1, -1):
        column = over.columns[-1] + 1 if step > 0 else over.columns[0] - 1
        while column in below and column not in taken and _belongs(over, column, below, spans):
            over.columns.append(column)
            over.columns.sort()
            column += step


def _belongs(over: _Over, column: int, below: dict[int, str], spans: Sequence[Piece]) -> bool:
    """Whether a column has a common heading with those beside it: all are years, or none is under a year, or the
    heading stands over the middle of them all.
    """
    own = [bool(_YEAR.search(below[each])) for each in over.columns]
    dated = bool(_YEAR.search(below[column]))
    if _YEAR.search(over.piece.text) and dated:
        return False
    if len(over.columns) > 1 and all(own) and dated:
        return True
    right = column > over.columns[-1]
    if right and _BARE_YEAR.fullmatch(over.piece.text) and not any(own) and not dated:
        return True
    at_left = abs(over.piece.start - spans[over.columns[0]].start) < _NEARER
    nearer = _off(over, [*over.columns, column], spans) + _NEARER <= _off(over, over.columns, spans)
    return len(over.columns) > 1 and not at_left and nearer


def _off(over: _Over, columns: Sequence[int], spans: Sequence[Piece]) -> float:
    """How far the middle of a heading is from that of its columns, in characters."""
    left, right = spans[min(columns)].start, spans[max(columns)].end
    return abs((left + right) / 2 - (over.piece.start + over.piece.end) / 2)


# -- rows ------------------------------------------------------------------------------------------------


def _rows(levels: Sequence[Sequence[_Over]], width: int) -> list[list[str]]:
    """The levels as rows; what stands alone in its column goes up, to the top or right under its common heading."""
    stacks: list[list[str]] = [[] for _ in range(width)]
    for level in levels:
        said: dict[int, str] = {}
        for over in level:
            first, *others = over.columns
            said[first] = f"{said.get(first, '')} {over.piece.text}".strip()
            said.update({column: said.get(column, "") for column in others})
        for column, text in said.items():
            stacks[column].append(text)
    height = max(map(len, stacks), default=0)
    return [[stack[at] if at < len(stack) else "" for stack in stacks] for at in range(height)]
