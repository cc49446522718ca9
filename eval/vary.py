"""The same questions typed worse: without diacritics, or with one typing error in each name.

Both are derived mechanically, so that a set measures its own robustness and no second set has to be kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from enum import Enum
from zlib import crc32

from assistant.language.catalogue import asking_catalogue
from assistant.language.text import fold, normalise
from assistant.types import Identity
from eval.cases import Case

_ABBREVIATIONS = frozenset({"bhyt", "bhxh", "tnbq", "tnbqdn", "httnv", "htxsnv", "htnv", "gtsx", "qsdd", "gtnt"})
_SHORTEST = 4  # letters of a word in which an error is made; of shorter ones too little would be left


class Vary(Enum):
    """How the questions of a set are typed."""

    as_written = "as-written"
    no_diacritics = "no-diacritics"
    typos = "typos"


def varied(cases: Iterable[Case], how: Vary, *, names: Collection[str]) -> tuple[Case, ...]:
    """The cases with their questions, and the user's own words before them, typed in this way.

    ``names`` are those of the archive's units.
    """
    if how is Vary.as_written:
        return tuple(cases)
    return tuple(_varied(case, how, names) for case in cases)


def unit_names(identities: Iterable[Identity]) -> frozenset[str]:
    """The names of units that documents state."""
    fields = (name for each in identities for name in (each.commune, each.district, each.province))
    return frozenset(name for name in fields if name)


def varied_text(text: str, how: Vary, *, names: Collection[str] = ()) -> str:
    """A text typed in this way; ``names`` as for ``varied``."""
    if how is Vary.no_diacritics:
        return without_diacritics(text)
    return with_typos(text, names=names) if how is Vary.typos else text


def _varied(case: Case, how: Vary, names: Collection[str]) -> Case:
    history = tuple(
        replace(turn, content=varied_text(turn.content, how, names=names)) if turn.role == "user" else turn
        for turn in case.history
    )
    return replace(case, question=varied_text(case.question, how, names=names), history=history)


def without_diacritics(text: str) -> str:
    """As many staff type: no marks and no capitals."""
    return fold(text)


def with_typos(text: str, *, names: Collection[str]) -> str:
    """One error in each name of a unit and of an indicator: two letters swapped, or one left out."""
    lowered = normalise(text)
    spans = [
        match.span()
        for name in names
        for match in re.finditer(rf"(?<!\w){re.escape(normalise(name))}(?!\w)", lowered)
    ]
    found = (match for match in asking_catalogue().find(text) if _is_name(text[match.start : match.end], match.words))
    spans += [(match.start, match.end) for match in found]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        if not any(start < other and begin < end for begin, other in kept):
            kept.append((start, end))
    for start, end in sorted(kept, reverse=True):
        text = f"{text[:start]}{_slip(text[start:end])}{text[end:]}"
    return text


def _is_name(said: str, words: int) -> bool:
    """Whether a match is a name as it stands: without a gap, and no abbreviation (a letter less is another one)."""
    return len(said.split()) == words and any(map(_is_word, said.split()))


def _is_word(said: str) -> bool:
    return len(said) >= _SHORTEST and not said.isupper() and fold(said) not in _ABBREVIATIONS


def _slip(name: str) -> str:
    """The name with an error in its longest word; the same name always gets the same one."""
    words = [match for match in re.finditer(r"[^\W\d_]+", name) if _is_word(match.group())]
    if not words:
        return name
    word = max(words, key=lambda match: len(match.group()))
    letters = word.group()
    seed = crc32(normalise(name).encode())
    at = 1 + seed % (len(letters) - 2)
    swapped = f"{letters[:at]}{letters[at + 1]}{letters[at]}{letters[at + 2 :]}"
    wrong = swapped if seed % 2 and swapped != letters else letters[:at] + letters[at + 1 :]
    return f"{name[: word.start()]}{wrong}{name[word.end() :]}"
