"""Whether the figures that a case expects are said, to the digit."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Answer
from eval.cases import Case
from eval.metrics.numbers import mentions, numbers, plain


@dataclass(frozen=True, slots=True)
class ExactFigures:
    """How many figures a case expects and how many of them the answer says."""

    wanted: int
    said: int

    @property
    def share(self) -> float:
        """Share of the expected figures that are said, in [0, 1]; 1 where none is expected."""
        return self.said / self.wanted if self.wanted else 1.0


def exact_figures(case: Case, answer: Answer | None) -> ExactFigures:
    """The groups of ``must_include`` that hold a number in each alternative, and those that the answer meets.

    Without an answer none is met.
    """
    figures = [group for group in case.must_include if all(numbers(phrase) for phrase in group)]
    said = plain(answer.text) if answer else ""
    return ExactFigures(len(figures), sum(any(mentions(said, phrase) for phrase in group) for group in figures))
