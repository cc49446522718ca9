"""What one page of a PDF shows: its words with their places, rules and pictures, and what stands on it unseen."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.layout_words import Word
from ingest.readers.pdf_box import Box, Place
from ingest.readers.pdf_letters import glyphs, turn_of
from ingest.readers.pdf_notes import annotated
from ingest.readers.pdf_painted import painted
from ingest.readers.pdf_words import words_of
from ingest.readers.ruled import Rule


@dataclass(frozen=True, slots=True)
class PageLook:
    """A page: its ``words`` in the order in which they were drawn, in points, and its ``rules``.

    ``pictured`` is the share of the page under pictures, ``pictures`` are the places of those that may hold text,
    ``overlaid`` is the share of the letters that are drawn invisibly over them, as OCR does, ``unmapped`` that of the
    letters of which the font does not say what they are. ``unseen`` is what nobody sees, ``slanted`` what is set
    across the page, ``notes`` what is stuck on it, ``fields`` how many form fields it has.
    """

    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    pictured: float
    overlaid: float
    unmapped: float
    pictures: tuple[Place, ...] = ()
    unseen: str = ""
    slanted: str = ""
    notes: tuple[str, ...] = ()
    fields: int = 0


def objects_of(document: pypdfium2.PdfDocument, number: int) -> int:
    """How many strokes, pictures and pieces of text a page is drawn of."""
    page = document[number]
    count: int = pdfium.FPDFPage_CountObjects(page)
    page.close()
    return count


def look_at(document: pypdfium2.PdfDocument, number: int) -> PageLook:
    """Looks at page ``number``, counted from 0; form fields and typed notes are drawn into it first."""
    page = document[number]
    box = Box(*page.get_bbox())
    notes = annotated(document, page, box)
    turn = turn_of(page)
    box = replace(box, turn=turn)
    paint = painted(page, box)  # before the borders of form fields are drawn, which are no table
    drawn = 0
    if notes.shown:
        drawn = page.get_textpage().count_chars()
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number]
    letters = glyphs(page, box, drawn=drawn, boxes=notes.boxes)
    words, unseen, slanted = words_of(letters, [*paint.rules, *notes.strikes])
    count = max(1, sum(letter.text.isalnum() for letter in letters))
    page.close()
    return PageLook(
        words=(*words, *(word for word in notes.words if turn == 0)),
        rules=tuple(paint.rules),
        pictured=paint.covered,
        pictures=tuple(paint.pictures),
        overlaid=sum(letter.overlaid for letter in letters) / count,
        unmapped=sum(letter.unmapped for letter in letters) / count,
        unseen=unseen,
        slanted=slanted,
        notes=tuple(notes.stuck),
        fields=notes.fields,
    )
