"""How strong the strongest other one is, for each of several that stand against each other."""

from __future__ import annotations

from collections.abc import Sequence


def best_of_others(values: Sequence[float]) -> list[float]:
    """For each value the largest of the others; 0 where there is no other."""
    if len(values) < 2:
        return [0.0] * len(values)
    second, first = sorted(values)[-2:]
    return [second if value == first else first for value in values]
