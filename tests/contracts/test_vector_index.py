"""VectorIndex: what ChromaVectors and MemoryVectors both must do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.vectors_chroma import ChromaVectors
from assistant.fakes import MemoryVectors
from assistant.ports import VectorIndex, Vectors

DIMENSION = 16


@pytest.fixture(params=["chroma", "memory"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorIndex]:
    if request.param == "memory":
        yield MemoryVectors()
        return
    with ChromaVectors(tmp_path / "vectors", DIMENSION) as opened:
        yield opened


def unit(count: int, *, seed: int = 0) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def test_an_empty_index_finds_nothing(index: VectorIndex) -> None:
    assert index.search(unit(1)[0], 5) == []
    assert index.ids() == set()
    index.remove(["unknown"])
    index.add([], np.zeros((0, DIMENSION), dtype=np.float32))
    assert index.ids() == set()


def test_hits_are_the_nearest_by_cosine_best_first(index: VectorIndex) -> None:
    vectors = unit(50)
    index.add([f"p{place}" for place in range(50)], vectors)
    hits = index.search(vectors[7], 5)
    expected = vectors @ vectors[7]
    assert hits[0].id == "p7"
    assert [hit.id for hit in hits] == [f"p{place}" for place in np.argsort(-expected)[:5]]
    np.testing.assert_allclose([hit.score for hit in hits], np.sort(expected)[::-1][:5], atol=1e-5)


def test_the_length_of_a_vector_does_not_matter(index: VectorIndex) -> None:
    vectors = unit(2)
    index.add(["a", "b"], vectors * np.float32(3))
    assert index.search(vectors[0] * np.float32(2), 1)[0].score == pytest.approx(1.0, abs=1e-5)


def test_opposite_vectors_score_minus_one(index: VectorIndex) -> None:
    vector = unit(1)
    index.add(["a"], vector)
    assert index.search(-vector[0], 1)[0].score == pytest.approx(-1.0, abs=1e-5)


def test_more_than_there_are(index: VectorIndex) -> None:
    index.add(["a", "b"], unit(2))
    assert {hit.id for hit in index.search(unit(1)[0], 5000)} == {"a", "b"}


@pytest.mark.parametrize("k", [0, -1])
def test_none_asked_for(index: VectorIndex, k: int) -> None:
    index.add(["a"], unit(1))
    assert index.search(unit(1)[0], k) == []


def test_adding_again_replaces(index: VectorIndex) -> None:
    vectors = unit(3)
    index.add(["a", "b"], vectors[:2])
    index.add(["a"], vectors[2:])
    assert index.ids() == {"a", "b"}
    assert index.search(vectors[2], 1)[0].id == "a"
    assert index.search(vectors[0], 1)[0].score < 0.999


def test_the_last_of_equal_ids_counts(index: VectorIndex) -> None:
    vectors = unit(2)
    index.add(["a", "a"], vectors)
    assert index.ids() == {"a"}
    assert index.search(vectors[1], 1)[0].score == pytest.approx(1.0, abs=1e-5)


def test_removing_forgets_and_ignores_unknown_ids(index: VectorIndex) -> None:
    vectors = unit(3)
    index.add(["a", "b", "c"], vectors)
    index.remove(["a", "unknown"])
    assert index.ids() == {"b", "c"}
    assert "a" not in {hit.id for hit in index.search(vectors[0], 3)}
    index.add(["a"], vectors[:1])
    assert index.search(vectors[0], 1)[0].id == "a"


def test_more_than_one_batch(index: VectorIndex) -> None:
    ids = [f"p{place}" for place in range(6000)]
    index.add(ids, unit(6000))
    assert index.ids() == set(ids)
    index.remove(ids[:5900])
    assert index.ids() == set(ids[5900:])
    assert {hit.id for hit in index.search(unit(1)[0], 200)} <= set(ids[5900:])
