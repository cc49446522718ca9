"""Kind 06 in a PDF: what the page shows in form fields and typed notes is its text."""

from __future__ import annotations

import io
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Text
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.cases.pages import HEAD, TITLE, assert_shared, document, values
from tests.ingest.readers.paper import lines, paper


def form(canvas: Canvas) -> None:
    """A form with a field in the middle of a line, one of choices and two boxes."""
    lines(*HEAD, *TITLE)(canvas)
    canvas.drawString(60, 600, "1. Thu nhập bình quân đầu người đạt")
    canvas.drawString(330, 600, "triệu đồng/người/năm.")
    canvas.acroForm.textfield(name="a", value="61", x=280, y=596, width=44, height=16, fontSize=10)
    canvas.drawString(60, 570, "2. Kết nạp")
    canvas.drawString(200, 570, "đảng viên.")
    canvas.acroForm.choice(name="b", value="17", options=["12", "17"], x=130, y=566, width=60, height=16, fontSize=10)
    canvas.drawString(90, 540, "Đạt chuẩn nông thôn mới")
    canvas.acroForm.checkbox(name="c", checked=True, x=60, y=538, size=14)


def test_the_shared_case() -> None:
    assert_shared("06_form_fields/form.pdf")


def test_fields_stand_where_the_page_shows_them(tmp_path: Path) -> None:
    found = document(paper(form), tmp_path)

    assert values(found) == {"thu_nhap_binh_quan": [61], "ket_nap_dang_vien": [17]}
    assert "☒ Đạt chuẩn nông thôn mới" in found.text
    assert any("ô biểu mẫu" in remark.reason for remark in found.remarks)


def test_a_sticky_note_is_told_and_is_no_text(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper(lines(*HEAD, *TITLE, "3. Kết nạp 15 đảng viên.")))))
    writer.add_annotation(0, Text(rect=(400, 600, 420, 620), text="Sửa lại thành 99 đảng viên"))
    stream = io.BytesIO()
    writer.write(stream)

    found = document(stream.getvalue(), tmp_path)

    assert values(found) == {"ket_nap_dang_vien": [15]}
    assert any("99 đảng viên" in remark.text and remark.fate == "dropped" for remark in found.remarks)


def test_a_typed_note_is_text(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper(lines(*HEAD, *TITLE)))))
    writer.add_annotation(0, FreeText(text="Ket nap 15 dang vien", rect=(60, 560, 300, 590), font_size="11pt"))
    stream = io.BytesIO()
    writer.write(stream)

    assert "Ket nap 15 dang vien" in document(stream.getvalue(), tmp_path).text
