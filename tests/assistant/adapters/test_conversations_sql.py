"""What only the stored conversations in SQL do."""

from pathlib import Path

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
