"""Who is in charge of a figure, as its table says."""

from assistant.ask.composing.duty import compose_duty
from assistant.ask.composing.wording import library
from assistant.ask.retrieving.said import Texts
from assistant.ask.verifying.verify import holds
from tests.builders import document, row_of

ROWS = ("| 1 | Thu nhập bình quân | triệu đồng | 52 | Ban Kinh tế |", "| 2 | Hộ dùng nước sạch | % | 61 |")
PAPER = document(
    "d",
    "| TT | Nội dung | ĐVT | Mục tiêu | Phụ trách |",
    "|---|---|---|---|---|",
    *ROWS,
    "Giao quân đạt 100%.",
    commune="Nà Mon",
)


def _told(quote):
    told = compose_duty([row_of(PAPER, quote, value=1.0)], library([PAPER]), Texts([PAPER]))
    assert all(holds(each, lambda _: PAPER.text) for each in told)
    return [each.text for each in told]


def test_the_cell_of_the_line():
    assert _told(ROWS[0]) == ["- Thu nhập bình quân: Phụ trách: Ban Kinh tế"]


def test_a_cell_that_stands_for_several_lines():
    assert _told(ROWS[1]) == ["- Hộ dùng nước sạch: Phụ trách: Ban Kinh tế"]


def test_a_sentence_has_no_column():
    assert _told("Giao quân đạt 100%.") == []
