"""A table on its grid: which rows are its head, and what stands in each column.

Nothing here knows the words of a heading. A column of labels is told by its letters, one of units by reading as units,
one of order numbers by counting up, one of figures by its figures; the head is what stands above the first row with
figures. What a heading says of its figures is evidence, weighed where every other evidence is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.language.quantities import read_unit
from assistant.language.text import normalise

Content = Literal["order", "label", "unit", "figures", "note"]

_NUMBER = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
ORDER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[ivxl]{1,6}|[a-zđ]|[-+*•–])[.)]?", re.IGNORECASE)
LETTERS = re.compile(r"[^\W\d_]{2,}")
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[a-eđA-EĐ])\)?(?:\s*=\s*[\d()/*+x%: -]+)?")
_FIGURE = re.compile(
    r"(?:[≥≤<>=~]=?|trên|dưới|từ|đạt|khoảng|gần|hơn|không quá|ít nhất|còn)?\s*-?\d[\d.,]*"
    r"(?:\s?[-–/]\s?\d[\d.,]*)?(?:\s*(?:%|‰|[^\W\d]{1,12}(?:\s[^\W\d]{1,12}){0,3}(?:/[^\W\d]{1,9}){0,2}))?"
    r"(?:\s*trở (?:lên|xuống))?(?:\s*\(.{1,40}\))?",
    re.IGNORECASE,
)
_OTHER_UNITS = frozenset(
    {"đ/c", "đồng chí", "đạt", "%", "‰", "cái", "em", "vụ", "cuộc", "ca", "điểm", "tổ", "bộ", "mẫu", "lớp", "tuyến"}
)
_BLANK = re.compile(r"[-–—x]|\.{2,}|…|0?")
_STATUS = re.compile(
    r"(?:chưa |không |hoàn thành )?(?:vượt|đạt|hoàn thành|kh\.? ?đạt)(?: kế hoạch| kh| vượt| chỉ tiêu)?",
    re.IGNORECASE,
)
_HEAD_ROWS = 4  # rows that a head may have


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row of a table; ``start``/``end`` span the line, or the lines, that they stand on."""

    cells: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place, the words of its heading from the top (each once), and what it holds."""

    index: int
    heading: str
    content: Content


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure's cell: ``label`` names its row, ``group`` the rows above it that have no figures, nearest last.

    ``unit`` is the cell of its unit column, "" where there is none; ``part`` tells a row that opens with "trong đó".
    """

    row: Row
    line: int
    label: str
    group: tuple[str, ...]
    unit: str
    text: str
    column: Column
    part: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, read: its columns, and the cells with figures in the order of the text."""

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    cells: tuple[Cell, ...]


_PART = re.compile(r"^\W*(?:trong đó|tr\.\s?đ|tđ|gồm)\b\W*", re.IGNORECASE)


def read_grid(rows: Sequence[Row]) -> Grid:
    """The columns and cells of a table. A table without a column of figures and one of labels has no cells."""
    width = max((len(row.cells) for row in rows), default=0)
    padded = [Row((*row.cells, *[""] * (width - len(row.cells))), row.start, row.end) for row in rows]
    first = next((i for i, row in enumerate(padded) if _is_record(row)), len(padded))
    head = [row for row in padded[:first] if not _is_numbering(row)]
    body = [row for row in padded[first:] if not _is_numbering(row)]
    heading = [row for row in head if _is_heading(row)][-_HEAD_ROWS:]
    columns = tuple(_column(index, heading, body) for index in range(width))
    return Grid(columns, tuple(heading), tuple(_cells(columns, head, body)))


def _is_heading(row: Row) -> bool:
    """Whether a row above the records heads columns: it says two different things at least."""
    return len({normalise(cell).strip() for cell in row.cells if cell.strip()}) > 1


def _is_record(row: Row) -> bool:
    """Whether a row has a label and a figure that is neither its number, nor a year of a heading."""
    cells = [cell.strip() for cell in row.cells]
    label = next((i for i, cell in enumerate(cells) if LETTERS.search(cell)), None)
    if label is None or _is_numbering(row):
        return False
    return any(_FIGURE.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in cells[label + 1 :])


def _is_numbering(row: Row) -> bool:
    """The row of column numbers: "A | B | 1 | 2 | 3=2/1"."""
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    if len(cells) < 3 or not all(_NUMBERING.fullmatch(cell) for cell in cells):
        return False
    numbers = [int(digits[0]) for cell in cells if (digits := re.findall(r"^\(?(\d{1,2})", cell))]
    return len(numbers) > 1 and all(b - a == 1 for a, b in zip(numbers, numbers[1:], strict=False))


def _column(index: int, heading: Sequence[Row], body: Sequence[Row]) -> Column:
    said = dict.fromkeys(cell for row in heading if (cell := " ".join(row.cells[index].split())))
    cells = [cell for row in body if (cell := row.cells[index].strip())]
    return Column(index, " ".join(said), _content(cells, normalise(" ".join(said))))


def _content(cells: Sequence[str], heading: str) -> Content:
    """What a column holds, by what most of its cells look like."""
    if not cells:
        return "note"
    units = sum(is_unit(cell) for cell in cells)
    orders = sum(ORDER.fullmatch(cell) is not None for cell in cells)
    figures = sum(_FIGURE.fullmatch(cell) is not None for cell in cells)
    letters = sum(LETTERS.search(cell) is not None for cell in cells)
    if units > len(cells) / 2:
        return "unit"
    if orders == len(cells) and _counts_up(cells) and not _YEAR.search(heading):
        return "order"
    if figures >= max(1, 0.4 * len(cells)) and figures >= letters - figures:
        return "figures"
    return "label" if letters > len(cells) / 2 else "note"


def _counts_up(cells: Sequence[str]) -> bool:
    """Whether the numbers of a column are those of its rows; letters and Roman numbers always are."""
    numbers = [int(cell.strip(".)")) for cell in cells if cell.strip(".)").isdigit()]
    steps = sum(b - a == 1 or b == 1 for a, b in zip(numbers, numbers[1:], strict=False))
    return len(numbers) < 2 or (numbers[0] <= 1 and steps >= 0.7 * (len(numbers) - 1))


def is_value(cell: str) -> bool:
    """Whether a cell holds what a column of figures holds: a figure, a dash, or a verdict ("Đạt", "Vượt")."""
    if _FIGURE.fullmatch(cell) or _STATUS.fullmatch(cell):
        return True
    return bool(cell) and _BLANK.fullmatch(cell) is not None


def is_unit(cell: str) -> bool:
    """Whether a cell reads as a unit and holds no figure."""
    lowered = normalise(cell).strip()
    if lowered in {"%", "‰"}:
        return True
    if lowered in _OTHER_UNITS or re.fullmatch(r"1\.000 [^\W\d]+", lowered):
        return True
    name, end = read_unit(lowered, 0)
    return bool(name) and end >= len(lowered) - 1 and not _NUMBER.search(lowered)


def _cells(columns: Sequence[Column], head: Sequence[Row], body: Sequence[Row]) -> Iterator[Cell]:
    labels = [column.index for column in columns if column.content == "label"]
    figures = [column for column in columns if column.content == "figures"]
    units = [column.index for column in columns if column.content == "unit"]
    if not labels or not figures:
        return
    label_at = labels[0]
    group: list[str] = [row.cells[label_at].strip() for row in head[-1:] if not _is_heading(row)]
    for line, row in enumerate(body):
        label = row.cells[label_at].strip() or next(
            (row.cells[i].strip() for i in labels if row.cells[i].strip()), ""
        )
        filled = [column for column in figures if _NUMBER.search(row.cells[column.index])]
        if not filled:
            said = next((cell.strip() for cell in row.cells if LETTERS.search(cell)), "")
            group = [*group[-1:], said] if said else group
            continue
        if not label:
            label = group[-1] if group else ""
        unit = next((row.cells[index].strip() for index in reversed(units) if index < filled[0].index), "")
        for column in filled:
            near = [i for i in units if i < column.index]
            yield Cell(
                row=row,
                line=line,
                label=_PART.sub("", label),
                group=tuple(group),
                unit=row.cells[near[-1]].strip() if near else unit,
                text=row.cells[column.index].strip(),
                column=column,
                part=_PART.match(label) is not None,
            )
