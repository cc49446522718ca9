import re
from html import unescape

import pytest

from tests.ui.fake_assistant import FakeShelf
from ui.views.passage import around, whole


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def marked(html: str) -> str:
    return unescape(
        "".join(re.sub(r"<[^>]+>", "", piece) for piece in re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.S))
    )


@pytest.mark.parametrize("document_id", ["d1", "d2", "d3"])
def test_the_whole_text_is_shown_and_nothing_else(shelf: FakeShelf, document_id: str) -> None:
    document = shelf.document(document_id)
    assert text_of(whole(document)) == document.text
    assert "<mark" not in whole(document)


@pytest.mark.parametrize(
    "quote", ["Thu nhập bình quân", "CHỈ TIÊU CHỦ YẾU NĂM 2024\n1. Về kinh tế\n- Thu", "NGHỊ QUYẾT"]
)
def test_exactly_the_citation_is_marked_also_across_headings(shelf: FakeShelf, quote: str) -> None:
    document = shelf.document("d1")
    start = document.text.index(quote)
    html = whole(document, start=start, end=start + len(quote))
    assert marked(html) == quote
    assert text_of(html) == document.text


def test_headings_are_set_off_with_an_anchor(shelf: FakeShelf) -> None:
    html = whole(shelf.document("d1"))
    assert '<strong id="nq-muc-1">II. CHỈ TIÊU CHỦ YẾU NĂM 2024\n</strong>' in html
    assert html.count("<strong") == 5


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


def test_a_document_cannot_bring_html(shelf: FakeShelf) -> None:
    html = whole(shelf.document("d3"))
    assert "<img" not in html
    assert "<script" not in html
    assert "&lt;script&gt;" in html
