"""Pages of a file as pictures, for people to look at: of PDF through pypdfium2, of pictures through Pillow."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps, UnidentifiedImageError
from pypdfium2 import PdfDocument, PdfiumError

from assistant.errors import UnsupportedFormat

_WIDE = 1240  # dots across a page: A4 at 150 dpi, sharp on a screen
_MOST_DOTS = 12_000_000
_MOST_SOURCE_DOTS = 120_000_000  # of a picture that is unpacked to be made smaller
_BROKEN = (PdfiumError, UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError)


def page_count(data: bytes, *, kind: str) -> int:
    """The pages of a file of kind "pdf" or "image". Raises ``UnsupportedFormat`` for a broken one."""
    with _telling():
        if kind == "pdf":
            document = PdfDocument(data)
            try:
                return len(document)
            finally:
                document.close()
        with Image.open(io.BytesIO(data)) as picture:
            return int(getattr(picture, "n_frames", 1))


def draw_page(data: bytes, number: int, *, kind: str) -> bytes:
    """Page ``number`` (the first is 1) as a PNG. Raises ``UnsupportedFormat`` for a broken file."""
    with _telling():
        picture = _pdf_page(data, number - 1) if kind == "pdf" else _frame(data, number - 1)
        drawn = io.BytesIO()
        picture.save(drawn, "PNG")
        return drawn.getvalue()


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise UnsupportedFormat("Trang này không vẽ lại được. Hãy tải tệp gốc về rồi mở.") from error


def _pdf_page(data: bytes, at: int) -> Image.Image:
    document = PdfDocument(data)
    try:
        page = document[at]
        width, height = page.get_size()
        scale = min(_WIDE / max(1.0, width), (_MOST_DOTS / max(1.0, width * height)) ** 0.5)
        picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        return picture
    finally:
        document.close()


def _frame(data: bytes, at: int) -> Image.Image:
    with Image.open(io.BytesIO(data)) as picture:
        if picture.width * picture.height > _MOST_SOURCE_DOTS:
            raise ValueError("too many dots")
        picture.seek(at)
        shown = ImageOps.exif_transpose(picture).convert("RGB")
    shown.thumbnail((_WIDE, _MOST_DOTS // _WIDE))
    return shown
