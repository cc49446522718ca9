"""Pictures of pages, as phones and scanners make them: .png .jpg .tif .bmp .webp, through Pillow and OCR."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from assistant.errors import EmptyFile, TooLarge, UnsupportedFormat
from assistant.types import Contents, Remark
from ingest.readers.layout import Line, laid_out
from ingest.readers.legible import spelled
from ingest.readers.marks import undoubted
from ingest.readers.ocr import DPI, recognise
from ingest.readers.picture import Picture, is_blank
from ingest.readers.tesseract import REMEDY, OcrFailed, engine

_MOST_DOTS = 120_000_000  # of one page; a page of A3 at 600 dpi has 70 million
_MOST_PAGES = 400
_MOST_SECONDS = 240.0  # that all pages of one file may take; a file is given up after 300
_READ_DOTS = 18_000_000  # A3 at 300 dpi; a larger one is made smaller, or it takes more memory than a file may
_PAGE_HEIGHT = 11.7  # inches of the longer side of A4, by which a photo without a resolution is taken
_SCANNERS = range(90, 1300)  # dots an inch that a file may tell of itself and mean it
_WORDS = 0.6  # share of what is recognised of a picture within a document that must be words
_FEWEST_WORDS = 4  # of such a picture; fewer are a seal, a plate on a wall
_SPLIT = "hãy tách các trang còn lại thành tệp riêng rồi nạp"
_UNCLEAR = "nhận dạng chữ trong hình không rõ; nếu có số liệu, hãy gõ lại thành chữ hoặc bảng rồi nạp"
_FEWEST_DPI = 250  # a coarser picture is made larger, which Tesseract reads better


def read_image(data: bytes, *, name: str) -> Contents:
    """Text of a picture by OCR, a page of a multi-page .tif as a page.

    Raises ``UnsupportedFormat`` for a broken file, ``TooLarge`` before a picture is unpacked that is too large, and
    ``EmptyFile`` where no text is seen or nothing is installed to see it.
    """
    if engine() is None:
        raise EmptyFile(f"{name}: tệp ảnh, phải nhận dạng chữ mới đọc được; hãy {REMEDY}, hoặc nạp bản Word.")
    pages: list[str] = []
    remarks: list[Remark] = []
    try:
        begun = time.monotonic()
        for number, (picture, dpi) in enumerate(_pictures(data, name), start=1):
            if pages and time.monotonic() - begun > _MOST_SECONDS:
                spent = f"đã hết {_MOST_SECONDS:.0f} giây dành để nhận dạng chữ của một tệp"
                remarks.append(Remark(f"từ trang {number}", "unread", f"{spent}; {_SPLIT}"))
                break
            text, remark = _read(picture, dpi, f"trang {number}")
            pages.append(text)
            remarks.append(remark)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise UnsupportedFormat(f"{name}: tệp ảnh đã hỏng; hãy mở thử bằng trình xem ảnh rồi lưu lại.") from error
    if not any(map(str.isalnum, "".join(pages))):
        said = next((remark.reason for remark in remarks if remark.fate == "unread"), "không thấy chữ nào trong ảnh")
        raise EmptyFile(f"{name}: {said}; hãy chụp lại rõ hơn hoặc nạp bản Word.")
    return Contents("\f".join(pages), remarks=tuple(remarks))


def read_embedded(data: bytes, *, inches: float, part: str) -> tuple[str, Remark]:
    """Text of a picture that is ``inches`` wide in a document (0 where it does not tell), and its remark.

    The text is "" where it cannot be recognised, or makes no words: a photograph, a map.
    """
    if engine() is None:
        return "", Remark(
            part, "unread", f"chữ trong hình chưa đọc được; hãy {REMEDY}, hoặc gõ lại số liệu thành chữ"
        )
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > _MOST_DOTS:
                return "", Remark(
                    part, "unread", f"hình {image.width * image.height / 1e6:.0f} triệu điểm, lớn quá mức"
                )
            picture, dpi = _prepared(image, dpi=image.width / inches if inches else 0.0)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return "", Remark(
            part, "unread", "hình không mở được; nếu có số liệu, hãy gõ lại thành chữ hoặc bảng rồi nạp"
        )
    text, remark = _read(picture, dpi, part)
    return legible(text, remark)


def legible(text: str, remark: Remark) -> tuple[str, Remark]:
    """The text recognised of a picture within a document, and its remark; "" where it makes no words."""
    said = undoubted(text)
    if remark.fate != "read" or (spelled(said) >= _WORDS and len(said.split()) >= _FEWEST_WORDS):
        return text, remark
    if any(map(str.isdigit, said)):
        return "", Remark(remark.part, "unread", _UNCLEAR, " ".join(said.split()))
    return "", Remark(remark.part, "read", "hình không có chữ")


def _pictures(data: bytes, name: str) -> Iterator[tuple[Picture, float]]:
    """Each page in greys, with its dots an inch."""
    Image.MAX_IMAGE_PIXELS = None  # told below in one line, before anything is unpacked
    with Image.open(io.BytesIO(data)) as image:
        for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
            dots = frame.width * frame.height
            if dots > _MOST_DOTS or number > _MOST_PAGES:
                said = f"ảnh {dots / 1e6:.0f} triệu điểm" if dots > _MOST_DOTS else f"hơn {_MOST_PAGES} trang"
                raise TooLarge(
                    f"{name}: {said}, quá mức {_MOST_DOTS / 1e6:.0f} triệu điểm một trang và {_MOST_PAGES} trang; "
                    "hãy chụp lại ở 300 dpi hoặc tách tệp."
                )
            yield _prepared(frame)


def _prepared(frame: Image.Image, *, dpi: float = 0.0) -> tuple[Picture, float]:
    """A page upright as the camera held it, on white, at a size that Tesseract reads well; ``dpi`` where known."""
    told = dpi or float(frame.info.get("dpi", (0,))[0] or 0)
    page = ImageOps.exif_transpose(frame)
    if page.mode in ("RGBA", "LA", "P"):
        page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), page.convert("RGBA"))
    grey = page.convert("L")
    dpi = told if round(told) in _SCANNERS else max(grey.size) / _PAGE_HEIGHT
    scale = DPI / dpi if dpi < _FEWEST_DPI else 1.0
    scale = min(scale, (_READ_DOTS / (grey.width * grey.height)) ** 0.5)
    if scale != 1.0:
        size = max(1, round(grey.width * scale)), max(1, round(grey.height * scale))
        grey = grey.resize(size, Image.Resampling.BICUBIC)
    return np.asarray(grey, dtype=np.uint8), dpi * scale


def _read(picture: Picture, dpi: float, part: str) -> tuple[str, Remark]:
    if is_blank(picture):
        return "", Remark(part, "read", "trang trắng")
    try:
        scan = recognise(picture, dpi=dpi)
    except OcrFailed as error:
        return "", Remark(part, "unread", str(error))
    lines: list[str] = []
    for item in laid_out(scan.words, scan.rules):
        lines += [item.text] if isinstance(item, Line) else item.written()
    doubts = f", {scan.doubts} chỗ chữ số chưa chắc" if scan.doubts else ""
    return "\n".join(lines), Remark(part, "read", f"nhận dạng chữ (OCR){doubts}")
