"""Letters of scanned pages, through Tesseract: the page level, the cells of its ruled tables each by itself.

Tesseract is a program of its own (package tesseract-ocr, with Vietnamese in tesseract-ocr-vie). Its hOCR says of each
letter where it stands and how sure it is; a number with an unsure letter is marked, so that nobody takes it for read.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
from lxml import etree
from PIL import Image

from ingest.readers.layout import DESCENT, Word
from ingest.readers.legible import spelled
from ingest.readers.marks import DOUBTFUL, doubtful, raised, struck, undoubted
from ingest.readers.picture import Picture, has_bar_below, is_level, ruling, straightened, without_rules
from ingest.readers.ruled import Frame, Rule, frames

DPI = 300  # dots an inch that pages are drawn with; Tesseract reads letters of 10-12 points best so
REMEDY = "cài Tesseract có tiếng Việt (gói tesseract-ocr và tesseract-ocr-vie) rồi nạp lại"

_LANGUAGE = "vie"
_TIMEOUT = 120  # seconds for one page; a dense one takes five
_SURE = 97.0  # of 100; letters of numbers below it are doubtful (see tests/ingest/readers/test_ocr.py)
_READ = 0.8  # share of words with the shape of a syllable; a page below it may stand on its head
_MARGIN = 30  # dots of white between two rows
_BETWEEN = 45  # dots of white between two cells
_RIM = 4  # dots around the ink of a cell, where its letters fade
_SPECKS = 6  # dark dots of a cell that is empty
_LOW, _HIGH = 0.8, 0.28  # of the height of the figures beside it: a raised figure is lower, and begins so far up
_STRUCK = (0.25, 0.75)  # of the height of a word from its top, between which a rule strikes it
_THROUGH = 0.8  # of its width that the rule covers
_INK = 170  # of 255, from which a dot of a cell is ink
_GAP = 0.28  # of the height of a line, from which a gap parts two words
_STROKES = re.compile("[Il|L1]{1,3}|H[Il|L1]")
_PROSE = 0.8  # in which prose is read: letters of 12-14 points at 300 dpi are larger than Tesseract likes
_BARRED = {">": "≥", "<": "≤"}
_ALL_SAY = 99.0  # of 100; how sure a letter is that two readings have
_SCALES = (1.0, 0.8, 0.65)  # in which a table is read: what a lone figure is, two must say, or it is in doubt
_PAGE, _BLOCK = "3", "6"  # how Tesseract is told to take a picture: as a page; as one block
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_PARAGRAPH = "{http://www.w3.org/1999/xhtml}p"
_SPAN = "{http://www.w3.org/1999/xhtml}span"
_DIV = "{http://www.w3.org/1999/xhtml}div"


class OcrFailed(Exception):
    """A page of which Tesseract made nothing; the text says why, for staff."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as it was recognised: what ``laid_out`` takes, in points, and how many numbers are doubtful."""

    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    doubts: int


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter with its place in dots and how sure it is, 0 to 100."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float


_Letters = list[_Letter]  # a word
_Line = list[_Letters]


