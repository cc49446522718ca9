"""The order of a reranker over the retriever's own passages."""

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.ask import rerank
from assistant.ask.rerank import RerankingRetriever
from assistant.ask.retrieving.retrieve import Retriever
from assistant.ports import Vectors
from assistant.types import Evidence
from tests.builders import passage


class Longest:
    """A reranker that likes long passages."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def relevance(self, question: str, texts: Sequence[str]) -> Vectors:
        self.read = list(texts)
        return np.array([len(text) for text in texts], dtype=np.float32)


@pytest.fixture
def reranker(monkeypatch: pytest.MonkeyPatch) -> Longest:
    """Over a retriever that finds "a", "bbb", "cc", "dddd" in this order."""

    def retrieve(self: Retriever, question: str, *, k: int, within: object = None) -> list[Evidence]:
        assert within == {"x"}
        found = [
            Evidence(passage(text, text), 1 / rank, 0, 0) for rank, text in enumerate(("a", "bbb", "cc", "dddd"), 1)
        ]
        return found[:k]

    monkeypatch.setattr(Retriever, "retrieve", retrieve)
    return Longest()


def _found(reranker: Longest, k: int) -> list[tuple[str, float]]:
    retriever = RerankingRetriever(None, None, None, None, 0.8, reranker)  # type: ignore[arg-type]
    return [(one.passage.text, one.score) for one in retriever.retrieve("?", k=k, within={"x"})]


def test_the_best_are_put_in_order_before_they_are_cut(reranker: Longest) -> None:
    assert _found(reranker, 2) == [("dddd", 1 / 4), ("bbb", 1 / 2)]


def test_only_the_first_are_read_again(reranker: Longest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rerank, "RERANKED", 2)
    assert [text for text, _ in _found(reranker, 4)] == ["bbb", "a", "cc", "dddd"]
    assert len(reranker.read) == 2
