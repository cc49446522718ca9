"""What one page of a PDF shows: its words with their places, rules and pictures, and what stands on it unseen.

Whether a letter is seen is not derived from its colour, clip, layer or what was painted over it, but looked up in the
page as it is drawn: where its place is of one colour, nobody sees it.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.readers.layout import DESCENT, Word
from ingest.readers.marks import struck
from ingest.readers.ruled import Rule

HYPHEN = "\ufffe"  # what stands for a hyphen at the end of a line until the line that follows is known

_DOTS = 1.5  # dots a point that a page is drawn with to see its letters: 108 dpi
_MOST_DOTS = 4_000_000  # of that picture
_CONTRAST = 28  # of 255, between the lightest and the darkest dot where a letter is seen; of no letter 0-6
_EDGE = 0.15  # share of a letter's place left out at each side, where its neighbours begin
_SMALLEST = 1.5  # points; smaller letters are no reading
_THIN = 2.5  # points; a painted area that is thinner is a rule
_SHORTEST = 3.0  # points of a rule
_STRUCK = (0.13, 0.5)  # shares of its size, above the line that it stands on, between which a rule strikes a letter
_BREAK = 0.3  # share of its size, from which a gap parts two words
_MOST_SEGMENTS = 400  # of a path that may be a table; a drawing has more
_TEXT_WIDTH, _TEXT_HEIGHT = 170.0, 70.0  # points of a picture that may hold text; emblems and seals are smaller
_TYPED = 12.0  # points of the letters that a viewer types
_SAMPLE = 200  # letters of a page that tell how they are turned
_DEPTH = 5  # of groups of objects within groups
_QUARTER = math.pi / 2

Place = tuple[float, float, float, float]  # left, top, right, bottom, in points

_SPACES = frozenset(" \t\r\n\u00a0\u2002\u2003\u2009\u3000")
_STRIKES = pdfium.FPDF_ANNOT_STRIKEOUT
_SHOWN = frozenset((pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP))
_STUCK = frozenset(
    (pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_STRIKEOUT)
)
_BOXES = {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW


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


@dataclass(frozen=True, slots=True)
class _Glyph:
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


@dataclass(frozen=True, slots=True)
class _Notes:
    """What annotations say: words of form fields, places that are struck, notes; ``shown`` where some are drawn."""

    words: list[Word]
    boxes: list[Place]
    strikes: list[Rule]
    stuck: list[str]
    fields: int
    shown: bool


@dataclass(frozen=True, slots=True)
class _Box:
    """The part of a page that is shown, in points of the page, y upwards.

    ``turn`` is how many quarters its letters are turned to the left.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as it lies before a reader."""
        return (
            (x - self.left, self.top - y),
            (y - self.bottom, x - self.left),
            (self.right - x, y - self.bottom),
            (self.top - y, self.right - x),
        )[self.turn]


def look_at(document: pypdfium2.PdfDocument, number: int) -> PageLook:
    """Looks at page ``number``, counted from 0; form fields and typed notes are drawn into it first."""
    page = document[number]
    box = _Box(*page.get_bbox())
    notes = _annotated(document, page, box)
    turn = _turn(page)
    box = replace(box, turn=turn)
    painted = _painted(page, box)  # before the borders of form fields are drawn, which are no table
    drawn = 0
    if notes.shown:
        drawn = page.get_textpage().count_chars()
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number]
    glyphs = _glyphs(page, box, drawn=drawn, boxes=notes.boxes)
    words, unseen, slanted = _words(glyphs, [*painted.rules, *notes.strikes])
    letters = max(1, sum(glyph.text.isalnum() for glyph in glyphs))
    page.close()
    return PageLook(
        words=(*words, *(word for word in notes.words if turn == 0)),
        rules=tuple(painted.rules),
        pictured=painted.covered,
        pictures=tuple(painted.pictures),
        overlaid=sum(glyph.overlaid for glyph in glyphs) / letters,
        unmapped=sum(glyph.unmapped for glyph in glyphs) / letters,
        unseen=unseen,
        slanted=slanted,
        notes=tuple(notes.stuck),
        fields=notes.fields,
    )


# -- annotations ---------------------------------------------------------------------------------------


def _annotated(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, box: _Box) -> _Notes:
    found = _Notes([], [], [], [], 0, shown=False)
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


def _with_field(found: _Notes, form: object, note: object, box: _Box) -> _Notes:
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


def _placed(note: object, box: _Box) -> Place:
    """Left, top, right and bottom of a note."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, rect)
    return *box.place(rect.left, rect.top), *box.place(rect.right, rect.bottom)


