"""How a table is laid out in a Word file: columns as wide as what they hold, numbers to the right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MM_PER_PT = 0.3528
_LETTER, _CAPITAL = 0.52, 0.75  # widths of letters of Times New Roman in bold, of their size
_PADDING_MM = 4.2  # the two margins of a cell, and a little air
_MOST = 30.0  # sizes of the font that a cell is wide; a longer one is broken over lines anyway
_BOUND = r"(?:(?:từ|trên|dưới|không quá|đạt)\s+)?[≥≤<>=~]*\s*"
_FIGURE = r"(?:[+-]?\d[\d.,/–-]*|\.{3,}|…+)\s*%?(?:\s+trở lên)?"
_NUMBER = re.compile(rf"{_BOUND}{_FIGURE}|[–-]")


def is_number(text: str) -> bool:
    """Whether a cell holds a figure, with its bound, or waits for one."""
    return _NUMBER.fullmatch(text.strip()) is not None


def column_widths(rows: Sequence[Sequence[str]], *, total_mm: float, size_pt: float) -> list[float]:
    """The widths in mm, together ``total_mm``: each column fits its longest word, and what is left goes to those
    whose cells are long. ``rows`` are of equal length.
    """
    letter = size_pt * _MM_PER_PT
    columns = list(zip(*rows, strict=True))
    least = [_longest(word for cell in column for word in cell.split()) * letter + _PADDING_MM for column in columns]
    wished = [
        max(low, min(_longest(column), _MOST) * letter + _PADDING_MM)
        for low, column in zip(least, columns, strict=True)
    ]
    spare, wanted = total_mm - sum(least), sum(wished) - sum(least)
    if spare <= 0 or wanted <= 0:
        return [low * total_mm / sum(least) for low in least]
    return [low + spare * (wish - low) / wanted for low, wish in zip(least, wished, strict=True)]


def _longest(texts: Iterable[str]) -> float:
    """The widest of the texts, in sizes of the font."""
    return max((sum(_CAPITAL if sign.isupper() else _LETTER for sign in text) for text in texts), default=1.0)
