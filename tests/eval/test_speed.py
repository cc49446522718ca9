import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval import speed
from eval.bench.figure import Figure, Skipped
from eval.bench.place import Place


def fast(place: Place) -> Iterator[Figure]:
    yield Figure("fast", "Nhanh", value=place.passages / 2, unit="ms", limit=100.0, detail="2 lần")


def slow(_: Place) -> Iterator[Figure]:
    yield Figure("slow", "Chậm", value=3.0, unit="giây", limit=2.0)
    raise Skipped("không có dữ liệu")


def broken(_: Place) -> Iterator[Figure]:
    raise ZeroDivisionError("hỏng")
    yield


@pytest.fixture(autouse=True)
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "BENCHMARKS", {"fast": fast, "slow": slow, "broken": broken})


def test_table_and_json(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    arguments = ["--only", "fast", "--only", "slow", "--passages", "50", "--out", str(out)]
    done = CliRunner().invoke(speed.app, arguments)
    assert done.exit_code == 0
    assert "Máy: " in done.stdout
    assert "≤ 100" in done.stdout
    assert "0,25" in done.stdout  # 50 / 2 / 100
    assert "1,50 (không đạt)" in done.stdout  # 3 / 2
    assert "Bỏ qua slow: không có dữ liệu" in done.stdout
    written = json.loads(out.read_text(encoding="utf-8"))
    assert [(one["name"], one["ratio"], one["held"]) for one in written["figures"]] == [
        ("fast", 50 / 2 / 100, True),
        ("slow", 3 / 2, False),
    ]


def test_a_benchmark_that_fails_is_told_and_costs_the_others_nothing() -> None:
    done = CliRunner().invoke(speed.app, [])
    assert done.exit_code == 1
    assert "Lỗi broken: ZeroDivisionError: hỏng" in done.stdout
    assert "Nhanh" in done.stdout


def test_an_unknown_benchmark() -> None:
    done = CliRunner().invoke(speed.app, ["--only", "khác"])
    assert done.exit_code == 2
    assert "Không có mục đo khác" in done.stderr


def test_a_history_shows_what_changed(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    for passages in ("50", "100"):
        done = CliRunner().invoke(speed.app, ["--only", "fast", "--passages", passages, "--history", str(path)])
    assert "25,0 (nay 2,00×)" in done.stdout  # 100 / 2 after 50 / 2
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2
