"""Which indicators a figure's words resemble, where no phrase of the catalogue stands whole.

A name is often said in pieces: the crop in the item, "sản lượng" only in the unit, "hoàn thành tốt" in the head. So
every name of the catalogue is a set of words, weighed by how few other indicators use them (inverse document
frequency), and a figure resembles it by the share of that weight that its own words, its unit and the words above it
cover.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from assistant.language.abbreviations import spelled_out
from assistant.language.catalogue import Catalogue, Entry
from assistant.language.tables import load_table
from assistant.language.text import normalise

_WORD = re.compile(r"[^\W\d_]+")
_LIGHT = 0.35  # worth of a word that tells little, against its rarity
_CONTEXT = 0.6  # worth of a word that stands above a figure, against one of its own


@dataclass(frozen=True, slots=True)
class _Name:
    entry: Entry
    words: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a catalogue by their words; ``weights`` are the words' worth."""

    names: tuple[_Name, ...]
    index: Mapping[str, tuple[int, ...]]
    weights: Mapping[str, float]

    def covered(self, words: frozenset[str]) -> dict[int, float]:
        """For each name that shares a word with ``words`` the weight that they cover."""
        found: dict[int, float] = defaultdict(float)
        for word in words:
            weight = self.weights.get(word, 0.0)
            for at in self.index.get(word, ()):
                found[at] += weight
        return found


@lru_cache(maxsize=8)
def names_of(known: Catalogue) -> Names:
    """The names of a catalogue, prepared once."""
    table = load_table("ingest.evidence", "resemblance.toml")
    light = frozenset(table["light"]["words"])
    sets = [
        (entry, words_of(text))
        for entry in known.entries.values()
        for text in dict.fromkeys(
            (entry.name, *entry.synonyms, *(phrase.replace("…", " ") for phrase in entry.phrases))
        )
    ]
    used: dict[str, set[str]] = defaultdict(set)
    for entry, words in sets:
        for word in words:
            used[word].add(entry.id)
    total = len(known.entries) or 1
    weights = {
        word: log(1 + total / len(entries)) * (_LIGHT if word in light else 1.0) for word, entries in used.items()
    }
    names = tuple(_Name(entry, words, sum(weights[word] for word in words)) for entry, words in sets if words)
    index: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        for word in name.words:
            index[word].append(at)
    return Names(names, {word: tuple(rows) for word, rows in index.items()}, weights)


@lru_cache(maxsize=8192)
def words_of(text: str) -> frozenset[str]:
    """The words of a text, abbreviations spelled out and words of one meaning made one."""
    said = spelled_out(normalise(text))
    pattern, same = _same()
    return frozenset(_WORD.findall(pattern.sub(lambda match: same[match.group()], said)))


@lru_cache(maxsize=1)
def _same() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = load_table("ingest.evidence", "resemblance.toml")["same"]
    same = {word: f"{word} {meant}" if " " in word else meant for meant, words in table.items() for word in words}
    ordered = sorted(same, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)"), same


@lru_cache(maxsize=256)
def unit_words(unit: str) -> frozenset[str]:
    """What a unit says of its figure: "tạ/ha" is a yield."""
    table: Mapping[str, str] = load_table("ingest.evidence", "resemblance.toml")["unit_words"]
    parts = unit.split("/")
    said = table.get(unit) or table.get("/".join(parts[:2])) or table.get(parts[0], "")
    return frozenset(said.split())


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How far a figure resembles an indicator: by its ``own`` words, and with those above it; shares of 1."""

    entry: Entry
    own: float
    all: float


def resembling(own: str, unit: str, above: str, known: Catalogue) -> list[Resemblance]:
    """The indicators that a figure's words resemble, each by its best name."""
    names = names_of(known)
    mine = words_of(own) | unit_words(unit)
    said = names.covered(mine)
    heads = names.covered(words_of(above) - mine) if above else {}
    best: dict[str, Resemblance] = {}
    for at in said.keys() | heads.keys():
        name = names.names[at]
        covered = said.get(at, 0.0) / name.weight
        whole = covered + _CONTEXT * heads.get(at, 0.0) / name.weight
        other = best.get(name.entry.id)
        if covered > 0.0 and (other is None or whole > other.all):
            best[name.entry.id] = Resemblance(name.entry, covered, whole)
    return list(best.values())
