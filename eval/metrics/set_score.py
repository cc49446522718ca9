"""Precision, recall and F1 of what was found against what was wanted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetScore:
    """Counts of things: ``hits`` are both found and wanted. The shares lie in [0, 1].

    With nothing to divide by, a share is 1: who finds nothing has named nothing wrong, and of nothing
    wanted nothing was missed. Formula: van Rijsbergen, Information Retrieval, 1979, ch. 7.
    """

    hits: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of the found that was wanted."""
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the wanted that was found."""
        return self.hits / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two: 2 · hits / (found + wanted)."""
        return 2 * self.hits / (self.found + self.wanted) if self.found + self.wanted else 1.0
