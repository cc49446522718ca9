"""What is stuck on a PDF page: form fields, typed notes, remarks, what they strike."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.layout_words import Word
from ingest.readers.pdf_box import Box, Place
from ingest.readers.ruled import Rule

_TYPED = 12.0  # points of the letters that a viewer types
_STRIKES = pdfium.FPDF_ANNOT_STRIKEOUT
_SHOWN = frozenset((pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP))
_STUCK = frozenset(
    (pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_STRIKEOUT)
)
_BOXES = {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW


@dataclass(frozen=True, slots=True)
class Notes:
    """What annotations say: words of form fields, their boxes to tick, what they strike, remarks that are stuck.

    ``shown`` tells that some are drawn.
    """

    words: list[Word]
    boxes: list[Place]
    strikes: list[Rule]
    stuck: list[str]
    fields: int
    shown: bool


def annotated(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, box: Box) -> Notes:
    """What the annotations of a page say, those left out that a viewer hides."""
    found = Notes([], [], [], [], 0, shown=False)
    form = document.formenv.raw if document.formenv else None
    for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, at)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if not pdfium.FPDFAnnot_GetFlags(note) & _UNSEEN:
            if kind == pdfium.FPDF_ANNOT_WIDGET and form is not None:
                found = _with_field(found, form, note, box)
            if kind == pdfium.FPDF_ANNOT_FREETEXT and not _is_drawn(note):
                found.words.extend(_typed(note, _string(note, b"Contents"), box))
            if kind in _STUCK and (said := _string(note, b"Contents")):
                found.stuck.append(" ".join(said.split()))
            if kind == _STRIKES:
                found.strikes.extend(_strikes(note, box))
            found = replace(found, shown=found.shown or kind in _SHOWN)
        pdfium.FPDFPage_CloseAnnot(note)
    return found


def _with_field(found: Notes, form: object, note: object, box: Box) -> Notes:
    """The notes with a form field: a sign for a box to tick, which fonts draw as a letter of their own, and its value
    where the file does not say how it is drawn.
    """
    if pdfium.FPDFAnnot_GetFormFieldType(form, note) in _BOXES:
        sign = "☒" if pdfium.FPDFAnnot_IsChecked(form, note) else "☐"
        found.words.extend(_typed(note, sign, box))
        found.boxes.append(_placed(note, box))
    elif not _is_drawn(note):
        found.words.extend(_typed(note, _value(form, note), box))
    return replace(found, fields=found.fields + 1)


def _is_drawn(note: object) -> bool:
    """Whether a file says how a note is drawn; a viewer draws it from what it says otherwise."""
    empty = ctypes.sizeof(pdfium.FPDF_WCHAR)
    return bool(pdfium.FPDFAnnot_GetAP(note, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > empty)


def _placed(note: object, box: Box) -> Place:
    """Left, top, right and bottom of a note."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, rect)
    return *box.place(rect.left, rect.top), *box.place(rect.right, rect.bottom)


def _typed(note: object, text: str, box: Box) -> Iterator[Word]:
    """The lines of a text that fills a note."""
    left, top, right, bottom = _placed(note, box)
    lines = [line for line in text.splitlines() if line.strip()]
    for at, line in enumerate(lines):
        height = (bottom - top) / len(lines)
        low = top + (at + 1) * height
        yield Word(" ".join(line.split()), left, low - height, right, low, min(height, _TYPED), late=True)


def _value(form: object, note: object) -> str:
    length = pdfium.FPDFAnnot_GetFormFieldValue(form, note, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAnnot_GetFormFieldValue(form, note, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0")


def _string(note: object, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0")


def _strikes(note: object, box: Box) -> Iterator[Rule]:
    """The rules that a strike-out note draws: through the middle of each place that it marks."""
    quad = pdfium.FS_QUADPOINTSF()
    for at in range(pdfium.FPDFAnnot_CountAttachmentPoints(note)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(note, at, quad):
            points = [box.place(x, y) for x, y in ((quad.x1, quad.y1), (quad.x2, quad.y2), (quad.x3, quad.y3))]
            across = [x for x, _ in points]
            down = [y for _, y in points]
            yield Rule(True, (min(down) + max(down)) / 2, min(across), max(across))
