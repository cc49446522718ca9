from math import log2
from pathlib import Path

import numpy as np
import pytest

from assistant.ports import Vectors
from assistant.settings import Settings
from assistant.types import Hit, Passage
from eval.beir import Benchmark, Query
from eval.cli import _leg
from eval.retrieval import Legs, RetrievalScore, dense_leg, mean, score_queries


class FakeEmbedder:
    """Counts of "a" and "b", at unit length."""

    model_id = "fake"
    dimension = 2

    def embed_passages(self, texts: object) -> Vectors:
        return np.stack([self.embed_question(text) for text in texts])  # type: ignore[attr-defined]

    def embed_question(self, text: str) -> Vectors:
        vector = np.array([text.count("a"), text.count("b")], dtype=np.float32)
        return np.asarray(vector / np.linalg.norm(vector))


def passage(name: str, text: str) -> Passage:
    return Passage(name, name, "", "body", 0, len(text), text, "")


def test_scores_of_two_questions() -> None:
    queries = [Query("q1", "một", {"x": 1.0}), Query("q2", "hai", {"y": 1.0})]
    scored = score_queries(queries, search=lambda _: [Hit("z", 2.0), Hit("x", 1.0)])
    assert [one.ranked for one in scored] == [("z", "x"), ("z", "x")]
    assert mean(scored) == RetrievalScore(
        ndcg=pytest.approx((1 / log2(3) + 0) / 2),  # type: ignore[arg-type]
        recall=(1 + 0) / 2,
    )


def test_no_question() -> None:
    assert mean([]) == RetrievalScore(0.0, 0.0)


@pytest.mark.slow
@pytest.mark.parametrize("legs", list(Legs))
def test_the_assistants_own_indexes_find_what_is_asked(legs: Legs, tmp_path: Path) -> None:
    corpus = (
        passage("p1", "Thu ngân sách đạt 13 tỷ đồng"),
        passage("p2", "Giữ gìn vệ sinh môi trường nông thôn"),
    )
    query = Query("q1", "bảo vệ môi trường nông thôn", {"p2": 1.0})
    benchmark = Benchmark("tiny", corpus, (query,), unknown=0)
    search = _leg(benchmark, legs=legs, settings=Settings.model_validate({"data": tmp_path}))
    assert score_queries([query], search=search)[0].ranked[0] == "p2"


def test_the_dense_leg_ranks_by_cosine() -> None:
    corpus = [passage("b", "bbb"), passage("a", "a"), passage("ab", "aab")]
    hits = dense_leg(corpus, embedder=FakeEmbedder())("aaa")
    assert [hit.id for hit in hits] == ["a", "ab", "b"]
    assert [hit.score for hit in hits] == pytest.approx([1, 2 / 5**0.5, 0])
