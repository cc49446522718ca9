"""Kind 07 in a PDF: what a line is drawn through is struck."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.ingest.cases.pages import HEAD, TITLE, document, values
from tests.ingest.readers.paper import FONT, lines, paper


def struck_out(canvas: Canvas, *, painted: bool, height: float) -> None:
    lines(*HEAD, *TITLE)(canvas)
    canvas.drawString(60, 600, "1. Kết nạp 99 15 đảng viên.")
    start = 60 + canvas.stringWidth("1. Kết nạp ", FONT, 11)
    end = start + canvas.stringWidth("99", FONT, 11)
    if painted:
        canvas.rect(start, 600 + height, end - start, 0.8, stroke=0, fill=1)
    else:
        canvas.line(start, 600 + height, end, 600 + height)


def test_a_line_through_a_figure(tmp_path: Path) -> None:
    found = document(paper(lambda canvas: struck_out(canvas, painted=False, height=3.5)), tmp_path)

    assert values(found) == {"ket_nap_dang_vien": [15]}
    assert any(each.reason == "chữ bị gạch" and each.text == "99" for each in found.dropped)


def test_a_thin_painted_area_is_a_line(tmp_path: Path) -> None:
    found = document(paper(lambda canvas: struck_out(canvas, painted=True, height=2.6)), tmp_path)

    assert values(found) == {"ket_nap_dang_vien": [15]}


def test_an_underline_strikes_nothing(tmp_path: Path) -> None:
    found = document(paper(lambda canvas: struck_out(canvas, painted=False, height=-1.5)), tmp_path)

    assert "99 15 đảng viên" in found.text
