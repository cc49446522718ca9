import json
import lzma
from pathlib import Path

import pytest

from eval.bench.place import Place
from eval.bench.scale import LAW, scale


@pytest.mark.slow
def test_a_small_large_archive(tmp_path: Path) -> None:
    text = "Nghị quyết nêu giải pháp xây dựng Đảng, quốc phòng, an ninh, chuyển đổi số, môi trường nông thôn. "
    with lzma.open(tmp_path / LAW, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"title": f"Điều {number}", "text": text * 20}) + "\n" for number in range(20))
    figures = {one.name: one for one in scale(Place(tmp_path / "work", shared=tmp_path, passages=60))}
    assert figures["scale.build.archive"].detail.startswith("2 văn bản")  # 60 passages, 50 a document
    assert "60 đoạn" in figures["scale.build.indexes"].detail
    assert "60 đoạn" in figures["scale.passages.p50"].detail
    assert 0 < figures["scale.ledger.p50"].value <= figures["scale.ledger.p95"].value
    assert {f"scale.first.{name}" for name in ("ledger", "text", "passages")} <= set(figures)
    assert "texts" in figures["scale.disk"].detail
