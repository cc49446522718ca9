"""Retrieval on a benchmark: the passages are indexed in a temporary folder, every question is run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from time import perf_counter

import numpy as np

from assistant.ports import Embedder, LexicalIndex
from assistant.types import Hit, Passage
from eval.beir import Query
from eval.metrics.ranking import ndcg, recall

# Results that are scored, and results that each leg hands to the fusion.
K = 10
DEPTH = 100

Leg = Callable[[str], list[Hit]]
"""A question to its ``DEPTH`` best passages, best first."""


class Legs(StrEnum):
    """Which indexes answer: BM25, vectors, or both, fused as the assistant fuses them."""

    lexical = "lexical"
    dense = "dense"
    both = "both"


@dataclass(frozen=True, slots=True)
class Scored:
    """One question: the ids found, best first, their scores in [0, 1], and its time in milliseconds."""

    id: str
    ranked: tuple[str, ...]
    ndcg: float
    recall: float
    ms: float


def score_queries(queries: Iterable[Query], *, search: Leg) -> list[Scored]:
    """nDCG@10 and recall@10 of each question."""
    return [_score(query, search) for query in queries]


def _score(query: Query, search: Leg) -> Scored:
    start = perf_counter()
    ranked = tuple(hit.id for hit in search(query.text)[:K])
    ms = 1000 * (perf_counter() - start)
    return Scored(
        id=query.id,
        ranked=ranked,
        ndcg=ndcg(ranked, relevant=query.relevant, k=K),
        recall=recall(ranked, relevant=query.relevant, k=K),
        ms=ms,
    )


@dataclass(frozen=True, slots=True)
class RetrievalScore:
    """Means over the questions, in [0, 1]."""

    ndcg: float
    recall: float


def mean(scored: Sequence[Scored]) -> RetrievalScore:
    """The means that benchmarks report; every question counts the same."""
    if not scored:
        return RetrievalScore(0.0, 0.0)
    return RetrievalScore(fmean(one.ndcg for one in scored), fmean(one.recall for one in scored))


def lexical_leg(corpus: Sequence[Passage], *, index: LexicalIndex) -> Leg:
    """The assistant's own BM25 index, filled with ``corpus``."""
    index.add(corpus)
    return lambda question: index.search(question, DEPTH)


def dense_leg(corpus: Sequence[Passage], *, embedder: Embedder) -> Leg:
    """Exact cosine over all vectors, so that the figure is the model's and not an approximate index's."""
    ids = [passage.passage_id for passage in corpus]
    texts = [f"{passage.context}\n{passage.text}" for passage in corpus]  # as ingest embeds them
    matrix = embedder.embed_passages(texts)

    def search(question: str) -> list[Hit]:
        scores = matrix @ embedder.embed_question(question)
        return [Hit(ids[at], float(scores[at])) for at in np.argsort(-scores, kind="stable")[:DEPTH]]

    return search


def fused_leg(lexical: Leg, *, dense: Leg, lexical_weight: float) -> Leg:
    """Both legs, fused as the assistant fuses them."""
    from assistant.ask.retrieving.retrieve import fuse

    def search(question: str) -> list[Hit]:
        found = fuse(lexical(question), dense(question), lexical_weight=lexical_weight)
        return [Hit(one.id, one.score) for one in found]

    return search
