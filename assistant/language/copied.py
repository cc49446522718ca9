"""Finding in a text what people copied from another layout of it, and which of its numbers a copied value is."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from math import isclose

from assistant.types import Quantity

_MARKS = re.compile(r"[\s|*#_\\\"“”]")
_TAGS = re.compile(r"<[^>]+>")
# A month as a year, and the powers of ten that part the units of money, weight and length.
_SCALES = (12.0, *(power for exponent in (0, 1, 2, 3, 6, 9) for power in (10.0**exponent, 10.0**-exponent)))


@dataclass(frozen=True, slots=True)
class Flat:
    """A text in lower case without blanks and the marks of tables and Markdown.

    ``offsets`` tells where in the text each character of ``kept`` stood.
    """

    kept: str
    offsets: tuple[int, ...]

    def spans(self, copied: str) -> Iterator[tuple[int, int]]:
        """Start and end in the text of each place that says ``copied``, whatever its blanks, marks and tags."""
        sought = flat(unicodedata.normalize("NFC", html.unescape(_TAGS.sub(" ", copied)))).kept
        at = self.kept.find(sought) if sought else -1
        while at >= 0:
            yield self.offsets[at], self.offsets[at + len(sought) - 1] + 1
            at = self.kept.find(sought, at + 1)


def flat(text: str) -> Flat:
    """A text without what differs between layouts."""
    kept = [
        (lowered, at)
        for at, character in enumerate(text)
        if not _MARKS.match(character)
        for lowered in character.lower()  # "İ" has two
    ]
    return Flat("".join(lowered for lowered, _ in kept), tuple(at for _, at in kept))


def same_digits(quantity: Quantity, value: float, value_max: float | None) -> bool:
    """Whether a quantity as written may be this value in another unit: both one figure or both a range."""
    return (value_max is None) == (quantity.value_max is None) and in_some_unit(quantity.value, value)


def in_some_unit(one: float, other: float) -> bool:
    """Whether two numbers may be one value in two units: "5.200" triệu and 5,2 tỷ."""
    return any(close(one * scale, other) for scale in _SCALES)


def close(one: float | None, other: float | None) -> bool:
    """Whether two figures are the same but for rounding in a machine; None is only like None."""
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)
