"""Tables that were copied one cell a line, as web pages and PDF files give them.

A run of short lines is such a table where most of its records have the same number of figures. Of each line only the
shape is looked at: order number, words, unit, or value (a figure, a dash, "Đạt", "Vượt"). What stands above the first
record is the head; a record that lacks a value cannot be told apart and gives no cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.language.dates import find_years
from assistant.language.tables import load_table
from assistant.language.text import normalise
from ingest.tables.grid import LETTERS, ORDER, Row, is_unit, is_value
from ingest.tables.place import Placed

_LONGEST = 32  # words of a cell; the longest label in the seeds has 24
_FEWEST = 2  # records that make lines a table
_MOST_VALUES = 12  # columns of figures
_GAP = 3  # lines without a record that a group heading inside a table may take


@dataclass(frozen=True, slots=True)
class Stacked:
    """A table of one cell a line: its rows on a grid, and the index of the first line after it."""

    rows: tuple[Row, ...]
    next: int


@dataclass(frozen=True, slots=True)
class _Record:
    """A record in the lines from ``begin`` to ``end``: order number, label, unit and values, each "" where none is."""

    begin: int
    end: int
    order: str
    label: str
    unit: str
    values: tuple[str, ...]


def read_stacked(lines: Sequence[Placed], begin: int) -> Stacked | None:
    """The table that begins with the line at ``begin``, or None where the lines from there are none."""
    starts_run = begin == 0 or not _is_cell(lines[begin - 1].text)
    if not (_may_head(lines[begin].text) or (starts_run and _is_cell(lines[begin].text))):
        return None
    end = begin
    while end < len(lines) and _is_cell(lines[end].text):
        end += 1
    cells = [line.text.strip() for line in lines[begin:end]]
    if len(cells) < 6 or not LETTERS.search(cells[0]):
        return None
    first = _first_record(cells)
    if first is None or first < 2:
        return None
    head = cells[:first]
    records = list(_records(cells, first))
    with_values = [record for record in records if record.values]
    if len(with_values) < _FEWEST:
        return None
    width = _width(head, with_values)
    columns = _columns(head, with_values, width)
    whole = [record for record in records if len(record.values) in (0, width)]
    if columns is None or sum(len(record.values) == width for record in whole) < _FEWEST:
        return None
    rows = [Row(("", "", "", *columns), lines[begin].start, lines[begin + first - 1].end)]
    for record in whole:
        values = record.values or ("",) * width
        row = (record.order, record.label, record.unit, *values)
        rows.append(Row(row, lines[begin + record.begin].start, lines[begin + record.end - 1].end))
    return Stacked(tuple(rows), begin + max(record.end for record in records))


def _may_head(text: str) -> bool:
    """Whether a line may be the first cell of a head; most lines are not, so that little else is looked at."""
    cell = normalise(text).strip(" .:*")
    return len(cell.split()) <= 5 and cell in _first_cells()


def _first_cells() -> frozenset[str]:
    table = load_table("ingest.tables", "tables.toml")["columns"]
    return frozenset((*table["order"], *table["label"]))


def _is_cell(text: str) -> bool:
    """Whether a line may be one cell: short, or a label; no sentence."""
    return (len(text.split()) <= _LONGEST and not re.search(r"[.;]\s*$", text.rstrip("…"))) or is_value(text.strip())


def _first_record(cells: Sequence[str]) -> int | None:
    """Where the first record begins: before the unit, the label and the number that stand above the first value."""
    value = next(
        (i for i, cell in enumerate(cells) if is_value(cell) and not _is_heading(cell) and _after_label(cells, i)),
        None,
    )
    if value is None:
        return None
    at = value
    if at and is_unit(cells[at - 1]):
        at -= 1
    at -= 1
    if at > 0 and ORDER.fullmatch(cells[at - 1]):
        at -= 1
    while at > 1 and _opens_group(cells, at):
        at -= 2
    return at if at > 0 else None


def _opens_group(cells: Sequence[str], at: int) -> bool:
    """Whether the two lines above ``at`` are the number and the name of a group of records ("A", "KINH TẾ")."""
    return ORDER.fullmatch(cells[at - 2]) is not None and LETTERS.search(cells[at - 1]) is not None and at - 2 > 1


def _after_label(cells: Sequence[str], at: int) -> bool:
    before = cells[at - 1] if at else ""
    if is_unit(before) and at > 1:
        before = cells[at - 2]
    # A number right under a head that ends in words is the first record's own number.
    return bool(LETTERS.search(before)) and not (ORDER.fullmatch(cells[at]) and _labels_follow(cells, at))


def _labels_follow(cells: Sequence[str], at: int) -> bool:
    following = cells[at + 1] if at + 1 < len(cells) else ""
    return bool(LETTERS.search(following)) and not is_unit(following) and not is_value(following)


def _is_heading(cell: str) -> bool:
    return bool(find_years(cell)) and re.fullmatch(r"\D*(?:19|20)\d\d\D*", cell) is not None


def _records(cells: Sequence[str], at: int) -> Iterator[_Record]:
    missed = 0
    while at < len(cells) and missed < _GAP:
        record = _record(cells, at)
        if record is None:
            missed += 1
            at += 1
            continue
        missed = 0 if record.values else missed + 1
        yield record
        at = record.end


def _record(cells: Sequence[str], begin: int) -> _Record | None:
    at, order = begin, ""
    if ORDER.fullmatch(cells[at]) and at + 1 < len(cells) and _labels_follow(cells, at):
        order, at = cells[at].strip(".)"), at + 1
    if at >= len(cells) or not LETTERS.search(cells[at]) or is_value(cells[at]):
        return None
    label, at = cells[at], at + 1
    unit = ""
    if at < len(cells) and is_unit(cells[at]):
        unit, at = cells[at], at + 1
    values: list[str] = []
    while at < len(cells) and len(values) < _MOST_VALUES and is_value(cells[at]):
        if _next_number(order, cells, at):
            break
        values.append(cells[at])
        at += 1
    return _Record(begin, at, order, label, unit, tuple(values))


def _next_number(order: str, cells: Sequence[str], at: int) -> bool:
    """Whether a number is that of the next record: it counts on, and words follow it."""
    if not ORDER.fullmatch(cells[at]) or not _labels_follow(cells, at):
        return False
    number = cells[at].strip(".)")
    return not number.isdigit() or not order.isdigit() or int(number) == int(order) + 1


def _width(head: Sequence[str], records: Sequence[_Record]) -> int:
    """How many values a record has: as many as most have; of two as frequent ones, the one that the head fits."""
    counts = Counter(len(record.values) for record in records)
    fixed = 1 + any(record.order for record in records) + any(record.unit for record in records)
    return max(
        counts, key=lambda size: (counts[size] + (0.5 * len(records) if len(head) - fixed == size else 0), size)
    )


def _columns(head: Sequence[str], records: Sequence[_Record], width: int) -> tuple[str, ...] | None:
    """The headings of the figures: the last cells of the head, those of a head of two rows under their common one."""
    known = load_table("ingest.tables", "tables.toml")["columns"]
    plain = {word for name in ("order", "label", "unit") for word in known[name]}
    cells = [cell for cell in head if normalise(cell).strip(" .:*") not in plain]
    extra = len(cells) - width
    if extra < 0:
        return None
    if extra == 0:
        return tuple(cells)
    common = next((i for i, cell in enumerate(cells[:-2]) if find_years(cell) and not find_years(cells[i + 1])), None)
    if extra > 1 or common is None:
        return tuple(cells[-width:])
    spread, over = list[str](), cells[common]
    for cell in cells[common + 1 :]:
        if find_years(cell):
            over = ""
        spread.append(f"{over} {cell}".strip())
    return (*cells[:common], *spread)