@cache
def engine() -> str | None:
    """The program that recognises Vietnamese; None where it or its language is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603 -- no user input
    return program if _LANGUAGE in listed.stdout.split() else None


def recognise(picture: Picture, *, dpi: float = DPI) -> Scan:
    """The words and rules of a scanned page, levelled first; also of one that stands on its side or head.

    Raises ``OcrFailed`` where Tesseract is missing, fails or takes too long.
    """
    level = straightened(picture if is_level(picture) else np.ascontiguousarray(np.rot90(picture)))
    scan = _recognised(level, dpi)
    if _spelled(scan) >= _READ:
        return scan
    return max(scan, _recognised(np.ascontiguousarray(np.rot90(level, 2)), dpi), key=_spelled)


def _spelled(scan: Scan) -> float:
    return spelled(undoubted(" ".join(word.text for word in scan.words)))


def _recognised(picture: Picture, dpi: float) -> Scan:
    """What is read of a level page."""
    lines = ruling(picture, dpi=dpi)
    tables = frames(lines.rules)
    bare = without_rules(picture, tables, lines, dpi=dpi)
    sheets = [_sheet(bare, table, dpi) for table in tables]
    for table in tables:
        rows, columns = _dots(table.down[0], table.down[-1], dpi), _dots(table.across[0], table.across[-1], dpi)
        bare[rows, columns] = 255
    prose = _read([bare], _PAGE, dpi, scale=_PROSE)[0]
    readings = [_read([sheet.picture for sheet in sheets], _BLOCK, dpi, scale=scale) for scale in _SCALES]
    held = [list(_in_cells(read, sheet)) for *read, sheet in zip(*readings, sheets, strict=True)]
    tops = [table.down[0] * dpi / 72 for table in tables]
    ordered = [[_with_bars(word, picture) for word in line] for line in _ordered(prose, held, tops)]
    flats = [rule for rule in lines.rules if rule.flat]
    words = tuple(word for line in ordered for word in _words(line, flats, dpi))
    doubts = sum(DOUBTFUL.search(word.text) is not None for word in words)
    return Scan(words, lines.rules, doubts)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a cell shows: where it lies on its sheet, in dots, and how far from there its place on the page is."""

    rows: slice[int, int, None]
    columns: slice[int, int, None]
    right: int
    down: int

    def holds(self, letter: _Letter) -> bool:
        """Whether a letter of the sheet is one of this cell."""
        x, y = (letter.left + letter.right) / 2, (letter.top + letter.bottom) / 2
        return _within(x, self.columns) and _within(y, self.rows)


