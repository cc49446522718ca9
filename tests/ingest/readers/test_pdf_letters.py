"""The letters of a page: where they stand, how they are turned, whether anybody sees them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf_box import Box
from ingest.readers.pdf_letters import Glyph, glyphs, turn_of
from tests.ingest.readers.paper import FONT, paper

HEIGHT = 841.89  # points of A4


def letters(paint: Callable[[Canvas], None]) -> list[Glyph]:
    page = PdfDocument(paper(paint))[0]
    return glyphs(page, Box(*page.get_bbox()), drawn=0, boxes=[])


def said(found: list[Glyph]) -> str:
    return "".join(glyph.text for glyph in found)


def test_a_letter_has_its_place_from_the_upper_left_corner() -> None:
    found = letters(lambda canvas: canvas.drawString(60, 700, "Đạt 58"))

    assert said(found) == "Đạt58"
    assert [glyph.parted for glyph in found] == [True, False, False, True, False]
    assert found[0].left == pytest.approx(60, abs=1.5)
    assert found[0].base == pytest.approx(HEIGHT - 700, abs=0.1)
    assert {glyph.size for glyph in found} == {11}


def test_what_is_painted_over_too_small_or_white_is_unseen() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "58")
        canvas.drawString(60, 650, "66")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(50, 640, 100, 30, fill=1, stroke=0)
        canvas.drawString(60, 600, "44")
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont(FONT, 1)
        canvas.drawString(60, 550, "77")

    found = letters(paint)

    assert said([glyph for glyph in found if not glyph.unseen]) == "58"
    assert said([glyph for glyph in found if glyph.unseen]) == "664477"


def test_a_sign_behind_an_unseen_letter_is_unseen_with_it() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(60, 700, "66%")

    assert all(glyph.unseen for glyph in letters(paint))


def test_letters_are_turned_by_quarters_or_slanted() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "5")
        for degrees, x in ((90, 100), (270, 200), (45, 300)):
            canvas.saveState()
            canvas.translate(x, 400)
            canvas.rotate(degrees)
            canvas.drawString(0, 0, "8")
            canvas.restoreState()

    assert [glyph.turn for glyph in letters(paint)] == [0, 1, 3, None]


def test_a_page_is_turned_as_most_of_its_letters_are() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "5")
        canvas.rotate(90)
        canvas.drawString(300, -300, "Tổng thu ngân sách")

    assert turn_of(PdfDocument(paper(paint))[0]) == 1
    assert turn_of(PdfDocument(paper(lambda _: None))[0]) == 0
