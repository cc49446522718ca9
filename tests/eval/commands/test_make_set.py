import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from eval.cases import load_cases
from eval.cli import app
from tests.eval.making import FakeAssistant, FakeShelf
from tests.eval.test_make_set import shelf


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    build = SimpleNamespace(open_assistant=lambda _: FakeAssistant(shelf()))
    monkeypatch.setitem(sys.modules, "assistant.build", build)
    monkeypatch.setattr("eval.make_set._PATIENCE", 100)


def make(out: Path, count: int) -> str:
    done = CliRunner().invoke(app, ["make-set", "--count", str(count), "--seed", "3", "--out", str(out)])
    assert done.exit_code == 0
    return done.stderr


def test_a_set_is_written_and_can_be_read(tmp_path: Path) -> None:
    assert "Đã ghi 40 câu hỏi" in make(tmp_path / "a.jsonl", 40)
    assert len(load_cases(tmp_path / "a.jsonl").cases) == 40
    make(tmp_path / "b.jsonl", 40)
    assert load_cases(tmp_path / "a.jsonl").hash == load_cases(tmp_path / "b.jsonl").hash


def test_fewer_than_asked_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = FakeShelf(shelf().resolutions[:1], shelf().rows[:1])
    monkeypatch.setattr(sys.modules["assistant.build"], "open_assistant", lambda _: FakeAssistant(one))
    assert "không còn gì khác để hỏi, thiếu " in make(tmp_path / "a.jsonl", 1_000_000)
