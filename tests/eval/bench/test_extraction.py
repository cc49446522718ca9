from pathlib import Path

import pytest

from eval.bench import extraction
from eval.bench.place import Place


def test_what_the_process_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(tmp_path, shared=tmp_path)
    vars(place)["sample_data"] = tmp_path
    monkeypatch.setattr(extraction, "python", lambda *_, data: f"350.5 24 {76_000 if data == tmp_path else 0}\n")
    (figure,) = extraction.extraction(place)
    assert figure.value == 350.5
    assert figure.ratio == 350.5 / extraction.LIMIT_KB_S
    assert figure.held  # more is better
    assert figure.detail == "24 văn bản mẫu, 76 KB, tính theo thời gian bộ xử lý"
