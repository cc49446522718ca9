from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import InvalidSetting
from assistant.settings import Settings
from assistant.types import Archived
from eval.flagged import NAME, flag
from eval.jsonl import InvalidFile
from tests.ui.fake_assistant import FakeAssistant
from ui.evaluation import MOST, chosen_set, earlier_runs, opened_run, ordered, run, sets

TABLE = 'câu hỏi,câu trả lời mong đợi\nThu nhập trên 58?,"60,5"\nThu nhập trên 59?,99\nBảng hỏng?,1\n'


@pytest.fixture
def assistant(tmp_path: Path) -> FakeAssistant:
    return FakeAssistant(settings=Settings(_env_file=None, data=tmp_path / "kho"))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "Bộ thử.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_run_is_kept_under_time_and_set(assistant: FakeAssistant, table: Path) -> None:
    steps = list(run(assistant, chosen_set(assistant, name=None, file=table)))
    assert (steps[0].done, steps[0].total, steps[0].finished) == (0, 3, None)
    assert (steps[-1].done, steps[-1].right) == (3, 1)
    (name,) = earlier_runs(assistant)
    assert name.endswith("_bo_thu")
    opened = opened_run(assistant, name)
    assert (opened.name, len(opened.results)) == (name, 3)
    assert [line["id"] for line in ordered(opened.results)] == ["0002", "0003", "0001"]


def test_a_run_that_is_stopped_is_not_listed(assistant: FakeAssistant, table: Path) -> None:
    running = run(assistant, chosen_set(assistant, name=None, file=table))
    next(running)
    running.close()
    assert earlier_runs(assistant) == []


def test_shipped_sets_are_offered_only_with_their_documents(assistant: FakeAssistant) -> None:
    assert sets(assistant) == []
    first = assistant.shelf.documents()[0]
    named = replace(first, document_id="s1", content_hash="s1", name="2023_nghi_quyet_xa_thanh_luong.txt")
    assistant.shelf.save(Archived(named, (), ()))
    assert sets(assistant) == ["Bộ mẫu kèm theo (văn bản mẫu)"]
    assert len(chosen_set(assistant, name="Bộ mẫu kèm theo (văn bản mẫu)", file=None).cases) == 60


def test_flags_are_a_set_once_completed(assistant: FakeAssistant) -> None:
    one = flag("Thu nhập trên 58?", history=(), answer="Sai.")
    assistant.flags.flag(one)
    assert sets(assistant) == []
    with pytest.raises(InvalidSetting, match="chưa có câu nào"):
        chosen_set(assistant, name=NAME, file=None)
    assistant.flags.complete(one.flag_id, expected="60,5", documents=[])
    assert sets(assistant) == [NAME]
    assert chosen_set(assistant, name=NAME, file=None).cases[0].must_include == (("60,5",),)


def test_what_cannot_be_run_is_told(assistant: FakeAssistant, tmp_path: Path) -> None:
    for name in (None, "", "../../etc"):
        with pytest.raises(InvalidSetting, match="Chưa chọn bộ câu hỏi"):
            chosen_set(assistant, name=name, file=None)
    large = tmp_path / "lon.csv"
    large.write_text("câu hỏi,đáp án\n" + "Gì?,1\n" * (MOST + 1), encoding="utf-8")
    with pytest.raises(InvalidSetting, match=f"Bộ có {MOST + 1} câu, trang này chạy tối đa {MOST}"):
        chosen_set(assistant, name=None, file=large)
    with pytest.raises(InvalidFile):
        chosen_set(assistant, name=None, file=tmp_path / "x.pdf")


@pytest.mark.parametrize("name", ["../kho", "", "/etc"])
def test_a_run_is_opened_only_by_a_name_of_the_list(assistant: FakeAssistant, name: str) -> None:
    with pytest.raises(InvalidSetting, match="Không có lần chạy"):
        opened_run(assistant, name)
