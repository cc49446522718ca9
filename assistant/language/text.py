"""Text as the rest of the house compares it: normal forms, folding, syllables and adjacent pairs.

``normalise`` and ``fold`` keep the length of a text in normal form C, so that an offset found in the
folded text is an offset in the text itself.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Character classes for patterns: in Unicode, capitals and small letters of Vietnamese alternate.
UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x1EFA) if chr(code).isupper())
LOWER = "a-z" + "".join(chr(code) for code in range(0xC0, 0x1EFA) if chr(code).islower())

WORD = re.compile(r"[^\W_]+(?:[.,/][0-9]+)*")

# Where the tone mark stands in oa, oe, uy differs by school ("hoà" / "hòa"); both are read alike.
_TONE_PLACEMENT = {
    old + tone_old: new
    for old, new_vowels in (("o", "ae"), ("u", "y"))
    for vowel in new_vowels
    for tone_old, new in (
        (unicodedata.normalize("NFC", vowel + tone), unicodedata.normalize("NFC", old + tone) + vowel)
        for tone in "\u0300\u0301\u0303\u0309\u0323"
    )
}
# That no q stands before is asked last: so the pattern begins with letters that are quickly looked for.
_TONE_PATTERN = re.compile(rf"(?:{'|'.join(_TONE_PLACEMENT)})(?<!q..)(?![^\W\d_])")
_SHORT = 1000  # characters of a text whose normal form is kept: words, labels and lines come again and again
_LONG = 400  # characters from which a text is folded as an array: five times as fast as letter by letter and more
_CODES = 1 << 16  # of the characters that are one unit of UTF-16


class _Folding(dict[int, str]):
    """Character to folded character, filled on demand; always one character for one."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = "d" if character in "đĐ" else unicodedata.normalize("NFD", character)[0]
        lowered = base.lower()
        self[code] = folded = lowered if len(lowered) == 1 else base
        return folded


class _Lowering(dict[int, str]):
    """Character to lower case, one for one ("İ" has no such form and stays)."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        lowered = character.lower()
        self[code] = kept = lowered if len(lowered) == 1 else character
        return kept


_FOLDING = _Folding()
_LOWERING = _Lowering()


def lower(text: str) -> str:
    """Lower case, one character for one."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text.translate(_LOWERING)


def fold(text: str) -> str:
    """Lower case without diacritics, one character for one: "Đạt từ 58" -> "dat tu 58"."""
    folded = _folded_codes(text) if len(text) >= _LONG else None
    return text.translate(_FOLDING) if folded is None else folded.tobytes().decode(_UTF_16)


def letters(text: str) -> bytes:
    """The folded letters and digits of a text and nothing else: the same for texts of other layout and marks."""
    folded = _folded_codes(text)
    if folded is None:
        return "".join(filter(str.isalnum, text.translate(_FOLDING))).encode(_UTF_16, "surrogatepass")
    return folded[_is_letter()[folded]].tobytes()


_UTF_16 = "utf-16-le"


def _folded_codes(text: str) -> NDArray[np.uint16] | None:
    """A text folded, shape ``(len(text),)``, each character as its unit of UTF-16; None where one takes two units."""
    import numpy as np

    codes = np.frombuffer(text.encode(_UTF_16, "surrogatepass"), dtype="<u2")
    if len(codes) != len(text) or ((codes & 0xF800) == 0xD800).any():
        return None
    table = _folding_codes()
    folded = table[codes]
    if not folded.all():
        for code in np.unique(codes[folded == 0]).tolist():
            units = ord(_FOLDING[code])
            table[code] = units if units < _CODES else 0
        folded = table[codes]
    return folded if folded.all() else None


@cache
def _folding_codes() -> NDArray[np.uint16]:
    """Of each unit of UTF-16 the folded one, 0 where it was not asked for yet or has none."""
    import numpy as np

    return np.zeros(_CODES, dtype="<u2")


@cache
def _is_letter() -> NDArray[np.bool_]:
    """Whether a unit of UTF-16 is a letter or a digit."""
    import numpy as np

    return np.fromiter(map(str.isalnum, map(chr, range(_CODES))), np.bool_, count=_CODES)


def normalise(text: str) -> str:
    """Lower case in normal form C with the tone mark on the older place: "Hoà, uỷ" -> "hòa, ủy"."""
    return _kept_normal_form(text) if len(text) <= _SHORT else _normal_form(text)


def _normal_form(text: str) -> str:
    return _TONE_PATTERN.sub(lambda match: _TONE_PLACEMENT[match.group()], lower(unicodedata.normalize("NFC", text)))


_kept_normal_form = lru_cache(maxsize=4096)(_normal_form)


def has_diacritics(text: str) -> bool:
    """Whether any letter carries a mark, so that an unfolded comparison is worth preferring."""
    return fold(text) != lower(text)


def syllables(text: str) -> list[str]:
    """Words and numbers, normalised: "đạt 60,5%" -> ["đạt", "60,5"]."""
    return WORD.findall(normalise(text))


def with_pairs(tokens: list[str]) -> list[str]:
    """The tokens and every adjacent pair, joined by "_": a word segmenter's gain without its model."""
    return tokens + [f"{first}_{second}" for first, second in itertools.pairwise(tokens)]


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """A folded name with "_" between words, for keys and file names: "Sản lượng tôm" -> "san_luong_tom"."""
    return "_".join(WORD.findall(fold(text)))
