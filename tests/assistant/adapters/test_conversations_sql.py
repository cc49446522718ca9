"""What only the stored conversations in SQL do."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.adapters import conversations_sql
from assistant.adapters.conversations_sql import TITLE_CHARS, SqlConversations
from tests.ui.fake_assistant import FakeAssistant


def test_conversations_outlive_the_process_that_kept_them(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'archive.db'}"
    answer = FakeAssistant().ask("thu nhập trên 58")
    first = SqlConversations(url)
    held = first.append(None, "thu nhập trên 58", answer)
    first.close()
    again = SqlConversations(url)
    conversation = again.load(held)
    again.close()
    assert conversation is not None
    assert conversation.exchanges[0].answer == answer
    assert conversation.started.endswith("+00:00")


def test_a_long_question_is_cut_only_in_the_title(tmp_path: Path) -> None:
    store = SqlConversations(f"sqlite:///{tmp_path / 'archive.db'}")
    question = "a" * (TITLE_CHARS + 50)
    held = store.append(None, question, FakeAssistant().ask("giải pháp"))
    conversation = store.load(held)
    store.close()
    assert conversation is not None
    assert len(conversation.title) == TITLE_CHARS
    assert conversation.exchanges[0].question == question


def test_conversations_of_an_older_archive_are_everybodys(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE conversations (id INTEGER PRIMARY KEY, title TEXT NOT NULL, started TEXT NOT NULL)")
        raw.execute("INSERT INTO conversations VALUES (7, 'Thu nhập?', '2025-03-01T08:00:00+00:00')")
    for owner in ("lan", "minh", None):
        with SqlConversations(f"sqlite:///{path}") as store:
            assert [(each.conversation_id, each.own) for each in store.recent(5, owner=owner)] == [(7, False)]


def test_what_was_taken_away_is_forgotten_after_its_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = FakeAssistant().ask("giải pháp")
    with SqlConversations(f"sqlite:///{tmp_path / 'archive.db'}") as store:
        first, second = (store.append(None, title, answer) for title in ("một", "hai"))
        store.remove(first)
        monkeypatch.setattr(conversations_sql, "KEPT", timedelta(days=-1))
        store.remove(second)
        store.restore(first)
        assert store.load(first) is None
