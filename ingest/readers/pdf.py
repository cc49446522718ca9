"""PDF files, through pypdfium2: each page by its text where it has readable text, else by what Tesseract sees of it.

Chosen over pypdf on a justified Vietnamese page with a two-column letterhead and a ruled table: the order is
the same, but pdfium keeps each table row on its line (pypdf: one cell a line), in half the time. It also draws the
page, by which it is told what of the text is seen.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pypdfium2 import PdfDocument, PdfiumError

from assistant.errors import EmptyFile, ProtectedFile, TooLarge, UnsupportedFormat
from assistant.types import Contents, Remark
from ingest.readers.furniture import without_furniture
from ingest.readers.layout import Item, Line, Table, continued, laid_out
from ingest.readers.legible import is_legible
from ingest.readers.marks import hidden
from ingest.readers.ocr import DPI, recognise
from ingest.readers.pdf_letters import HYPHEN
from ingest.readers.pdf_page import PageLook, look_at, objects_of
from ingest.readers.pdf_pictures import bare_places, read_within, with_pictures
from ingest.readers.picture import Picture, is_blank
from ingest.readers.tesseract import REMEDY, OcrFailed, engine

_PDFIUM = threading.Lock()  # the library under pypdfium2 takes one caller at a time
_MOST_PAGES = 2_000
_MOST_OBJECTS = 40_000  # of a page; chosen: PDFium looks at the text of 100,000 for over 40 s
_MOST_SCANNED = 400  # pages of one file that are recognised, 1 to 5 seconds each
_MOST_SECONDS = 240.0  # that all scanned pages of one file may take; a file is given up after 300
_MOST_DOTS = 36_000_000  # of the picture of a page; A3 at 300 dpi has 17 million
_FEWEST_DPI = 100  # below which letters of a page are too small to be recognised
_SCANNED = 0.6  # share of a page that is under pictures where it is a scan
_FEW_LETTERS = 250  # drawn on a scan: a signature, a stamp, a number; more is a page with a background
_OVERLAID = 0.5  # share of the letters that are drawn invisibly where a scanner laid its own text over
_UNMAPPED = 0.2  # share of letters of which the font does not say what they are, on a page that is no text
_SCAN = "trang chụp, không có lớp chữ"
_GARBLED = "lớp chữ hỏng (phông không có bảng mã, hoặc nhận dạng kém)"
_WORD_BREAK = re.compile(rf"(?<=[^\W_]){HYPHEN}\n(?=\w)")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it was read: its lines and tables, and what is remarked about it."""

    items: list[Item]
    remarks: list[Remark]
    unseen: str = ""
    by_text: bool = False
    scanned: bool = False


def read_pdf(data: bytes, *, name: str) -> Contents:
    """Text of a PDF, one printed line a line, tables as rows ``| a | b |``, pages parted by a form feed.

    Form fields and typed notes stand where they are seen; what is struck, raised or not seen is marked. Pages without
    readable text are recognised by Tesseract; where it is missing each is remarked as unread.
    Raises ``ProtectedFile`` where a password is needed, ``EmptyFile`` where no page can be read, ``TooLarge`` for too
    many pages, and ``UnsupportedFormat`` for a broken file.
    """
    document = _open(data, name)
    try:
        count = len(document)
        if count > _MOST_PAGES:
            raise TooLarge(
                f"{name}: {count} trang, quá mức {_MOST_PAGES} trang; hãy tách tệp thành nhiều tệp nhỏ rồi nạp."
            )
        scanned, begun = 0, time.monotonic()
        pages: list[_Page] = []
        for number in range(count):
            with _PDFIUM:
                objects = objects_of(document, number)
            if objects > _MOST_OBJECTS:
                raise TooLarge(
                    f"{name}: trang {number + 1} vẽ bằng {objects} mẩu rời, quá mức {_MOST_OBJECTS}; hãy in trang ra "
                    "một tệp PDF mới, hoặc nạp bản Word."
                )
            page = _read_page(document, number, too_many=_too_many(scanned, time.monotonic() - begun))
            scanned += page.scanned or not page.by_text
            pages.append(page)
    except PdfiumError as error:
        raise _broken(name) from error
    finally:
        with _PDFIUM:
            document.close()
    if not any(page.items or page.unseen for page in pages):
        raise EmptyFile(f"{name}: {count} trang đều không có lớp chữ, có lẽ là bản chụp (scan){_remedy(pages)}.")
    return _contents(pages)


