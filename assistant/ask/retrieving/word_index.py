"""Where each word of an archive stands, so that a question is held against the few stretches that can answer it.

The index only bounds from above what a stretch can hold of the words asked for; what passes is then weighed word by
word with its neighbours (``worth``). So the answer is the one of weighing every stretch, in a time that hardly grows
with the archive.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Weights = NDArray[np.float64]
_NONE: Numbers = np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The stretches of an archive, numbered through: for each word those that hold it, and those below which it
    stands and that do not hold it themselves.

    ``size`` is the number of stretches.
    """

    size: int
    own: Mapping[str, Numbers]
    above: Mapping[str, Numbers]

    def own_of(self, word: str) -> Numbers:
        """The stretches that hold a word."""
        return self.own.get(word, _NONE)

    def above_of(self, word: str) -> Numbers:
        """The stretches below which a word stands and that do not hold it."""
        return self.above.get(word, _NONE)

    def holds(self, word: str) -> NDArray[np.bool_]:
        """For each stretch, whether it holds a word."""
        held = np.zeros(self.size, np.bool_)
        held[self.own_of(word)] = True
        return held


def word_index(stretches: Iterable[tuple[AbstractSet[str], AbstractSet[str]]]) -> WordIndex:
    """The index of stretches, each given as its own words and those above it."""
    own: dict[str, array[int]] = {}
    above: dict[str, array[int]] = {}
    size = 0
    for number, (words, over) in enumerate(stretches):
        size = number + 1
        for word in words:
            own.setdefault(word, array("i")).append(number)
        for word in over - words:
            above.setdefault(word, array("i")).append(number)
    return WordIndex(size, _as_numbers(own), _as_numbers(above))


def _as_numbers(found: Mapping[str, array[int]]) -> dict[str, Numbers]:
    return {word: np.frombuffer(numbers, dtype=np.int32) for word, numbers in found.items()}
