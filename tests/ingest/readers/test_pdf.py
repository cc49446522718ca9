"""Reading PDF files, made here with reportlab."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from assistant.errors import EmptyFile, ProtectedFile, TooLarge, UnsupportedFormat
from ingest.readers.pdf import read_pdf


@pytest.fixture(scope="module")
def font() -> str:
    try:
        pdfmetrics.registerFont(TTFont("Vietnamese", "DejaVuSans.ttf"))
    except TTFError:
        pytest.skip("không có phông DejaVuSans.ttf (gói fonts-dejavu-core)")
    return "Vietnamese"


def pdf(font: str, *pages: list[str]) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for lines in pages:
        canvas.setFont(font, 11)
        for row, line in enumerate(lines):
            canvas.drawString(60, 780 - 18 * row, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def locked(data: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_lines_and_pages_in_order(font: str) -> None:
    data = pdf(font, ["NGHỊ QUYẾT", "11- Số người tham gia BHXH tự"], ["nguyện đạt trên 42 người;", "≥ 95%, 12,1‰"])

    assert read_pdf(data, name="a.pdf").text == (
        "NGHỊ QUYẾT\n11- Số người tham gia BHXH tự\fnguyện đạt trên 42 người;\n≥ 95%, 12,1‰"
    )


def test_a_hyphen_at_the_end_of_a_line_is_kept(font: str) -> None:
    data = pdf(font, ["Phát triển kinh tế -", "xã hội giai đoạn 2021-", "2025 của huyện"])

    assert "".join(read_pdf(data, name="a.pdf").text.split()) == "Pháttriểnkinhtế-xãhộigiaiđoạn2021-2025củahuyện"


def test_a_row_of_a_table_stays_on_its_line(font: str) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont(font, 11)
    for column, cell in zip((60, 90, 300, 400), ("2", "Thu ngân sách", "tỷ đồng", "27"), strict=True):
        canvas.drawString(column, 700, cell)
    canvas.save()

    assert read_pdf(stream.getvalue(), name="a.pdf").text.split() == [
        "2",
        "Thu",
        "ngân",
        "sách",
        "tỷ",
        "đồng",
        "27",
    ]


def test_a_password_is_asked_for(font: str) -> None:
    with pytest.raises(ProtectedFile, match=r"mat\.pdf: .*mật khẩu"):
        read_pdf(locked(pdf(font, ["NGHỊ QUYẾT"]), "mật khẩu"), name="mat.pdf")


def test_a_file_that_is_only_locked_against_changes_is_read(font: str) -> None:
    assert read_pdf(locked(pdf(font, ["NGHỊ QUYẾT"]), ""), name="a.pdf").text == "NGHỊ QUYẾT"


def test_a_scan_says_that_it_is_one(font: str) -> None:
    with pytest.raises(EmptyFile, match=r"2 trang .*scan.*OCR"):
        read_pdf(pdf(font, [], []), name="scan.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.7\nabc", b"", b"NGHI QUYET"])
def test_a_broken_file_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat, match=r"^hong\.pdf: .*hỏng; hãy") as refused:
        read_pdf(data, name="hong.pdf")

    assert "\n" not in str(refused.value)


def test_too_many_pages_stop_in_one_line(font: str) -> None:
    with pytest.raises(TooLarge, match=r"^to\.pdf: 2001 trang, quá mức 2000 trang; hãy tách"):
        read_pdf(pdf(font, *[["a"]] * 2001), name="to.pdf")