def _too_many(scanned: int, seconds: float) -> str:
    """Why no more pages of a file are recognised, after so many and so long; "" where they are."""
    if scanned >= _MOST_SCANNED:
        return f"tệp có hơn {_MOST_SCANNED} trang chụp, hãy tách tệp"
    if scanned and seconds > _MOST_SECONDS:
        spent = f"đã hết {_MOST_SECONDS:.0f} giây dành để nhận dạng chữ của một tệp"
        return f"{spent}; hãy tách các trang còn lại thành tệp riêng rồi nạp"
    return ""


def _open(data: bytes, name: str) -> PdfDocument:
    with _PDFIUM:
        try:
            document = PdfDocument(data)
            document.init_forms()
        except PdfiumError as error:
            if "password" in str(error).lower():
                raise ProtectedFile(
                    f"{name}: tệp PDF đòi mật khẩu; hãy mở bằng mật khẩu, lưu bản không khóa rồi nạp lại."
                ) from error
            raise _broken(name) from error
    return document


def _broken(name: str) -> UnsupportedFormat:
    return UnsupportedFormat(
        f"{name}: không phải tệp PDF, hoặc tệp đã hỏng; hãy mở thử bằng trình đọc PDF rồi lưu lại, hoặc nạp bản Word."
    )


def _remedy(pages: Sequence[_Page]) -> str:
    """What staff can do about pages without text."""
    if engine() is None:
        return f"; hãy {REMEDY}, hoặc nạp bản Word của văn bản"
    failed = next((each.reason for page in pages for each in page.remarks if each.fate == "unread"), "")
    said = failed.removeprefix(_SCAN) or "; nhận dạng chữ (OCR) cũng không thấy chữ nào"
    return f"{said}; hãy quét lại rõ hơn hoặc nạp bản Word của văn bản"


# -- one page ------------------------------------------------------------------------------------------


def _read_page(document: PdfDocument, number: int, *, too_many: str) -> _Page:
    """A page by its text, or by its picture where the text is none."""
    part = f"trang {number + 1}"
    with _PDFIUM:
        look = look_at(document, number)
        trouble = _trouble(look)
        within = [] if trouble or look.overlaid >= _OVERLAID else bare_places(look)
        picture = _drawn(document, number) if trouble or within else None
    remarks = [
        Remark(part, "dropped", "ghi chú dán trên trang, không phải nội dung văn bản", note) for note in look.notes
    ]
    if look.slanted:
        remarks.append(Remark(part, "dropped", "chữ đặt chéo trang, như chữ in chìm", look.slanted))
    if look.fields:
        remarks.append(Remark(part, "read", f"{look.fields} ô biểu mẫu"))
    if trouble and picture is not None and is_blank(picture):
        return _Page([], [Remark(part, "read", "trang trắng")], look.unseen, by_text=True)
    if trouble:
        return _scanned_page(look, picture, part, trouble, remarks, too_many=too_many)
    if look.overlaid >= _OVERLAID:
        remarks.append(Remark(part, "read", "lớp chữ do máy quét nhận dạng sẵn (OCR), nên đối chiếu với bản chụp"))
    words, rules = look.words, look.rules
    if within:
        held = [
            read_within(None if too_many else picture, place, f"{part}, hình {at}")
            for at, place in enumerate(within, 1)
        ]
        words, rules = with_pictures(look, held)
        remarks += [each.remark for each in held if each.remark]
    return _Page(laid_out(words, rules), remarks, look.unseen, by_text=True, scanned=bool(within))


