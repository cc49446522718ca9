"""Finding the tables of a document, in the three ways in which they come.

    piped       ``| cell | cell |``, as the readers write tables of every format
    stacked     one cell a line, as pages copied from the web or from a PDF have it; empty cells are lost
    aligned     one row a line, its cells parted by blanks only, as a PDF prints it

Printed rows are a table only where the words of their heading are known, and at least two rows below it fit it. A
piped table that gives no cells is none: its rows are lines like others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from assistant.language.quantities import read_unit
from assistant.language.text import normalise
from assistant.types import Section
from ingest.tables.cells import is_page
from ingest.tables.grid import Row, is_record, read_grid
from ingest.tables.heads import Header, column_words, figure_words, read_header
from ingest.tables.place import Placed as Placed
from ingest.tables.stacked import stacked_tables

_LONGEST_LABEL = 30  # words of a label; the longest in the seeds has 24
_LONGEST_UNIT = 5  # words of a unit ("triệu đồng/người/năm", "% so với kế hoạch")
_HEADING_LINES = 3  # lines over which a printed heading may run
_FEWEST = 2  # rows with figures that make lines a table
_ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[ivxl]{1,5}|[a-zđ]|[-+*])[.)]?", re.IGNORECASE)
_FIGURE = r"(?:(?:[≥≤<>=~]=?|trên|từ|dưới|đạt)\s*)?\d[\d.,]*(?:\s?[-–/]\s?\d[\d.,]*)?(?:\s?%)?"
_BLANK = r"(?:[-–x]|\.{2,}|…)"
_CELL = re.compile(rf"(?:{_FIGURE}|{_BLANK})", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of one table, and the section that it ends in."""

    rows: tuple[Row, ...]
    section: Section


def is_row(line: str) -> bool:
    """Whether a line is a piped row of a table."""
    return line.startswith("|") and line.count("|") > 2


# Rows by columns: a book of statistics has some ten thousand. A larger grid is read line by line.
_MOST_PLACES = 300_000


def find_tables(lines: Sequence[Placed]) -> list[Found]:
    """Every table among ``lines``, in their order; the offsets of its rows tell which lines it is made of."""
    stacked = list(stacked_tables(lines))
    taken = {at for table in stacked for at in range(table.begin, table.end)}
    found = [Found(table.rows, lines[table.begin].section) for table in stacked]
    free = [line for at, line in enumerate(lines) if at not in taken]
    return [*_piped(lines), *found, *_read(free, _aligned)]


def _piped(lines: Sequence[Placed]) -> Iterator[Found]:
    """Runs of piped rows; one without a head right below another, as wide, is the same table on the next page."""
    table: list[Row] = []
    last = 0
    for at, line in enumerate(lines):
        if not is_row(line.text):
            continue
        row = _row(line)
        if (
            table
            and (at > last + 1 or line.start != lines[last].end + 1)
            and not _goes_on(table, row, lines[last + 1 : at])
        ):
            yield from _found(table, lines[last].section)
            table = []
        table.append(row)
        last = at
    yield from _found(table, lines[last].section) if table else ()


def _row(line: Placed) -> Row:
    inner = line.text.strip().removeprefix("|").removesuffix("|")
    return Row(tuple(cell.strip() for cell in inner.split("|")), line.start, line.end)


def _found(table: Sequence[Row], section: Section) -> Iterator[Found]:
    places = len(table) * max(len(row.cells) for row in table)
    if (
        places <= _MOST_PLACES and read_grid(table).cells
    ):  # else its rows are lines like others: letterheads, sentences in two columns
        yield Found(tuple(table), section)


def _goes_on(table: Sequence[Row], row: Row, between: Sequence[Placed]) -> bool:
    """Whether a row goes on with a table above it: as wide, a record, and at most the number of a page between."""
    return len(row.cells) == len(table[-1].cells) and is_record(row) and all(is_page(line.text) for line in between)


class _Run(NamedTuple):
    """Rows read from the lines up to ``next``."""

    rows: list[Row]
    next: int


