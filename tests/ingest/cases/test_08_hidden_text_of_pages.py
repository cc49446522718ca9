"""Kind 08 in a PDF: what the page does not show is dropped and told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.cases.pages import HEAD, TITLE, assert_shared, document, values
from tests.ingest.readers.paper import FONT, lines, paper

HIDDEN = "2. Tỷ lệ hộ nghèo còn 99%."


def in_white(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.drawString(60, 600, HIDDEN)


def without_ink(canvas: Canvas) -> None:
    text = canvas.beginText(60, 600)
    text.setTextRenderMode(3)
    text.textLine(HIDDEN)
    canvas.drawText(text)


def painted_over(canvas: Canvas) -> None:
    canvas.drawString(60, 600, HIDDEN)
    canvas.setFillColor(white)
    canvas.rect(50, 590, 400, 24, stroke=0, fill=1)


def off_the_page(canvas: Canvas) -> None:
    canvas.drawString(60, 900, HIDDEN)


def clipped(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(0, 0, 20, 20)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(60, 600, HIDDEN)
    canvas.restoreState()


def tiny(canvas: Canvas) -> None:
    canvas.setFont(FONT, 0.8)
    canvas.drawString(60, 600, HIDDEN)


def test_the_shared_case() -> None:
    assert_shared("08_hidden_text/white.pdf")


@pytest.mark.parametrize("hide", [in_white, without_ink, painted_over, off_the_page, clipped, tiny])
def test_what_nobody_sees_is_no_row(tmp_path: Path, hide: Callable[[Canvas], None]) -> None:
    def paint(canvas: Canvas) -> None:
        lines(*HEAD, *TITLE, "1. Kết nạp 15 đảng viên.")(canvas)
        hide(canvas)

    found = document(paper(paint), tmp_path)

    assert values(found) == {"ket_nap_dang_vien": [15]}
    # pdfium hands no text over that lies off the page
    assert hide is off_the_page or any("99" in each.text for each in found.dropped)


def test_white_letters_on_black_are_seen(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        lines(*HEAD, *TITLE)(canvas)
        canvas.setFillColor(black)
        canvas.rect(50, 590, 400, 24, stroke=0, fill=1)
        canvas.setFillColor(white)
        canvas.drawString(60, 600, "1. Kết nạp 15 đảng viên.")

    assert values(document(paper(paint), tmp_path)) == {"ket_nap_dang_vien": [15]}


@pytest.mark.parametrize("bar", [(0.1, 0.2, 0.5), (0.0, 0.0, 0.0), (0.6, 0.1, 0.1), (0.45, 0.45, 0.45)])
def test_white_letters_on_a_dark_bar_are_seen(bar: tuple[float, float, float], tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        for at, text in enumerate((*HEAD, *TITLE)):
            canvas.drawString(60, 780 - 18 * at, text)
        canvas.setFillColorRGB(*bar)
        canvas.rect(55, 595, 400, 18, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(60, 600, "1. Tỷ lệ che phủ rừng đạt 44%.")
        canvas.drawString(60, 560, "2. Kết nạp 66 đảng viên.")

    found = document(paper(paint), tmp_path)

    assert values(found) == {"ty_le_che_phu_rung": [44]}
    assert any("66" in each.text for each in found.dropped)
