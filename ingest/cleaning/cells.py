"""What the cells of a table hold, whatever file they come from, and how the lines of neighbouring cells pair."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.cleaning.tables import TABLES

_RULES = TABLES["cells"]
_FIGURE = re.compile(_RULES["figure"])
_YEAR = re.compile(_RULES["year"])
_ORDINAL = re.compile(_RULES["ordinal"])
_INDEX = re.compile(_RULES["index"])
_BLANK = re.compile(_RULES["blank"])
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def is_figure(cell: str) -> bool:
    """Whether a cell holds a figure and little else: "≥ 95%", "27,5", "12 tỷ"; a year alone is a heading."""
    return _FIGURE.fullmatch(cell) is not None and not _YEAR.fullmatch(cell)


def is_ordinal(cell: str) -> bool:
    """Whether a cell only counts its row: "1", "II.", "a)", "-"."""
    return _ORDINAL.fullmatch(cell) is not None


def is_index(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)=(2)/(1)"."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 2 and all(map(_INDEX.fullmatch, filled))


def is_blank(cell: str) -> bool:
    """Whether a cell holds nothing, or a sign for nothing."""
    return not cell or _BLANK.fullmatch(cell) is not None


def written(cells: Sequence[str]) -> str:
    """The cells as one row ``| a | b |``."""
    return f"| {' | '.join(' '.join(cell.split()).replace('|', '/') for cell in cells)} |"


def paired(cells: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows that the lines of neighbouring cells make up: label under label and figure under figure.

    One row, each cell in one line, where they do not pair: a label that merely runs over two lines.
    """
    for lines in (cells, [[line for line in cell if line] for cell in cells]):
        count = max(map(len, lines), default=0)
        if count > 1 and _pairs(lines, count):
            return [list(_part(lines, count, at)) for at in range(count)]
    return [[" ".join(filter(None, cell)) for cell in cells]]


def _pairs(cells: Sequence[Sequence[str]], count: int) -> bool:
    """Whether each cell has one line or ``count``, a label has that many, and there is a figure for each."""
    if any(len(cell) not in (0, 1, count) for cell in cells):
        return False
    many = [cell for cell in cells if len(cell) == count]
    labels = [cell for cell in many if all(map(_LETTERS.search, cell)) and not any(map(is_figure, cell))]
    figures = [cell for cell in many if all(is_figure(line) or is_blank(line) for line in cell)]
    return bool(labels) and all(any(is_figure(cell[at]) for cell in figures) for at in range(count))


def _part(cells: Sequence[Sequence[str]], count: int, at: int) -> Iterator[str]:
    """One of the rows; what stands once holds for all of them, but a number or a figure for the first."""
    for cell in cells:
        if len(cell) == count:
            yield cell[at]
        else:
            text = "".join(cell)
            yield "" if at > 0 and (is_ordinal(text) or is_figure(text)) else text