def _read(lines: Sequence[Placed], layout: Callable[[Sequence[Placed], int], _Run | None]) -> Iterator[Found]:
    """The tables of one layout; a heading without rows below it is none."""
    index = 0
    while index < len(lines):
        run = layout(lines, index)
        if run is None or len(run.rows) <= _FEWEST:
            index += 1
            continue
        yield Found(tuple(run.rows), lines[index].section)
        index = run.next


def _cells(header: Header, width: int, *, label: str, unit: str, figures: Sequence[str]) -> tuple[str, ...]:
    cells = [""] * width
    cells[header.label] = label
    if header.unit is not None:
        cells[header.unit] = unit
    for column, figure in zip(header.figures, figures, strict=True):
        cells[column] = figure
    return tuple(cells)


# -- one row a line ------------------------------------------------------------------------------------


def _aligned(lines: Sequence[Placed], begin: int) -> _Run | None:
    """The table whose heading is the line at ``begin``, one row a line; a label may run over two lines."""
    first = lines[begin]
    said = normalise(first.text)
    if not any(word in said for word in column_words()["label"]):
        return None
    heads = (lines[begin : begin + size] for size in range(_HEADING_LINES, 0, -1))
    read = ((head, _split_heading(" ".join(line.text for line in head))) for head in heads)
    head, cells = next(((head, cells) for head, cells in read if cells), ((), ()))
    header = read_header(cells)
    if header is None:
        return None
    rows = [Row(cells, first.start, head[-1].end)]
    at, opened = begin + len(head), None
    while at < len(lines) and lines[at].section is first.section:
        line = lines[at]
        start = opened.start if opened else line.start
        text = f"{opened.text} {line.text}" if opened else line.text
        found = _split_row(text, header, width=len(cells))
        if found is not None:
            rows.append(Row(found, start, line.end))
            opened = None
        elif opened is not None or re.search(r"\d{2,}|[.;:]$", line.text) or len(line.text.split()) > _LONGEST_LABEL:
            break
        else:
            opened = line
        at += 1
    return _Run(rows, at - int(opened is not None))


@cache
def _heading_words() -> re.Pattern[str]:
    """The words that may head a column of figures, with a year or a sign of share after them."""
    words = figure_words()
    year = r"(?:\s*(?:năm\s+)?\(?(?:19|20)\d\d\)?)"
    return re.compile(rf"(?:(?:{words})(?:\s*/\s*(?:{words}))?{year}?(?:\s*\(%\))?|năm\s+(?:19|20)\d\d)")


@cache
def _heading_pattern() -> re.Pattern[str]:
    others = sorted(frozenset().union(*column_words().values()), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, others))})(?!\w)|{_heading_words().pattern}(?!\w)")


def _split_heading(text: str) -> tuple[str, ...]:
    """The heading cells of a line that is nothing but headings; () for any other line."""
    lowered = normalise(text).strip()
    found = list(_heading_pattern().finditer(lowered))
    left = _heading_pattern().sub("", lowered)
    return tuple(match.group() for match in found) if len(found) > 2 and not left.strip() else ()


def _split_row(text: str, header: Header, *, width: int) -> tuple[str, ...] | None:
    """The cells of a printed row: label, unit, and as many figures at its end as the heading has; None for none."""
    rest = text.rstrip()
    figures: list[str] = []
    for _ in header.figures:
        cell = re.search(rf"(?:^|\s)({_CELL.pattern})$", rest, re.IGNORECASE)
        if cell is None:
            return None
        figures.insert(0, cell[1])
        rest = rest[: cell.start()].rstrip()
    if header.label > 0:
        rest = re.sub(rf"^{_ORDINAL.pattern}\s+", "", rest, flags=re.IGNORECASE)
    label, unit = _parted(rest) if header.unit is not None else (rest, "")
    if not _LETTERS.search(label) or not re.search(r"\d", "".join(figures)):
        return None
    return _cells(header, width, label=label, unit=unit, figures=figures)


def _parted(text: str) -> tuple[str, str]:
    """Label and unit: the unit is the longest end of the text that reads as one."""
    words = text.split()
    for size in range(min(_LONGEST_UNIT, len(words) - 1), 0, -1):
        unit = " ".join(words[-size:])
        name, end = read_unit(normalise(unit), 0)
        if name and end == len(unit):
            return " ".join(words[:-size]), unit
    return text, ""
