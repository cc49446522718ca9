"""What a file is, by its content."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.detect import detect
from tests.ingest.made_ole import made_ole


def made_zip(*members: str, mimetype: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        if mimetype:
            package.writestr("mimetype", mimetype)
        for member in members:
            package.writestr(member, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (b"{\\rtf1 abc}", "rtf"),
        (b"BM\x10\x00\x00\x00\x00\x00\x00\x00", "image"),
        (made_zip("[Content_Types].xml", "word/document.xml"), "docx"),
        (made_zip("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (made_zip("[Content_Types].xml", "xl/workbook.bin"), "xlsb"),
        (made_zip("[Content_Types].xml", "ppt/presentation.xml"), "slides"),
        (made_zip("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (made_zip("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (made_zip("nghị quyết.docx"), "zip"),
        (made_zip(), "zip"),
        (made_ole({"WordDocument": bytes(20)}), "doc"),
        (made_ole({"WordDocument": bytes(20), "ObjectPool": {"_1": {"Workbook": b"x"}}}), "doc"),
        (made_ole({"Workbook": b"x"}), "xls"),
        (made_ole({"__properties_version1.0": bytes(32), "WordDocument": b"x"}), "msg"),
        (made_ole({"Khác": b"x"}), "ole"),
        (b'<?xml version="1.0"?><!-- saved --><html xmlns="x">', "html"),
        (b"\xff\xfe" + "<html><body>".encode("utf-16-le"), "html"),
        (b"<?xml version='1.0'?><office:document office:mimetype='application/vnd.oasis.opendocument.text'>", "odt"),
        (b"<?xml version='1.0'?><w:wordDocument>", "word_xml"),
        (b"Received: from a\r\nSubject: x\r\n\r\nabc", "mail"),
        (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a\r\nSubject: x\r\n\r\n", "mhtml"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "mhtml"),
    ],
)
def test_the_kind_of_a_file_without_a_name(data: bytes, kind: str) -> None:
    assert detect(data, name="a") == kind


def test_a_zip_whose_bytes_are_broken_is_told_when_it_is_opened() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text" * 9)
    data = bytearray(file.getvalue())
    data[38:48] = b"\xff" * 10  # the first that was packed, behind header and name

    assert [detect(bytes(data), name=name) for name in ("a.odt", "a.zip")] == ["odt", "zip"]


@pytest.mark.parametrize("text", ["From: abc", "Số: 05\nSubject: x\n\nDate: 5", "Kính gửi: xã\nTừ: huyện\n\nabc"])
def test_a_text_with_colons_is_no_mail(text: str) -> None:
    assert detect(text.encode(), name="a.txt") == "text"


def test_the_name_decides_between_kinds_of_text() -> None:
    assert [detect(b"a;b", name=f"a{suffix}") for suffix in (".csv", ".htm", ".txt", ".js")] == [
        "csv",
        "html",
        "text",
        "code",
    ]
