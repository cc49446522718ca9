from __future__ import annotations

import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters import embed_static
from assistant.adapters.embed_static import BUNDLED, StaticEmbedder, unit_length
from assistant.errors import ModelUnavailable

MOST_BYTES = 12 * 1024**2
SECONDS_TO_LOAD = 3.0  # 0.5 s on two idle cores; the rest is room for a busy machine


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLED, tmp_path / "model"))


def test_the_bundled_model_is_small_and_documented() -> None:
    files = [file for file in BUNDLED.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= MOST_BYTES
    card = (BUNDLED / "README.md").read_text(encoding="utf-8")
    for told in ("license: mit", "diepxuan", "steps", "ingest.fit_embedding", "ALQAC"):
        assert told in card


def test_it_loads_fast_without_torch_and_without_a_network() -> None:
    code = (
        "import socket, sys, time\n"
        "def refuse(*a, **k): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "started = time.perf_counter()\n"
        "from assistant.adapters.embed_static import StaticEmbedder\n"
        "StaticEmbedder().embed_question('Xã nào đạt chuẩn nông thôn mới?')\n"
        "print(time.perf_counter() - started)\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, heavy = run.stdout.splitlines()
    assert float(seconds) < SECONDS_TO_LOAD
    assert heavy == "[]"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Thu nhập bình quân đầu người của xã Hùng Tân", "thu nhap binh quan dau nguoi cua xa hung tan"),
        ("ĐƯỜNG GIAO THÔNG", "duong giao thong"),
        ("hoà giải, thuỷ lợi", "hòa giải, thủy lợi"),
        ("thu nhập", "thu\u00a0 nhập\n"),
        ("thu nhập", "thu nha\u0302\u0323p"),
    ],
)
def test_the_same_words_have_the_same_vector(embedder: StaticEmbedder, written: str, plain: str) -> None:
    np.testing.assert_allclose(embedder.embed_question(written), embedder.embed_question(plain), atol=1e-6)


def test_related_texts_without_a_common_word_are_nearer_on_average(embedder: StaticEmbedder) -> None:
    related = {
        "Xây dựng trường mầm non, mua bàn ghế.": "học sinh, lớp, sách giáo khoa",
        "Khám bệnh, tiêm chủng cho trẻ em tại trạm xá.": "bác sĩ, y tế, bảo hiểm",
        "Cải tạo kênh mương, hồ chứa phục vụ tưới tiêu.": "thủy lợi",
        "Thu gom rác thải sinh hoạt, xử lý nước thải.": "bảo vệ môi trường",
        "Tuyển lính, gọi thanh niên nhập ngũ.": "quốc phòng, dân quân",
        "Trồng rừng, phòng cháy, chữa cháy.": "lâm nghiệp, kiểm lâm",
        "Cấp giấy chứng nhận quyền sử dụng ruộng, vườn.": "đất đai, địa chính",
        "Đăng ký kết hôn, khai sinh.": "hộ tịch, thường trú",
    }
    scores = embedder.embed_passages(list(related)) @ embedder.embed_passages(list(related.values())).T
    unrelated = scores[~np.eye(len(related), dtype=bool)]
    assert scores.diagonal().mean() > unrelated.mean() + 0.05


def test_the_end_of_a_long_text_counts(embedder: StaticEmbedder) -> None:
    start = "thu nhập bình quân " * 2000
    assert embedder.embed_question(start) @ embedder.embed_question(start + "môi trường rừng " * 2000) < 0.95


def test_batches_do_not_show(embedder: StaticEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"chỉ tiêu số {n} của xã" for n in range(7)]
    whole = embedder.embed_passages(texts)
    monkeypatch.setattr(embed_static, "BATCH", 3)
    np.testing.assert_allclose(embedder.embed_passages(texts), whole, atol=1e-6)


def test_threads_share_it(embedder: StaticEmbedder) -> None:
    texts = [f"nghị quyết số {n} về phát triển kinh tế " * 20 for n in range(400)]
    alone = embedder.embed_passages(texts)
    with ThreadPoolExecutor(8) as pool:
        bulk = [pool.submit(embedder.embed_passages, texts) for _ in range(4)]
        single = list(pool.map(embedder.embed_question, texts))
    np.testing.assert_allclose(np.stack(single), alone, atol=1e-6)
    for one in bulk:
        np.testing.assert_array_equal(one.result(), alone)


def test_the_id_changes_with_the_weights_and_with_nothing_else(folder: Path) -> None:
    first = StaticEmbedder(folder).model_id
    (folder / "README.md").write_text("khác", encoding="utf-8")
    assert StaticEmbedder(folder).model_id == first
    weights = folder / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert StaticEmbedder(folder).model_id != first


@pytest.mark.parametrize("missing", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_missing_file_is_named_with_the_remedy(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(ModelUnavailable, match=rf"{missing}.*cài lại gói"):
        StaticEmbedder(folder)


def test_a_folder_that_is_not_there_is_never_asked_of_the_hub() -> None:
    started = time.monotonic()
    with pytest.raises(ModelUnavailable, match="minishlab"):
        StaticEmbedder(Path("minishlab/potion-base-8M"))
    assert time.monotonic() - started < 1.0


def test_broken_weights_are_an_error_of_ours(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelUnavailable, match="Không nạp được"):
        StaticEmbedder(folder)


def test_unit_length() -> None:
    given = np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)
    unit = unit_length(given)  # 3/5, 4/5; and the first axis for a zero
    np.testing.assert_allclose(unit, [[0.6, 0.8], [1.0, 0.0]], atol=1e-6)
    assert unit.dtype == np.float32
    assert given[0, 0] == 3.0
