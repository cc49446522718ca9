"""Tables without rules whose cells run over several lines, read by eye."""

from __future__ import annotations

import io
from itertools import accumulate

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from ingest.readers.pdf import read_pdf
from tests.ingest.readers.paper import FONT, lines, paper

ROWS = [
    ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện 2024", "Kế hoạch 2025"],
    ["1", "Sản lượng lương thực có hạt cả năm", "tấn", "4.412", "4.600"],
    ["2", "Tỷ lệ trẻ em suy dinh dưỡng thể thấp còi", "%", "", "16,5"],
    ["3", "Trồng rừng mới", "ha", "120", "145"],
    ["", "- Thu nhập bình quân đầu người một năm", "triệu đồng/ người/ năm", "51,5", "55"],
]
WIDTHS = [30.0, 110.0, 60.0, 60.0, 60.0]


def printed(rows: list[list[str]], side: str, padding: int, widths: list[float] = WIDTHS) -> list[str]:
    """The piped lines of a page with a table, its cells at one side of their rows, and prose around."""
    paper(lines("a"))  # registers the font
    style = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=12)
    table = Table([[Paragraph(text, style) for text in row] for row in rows], colWidths=widths)
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), side),
            ("TOPPADDING", (0, 0), (-1, -1), padding),
            ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
        ]
    )
    before = "1. Các chỉ tiêu chủ yếu của năm 2025 như sau, giao cho từng chi bộ phấn đấu thực hiện:"
    behind = "Các chi bộ báo cáo kết quả trước ngày 15 tháng 12 hằng năm để Đảng ủy xem xét, đánh giá."
    stream = io.BytesIO()
    story = [Paragraph(before, style), table, Paragraph(behind, style)]
    SimpleDocTemplate(stream, pagesize=A4).build(story)
    text = read_pdf(stream.getvalue(), name="a.pdf").text
    assert behind in " ".join(text.split())
    return [" ".join(line.split()) for line in text.splitlines() if line.startswith("|")]


def written(row: list[str]) -> str:
    return " ".join(f"| {' | '.join(row)} |".split())


@pytest.mark.parametrize("side", ["TOP", "MIDDLE", "BOTTOM"])
@pytest.mark.parametrize("padding", [0, 4])
def test_lines_of_a_cell_go_to_the_row_that_they_belong_to(side: str, padding: int) -> None:
    assert printed(ROWS, side, padding) == [written(row) for row in ROWS]


@pytest.mark.parametrize("side", ["TOP", "MIDDLE"])
def test_rows_without_numbers_begin_at_their_figures(side: str) -> None:
    rows = [row[1:] for row in ROWS]

    assert printed(rows, side, 2, WIDTHS[1:]) == [written(row) for row in rows]


def test_a_heading_over_two_columns_stands_over_both() -> None:
    heads = [(60, "TT"), (90, "Chỉ tiêu"), (200, "Năm 2024"), (330, "Năm 2025")]
    below = [(200, "Kế"), (260, "Ước")]
    rest = [(200, "hoạch"), (260, "đạt")]
    first = [(60, "1"), (90, "Thu ngân sách"), (200, "9,1"), (260, "9,6"), (330, "11")]
    more = [(90, "trên địa bàn xã")]
    second = [(60, "2"), (90, "Tỷ lệ hộ nghèo"), (200, "5,5"), (260, "5,2"), (330, "4,4")]

    def text(page: list[list[tuple[int, str]]]) -> list[str]:
        heights = accumulate([14] * (len(page) - 1), lambda at, step: at - step, initial=700)
        data = paper(
            lambda canvas: [
                canvas.drawString(x, y, said) for line, y in zip(page, heights, strict=True) for x, said in line
            ]
        )
        return [line for line in read_pdf(data, name="a.pdf").text.splitlines() if line.startswith("|")]

    assert text([heads, below, rest, first, more, second]) == [
        "| TT | Chỉ tiêu | Năm 2024 | Năm 2024 | Năm 2025 |",
        "| TT | Chỉ tiêu | Kế hoạch | Ước đạt | Năm 2025 |",
        "| 1 | Thu ngân sách trên địa bàn xã | 9,1 | 9,6 | 11 |",
        "| 2 | Tỷ lệ hộ nghèo | 5,5 | 5,2 | 4,4 |",
    ]


def test_prose_with_figures_is_no_table() -> None:
    texts = [
        "1. Thu ngân sách  đạt  12,5  tỷ đồng;",
        "2. Tỷ lệ hộ nghèo còn  2,6%  cuối năm;",
        "3. Trồng 145 ha rừng.",
    ]

    assert "|" not in read_pdf(paper(lines(*texts)), name="a.pdf").text
