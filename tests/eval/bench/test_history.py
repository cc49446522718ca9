from pathlib import Path

import pytest

from eval.bench.figure import Figure
from eval.bench.history import keep_figures, last_figures
from eval.jsonl import InvalidFile

HERE = {"processor": "A", "cores": 2, "system": "Linux x86_64", "load": 0.1}
THERE = {**HERE, "cores": 64}


def test_the_last_figures_of_this_machine(tmp_path: Path) -> None:
    path = tmp_path / "new" / "history.jsonl"
    assert last_figures(path, host=HERE) == {}
    keep_figures([Figure("start", "", 1.0, "s"), Figure("scale", "", 9.0, "s")], path=path, host=HERE)
    keep_figures([Figure("start", "", 2.0, "s")], path=path, host={**HERE, "load": 7.5})
    keep_figures([Figure("start", "", 0.1, "s")], path=path, host=THERE)
    assert last_figures(path, host=HERE) == {"start": 2.0, "scale": 9.0}
    assert last_figures(path, host=THERE) == {"start": 0.1}


def test_what_is_no_history_is_told(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    path.write_text('{"figures": 1}\n', encoding="utf-8")
    with pytest.raises(InvalidFile, match=r"history\.jsonl:1: trường “machine”"):
        last_figures(path, host=HERE)