def _typed(note: object, text: str, box: _Box) -> Iterator[Word]:
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


def _strikes(note: object, box: _Box) -> Iterator[Rule]:
    """The rules that a strike-out note draws: through the middle of each place that it marks."""
    quad = pdfium.FS_QUADPOINTSF()
    for at in range(pdfium.FPDFAnnot_CountAttachmentPoints(note)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(note, at, quad):
            points = [box.place(x, y) for x, y in ((quad.x1, quad.y1), (quad.x2, quad.y2), (quad.x3, quad.y3))]
            across = [x for x, _ in points]
            down = [y for _, y in points]
            yield Rule(True, (min(down) + max(down)) / 2, min(across), max(across))


# -- letters -------------------------------------------------------------------------------------------


def _glyphs(page: pypdfium2.PdfPage, box: _Box, *, drawn: int, boxes: Sequence[Place]) -> list[_Glyph]:
    """The letters of a page in the order in which they are drawn.

    From the ``drawn``-th on they are form fields and notes, those in ``boxes`` ticks that are told otherwise.
    """
    text = page.get_textpage()
    looks = _Looks(text)
    count = text.count_chars()
    seen = _seer(page)
    found: list[_Glyph] = []
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
            _Glyph(
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


def _turn(page: pypdfium2.PdfPage) -> int:
    """How many quarters most letters of a page are turned to the left, by a sample."""
    text = page.get_textpage()
    looks, count = _Looks(text), text.count_chars()
    turns = Counter(looks.of(at).turn for at in range(0, count, max(1, count // _SAMPLE)) if looks.of(at).size)
    text.close()
    return turns.most_common(1)[0][0] or 0 if turns else 0


def _with_signs(glyphs: Sequence[_Glyph]) -> list[_Glyph]:
    """Letters, with signs and hyphens as unseen as the letter before them."""
    told: list[_Glyph] = []
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


# -- words ---------------------------------------------------------------------------------------------


def _words(glyphs: Sequence[_Glyph], rules: Sequence[Rule]) -> tuple[list[Word], str, str]:
    """The words that letters make; what is unseen, and what is set across the page."""
    flats = sorted((rule for rule in rules if rule.flat), key=lambda rule: rule.at)
    words: list[Word] = []
    unseen: list[str] = []
    slanted: list[str] = []
    group: list[_Glyph] = []
    strikes = False
    for glyph in glyphs:
        if glyph.unseen or glyph.turn is None:
            aside = unseen if glyph.unseen else slanted
            aside.append(f" {glyph.text}" if glyph.parted else glyph.text)
            continue
        struck_out = _is_struck(glyph, flats)
        if group and not (struck_out == strikes and _goes_on(group[-1], glyph)):
            words.append(_word(group, strikes=strikes))
            group = []
        group.append(glyph)
        strikes = struck_out
    if group:
        words.append(_word(group, strikes=strikes))
    return words, "".join(unseen).strip(), "".join(slanted).strip()


def _is_struck(glyph: _Glyph, flats: Sequence[Rule]) -> bool:
    low, high = (glyph.base - share * glyph.size for share in reversed(_STRUCK))
    middle = (glyph.left + glyph.right) / 2
    return any(low < rule.at < high and rule.start <= middle <= rule.end for rule in flats)


def _goes_on(before: _Glyph, glyph: _Glyph) -> bool:
    if glyph.turn:  # a heading set upwards is one word: it has one place
        return before.turn == glyph.turn
    gap = glyph.left - before.right
    same = before.size == glyph.size and abs(before.base - glyph.base) < 0.1 * glyph.size
    return not glyph.parted and same and before.turn == glyph.turn and abs(gap) < _BREAK * glyph.size


def _word(group: Sequence[_Glyph], *, strikes: bool) -> Word:
    first, last = group[0], group[-1]
    text = "".join(f" {glyph.text}" if glyph.parted and at else glyph.text for at, glyph in enumerate(group))
    size = first.size
    top, bottom = first.base - (1 - DESCENT) * size, first.base + DESCENT * size
    if first.turn:
        top, bottom = min(glyph.base for glyph in group), max(glyph.base for glyph in group)
    left, right = min(glyph.left for glyph in group), max(last.right, first.right)
    return Word(struck(text) if strikes else text, left, top, right, bottom, size, not first.parted, first.late)


# -- rules and pictures --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Painted:
    """The rules of a page, the share of it that is under pictures, and the places of the large ones."""

    rules: list[Rule]
    covered: float
    pictures: list[Place]


def _painted(page: pypdfium2.PdfPage, box: _Box) -> _Painted:
    rules: list[Rule] = []
    pictures: list[Place] = []
    covered = 0.0
    count = pdfium.FPDFPage_CountObjects(page)
    for drawn, matrix in _objects(partial(pdfium.FPDFPage_GetObject, page), count, _Matrix()):
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules += _rules(drawn, matrix, box)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            edges = [ctypes.c_float() for _ in range(4)]
            if pdfium.FPDFPageObj_GetBounds(drawn, *edges):
                left, bottom, right, top = (edge.value for edge in edges)
                left, bottom = max(left, box.left), max(bottom, box.bottom)
                right, top = min(right, box.right), min(top, box.top)
                covered += max(0.0, right - left) * max(0.0, top - bottom)
                (x, y), (x2, y2) = box.place(left, top), box.place(right, bottom)
                if abs(x2 - x) >= _TEXT_WIDTH and abs(y2 - y) >= _TEXT_HEIGHT:
                    pictures.append((min(x, x2), min(y, y2), max(x, x2), max(y, y2)))
    return _Painted(rules, covered / max(1.0, (box.right - box.left) * (box.top - box.bottom)), pictures)


@dataclass(frozen=True, slots=True)
class _Matrix:
    """How the points of an object lie on the page: ``x' = a x + c y + e``, ``y' = b x + d y + f``."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point lies."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: _Matrix) -> _Matrix:
        """The same within a group that lies by ``outer``."""
        (e, f), (ax, ay), (cx, cy) = (
            outer.point(*each) for each in ((self.e, self.f), (self.a, self.b), (self.c, self.d))
        )
        return _Matrix(ax - outer.e, ay - outer.f, cx - outer.e, cy - outer.f, e, f)


def _objects(
    get: Callable[[int], object], count: int, outer: _Matrix, depth: int = 0
) -> Iterator[tuple[object, _Matrix]]:
    """Every object with how it lies on the page, those of groups too."""
    for at in range(count):
        drawn = get(at)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
        own = _Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f).within(outer)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_FORM:
            yield drawn, own
        elif depth < _DEPTH:
            inner = pdfium.FPDFFormObj_CountObjects(drawn)
            yield from _objects(partial(pdfium.FPDFFormObj_GetObject, drawn), inner, own, depth + 1)


def _rules(path: object, matrix: _Matrix, box: _Box) -> Iterator[Rule]:
    """The rules that a path draws: its straight sides where it is stroked, itself where it is painted and thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    for line in _subpaths(path, matrix, box):
        if stroke.value:
            for (x, y), (to_x, to_y) in pairwise(line):
                yield from _rule(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
        elif line:
            across, down = [x for x, _ in line], [y for _, y in line]
            yield from _rule(min(across), min(down), max(across), max(down))


def _rule(left: float, top: float, right: float, bottom: float) -> Iterator[Rule]:
    if bottom - top <= _THIN and right - left >= _SHORTEST:
        yield Rule(True, (top + bottom) / 2, left, right)
    elif right - left <= _THIN and bottom - top >= _SHORTEST:
        yield Rule(False, (left + right) / 2, top, bottom)


def _subpaths(path: object, matrix: _Matrix, box: _Box) -> Iterator[list[tuple[float, float]]]:
    """The lines of a path, point by point as they lie before a reader; curves end them."""
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _MOST_SEGMENTS:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    line: list[tuple[float, float]] = []
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind != pdfium.FPDF_SEGMENT_LINETO and line:
            yield line
            line = []
        line.append(box.place(*matrix.point(x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            line.append(line[0])
    if line:
        yield line
