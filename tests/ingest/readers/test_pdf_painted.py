"""What is painted on a page: rules and pictures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf_box import Box
from ingest.readers.pdf_painted import Painted, painted
from tests.ingest.readers.paper import paper

WIDTH, HEIGHT = 595.28, 841.89  # points of A4


def look(paint: Callable[[Canvas], None]) -> Painted:
    page = PdfDocument(paper(paint))[0]
    return painted(page, Box(*page.get_bbox()))


def test_a_stroke_is_a_rule_and_so_is_a_thin_area() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.line(60, 700, 200, 700)
        canvas.rect(60, 500, 1, 100, fill=1, stroke=0)

    flat, upright = look(paint).rules

    assert (flat.flat, upright.flat) == (True, False)
    assert (flat.at, flat.start, flat.end) == pytest.approx((HEIGHT - 700, 60, 200), abs=0.1)
    assert (upright.at, upright.start, upright.end) == pytest.approx((60.5, HEIGHT - 600, HEIGHT - 500), abs=0.1)


def test_a_frame_has_four_rules() -> None:
    rules = look(lambda canvas: canvas.rect(60, 600, 100, 40, fill=0, stroke=1)).rules

    assert sorted(rule.flat for rule in rules) == [False, False, True, True]


def test_slanted_strokes_specks_and_wide_areas_are_none() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.line(60, 700, 200, 600)
        canvas.line(60, 500, 62, 500)
        canvas.rect(60, 300, 100, 40, fill=1, stroke=0)

    assert look(paint).rules == []


def test_rules_of_a_group_lie_where_the_group_lies() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.beginForm("table")
        canvas.line(0, 0, 100, 0)
        canvas.endForm()
        canvas.translate(60, 400)
        canvas.doForm("table")

    (rule,) = look(paint).rules

    assert (rule.at, rule.start, rule.end) == pytest.approx((HEIGHT - 400, 60, 160), abs=0.1)


def test_a_large_picture_has_its_place_and_a_seal_only_its_share() -> None:
    image = ImageReader(Image.new("L", (20, 20)))

    def paint(canvas: Canvas) -> None:
        canvas.drawImage(image, 100, 300, 300, 200)
        canvas.drawImage(image, 450, 100, 60, 60)

    found = look(paint)

    assert found.pictures == [pytest.approx((100, HEIGHT - 500, 400, HEIGHT - 300), abs=0.1)]
    assert found.covered == pytest.approx((300 * 200 + 60 * 60) / (WIDTH * HEIGHT), abs=0.001)
