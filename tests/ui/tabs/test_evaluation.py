from pathlib import Path

import gradio as gr
import pytest

from assistant.settings import Settings
from eval.flagged import flag
from tests.ui.fake_assistant import FakeAssistant
from tests.ui.test_evaluation import TABLE
from ui.tabs.evaluation import compared, detail, offered_flags, results, run_status


@pytest.fixture
def assistant(tmp_path: Path) -> FakeAssistant:
    return FakeAssistant(settings=Settings(_env_file=None, data=tmp_path / "kho"))


@pytest.fixture
def name(assistant: FakeAssistant, tmp_path: Path) -> str:
    """A finished run of three questions: right, wrong, failed."""
    path = tmp_path / "bo.csv"
    path.write_text(TABLE, encoding="utf-8")
    steps = list(run_status(assistant, None, str(path)))
    assert "Xong: 3/3 câu (100,0%), đúng 1." in steps[-1][0]
    finished = steps[-1][1]
    assert finished is not None
    return finished


def test_the_results_list_wrong_questions_first(assistant: FakeAssistant, name: str) -> None:
    html = results(assistant, name)
    assert "Đúng 1/3 câu" in html
    assert html.index("Thu nhập trên 59?") < html.index("Thu nhập trên 58?")
    assert 'data-nq="case" data-key="0002"' in html


def test_one_question_with_its_evidence_and_steps(assistant: FakeAssistant, name: str) -> None:
    html = detail(assistant, name, "0002")
    assert "thiếu “99”" in html
    assert "<strong>Có 1 xã</strong>" in html
    assert "Hiểu là: chỉ tiêu thu nhập" in html
    assert "Hiểu câu hỏi: 0,00 giây" in html
    assert 'data-nq="span"' in html
    assert "Không có: lỗi khi hỏi." in detail(assistant, name, "0003")


def test_two_runs_side_by_side(assistant: FakeAssistant, name: str) -> None:
    html = compared(assistant, name, name)
    assert "Trả lời đúng" in html
    assert "<svg" in html
    assert "0 câu trước đúng" not in html


@pytest.mark.parametrize("case_id", ["9999", "<script>", ""])
def test_a_key_that_leads_nowhere_opens_nothing(assistant: FakeAssistant, name: str, case_id: str) -> None:
    assert "bấm vào một câu hỏi" in detail(assistant, name, case_id)


def test_what_is_not_there_is_told(assistant: FakeAssistant) -> None:
    assert "Không có lần chạy" in results(assistant, "../x")
    assert "Không có lần chạy" in detail(assistant, "../x", "0001")
    assert "Không có lần chạy" in compared(assistant, "../x", "../y")
    assert "Chọn bộ câu hỏi" in results(assistant, None)
    ((status, finished),) = run_status(assistant, None, None)
    assert "Chưa chọn bộ câu hỏi" in status
    assert finished is None


@pytest.mark.filterwarnings("ignore:The value passed into gr.Dropdown")  # in an event it is an update
@pytest.mark.parametrize(
    ("chosen", "expected", "left"), [(None, "", True), (None, "60,5", False), ("own", "60,5", True)]
)
def test_an_answer_that_comes_late_leaves_what_is_being_written(
    assistant: FakeAssistant, chosen: str | None, expected: str, *, left: bool
) -> None:
    one = flag("Xã nào trên 58 triệu?", history=(), answer="Có 1 xã")
    assistant.flags.flag(one)
    if expected:
        assistant.flags.complete(one.flag_id, expected=expected, documents=())
    asked = one.flag_id if chosen == "own" else chosen
    _, seen, field, _ = offered_flags(assistant, asked, being_written=True)
    assert "Xã nào trên 58 triệu?" in str(seen)
    assert (field == gr.skip()) is left
    assert offered_flags(assistant, asked)[2] == expected
