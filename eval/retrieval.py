"""Retrieval on a corpus: the passages are indexed, each question is run on every leg, each leg has its figures.

1. ``open_searcher`` indexes the passages as the assistant would; a question is asked once, of all legs.
2. A judge (``eval.beir``, ``eval.needed``) turns what a leg found into measures in [0, 1].
3. ``summarise`` gives means with intervals, drawn by question, and the differences to the lexical leg.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from time import perf_counter
from typing import Protocol

import numpy as np

from assistant.ports import Embedder, LexicalIndex
from assistant.types import Hit, Passage
from eval.metrics.latency import percentile
from eval.statistics import Interval, paired_bootstrap

# Documents that each leg hands to the fusion and that are scored at most.
DEPTH = 100

Search = Callable[[str], list[Hit]]
"""A question to its best passages, best first."""


class Leg(StrEnum):
    """What answers: BM25, vectors, or both, fused as the assistant fuses them."""

    lexical = "lexical"
    dense = "dense"
    fused = "fused"


@dataclass(frozen=True, slots=True)
class Found:
    """What one leg found, best first, and its time in milliseconds."""

    hits: Sequence[Hit]
    ms: float


@dataclass(frozen=True, slots=True)
class Searcher:
    """The indexes of a corpus; one that no leg needs is None."""

    lexical: Search | None
    dense: Search | None
    lexical_weight: float

    def search(self, question: str, *, legs: Iterable[Leg]) -> dict[Leg, Found]:
        """What each of ``legs`` finds; the time of the fused one is that of both legs and of their fusion."""
        found = {leg: _timed(search, question) for leg, search in self._searches() if search is not None}
        if Leg.fused in legs:
            found[Leg.fused] = self._fused(found[Leg.lexical], found[Leg.dense])
        return {leg: found[leg] for leg in legs}

    def _searches(self) -> tuple[tuple[Leg, Search | None], ...]:
        return (Leg.lexical, self.lexical), (Leg.dense, self.dense)

    def _fused(self, lexical: Found, dense: Found) -> Found:
        from assistant.ask.retrieving.retrieve import fuse

        start = perf_counter()
        both = fuse(lexical.hits, dense.hits, lexical_weight=self.lexical_weight)
        hits = [Hit(one.id, one.score) for one in both]
        return Found(hits, lexical.ms + dense.ms + _since(start))


def open_searcher(
    corpus: Sequence[Passage],
    *,
    legs: Sequence[Leg],
    lexical: Callable[[], LexicalIndex],
    embedder: Callable[[], Embedder],
    lexical_weight: float | None,
) -> Searcher:
    """The passages in the indexes that ``legs`` need; what they do not need is not opened.

    ``lexical_weight`` is None for that of the embedding model.
    """
    depth = _depth(corpus)
    words = None if set(legs) == {Leg.dense} else lexical_search(corpus, index=lexical(), depth=depth)
    if set(legs) == {Leg.lexical}:
        return Searcher(words, None, 1.0)
    model = embedder()
    weight = model.lexical_weight if lexical_weight is None else lexical_weight
    return Searcher(words, dense_search(corpus, embedder=model, depth=depth), weight)


def _depth(corpus: Sequence[Passage]) -> int:
    """Passages that a leg gives, so that about ``DEPTH`` documents are among them."""
    documents = len({passage.document_id for passage in corpus})
    return DEPTH * ceil(len(corpus) / documents) if documents else DEPTH


def lexical_search(corpus: Sequence[Passage], *, index: LexicalIndex, depth: int = DEPTH) -> Search:
    """The assistant's own BM25 index, filled with ``corpus``."""
    index.add(corpus)
    return lambda question: index.search(question, depth)


def dense_search(corpus: Sequence[Passage], *, embedder: Embedder, depth: int = DEPTH) -> Search:
    """Exact cosine over all vectors, so that the figure is the model's and not an approximate index's."""
    ids = [passage.passage_id for passage in corpus]
    texts = [f"{passage.context}\n{passage.text}" for passage in corpus]  # as ingest embeds them
    matrix = embedder.embed_passages(texts)

    def search(question: str) -> list[Hit]:
        scores = matrix @ embedder.embed_question(question)
        return [Hit(ids[at], float(scores[at])) for at in np.argsort(-scores, kind="stable")[:depth]]

    return search


def _timed(search: Search, question: str) -> Found:
    start = perf_counter()
    hits = search(question)
    return Found(hits, _since(start))


def _since(start: float) -> float:
    return 1000 * (perf_counter() - start)


@dataclass(frozen=True, slots=True)
class Scored:
    """One question on one leg: the first ids found, best first, its measures in [0, 1], its time in milliseconds."""

    id: str
    ranked: tuple[str, ...]
    measures: Mapping[str, float]
    ms: float


class Asked(Protocol):
    """A question of a benchmark."""

    @property
    def id(self) -> str:
        """Its id in the benchmark."""

    @property
    def text(self) -> str:
        """As it is asked."""

    def judge(self, hits: Sequence[Hit]) -> tuple[tuple[str, ...], Mapping[str, float]]:
        """The first ids that ``hits`` come to, and the measures of them, in [0, 1]."""


def score(questions: Iterable[Asked], *, searcher: Searcher, legs: Sequence[Leg]) -> dict[Leg, list[Scored]]:
    """Every question on every leg, in the order of the questions."""
    scored: dict[Leg, list[Scored]] = {leg: [] for leg in legs}
    for question in questions:
        for leg, found in searcher.search(question.text, legs=legs).items():
            scored[leg].append(Scored(question.id, *question.judge(found.hits), found.ms))
    return scored


@dataclass(frozen=True, slots=True)
class LegScore:
    """A leg over all questions: measures with their intervals, times in milliseconds.

    ``gains`` are the same measures less those of the lexical leg, question by question; empty for that leg itself.
    """

    measures: Mapping[str, Interval]
    gains: Mapping[str, Interval]
    p50: float
    p95: float


def summarise(scored: Mapping[Leg, Sequence[Scored]], *, seed: int = 0) -> dict[Leg, LegScore]:
    """Means that benchmarks report, with 95 % intervals; every question counts the same."""
    base = scored.get(Leg.lexical, ())
    return {
        leg: LegScore(
            measures=_intervals(each, seed=seed),
            gains={} if leg is Leg.lexical else _gains(each, base, seed=seed),
            p50=percentile([one.ms for one in each], 0.5),
            p95=percentile([one.ms for one in each], 0.95),
        )
        for leg, each in scored.items()
    }


def _intervals(scored: Sequence[Scored], *, seed: int) -> dict[str, Interval]:
    names = scored[0].measures if scored else ()
    return {name: paired_bootstrap([one.measures[name] for one in scored], seed=seed) for name in names}


def _gains(scored: Sequence[Scored], base: Sequence[Scored], *, seed: int) -> dict[str, Interval]:
    if not scored or not base:
        return {}
    return {
        name: paired_bootstrap(
            [one.measures[name] - other.measures[name] for one, other in zip(scored, base, strict=True)], seed=seed
        )
        for name in scored[0].measures
    }
