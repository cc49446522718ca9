"""What is stuck on a page: fields, ticks, typed notes, remarks, strikes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pypdfium2 import PdfDocument
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf_box import Box
from ingest.readers.pdf_notes import Notes, annotated
from tests.ingest.readers.paper import paper

HEIGHT = 841.89  # points of A4
HIDDEN = 2  # the flag of a note that no viewer shows


def notes(paint: Callable[[Canvas], None]) -> Notes:
    document = PdfDocument(paper(paint))
    document.init_forms()
    page = document[0]
    return annotated(document, page, Box(*page.get_bbox()))


def note(kind: str, said: str = "", flags: int = 0, **more: object) -> Callable[[Canvas], None]:
    """A page with one annotation, from (60, 600) to (200, 620)."""

    def paint(canvas: Canvas) -> None:
        told = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName(kind),
            "Rect": PDFArray([60, 600, 200, 620]),
            "Contents": PDFString(said),
            "F": flags,
            **more,
        }
        canvas._addAnnotation(PDFDictionary(told))

    return paint


def test_a_box_is_a_sign_at_its_place() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.acroForm.checkbox(name="a", x=60, y=700, size=12, checked=True)
        canvas.acroForm.checkbox(name="b", x=60, y=650, size=12, checked=False)

    found = notes(paint)

    assert [word.text for word in found.words] == ["☒", "☐"]
    assert [word.late for word in found.words] == [True, True]
    assert found.words[0].top == pytest.approx(HEIGHT - 712, abs=0.1)
    assert (len(found.boxes), found.fields, found.shown) == (2, 2, True)


def test_a_field_that_is_drawn_counts_and_adds_no_words() -> None:
    found = notes(lambda canvas: canvas.acroForm.textfield(name="a", x=60, y=600, width=80, height=16, value="15"))

    assert (found.words, found.fields, found.shown) == ([], 1, True)


def test_a_typed_note_is_read_line_by_line() -> None:
    found = notes(note("FreeText", "Thu 58\nChi 44"))

    assert [(word.text, word.left) for word in found.words] == [("Thu 58", 60), ("Chi 44", 60)]
    assert found.words[0].bottom == found.words[1].top


def test_a_remark_is_told_beside_the_text() -> None:
    found = notes(note("Text", "hỏi lại\nkế toán"))

    assert (found.stuck, found.words, found.shown) == (["hỏi lại kế toán"], [], False)


def test_a_strike_runs_through_the_middle_of_what_it_marks() -> None:
    found = notes(note("StrikeOut", QuadPoints=PDFArray([60, 620, 200, 620, 60, 600, 200, 600])))

    (rule,) = found.strikes
    assert (rule.flat, rule.start, rule.end) == (True, 60, 200)
    assert rule.at == pytest.approx(HEIGHT - 610, abs=0.1)


@pytest.mark.parametrize("kind", ["FreeText", "Text", "StrikeOut"])
def test_what_a_viewer_hides_is_left_out(kind: str) -> None:
    found = notes(note(kind, "58", HIDDEN, QuadPoints=PDFArray([60, 620, 200, 620, 60, 600, 200, 600])))

    assert (found.words, found.stuck, found.strikes, found.shown) == ([], [], [], False)
