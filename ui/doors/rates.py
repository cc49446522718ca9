"""How often somebody may ask: a bucket that fills with time, one for each user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from time import monotonic

_NEARLY = 1e-6  # what sums of fractions may be off by


@dataclass(slots=True)
class Rates:
    """``a_minute`` questions of one user, which may also come at once; safe on one event loop."""

    a_minute: int
    clock: Callable[[], float] = monotonic
    _held: dict[str, tuple[float, float]] = field(default_factory=dict)

    def wait(self, name: str) -> int:
        """Takes one; 0 where there was one, else the seconds until there is."""
        now = self.clock()
        left, at = self._held.get(name, (float(self.a_minute), now))
        left = min(float(self.a_minute), left + (now - at) * self.a_minute / 60)
        if left < 1 - _NEARLY:
            self._held[name] = (left, now)
            return max(1, ceil((1 - left) * 60 / self.a_minute - _NEARLY))
        self._held[name] = (left - 1, now)
        return 0
