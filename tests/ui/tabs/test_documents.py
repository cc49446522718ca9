from tests.ui.fake_assistant import FakeAssistant
from ui.tabs.documents import listing, opened, removed, restored
from ui.views.actions import SpanKey


def test_the_listing_counts_what_it_leaves_out(assistant: FakeAssistant) -> None:
    assert "1 / 3 văn bản" in listing(assistant, "truong xuan")


def test_a_document_opens_at_its_span(assistant: FakeAssistant) -> None:
    assert '<mark class="nq-mark">NGHỊ QUYẾT</mark>' in opened(assistant, SpanKey("d1", 0, 10))


def test_nothing_and_unknown_are_told_apart(assistant: FakeAssistant) -> None:
    assert "Bấm vào tên" in opened(assistant, None)
    assert "Lỗi: Kho không có văn bản nào mang mã hoặc tên tệp “x”" in opened(assistant, SpanKey("x", 0, 1))


def test_a_document_is_removed_and_put_back(assistant: FakeAssistant) -> None:
    shown = removed(assistant, "d2")
    assert "Đã gỡ “002_hung_tan.txt”" in shown
    assert 'data-nq="restore" data-key="d2"' in shown
    assert "2 văn bản" in listing(assistant, "")
    assert "đã được gỡ khỏi kho ngày" in opened(assistant, SpanKey("d2", 0, 0))
    assert 'data-nq="remove" data-key="d2"' in restored(assistant, "d2")
    assert "3 văn bản" in listing(assistant, "")
    assert "Lỗi: " in removed(assistant, "x")


def test_the_receipt_stands_below_a_document(assistant: FakeAssistant) -> None:
    assert "Biên nhận đọc tệp (2 dòng số liệu)" in opened(assistant, SpanKey("d1", 0, 0))
