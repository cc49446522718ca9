"""The tags by which readers tell cleaning what a page shows raised or struck, or does not show."""

from __future__ import annotations

import re
import string

_DIGITS = "0123456789"
_SEGMENTED = "".join(chr(0x1FBF0 + digit) for digit in range(10))  # Unicode's "segmented digits"
_LETTERS = string.ascii_uppercase + string.ascii_lowercase
_SANS_SERIF = "".join(chr(0x1D5A0 + at) for at in range(len(_LETTERS)))  # Unicode's "mathematical sans-serif" letters
_DOUBTED = str.maketrans(_DIGITS, _SEGMENTED)
_DOUBTED_WORD = str.maketrans(_DIGITS + _LETTERS, _SEGMENTED + _SANS_SERIF)
_PLAIN = str.maketrans(_SEGMENTED + _SANS_SERIF, _DIGITS + _LETTERS)
# A number with doubtful digits; a word with doubtful letters.
DOUBTFUL = re.compile(f"[{_SEGMENTED}](?:[.,]?[{_SEGMENTED}])*|[^\\W_]{{0,40}}[{_SANS_SERIF}][^\\W_]{{0,40}}")


def raised(text: str) -> str:
    """``text`` as set above its line."""
    return f"<sup>{text}</sup>"


def struck(text: str) -> str:
    """``text`` as struck, line for line; as it is where it is blank."""
    return "\n".join(f"<s>{line}</s>" if line.strip() else line for line in text.split("\n"))


def hidden(text: str) -> str:
    """``text`` as a comment."""
    return f"<!--{text.replace('--', '–')}-->"


def fenced(text: str) -> str:
    """``text`` as a block of code."""
    return f"```\n{text.replace('```', '')}\n```"


def seamless(text: str) -> str:
    """``text`` with neighbouring tags of one kind as one: Word parts "(1)" into three runs."""
    return text.replace("</s><s>", "").replace("</sup><sup>", "").replace("--><!--", "")


def doubtful(text: str, *, letters: bool = False) -> str:
    """``text`` with its digits, or its letters too, as ones that were recognised without being sure.

    They are digits and letters to every pattern, so that cleaning takes them for what they are, and no font has them
    otherwise. Of the letters only those without marks have such twins: a part of nearly every word.
    """
    return text.translate(_DOUBTED_WORD if letters else _DOUBTED)


def undoubted(text: str) -> str:
    """``text`` with its doubtful digits and letters as plain ones, in as many characters."""
    return text.translate(_PLAIN)
