"""Heading rows of tables printed with single blanks only: nothing but listed words parts their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.language.dates import find_years
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Kind, Measure


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
