"""The cells of a scanned table, read by themselves: cut out, set beside each other, read in several sizes.

Tesseract reads a lone "55" as "Sh)", but not beside other figures; and what is centred beside a label of two lines it
reads as part of neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from ingest.readers.picture import Picture
from ingest.readers.ruled import Frame
from ingest.readers.tesseract import Letter, Line

_MARGIN = 30  # dots of white between two rows
_BETWEEN = 45  # dots of white between two cells
_RIM = 4  # dots around the ink of a cell, where its letters fade
_SPECKS = 6  # dark dots of a cell that is empty
_INK = 170  # of 255, from which a dot of a cell is ink
_ALL_SAY = 99.0  # of 100; how sure a letter is that two readings have


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a cell shows: where it lies on its sheet, in dots, and how far from there its place on the page is."""

    rows: slice[int, int, None]
    columns: slice[int, int, None]
    right: int
    down: int
    row: int

    def holds(self, letter: Letter) -> bool:
        """Whether a letter of the sheet is one of this cell."""
        x, y = (letter.left + letter.right) / 2, (letter.top + letter.bottom) / 2
        return _within(x, self.columns) and _within(y, self.rows)


def _within(at: float, places: slice[int, int, None]) -> bool:
    return places.start <= at < places.stop


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
    return [
        [_of_cell(readings, piece) for piece in row] for _, row in groupby(sheet.pieces, key=lambda each: each.row)
    ]


def _of_cell(readings: Sequence[Sequence[Line]], piece: _Piece) -> list[Line]:
    agreed = _agreed([_in_cell(lines, piece) for lines in readings])
    return [[[_moved(letter, piece) for letter in word] for word in line] for line in agreed]


def _in_cell(lines: Sequence[Line], piece: _Piece) -> list[Line]:
    held = ([[letter for letter in word if piece.holds(letter)] for word in line] for line in lines)
    return [kept for line in held if (kept := [word for word in line if word])]


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
