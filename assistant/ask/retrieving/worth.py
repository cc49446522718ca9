"""How far a stretch speaks of the matter: the weight of the words asked for that it holds.

A word beside its neighbour of the question is worth most, one apart from it less, one that stands above less again.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cache, lru_cache

from assistant.ask.retrieving.said import Rarity, Said, as_plain, plain_word
from assistant.ask.retrieving.wanted import Wanted
from assistant.language.meaning import meaning
from assistant.language.tables import load_table

ABOVE = 0.75  # worth of a word that stands above a stretch, against one of its own
_APART = 0.45  # worth of a word without its neighbour of the question
_OWN = 0.34  # share of the weight that a stretch itself must hold
_UNEXPLAINED = 1.0  # weight of words of a question that no row explains, from which it asks for something else


def covered_by(asked: Wanted, said: Said, known: Rarity) -> tuple[float, float]:
    """The share of the weight that a stretch holds, and the share that it holds itself; of its best wording."""
    plain = asked.plain
    own_words = max(
        (_covered(runs, said, known, plain=plain) for runs in (asked.runs, asked.first)), key=lambda each: each[0]
    )
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


def evidence_of(asked: Wanted, said: Said, known: Rarity) -> float:
    """What a stretch itself holds of the words asked for: 1 for one that the archive has once, less for others."""
    ways = (asked.runs, *((phrase,) for phrase in asked.phrases))
    return max(_evidence(runs, said, known, plain=asked.plain) for runs in ways)


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
