import re
from dataclasses import replace
from html import unescape

from tests.ui.fake_assistant import FakeShelf
from ui.views.passage import around, quoted


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def without_bars(text: str) -> str:
    return re.sub(r"[\s|]", "", text)


def marked(html: str) -> str:
    return unescape(
        "".join(re.sub(r"<[^>]+>", "", piece) for piece in re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.S))
    )


def test_a_window_holds_the_citation_and_tells_what_was_cut(shelf: FakeShelf) -> None:
    document = shelf.document("d1")
    quote = "Tăng cường quản lý đất đai"
    start = document.text.index(quote)
    html = around(document, start=start, end=start + len(quote))
    assert marked(html) == quote
    shown = text_of(html)
    assert shown.startswith("… ")
    assert shown.removeprefix("… ") in document.text
    assert not text_of(around(document, start=0, end=10)).startswith("…")


def test_lines_between_bars_are_a_table_and_the_cited_row_is_marked(shelf: FakeShelf) -> None:
    document = shelf.document("d2")
    start = document.text.index("| Tổng đàn lợn")
    html = around(document, start=start, end=start + len("| Tổng đàn lợn | 1.950 con |"))
    assert html.count("<tr>") == 2
    assert '<td><mark class="nq-mark">Tổng đàn lợn</mark></td>' in html
    assert '<th scope="col">Chỉ tiêu</th>' in html
    assert "|" not in html


def test_a_table_that_is_shown_in_part_has_no_head(shelf: FakeShelf) -> None:
    rows = "".join(f"| Chỉ tiêu số {at} | {at},5 |\n" for at in range(60))
    document = replace(shelf.document("d2"), text=rows, sections=())
    start = rows.index("| Chỉ tiêu số 55 ")
    html = around(document, start=start, end=start + 10)
    assert "<th" not in html
    assert '<td class="nq-digits">54,5</td>' in html
    assert "<thead>" in around(document, start=0, end=10)


def test_only_the_reader_has_the_places_that_its_outline_leads_to(shelf: FakeShelf) -> None:
    for document in shelf.documents():
        assert "id=" not in around(document, start=0, end=len(document.text))


def test_a_quoted_row_reads_without_its_bars() -> None:
    assert quoted("| 1 | Thu nhập | 62,5 | ≥67 |") == "1 · Thu nhập · 62,5 · ≥67"
    assert quoted("Thu nhập đạt 5 | 6 triệu") == "Thu nhập đạt 5 | 6 triệu"
