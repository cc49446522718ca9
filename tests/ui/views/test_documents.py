from dataclasses import replace

import pytest

from assistant.types import FigureTold
from tests.ui.fake_assistant import FakeShelf
from ui.views.documents import listing, matching, reader


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", ["d1", "d2", "d3"]),
        ("truong xuan", ["d1"]),
        ("15-NQ", ["d1"]),
        ("hưng tân", ["d2"]),
        ("2024 nghị quyết", ["d1", "d2"]),
        ("thong_bao", ["d3"]),
        ("không có gì", []),
    ],
)
def test_narrowing(shelf: FakeShelf, wanted: str, found: list[str]) -> None:
    assert [document.document_id for document in matching(shelf.documents(), wanted=wanted)] == found


def test_the_table_opens_documents(shelf: FakeShelf) -> None:
    html = listing(shelf.documents(), total=3, led={})
    assert 'data-nq="span" data-key="d1:0:0"' in html
    assert "20/12/2023" in html
    assert "<script" not in html
    assert "3 văn bản" in html


def test_an_empty_archive_says_how_to_fill_it() -> None:
    assert "nghiquyet ingest" in listing([], total=0, led={})


def test_the_reader_shows_identity_outline_text_and_what_was_dropped(shelf: FakeShelf) -> None:
    html = reader(shelf.document("d1"), receipt=shelf.receipt("d1"), start=0, end=10)
    for shown in (
        "15-NQ/ĐU",
        "Bố cục (5 mục)",
        'data-key="nq-muc-4"',
        "Đã lược khi làm sạch (2)",
        "nơi nhận",
    ):
        assert shown in html
    assert "&lt;b&gt;Thường trực&lt;/b&gt;" in html


def test_the_receipt_says_which_figures_are_no_rows(shelf: FakeShelf) -> None:
    receipt = shelf.receipt("d1")
    assert "Mọi số liệu tìm thấy đều đã thành dòng." in reader(shelf.document("d1"), receipt=receipt)
    lacking = replace(receipt, figures=(FigureTold("20", 4, 6, "figure", 0.3, ("không rõ đơn vị",)),))
    shown = reader(shelf.document("d1"), receipt=lacking)
    assert "1 con số có thể là số liệu mà chưa thành dòng:" in shown
    assert "không rõ đơn vị" in shown


def test_an_inference_is_told_as_one(shelf: FakeShelf) -> None:
    assert "không ghi; suy ra: Hưng Tân (tên thôn Hạ Tứ" in reader(shelf.document("d2"), receipt=shelf.receipt("d2"))
