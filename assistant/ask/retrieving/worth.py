"""How far a stretch speaks of the matter: the weight of the words asked for that it holds.

A word beside its neighbour of the question is worth most, one apart from it less, one that stands above less again.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.ask.retrieving.said import Rarity, Said, Texts, as_plain, plain_word
from assistant.ask.retrieving.wanted import Wanted
from assistant.ask.retrieving.word_index import Weights, WordIndex
from assistant.language.meaning import meaning
from assistant.language.tables import load_table

ABOVE = 0.75  # worth of a word that stands above a stretch, against one of its own
_APART = 0.45  # worth of a word without its neighbour of the question
ROUNDING = 1e-9  # by which a sum of weights may differ from the same in another order
_UNEXPLAINED = 1.0  # weight of words of a question that no row explains, from which it asks for something else


def covered_by(asked: Wanted, said: Said, known: Rarity) -> tuple[float, float]:
    """The share of the weight that a stretch holds, and the share that it holds itself; of its best wording."""
    plain = asked.plain
    spoken = dict.fromkeys((asked.runs, asked.first))
    own_words = max((_covered(runs, said, known, plain=plain) for runs in spoken), key=lambda each: each[0])
    if not asked.phrases:
        return own_words
    held = (phrase for phrase in asked.phrases if not said.words.isdisjoint(phrase))
    named = (_covered((phrase,), said, known, plain=plain) for phrase in held)
    return max((own_words, *named), key=lambda each: each[0])


def _covered(runs: Sequence[Sequence[str]], said: Said, known: Rarity, *, plain: bool) -> tuple[float, float]:
    whole = own = above = 0.0
    for run in runs:
        for at, word in enumerate(run):
            weight = known.of(word)
            whole += weight
            worth = own_worth(run, at, said, plain=plain)
            own += weight * worth
            above += weight * max(0.0, ABOVE - worth) if word in said.above else 0.0
    return ((own + above) / whole, own / whole) if whole else (0.0, 0.0)


def covered_at_most(asked: Wanted, known: Texts, *, own: float) -> Weights:
    """What ``covered_by`` can be for each stretch at most; 0 where it cannot hold the share ``own`` itself.

    A word is taken to stand beside its neighbour wherever a stretch holds both.
    """
    most = np.zeros(known.index.size)
    for runs in dict.fromkeys((asked.runs, asked.first, *((phrase,) for phrase in asked.phrases))):
        whole = sum(known.rarity.of(word) for run in runs for word in run)
        itself, share = np.zeros_like(most), np.zeros_like(most)
        for run in runs:
            for at, word in enumerate(run):
                weight = known.rarity.of(word)
                held = known.index.own_of(word)
                together = _may_be_together(run, at, known.index)[held]
                itself[held] += np.where(together, weight, _APART * weight)
                share[held] += np.where(together, weight, ABOVE * weight)
                share[known.index.above_of(word)] += ABOVE * weight
        if whole:
            np.maximum(most, np.where(itself >= own * whole - ROUNDING, share / whole, 0.0), out=most)
    return most


def _may_be_together(run: Sequence[str], at: int, index: WordIndex) -> NDArray[np.bool_]:
    """The stretches that hold a neighbour of a word, in any form; all where it has none."""
    beside = [as_plain(run[i]) for i in (at - 1, at + 1) if 0 <= i < len(run)]
    return np.logical_or.reduce([index.holds(word) for word in beside]) if beside else np.ones(index.size, np.bool_)


def evidence_of(asked: Wanted, said: Said, known: Rarity) -> float:
    """What a stretch itself holds of the words asked for: 1 for one that the archive has once, less for others."""
    ways = (asked.runs, *((phrase,) for phrase in asked.phrases))
    return max(_evidence(runs, said, known, plain=asked.plain) for runs in ways)


def has_evidence(asked: Wanted, said: Said, known: Rarity, *, least: float) -> bool:
    """Whether ``evidence_of`` is ``least`` or more."""
    ways = (asked.runs, *((phrase,) for phrase in asked.phrases))
    return any(_evidence(runs, said, known, plain=asked.plain) >= least for runs in ways)


def evidence_at_most(asked: Wanted, known: Texts) -> Weights:
    """What ``evidence_of`` can be for each stretch at most."""
    ways = (asked.runs, *((phrase,) for phrase in asked.phrases))
    most = np.zeros(known.index.size)
    for runs in ways:
        held = np.zeros_like(most)
        for word in {word for run in runs for word in run}:
            held[known.index.own_of(word)] += known.rarity.share_of_rarest(word)
        np.maximum(most, held, out=most)
    return most


def _evidence(runs: Sequence[Sequence[str]], said: Said, known: Rarity, *, plain: bool) -> float:
    own: dict[str, float] = {}
    for run in runs:
        for at, word in enumerate(run) if not said.words.isdisjoint(run) else ():
            worth = own_worth(run, at, said, plain=plain) * known.share_of_rarest(word)
            own[word] = max(own.get(word, 0.0), worth)
    return sum(own.values())


def unexplained(asked: Wanted, explained: Set[str], known: Rarity) -> Wanted | None:
    """What is looked for without the words that an answer explains, and those of target and result; None where little
    is left.
    """
    known_words = explained | _of_kinds()
    runs = (tuple(word for word in run if word not in known_words) for run in asked.runs)
    rest = replace(asked, runs=tuple(run for run in runs if run), first=(), phrases=())
    return rest if weight_of(rest, known) >= _UNEXPLAINED else None


@cache
def _of_kinds() -> frozenset[str]:
    """The words of target and result."""
    table = load_table("assistant.ask.retrieving", "second_look.toml")
    words = {word for kind in ("target", "actual") for said in table[kind]["words"] for word in meaning(said)}
    return frozenset(words | set(map(plain_word, words)))


def weight_of(asked: Wanted, known: Rarity) -> float:
    """How much is asked for: 1 for each word that the archive has once."""
    return sum(known.share_of_rarest(word) for word in {word for run in asked.runs for word in run})


def own_worth(run: Sequence[str], at: int, said: Said, *, plain: bool) -> float:
    """What a word of a run is worth in a stretch: 1 beside a neighbour of the question, less without, 0 where it is
    not.

    A word that was put right, or that only its marks tell from others, is none without its neighbour.
    """
    word = run[at]
    if word not in said.words:
        return 0.0
    if _is_together(run, at, said):
        return 1.0 if plain or len(run) > 1 or not word.startswith("~") else 0.0
    return 0.0 if word.startswith("~") and not plain else _APART


def _is_together(run: Sequence[str], at: int, said: Said) -> bool:
    """Whether a word stands beside a neighbour of the question, or has none; one of them may have lost its marks."""
    pairs = _neighbours(tuple(run))[at]
    return not pairs or not said.pairs.isdisjoint(pairs)


@lru_cache(maxsize=4096)
def _neighbours(run: tuple[str, ...]) -> tuple[frozenset[tuple[str, str]], ...]:
    """For each word of a run the pairs that it makes with its neighbours, without marks too, either way round."""
    beside = [[(run[i], run[i + 1]) for i in (at - 1, at) if 0 <= i < len(run) - 1] for at in range(len(run))]
    found = []
    for pairs in beside:
        plain = [(as_plain(first), as_plain(second)) for first, second in pairs]
        # "Rừng trồng mới" is of "trồng rừng".
        turned = [(second, first) for first, second in (*pairs, *plain)]
        found.append(frozenset((*pairs, *plain, *turned)))
    return tuple(found)
