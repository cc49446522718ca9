"""Text that says one thing over and over, cut to what it says."""

from __future__ import annotations

import re

_LONG = 300  # characters below which no question takes long
_STRETCH = 100  # characters that nobody fills with one phrase said several times; a figure is shorter, a rule too
_LEFT = 2  # times that the phrase is left
_PHRASE = re.compile(r"(.{1,200}?)\1{3,}", re.DOTALL)


def without_repetition(text: str) -> str:
    """The text with what is said four times or more in a row, over ``_STRETCH`` characters, said ``_LEFT`` times.

    Steps that look each word of a question up take as long for a word that comes back as for a new one: a term
    repeated through 2,000 characters cost seconds. Texts below ``_LONG`` characters are left as they are.
    """
    return _PHRASE.sub(_cut, text) if len(text) >= _LONG else text


def _cut(match: re.Match[str]) -> str:
    return match[1] * _LEFT if len(match[0]) >= _STRETCH else match[0]
