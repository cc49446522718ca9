import pytest

from ui.html import Html
from ui.markdown import to_html


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
