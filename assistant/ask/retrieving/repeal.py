"""What other documents say of whether one still holds: that it is repealed, replaced, or no longer in force."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.ask.retrieving.said import Texts
from assistant.ask.retrieving.stretches import Stretch
from assistant.language.tables import load_table
from assistant.language.text import fold, has_diacritics, normalise
from assistant.types import DOCUMENT_KINDS, Resolution


def asks_repeal(text: str) -> bool:
    """Whether a question asks if a document still holds: "còn hiệu lực không", "bị thay thế chưa"."""
    plain = not has_diacritics(text)
    return _asks(plain=plain).search(fold(text) if plain else normalise(text)) is not None


@cache
def _asks(*, plain: bool) -> re.Pattern[str]:
    words: Sequence[str] = load_table("assistant.ask.retrieving", "repeal.toml")["asks"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold(word) if plain else word) for word in words)})(?!\w)")


def repeals_of(asked: Sequence[Resolution], others: Sequence[Resolution], known: Texts) -> list[Stretch]:
    """The sentences of other documents that repeal or replace one of those asked about, which they name by its
    number, or by its kind, its unit and its year together.
    """
    return [each for each in repealing(others, known) if any(_names(each.quote, one) for one in asked)]


def repealing(documents: Sequence[Resolution], known: Texts) -> list[Stretch]:
    """The sentences of documents that repeal or replace another document, in the order of the archive."""
    own = {each.document_id for each in documents}
    placed = (each for each in known.places_with(_written()) if each.document_id in own and each.start >= 0)
    found = (known.stretch(each.number) for each in placed)
    return [each for each in found if any(kind in normalise(each.quote) for kind in DOCUMENT_KINDS[:-1])]


@cache
def _written() -> tuple[str, ...]:
    words = load_table("assistant.ask.retrieving", "repeal.toml")["says"]
    return tuple(form for word in words for form in (word, word.capitalize()))


def _names(quote: str, document: Resolution) -> bool:
    said, identity = fold(" ".join(quote.split())), document.identity
    if identity.number and re.search(rf"(?<!\w){re.escape(fold(identity.number))}(?!\w)", said):
        return True
    told = (identity.kind, identity.place or "", str(identity.target_year or ""))
    return all(told) and all(re.search(rf"(?<!\w){re.escape(fold(each))}(?!\w)", said) for each in told)
