"""Kind 05: a page without text inside a PDF is recognised, or told at ingest and with every answer."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from assistant.errors import EmptyFile
from ingest.readers import image, pdf, tesseract
from tests.ingest.cases.pages import HEAD, TITLE, assert_shared, document, values
from tests.ingest.readers.paper import as_pdf, lines, needs_tesseract, paper, scanned

FIGURES = ("1. Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm.", "2. Tỷ lệ hộ nghèo còn 2,1%.")


def mixed() -> bytes:
    """A typed page, a scanned one with figures and a typed one."""
    writer = PdfWriter()
    shot = as_pdf(scanned(paper(lines(*FIGURES)), dpi=200), dpi=200)
    for data in (paper(lines(*HEAD, *TITLE)), shot, paper(lines("3. Kết nạp 15 đảng viên mới."))):
        for page in PdfReader(io.BytesIO(data)).pages:
            writer.add_page(page)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def absent() -> None:
    return None


@needs_tesseract
@pytest.mark.slow
def test_the_shared_case() -> None:
    assert_shared("05_scanned_pages/mixed.pdf")


@needs_tesseract
@pytest.mark.slow
def test_a_scanned_page_between_typed_ones_is_recognised(tmp_path: Path) -> None:
    found = document(mixed(), tmp_path)

    assert values(found) == {"thu_nhap_binh_quan": [58], "ty_le_ho_ngheo": [2.1], "ket_nap_dang_vien": [15]}
    assert any(remark.part == "trang 2" and remark.fate == "read" for remark in found.remarks)


@needs_tesseract
@pytest.mark.slow
def test_a_page_on_its_side_is_turned(tmp_path: Path) -> None:
    shots = scanned(paper(lines(*HEAD, *TITLE, *FIGURES)), dpi=200, turned=90)

    assert values(document(as_pdf(shots, dpi=200), tmp_path))["ty_le_ho_ngheo"] == [2.1]


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize(("name", "form"), [("a.png", "PNG"), ("b.tif", "TIFF"), ("c.webp", "WEBP")])
def test_pictures_are_pages_too(tmp_path: Path, name: str, form: str) -> None:
    first, second = scanned(paper(lines(*HEAD, *TITLE), lines(*FIGURES)), dpi=200)
    stream = io.BytesIO()
    if form == "TIFF":
        first.save(stream, format=form, save_all=True, append_images=[second], dpi=(200, 200))
    else:
        second.save(stream, format=form)

    assert values(document(stream.getvalue(), tmp_path, name))["ty_le_ho_ngheo"] == [2.1]


def test_without_tesseract_the_page_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "engine", absent)

    found = document(mixed(), tmp_path)

    assert values(found) == {"ket_nap_dang_vien": [15]}
    (unread,) = [remark for remark in found.remarks if remark.fate == "unread"]
    assert unread.part == "trang 2"
    assert "tesseract-ocr-vie" in unread.reason


@needs_tesseract
def test_pages_beyond_the_time_of_a_file_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_SECONDS", -1.0)
    monkeypatch.setattr(image, "_MOST_SECONDS", -1.0)
    shots = scanned(paper(lines(*HEAD, *TITLE, FIGURES[0]), lines(FIGURES[1])), dpi=200)
    stream = io.BytesIO()
    shots[0].save(stream, format="TIFF", save_all=True, append_images=shots[1:], dpi=(200, 200))

    for name, data in (("a.pdf", as_pdf(shots, dpi=200)), ("a.tif", stream.getvalue())):
        found = document(data, tmp_path, name)
        (unread,) = [remark for remark in found.remarks if remark.fate == "unread"]

        assert values(found) == {"thu_nhap_binh_quan": [58]}
        assert "trang 2" in unread.part
        assert "giây" in unread.reason
        assert "hãy tách các trang còn lại" in unread.reason


def test_without_tesseract_a_scan_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pdf, image, tesseract):
        monkeypatch.setattr(module, "engine", absent)
    shots = scanned(paper(lines(*FIGURES)), dpi=100)
    stream = io.BytesIO()
    shots[0].save(stream, format="PNG")

    for name, data in (("a.pdf", as_pdf(shots, dpi=100)), ("a.png", stream.getvalue())):
        with pytest.raises(EmptyFile, match="tesseract-ocr-vie"):
            document(data, tmp_path, name)
