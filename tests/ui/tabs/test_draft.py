"""The drafting tab without a browser: what is typed into its table, and what it shows when something fails."""

import pytest

from assistant.errors import InvalidResults, UnknownDraft
from assistant.types import DraftRequest, Edit
from tests.assistant.drafting.making import archive_of, resolution
from tests.ui.fake_assistant import FakeAssistant
from ui.drafting import open_desk
from ui.tabs.draft import paragraph_of, table_rows, typed_cells, worked

BASE = resolution(
    targets="""- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;
- Tỷ lệ người dân tham gia BHYT trên 96%;"""
)
RESULT, TARGET = 4, 6


@pytest.fixture
def desk():
    return open_desk(FakeAssistant(shelf=archive_of(goc=BASE)))


@pytest.fixture
def saved(desk):
    return desk.start(DraftRequest("goc", 2025))


def test_only_changed_rows_are_entered_whatever_their_order(desk, saved):
    manuscript = desk.manuscript(saved)
    table = table_rows(manuscript)[::-1]
    assert typed_cells(manuscript, saved, table) == {}
    table[1][RESULT], table[1][TARGET] = " 60,2 ", "gợi ý"
    key = manuscript.rows[0].key
    assert typed_cells(manuscript, saved, table) == {key: {"result": "60,2", "target": "gợi ý", "superior": ""}}


def test_a_later_change_keeps_what_was_typed_before(desk, saved):
    key = desk.manuscript(saved).rows[0].key
    saved = desk.enter(saved, {key: {"result": "60,2"}})
    table = table_rows(desk.manuscript(saved))
    table[0][TARGET] = "62"
    cells = typed_cells(desk.manuscript(saved), saved, table)
    assert cells == {key: {"result": "60,2", "target": "62", "superior": ""}}


def test_a_failure_is_told_and_the_draft_stays(desk, saved):
    def fail():
        raise InvalidResults("Chỉ tiêu “Thu nhập”: “1e9” không phải con số.")

    screen = worked(desk, saved, fail)
    assert screen.saved == saved
    shown = screen.values()
    assert "Lỗi: Chỉ tiêu “Thu nhập”: “1e9” không phải con số." in shown[1]
    assert len(shown[2]) == 2


def test_findings_lead_to_their_paragraphs(desk, saved):
    _, status, _, side, pairs = worked(desk, saved, lambda: saved).values()
    assert "/du-thao.docx" in status
    key = desk.manuscript(saved).rows[0].key.partition(".")[0]
    assert f'data-key="nq-doan-{key}"' in side
    assert f'id="nq-doan-{key}"' in pairs
    assert "<del>58</del>" in pairs


def test_text_of_documents_stays_text(desk, saved):
    key = desk.manuscript(saved).paragraphs[0].key
    edited = desk.edit(saved, Edit(key, '<img src=x onerror="alert(1)">'))
    assert "<img" not in worked(desk, edited, lambda: edited).values()[4]


def test_a_paragraph_by_its_key(desk, saved):
    first = desk.manuscript(saved).paragraphs[0]
    assert paragraph_of(desk, saved, first.key) == first
    assert paragraph_of(desk, saved, "x") is None
    assert paragraph_of(desk, None, first.key) is None


def test_nothing_is_shown_before_a_draft_is_made(desk):
    def fail():
        raise UnknownDraft("Hãy lập hoặc mở một dự thảo trước.")

    assert worked(desk, None, fail).values()[2:] == ([], "", "")
