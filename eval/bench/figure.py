"""What a benchmark hands back: figures with their limits, or the reason why it was skipped."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import NghiquyetError


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number in ``unit``, and the ``limit`` it is held against, where one was set.

    ``at_most`` is False where more is better. ``detail`` says in Vietnamese how it was measured and how far
    the runs spread.
    """

    name: str
    title: str
    value: float
    unit: str
    limit: float | None = None
    at_most: bool = True
    detail: str = ""

    @property
    def ratio(self) -> float | None:
        """Figure over limit; None without one."""
        return None if self.limit is None else self.value / self.limit

    @property
    def held(self) -> bool:
        """Whether the figure stays within its limit; true where there is none."""
        if self.limit is None:
            return True
        return self.value <= self.limit if self.at_most else self.value >= self.limit


class Skipped(NghiquyetError):
    """A benchmark whose material is not here; the message says in Vietnamese what is missing."""
