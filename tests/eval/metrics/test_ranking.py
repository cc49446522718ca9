from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.ranking import ndcg, recall, reciprocal_rank


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


def test_reciprocal_rank() -> None:
    relevant = {"a": 1.0, "b": 2.0, "c": 0.0}
    assert reciprocal_rank(["c", "x", "b", "a"], relevant=relevant, k=10) == 1 / 3
    assert reciprocal_rank(["c", "x", "b", "a"], relevant=relevant, k=2) == 0


@given(
    st.lists(st.sampled_from("abcdefghij"), unique=True, min_size=1),
    st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 3), min_size=1),
    st.integers(1, 12),
)
def test_they_are_what_the_library_of_the_field_computes(ranked: list[str], grades: dict[str, int], k: int) -> None:
    measures = pytest.importorskip("ir_measures")
    wanted = [measures.nDCG @ k, measures.R @ k, measures.RR @ k]
    run = {"q": {name: float(-rank) for rank, name in enumerate(ranked)}}
    theirs = {one.measure: one.value for one in measures.iter_calc(wanted, {"q": grades}, run)}
    relevant = {name: float(grade) for name, grade in grades.items()}
    ours = [measure(ranked, relevant=relevant, k=k) for measure in (ndcg, recall, reciprocal_rank)]
    assert ours == pytest.approx([theirs[one] for one in wanted])
