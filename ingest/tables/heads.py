"""Heading rows of tables printed with single blanks only: nothing but listed words parts their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.language.dates import find_years
from assistant.language.tables import load_table
from assistant.language.text import normalise


@dataclass(frozen=True, slots=True)
class Header:
    """The columns in which a table has its labels, its units (None without such a column) and its figures."""

    label: int
    unit: int | None
    figures: tuple[int, ...]


@cache
def column_words() -> dict[str, frozenset[str]]:
    """The headings of columns that hold no figures, by what they hold: label, unit, order, note."""
    return {name: frozenset(words) for name, words in load_table("ingest.tables", "tables.toml")["columns"].items()}


@cache
def figure_words() -> str:
    """A pattern for the words that head a column of figures, the longest first."""
    words = load_table("ingest.tables", "tables.toml")["figures"]["words"]
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def read_header(row: Sequence[str]) -> Header | None:
    """What the columns hold, if the row is a heading: it has a label column and a column of figures."""
    names = [" ".join(normalise(cell).split()) for cell in row]
    columns = column_words()
    label = next((i for i, name in enumerate(names) if name in columns["label"]), None)
    if label is None:
        return None
    unit = next((i for i, name in enumerate(names) if name in columns["unit"]), None)
    taken = {label, unit} | {i for i, name in enumerate(names) if name in columns["order"] | columns["note"]}
    figures = tuple(i for i in range(label + 1, len(row)) if i not in taken and _heads_figures(row[i]))
    return Header(label, unit, figures) if figures else None


def _heads_figures(heading: str) -> bool:
    said = re.search(rf"(?<!\w)(?:{figure_words()})(?!\w)", normalise(heading))
    return said is not None or bool(find_years(heading))
