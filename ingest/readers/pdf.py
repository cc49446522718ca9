"""PDF files with a text layer, through pypdfium2.

Chosen over pypdf on a justified Vietnamese page with a two-column letterhead and a ruled table: the order is
the same, but pdfium keeps each table row on its line (pypdf: one cell a line), in half the time.
"""

from __future__ import annotations

import threading

import pypdfium2

from assistant.errors import EmptyFile, ProtectedFile, UnsupportedFormat
from assistant.types import Contents

_PDFIUM = threading.Lock()  # the library under pypdfium2 takes one caller at a time
_LINE_END_HYPHEN = "\ufffe"  # what pdfium writes for a hyphen at the end of a line, the line break included


def read_pdf(data: bytes, *, name: str) -> Contents:
    """Text of a PDF, one printed line a line, pages parted by a form feed.

    Raises ``ProtectedFile`` where a password is needed, ``EmptyFile`` for a scan without text, and
    ``UnsupportedFormat`` for a broken file.
    """
    with _PDFIUM:
        pages = _pages(data, name)
    if not any(character.isalnum() for page in pages for character in page):
        raise EmptyFile(
            f"{name}: {len(pages)} trang đều không có lớp chữ, có lẽ là bản chụp (scan); hãy nhận dạng chữ "
            "(OCR) hoặc nạp bản Word của văn bản."
        )
    return Contents("\f".join(page.replace(_LINE_END_HYPHEN, "-").replace("\r\n", "\n") for page in pages))


def _pages(data: bytes, name: str) -> list[str]:
    try:
        with pypdfium2.PdfDocument(data) as document:
            return [page.get_textpage().get_text_range() for page in document]
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ProtectedFile(
                f"{name}: tệp PDF đòi mật khẩu; hãy mở bằng mật khẩu, lưu bản không khóa rồi nạp lại."
            ) from error
        raise UnsupportedFormat(
            f"{name}: không phải tệp PDF, hoặc tệp đã hỏng; hãy mở thử bằng trình đọc PDF rồi lưu lại, hoặc "
            "nạp bản Word."
        ) from error
