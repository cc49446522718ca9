"""Which rows were not read for sure."""

from __future__ import annotations

from assistant.types import Indicator

# Chance from which a row counts as sure. Of rows of five authors that the weights had not seen, 91 to 100 % of those
# above it were right.
SURE = 0.8


def is_unsure(row: Indicator) -> bool:
    """Whether a row may well be wrong and nobody has looked at it: staff see these first."""
    return row.review == "extracted" and row.confidence < SURE
