"""What the steps of drafting share: the years of a draft, the plan of a document, and the blank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.types import IndicatorRow, Nature, Role, Span

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

    ``whole`` tells that number and unit are one expression ("13 tỷ 655 triệu") and are replaced together. What comes
    there is the row's new figure, last year's target (a table's column of last year's plan), or always a blank (the
    old value in "giảm từ 31,2% xuống 28%").
    """

    row: str
    start: int
    end: int
    whole: bool = False
    shows: Literal["new", "last", "blank"] = "new"


@dataclass(frozen=True, slots=True)
class Planned:
    """A paragraph of the base. ``depth`` is 0 for text, 1 and more for headings."""

    key: str
    role: Role
    nature: Nature
    depth: int
    span: Span
    figures: tuple[FigurePlace, ...] = ()

    @property
    def text(self) -> str:
        """The paragraph as the base has it."""
        return self.span.quote


@dataclass(frozen=True, slots=True)
class Plan:
    """The paragraphs and the rows of a base, each in its order."""

    paragraphs: tuple[Planned, ...]
    rows: tuple[IndicatorRow, ...]
