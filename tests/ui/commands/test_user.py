from __future__ import annotations

import json
from pathlib import Path

from tests.ui.conftest import Cli

LONG = "mat-khau-du-dai\n"


def test_users_are_added_listed_changed_and_removed(cli: Cli, tmp_path: Path) -> None:
    def user(*args: str, **options: str):
        return cli("user", *args, "--data", tmp_path, **options)

    assert user("add", "An", "--role", "clerk", "--password-stdin", input=LONG).exit_code == 0
    assert user("add", "hoa", input=LONG * 2).exit_code == 0  # asked for twice on the screen
    listed = [json.loads(line) for line in user("list", "--json").stdout.splitlines()]
    assert [(one["name"], one["role"]) for one in listed] == [("an", "clerk"), ("hoa", "reader")]
    assert "argon2" not in user("list").stdout
    assert user("password", "an", "--password-stdin", input="mot-mat-khau-khac\n").exit_code == 0
    assert user("remove", "an").exit_code == 0
    again = user("remove", "an")
    assert (again.exit_code, again.stderr) == (2, "Lỗi: Không có tài khoản 'an'. Xem: nghiquyet user list\n")
    assert user("add", "moi", "--role", "vua", "--password-stdin", input=LONG).exit_code == 2
    assert user("add", "moi", "--password-stdin", input="ngan\n").exit_code == 2


def test_keys_are_told_once_and_end(cli: Cli, tmp_path: Path) -> None:
    made = cli("user", "key", "may-quet", "--days", "30", "--data", tmp_path)
    assert made.stdout.startswith("nq_")
    listed = cli("user", "keys", "--data", tmp_path).stdout
    assert "may-quet" in listed
    assert made.stdout.strip() not in listed
    assert cli("user", "key", "may-quet", "--remove", "--data", tmp_path).exit_code == 0
    assert "may-quet" not in cli("user", "keys", "--data", tmp_path).stdout
