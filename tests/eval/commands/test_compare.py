from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.cli import app
from eval.jsonl import InvalidFile
from tests.eval.test_compare import AFTER, BEFORE, write


def test_two_folders_become_a_table_and_a_page(tmp_path: Path) -> None:
    before = write(tmp_path / "truoc", *BEFORE.results.values())
    after = write(tmp_path / "sau", *AFTER.results.values())
    out = tmp_path / "trang.html"
    done = CliRunner().invoke(app, ["compare", str(before), str(after), "--out", str(out)])
    assert done.exit_code == 0
    assert "truoc → sau (set.jsonl)" in done.stdout
    assert "1 câu chỉ có ở lần trước: Q4" in done.stderr
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_folder_without_a_run(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match=r"results\.jsonl: không có tệp này"):
        CliRunner().invoke(app, ["compare", str(tmp_path), str(tmp_path)], catch_exceptions=False)
