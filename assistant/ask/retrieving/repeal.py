"""What other documents say of whether one still holds: that it is repealed, replaced, or no longer in force."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.ask.retrieving.said import Texts
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.understanding.words import Asked, pattern
from assistant.language.tables import load_table
from assistant.language.text import fold, has_diacritics, normalise
from assistant.types import DOCUMENT_KINDS, Resolution


def asks_repeal(text: str) -> bool:
    """Whether a question asks if a document still holds: "nghị quyết 12 còn hiệu lực không", "bị thay thế chưa"."""
    plain = not has_diacritics(text)
    asked = Asked(text, fold(text) if plain else normalise(text), plain)
    table = load_table("assistant.ask.retrieving", "repeal.toml")
    return all(asked.find(pattern(table[name])) is not None for name in ("documents", "asks"))


def repeals_of(asked: Sequence[Resolution], others: Sequence[Resolution], known: Texts) -> list[Stretch]:
    """The sentences of other documents that repeal or replace one of those asked about, which they name by its
    number, or by its kind, its unit and its year together. A number is one of its own unit, or of one that is named.
    """
    of = {each.document_id: each for each in others}
    return [
        each
        for each in repealing(others, known)
        if any(
            each.document_id != one.document_id and _names(each.quote, one, by=of[each.document_id]) for one in asked
        )
    ]


def naming_number(number: str, documents: Sequence[Resolution], known: Texts) -> list[Stretch]:
    """The sentences that repeal or replace a document of which the archive has no more than its number."""
    whole = re.compile(rf"(?<![\w/]){re.escape(fold(number))}(?!\d)")
    return [each for each in repealing(documents, known) if whole.search(fold(each.quote))]


def repealing(documents: Sequence[Resolution], known: Texts) -> list[Stretch]:
    """The sentences of documents that repeal or replace another document, in the order of the archive."""
    own = {each.document_id: each for each in documents}
    placed = (each for each in known.places_with(_written()) if each.document_id in own and each.start >= 0)
    found = (_with_list(known.stretch(each.number), own[each.document_id]) for each in placed)
    return [each for each in found if any(kind in normalise(each.quote) for kind in DOCUMENT_KINDS[:-1])]


def _with_list(stretch: Stretch, document: Resolution) -> Stretch:
    """A sentence that opens a list of documents, with all of its line: "bãi bỏ: nghị quyết …; nghị quyết …"."""
    if not stretch.quote.rstrip().endswith((";", ":")):
        return stretch
    end = document.text.find("\n", stretch.end)
    end = len(document.text) if end < 0 else end
    return replace(stretch, end=end, quote=document.text[stretch.start : end])


@cache
def _written() -> tuple[str, ...]:
    words = load_table("assistant.ask.retrieving", "repeal.toml")["says"]
    return tuple(form for word in words for form in (word, word.capitalize()))


def _names(quote: str, document: Resolution, *, by: Resolution) -> bool:
    said, identity = fold(" ".join(quote.split())), document.identity
    if identity.number and re.search(rf"(?<!\w){re.escape(fold(identity.number))}(?!\w)", said):
        named = identity.place is not None and fold(identity.place) in said
        return named or (by.identity.level, by.identity.place) == (identity.level, identity.place)
    told = (identity.kind, identity.place or "", str(identity.target_year or ""))
    return all(told) and all(re.search(rf"(?<!\w){re.escape(fold(each))}(?!\w)", said) for each in told)
