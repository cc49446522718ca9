from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.ui.conftest import Cli


def test_the_audit_is_listed_and_checked(cli: Cli, tmp_path: Path) -> None:
    assert "còn trống" in cli("audit", "verify", "--data", tmp_path).stderr
    for name in ("an", "hoa", "binh"):
        cli("user", "key", name, "--data", tmp_path)
    listed = cli("audit", "list", "--text", "hoa", "--format", "csv", "--data", tmp_path)
    assert "key add hoa" in listed.stdout
    assert "key add an" not in listed.stdout
    head = cli("audit", "verify", "--data", tmp_path).stdout.strip()
    assert cli("audit", "verify", "--head", head, "--data", tmp_path).exit_code == 0


def test_one_broken_byte_is_found(cli: Cli, tmp_path: Path) -> None:
    for name in ("an", "hoa", "binh"):
        cli("user", "key", name, "--data", tmp_path)
    with sqlite3.connect(tmp_path / "archive.db") as raw:
        raw.execute("UPDATE audit SET about = replace(about, 'hoa', 'hoA')")
    told = cli("audit", "verify", "--data", tmp_path)
    assert told.exit_code == 1
    assert "đứt ở dòng 2" in told.stderr


def test_an_end_that_was_cut_off_is_found_by_its_code(cli: Cli, tmp_path: Path) -> None:
    for name in ("an", "hoa"):
        cli("user", "key", name, "--data", tmp_path)
    head = cli("audit", "verify", "--data", tmp_path).stdout.strip()
    with sqlite3.connect(tmp_path / "archive.db") as raw:
        raw.execute("DELETE FROM audit WHERE n = 2")
    assert cli("audit", "verify", "--data", tmp_path).exit_code == 0
    assert cli("audit", "verify", "--head", head, "--data", tmp_path).exit_code == 1
