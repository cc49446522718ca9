"""The tags by which readers tell cleaning what a page shows raised or struck, or does not show."""

from __future__ import annotations

import re

_DIGITS = "0123456789"
_SEGMENTED = "".join(chr(0x1FBF0 + digit) for digit in range(10))  # Unicode's "segmented digits"
_DOUBTED = str.maketrans(_DIGITS, _SEGMENTED)
_PLAIN = str.maketrans(_SEGMENTED, _DIGITS)
DOUBTFUL = re.compile(f"[{_SEGMENTED}](?:[.,]?[{_SEGMENTED}])*")  # a number with doubtful digits


def raised(text: str) -> str:
    """``text`` as set above its line."""
    return f"<sup>{text}</sup>"


def struck(text: str) -> str:
    """``text`` as struck, line for line; as it is where it is blank."""
    return "\n".join(f"<s>{line}</s>" if line.strip() else line for line in text.split("\n"))


def hidden(text: str) -> str:
    """``text`` as a comment."""
    return f"<!--{text.replace('--', '–')}-->"


def seamless(text: str) -> str:
    """``text`` with neighbouring tags of one kind as one: Word parts "(1)" into three runs."""
    return text.replace("</s><s>", "").replace("</sup><sup>", "").replace("--><!--", "")


def doubtful(text: str) -> str:
    """``text`` with its digits as ones that were recognised without being sure.

    They are digits to every pattern, so that cleaning takes them for what they are, and no font has them otherwise.
    """
    return text.translate(_DOUBTED)


def undoubted(text: str) -> str:
    """``text`` with its doubtful digits as plain ones, in as many characters."""
    return text.translate(_PLAIN)
