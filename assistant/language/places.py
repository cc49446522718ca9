"""Names of administrative units as they stand in a text: a level word and the name after it.

A name is read whole: "Trường Xuân Thiều" is not "Trường Xuân". Nothing is guessed here; whether a name says
where a document comes from is decided in ``ingest/identify.py``, and which documents a question means in
``ask/understand.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language.tables import load_table
from assistant.language.text import LOWER, UPPER, normalise

_TABLE = load_table("assistant.language", "places.toml")
LEVEL_WORDS: dict[str, str] = _TABLE["levels"]
_OPENERS: dict[str, str] = {**LEVEL_WORDS, **_TABLE["committees"]}
_CENTRAL_CITIES = frozenset(_TABLE["central"]["cities"])
_NO_NAME = frozenset(_TABLE["no_name"]["words"].split())
_SYLLABLE = rf"[{UPPER}][{LOWER}']*"
_LONGEST_FIRST = sorted(_OPENERS, key=len, reverse=True)
_OPENER, _OPENER_IN_CAPITALS = (
    "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    for words in (_LONGEST_FIRST, [word.upper() for word in _LONGEST_FIRST])
)
_IN_TEXT = re.compile(rf"(?<!\w)(?P<level>(?i:{_OPENER}))\s+(?P<name>{_SYLLABLE}(?:\s+{_SYLLABLE}){{0,3}})(?!\w)")
_IN_CAPITALS = re.compile(
    rf"(?<!\w)(?P<level>{_OPENER_IN_CAPITALS})\s+(?P<name>[{UPPER}]+(?:\s+[{UPPER}]+){{0,5}})(?!\w)"
)
MAX_SYLLABLES = 4
PROVINCES: frozenset[str] = frozenset(normalise(name) for name in _TABLE["provinces"]["names"])


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit named in a text; ``start``/``end`` span the name without its level word."""

    level: str
    name: str
    start: int
    end: int


def named_units(text: str) -> list[NamedUnit]:
    """Every "xã Trường Xuân", "Huyện ủy Thọ Xuân", "TỈNH LẠNG SƠN" of a text, in order."""
    found = {unit.start: unit for line in _lines(text) for unit in _in_line(*line)}
    return [found[start] for start in sorted(found)]


def level_of(word: str, following: str) -> str:
    """The level that a level word gives to the name in ``following`` (normal form); some cities are provinces."""
    name = following.split()[:MAX_SYLLABLES]
    central = any(" ".join(name[:size]) in _CENTRAL_CITIES for size in range(1, len(name) + 1))
    return "tỉnh" if central and word == "thành phố" else LEVEL_WORDS[word]


def _lines(text: str) -> Iterator[tuple[str, int]]:
    for match in re.finditer(r"[^\n]+", text):
        yield match.group(), match.start()


def _in_line(line: str, offset: int) -> Iterator[NamedUnit]:
    for pattern in (_IN_TEXT, _IN_CAPITALS):
        for match in pattern.finditer(line):
            level = _OPENERS[" ".join(normalise(match["level"]).split())]
            words = _name_words(match["name"].split())
            if not words or (len(words) == 1 and level not in ("tỉnh", "huyện")):
                continue
            end = match.start("name") + _length(match["name"], len(words))
            if len(words) == 1 and re.match(rf"\s+[{LOWER}]", line[end:]):
                continue
            name = title_case(" ".join(words))
            if normalise(name) in _CENTRAL_CITIES:
                level = "tỉnh"
            yield NamedUnit(level, name, offset + match.start("name"), offset + end)


def _name_words(words: list[str]) -> list[str]:
    stop = next((i for i, word in enumerate(words) if normalise(word) in _NO_NAME), len(words))
    return words[: min(stop, MAX_SYLLABLES)]


def _length(text: str, count: int) -> int:
    """Characters that the first ``count`` words of ``text`` take."""
    return [match.end() for match in re.finditer(r"\S+", text)][count - 1]


def title_case(name: str) -> str:
    """As in "TRƯỜNG XUÂN" -> "Trường Xuân"; a name already in mixed case stays."""
    return " ".join(word.capitalize() if word.isupper() else word for word in name.split())
