"""The syllables that questions and the catalogue use, to tell a word from a slip of the finger."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from assistant.language.catalogue import asking_catalogue, once_for_catalogue
from assistant.language.tables import load_table
from assistant.language.text import fold, normalise

WHOLE_YEAR = "cả năm"  # what a question says that wants no part of a year
_SHORTEST = 3  # letters; shorter syllables are too many things


@cache
def table() -> Mapping[str, Any]:
    """``understand.toml`` as it stands."""
    return load_table("assistant.ask.understanding", "understand.toml")


@cache
def stop_words() -> frozenset[str]:
    """The words without content of their own, with and without marks."""
    return frozenset(word for entry in table()["stop"]["words"].split() for word in (entry, fold(entry)))


@cache
def office_words() -> frozenset[str]:
    """The words by which it is asked who holds an office, of which body: with and without marks. "Đồng chí" is none,
    which also are counted.
    """
    lists = ("who", "names_of", "signed", "offices", "office_bodies")
    entries = (each for name in lists for each in table()[name]["words"])
    entries = (each for each in entries if not each.startswith(("đồng chí", "đ/c")))
    return frozenset(form for entry in entries for word in entry.split() for form in (word, fold(word)))


@cache
def common_words() -> frozenset[str]:
    """Folded words that follow a level word and begin no name."""
    return frozenset(fold(word) for word in table()["common"]["words"].split()) | stop_words()


@cache
def phrase_ends() -> frozenset[str]:
    """The words that end the name of a figure, with and without marks."""
    return frozenset(word for entry in table()["phrase_ends"]["words"].split() for word in (entry, fold(entry)))


@once_for_catalogue
def vocabulary() -> Mapping[str, str]:
    """Words of questions and of the catalogue -> folded."""
    phrases = [phrase for entry in asking_catalogue().entries.values() for phrase in entry.phrases]
    lists = (row["words"] for row in table().values() if isinstance(row.get("words"), list))
    phrases += [word for words in lists for word in words]
    words = {word for phrase in phrases for word in re.findall(r"[^\W\d_]+", normalise(phrase))} | stop_words()
    return {word: fold(word) for word in words if len(word) >= _SHORTEST}


@once_for_catalogue
def known_syllables() -> frozenset[str]:
    """Folded syllables that questions and the catalogue use: one of them is no slip of another."""
    return frozenset(vocabulary().values()) | common_words()


def are_words(said: str) -> bool:
    """Whether every syllable, as it is marked, is one that questions and the catalogue use."""
    return all(word in vocabulary() or word in stop_words() for word in re.findall(r"[^\W\d_]+", said))


def lost_marks(text: str) -> bool:
    """Whether a word lacks marks that the vocabulary knows it only with: "Xã Hưng Tân thu nhap bao nhieu"."""
    known = vocabulary()
    folded = frozenset(known.values())
    return any(
        word.islower() and word not in known and word in folded and fold(word) == word
        for word in re.findall(r"[^\W\d_]+", text)
    )
