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

import numpy as np
import numpy.typing as npt

from assistant.language.abbreviations import spelled_out
from assistant.language.catalogue import Catalogue, Entry
from assistant.language.tables import load_table
from assistant.language.text import normalise

_WORD = re.compile(r"[^\W\d_]+")
_LIGHT = 0.35  # worth of a word that tells little, against its rarity
_CONTEXT = 0.6  # worth of a word that stands above a figure, against one of its own


_Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a catalogue by their words: ``index`` says in which names a word stands, ``weights`` what it is
    worth in each of them, and ``whole`` what all words of each name are worth.
    """

    entries: tuple[Entry, ...]
    whole: _Weights
    index: Mapping[str, npt.NDArray[np.intp]]
    weights: Mapping[str, _Weights]

    def covered(self, words: frozenset[str]) -> _Weights:
        """For each name the share of its weight that ``words`` cover.

        The words are added in the order of the alphabet: a set's own order differs from run to run, and with it the
        last digit of a sum, by which two names can change places.
        """
        said = sorted(words & self.index.keys())
        if not said:
            return np.zeros(len(self.entries))
        at = np.concatenate([self.index[word] for word in said])
        weights = np.concatenate([self.weights[word] for word in said])
        return np.bincount(at, weights, minlength=len(self.entries)) / self.whole


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
    names = [(entry, sorted(words)) for entry, words in sets if words]
    index: dict[str, list[int]] = defaultdict(list)
    for at, (_, ordered) in enumerate(names):
        for word in ordered:
            index[word].append(at)
    return Names(
        entries=tuple(entry for entry, _ in names),
        whole=np.array([sum(weights[word] for word in ordered) for _, ordered in names]),
        index={word: np.array(rows) for word, rows in index.items()},
        weights={word: np.full(len(rows), weights[word]) for word, rows in index.items()},
    )


@lru_cache(maxsize=8192)
def words_of(text: str) -> frozenset[str]:
    """The words of a text, abbreviations spelled out and words of one meaning made one."""
    said = spelled_out(normalise(text))
    pattern, same = _same()
    return frozenset(_WORD.findall(pattern.sub(lambda match: same[match.group()], said)))


@lru_cache(maxsize=1)
def _same() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = load_table("assistant.language", "meaning.toml")["same"]
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


def resembling(own: str, unit: str, above: str, known: Catalogue, *, least: float = 0.0) -> list[Resemblance]:
    """The indicators that a figure's words resemble, each by its best name, in the order of the catalogue.

    Those whose share with the words above is under ``least`` are left out.
    """
    names = names_of(known)
    mine = words_of(own) | unit_words(unit)
    covered = names.covered(mine)
    whole = covered + _CONTEXT * names.covered(words_of(above) - mine) if above else covered
    best: dict[str, Resemblance] = {}
    for at in np.flatnonzero((covered > 0.0) & (whole >= least)).tolist():
        entry, share = names.entries[at], float(whole[at])
        other = best.get(entry.id)
        if other is None or share > other.all:
            best[entry.id] = Resemblance(entry, float(covered[at]), share)
    return list(best.values())
