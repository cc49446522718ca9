"""Accounts: what SqlAccounts and MemoryAccounts both must do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.accounts_sql import SqlAccounts
from assistant.fakes import MemoryAccounts
from assistant.ports import Accounts
from assistant.types import Account, ApiKey, Session

HOA = Account("hoa", "admin", "băm-1", "2026-01-02T03:04:05+00:00")
AN = Account("an", "reader", "băm-2", "2026-01-03T03:04:05+00:00")
OLD = Session("d1", "hoa", "10.0.0.7", "2026-01-02T08:00:00+00:00", "2026-01-02T20:00:00+00:00")
NEW = Session("d2", "an", "10.0.0.8", "2026-01-03T08:00:00+00:00", "2026-01-03T20:00:00+00:00")
KEY = ApiKey("k1", "may-quet", "clerk", "2026-01-02T08:00:00+00:00", None)


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Accounts]:
    if request.param == "memory":
        yield MemoryAccounts()
        return
    with SqlAccounts(f"sqlite:///{tmp_path / 'archive.db'}") as opened:
        yield opened


def test_accounts_come_by_name_and_are_replaced_by_it(store: Accounts) -> None:
    store.save_account(HOA)
    store.save_account(AN)
    store.save_account(replace(AN, role="clerk"))
    assert store.accounts() == [replace(AN, role="clerk"), HOA]
    assert store.account("hoa") == HOA
    assert store.account("ai") is None


def test_sessions_go_with_their_account_by_hash_or_by_time(store: Accounts) -> None:
    for account, session in ((HOA, OLD), (AN, NEW)):
        store.save_account(account)
        store.save_session(session)
    assert store.sessions() == [NEW, OLD]
    assert store.session("d1") == OLD
    assert store.end_sessions(until="2026-01-02T20:00:00+00:00") == 1
    assert store.session("d1") is None
    store.remove_account("an")
    assert store.sessions() == []
    store.save_session(OLD)
    assert store.end_sessions(digest="d9") == 0
    assert store.end_sessions(digest="d1") == 1
    store.remove_account("ai")


def test_keys_are_found_by_hash(store: Accounts) -> None:
    ending = replace(KEY, digest="k2", name="an", ends="2026-02-02T08:00:00+00:00")
    store.save_key(KEY)
    store.save_key(ending)
    assert store.api_keys() == [ending, KEY]
    assert store.key("k1") == KEY
    store.remove_key("k1")
    store.remove_key("k1")
    assert store.key("k1") is None


def test_a_session_may_stay_when_the_others_end(store: Accounts) -> None:
    store.save_account(HOA)
    for digest in ("d1", "d2", "d3"):
        store.save_session(replace(OLD, digest=digest))
    assert store.end_sessions(name="hoa", but="d2") == 2
    assert [one.digest for one in store.sessions()] == ["d2"]


def test_a_lock_and_a_code_are_kept(store: Accounts) -> None:
    told = replace(AN, locked=True, code="băm", code_ends="2026-01-05T00:00:00+00:00")
    store.save_account(told)
    assert store.account("an") == told


def test_accounts_of_an_older_archive_are_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with sqlite3.connect(path) as old:
        old.execute("CREATE TABLE accounts (name TEXT PRIMARY KEY, role TEXT, password TEXT, made TEXT)")
        old.execute("INSERT INTO accounts VALUES ('hoa', 'admin', 'băm-1', '2026-01-02T03:04:05+00:00')")
    with SqlAccounts(f"sqlite:///{path}") as opened:
        assert opened.accounts() == [HOA]
