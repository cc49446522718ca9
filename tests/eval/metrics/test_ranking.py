from math import log2

import pytest

from eval.metrics.ranking import ndcg, recall


def test_ndcg_of_two_relevant_at_ranks_two_and_three() -> None:
    found = ndcg(["x", "a", "b"], relevant={"a": 1, "b": 1}, k=10)
    assert found == pytest.approx((1 / log2(3) + 1 / log2(4)) / (1 / log2(2) + 1 / log2(3)))


def test_ndcg_weighs_grades() -> None:
    found = ndcg(["a", "b"], relevant={"a": 1, "b": 3}, k=10)
    assert found == pytest.approx((1 / log2(2) + 3 / log2(3)) / (3 / log2(2) + 1 / log2(3)))


def test_ndcg_stops_at_k() -> None:
    assert ndcg(["x", "a"], relevant={"a": 1}, k=1) == 0
    assert ndcg(["a"], relevant={"a": 1, "b": 1}, k=1) == 1  # no list of one can be better


def test_recall_at_k() -> None:
    relevant = {"a": 1.0, "b": 1.0, "c": 2.0, "d": 0.0}
    assert recall(["a", "x", "b"], relevant=relevant, k=2) == 1 / 3
    assert recall(["a", "x", "b"], relevant=relevant, k=3) == 2 / 3


def test_nothing_relevant() -> None:
    assert ndcg(["a"], relevant={}, k=10) == 0
    assert recall(["a"], relevant={"a": 0}, k=10) == 0
