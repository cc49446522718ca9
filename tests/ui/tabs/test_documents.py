import json

import pytest

from tests.ui.fake_assistant import FakeAssistant
from ui.browsing import Browsing
from ui.tabs.documents import identified, listing, opened, overview, removed, restored, unidentified
from ui.views.actions import SpanKey
from ui.views.browse import Browse


@pytest.fixture
def browsing(assistant: FakeAssistant) -> Browsing:
    return Browsing(assistant)


def test_the_listing_counts_what_it_leaves_out(browsing: Browsing) -> None:
    assert "1 / 3 văn bản" in listing(browsing, Browse("truong xuan"))
    assert "3 văn bản của 3 nơi" in overview(browsing, Browse())


def test_a_document_opens_at_its_span(assistant: FakeAssistant, browsing: Browsing) -> None:
    assert '<mark class="nq-mark">NGHỊ QUYẾT</mark>' in opened(assistant, browsing, SpanKey("d1", 0, 10))


def test_nothing_and_unknown_are_told_apart(assistant: FakeAssistant, browsing: Browsing) -> None:
    assert "Bấm vào tên" in opened(assistant, browsing, None)
    assert "Lỗi: Kho không có văn bản nào mang mã hoặc tên tệp “x”" in opened(assistant, browsing, SpanKey("x", 0, 1))


def test_a_document_is_removed_and_put_back(assistant: FakeAssistant, browsing: Browsing) -> None:
    shown = removed(assistant, "d2")
    assert "Đã gỡ “002_hung_tan.txt”" in shown
    assert 'data-key="d2">Hoàn tác<' in shown
    left = listing(browsing, Browse())
    assert "2 văn bản" in left
    assert "Văn bản đã gỡ (1)" in left
    gone = opened(assistant, browsing, SpanKey("d2", 0, 0))
    assert "đã được gỡ khỏi kho ngày" in gone
    assert 'data-nq="restore" data-key="d2"' in gone
    assert 'data-nq="remove" data-key="d2"' in restored(assistant, browsing, "d2")
    assert "3 văn bản" in listing(browsing, Browse())
    assert "Lỗi: " in removed(assistant, "x")


def test_what_a_document_is_can_be_corrected_and_taken_back(assistant: FakeAssistant, browsing: Browsing) -> None:
    sent = {"document_id": "d2", "by": "Lan", "changes": {"commune": "Hưng Thịnh", "date": "5/1/2024"}}
    shown = identified(assistant, browsing, json.dumps(sent))
    assert "xã Hưng Thịnh" in shown
    assert "Lan đã sửa ngày" in shown
    assert "xã Hưng Thịnh" in overview(browsing, Browse())
    back = unidentified(assistant, browsing, "d2")
    assert "xã Hưng Tân" in back
    assert "đã sửa ngày" not in back


@pytest.mark.parametrize("sent", ["", "[]", "{}", '{"document_id": "d2", "by": "Lan", "changes": [1]}', "null"])
def test_a_form_that_came_broken_is_told(assistant: FakeAssistant, browsing: Browsing, sent: str) -> None:
    assert "Phiếu sửa thông tin gửi lên bị hỏng" in identified(assistant, browsing, sent)


def test_a_correction_that_cannot_be_used_is_told(assistant: FakeAssistant, browsing: Browsing) -> None:
    sent = {"document_id": "d2", "by": "", "changes": {"level": "xã"}}
    assert "ghi tên người sửa" in identified(assistant, browsing, json.dumps(sent))
    sent = {"document_id": "d2", "by": "Lan", "changes": {"level": "làng", "date": "32/1/2024"}}
    shown = identified(assistant, browsing, json.dumps(sent))
    assert "cấp “làng”" in shown
    assert "ngày “32/1/2024”" in shown


def test_the_receipt_stands_below_a_document(assistant: FakeAssistant, browsing: Browsing) -> None:
    assert "Biên nhận đọc tệp (2 dòng số liệu)" in opened(assistant, browsing, SpanKey("d1", 0, 0))
