"""The drafting tab without a browser: steps, what is typed, what is edited, the list, and what a failure shows."""

import pytest

from assistant.errors import ModelUnavailable
from assistant.types import DraftRequest, Entry, Figure
from tests.assistant.drafting.making import archive_of, resolution
from tests.ui.fake_assistant import FakeAssistant
from ui.drafting import open_desk
from ui.tabs.draft import Room, Screen, asked_for, typed_cells

BASE = resolution(
    targets="""- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;
- Tỷ lệ người dân tham gia BHYT trên 96%;"""
)


@pytest.fixture
def room():
    return Room(open_desk(FakeAssistant(shelf=archive_of(goc=BASE))))


@pytest.fixture
def saved(room):
    return room.desk.start(DraftRequest("goc", 2025))


@pytest.fixture
def row(room, saved):
    return room.desk.manuscript(saved).rows[0].key


def entry(room, saved, row):
    return room.desk.drafts.draft(saved.draft_id).entries.get(row)


def test_a_step_is_kept_in_the_draft(room, saved):
    screen = room.step(f"{saved.draft_id}:text:nq-doan-1")
    assert screen.saved.step == "text"
    assert screen.place == "nq-doan-1"
    assert room.step(f"{saved.draft_id}:last:").saved.step == "text"
    assert room.step(f"{saved.draft_id}:last:").saved.changed_at == saved.changed_at


@pytest.mark.parametrize("key", ["", ":text:", "x", "<script>"])
def test_any_other_key_is_the_list(room, key):
    assert room.step(key) == Screen()


def test_an_unknown_draft_is_told(room):
    assert "không có dự thảo" in room.step("abc:text:").problem.lower()


@pytest.mark.parametrize(
    ("search", "key"),
    [("?draft=a1&step=check", "a1:check:"), ("?draft=a1", "a1:last:"), ("", ""), ("?step=text", ""), ("?x", "")],
)
def test_the_address_names_draft_and_step(search, key):
    assert asked_for(search) == key


def test_a_cell_is_checked_and_kept_at_once(room, saved, row):
    assert room.cell(saved.draft_id, f"{row}:result:60,2").refused is None
    room.cell(saved.draft_id, f"{row}:target:62")
    assert entry(room, saved, row) == Entry(Figure(60.2), Figure(62.0))


def test_a_wrong_cell_is_told_in_its_place_and_nothing_is_lost(room, saved, row):
    room.cell(saved.draft_id, f"{row}:result:60,2")
    screen = room.cell(saved.draft_id, f"{row}:target:sáu hai")
    assert (screen.refused.column, screen.refused.typed) == ("target", "sáu hai")
    assert "không phải con số" in screen.refused.why
    assert 'aria-invalid="true"' in screen.body()
    assert entry(room, saved, row) == Entry(Figure(60.2))


def test_the_bound_is_chosen_and_stays(room, saved, row):
    assert "nhập chỉ tiêu mới trước" in room.cell(saved.draft_id, f"{row}:bound:>").refused.why.lower()
    room.cell(saved.draft_id, f"{row}:target:62")
    room.cell(saved.draft_id, f"{row}:bound:>")
    room.cell(saved.draft_id, f"{row}:target:63")
    assert entry(room, saved, row).target == Figure(63.0, comparator=">")
    assert "đạt trên 63 triệu đồng/người/năm" in room.step(f"{saved.draft_id}:text:").body().replace("<mark>", "")


def test_a_suggestion_is_taken(room, saved, row):
    room.cell(saved.draft_id, f"{row}:result:60,2")
    room.cell(saved.draft_id, f"{row}:target:gợi ý")
    assert entry(room, saved, row).target == Figure(60.2)


def test_typed_cells_keep_the_others():
    given = typed_cells(Entry(Figure(60.2), Figure(62.0, comparator=">=")), "superior", "64")
    assert given == {"result": "60,2", "target": "≥ 62", "superior": "64"}


def test_a_paragraph_is_opened_written_dropped_and_had_back(room, saved):
    room.step(f"{saved.draft_id}:text:")
    key = room.desk.manuscript(saved).paragraphs[1].key
    assert f'data-write="{key}"' in room.paragraph(saved.draft_id, f"open:{key}").body()
    screen = room.write(saved.draft_id, f"{key}:Lời mới: có dấu hai chấm.")
    assert "Lời mới: có dấu hai chấm." in screen.body()
    assert screen.opened == ""
    assert "nq-dropped" in room.paragraph(saved.draft_id, f"drop:{key}").body()
    assert "nq-dropped" not in room.paragraph(saved.draft_id, f"back:{key}").body()


def test_a_model_that_does_not_answer_is_told_at_the_paragraph(room, saved, monkeypatch):
    def closed():
        raise ModelUnavailable("Không gọi được mô hình ngôn ngữ.")

    room.desk = type(room.desk)(room.desk.shelf, room.desk.drafts, room.desk.read, closed)
    room.step(f"{saved.draft_id}:text:")
    key = room.desk.manuscript(saved).paragraphs[1].key
    assert "Không gọi được mô hình" in room.paragraph(saved.draft_id, f"rewrite:{key}").body()


def test_text_of_documents_stays_text(room, saved):
    room.step(f"{saved.draft_id}:text:")
    key = room.desk.manuscript(saved).paragraphs[0].key
    assert "<img" not in room.write(saved.draft_id, f'{key}:<img src=x onerror="alert(1)">').body()


def test_the_list_renames_removes_and_gives_back(room, saved):
    room.listed(f"rename:{saved.draft_id}:Nghị quyết năm 2025: bản 2", None)
    assert "Nghị quyết năm 2025: bản 2" in room.drafts(Screen())
    screen = room.listed(f"remove:{saved.draft_id}", None)
    assert room.desk.drafts.drafts() == []
    assert "Đã xóa “<b>Nghị quyết năm 2025: bản 2</b>”" in room.drafts(screen)
    room.listed(f"undo:{saved.draft_id}", screen.removed)
    assert [one.title for one in room.desk.drafts.drafts()] == ["Nghị quyết năm 2025: bản 2"]


def test_findings_lead_to_their_paragraphs_and_rows(room, saved, row):
    shown = room.step(f"{saved.draft_id}:check:").body()
    line = row.partition(".")[0]
    assert f'data-key="{saved.draft_id}:table:nq-dong-{line}"' in shown
    assert f'id="nq-dong-{line}"' in room.step(f"{saved.draft_id}:table:").body()
    assert f'id="nq-doan-{line}"' in room.step(f"{saved.draft_id}:text:").body()


def test_the_way_marks_the_present_step(room, saved):
    way = room.step(f"{saved.draft_id}:check:").way()
    assert way.count('aria-current="step"') == 1
    assert "Đã lưu lúc" in way
    assert '"/api/drafts/' in room.step(f"{saved.draft_id}:download:").body()
