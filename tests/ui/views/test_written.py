import re
from dataclasses import replace
from html import unescape

import pytest

from tests.ui.fake_assistant import FakeShelf
from ui.views.written import written


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("|", " ").split())


def marked(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", each)) for each in re.findall(r"<mark[^>]*>(.*?)</mark>", html))


@pytest.mark.parametrize("document_id", ["d1", "d2", "d3"])
def test_the_whole_text_is_shown_and_nothing_else(shelf: FakeShelf, document_id: str) -> None:
    document = shelf.document(document_id)
    html = written(document)
    assert text_of(html) == " ".join(document.text.replace("|", " ").split())
    assert "<mark" not in html
    assert "<script" not in html


@pytest.mark.parametrize(
    "quote", ["Thu nhập bình quân", "CHỈ TIÊU CHỦ YẾU NĂM 2024\n1. Về kinh tế\n- Thu", "NGHỊ QUYẾT"]
)
def test_exactly_the_citation_is_marked_also_across_headings(shelf: FakeShelf, quote: str) -> None:
    document = shelf.document("d1")
    start = document.text.index(quote)
    assert marked(written(document, start=start, end=start + len(quote))) == quote.replace("\n", " ")


def test_headings_are_set_off_with_an_anchor_each(shelf: FakeShelf) -> None:
    html = written(shelf.document("d1"))
    assert '<p id="nq-muc-1" class="nq-heading"><strong>II. CHỈ TIÊU CHỦ YẾU NĂM 2024</strong></p>' in html
    assert html.count('class="nq-heading"') == 5


def test_a_table_is_a_table_and_a_cell_can_be_marked(shelf: FakeShelf) -> None:
    document = shelf.document("d2")
    start = document.text.index("1.950 con")
    html = written(document, start=start, end=start + 9)
    assert '<th scope="col">Chỉ tiêu</th><th scope="col">Giá trị</th>' in html
    assert '<td>Tổng đàn lợn</td><td><mark class="nq-mark">1.950 con</mark></td>' in html
    assert "|" not in html


def test_a_blank_line_parts_two_tables(shelf: FakeShelf) -> None:
    html = written(replace(shelf.document("d2"), text="| a |\n| 1 |\n\n| b |\n| 2 |\n", sections=()))
    assert html.count("<table>") == 2


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("| a | b |\n|---|---|\n| 1 | |", ["a", "b", "1", ""]),
        ("| một dòng |", ["một dòng"]),
        ("|a|b|\n\n|c|", ["a", "b", "c"]),
        ("| rộng   |  tám |", ["rộng", "tám"]),
        ("|", []),
        ("trước | sau", []),
    ],
)
def test_rows_of_every_shape(shelf: FakeShelf, text: str, cells: list[str]) -> None:
    html = written(replace(shelf.document("d2"), text=text, sections=()))
    assert re.findall(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", html) == cells
