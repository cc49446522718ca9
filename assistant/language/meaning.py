"""Texts in words of one meaning, so that what is asked finds what is written in other words.

Both sides are read into the same forms: "thẻ khám chữa bệnh" and "BHYT" into "bảo hiểm y tế".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from assistant.language.abbreviations import spelled_out
from assistant.language.tables import load_table
from assistant.language.text import WORD, fold


@cache
def _forms(*, plain: bool) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """The words that stand for others, and for which.

    Without marks a single syllable has too many meanings ("ban" of "bản"), unless it never had any.
    """
    table = load_table("assistant.language", "meaning.toml")
    pairs = [(word, meant) for meant, words in table["same"].items() for word in words if " " in word]
    pairs += [(word, meant) for meant, words in table["asked"].items() for word in words]
    if plain:
        pairs = [(fold(word), fold(meant)) for word, meant in pairs if " " in word or fold(word) == word]
    ordered = sorted({word for word, _ in pairs}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)"), dict(pairs)


def in_one_form(text: str, *, plain: bool = False) -> str:
    """``text`` in normal form with abbreviations spelled out and words of one meaning in one form.

    With ``plain`` it has no marks, and is folded.
    """
    pattern, forms = _forms(plain=plain)
    return pattern.sub(lambda match: forms[match.group()], spelled_out(text, plain=plain))


def phrases_in(text: str, *, plain: bool = False) -> Iterator[tuple[re.Match[str], str]]:
    """What of a spelled out ``text`` stands for other words, each with its other form, in order."""
    pattern, forms = _forms(plain=plain)
    return ((match, forms[match.group()]) for match in pattern.finditer(text))


@lru_cache(maxsize=16384)
def meaning(text: str, *, plain: bool = False) -> tuple[str, ...]:
    """The words and numbers of ``text`` in one form: "Đàn heo còn 6.120" -> ("đàn", "lợn", "còn", "6.120")."""
    return tuple(WORD.findall(in_one_form(text, plain=plain)))
