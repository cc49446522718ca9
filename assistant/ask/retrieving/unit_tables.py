"""Tables in the text that have a figure for each of several units: villages of a commune, communes of a district.

A line is one unit's and its columns are figures, or a line is one figure and its columns are units. Both come to one
``UnitColumn``: what the figure is called, and each unit with its cell. Which column is meant is told by the words
of the question alone: every word that tells a figure from another must stand in the name of the column or above the
table, and of several such columns the one that says the least besides is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from assistant.ask.retrieving.stretches import Stretch
from assistant.language.abbreviations import spelled_out
from assistant.language.quantities import parse_number
from assistant.language.tables import load_table
from assistant.language.text import fold, syllables

_FEWEST = 3  # units that make a table of units
_MOST_NAMES = 0.8  # share of the labels that must be names
_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
_ONE_NUMBER = re.compile(r"\W*(?P<number>\d[\d.]*(?:,\d+)?)\s*(?P<unit>[^\d]{0,12})")


@dataclass(frozen=True, slots=True)
class UnitCell:
    """One unit's figure: the cell as it stands, and the row that holds it."""

    unit: str
    text: str
    value: float
    row: Stretch


@dataclass(frozen=True, slots=True)
class UnitColumn:
    """One figure of several units; ``by_row`` tells that each has a line of its own. ``whole`` is that of all."""

    document_id: str
    name: str
    cells: tuple[UnitCell, ...]
    whole: UnitCell | None
    by_row: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """The words that tell the figure asked for, whether it is a share, at the start of its year, and its years."""

    words: frozenset[str]
    share: bool
    at_start: bool
    years: tuple[int, ...]


def sought(text: str, years: Sequence[int], names: Iterable[str]) -> Sought:
    """What a stretch of a question asks of the columns of tables; ``names`` are the places that it names."""
    said = fold(text)
    for name in names:
        said = said.replace(fold(name), " ")
    said = spelled_out(said, plain=True)
    words = _table()
    share = any(re.search(rf"(?<!\w){re.escape(fold(each))}(?!\w)", said) for each in words["share"]["words"])
    start = any(fold(each) in said for each in words["whole"]["start"])
    return Sought(frozenset(_telling(said)), share or "%" in said, start, tuple(years))


def unit_column(asked: Sought, stretches: Sequence[Stretch]) -> UnitColumn | None:
    """The column of a document that is asked for; None where none says all that tells the figure asked for, or
    several say it as well.
    """
    if not asked.words:
        return None
    ranked = sorted(_fitting(asked, stretches), key=lambda each: each[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _fitting(asked: Sought, stretches: Sequence[Stretch]) -> Iterator[tuple[tuple[float, ...], UnitColumn]]:
    """The columns that say all that is asked, each with how much it says otherwise (less is better)."""
    for column, said, above in _columns(stretches):
        around = set(_telling(fold(above)))
        if not (asked.words & said and asked.words <= said | around):
            continue
        head = fold(column.name)
        if asked.years and not any(str(year) in f"{head} {above}" for year in asked.years):
            continue
        is_share = "%" in head or "ty le" in head or any("%" in each.text for each in column.cells)
        is_start = any(fold(each) in head for each in _table()["whole"]["start"])
        other = (
            float(bool(asked.years) and not any(str(year) in head for year in asked.years)),
            float(len(asked.words - said)),
            len(said - asked.words) / max(len(said), 1),
        )
        if is_start == asked.at_start and is_share == asked.share:
            yield other, column


def _columns(stretches: Sequence[Stretch]) -> Iterator[tuple[UnitColumn, frozenset[str], str]]:
    """Every figure of several units, with the words that tell it and what stands above its table."""
    for heads, group in groupby(stretches, key=lambda each: each.heads if each.is_row else None):
        rows = list(group)
        if heads is None:
            continue
        yield from _by_rows(rows)
        yield from _by_columns(rows)


def _by_rows(rows: Sequence[Stretch]) -> Iterator[tuple[UnitColumn, frozenset[str], str]]:
    """A line for each unit: the columns of figures. One that is only "Tỷ lệ (%)" is of the figure before it."""
    units = [row for row in rows if not _is_total(row.label)]
    if not _are_names([row.label for row in units]):
        return
    names = list(dict.fromkeys(name for row in units for name, _ in row.cells))
    before: frozenset[str] = frozenset()
    shown = ""
    for name in names:
        own = frozenset(_telling(fold(name)))
        words, full = (own, name) if own else (before, f"{shown}, {name}")
        if own:
            before, shown = own, name
        cells = [each for row in units if (each := _cell(row.label, row, name)) is not None]
        whole = next((_cell(row.label, row, name) for row in rows if _is_total(row.label)), None)
        if len(cells) >= _FEWEST and words and name:
            yield UnitColumn(rows[0].document_id, full, tuple(cells), whole, by_row=True), words, rows[0].above


def _by_columns(rows: Sequence[Stretch]) -> Iterator[tuple[UnitColumn, frozenset[str], str]]:
    """A column for each unit: the lines of figures."""
    names = [name for name, _ in rows[0].cells if name and not _is_no_unit(name) and not _is_total(name)]
    if not _are_names(names):
        return
    for row in rows:
        words = frozenset(_telling(fold(row.label)))
        cells = [each for name in names if (each := _cell(name, row, name)) is not None]
        total = next((name for name, _ in row.cells if _is_total(name)), None)
        whole = _cell(total, row, total) if total else None
        unit = next((cell for name, cell in row.cells if _is_no_unit(name) and not _NUMBER.search(cell)), "")
        if len(cells) >= _FEWEST and words:
            name = f"{row.label} ({unit})" if unit else row.label
            yield UnitColumn(row.document_id, name, tuple(cells), whole, by_row=False), words, row.above


def _cell(unit: str, row: Stretch, name: str) -> UnitCell | None:
    text = next((cell for column, cell in row.cells if column == name), "")
    found = _ONE_NUMBER.fullmatch(text.strip())
    return UnitCell(unit, text, parse_number(found["number"]), row) if found is not None else None


def _are_names(labels: Sequence[str]) -> bool:
    """Whether labels are names of units: each word in capitals, as in "Lương Ngọc", "Thôn 5"."""
    if len(labels) < _FEWEST or len(set(labels)) < len(labels):
        return False
    named = [each for each in labels if each and all(word[:1].isupper() or word.isdigit() for word in each.split())]
    short = [each for each in named if not each.isupper() and (len(each.split()) > 1 or len(labels) > _FEWEST)]
    return len(short) >= _MOST_NAMES * len(labels)


def _is_total(label: str) -> bool:
    said = fold(label).strip(" .:*")
    return any(said == fold(each) or said.startswith(f"{fold(each)} ") for each in _table()["total"]["words"])


def _is_no_unit(name: str) -> bool:
    said = fold(name)
    return any(re.search(rf"(?<!\w){re.escape(fold(each))}(?!\w)", said) for each in _table()["no_unit"]["words"])


def _telling(folded: str) -> list[str]:
    """The syllables of folded words that tell one figure from another."""
    said = spelled_out(folded, plain=True)
    return [each for each in syllables(said) if each not in _neutral() and not each[0].isdigit()]


@cache
def _neutral() -> frozenset[str]:
    return frozenset(fold(each) for each in str(_table()["neutral"]["words"]).split())


def _table() -> Mapping[str, Any]:
    return load_table("assistant.ask.retrieving", "unit_tables.toml")
