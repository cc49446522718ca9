from collections.abc import Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest

from assistant.build import open_embedder, open_lexical
from assistant.ports import Vectors
from assistant.settings import Settings
from assistant.types import Hit, Passage
from eval.retrieval import Leg, Searcher, dense_search, open_searcher, score, summarise


class FakeEmbedder:
    """Counts of "a" and "b", at unit length."""

    model_id = "fake"
    dimension = 2

    def embed_passages(self, texts: object) -> Vectors:
        return np.stack([self.embed_question(text) for text in texts])  # type: ignore[attr-defined]

    def embed_question(self, text: str) -> Vectors:
        vector = np.array([text.count("a"), text.count("b")], dtype=np.float32)
        return np.asarray(vector / np.linalg.norm(vector))


class First:
    """A question that wants one passage first."""

    text = "hỏi"

    def __init__(self, wanted: str) -> None:
        self.id = wanted
        self.wanted = wanted

    def judge(self, hits: Sequence[Hit]) -> tuple[tuple[str, ...], Mapping[str, float]]:
        ranked = tuple(hit.id for hit in hits)
        return ranked, {"first": float(ranked[:1] == (self.wanted,))}


def passage(name: str, text: str) -> Passage:
    return Passage(f"{name}/1", name, "", "body", 0, len(text), text, "")


SEARCHER = Searcher(
    lexical=lambda _: [Hit("x", 4.0), Hit("y", 2.0)],
    dense=lambda _: [Hit("y", 0.8), Hit("z", 0.4)],
    lexical_weight=0.4,
)


def test_one_question_is_asked_of_all_legs() -> None:
    found = SEARCHER.search("hỏi", legs=list(Leg))
    assert [hit.id for hit in found[Leg.lexical].hits] == ["x", "y"]
    # y: 0.4 * 2/4 + 0.6 * 1; x: 0.4 * 1; z: 0.6 * 0.4/0.8
    assert [hit.id for hit in found[Leg.fused].hits] == ["y", "x", "z"]
    assert [hit.score for hit in found[Leg.fused].hits] == pytest.approx([0.8, 0.4, 0.3])
    assert found[Leg.fused].ms >= found[Leg.lexical].ms + found[Leg.dense].ms


def test_measures_and_gains_by_question() -> None:
    scored = score([First("x"), First("y"), First("y"), First("y")], searcher=SEARCHER, legs=list(Leg))
    summary = summarise(scored, seed=1)
    assert summary[Leg.lexical].measures["first"].mean == 1 / 4
    assert summary[Leg.fused].measures["first"].mean == 3 / 4
    assert summary[Leg.fused].gains["first"].mean == 3 / 4 - 1 / 4
    assert summary[Leg.lexical].gains == {}
    assert summarise(scored, seed=1) == summary


def test_an_interval_is_as_wide_as_the_questions_differ() -> None:
    scored = score([First("x")] * 50 + [First("y")] * 50, searcher=SEARCHER, legs=[Leg.lexical])
    found = summarise(scored)[Leg.lexical].measures["first"]
    error = sqrt(0.5 * 0.5 / 100)  # of a share of one half in 100 questions
    assert found.low == pytest.approx(0.5 - 1.96 * error, abs=0.015)
    assert found.high == pytest.approx(0.5 + 1.96 * error, abs=0.015)


def test_without_questions_there_are_no_measures() -> None:
    assert summarise(score([], searcher=SEARCHER, legs=[Leg.lexical]))[Leg.lexical].measures == {}


def test_a_leg_that_is_not_asked_is_not_opened() -> None:
    def never() -> NoReturn:
        raise AssertionError

    searcher = open_searcher(
        [passage("a", "a")], legs=[Leg.dense], lexical=never, embedder=FakeEmbedder, lexical_weight=1.0
    )
    assert list(searcher.search("a", legs=[Leg.dense])) == [Leg.dense]


@pytest.mark.slow
@pytest.mark.parametrize("leg", list(Leg))
def test_the_assistants_own_indexes_find_what_is_asked(leg: Leg, tmp_path: Path) -> None:
    corpus = [
        passage("p1", "Thu ngân sách đạt 13 tỷ đồng"),
        passage("p2", "Giữ gìn vệ sinh môi trường nông thôn"),
    ]
    settings = Settings.model_validate({"data": tmp_path})
    searcher = open_searcher(
        corpus,
        legs=[leg],
        lexical=lambda: open_lexical(settings),
        embedder=lambda: open_embedder(settings),
        lexical_weight=settings.lexical_weight,
    )
    assert searcher.search("bảo vệ môi trường nông thôn", legs=[leg])[leg].hits[0].id == "p2/1"


def test_the_dense_leg_ranks_by_cosine() -> None:
    corpus = [passage("b", "bbb"), passage("a", "a"), passage("ab", "aab")]
    hits = dense_search(corpus, embedder=FakeEmbedder())("aaa")
    assert [hit.id for hit in hits] == ["a/1", "ab/1", "b/1"]
    assert [hit.score for hit in hits] == pytest.approx([1, 2 / 5**0.5, 0])


def test_as_many_passages_are_asked_for_as_hundred_documents_have() -> None:
    corpus = [Passage(f"d{at // 3}/{at}", f"d{at // 3}", "", "body", 0, 1, "a", "") for at in range(600)]
    searcher = open_searcher(
        corpus,
        legs=[Leg.dense],
        lexical=lambda: None,  # type: ignore[arg-type,return-value]
        embedder=FakeEmbedder,
        lexical_weight=1.0,
    )
    hits = searcher.search("a", legs=[Leg.dense])[Leg.dense].hits
    assert len({hit.id.partition("/")[0] for hit in hits}) == 100
