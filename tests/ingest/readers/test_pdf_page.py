"""What a page shows: letters, rules and notes together."""

from __future__ import annotations

from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf_page import PageLook, look_at
from tests.ingest.readers.paper import paper


def look(canvas_painted: bytes) -> PageLook:
    document = PdfDocument(canvas_painted)
    document.init_forms()
    return look_at(document, 0)


def test_words_rules_and_fields_of_a_page() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Thu 58")
        canvas.line(60, 690, 200, 690)
        canvas.acroForm.textfield(name="a", x=60, y=600, width=80, height=16, value="15", borderWidth=0)

    found = look(paper(paint))

    assert [word.text for word in found.words][:2] == ["Thu", "58"]
    assert any(rule.flat and rule.end - rule.start == 140 for rule in found.rules)
    assert found.fields == 1


def test_letters_of_the_colour_of_their_ground_are_unseen() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Thu")
        canvas.setFillColorRGB(0.1, 0.1, 0.4)
        canvas.rect(50, 640, 200, 30, fill=1, stroke=0)
        canvas.drawString(60, 650, "66")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(120, 650, "44")

    found = look(paper(paint))

    assert [word.text for word in found.words] == ["Thu", "44"]
    assert found.unseen == "66"
