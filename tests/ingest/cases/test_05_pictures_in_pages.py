"""Kind 05, within a page: a scanned table or line pasted into typed text is recognised in its place, or told."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.readers import image, pdf_pictures
from tests.ingest.cases.pages import HEAD, TITLE, document, values
from tests.ingest.readers.paper import lines, needs_tesseract, paper, scanned

SHOWN = ("2. Tỷ lệ hộ nghèo giảm còn 5,9%.", "3. Kết nạp 21 đảng viên mới.", "4. Thu ngân sách xã đạt 13,5 tỷ đồng.")
FIGURES = {"ty_le_ho_ngheo": [5.9], "ket_nap_dang_vien": [21], "thu_ngan_sach": [13.5]}
TYPED = "1. Thu nhập bình quân đầu người đạt 50 triệu đồng/người/năm."
PLACE = (50.0, 400.0, 480.0, 90.0)  # on the page, from the lower left corner


def shot(*texts: str) -> Image.Image:
    """A strip of paper as a scanner sees it."""
    (page,) = scanned(paper(lines(*texts, top=760)), dpi=200)
    left, bottom, width, height = 50, 700, 480, 90
    return page.crop(tuple(round(at * 200 / 72) for at in (left, 842 - bottom - height, left + width, 842 - bottom)))


def typed_page() -> bytes:
    def paint(canvas: Canvas) -> None:
        lines(*HEAD, *TITLE, TYPED)(canvas)
        canvas.drawImage(ImageReader(shot(*SHOWN)), *PLACE)
        canvas.drawString(60, 350, "III. TỔ CHỨC THỰC HIỆN")

    return paper(paint)


def typed_word() -> bytes:
    file, picture = docx.Document(), io.BytesIO()
    for line in (*HEAD, *TITLE, TYPED):
        file.add_paragraph(line)
    shot(*SHOWN).save(picture, format="PNG")
    file.add_picture(picture, width=Pt(480))
    file.add_paragraph("III. TỔ CHỨC THỰC HIỆN")
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize(("name", "write"), [("a.pdf", typed_page), ("a.docx", typed_word)])
def test_a_picture_of_text_is_read_where_it_stands(tmp_path: Path, name: str, write: Callable[[], bytes]) -> None:
    found = document(write(), tmp_path, name)

    assert values(found) == {"thu_nhap_binh_quan": [50], **FIGURES}
    assert found.text.index("50 triệu") < found.text.index("21 đảng viên") < found.text.index("TỔ CHỨC")
    assert any(
        remark.part.startswith(("trang 1, hình", "hình ")) and remark.fate == "read" for remark in found.remarks
    )


@pytest.mark.parametrize(("name", "write"), [("a.pdf", typed_page), ("a.docx", typed_word)])
def test_without_tesseract_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, write: Callable[[], bytes]
) -> None:
    for module in (pdf_pictures, image):
        monkeypatch.setattr(module, "engine", lambda: None)

    found = document(write(), tmp_path, name)

    assert values(found) == {"thu_nhap_binh_quan": [50]}
    (unread,) = [remark for remark in found.remarks if remark.fate == "unread"]
    assert "hình" in unread.part
    assert "tesseract-ocr-vie" in unread.reason
