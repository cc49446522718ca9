"""The texts of an archive cut into what can answer by itself, with their words, and how rare each word is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from assistant.ask.retrieving.stretches import Stretch, stretches
from assistant.ask.retrieving.word_index import WordIndex, word_index
from assistant.language.meaning import meaning
from assistant.language.text import fold
from assistant.types import Resolution

# What a sentence of a unit's own document must hold of the words itself to be shown where none holds more: 1 is a
# word that the archive has once. Measured on 15 sets of questions over 13 archives: with it 36 of 37 descriptive
# questions are answered (29 without); asked of other units, 154 of 222 are refused (165) and 40 answered as clear
# (41).
SHARED = 0.9
_UNKNOWN = 0.5  # weight of a word that the archive does not hold, against one that it has once
_SHORTEST = 4  # letters of a word that may be misspelt
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare the words of an archive are: ``lines`` stretches in all, and in how many of them each word stands."""

    lines: int
    counts: Mapping[str, int]
    kept: dict[str, float] = field(default_factory=dict, compare=False, repr=False)  # weights that were worked out

    def of(self, word: str) -> float:
        """The weight of a word, above 0; one that the archive does not hold tells no line from another, and weighs
        half of one that it has once.
        """
        weight = self.kept.get(word)
        if weight is None:
            weight = log(1 + self.lines / (1 + self.counts.get(word, 0))) * (1 if word in self.counts else _UNKNOWN)
            self.kept[word] = weight
        return weight

    def share_of_rarest(self, word: str) -> float:
        """The weight of a word against that of one that stands once in the archive, in [0, 1]."""
        return min(1.0, self.of(word) / log(1 + max(self.lines, 2) / 2))

    def meant(self, word: str) -> str:
        """The word of the archive that a misspelt one stands for: itself, where it is known or none is near.

        One that is unknown as it is marked may be known without marks, as may one that has none ("~thuong").
        """
        plain = as_plain(word)
        if word in self.counts or plain in self.counts or len(plain) <= _SHORTEST or not plain[1:].isalpha():
            return word if word in self.counts else plain
        near = (f"~{each}" for each in _misspellings(plain[1:]))
        return max((each for each in near if each in self.counts), key=self.counts.__getitem__, default=plain)


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch with its words: its own with their neighbours, and those above it."""

    stretch: Stretch
    text: str
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    above: frozenset[str]


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of an archive, cut into stretches: by document, with the rarity of their words and where they stand.

    ``lines`` are all stretches one after another; the index tells them by their number there.
    """

    of: Mapping[str, tuple[Said, ...]]
    lines: tuple[Said, ...]
    rarity: Rarity
    index: WordIndex


def texts(documents: Iterable[Resolution]) -> Texts:
    """All stretches of an archive, and how rare each word is over them."""
    of = {document.document_id: tuple(map(said_in, stretches(document))) for document in documents}
    lines = tuple(said for each in of.values() for said in each)
    index = word_index((said.words, said.above) for said in lines)
    counts = {word: len(numbers) for word, numbers in index.own.items()}
    return Texts(of, lines, Rarity(index.size, counts), index)


@lru_cache(maxsize=16384)
def said_in(stretch: Stretch, *, above: str | None = None) -> Said:
    """A stretch with its words; ``above`` in the place of what stands above it."""
    words = meaning(stretch.quote)
    plain = tuple(map(plain_word, words))
    pairs = {pair for each in (words, plain) for step in (1, 2) for pair in zip(each, each[step:], strict=False)}
    # "Hiến 4.300 m2 đất" is of "hiến đất".
    wordy = tuple(word for word in words if not any(map(str.isdigit, word)))
    pairs |= {pair for each in (wordy, tuple(map(plain_word, wordy))) for pair in itertools.pairwise(each)}
    over = meaning(stretch.above if above is None else above)
    return Said(
        stretch,
        fold(" ".join(words)),
        frozenset((*words, *plain)),
        frozenset(pairs),
        frozenset((*over, *map(plain_word, over))),
    )


def plain_word(word: str) -> str:
    """A word as a question without marks has it, told from one that has none by itself."""
    return f"~{fold(word)}"


def as_plain(word: str) -> str:
    """The same of a word that may be one already."""
    return word if word.startswith("~") else plain_word(word)


def _misspellings(word: str) -> set[str]:
    """The words one letter apart: one too many, missing, other, or two changed over."""
    parts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    changed = {a + b[1:] for a, b in parts if b} | {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    return changed | {a + c + b[cut:] for a, b in parts for c in _LETTERS for cut in (0, 1) if len(b) >= cut}


def names_unit(name: str, text: str) -> bool:
    """Whether a folded text names a unit, misspelt by a letter at most."""
    # One slip leaves one side of the middle as it is.
    middle = len(name) // 2
    sides = (name[: max(1, middle - 1)], name[middle + 1 :] or name[-1:])
    return any(side in text for side in sides) and unit_pattern(name).search(text) is not None


@lru_cache(maxsize=1024)
def unit_pattern(name: str) -> re.Pattern[str]:
    """The folded name of a unit in a folded text, as it is or misspelt by a letter."""
    forms = {name, *(_misspellings(name.replace(" ", "\0")) if len(name) > 2 * _SHORTEST - 2 else ())}
    words = sorted({form.replace("\0", " ") for form in forms if form.strip()})
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
