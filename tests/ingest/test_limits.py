"""Files made to cost more than they hold: each ends at a limit, with one line that names a remedy."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from assistant.settings import Settings
from ingest.pipeline import FileOutcome, ingest
from ingest.readers.tesseract import engine
from tests.ingest.formats import LINES, mailed, zipped

SECONDS = 20.0  # of a file; what needs more ends there
MB = 1_000_000
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "tỷ đồng ">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    + "]>"
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def bomb(depth: int) -> bytes:
    """A zip of ten zips of ten zips …, in the last of which ten megabytes lie."""
    data = zipped({"a.txt": bytes(10 * MB)})
    for _ in range(depth):
        data = zipped({f"{at}.zip": data for at in range(10)})
    return data


def overlapping(members: int, size: int) -> bytes:
    """A zip with many entries that all lead to the same bytes."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b"a " * (size // 2)) + packed.flush()
    check = zlib.crc32(b"a " * (size // 2))
    name = b"a.txt"
    fields = (20, 0, 8, 0, 33, check, len(body), size, len(name), 0)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", *fields) + name + body
    listed = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, *fields, 0, 0, 0, 0, 0)
    folder = (listed + name) * members
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, members, members, len(folder), len(local), 0)
    return local + folder + end


def word(body: str) -> bytes:
    """A .docx of this document part."""
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    members = {"[Content_Types].xml": TYPES, "_rels/.rels": related, "word/document.xml": body}
    return zipped({name: said.encode() for name, said in members.items()})


def entities_in_word() -> bytes:
    return word(
        f'{ENTITIES}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
    )


def entities_in_a_book() -> bytes:
    sheet = (
        f'{ENTITIES}<worksheet xmlns="{S}"><sheetData><row><c t="str"><v>&j;</v></c></row></sheetData></worksheet>'
    )
    book = (
        f'<workbook xmlns="{S}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/a.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships {space}><Relationship Id="r1" Type="{kind}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships {space}><Relationship Id="r1" Type="{kind}/worksheet" '
        'Target="a.xml"/></Relationships>',
        "xl/workbook.xml": book,
        "xl/a.xml": sheet,
    }
    return zipped({name: said.encode() for name, said in members.items()})


def open_document(content: str) -> bytes:
    """An .odt of this content."""
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def entities_in_an_odt() -> bytes:
    return open_document(
        f'{ENTITIES}<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:text="{OFFICE}:text:1.0" '
        'office:version="1.2"><office:body><office:text><text:p>&j;</text:p></office:text></office:body>'
        "</office:document-content>"
    )


def pdf(pages: int, width: float = 595, height: float = 842) -> bytes:
    """A PDF of empty pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(width, height)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def picture(kind: str, width: int, height: int, **options: object) -> bytes:
    """A white picture."""
    stream = io.BytesIO()
    Image.new("1", (width, height), 1).save(stream, kind, **options)
    return stream.getvalue()


def wide_png(width: int, height: int) -> bytes:
    """A PNG that says it is so wide and high; Pillow would make room for it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def nested_mails(depth: int) -> bytes:
    data = mailed({"a.txt": "\n".join(LINES).encode()})
    for _ in range(depth):
        data = mailed({"thư.eml": data}) if len(data) < 2 * MB else data
    return data


def nested_mails_plain(depth: int) -> bytes:
    """Mails in mails without an encoding, each of which is a part of the one around it."""
    head = "From: a@xa.vn\nTo: b@xa.vn\nSubject: a\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    return (head * depth + "Subject: a\n\nThu ngân sách đạt 7 tỷ đồng.").encode()


BIG = b"Thu ng\xc3\xa2n s\xc3\xa1ch \xc4\x91\xe1\xba\xa1t 7 t\xe1\xbb\xb7 \xc4\x91\xe1\xbb\x93ng; "
HOSTILE: dict[str, Callable[[], bytes]] = {
    "bom.zip": lambda: bomb(6),
    "bom lồng.zip": lambda: bomb(3),
    "một tệp lớn.zip": lambda: zipped({"a.txt": bytes(900 * MB)}),
    "chồng nhau.zip": lambda: overlapping(4_000, 20 * MB),
    "nhiều tệp.zip": lambda: zipped({f"{at}.bin": b"" for at in range(20_000)}),
    "phần lớn.docx": lambda: zipped({"[Content_Types].xml": TYPES.encode(), "word/document.xml": bytes(600 * MB)}),
    "phần lớn.xlsx": lambda: zipped({"[Content_Types].xml": TYPES.encode(), "xl/workbook.xml": bytes(600 * MB)}),
    "phần lớn.odt": lambda: open_document(" " * (600 * MB)),
    "thực thể.docx": entities_in_word,
    "thực thể.xlsx": entities_in_a_book,
    "thực thể.odt": entities_in_an_odt,
    "thực thể.html": lambda: f"{ENTITIES}<html><body><p>&j;</p></body></html>".encode(),
    "lồng sâu.docx": lambda: word(
        f'<w:document xmlns:w="{W}"><w:body>{"<w:sdt><w:sdtContent>" * 50_000}'
        f"{'</w:sdtContent></w:sdt>' * 50_000}</w:body></w:document>"
    ),
    "nhiều trang.pdf": lambda: pdf(20_000),
    "khổ lớn.pdf": lambda: pdf(1, 1e6, 1e6),
    "300 triệu điểm.png": lambda: picture("PNG", 20_000, 15_000),
    "bom.png": lambda: wide_png(100_000, 100_000),
    "bom.tif": lambda: picture("TIFF", 20_000, 20_000, compression="group4"),
    "thẻ lồng.html": lambda: b"<html><body>" + b"<div>" * (39 * MB // 5),
    "bảng lồng.html": lambda: b"<html><body>" + b"<table><tr><td>7 " * (10 * MB // 17),
    "ô rộng.html": lambda: b"<html><body><table>" + b'<tr><td colspan="1000" rowspan="65534">7</td></tr>' * 3_000,
    "một dòng.csv": lambda: b"7;" * (20 * MB - 1),
    "một dòng.txt": lambda: BIG * (30 * MB // len(BIG)),
    "một dòng chữ.csv": lambda: "bảy ".encode() * (6 * MB),
    "ngoặc kép.csv": lambda: b'"' * (39 * MB),
    "thư lồng.eml": lambda: nested_mails(200),
    "thư lồng thẳng.eml": lambda: nested_mails_plain(200),
    "ngoặc lồng.rtf": lambda: b"{\\rtf1 " + b"{" * (5 * MB),
    "chữ lồng.pdf": lambda: b"%PDF-1.4\n1 0 obj " + b"[" * (5 * MB),
}


@pytest.mark.slow
@pytest.mark.timeout(15 * SECONDS)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_costs_too_much_ends_with_one_line(name: str, tmp_path: Path) -> None:
    if Path(name).suffix in (".png", ".tif") and not engine():
        pytest.skip("không có Tesseract")
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    good = tmp_path / "đọc được.txt"
    good.write_text("\n".join(LINES), encoding="utf-8")

    told = list(ingest([path, good], settings=Settings(data=tmp_path / "kho", file_seconds=SECONDS)))

    assert [each.outcome for each in told if each.name == good.name] == ["added"]
    for each in told:
        assert each.outcome != "rejected" or _is_helpful(each), each


def _is_helpful(outcome: FileOutcome) -> bool:
    said = outcome.reason or ""
    return "hãy" in said and "\n" not in said and "lỗi phần mềm" not in said
