"""The columns of a base's table that belong to a year: "KH 2023", "Thực hiện năm 2023", "% đạt KH".

A table moves on by its columns: what a column showed of its year gives way to what is known of the draft's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.language.tables import load_table
from assistant.language.text import normalise

ColumnKind = Literal["target", "actual", "share"]
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_BARE = re.compile(r"[≥≤<>=~]*\s*\d[\d.,/–-]*\s*%?")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column shows, and of which year."""

    kind: ColumnKind
    year: int


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell and where they stand in their line."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where they end."""
        return self.start + len(self.text)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    table = load_table("assistant.drafting", "plan.toml")["columns"]
    return {name: re.compile(pattern) for name, pattern in table.items()}


def is_table_line(text: str) -> bool:
    """Whether a line is a row of a table."""
    return text.startswith("|")


def is_ornament(text: str) -> bool:
    """Whether a line says nothing: a rule of dashes or stars, the line below a table's head."""
    return not any(map(str.isalnum, text)) and "..." not in text and "…" not in text


def cells_of(line: str) -> list[Cell]:
    """The cells of a table's line, in order."""
    found: list[Cell] = []
    start = 1
    for text in line.strip().removeprefix("|").removesuffix("|").split("|"):
        found.append(Cell(text.strip(), start + len(text) - len(text.lstrip())))
        start += len(text) + 1
    return found


def read_columns(cells: Sequence[Cell], *, target: int, result: int) -> tuple[Column | None, ...]:
    """The columns that a table's head names; all None for a line that is no head.

    ``target`` and ``result`` are the base's years, for a head that names none ("Kế hoạch", "Thực hiện").
    """
    if any(_BARE.fullmatch(cell.text) and not _YEAR.fullmatch(cell.text) for cell in cells):
        return tuple(None for _ in cells)
    return tuple(_column(normalise(cell.text), target=target, result=result) for cell in cells)


def is_unit_head(text: str) -> bool:
    """Whether a column holds the units."""
    return _words()["unit"].search(normalise(text)) is not None


def _column(head: str, *, target: int, result: int) -> Column | None:
    said = _YEAR.search(head)
    if _words()["share"].search(head):
        return Column("share", int(said.group()) if said else result)
    if _words()["actual"].search(head):
        return Column("actual", int(said.group()) if said else result)
    if _words()["target"].search(head) and (said or _words()["target_alone"].fullmatch(head)):
        return Column("target", int(said.group()) if said else target)
    if said and _words()["year_alone"].fullmatch(head):
        year = int(said.group())
        return Column("target" if year >= target else "actual", year)
    return None
