"""How far a stretch speaks of the matter: the weight of the words asked for that it holds.

A word beside its neighbour of the question is worth most, one apart from it less, one that stands above less again.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np

from assistant.ask.retrieving.said import Rarity, Said, Texts
from assistant.ask.retrieving.wanted import Wanted
from assistant.ask.retrieving.word_index import Part, Some, Weights, as_plain, plain_word, some
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


def able(asked: Wanted, known: Texts, part: range, *, own: float) -> Some:
    """The stretches of ``part`` that may hold the share ``own`` of the weight themselves: no others have it."""
    held = np.zeros(len(part), np.bool_)
    for runs in dict.fromkeys((asked.runs, asked.first, *((phrase,) for phrase in asked.phrases))):
        words = list(itertools.chain.from_iterable(runs))
        weights = {word: words.count(word) * known.rarity.of(word) for word in words}
        least = own * sum(map(known.rarity.of, words)) - ROUNDING
        among = known.index.holding(_rarer(weights, known, least=least), part)
        most = known.index.sum_of(weights, among)
        held[among.numbers[(most >= least) & (most > 0)] - part.start] = True
    return some(held, within=part)


def _rarer(weights: Mapping[str, float], known: Texts, *, least: float) -> list[str]:
    """The words without one of which no stretch has the ``least`` weight: not those that stand most often."""
    words = sorted(weights, key=known.index.spread)
    rest = itertools.accumulate(weights[word] for word in reversed(words))
    return words[: len(words) - sum(weight < least - ROUNDING for weight in rest)]


def able_beside(asked: Wanted, known: Texts, *, documents: int) -> Some:
    """The stretches of an archive that may be the best evidence of one of its ``documents`` best documents."""
    most, least = np.zeros(known.index.size), np.zeros(known.index.size)
    for runs in (asked.runs, *((phrase,) for phrase in asked.phrases)):
        share = {word: known.rarity.share_of_rarest(word) for run in runs for word in run}
        sure = {word: _APART * each for word, each in share.items() if asked.plain or not word.startswith("~")}
        np.maximum(most, known.index.sum_of(share, known.whole), out=most)
        np.maximum(least, known.index.sum_of(sure, known.whole), out=least)
    reached = sorted(known.best_of_documents(least).values(), reverse=True)[documents - 1 : documents]
    held = (most >= (reached[0] if reached else 0.0) - ROUNDING) & (most > 0)
    return some(held, within=known.whole)


def covered(asked: Wanted, known: Texts, part: Part) -> tuple[Weights, Weights]:
    """``covered_by`` of every stretch in ``part`` of an archive."""
    best, itself = np.zeros(len(part)), np.zeros(len(part))
    ways = [(runs, None) for runs in dict.fromkeys((asked.runs, asked.first))]
    named = [((phrase,), phrase) for phrase in asked.phrases]
    for number, (runs, phrase) in enumerate((*ways, *named)):
        share, own = _shares(runs, known, part, plain=asked.plain)
        better = share > best if number else np.ones(len(part), np.bool_)
        if phrase is not None:
            better &= np.logical_or.reduce([known.index.own_of(word, part) for word in phrase])
        best, itself = np.where(better, share, best), np.where(better, own, itself)
    return best, itself


def _shares(runs: Sequence[Sequence[str]], known: Texts, part: Part, *, plain: bool) -> tuple[Weights, Weights]:
    whole = 0.0
    own, above = np.zeros(len(part)), np.zeros(len(part))
    for run in runs:
        for word, worth in zip(run, own_worths(run, known, part, plain=plain), strict=True):
            weight = known.rarity.of(word)
            whole += weight
            own += weight * worth
            above += weight * np.where(known.index.above_of(word, part), np.maximum(0.0, ABOVE - worth), 0.0)
    return ((own + above) / whole, own / whole) if whole else (own, above)


def evidence(asked: Wanted, known: Texts, part: Part) -> Weights:
    """``evidence_of`` every stretch in ``part`` of an archive."""
    most = np.zeros(len(part))
    for runs in (asked.runs, *((phrase,) for phrase in asked.phrases)):
        own: dict[str, Weights] = {}
        for run in runs:
            for word, worth in zip(run, own_worths(run, known, part, plain=asked.plain), strict=True):
                held = worth * known.rarity.share_of_rarest(word)
                own[word] = np.maximum(own[word], held) if word in own else held
        np.maximum(most, sum(own.values(), np.zeros(len(part))), out=most)
    return most


def own_worths(run: Sequence[str], known: Texts, part: Part, *, plain: bool) -> list[Weights]:
    """``own_worth`` of each word of a run in every stretch of ``part``."""
    beside = [known.index.neighbours(first, second, part) for first, second in itertools.pairwise(run)]
    found = []
    for at, word in enumerate(run):
        alone = 0.0 if word.startswith("~") and not plain else _APART if beside else 1.0
        together = np.logical_or.reduce(beside[max(0, at - 1) : at + 1]) if beside else False
        found.append(np.where(known.index.own_of(word, part), np.where(together, 1.0, alone), 0.0))
    return found


def evidence_of(asked: Wanted, said: Said, known: Rarity) -> float:
    """What a stretch itself holds of the words asked for: 1 for one that the archive has once, less for others."""
    ways = (asked.runs, *((phrase,) for phrase in asked.phrases))
    return max(_evidence(runs, said, known, plain=asked.plain) for runs in ways)


def has_evidence(asked: Wanted, said: Said, known: Rarity, *, least: float) -> bool:
    """Whether ``evidence_of`` is ``least`` or more."""
    ways = (asked.runs, *((phrase,) for phrase in asked.phrases))
    return any(_evidence(runs, said, known, plain=asked.plain) >= least for runs in ways)


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
    known_words = explained | of_kinds()
    runs = (tuple(word for word in run if word not in known_words) for run in asked.runs)
    rest = replace(asked, runs=tuple(run for run in runs if run), first=(), phrases=())
    return rest if weight_of(rest, known) >= _UNEXPLAINED else None


@cache
def of_kinds() -> frozenset[str]:
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
    """Whether a word stands beside a neighbour of the question, or has none; their marks do not matter."""
    pairs = _neighbours(tuple(run))[at]
    return not pairs or not said.pairs.isdisjoint(pairs)


@lru_cache(maxsize=4096)
def _neighbours(run: tuple[str, ...]) -> tuple[frozenset[tuple[str, str]], ...]:
    """For each word of a run the pairs with its neighbours, without marks: "rừng trồng mới" is of "trồng rừng"."""
    pairs = list(itertools.pairwise(map(as_plain, run)))
    beside = (pairs[max(0, at - 1) : at + 1] for at in range(len(run)))
    return tuple(frozenset((*each, *((second, first) for first, second in each))) for each in beside)
