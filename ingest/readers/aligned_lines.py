"""What a table without rules is made of: printed lines, their pieces, and the columns that pieces stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from ingest.readers.layout_words import Word, plain

_SAME = 0.3  # of the size of the letters, by which the bases of one line differ
_RAISED = 0.7  # the same for what is raised
_GAP = 0.5  # of the size of the letters, from which a gap parts two pieces
_STRETCHED = 1.0  # of it, up to which the blanks of a justified line may be
_WIDER = 1.25  # times them, from which a gap of such a line parts two pieces
_BARE = 0.4  # of it, that a gap within a column of texts must have
_NEAR = 0.25  # of it, within which a piece meets a column


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line without a gap as between columns."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Where it begins, in points."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends, in points."""
        return max(word.right for word in self.words)

    @property
    def text(self) -> str:
        """Its words as a line of text."""
        return plain(self.words)


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces of one height, from left to right; ``base`` is the line that they stand on, in points."""

    base: float
    size: float
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column lies, in points, and how many of its pieces are texts, figures, numbers of rows."""

    left: float
    right: float
    texts: int = 0
    figures: int = 0
    ordinals: int = 0

    @property
    def kind(self) -> Literal["text", "figure", "ordinal"]:
        """What most of its pieces are."""
        if self.ordinals > self.texts and self.ordinals >= self.figures:
            return "ordinal"
        return "figure" if self.figures + self.ordinals > self.texts else "text"

    def meets(self, piece: Piece, size: float) -> bool:
        """Whether a piece stands in it, or so near that no gap parts both."""
        return min(self.right, piece.right) - max(self.left, piece.left) > -_NEAR * size

    def and_also(self, others: Sequence[Column]) -> Column:
        """It and others as one."""
        every = [self, *others]
        return Column(
            min(each.left for each in every),
            max(each.right for each in every),
            sum(each.texts for each in every),
            sum(each.figures for each in every),
            sum(each.ordinals for each in every),
        )


def printed(words: Sequence[Word]) -> list[Line]:
    """Words as printed lines from the top, however they were drawn; those that are set upwards stay out."""
    level = [word for word in words if word.bottom - word.top < 2 * word.size]
    marks = [word for word in level if word.text.startswith("<sup>")]
    lines: list[list[Word]] = []
    for word in sorted((word for word in level if word not in marks), key=lambda word: word.base):
        if lines and word.base - lines[-1][0].base <= _SAME * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    for mark in marks:
        below = (line for line in lines if 0 <= line[0].base - mark.base <= _RAISED * line[0].size)
        line = next(below, None)
        if line is None:
            lines.append([mark])
        else:
            line.append(mark)
    lines.sort(key=lambda line: line[0].base)
    return [_line(line) for line in lines]


def _line(words: Sequence[Word]) -> Line:
    ordered = sorted(words, key=lambda word: word.left)
    size = max(word.size for word in words)
    base = max(word.base for word in words)
    return Line(base, size, tuple(map(Piece, _pieces(ordered, size))))


def _pieces(words: Sequence[Word], size: float) -> Iterator[tuple[Word, ...]]:
    gaps = [word.left - before.right for before, word in pairwise(words) if not word.glued]
    blank = min(gaps, default=0.0)
    justified = _GAP * size < blank < _STRETCHED * size
    widest = _WIDER * blank if justified else _GAP * size
    piece = [words[0]]
    for word in words[1:]:
        if word.left - piece[-1].right > widest:
            yield tuple(piece)
            piece = []
        piece.append(word)
    yield tuple(piece)


def bare(column: Column, lines: Sequence[Line], rows: int) -> Iterator[float]:
    """Where no word stands in a column, though most of ``rows`` have words on both sides: the middle of each gap."""
    held = [
        [word for piece in line.pieces for word in piece.words if column.left <= word.middle[0] <= column.right]
        for line in lines
    ]
    reached = column.left
    for word in sorted((word for line in held for word in line), key=lambda word: word.left):
        middle = (reached + word.left) / 2
        if word.left - reached > _BARE * word.size and min(_beside(held, middle)) * 2 > rows:
            yield middle
        reached = max(reached, word.right)


def _beside(held: Sequence[Sequence[Word]], at: float) -> tuple[int, int]:
    """How many lines have words to the left of a place, and to the right."""
    left = sum(any(word.right <= at for word in line) for line in held)
    return left, sum(any(word.left >= at for word in line) for line in held)


def parted(line: Line, gaps: Sequence[float]) -> Line:
    """A line whose pieces are parted at gaps too."""
    pieces: list[Piece] = []
    for piece in line.pieces:
        words = [piece.words[0]]
        for word in piece.words[1:]:
            if any(words[-1].right <= gap <= word.left for gap in gaps):
                pieces.append(Piece(tuple(words)))
                words = []
            words.append(word)
        pieces.append(Piece(tuple(words)))
    return replace(line, pieces=tuple(pieces))
