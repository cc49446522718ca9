"""Ranked lists: nDCG, recall and the reciprocal rank, at a depth.

Three short formulas, held against ir-measures in the tests: that library brings scipy (113 MB) with it, which an
office that measures its archive should not have to install.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2


def ndcg(ranked: Sequence[str], *, relevant: Mapping[str, float], k: int) -> float:
    """Normalised discounted cumulative gain of the first ``k`` ids, in [0, 1].

    Gain is the judged grade, discount log2(rank + 1), ranks from 1, as in trec_eval and BEIR
    (Järvelin and Kekäläinen, ACM TOIS 20(4), 2002). 0 where nothing is relevant.
    """
    ideal = _gain(sorted(relevant.values(), reverse=True)[:k])
    return _gain([relevant.get(name, 0.0) for name in ranked[:k]]) / ideal if ideal else 0.0


def recall(ranked: Sequence[str], *, relevant: Mapping[str, float], k: int) -> float:
    """Share of the ids with a positive grade that stand among the first ``k``, in [0, 1]; 0 without any."""
    wanted = {name for name, grade in relevant.items() if grade > 0}
    return len(wanted & set(ranked[:k])) / len(wanted) if wanted else 0.0


def reciprocal_rank(ranked: Sequence[str], *, relevant: Mapping[str, float], k: int) -> float:
    """1 / rank of the first id with a positive grade, ranks from 1, in [0, 1]; 0 where the first ``k`` have none."""
    ranks = (rank for rank, name in enumerate(ranked[:k], start=1) if relevant.get(name, 0.0) > 0)
    return 1 / next(ranks, float("inf"))


def _gain(grades: Sequence[float]) -> float:
    return sum(grade / log2(rank + 1) for rank, grade in enumerate(grades, start=1))
