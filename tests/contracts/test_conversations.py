"""Conversations: what SqlConversations and MemoryConversations both must do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adapters.conversations_sql import SqlConversations
from assistant.fakes import MemoryConversations
from assistant.ports import Conversations
from tests.ui.fake_assistant import FakeAssistant


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Conversations]:
    if request.param == "memory":
        yield MemoryConversations()
        return
    opened = SqlConversations(f"sqlite:///{tmp_path / 'archive.db'}")
    yield opened
    opened.close()


def test_an_answer_reloads_as_it_was_shown(store: Conversations) -> None:
    assistant = FakeAssistant()
    answers = [assistant.ask("thu nhập trên 58"), assistant.ask("giải pháp"), assistant.ask("sân bay")]
    held = store.append(None, "thu nhập trên 58", answers[0])
    assert store.append(held, "giải pháp", answers[1]) == held
    assert store.append(held, "sân bay", answers[2]) == held
    conversation = store.load(held)
    assert conversation is not None
    assert [each.question for each in conversation.exchanges] == ["thu nhập trên 58", "giải pháp", "sân bay"]
    # Equal down to citations, rows, verdicts and the parsed question.
    assert [each.answer for each in conversation.exchanges] == answers


def test_the_newest_comes_first_without_its_exchanges(store: Conversations) -> None:
    answer = FakeAssistant().ask("giải pháp")
    first = store.append(None, "một", answer)
    second = store.append(None, "hai", answer)
    assert [(each.conversation_id, each.title) for each in store.recent(10)] == [(second, "hai"), (first, "một")]
    assert [each.exchanges for each in store.recent(1)] == [()]


def test_a_conversation_that_is_gone_is_begun_anew(store: Conversations) -> None:
    answer = FakeAssistant().ask("giải pháp")
    held = store.append(None, "một", answer)
    store.remove(held)
    assert store.load(held) is None
    again = store.append(held, "hai", answer)
    assert [each.title for each in store.recent(10)] == ["hai"]
    assert store.load(again) is not None


def test_an_unknown_id_is_ignored(store: Conversations) -> None:
    store.remove(99)
    assert store.load(99) is None
    assert store.recent(5) == []
