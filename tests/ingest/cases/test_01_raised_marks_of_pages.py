"""Kind 01 in a PDF: a smaller figure set above its line is no part of the figure beside it."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.ingest.cases.pages import HEAD, TITLE, document, values
from tests.ingest.readers.paper import FONT, lines, paper


def with_mark(canvas: Canvas, *, rise: float, size: float, last: bool) -> None:
    """A sentence with a raised figure behind its figure, drawn in its place or after everything else."""
    lines(*HEAD, *TITLE)(canvas)
    canvas.drawString(60, 600, "1. Thu nhập bình quân đầu người đạt 58")
    at = 60 + canvas.stringWidth("1. Thu nhập bình quân đầu người đạt 58", FONT, 11)

    def mark() -> None:
        canvas.setFont(FONT, size)
        canvas.drawString(at, 600 + rise, "3")
        canvas.setFont(FONT, 11)

    if not last:
        mark()
    canvas.drawString(at + size, 600, "triệu đồng/người/năm.")
    if last:
        mark()


def test_a_mark_drawn_in_its_place(tmp_path: Path) -> None:
    found = document(paper(lambda canvas: with_mark(canvas, rise=4, size=7, last=False)), tmp_path)

    assert values(found)["thu_nhap_binh_quan"] == [58]
    assert any(each.reason == "dấu chú thích" and "3" in each.text for each in found.dropped)


def test_a_mark_drawn_after_everything_else(tmp_path: Path) -> None:
    found = document(paper(lambda canvas: with_mark(canvas, rise=3.5, size=6.5, last=True)), tmp_path)

    assert values(found)["thu_nhap_binh_quan"] == [58]


def test_an_exponent_stays_with_its_unit(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        lines(*HEAD, *TITLE)(canvas)
        canvas.drawString(60, 600, "2. Diện tích nhà ở bình quân đạt 27 m")
        at = 60 + canvas.stringWidth("2. Diện tích nhà ở bình quân đạt 27 m", FONT, 11)
        canvas.setFont(FONT, 7)
        canvas.drawString(at, 604, "2")

    assert "27 m2" in document(paper(paint), tmp_path).text.replace("²", "2")