def _trouble(look: PageLook) -> str:
    """Why a page cannot be read by its text; "" where it can."""
    letters = sum(map(str.isalnum, "".join(word.text for word in look.words)))
    overlaid = look.overlaid >= _OVERLAID
    if not letters or (look.pictured >= _SCANNED and letters < _FEW_LETTERS and not overlaid):
        return _SCAN
    said = " ".join(word.text for word in look.words)
    return "" if look.unmapped <= _UNMAPPED and is_legible(said, marked=overlaid) else _GARBLED


def _drawn(document: PdfDocument, number: int) -> Picture | None:
    """The picture of a page; None where it is so large that its letters would be too small."""
    page = document[number]
    width, height = page.get_size()
    dpi = min(DPI, 72 * (_MOST_DOTS / max(1.0, width * height)) ** 0.5)
    picture = page.render(scale=dpi / 72, grayscale=True).to_numpy() if dpi >= _FEWEST_DPI else None
    page.close()
    return None if picture is None else picture[..., 0] if picture.ndim > 2 else picture


def _scanned_page(
    look: PageLook, picture: Picture | None, part: str, trouble: str, remarks: list[Remark], *, too_many: str
) -> _Page:
    """A page by its picture; what its text layer said is in the remark where it cannot be recognised."""
    said = " ".join(word.text for word in look.words)
    failed = ""
    if picture is None:
        failed = "khổ trang quá lớn để nhận dạng chữ"
    elif too_many:
        failed = too_many
    elif engine() is None:
        failed = REMEDY
    else:
        try:
            scan = recognise(picture, dpi=DPI)
        except OcrFailed as error:
            failed = str(error)
        else:
            doubts = f", {scan.doubts} chỗ chữ số chưa chắc" if scan.doubts else ""
            remarks.append(Remark(part, "read", f"nhận dạng chữ (OCR){doubts}"))
            return _Page(laid_out(scan.words, scan.rules), remarks, look.unseen)
    return _Page([], [*remarks, Remark(part, "unread", f"{trouble}; {failed}", said)], look.unseen)


# -- all pages -----------------------------------------------------------------------------------------


def _contents(pages: Sequence[_Page]) -> Contents:
    kept, furniture = without_furniture([page.items for page in pages])
    _continue_tables(kept)
    texts = [_text(items, page.unseen) for items, page in zip(kept, pages, strict=True)]
    return Contents("\f".join(texts), remarks=tuple(_remarks(pages, kept, furniture)))


def _continue_tables(pages: Sequence[list[Item]]) -> None:
    """Puts the rows of a table that goes on on the next page where it begins."""
    for above, below in reversed(list(pairwise(pages))):
        if above and below and isinstance(above[-1], Table) and isinstance(below[0], Table):
            whole = continued(above[-1], below[0])
            if whole is not None:
                above[-1] = whole
                del below[0]


def _text(items: Sequence[Item], unseen: str) -> str:
    lines: list[str] = []
    for item in items:
        lines += [item.text] if isinstance(item, Line) else item.written()
    if unseen:
        lines.append(hidden(unseen))
    return _WORD_BREAK.sub("-", "\n".join(lines)).replace(HYPHEN, "-")


def _remarks(pages: Sequence[_Page], kept: Sequence[Sequence[Item]], furniture: Sequence[Remark]) -> Iterator[Remark]:
    """The receipt: pages by their text, tables, then what is said of each page."""
    by_text = sum(page.by_text and bool(page.items) for page in pages)
    if by_text:
        yield Remark(f"{by_text} trang", "read", "theo lớp chữ")
    tables = [item.ruled for items in kept for item in items if isinstance(item, Table)]
    if any(tables):
        yield Remark(f"{sum(tables)} bảng kẻ", "read")
    if not all(tables):
        yield Remark(
            f"{len(tables) - sum(tables)} bảng không kẻ", "read", "cột theo khoảng trắng, hàng theo số thứ tự"
        )
    yield from furniture
    for page in pages:
        yield from page.remarks
