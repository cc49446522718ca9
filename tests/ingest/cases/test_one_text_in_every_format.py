"""One resolution in every format and encoding that offices have, written by real tools: the ledger is the same.

LibreOffice writes the Office formats from a .docx; without it there is nothing to compare and the test is left out.
"""

from __future__ import annotations

import io
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pytest

from assistant.types import Indicator
from ingest.members import Member
from ingest.read import read_bytes
from ingest.read_file import archived
from ingest.readers.soffice import program
from ingest.rows import DOUBT
from ingest.unpack import unpack
from tests.ingest.readers.paper import as_pdf, needs_tesseract, scanned
from tests.ingest.readers.test_legacy import written_1258, written_tcvn3, written_viqr, written_viscii, written_vni

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(program() is None, reason="không có LibreOffice"),
]

TEXT = """Đảng bộ huyện Mường Sáo
Đảng ủy xã Nà Lìn
Nà Lìn, ngày 12 tháng 01 năm 2025
Nghị quyết
về nhiệm vụ phát triển kinh tế - xã hội năm 2025
I. Kết quả năm 2024
Thu ngân sách trên địa bàn xã đạt 6,4 tỷ đồng.
Thu nhập bình quân đầu người đạt 44 triệu đồng/người/năm.
II. Chỉ tiêu năm 2025
1. Thu nhập bình quân đầu người đạt 47 triệu đồng/người/năm.
2. Thu ngân sách trên địa bàn xã đạt 7,2 tỷ đồng.
3. Tỷ lệ hộ nghèo giảm còn 2,4%.
4. Kết nạp 9 đảng viên mới."""
LINES = TEXT.splitlines()
MORE = (
    "5. Tổng giá trị sản xuất đạt 318,5 tỷ đồng, tăng 9,6% so với năm 2024.",
    "6. Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng còn 8,7%.",
    "7. Tỷ lệ che phủ rừng đạt 61,3%.",
    "8. Tỷ lệ người dân tham gia bảo hiểm y tế đạt 96,8%.",
    "9. Sản lượng lương thực có hạt đạt 2.740 tấn.",
    "10. Trồng mới 135 ha rừng.",
    "11. Tỷ lệ hộ dân dùng nước hợp vệ sinh đạt 98,2%.",
    "12. Giải quyết việc làm cho 260 lao động.",
)
TABLE = [
    ("TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2024", "Kế hoạch năm 2025"),
    (1, "Thu ngân sách trên địa bàn", "tỷ đồng", 6.4, 7.2),
    (2, "Tỷ lệ hộ nghèo", "%", 3.1, 2.4),
    (3, "Kết nạp đảng viên", "người", 8, 9),
]
Ledger = frozenset[tuple[object, ...]]


def ledger(data: bytes, name: str) -> Ledger:
    """All rows of the documents in a file, as what they say."""
    found: set[tuple[object, ...]] = set()
    for member in unpack(data, name=name):
        assert isinstance(member, Member), member
        for row in archived(read_bytes(member.data, name=member.name)).indicators:
            found.add(said(row))
    return frozenset(found)


def said(row: Indicator) -> tuple[object, ...]:
    """What a row says, wherever it stands."""
    return row.indicator, row.comparator, row.value, row.unit, row.kind, row.measure, row.year


def word_file() -> bytes:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    return saved(document.save)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in [("Biểu chỉ tiêu năm 2025 của xã Nà Lìn",), *TABLE]:
        book.active.append(row)
    return saved(book.save)


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