def _within(at: float, places: slice[int, int, None]) -> bool:
    return places.start <= at < places.stop


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table as a picture in which the cells of a row begin at one height.

    Tesseract reads a lone "55" as "Sh)", but not beside other figures; and what is centred beside a label of two
    lines it reads as part of neither.
    """

    picture: Picture
    pieces: tuple[_Piece, ...]


def _sheet(picture: Picture, table: Frame, dpi: float) -> _Sheet:
    pieces: list[_Piece] = []
    cut: list[Picture] = []
    top = _MARGIN
    for row in range(len(table.down) - 1):
        left, height = _MARGIN, 0
        for cell in (each for each in table.cells if each.row == row):
            rows = _dots(table.down[cell.row], table.down[cell.row + cell.height], dpi)
            columns = _dots(table.across[cell.column], table.across[cell.column + cell.width], dpi)
            inked = picture[rows, columns] < _INK
            down, across = np.nonzero(inked.any(axis=1))[0], np.nonzero(inked.any(axis=0))[0]
            if np.count_nonzero(inked) <= _SPECKS:
                continue
            y, x = max(0, rows.start + int(down[0]) - _RIM), max(0, columns.start + int(across[0]) - _RIM)
            shown = picture[y : rows.start + int(down[-1]) + _RIM, x : columns.start + int(across[-1]) + _RIM]
            places = slice(top, top + shown.shape[0]), slice(left, left + shown.shape[1])
            pieces.append(_Piece(*places, x - left, y - top))
            cut.append(shown)
            left, height = places[1].stop + _BETWEEN, max(height, shown.shape[0])
        top += height + _MARGIN
    size = top + _MARGIN, max((piece.columns.stop for piece in pieces), default=0) + _MARGIN
    sheet = np.full(size, 255, dtype=np.uint8)
    for piece, shown in zip(pieces, cut, strict=True):
        sheet[piece.rows, piece.columns] = shown
    return _Sheet(sheet, tuple(pieces))


def _in_cells(readings: Sequence[Sequence[_Line]], sheet: _Sheet) -> Iterator[_Line]:
    """The lines of each cell of a sheet, where they stand on the page."""
    for piece in sheet.pieces:
        for line in _agreed([_in_cell(lines, piece) for lines in readings]):
            yield [[_moved(letter, piece) for letter in word] for word in line]


def _in_cell(lines: Sequence[_Line], piece: _Piece) -> list[_Line]:
    held = ([[letter for letter in word if piece.holds(letter)] for word in line] for line in lines)
    return [kept for line in held if (kept := [word for word in line if word])]


def _agreed(readings: Sequence[list[_Line]]) -> list[_Line]:
    """The reading of a cell that most have, else the surest; its letters are sure where at least two have it."""
    said = ["".join(letter.text for line in lines for word in line for letter in word) for lines in readings]
    at = max(range(len(readings)), key=lambda at: (said.count(said[at]), _sureness(readings[at])))
    sure = _ALL_SAY if said.count(said[at]) > 1 else 0.0
    return [[[replace(letter, sure=sure) for letter in word] for word in line] for line in readings[at]]


def _sureness(lines: Sequence[_Line]) -> float:
    """How sure the least sure letters of a cell are; -1 where there is none."""
    return min((letter.sure for line in lines for word in line for letter in word), default=-1.0)


def _dots(start: float, end: float, dpi: float) -> slice[int, int, None]:
    """A stretch of the page, given in points, as dots."""
    return slice(max(0, round(start * dpi / 72)), round(end * dpi / 72))


def _moved(letter: _Letter, piece: _Piece) -> _Letter:
    """A letter of a cell where it stands on the page."""
    x, y = piece.right, piece.down
    return replace(letter, left=letter.left + x, right=letter.right + x, top=letter.top + y, bottom=letter.bottom + y)


def _ordered(prose: Sequence[_Line], held: Sequence[list[_Line]], tops: Sequence[float]) -> Iterator[_Line]:
    """The lines of a page, those of a table before the first that stands below its upper edge."""
    waiting = list(range(len(held)))
    for line in prose:
        while waiting and min(letter.top for word in line for letter in word) > tops[waiting[0]]:
            yield from held[waiting.pop(0)]
        yield line
    for at in waiting:
        yield from held[at]


# -- words ---------------------------------------------------------------------------------------------


def _words(line: _Line, flats: Sequence[Rule], dpi: float) -> Iterator[Word]:
    """The words of a line with their marks; all of one height, as what stands in one line does."""
    scale = 72 / dpi
    letters = [letter for word in line for letter in word]
    top, base = min(each.top for each in letters), float(np.median([each.bottom for each in letters]))
    size = max(1.0, (base - top) / (1 - DESCENT))
    parts = [part for whole in line for part in _parted(whole, _GAP * (base - top))]
    for word in parts:
        left, right = min(each.left for each in word), max(each.right for each in word)
        text = _numeral(parts) if word is parts[0] else ""
        text = text or _marked(word, [rule for rule in flats if _strikes(rule, word, scale)])
        yield Word(
            text,
            left * scale,
            top * scale,
            right * scale,
            (base + DESCENT * size) * scale,
            size * scale,
        )


def _numeral(line: _Line) -> str:
    """The Roman numeral that opens a heading, of strokes that Tesseract takes for "IL" or "HI"; else "".

    Its point may be lost. Before small letters "1" and "11" number items, and a lone stroke may be a letter.
    """
    first, *rest = ("".join(letter.text for letter in word) for word in line)
    strokes = first.rstrip(".,")
    if not rest or len(rest[0]) < 2 or not rest[0].isalpha() or not _STROKES.fullmatch(strokes):
        return ""
    is_sure = len(strokes) > 1 and not strokes.isdigit()
    headed = rest[0].isupper() or (rest[0][0].isupper() and is_sure)
    return "I" * (len(strokes) + strokes.count("H")) + "." if headed else ""


def _with_bars(word: _Letters, picture: Picture) -> _Letters:
    """A word with its "≥" and "≤", which the Vietnamese model does not know, told from ">" and "<"."""
    return [
        replace(letter, text=_BARRED[letter.text])
        if letter.text in _BARRED
        and has_bar_below(
            picture, slice(int(letter.top), int(letter.bottom)), slice(int(letter.left), int(letter.right))
        )
        else letter
        for letter in word
    ]


def _parted(word: _Letters, gap: float) -> Iterator[_Letters]:
    """The words that stand apart in what Tesseract takes for one."""
    part = word[:1]
    for before, letter in pairwise(word):
        if letter.left - before.right > gap and before.text.isalpha() and letter.text.isalpha():
            yield part
            part = []
        part.append(letter)
    yield part


def _marked(word: _Letters, strikes: Sequence[Rule]) -> str:
    """The text of a word: doubtful where it is a number that is not sure, raised, struck."""
    unsure = any(letter.text.isdigit() for letter in word) and min(letter.sure for letter in word) < _SURE
    high = _raised(word)
    groups = ((key, list(each)) for key, each in groupby(word, key=high.__contains__))
    text = "".join(raised(_text(each, unsure)) if is_high else _text(each, unsure) for is_high, each in groups)
    return struck(text) if strikes else text


def _text(letters: Sequence[_Letter], unsure: bool) -> str:
    said = "".join(letter.text for letter in letters)
    return doubtful(said) if unsure else said


def _raised(word: _Letters) -> list[_Letter]:
    """The figures at the end of a word that stand above the others: marks of notes, exponents."""
    high: list[_Letter] = []
    for at in range(len(word) - 1, 0, -1):
        letter, rest = word[at], word[:at]
        full = [each for each in rest if each.text.isdigit()] or [each for each in rest if each.text.isalpha()]
        if not letter.text.isdigit() or not full:
            break
        height = max(each.bottom - each.top for each in full)
        base = float(np.median([each.bottom for each in full]))
        if letter.bottom - letter.top > _LOW * height or base - letter.bottom < _HIGH * height:
            break
        high.append(letter)
    return high


def _strikes(rule: Rule, word: _Letters, scale: float) -> bool:
    """Whether a rule goes through most of a word."""
    left, right = min(each.left for each in word) * scale, max(each.right for each in word) * scale
    top, bottom = min(each.top for each in word) * scale, max(each.bottom for each in word) * scale
    low, high = (top + share * (bottom - top) for share in _STRUCK)
    return low < rule.at < high and min(rule.end, right) - max(rule.start, left) > _THROUGH * (right - left)


# -- Tesseract -----------------------------------------------------------------------------------------


def _read(pictures: Sequence[Picture], mode: str, dpi: float, *, scale: float = 1.0) -> list[list[_Line]]:
    """The lines of each picture, letter by letter, read at ``scale`` of its size."""
    program = engine()
    if program is None:
        raise OcrFailed(REMEDY)
    if not pictures:
        return []
    with tempfile.TemporaryDirectory(prefix="nghiquyet-ocr-") as folder:
        paths = [Path(folder) / f"{at}.pgm" for at in range(len(pictures))]
        for path, picture in zip(paths, pictures, strict=True):
            image = Image.fromarray(picture)
            size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
            (image if scale == 1.0 else image.resize(size, Image.Resampling.LANCZOS)).save(path)
        listed = Path(folder) / "pictures.txt"
        listed.write_text("\n".join(map(str, paths)), encoding="utf-8")
        options = [
            "-l",
            _LANGUAGE,
            "--psm",
            mode,
            "--dpi",
            str(round(dpi * scale)),
            "-c",
            "hocr_char_boxes=1",
            "hocr",
        ]
        try:
            done = subprocess.run(  # noqa: S603 -- its own files only
                [program, str(listed), "-", *options],
                capture_output=True,
                check=True,
                timeout=_TIMEOUT,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # threads of one page cost more than they give
            )
        except subprocess.TimeoutExpired as error:
            raise OcrFailed(f"nhận dạng chữ quá {_TIMEOUT} giây; hãy nạp bản Word của văn bản") from error
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", errors="replace").strip().partition("\n")[0]
            raise OcrFailed(f"Tesseract báo lỗi: {said or error.returncode}") from error
    pages = etree.fromstring(done.stdout, etree.XMLParser(recover=True, huge_tree=True)).iter(_DIV)
    return [list(_lines(page, scale)) for page in pages if page.get("class") == "ocr_page"]


def _lines(page: etree._Element, scale: float) -> Iterator[_Line]:
    for paragraph in page.iter(_PARAGRAPH):
        for line in paragraph.iterchildren(_SPAN):
            words = [
                [_letter(letter, scale) for letter in word.iterchildren(_SPAN) if (letter.text or "").strip()]
                for word in line.iterchildren(_SPAN)
            ]
            if kept := [word for word in words if word]:
                yield kept


def _letter(element: etree._Element, scale: float) -> _Letter:
    left, top, right, bottom, sure = (float(number) for number in _NUMBER.findall(element.get("title", "")))
    said = (element.text or "").strip()
    return _Letter(said, left / scale, top / scale, right / scale, bottom / scale, sure)
