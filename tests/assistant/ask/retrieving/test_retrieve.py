"""Fusion by hand, and filtering by document."""

import pytest

from assistant.ask.retrieving.retrieve import Retriever, fuse
from assistant.fakes import FakeEmbedder, MemoryArchive, MemoryLexical, MemoryVectors
from assistant.types import Hit
from tests.builders import archived


def test_fusion_is_a_weighted_sum_of_scores_over_their_best():
    fused = fuse([Hit("a", 10.0), Hit("b", 5.0)], [Hit("b", 0.8), Hit("c", 0.4)], lexical_weight=0.75)
    scores = {each.id: each.score for each in fused}
    assert scores == pytest.approx(
        {
            "a": 0.75 * (10 / 10),
            "b": 0.75 * (5 / 10) + 0.25 * (0.8 / 0.8),
            "c": 0.25 * (0.4 / 0.8),
        }
    )
    assert [each.id for each in fused] == ["a", "b", "c"]


def test_a_leg_without_hits_and_negative_scores_count_as_misses():
    assert fuse([], [], lexical_weight=0.5) == []
    (only,) = fuse([Hit("a", 1.0)], [Hit("b", -0.2)], lexical_weight=0.5)
    assert only.id == "a"


def test_only_passages_of_the_documents_asked_about_come_back():
    archive, lexical, vectors, embedder = MemoryArchive(), MemoryLexical(), MemoryVectors(), FakeEmbedder()
    for name in ("một", "hai"):
        document = archived(f"{name}.txt", sentences=(f"Thu nhập bình quân của xã {name} đạt 60 triệu đồng.",))
        archive.save(document)
        lexical.add(document.passages)
        texts = [passage.text for passage in document.passages]
        vectors.add([passage.passage_id for passage in document.passages], embedder.embed_passages(texts))
    retriever = Retriever(archive, lexical, vectors, embedder, lexical_weight=0.8)
    everything = {each.passage.document_id for each in retriever.retrieve("thu nhập bình quân", k=10)}
    assert len(everything) == 2
    one = everything.pop()
    assert {each.passage.document_id for each in retriever.retrieve("thu nhập bình quân", k=10, within={one})} == {
        one
    }
