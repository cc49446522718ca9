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


def test_each_owner_finds_their_own_and_what_has_none(store: Conversations) -> None:
    answer = FakeAssistant().ask("giải pháp")
    of_all = store.append(None, "chung", answer)
    lan = store.append(None, "của Lan", answer, owner="lan")
    assert [each.conversation_id for each in store.recent(10, owner="lan")] == [lan, of_all]
    assert [each.own for each in store.recent(10, owner="lan")] == [True, False]
    assert [each.conversation_id for each in store.recent(10, owner="minh")] == [of_all]
    assert [each.conversation_id for each in store.recent(10)] == [of_all]
    assert store.load(lan, owner="minh") is None
    assert store.load(lan) is None


def test_nobody_changes_what_is_somebody_elses(store: Conversations) -> None:
    answer = FakeAssistant().ask("giải pháp")
    lan = store.append(None, "của Lan", answer, owner="lan")
    store.rename(lan, "của Minh", owner="minh")
    store.pin(lan, pinned=True, owner="minh")
    store.remove(lan, owner="minh")
    begun = store.append(lan, "hỏi thêm", answer, owner="minh")
    held = store.load(lan, owner="lan")
    assert begun != lan
    assert held is not None
    assert (held.title, held.pinned, len(held.exchanges)) == ("của Lan", False, 1)
    store.remove(lan, owner="lan")
    store.restore(lan, owner="minh")
    assert store.load(lan, owner="lan") is None


def test_a_conversation_is_renamed_and_pinned_above_newer_ones(store: Conversations) -> None:
    answer = FakeAssistant().ask("giải pháp")
    first = store.append(None, "một", answer, owner="lan")
    store.append(None, "hai", answer, owner="lan")
    store.rename(first, "Thu nhập các xã", owner="lan")
    store.pin(first, pinned=True, owner="lan")
    assert [each.title for each in store.recent(10, owner="lan")] == ["Thu nhập các xã", "hai"]
    store.pin(first, pinned=False, owner="lan")
    assert [each.title for each in store.recent(10, owner="lan")] == ["hai", "Thu nhập các xã"]


def test_a_conversation_that_was_taken_away_comes_back(store: Conversations) -> None:
    answer = FakeAssistant().ask("giải pháp")
    held = store.append(None, "một", answer, owner="lan")
    store.remove(held, owner="lan")
    assert store.recent(10, owner="lan") == []
    store.restore(held, owner="lan")
    again = store.load(held, owner="lan")
    assert again is not None
    assert [each.answer for each in again.exchanges] == [answer]


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
    store.restore(99)
    store.rename(99, "x")
    store.pin(99, pinned=True)
    assert store.load(99) is None
    assert store.recent(5) == []
