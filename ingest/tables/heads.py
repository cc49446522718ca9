"""Indicator tables: the heading row says what each column is, every other cell with a figure is one record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.language.dates import find_years
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Kind, Measure
from ingest.tables.grid import Row as Row

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
class Column:
    """A column of figures: its place, and what its heading says of them."""

    index: int
    kind: Kind | None
    measure: Measure
    year: int | None


@dataclass(frozen=True, slots=True)
class Header:
    """Where a table has its labels, its units (None without such a column) and its figures."""

    label: int
    unit: int | None
    figures: tuple[Column, ...]


@cache
def column_words() -> dict[str, frozenset[str]]:
    """The headings of columns that hold no figures, by what they hold: label, unit, order, note."""
    return {name: frozenset(words) for name, words in load_table("ingest.tables", "tables.toml")["columns"].items()}


@cache
def _figure_words() -> tuple[tuple[re.Pattern[str], Kind, Measure], ...]:
    return tuple(
        (
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, row['words']))})(?!\w)"),
            row["kind"],
            row["measure"],
        )
        for row in load_table("ingest.tables", "tables.toml")["figures"]
    )


def read_table(rows: Sequence[Row]) -> list[Cell]:
    """The figures of one table. Empty without a readable heading."""
    header = next((found for row in rows[:3] if (found := read_header(row.cells)) is not None), None)
    if header is None:
        return []
    records = (row for row in rows if len(row.cells) > header.label and read_header(row.cells) is None)
    return [cell for row in records for cell in _figures(row, header)]


def _figures(row: Row, header: Header) -> Iterator[Cell]:
    """The cells of a row that hold a figure, with what their columns say of them."""
    label = row.cells[header.label].strip()
    unit = row.cells[header.unit].strip() if header.unit is not None and header.unit < len(row.cells) else ""
    for column in header.figures:
        text = row.cells[column.index].strip() if column.index < len(row.cells) else ""
        if label and re.search(r"\d", text):
            yield Cell(
                start=row.start,
                end=row.end,
                label=_PART_OF.sub("", label),
                unit=unit,
                text=text,
                kind=column.kind,
                measure=column.measure,
                year=column.year,
                part=_PART_OF.match(label) is not None,
            )


def read_header(row: Sequence[str]) -> Header | None:
    """The meaning of the columns, if the row is a heading: it has a label column and a column of figures."""
    names = [" ".join(normalise(cell).split()) for cell in row]
    columns = column_words()
    label = next((i for i, name in enumerate(names) if name in columns["label"]), None)
    if label is None:
        return None
    unit = next((i for i, name in enumerate(names) if name in columns["unit"]), None)
    taken = {label, unit} | {i for i, name in enumerate(names) if name in columns["order"] | columns["note"]}
    figures = [_column(i, row[i]) for i in range(label + 1, len(row)) if i not in taken]
    known = tuple(column for column in figures if column is not None)
    return Header(label, unit, known) if known else None


def _column(index: int, heading: str) -> Column | None:
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
        return Column(index, kind, measure, year)
    return Column(index, None, "level", year) if years else None
