from pathlib import Path

import pytest

from eval.bench.place import python
from eval.bench.plain import CHUNK, OVERLAP


@pytest.mark.slow
def test_texts_become_chunks(tmp_path: Path) -> None:
    texts, store = tmp_path / "texts", tmp_path / "store"
    texts.mkdir()
    store.mkdir()
    (texts / "a.txt").write_text("x" * (2 * CHUNK - OVERLAP), encoding="utf-8")
    (texts / "b.txt").write_text("Thu nhập bình quân", encoding="utf-8")
    assert python("-m", "eval.bench.plain", texts, store, data=tmp_path) == f"{2 + 1}\n"
    assert (store / "chroma.sqlite3").exists()
