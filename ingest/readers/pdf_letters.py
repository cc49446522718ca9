"""The letters of a PDF page: where each stands, how it is drawn, and whether anybody sees it.

Whether a letter is seen is not derived from its colour, clip, layer or what was painted over it, but looked up in the
page as it is drawn: where its place is of one colour, nobody sees it.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.readers.pdf_box import Box, Place

HYPHEN = "\ufffe"  # what stands for a hyphen at the end of a line until the line that follows is known

_DOTS = 1.5  # dots a point that a page is drawn with to see its letters: 108 dpi
_MOST_DOTS = 4_000_000  # of that picture
_CONTRAST = 28  # of 255, between the lightest and the darkest dot where a letter is seen; of no letter 0-6
_EDGE = 0.15  # share of a letter's place left out at each side, where its neighbours begin
_SMALLEST = 1.5  # points; smaller letters are no reading
_SAMPLE = 200  # letters of a page that tell how they are turned
_QUARTER = math.pi / 2

_SPACES = frozenset(" \t\r\n\u00a0\u2002\u2003\u2009\u3000")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter: its place on the page as ``Word`` has it, and what is known of how it is drawn.

    ``turn`` is how many quarters it is turned to the left of the page's letters, None where it is none of four.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int | None = 0
    parted: bool = False
    unseen: bool = False
    overlaid: bool = False
    unmapped: bool = False
    late: bool = False


def glyphs(page: pypdfium2.PdfPage, box: Box, *, drawn: int, boxes: Sequence[Place]) -> list[Glyph]:
    """The letters of a page in the order in which they are drawn.

    From the ``drawn``-th on they are form fields and notes, those in ``boxes`` ticks that are told otherwise.
    """
    text = page.get_textpage()
    looks = _Looks(text)
    count = text.count_chars()
    seen = _seer(page)
    found: list[Glyph] = []
    parted = True
    rect = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        sign = HYPHEN if code in (2, 0xFFFE) else chr(code)
        if sign in _SPACES or code == 0:
            parted = True
            continue
        look = looks.of(at)
        pdfium.FPDFText_GetLooseCharBox(text, at, rect)
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        ends = (box.place(rect.left, rect.top), box.place(rect.right, rect.bottom))
        left, right = min(ends[0][0], ends[1][0]), max(ends[0][0], ends[1][0])
        base = box.place(x.value, y.value)[1]
        late = 0 < drawn <= at
        if late and any(one <= left and right <= three and two <= base <= four for one, two, three, four in boxes):
            continue
        unseen = sign.isalnum() and (look.size < _SMALLEST or not seen(rect))
        found.append(
            Glyph(
                sign,
                left,
                right,
                base,
                look.size,
                None if look.turn is None else (look.turn - box.turn) % 4,
                parted,
                unseen,
                look.overlaid and not unseen and sign.isalnum(),
                pdfium.FPDFText_HasUnicodeMapError(text, at) == 1,
                late,
            )
        )
        parted = False
    text.close()
    return _with_signs(found)


def turn_of(page: pypdfium2.PdfPage) -> int:
    """How many quarters most letters of a page are turned to the left, by a sample."""
    text = page.get_textpage()
    looks, count = _Looks(text), text.count_chars()
    turns = Counter(looks.of(at).turn for at in range(0, count, max(1, count // _SAMPLE)) if looks.of(at).size)
    text.close()
    return turns.most_common(1)[0][0] or 0 if turns else 0


def _with_signs(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Letters, with signs and hyphens as unseen as the letter before them."""
    told: list[Glyph] = []
    for glyph in glyphs:
        follows = told and not glyph.text.isalnum() and told[-1].unseen
        told.append(replace(glyph, unseen=True) if follows else glyph)
    return told


@dataclass(frozen=True, slots=True)
class _Look:
    """How the letters of one object are drawn: their size in points, quarters to the left, and invisibly or not."""

    size: float
    turn: int | None
    overlaid: bool


class _Looks:
    """How letters are drawn, looked up once for each object of a page."""

    def __init__(self, text: pypdfium2.PdfTextPage) -> None:
        self._text = text
        self._known: dict[int | None, _Look] = {}

    def of(self, at: int) -> _Look:
        """How the letter at a place in the text is drawn."""
        drawn = pdfium.FPDFText_GetTextObject(self._text, at)
        key = ctypes.cast(drawn, ctypes.c_void_p).value if drawn else None
        if key not in self._known:
            self._known[key] = self._look(at, drawn) if drawn else _Look(0.0, 0, overlaid=False)
        return self._known[key]

    def _look(self, at: int, drawn: object) -> _Look:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, at, matrix)
        angle = math.atan2(matrix.b, matrix.a) / _QUARTER
        turn = round(angle) % 4 if abs(angle - round(angle)) < _EDGE else None
        mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn)
        size = pdfium.FPDFText_GetFontSize(self._text, at) * math.hypot(matrix.c, matrix.d)
        return _Look(size, turn, mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP))


def _seer(page: pypdfium2.PdfPage) -> Callable[[pdfium.FS_RECTF], bool]:
    """What tells of a place, in points of the page, whether something is drawn there."""
    left, bottom, right, top = page.get_bbox()
    dots = min(_DOTS, math.sqrt(_MOST_DOTS / max(1.0, (right - left) * (top - bottom))))
    upright = (360 - page.get_rotation()) % 360
    drawn: NDArray[np.uint8] = page.render(scale=dots, rotation=upright, grayscale=True).to_numpy()

    def is_seen(rect: pdfium.FS_RECTF) -> bool:
        aside, below = _EDGE * (rect.right - rect.left), _EDGE * (rect.top - rect.bottom)
        across = (rect.left + aside - left) * dots, (rect.right - aside - left) * dots
        down = (top - rect.top + below) * dots, (top - rect.bottom - below) * dots
        columns = slice(max(0, int(across[0])), max(0, math.ceil(across[1])))
        rows = slice(max(0, int(down[0])), max(0, math.ceil(down[1])))
        place = drawn[rows, columns]
        return place.size > 0 and int(place.max()) - int(place.min()) >= _CONTRAST

    return is_seen
