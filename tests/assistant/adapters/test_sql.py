"""What every store in SQL shares."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.adapters import sql
from assistant.adapters.conversations_sql import SqlConversations
from assistant.errors import ArchiveUnusable
from tests.ui.fake_assistant import FakeAssistant


def test_writers_that_read_first_wait_for_each_other(tmp_path: Path) -> None:
    """Two processes, here two stores: with a transaction that begins by reading, one of them fails at once."""
    stores = [SqlConversations(f"sqlite:///{tmp_path / 'archive.db'}") for _ in range(2)]
    answer = FakeAssistant().ask("giải pháp")
    held = stores[0].append(None, "giải pháp", answer)
    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(lambda place: stores[place % 2].append(held, f"câu {place}", answer), range(80)))
    conversation = stores[0].load(held)
    for store in stores:
        store.close()
    assert conversation is not None
    assert sorted(each.question for each in conversation.exchanges[1:]) == sorted(f"câu {n}" for n in range(80))


def test_a_broken_file_that_sqlite_quotes_is_told_as_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The broken part of a file need not be text; Python then raises another error in SQLite's place."""

    class Quoting:
        isolation_level = ""

        def execute(self, statement: str) -> None:
            b"\xfa".decode()

    set_up = sql._set_up_sqlite
    monkeypatch.setattr(sql, "_set_up_sqlite", lambda _, record: set_up(Quoting(), record))
    with pytest.raises(ArchiveUnusable, match="đã hỏng"):
        SqlConversations(f"sqlite:///{tmp_path / 'archive.db'}")
