import re

import pytest
from markdown_it import MarkdownIt

from ui.html import Html
from ui.views.markdown import inert, to_html


def html(markdown: str) -> str:
    return to_html(markdown, mark=lambda n: Html(f"<a>{n}</a>"))


def test_emphasis_lists_and_tables_are_kept() -> None:
    assert html("**Có 1 xã**:\n- Trường Xuân") == (
        "<p><strong>Có 1 xã</strong>:</p> <ul> <li>Trường Xuân</li> </ul> "
    )
    assert "<td>2</td>" in html("| a | b |\n|---|---|\n| 1 | 2 |")


def test_marks_become_citations() -> None:
    assert html("đạt [1][12], xem [x]") == "<p>đạt <a>1</a><a>12</a>, xem [x]</p> "


@pytest.mark.parametrize(
    "untrusted",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](http://ngoai.example/x.png)",
        "[bấm](javascript:alert(1))",
        "[bấm](http://ngoai.example)",
        "<http://ngoai.example>",
        "http://ngoai.example www.ngoai.example a@ngoai.example",
        "[bấm][d]\n\n[d]: http://ngoai.example",
        "`mã` \n```html\n<b>x</b>\n```",
        "    <b>thụt vào</b>",
    ],
)
def test_nothing_from_a_document_becomes_a_link_an_image_or_html(untrusted: str) -> None:
    shown = html(untrusted)
    for forbidden in ("<script", "<img", "<a ", "href", "src=x>", "<b>", "<code", "<pre"):
        assert forbidden not in shown


def test_a_reference_definition_cannot_capture_a_citation_mark() -> None:
    assert "ngoai.example" not in html("đạt [1]\n\n[1]: http://ngoai.example").split("<a>1</a>")[0]
    assert "href" not in html("đạt [1]\n\n[1]: http://ngoai.example")


def test_entities_stay_as_written() -> None:
    assert html("A &lt;b&gt; & C") == "<p>A &amp;lt;b&amp;gt; &amp; C</p> "


@pytest.mark.parametrize(
    "hostile",
    [
        "![ảnh](http://ngoai.example/a.png)",
        r"\![ảnh](http://ngoai.example/a.png)",
        "[bấm](http://ngoai.example)",
        "[bấm](javascript:alert(1))",
        '<img src="x" onerror="alert(1)">',
        r"\<img src=x>",
        r"\\<img src=x>",
        "<!-- ẩn -->",
        "<http://ngoai.example>",
        "http://ngoai.example/a",
        r"http\://ngoai.example/a",
        "www.ngoai.example",
        "ai@ngoai.example",
        "[x]\n\n[x]: http://ngoai.example",
        "[x]\n\n[x]: //ngoai.example",
        "[x]\n\n[x]:\nhttp://ngoai.example",
    ],
)
def test_inert_markdown_is_text_for_a_client_that_renders_everything(hostile: str) -> None:
    told = inert(f"- {hostile}\n\n{hostile}")
    rendered = MarkdownIt("commonmark", {"html": True}).render(told)
    assert not re.search(r"<(?!/?(?:p|ul|li|br)\b)", rendered), rendered
    assert not re.search(r"\w://|\bwww\.|\w@\w", told)  # what turns into a link by itself


def test_inert_markdown_keeps_what_an_answer_is_made_of() -> None:
    answer = "**Xã A**\n- thu 5 < 6 tỷ, > 85% (trích) [1]\n- Có 2 xã [1][2]: xem mục II > 2"
    assert inert(answer) == answer
