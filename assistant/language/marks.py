"""Which marks a question typed without any leaves out, as the words of an archive tell.

Each syllable can stand for the forms that the archive writes of it. How often two forms stand side by side there
weighs every reading of the whole question, and the share of the readings that agree on a form is how sure it is: a
chain of syllables, summed from both ends (forward-backward: Rabiner, Proceedings of the IEEE 77(2), 1989).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import fold

Written = Callable[[str], Mapping[str, int]]
"""A folded syllable, or two joined by "_", to its forms as the archive writes them, each with its passages."""

# Passages that two forms count for where none has them side by side: this part of those that would by accident, and
# this many whatever they are. Measured with titles of 2,000 law articles as questions for their texts: 22 % of what
# questions lose without marks stays lost, 42 % where they are worded as questions.
_BY_CHANCE = 0.001
_UNSEEN = 0.001
_ASKED = 3  # passages that a phrase of the table counts for


@dataclass(frozen=True, slots=True)
class Restored:
    """A folded token with the form that it most likely stands for, and how surely, in [0, 1]."""

    folded: str
    written: str
    sure: float


def restored(syllables: Sequence[str], *, written: Written, passages: int) -> list[Restored]:
    """The folded ``syllables`` and their adjacent pairs, with their marks; in the order of ``text.with_pairs``.

    ``passages`` is how many the archive holds.
    """
    if not syllables:
        return []
    pairs = [f"{first}_{second}" for first, second in itertools.pairwise(syllables)]
    forms = [_counted(each, written) or {each: 1.0} for each in syllables]
    links = [
        {
            (one, other): _link(beside.get(f"{one}_{other}", 0), first[one] * second[other], passages)
            for one in first
            for other in second
        }
        for beside, first, second in zip((_counted(pair, written) for pair in pairs), forms, forms[1:], strict=False)
    ]
    left, right = _from_left(forms, links), _from_right(forms, links)
    single = [{one: left[at][one] * right[at][one] for one in each} for at, each in enumerate(forms)]
    double = [
        {
            f"{one}_{other}": left[at][one] * link * forms[at + 1][other] * right[at + 1][other]
            for (one, other), link in each.items()
        }
        for at, each in enumerate(links)
    ]
    return [_likeliest(name, each) for name, each in zip((*syllables, *pairs), (*single, *double), strict=True)]


def _link(beside: float, both: float, passages: int) -> float:
    """How much more often two forms stand side by side than each stands anywhere."""
    return (beside + _BY_CHANCE * both / max(passages, 1) + _UNSEEN) / both


def _from_left(
    forms: Sequence[Mapping[str, float]], links: Sequence[Mapping[tuple[str, str], float]]
) -> list[dict[str, float]]:
    """For each form the weight of all readings up to it."""
    sums = [_shares(forms[0])]
    for link, second in zip(links, forms[1:], strict=True):
        before = sums[-1]
        sums.append(
            _shares(
                {
                    other: each * sum(before[one] * link[one, other] for one in before)
                    for other, each in second.items()
                }
            )
        )
    return sums


def _from_right(
    forms: Sequence[Mapping[str, float]], links: Sequence[Mapping[tuple[str, str], float]]
) -> list[dict[str, float]]:
    """For each form the weight of all readings of what comes after it."""
    sums = [dict.fromkeys(forms[-1], 1.0)]
    for link, first, second in zip(reversed(links), forms[-2::-1], forms[:0:-1], strict=True):
        after = sums[-1]
        sums.append(
            _shares({one: sum(link[one, other] * second[other] * after[other] for other in second) for one in first})
        )
    return sums[::-1]


def _shares(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights so that they add up to 1: long questions must not run out of the range of numbers."""
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


def _likeliest(folded: str, weights: Mapping[str, float]) -> Restored:
    form = max(weights, key=lambda each: (weights[each], each))
    return Restored(folded, form, weights[form] / sum(weights.values()))


def _counted(folded: str, written: Written) -> dict[str, float]:
    """The forms of the archive, and those that people ask with."""
    counted: dict[str, float] = dict(written(folded))
    for form in _asked().get(folded, ()):
        counted[form] = counted.get(form, 0) + _ASKED
    return counted


@cache
def _asked() -> Mapping[str, Sequence[str]]:
    """Words and pairs of the table by their folded form."""
    phrases = [phrase.split() for phrase in load_table("assistant.language", "marks.toml")["asked"]]
    tokens = Counter(
        token
        for words in phrases
        for token in (*words, *(f"{first}_{second}" for first, second in itertools.pairwise(words)))
    )
    known: dict[str, list[str]] = {}
    for token in tokens:
        known.setdefault(fold(token), []).append(token)
    return known
