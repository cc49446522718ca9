"""Indicator tables: the heading row says what each column is, every other cell with a figure is one record.

A table is a run of lines ``| cell | cell |``, as the readers write tables of every format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.language.dates import find_years
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Kind, Measure

_PART_OF = re.compile(r"^\W*(?:trong đó|tr\.đ|gồm)\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a table: its label and unit as written, and what its column says of it.

    ``start``/``end`` span the line; ``year`` is None where the heading
    names none, ``kind`` where the section decides; ``part`` tells a row that opens with "trong đó".
    """

    start: int
    end: int
    label: str
    unit: str
    text: str
    kind: Kind | None
    measure: Measure
    year: int | None
    part: bool


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    kind: Kind | None
    measure: Measure
    year: int | None


@dataclass(frozen=True, slots=True)
class _Header:
    label: int
    unit: int | None
    figures: tuple[_Column, ...]


@cache
def _columns() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_table("ingest", "tables.toml")["columns"].items()}


@cache
def _figure_words() -> tuple[tuple[re.Pattern[str], Kind, Measure], ...]:
    return tuple(
        (
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, row['words']))})(?!\w)"),
            row["kind"],
            row["measure"],
        )
        for row in load_table("ingest", "tables.toml")["figures"]
    )


def is_row(line: str) -> bool:
    """Whether a line is a row of a table."""
    return line.startswith("|") and line.count("|") > 2


def read_table(lines: Sequence[tuple[str, int]]) -> list[Cell]:
    """The figures of one table; ``lines`` are its rows with their offsets. Empty without a readable heading."""
    rows = [_cells(line) for line, _ in lines]
    header = next((found for row in rows[:3] if (found := _header(row)) is not None), None)
    if header is None:
        return []
    cells: list[Cell] = []
    for (line, start), row in zip(lines, rows, strict=True):
        if len(row) <= header.label or _header(row) is not None:
            continue
        label = row[header.label].strip()
        unit = row[header.unit].strip() if header.unit is not None and header.unit < len(row) else ""
        for column in header.figures:
            text = row[column.index].strip() if column.index < len(row) else ""
            if label and re.search(r"\d", text):
                cells.append(
                    Cell(
                        start=start,
                        end=start + len(line),
                        label=_PART_OF.sub("", label),
                        unit=unit,
                        text=text,
                        kind=column.kind,
                        measure=column.measure,
                        year=column.year,
                        part=_PART_OF.match(label) is not None,
                    ),
                )
    return cells


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _header(row: Sequence[str]) -> _Header | None:
    """The meaning of the columns, if the row is a heading: it has a label column and a column of figures."""
    names = [" ".join(normalise(cell).split()) for cell in row]
    columns = _columns()
    label = next((i for i, name in enumerate(names) if name in columns["label"]), None)
    if label is None:
        return None
    unit = next((i for i, name in enumerate(names) if name in columns["unit"]), None)
    taken = {label, unit} | {i for i, name in enumerate(names) if name in columns["order"] | columns["note"]}
    figures = [_column(i, row[i]) for i in range(label + 1, len(row)) if i not in taken]
    known = tuple(column for column in figures if column is not None)
    return _Header(label, unit, known) if known else None


def _column(index: int, heading: str) -> _Column | None:
    words = normalise(heading)
    years = find_years(heading)
    year = years[-1].value if years else None
    found = [
        (match.start(), -len(match.group()), kind, measure)
        for pattern, kind, measure in _figure_words()
        if (match := pattern.search(words))
    ]
    if found:
        # "Kế hoạch thực hiện năm 2024" is a plan: the word that comes first says what the column is.
        _, _, kind, measure = min(found)
        return _Column(index, kind, measure, year)
    return _Column(index, None, "level", year) if years else None
