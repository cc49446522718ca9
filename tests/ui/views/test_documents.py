from dataclasses import replace

from assistant.ask.tallying.twins import Twin
from assistant.types import Gone, Remark, Resolution
from tests.ui.fake_assistant import FakeShelf
from ui.views.browse import ROWS, Browse
from ui.views.documents import listing, needs_attention, removed_list, toast


def test_the_table_opens_documents_by_what_staff_call_them(shelf: FakeShelf) -> None:
    html = listing(shelf.documents(), Browse(), total=3, led={})
    assert 'data-nq="span" data-key="d1:0:0">15-NQ/ĐU · xã Trường Xuân · 2024<' in html
    assert "<small>001_truong_xuan.docx</small>" in html
    assert "20/12/2023" in html
    assert "<script" not in html
    assert "3 văn bản" in html


def test_an_empty_archive_says_how_to_fill_it() -> None:
    html = listing([], Browse(), total=0, led={})
    assert "kéo thả tệp" in html
    assert "nghiquyet" not in html


def test_a_filter_that_leaves_nothing_offers_the_way_back() -> None:
    html = listing([], Browse(words="x"), total=3, led={})
    assert "Bỏ mọi bộ lọc" in html
    assert 'data-nq="browse" data-key=""' in html


def many(shelf: FakeShelf, count: int) -> list[Resolution]:
    return [replace(shelf.document("d1"), document_id=f"x{at}") for at in range(count)]


def test_a_long_list_comes_in_pages(shelf: FakeShelf) -> None:
    documents = many(shelf, 2 * ROWS + 1)
    first = listing(documents, Browse(), total=len(documents), led={})
    assert "Trang 1 / 3" in first
    assert "Sau →" in first
    assert "← Trước" not in first
    last = listing(documents, Browse(page=99), total=len(documents), led={})
    assert "Trang 3 / 3" in last
    assert last.count("data-title") == 5


def test_what_is_not_counted_says_why_and_leads_on(shelf: FakeShelf) -> None:
    twin = Twin("d1", "trùng nội dung với tệp 001_truong_xuan.docx")
    html = listing(shelf.documents(), Browse(), total=3, led={"d2": twin})
    assert "Không tính" in html
    assert "trùng nội dung" in html
    assert "Có thêm 1 bản trùng hoặc bản khác." in html


def test_what_needs_a_look_is_told(shelf: FakeShelf) -> None:
    whole = shelf.document("d1")
    assert not needs_attention(whole, None)
    lacking = replace(whole, remarks=(Remark("trang 2", "unread", "trang chụp mờ"),))
    assert needs_attention(lacking, None)
    assert not needs_attention(lacking, Twin("d2", "bản khác"))
    assert "Chưa đọc hết tệp" in listing([lacking], Browse(), total=1, led={}, attention=1)


def test_chosen_filters_can_be_taken_back(shelf: FakeShelf) -> None:
    html = listing(shelf.documents()[:1], Browse(year="2024", unit="xã Trường Xuân"), total=3, led={})
    assert "1 / 3 văn bản" in html
    assert 'data-key="unit=x%C3%A3+Tr%C6%B0%E1%BB%9Dng+Xu%C3%A2n"' in html


def test_the_words_around_what_was_typed_are_shown(shelf: FakeShelf) -> None:
    html = listing(shelf.documents(), Browse(), total=3, led={}, by_text={"d1": "hộ <nghèo> giảm"})
    assert "… hộ &lt;nghèo&gt; giảm …" in html


def test_what_was_removed_can_be_had_back() -> None:
    html = removed_list([Gone("d9", "cũ <b>.docx", "2026-11-28T20:00:00+00:00")])
    assert "Văn bản đã gỡ (1)" in html
    assert "cũ &lt;b&gt;.docx" in html
    assert 'data-nq="restore" data-key="d9"' in html
    assert 'data-key="d9">Hoàn tác<' in toast("Đã gỡ.", "d9")