def converted(data: bytes, given: str, folder: Path, *suffixes: str) -> Mapping[str, bytes]:
    """A file as LibreOffice writes it with each of ``suffixes``."""
    (folder / given).write_bytes(data)
    command = [str(program()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    for suffix in suffixes:
        made = [*command, "--convert-to", suffix, "--outdir", str(folder / "made"), str(folder / given)]
        subprocess.run(made, check=True, capture_output=True, timeout=120)
    return {suffix: path.read_bytes() for suffix in suffixes for path in [*(folder / "made").glob(f"*.{suffix}")]}


def test_the_text_in_every_encoding() -> None:
    expected = ledger(TEXT.encode(), "a.txt")

    assert len(expected) == 6
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        assert ledger(TEXT.encode(encoding), "a.txt") == expected, encoding
    assert ledger(unicodedata.normalize("NFD", TEXT).encode(), "a.txt") == expected
    assert ledger(written_1258(TEXT), "a.txt") == expected
    for written in (written_tcvn3, written_vni, written_viscii):
        assert ledger(written(TEXT).encode("latin-1"), "a.txt") == expected, written
        assert ledger(written(TEXT).encode(), "a.txt") == expected, written
    assert ledger(written_viqr(TEXT).encode(), "a.txt") == expected


def test_the_text_in_every_format(tmp_path: Path) -> None:
    expected = ledger(TEXT.encode(), "a.txt")
    made = dict(converted(word_file(), "a.docx", tmp_path, "doc", "rtf", "odt", "fodt", "html"))
    made["docx"] = word_file()

    assert set(made) == {"doc", "rtf", "odt", "fodt", "html", "docx"}
    for suffix, data in made.items():
        assert ledger(data, f"a.{suffix}") == expected, suffix
    assert ledger(made["doc"], "không đuôi") == expected
    assert ledger(made["rtf"], "sai đuôi.doc") == expected
    assert ledger(mailed("nghị quyết.odt", made["odt"]), "thư.eml") == expected
    assert ledger(packed("xã Nà Lìn/thư.eml", mailed("nghị quyết.html", made["html"])), "gói.zip") == expected


def test_old_fonts_in_word_files(tmp_path: Path) -> None:
    expected = ledger(TEXT.encode(), "a.txt")
    for written, font in ((written_tcvn3, ".VnTime"), (written_vni, "VNI-Times")):
        document = docx.Document()
        for line in LINES:
            document.add_paragraph().add_run(written(line)).font.name = font
        made = converted(saved(document.save), f"{font.strip('.')}.docx", tmp_path, "doc", "rtf")
        for suffix, data in made.items():
            assert ledger(data, f"a.{suffix}") == expected, (font, suffix)


def test_the_table_in_every_format(tmp_path: Path) -> None:
    expected = ledger(workbook(), "a.xlsx")

    assert {row[2] for row in expected} == {6.4, 7.2, 3.1, 2.4, 8.0, 9.0}
    for suffix, data in converted(workbook(), "a.xlsx", tmp_path, "xls", "ods", "fods", "html").items():
        assert ledger(data, f"a.{suffix}") == expected, suffix


def mailed(name: str, data: bytes) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Gửi nghị quyết", "vp@xa.vn"
    mail.set_content("Kính gửi các thôn.")
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


def packed(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return file.getvalue()


def test_the_text_as_a_pdf(tmp_path: Path) -> None:
    typed = converted(word_file(), "a.docx", tmp_path, "pdf")["pdf"]

    assert ledger(typed, "a.pdf") == ledger(TEXT.encode(), "a.txt")


@needs_tesseract
@pytest.mark.parametrize(("dpi", "turned", "noise", "least"), [(200, 0.0, 0.0, 0.97), (150, 1.2, 6.0, 0.90)])
def test_the_text_as_a_scan(dpi: int, turned: float, noise: float, least: float, tmp_path: Path) -> None:
    document = docx.Document()
    for line in (*LINES, *MORE):
        document.add_paragraph(line)
    typed = converted(saved(document.save), "a.docx", tmp_path, "pdf")["pdf"]
    scan = as_pdf(scanned(typed, dpi=dpi, turned=turned, noise=noise), dpi=dpi)

    expected = ledger("\n".join((*LINES, *MORE)).encode(), "a.txt")
    found = archived(read_bytes(scan, name="a.pdf")).indicators

    assert len(expected & {said(row) for row in found}) >= least * len(expected)
    assert {said(row) for row in found if DOUBT not in row.why} <= expected
