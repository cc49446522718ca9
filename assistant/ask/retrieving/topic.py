"""What an answer from passages must speak of, and how far a text does.

Words count as they stand together in the question: "điện mặt trời" is not met by "mặt trận" and "điện".
Abbreviations and their long forms are one ("HĐND", "Hội đồng nhân dân").
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.abbreviations import spelled_out
from assistant.language.text import fold, syllables
from assistant.types import Question

_PART = re.compile(r"[,;:?!]\s")


@dataclass(frozen=True, slots=True)
class Topic:
    """Runs of content words as they stand together in the question; ``plain`` where it has no marks."""

    runs: tuple[tuple[str, ...], ...]
    plain: bool

    @property
    def size(self) -> int:
        """How many words there are."""
        return sum(map(len, self.runs))

    def covered(self, text: str) -> float:
        """Share of the words that stand in ``text`` beside a neighbour of the question, in [0, 1]."""
        words = syllables(spelled_out(text, plain=self.plain))
        known = set(words)
        near = {*itertools.pairwise(words), *zip(words, words[2:], strict=False)}
        met = sum(_met(run, known, near) for run in self.runs)
        return met / self.size if self.size else 1.0

    def without(self, text: str) -> Topic:
        """The topic without the words of a heading, so that what is left may be looked for below it."""
        known = set(syllables(spelled_out(text, plain=self.plain)))
        runs = (tuple(word for word in run if word not in known) for run in self.runs)
        return Topic(tuple(run for run in runs if run), self.plain)


def _met(run: Sequence[str], known: set[str], near: set[tuple[str, str]]) -> int:
    """How many words of a run a text holds: a single word by itself, others only beside a neighbour."""
    if len(run) == 1:
        return int(run[0] in known)
    pairs = list(itertools.pairwise(run))
    together = [pair in near for pair in pairs]
    return sum((i > 0 and together[i - 1]) or (i < len(pairs) and together[i]) for i in range(len(run)))


def topic_of(question: Question) -> Topic:
    """The content words of the question in runs, broken wherever another word or a comma stood between them."""
    plain = all(fold(word) == word for word in question.words)
    runs: list[tuple[str, ...]] = []
    left = list(question.words)
    for part in _PART.split(question.text):
        run: list[str] = []
        for word in (*syllables(spelled_out(part, plain=plain)), ""):
            if left and word == left[0]:
                run.append(left.pop(0))
                continue
            runs += [tuple(run)] if run else []
            run = []
    if left:  # words taken over from the question before
        runs.append(tuple(left))
    return Topic(tuple(runs), plain)
