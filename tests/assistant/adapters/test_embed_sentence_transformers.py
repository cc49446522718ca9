from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from assistant.adapters import embed_sentence_transformers as adapter
from assistant.adapters.embed_sentence_transformers import SentenceTransformerEmbedder
from assistant.adapters.embed_static import BUNDLED, StaticEmbedder
from assistant.errors import ModelUnavailable

NAME = "vien-abc/mo-hinh-khong-co"
SECONDS_TO_GIVE_UP = 15.0  # the probe's 5 s and an import, on a busy machine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLED, tmp_path / "mo-hinh"))


@pytest.fixture
def silent_hub() -> Iterator[str]:
    """An address that accepts a connection and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def in_a_fresh_process(statement: str, **environment: str) -> tuple[str, float]:
    """What a process prints for ``statement``, and the seconds that the statement took."""
    code = textwrap.dedent(
        f"""
        import sys, time
        from assistant.adapters.embed_sentence_transformers import SentenceTransformerEmbedder
        from assistant.errors import ModelUnavailable
        started = time.monotonic()
        try:
            {statement}
        except ModelUnavailable as error:
            print(error)
        assert "torch" not in sys.modules, "torch was imported before a model was found"
        print(time.monotonic() - started)
        """
    )
    clean = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    clean.pop("HF_HUB_OFFLINE", None)
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**clean, "PYTHONIOENCODING": "utf-8", **environment},
    )
    message, seconds = run.stdout.splitlines()
    return message, float(seconds)


def test_a_name_that_is_not_on_disk_is_named_with_the_remedy(tmp_path: Path) -> None:
    message, _ = in_a_fresh_process(f"SentenceTransformerEmbedder({NAME!r}, download=False)", HF_HOME=str(tmp_path))
    assert NAME in message
    assert "chưa có trên máy này" in message
    assert f"hf download {NAME}" in message
    assert "NQ_EMBEDDING_MODEL=static" in message


def test_offline_means_that_nothing_is_asked(tmp_path: Path, silent_hub: str) -> None:
    message, seconds = in_a_fresh_process(
        f"SentenceTransformerEmbedder({NAME!r})",
        HF_HOME=str(tmp_path),
        HF_ENDPOINT=silent_hub,
        HF_HUB_OFFLINE="1",
    )
    assert "HF_HUB_OFFLINE" in message
    assert seconds < adapter.PROBE_SECONDS


@pytest.mark.slow
def test_a_hub_that_does_not_answer_is_given_up(tmp_path: Path, silent_hub: str) -> None:
    message, seconds = in_a_fresh_process(
        f"SentenceTransformerEmbedder({NAME!r})", HF_HOME=str(tmp_path), HF_ENDPOINT=silent_hub
    )
    assert "không nối được" in message
    assert seconds < SECONDS_TO_GIVE_UP


def test_no_network_at_all(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = f"http://127.0.0.1:{server.getsockname()[1]}"
    message, seconds = in_a_fresh_process(
        f"SentenceTransformerEmbedder({NAME!r})", HF_HOME=str(tmp_path), HF_ENDPOINT=closed
    )
    assert "không nối được" in message
    assert seconds < SECONDS_TO_GIVE_UP


@pytest.mark.parametrize("name", ["/khong/co/thu/muc", "./mo-hinh/a/b", "tên có dấu cách"])
def test_a_path_that_is_not_there_is_no_hub_name(name: str) -> None:
    started = time.monotonic()
    with pytest.raises(ModelUnavailable, match="không có thư mục này"):
        SentenceTransformerEmbedder(name)
    assert time.monotonic() - started < adapter.PROBE_SECONDS


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"thiếu modules\.json"):
        SentenceTransformerEmbedder(str(tmp_path))


@pytest.mark.slow
def test_a_broken_model_is_an_error_of_ours(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelUnavailable, match=r"Không nạp được.*mo-hinh"):
        SentenceTransformerEmbedder(str(folder))


@pytest.mark.slow
def test_it_reads_the_bundled_model_as_model2vec_does(folder: Path) -> None:
    texts = ["Thu nhập bình quân đầu người", "xa hung tan 🙂", "", "đạt 58,5 triệu đồng\n\ntăng 12%"]
    torch_side, numpy_side = SentenceTransformerEmbedder(str(folder)), StaticEmbedder(folder)
    np.testing.assert_allclose(torch_side.embed_passages(texts), numpy_side.embed_passages(texts), atol=1e-5)
    np.testing.assert_allclose(torch_side.embed_question(texts[0]), numpy_side.embed_question(texts[0]), atol=1e-5)


@pytest.mark.slow
def test_questions_and_passages_take_the_prompts_of_the_model(folder: Path) -> None:
    settings = folder / "config_sentence_transformers.json"
    before = SentenceTransformerEmbedder(str(folder))
    settings.write_text(
        json.dumps(
            {
                **json.loads(settings.read_text(encoding="utf-8")),
                "prompts": {"query": "câu hỏi: ", "document": "đoạn văn: "},
            }
        ),
        encoding="utf-8",
    )
    after = SentenceTransformerEmbedder(str(folder))
    assert after.model_id != before.model_id
    np.testing.assert_allclose(
        after.embed_question("thu nhập"), before.embed_question("câu hỏi: thu nhập"), atol=1e-5
    )
    np.testing.assert_allclose(
        after.embed_passages(["thu nhập"]), before.embed_passages(["đoạn văn: thu nhập"]), atol=1e-5
    )


@pytest.mark.slow
def test_the_id_changes_with_the_weights_and_with_nothing_else(folder: Path) -> None:
    first = SentenceTransformerEmbedder(str(folder)).model_id
    assert first.startswith("mo-hinh-")
    (folder / "README.md").write_text("khác", encoding="utf-8")
    assert SentenceTransformerEmbedder(str(folder)).model_id == first
    weights = folder / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert SentenceTransformerEmbedder(str(folder)).model_id != first


def hub_cache(root: Path, repository: str, model: Path) -> None:
    """A hub cache under ``root`` that holds ``model`` as ``repository``."""
    commit = "0123456789abcdef0123456789abcdef01234567"
    cached = root / "hub" / f"models--{repository.replace('/', '--')}"
    shutil.copytree(model, cached / "snapshots" / commit)
    (cached / "refs").mkdir()
    (cached / "refs" / "main").write_text(commit, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "repository"), [("vien/nhung", "vien/nhung"), ("nhung", "sentence-transformers/nhung")]
)
def test_the_cache_of_the_hub_is_looked_at_first(
    name: str, repository: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub_cache(tmp_path, repository, folder)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    found = adapter._on_disk(name)
    assert found is not None
    assert (found / "modules.json").is_file()


def test_a_named_model_is_fetched_once_the_hub_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, object]] = []
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr("huggingface_hub.get_hf_file_metadata", lambda url, *, timeout: asked.append((url, timeout)))
    monkeypatch.setattr(adapter, "_open", lambda where, *, local: SimpleNamespace(where=where, local=local))
    model = adapter._load("all-MiniLM-L6-v2", download=True)
    assert vars(model) == {"where": "sentence-transformers/all-MiniLM-L6-v2", "local": False}
    [(url, timeout)] = asked
    assert "sentence-transformers/all-MiniLM-L6-v2" in url
    assert timeout == adapter.PROBE_SECONDS


def test_an_interrupted_download_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(where: str, *, local: bool) -> None:
        raise ConnectionResetError("connection reset by peer\nmore")

    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr("huggingface_hub.get_hf_file_metadata", lambda url, *, timeout: None)
    monkeypatch.setattr(adapter, "_open", interrupted)
    with pytest.raises(ModelUnavailable, match=r"tải không thành công \(connection reset by peer\)"):
        adapter._load("all-MiniLM-L6-v2", download=True)
