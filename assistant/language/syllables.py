"""Whether some letters can be a syllable of Vietnamese."""

from __future__ import annotations

import re
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import fold


def is_syllable(word: str) -> bool:
    """Whether a word has the shape of a syllable, whatever its marks: "ngày" has, "nàgy" has not."""
    return _shape().fullmatch(fold(word)) is not None


@cache
def _shape() -> re.Pattern[str]:
    table = load_table("assistant.language", "syllables.toml")
    return re.compile(rf"(?:{'|'.join(table['onsets'])})?(?:{'|'.join(table['rimes'].split())})")
