"""The cells of a scanned table, read by themselves: cut out, set beside each other, read in several sizes.

Tesseract reads a lone "55" as "Sh)", but not beside other figures; and what is centred beside a label of two lines it
reads as part of neither.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from ingest.readers.picture import Picture
from ingest.readers.ruled import Frame
from ingest.readers.tesseract import Letter, Letters, Line

_MARGIN = 30  # dots of white between two rows
_BETWEEN = 45  # dots of white between two cells
_RIM = 4  # dots around the ink of a cell, where its letters fade
_SPECKS = 6  # dark dots of a cell that is empty
_INK = 170  # of 255, from which a dot of a cell is ink
_ALL_SAY = 99.0  # of 100; how sure a letter is that two readings have
_At = tuple[int, int]  # a cell of a sheet: its row, and which one it is there


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a cell shows: where it lies on its sheet, in dots, and how far from there its place on the page is."""

    rows: slice[int, int, None]
    columns: slice[int, int, None]
    right: int
    down: int
    row: int

    def reaches(self, x: float, y: float) -> bool:
        """Whether a place of the sheet that is neither above nor left of this cell lies in it."""
        return x < self.columns.stop and y < self.rows.stop


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as a picture in which the cells of a row begin at one height."""

    picture: Picture
    pieces: tuple[_Piece, ...]


def sheet_of(picture: Picture, table: Frame, dpi: float) -> Sheet:
    """The filled cells of a table, row below row; ``picture`` is the page without the rules."""
    pieces: list[_Piece] = []
    cut: list[Picture] = []
    top = _MARGIN
    for row in range(len(table.down) - 1):
        left, height = _MARGIN, 0
        for cell in (each for each in table.cells if each.row == row):
            rows = dots(table.down[cell.row], table.down[cell.row + cell.height], dpi)
            columns = dots(table.across[cell.column], table.across[cell.column + cell.width], dpi)
            inked = picture[rows, columns] < _INK
            down, across = np.nonzero(inked.any(axis=1))[0], np.nonzero(inked.any(axis=0))[0]
            if np.count_nonzero(inked) <= _SPECKS:
                continue
            y, x = max(0, rows.start + int(down[0]) - _RIM), max(0, columns.start + int(across[0]) - _RIM)
            shown = picture[y : rows.start + int(down[-1]) + _RIM, x : columns.start + int(across[-1]) + _RIM]
            places = slice(top, top + shown.shape[0]), slice(left, left + shown.shape[1])
            pieces.append(_Piece(*places, x - left, y - top, row))
            cut.append(shown)
            left, height = places[1].stop + _BETWEEN, max(height, shown.shape[0])
        top += height + _MARGIN
    size = top + _MARGIN, max((piece.columns.stop for piece in pieces), default=0) + _MARGIN
    sheet = np.full(size, 255, dtype=np.uint8)
    for piece, shown in zip(pieces, cut, strict=True):
        sheet[piece.rows, piece.columns] = shown
    return Sheet(sheet, tuple(pieces))


def in_cells(readings: Sequence[Sequence[Line]], sheet: Sheet) -> list[list[list[Line]]]:
    """The lines of each cell of a sheet, row by row, where they stand on the page."""
    rows = [list(row) for _, row in groupby(sheet.pieces, key=lambda each: each.row)]
    shared = [_shared_out(lines, rows) for lines in readings]
    return [
        [_of_cell([held.get((at, nth), []) for held in shared], piece) for nth, piece in enumerate(row)]
        for at, row in enumerate(rows)
    ]


def _of_cell(readings: Sequence[list[Line]], piece: _Piece) -> list[Line]:
    agreed = _agreed(readings)
    return [[[_moved(letter, piece) for letter in word] for word in line] for line in agreed]


def _shared_out(lines: Sequence[Line], rows: Sequence[Sequence[_Piece]]) -> dict[_At, list[Line]]:
    """What each cell holds of the lines of a sheet; of noise there are thousands of cells and of letters."""
    tops = [row[0].rows.start for row in rows]
    lefts = [[piece.columns.start for piece in row] for row in rows]

    def cell_of(letter: Letter) -> _At | None:
        x, y = (letter.left + letter.right) / 2, (letter.top + letter.bottom) / 2
        at = bisect_right(tops, y) - 1
        nth = bisect_right(lefts[at], x) - 1 if at >= 0 else -1
        return (at, nth) if nth >= 0 and rows[at][nth].reaches(x, y) else None

    found: dict[_At, list[Line]] = {}
    for line in lines:
        of_line: dict[_At, Line] = {}
        for word in line:
            of_word: dict[_At, Letters] = {}
            for letter in word:
                if (cell := cell_of(letter)) is not None:
                    of_word.setdefault(cell, []).append(letter)
            for cell, letters in of_word.items():
                of_line.setdefault(cell, []).append(letters)
        for cell, words in of_line.items():
            found.setdefault(cell, []).append(words)
    return found


def _agreed(readings: Sequence[list[Line]]) -> list[Line]:
    """The reading of a cell that most have, else the surest; its letters are sure where at least two have it."""
    said = ["".join(letter.text for line in lines for word in line for letter in word) for lines in readings]
    at = max(range(len(readings)), key=lambda at: (said.count(said[at]), _sureness(readings[at])))
    sure = _ALL_SAY if said.count(said[at]) > 1 else 0.0
    return [[[replace(letter, sure=sure) for letter in word] for word in line] for line in readings[at]]


def _sureness(lines: Sequence[Line]) -> float:
    """How sure the least sure letters of a cell are; -1 where there is none."""
    return min((letter.sure for line in lines for word in line for letter in word), default=-1.0)


def dots(start: float, end: float, dpi: float) -> slice[int, int, None]:
    """A stretch of the page, given in points, as dots."""
    return slice(max(0, round(start * dpi / 72)), round(end * dpi / 72))


def _moved(letter: Letter, piece: _Piece) -> Letter:
    """A letter of a cell where it stands on the page."""
    x, y = piece.right, piece.down
    return replace(letter, left=letter.left + x, right=letter.right + x, top=letter.top + y, bottom=letter.bottom + y)
