"""How long answers took."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of ``values`` that a ``share`` (0 to 1) of them does not exceed; 0 without values.

    The nearest-rank method: a time that was really measured, never one between two.
    """
    return sorted(values)[max(ceil(share * len(values)), 1) - 1] if values else 0.0
