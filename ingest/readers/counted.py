"""Counts as attributes of files say them."""

from __future__ import annotations

_MOST_DIGITS = 9


def counted(said: str, default: int) -> int:
    """A count in plain digits; ``default`` where it is none, or none that a page could mean.

    ``str.isdigit`` would not do: it takes "²", which no ``int`` does.
    """
    said = said.strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS else default
