from tests.ui.fake_assistant import FakeAssistant
from ui.tabs.documents import listing, opened
from ui.views.actions import SpanKey


def test_the_listing_counts_what_it_leaves_out(assistant: FakeAssistant) -> None:
    assert "1 / 3 văn bản" in listing(assistant, "truong xuan")


def test_a_document_opens_at_its_span(assistant: FakeAssistant) -> None:
    assert '<mark class="nq-mark">NGHỊ QUYẾT</mark>' in opened(assistant, SpanKey("d1", 0, 10))


def test_nothing_and_unknown_are_told_apart(assistant: FakeAssistant) -> None:
    assert "Bấm vào tên" in opened(assistant, None)
    assert "Lỗi: Kho không có văn bản nào mang mã hoặc tên tệp “x”" in opened(assistant, SpanKey("x", 0, 1))
