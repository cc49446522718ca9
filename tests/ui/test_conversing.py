from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from queue import SimpleQueue

import pytest

from assistant.errors import ArchiveInUse
from assistant.types import Answer, Archived, Step, Turn
from tests.ui.fake_assistant import FakeAssistant
from ui.conversing import Screen, converse, flagged, history, keep, listed, opened, reloaded
from ui.views.actions import CiteKey
from ui.views.thread import Exchange

NEVER_S = 3600.0  # longer than any answer here takes


def ask(assistant: FakeAssistant, question: str, *before: Exchange) -> list[Screen]:
    return list(converse(assistant, question, exchanges=before, apart_s=NEVER_S))


def test_an_answer_grows_and_ends_with_its_citations(
    assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = SimpleQueue[None]()

    def follow(*_: object, **__: object) -> Iterator[Step | str | Answer]:
        for piece in list(FakeAssistant.follow(assistant, "thu nhập trên 58")):
            seen.get(timeout=NEVER_S)  # each piece comes once the one before is on the screen
            yield piece

    monkeypatch.setattr(assistant, "follow", follow)
    screens = []
    for screen in converse(assistant, "thu nhập trên 58", exchanges=(), apart_s=0.0):
        screens.append(screen)
        seen.put(None)
    last = [screen.exchanges[-1] for screen in screens]
    assert last[0] == Exchange("thu nhập trên 58")
    assert last[1].step == "search"
    assert last[2].piece == "**Có 1 xã** đặt"
    assert all(after.piece.startswith(before.piece) for before, after in pairwise(last[2:-1]))
    assert last[-1].answer is not None
    assert "Trích dẫn (3)" in screens[-1].sources


def test_what_comes_faster_than_anybody_reads_is_not_shown_piece_by_piece(assistant: FakeAssistant) -> None:
    (answered,) = (screen.exchanges[-1] for screen in ask(assistant, "thu nhập trên 58"))
    assert answered.answer == assistant.ask("thu nhập trên 58")


def test_the_conversation_goes_along_without_its_failures(assistant: FakeAssistant) -> None:
    first = ask(assistant, "thu nhập trên 58")[-1].exchanges
    second = ask(assistant, "hỏng", *first)[-1].exchanges
    third = ask(assistant, "giải pháp?", *second)[-1].exchanges
    assert [turn.content for turn in assistant.heard[-1]] == ["thu nhập trên 58", first[0].answer.text]
    assert history(third)[-2] == Turn("user", "giải pháp?")


@pytest.mark.parametrize(
    ("question", "told"),
    [("hỏng", "Lỗi phần mềm."), ("x" * 2001, "Lỗi: Câu hỏi dài 2001 ký tự")],
)
def test_a_failure_ends_as_a_failure(assistant: FakeAssistant, question: str, told: str) -> None:
    last = ask(assistant, question)[-1].exchanges[-1]
    assert last.answer is None
    assert last.failure.startswith(told)


def test_an_answer_that_breaks_off_is_a_failure(assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant, "stream", lambda *_, **__: (piece for piece in ["nửa câu"]))
    last = ask(assistant, "a")[-1].exchanges[-1]
    assert last.failure.startswith("Lỗi: chưa nhận được câu trả lời trọn vẹn")


def test_an_archive_in_use_is_told(assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> None:
        raise ArchiveInUse("Kho đang bận.")

    monkeypatch.setattr(assistant, "stream", busy)
    assert ask(assistant, "a")[-1].exchanges[-1].failure == "Lỗi: Kho đang bận."


def test_a_citation_of_any_answer_opens_and_folds(assistant: FakeAssistant) -> None:
    exchanges = ask(assistant, "giải pháp", *ask(assistant, "thu nhập trên 58")[-1].exchanges)[-1].exchanges
    assert "60,5 triệu đồng/người/năm</mark>" in opened(assistant, CiteKey(0, 1), exchanges=exchanges)
    assert "phục vụ của bộ phận một cửa</mark>" in opened(assistant, CiteKey(1, 1), exchanges=exchanges)
    assert "<mark" not in opened(assistant, CiteKey(1, 1), exchanges=exchanges, fold=True)


@pytest.mark.parametrize("key", [None, CiteKey(9, 1), CiteKey(0, 99)])
def test_a_key_that_leads_nowhere_opens_nothing(assistant: FakeAssistant, key: CiteKey | None) -> None:
    exchanges = ask(assistant, "thu nhập trên 58")[-1].exchanges
    assert "<mark" not in opened(assistant, key, exchanges=exchanges)


def test_a_document_gone_meanwhile_leaves_its_quote_and_says_so(assistant: FakeAssistant) -> None:
    exchanges = ask(assistant, "thu nhập trên 58")[-1].exchanges
    assistant.shelf.clear()
    shown = opened(assistant, CiteKey(0, 1), exchanges=exchanges)
    assert "Văn bản “002_hung_tan.txt” đã được gỡ khỏi kho ngày 01/01/2025." in shown
    assert exchanges[0].answer.citations[0].quote in shown


def test_a_stored_conversation_reloads_as_it_was_shown(assistant: FakeAssistant) -> None:
    screens = ask(assistant, "giải pháp", *ask(assistant, "thu nhập trên 58")[-1].exchanges)
    exchanges = screens[-1].exchanges
    held = keep(assistant, 0, exchanges[:1], owner="lan")
    assert keep(assistant, held, exchanges, owner="lan") == held
    again = reloaded(assistant, held, owner="lan")
    assert again.exchanges == exchanges
    assert again.sources == screens[-1].sources
    assert f'href="/?c={held}"' in listed(assistant, owner="lan")
    assert reloaded(assistant, held, owner="minh").exchanges == ()
    assert f'href="/?c={held}"' not in listed(assistant, owner="minh")


def test_a_failure_is_not_stored(assistant: FakeAssistant) -> None:
    assert keep(assistant, 0, ask(assistant, "hỏng")[-1].exchanges, owner="lan") == 0
    assert "Chưa có hội thoại nào" in listed(assistant, owner="lan")


def test_a_browser_without_an_owner_leaves_nothing_for_others(assistant: FakeAssistant) -> None:
    assert keep(assistant, 0, ask(assistant, "thu nhập trên 58")[-1].exchanges, owner=None) == 0
    assert "Chưa có hội thoại nào" in listed(assistant, owner=None)


def test_a_conversation_that_is_gone_is_empty(assistant: FakeAssistant) -> None:
    assert reloaded(assistant, 99, owner="lan").exchanges == ()


def test_a_document_that_was_read_again_shows_the_quote_where_it_stands_now(assistant: FakeAssistant) -> None:
    exchanges = ask(assistant, "thu nhập trên 58")[-1].exchanges
    held = assistant.shelf.document("d2")
    quote = exchanges[0].answer.citations[0].quote
    moved = replace(held, text=f"Trang 1\n{held.text}")
    assistant.shelf.save(Archived(moved, (), ()))
    assert f'<mark class="nq-mark">{quote}</mark>' in opened(assistant, CiteKey(0, 1), exchanges=exchanges)
    assistant.shelf.save(Archived(replace(held, text="Văn bản khác."), (), ()))
    shown = opened(assistant, CiteKey(0, 1), exchanges=exchanges)
    assert "Văn bản đã được đọc lại" in shown
    assert quote in shown


def test_a_click_keeps_the_question_with_its_conversation(assistant: FakeAssistant) -> None:
    first = list(converse(assistant, "thu nhập trên 58", exchanges=()))[-1].exchanges
    both = list(converse(assistant, "hỏng", exchanges=first))[-1].exchanges
    third = list(converse(assistant, "Còn giải pháp?", exchanges=both))[-1].exchanges
    after = flagged(assistant, 2, "wrong", reason="sai năm", exchanges=third)
    assert [one.verdict for one in after] == [None, None, "wrong"]
    (kept,) = assistant.flags.flagged()
    assert (kept.question, kept.history) == ("Còn giải pháp?", tuple(history(both)))
    assert third[2].answer is not None
    assert kept.reason == "sai năm"
    assert kept.answer == third[2].answer.text


@pytest.mark.parametrize("turn", [1, 9])
def test_a_failure_or_a_turn_that_is_not_there_keeps_nothing(assistant: FakeAssistant, turn: int) -> None:
    first = list(converse(assistant, "thu nhập trên 58", exchanges=()))[-1].exchanges
    both = list(converse(assistant, "hỏng", exchanges=first))[-1].exchanges
    assert flagged(assistant, turn, "wrong", exchanges=both) == both
    assert assistant.flags.flagged() == []
