"""What the steps of drafting share: the years of a draft, the plan of a document, and the blank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.types import Comparator, IndicatorRow, Nature, Role, Span

BLANK = "....."


@dataclass(frozen=True, slots=True)
class Years:
    """From which years to which: ``target`` is the base's, ``result`` the one it assesses, ``to`` the draft's."""

    target: int
    result: int
    to: int

    @property
    def step(self) -> int:
        """How far every year moves."""
        return self.to - self.target

    def moves(self, year: int) -> bool:
        """Whether a year is the base's own, the one it assesses, or the one before that."""
        return self.result - 1 <= year <= self.target


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """Where a figure's number stands in its paragraph, and the row that it belongs to.

    ``said_start`` and ``said_end`` span it with its comparator and unit ("trên 96%"), ``bound`` is that comparator.
    ``whole`` tells that number and unit are one expression ("13 tỷ 655 triệu") and are replaced together. What comes
    there is the row's new target, its result, or always a blank (the old value in "giảm từ 31,2% xuống 28%").
    """

    row: str
    start: int
    end: int
    said_start: int
    said_end: int
    whole: bool = False
    bound: Comparator = "="
    shows: Literal["target", "result", "blank"] = "target"


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell of a year's column stands in its line ("KH 2024", "TH 2023"), and the row that it belongs to.

    ``kind`` is "share" for what is reckoned from other columns ("% đạt"). ``start`` and ``end`` span its words,
    ``number_start`` and ``number_end`` the number among them; these are equal where it has none.
    """

    row: str
    kind: Literal["target", "actual", "share"]
    year: int
    start: int
    end: int
    number_start: int
    number_end: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A paragraph of the base. ``depth`` is 0 for text, 1 and more for headings."""

    key: str
    role: Role
    nature: Nature
    depth: int
    span: Span
    figures: tuple[FigurePlace, ...] = ()
    cells: tuple[CellPlace, ...] = ()

    @property
    def text(self) -> str:
        """The paragraph as the base has it."""
        return self.span.quote


@dataclass(frozen=True, slots=True)
class Plan:
    """The paragraphs and the rows of a base, each in its order."""

    paragraphs: tuple[Planned, ...]
    rows: tuple[IndicatorRow, ...]
