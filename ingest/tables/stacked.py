"""Tables that were copied one cell a line, as web pages and PDF files give them.

A run of short lines is such a table where records of as many values each stand in it (``records``); the lines above
them are its head, as many as there are columns, and more where a heading stands over several (``stacked_head``). A
record that lacks a value gives no cells, unless the arithmetic of the columns tells which one it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.tables.arithmetic import Printed, Ratio, computed, holds, printed
from ingest.tables.cells import is_blank, is_figure, is_value, is_verdict
from ingest.tables.grid import Row
from ingest.tables.place import Placed
from ingest.tables.records import Record, Records, first_label, read_records
from ingest.tables.stacked_head import Head, may_have_head, read_head

_LONGEST = 32  # words of a cell; the longest label in the seeds has 24
_FEWEST = 2  # records that make lines a table
_FEWEST_LINES = 6  # of a table
_TWO = re.compile(r"([-–—])\s+([^\W\d].*)")  # a cell for nothing, and the next, which begins low, joined to it
_ADDED = re.compile(r"\([^()]{1,40}\)")


@dataclass(frozen=True, slots=True)
class Stacked:
    """A table of one cell a line: its rows on a grid, and the first and one past the last of its lines."""

    rows: tuple[Row, ...]
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A cell: its text and the lines that it stands on; a bracket below a value belongs to it."""

    text: str
    first: int
    last: int


def stacked_tables(lines: Sequence[Placed]) -> Iterator[Stacked]:
    """Every table of one cell a line, in their order."""
    begin = 0
    while begin < len(lines):
        end = begin
        while end < len(lines) and _is_cell(lines[end].text):
            end += 1
        if end - begin >= _FEWEST_LINES:
            yield from _tables(lines, _cells(lines, begin, end))
        begin = end + 1


def _is_cell(text: str) -> bool:
    """Whether a line may be one cell: short, or a label; no sentence, and no piped row."""
    if text.startswith("|"):
        return False
    return (len(text.split()) <= _LONGEST and not re.search(r"[.;]\s*$", text.rstrip("…"))) or is_value(text.strip())


def _cells(lines: Sequence[Placed], begin: int, end: int) -> list[_Line]:
    cells: list[_Line] = []
    for at in range(begin, end):
        text = " ".join(lines[at].text.split())
        if cells and _ADDED.fullmatch(text) and is_value(cells[-1].text):
            cells[-1] = _Line(f"{cells[-1].text} {text}", cells[-1].first, at)
        elif (two := _TWO.fullmatch(text)) and is_figure(two[2]):
            cells += [_Line(two[1], at, at), _Line(two[2], at, at)]
        else:
            cells.append(_Line(text, at, at))
    return cells


def _tables(lines: Sequence[Placed], cells: Sequence[_Line]) -> Iterator[Stacked]:
    """The tables of a run of cells: each begins behind the one before it."""
    texts = [cell.text for cell in cells]
    begin = 0
    while (first := first_label(texts, begin)) is not None:
        found = read_records(texts, first) if may_have_head(texts[begin:first]) else None
        head = read_head(texts[begin:first], found) if found and len(found.whole) >= _FEWEST else None
        if found is None or head is None:
            begin = max(first, begin + 1)
            continue
        found = read_records(texts, first, texts[begin + head.begin : begin + head.end]) or found
        table = _table(lines, cells, found, replace(head, begin=begin + head.begin, end=begin + head.end))
        yield table
        begin = found.records[-1].end


def _table(lines: Sequence[Placed], cells: Sequence[_Line], found: Records, head: Head) -> Stacked:
    def row(texts: tuple[str, ...], begin: int, end: int) -> Row:
        return Row(texts, lines[cells[begin].first].start, lines[cells[end - 1].last].end)

    noted = any(record.note for record in found.records)
    rows = [row((*head.fixed, *head.figures, *[head.note] * noted), head.begin, head.end)]
    for group in head.groups:
        texts = (group.order, group.label, "", *[""] * (found.width + noted))
        rows.append(row(texts, head.end + group.begin, head.end + group.end))
    for record in _completed(found):
        values = record.values or ("",) * found.width
        texts = (record.order, record.label, record.unit, *values, *[record.note] * noted)
        rows.append(row(texts, record.begin, record.end))
    return Stacked(tuple(rows), cells[head.begin].first, cells[found.records[-1].end - 1].last + 1)


# -- records that lack a value -------------------------------------------------------------------------


def _completed(found: Records) -> Iterator[Record]:
    """The records and groups in order; those that lack a value whole again where one place alone is left for it."""
    numbers = [_numbers(record.values) for record in found.whole]
    ways = computed(numbers)
    for record in found.records:
        if len(record.values) in (0, found.width):
            yield record
        elif len(record.values) == found.width - 1:
            whole = [
                values
                for at in range(found.width)
                if _fits(values := (*record.values[:at], "", *record.values[at:]), ways, found)
            ]
            if len(whole) == 1:
                yield replace(record, values=whole[0])


def _numbers(values: Sequence[str]) -> Mapping[int, Printed]:
    return {at: number for at, value in enumerate(values) if (number := printed(value)) is not None}


def _fits(values: Sequence[str], ways: Mapping[int, Ratio], found: Records) -> bool:
    """Whether values agree with the arithmetic of the columns, and that at least once, or with their kinds."""
    told = [verdict for column, way in ways.items() if (verdict := holds(column, way, _numbers(values))) is not None]
    if told:
        return all(told)
    at = next(place for place, value in enumerate(values) if not value)
    if at in ways or any(at in (way.first, way.second) for way in ways.values()):
        return False
    return _kinds(values) == _kinds(found.whole[0].values, without=at) and len(set(_kinds(found.whole[0].values))) > 1


def _kinds(values: Sequence[str], *, without: int | None = None) -> list[str]:
    """What each value is: a verdict, or a figure with or without a sign of share."""
    return [
        ""
        if at == without or is_blank(value)
        else "verdict"
        if is_verdict(value)
        else "%"
        if "%" in value
        else "figure"
        for at, value in enumerate(values)
    ]
