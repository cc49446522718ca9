"""Words of a page with their places, in points from its upper left corner, y downwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.marks import seamless

DESCENT = 0.2  # share of the size of letters that reaches below their line


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a gap; ``text`` has the marks of ``ingest/readers/marks.py``.

    ``size`` is that of the letters in points, ``glued`` tells that no blank parts it from the word drawn before,
    ``late`` that it was drawn over the page: a form field, a typed note.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    glued: bool = False
    late: bool = False

    @property
    def base(self) -> float:
        """The line that its letters stand on."""
        return self.bottom - DESCENT * self.size

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle, across and down."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def plain(line: Sequence[Word]) -> str:
    """Words as a line of text."""
    return seamed("".join(word.text if word.glued else f" {word.text}" for word in line).strip())


def seamed(text: str) -> str:
    """``text`` with the marks of neighbouring words as one."""
    return seamless(text).replace("</s> <s>", " ").replace("</sup> <sup>", " ")
