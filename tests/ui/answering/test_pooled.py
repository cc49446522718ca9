"""Answers of processes are those of the assistant itself, over a real archive."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest

from assistant.build import Assistant, open_assistant
from assistant.errors import InvalidQuestion
from assistant.settings import Settings
from assistant.types import Answer, Step, Turn
from ingest.pipeline import ingest
from tests.ui.answering.opening import beside, nothing_found
from tests.ui.answering.test_pool import started, until
from tests.ui.fake_assistant import FakeAssistant
from ui.answering.pool import Pool
from ui.answering.pooled import answering, open_beside, pooled, workers_of
from ui.ports import Assistant as Port

TEXT = """NGHỊ QUYẾT
Về nhiệm vụ năm 2024 của Đảng bộ xã Bình Thủy

II. CHỈ TIÊU NĂM 2024
- Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm.
- Tỷ lệ hộ nghèo giảm còn 1,2%.

III. NHIỆM VỤ, GIẢI PHÁP
1. Đẩy mạnh cải cách hành chính, nâng cao chất lượng phục vụ của bộ phận một cửa.
2. Tăng cường quản lý đất đai, tài nguyên và môi trường.
"""
QUESTIONS = (
    "Xã nào đặt chỉ tiêu thu nhập bình quân đầu người từ 58 triệu đồng?",
    "Có giải pháp gì về cải cách hành chính?",
    "Tỷ lệ hộ nghèo của xã Bình Thủy là bao nhiêu?",
    "Văn bản có nói gì về tàu vũ trụ không?",
    "tóm tắt nghị quyết xã Bình Thủy",
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("kho")
    (folder / "xa_binh_thuy.txt").write_text(TEXT, encoding="utf-8")
    settings = Settings(_env_file=None, data=folder / "kho", workers=1)
    (file,) = ingest([folder / "xa_binh_thuy.txt"], settings=settings)
    assert file.outcome == "added"
    with closing(open_assistant(settings)) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def beside_it(own: Assistant) -> Iterator[Port]:
    with closing(Pool(partial(open_beside, settings=own.settings), size=1, search=own.retrieve)) as pool:
        pool.start()
        until(lambda: pool.is_ready)
        yield pooled(own, pool)


def same(answer: Answer) -> Answer:
    """An answer without the time that it took."""
    return replace(answer, trace=replace(answer.trace, ms={}))


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_the_same(own: Assistant, beside_it: Port, question: str) -> None:
    expected = same(own.ask(question))
    assert same(beside_it.ask(question)) == expected
    *pieces, last = beside_it.stream(question)
    assert same(last) == expected
    assert pieces == list(own.stream(question))[:-1]
    assert list(beside_it.follow(question))[:-1] == [Step("search"), *pieces]


def test_a_question_that_leans_on_the_one_before_and_one_that_is_none(own: Assistant, beside_it: Port) -> None:
    before = [Turn("user", QUESTIONS[0]), Turn("assistant", own.ask(QUESTIONS[0]).text)]
    asked = "Còn tỷ lệ hộ nghèo?"
    assert same(beside_it.ask(asked, history=before)) == same(own.ask(asked, history=before))
    for way in (beside_it.ask, lambda text: list(beside_it.stream(text))):
        with pytest.raises(InvalidQuestion, match="Câu hỏi trống"):
            way("  ")


def test_a_correction_is_seen_by_the_next_answer(own: Assistant, beside_it: Port) -> None:
    (row,) = own.shelf.indicators(["thu_nhap_binh_quan"])
    try:
        beside_it.ledger.review(row.row_id, decision="correct", by="Lan", changes={"value": "68"})
        assert "68 triệu" in beside_it.ask("Xã nào đặt chỉ tiêu thu nhập trên 60 triệu?").text
    finally:
        own.ledger.review(row.row_id, decision="undo", by="Lan")
    assert "68 triệu" not in beside_it.ask("Xã nào đặt chỉ tiêu thu nhập trên 50 triệu?").text


class Held(FakeAssistant):
    """Answers once it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.go = Event(), Event()

    def ask(self, text: str, *, history: object = ()) -> Answer:
        self.asked.set()
        assert self.go.wait(60)
        return super().ask(text)


def test_processes_are_started_once_two_questions_meet_and_nobody_waits_for_them() -> None:
    inner = Held()
    with closing(Pool(beside, size=1, search=nothing_found)) as pool:
        assistant = pooled(inner, pool)
        inner.go.set()
        assistant.ask("thu nhập trên 58")
        assert not pool.pids()
        inner.go.clear()
        inner.asked.clear()
        first = Thread(target=assistant.ask, args=("thu nhập trên 58",))
        first.start()
        assert inner.asked.wait(60)
        inner.asked.clear()
        second = Thread(target=assistant.ask, args=("giải pháp?",))
        second.start()
        assert inner.asked.wait(60)  # it is asked here, too: no process is there yet
        inner.go.set()
        first.join()
        second.join()
        until(lambda: pool.is_ready)
        inner.go.clear()  # who were asked here now would wait
        assert assistant.ask("thu nhập trên 58").outcome == "answered"


def test_where_the_processes_are_gone_the_assistant_answers_itself() -> None:
    pool = started(size=1)
    assistant = pooled(FakeAssistant(), pool)
    pool.close()
    assert assistant.ask("thu nhập trên 58").outcome == "answered"
    assert list(assistant.follow("thu nhập trên 58")) == list(FakeAssistant().follow("thu nhập trên 58"))


def test_one_worker_and_a_language_model_leave_answers_in_the_process(tmp_path: Path) -> None:
    for changes in ({"workers": 1}, {"workers": 3, "chat_model": "ollama:qwen3"}):
        inner = FakeAssistant()
        inner.settings = Settings(_env_file=None, data=tmp_path, **changes)
        with answering(inner) as assistant:
            assert assistant is inner
    assert workers_of(Settings(_env_file=None, data=tmp_path, workers=3)) == 3
    assert 1 <= workers_of(Settings(_env_file=None, data=tmp_path)) <= 4
