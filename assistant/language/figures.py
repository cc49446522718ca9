"""When two figures say the same."""

from __future__ import annotations

from assistant.language.catalogue import convert
from assistant.types import Quantity

_TOLERANCE = 1e-9


def same_figure(said: Quantity, cited: Quantity) -> bool:
    """Same comparator, range and Y, and the same value after conversion of units."""
    if said.comparator != cited.comparator or said.of != cited.of:
        return False
    pairs = [(said.value, cited.value)]
    if said.value_max is not None or cited.value_max is not None:
        if said.value_max is None or cited.value_max is None:
            return False
        pairs.append((said.value_max, cited.value_max))
    if said.unit == cited.unit or not said.unit:
        return all(is_close(first, second) for first, second in pairs)
    if not cited.unit:
        return False
    converted = [(first, convert(second, cited.unit, to=said.unit)) for first, second in pairs]
    return all(second is not None and is_close(first, second) for first, second in converted)


def is_close(first: float, second: float) -> bool:
    """Whether two values differ by no more than floating point makes them."""
    return abs(first - second) <= _TOLERANCE * max(1.0, abs(first), abs(second))
