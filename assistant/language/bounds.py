"""Bounds as sets of values: "từ 58" is every value from 58 up, and so is a condition."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from assistant.language.catalogue import convert
from assistant.types import Comparator, Condition, Verdict

PERMILLE_PER_PERCENT = 10
WORST_FIRST: tuple[Verdict, ...] = ("no_match", "boundary", "match")


@dataclass(frozen=True, slots=True)
class Interval:
    """A set of values; ``open_low``/``open_high`` tell that the end itself is not in it."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False

    def within(self, other: Interval, *, closed: bool = False) -> bool:
        """Whether every value lies in ``other``; with ``closed``, in ``other`` together with its ends."""
        low_fits = self.low > other.low or (self.low == other.low and (closed or self.open_low or not other.open_low))
        high_fits = self.high < other.high or (
            self.high == other.high and (closed or self.open_high or not other.open_high)
        )
        return low_fits and high_fits

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both, beyond a common end."""
        return max(self.low, other.low) < min(self.high, other.high)


def interval(comparator: Comparator, value: float, value_max: float | None = None) -> Interval:
    """The values that a comparator and its figure admit."""
    if comparator == "range" and value_max is not None:
        return Interval(value, value_max)
    if comparator in (">", ">="):
        return Interval(value, math.inf, open_low=comparator == ">", open_high=True)
    if comparator in ("<", "<="):
        return Interval(-math.inf, value, open_low=True, open_high=comparator == "<")
    return Interval(value, value)


@lru_cache(maxsize=256)
def wanted(condition: Condition, unit: str) -> Interval | None:
    """The values that a condition admits, in the unit of a row; None where the two cannot be compared."""
    value = _in_unit(condition.value, condition.unit, unit)
    if value is None or condition.value_max is None:
        return None if value is None else interval(condition.comparator, value)
    value_max = _in_unit(condition.value_max, condition.unit, unit)
    return None if value_max is None else interval(condition.comparator, value, value_max)


def _in_unit(value: float, unit: str, to: str) -> float | None:
    """A condition's value in the unit of a row; a bare number is taken to be in it already."""
    if not unit or unit == to:
        return value
    if {unit, to} == {"%", "‰"}:
        return value * PERMILLE_PER_PERCENT if to == "‰" else value / PERMILLE_PER_PERCENT
    if unit.startswith("%") and to.startswith(("%", "điểm %")):
        return value
    return convert(value, unit, to=to)


def holds_for(value: float, unit: str, condition: Condition) -> Verdict | None:
    """What a bare figure of a table says to a condition; None where their units cannot be compared."""
    admitted = wanted(condition, unit)
    if admitted is None:
        return None
    given = Interval(value, value)
    return "match" if given.within(admitted) else "boundary" if given.within(admitted, closed=True) else "no_match"
