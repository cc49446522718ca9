"""One small resolution as a file of every kind, made where the tools for it are, and ways to damage it."""

from __future__ import annotations

import io
import random
import re
import subprocess
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl

from ingest.readers.soffice import program
from ingest.readers.tesseract import engine
from tests.ingest.readers.paper import as_pdf, lines, paper, scanned
from tests.ingest.readers.test_msg import outlook

LINES = (
    "ĐẢNG ỦY XÃ SUỐI CẠN",
    "NGHỊ QUYẾT",
    "về nhiệm vụ năm 2026",
    "1. Thu ngân sách đạt 8,6 tỷ đồng.",
    "2. Tỷ lệ hộ nghèo giảm còn 1,9%.",
)
TABLE = (
    ("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026"),
    (1, "Thu ngân sách trên địa bàn", "tỷ đồng", 8.6),
    (2, "Tỷ lệ hộ nghèo", "%", 1.9),
)
_WRITTEN = {"docx": ("doc", "rtf", "odt", "fodt"), "xlsx": ("xls", "ods", "fods")}


def every_format(folder: Path) -> dict[str, bytes]:
    """A file of each kind by its suffix; without LibreOffice or Tesseract those that need them are left out."""
    text = "\n".join(LINES).encode()
    page = _page().encode()
    made = {"txt": text, "md": text, "html": page, "docx": _word(), "xlsx": _book(), "csv": _csv().encode()}
    made["pdf"] = paper(lines(*LINES), lines(*LINES))
    made["eml"] = mailed({"biểu.xlsx": made["xlsx"], "văn bản.html": page})
    made["mht"] = _archived(page)
    made["msg"] = outlook("\n".join(LINES), **{"biểu.xlsx": made["xlsx"]})
    made["zip"] = zipped({"xã/nghị quyết.docx": made["docx"], "xã/biểu.csv": made["csv"], "thư.eml": made["eml"]})
    if program():
        for given, suffixes in _WRITTEN.items():
            made |= _converted(made[given], given, folder, suffixes)
    if engine():
        shot = scanned(paper(lines(*LINES)), dpi=100)
        made["scan.pdf"] = as_pdf(shot, dpi=100)
        for suffix in ("png", "tif", "jpg"):
            made[suffix] = _saved(
                lambda file, kind=suffix: shot[0].save(file, kind.replace("jpg", "jpeg").replace("tif", "tiff"))
            )
    return made


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with a few of its bytes gone wrong; of a zip also what lies in it, packed again."""
    if data.startswith(b"PK") and chance.random() < 0.6:
        members = _unzipped(data)
        one = chance.choice(sorted(members))
        return zipped({**members, one: _damaged(members[one], chance)})
    return _damaged(data, chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        data = chance.choice(_DAMAGES)(data, chance)
    return data


def _flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) or 1)
    return data[:at] + chance.randbytes(chance.choice((1, 1, 2, 4))) + data[at + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) or 1)
    return data[:at] + data[at + chance.choice((1, 7, 100, len(data))) :]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(len(data) or 1), chance.choice((5, 60, 900))
    return data[: at + size] + data[at : at + size] * chance.choice((1, 3, 50)) + data[at + size :]


def _zeroed(data: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(len(data) or 1), chance.choice((1, 16, 300))
    return data[:at] + bytes(chance.choice((b"\0", b"\xff"))) * size + data[at + size :]


def _exaggerated(data: bytes, chance: random.Random) -> bytes:
    """A number made large, or below zero: widths, counts, offsets, sizes of pages."""
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return data
    at = chance.choice(numbers)
    said = chance.choice((b"0", b"-1", b"65537", b"4294967295", b"99999999999999999999"))
    return data[: at.start()] + said + data[at.end() :]


_DAMAGES = (_flipped, _flipped, _cut, _doubled, _zeroed, _exaggerated)


def mailed(attached: dict[str, bytes]) -> bytes:
    """A mail with these attachments."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Gửi văn bản", "vanphong@suoican.vn", "xa@suoican.vn"
    mail.set_content("Kính gửi các chi bộ.")
    for name, data in attached.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return file.getvalue()


def _unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _page() -> str:
    rows = "".join("<tr>" + "".join(f'<td colspan="1">{cell}</td>' for cell in row) + "</tr>" for row in TABLE)
    said = "".join(f"<p>{line}</p>" for line in LINES)
    return f'<html><head><meta charset="utf-8"></head><body>{said}<table>{rows}</table></body></html>'


def _csv() -> str:
    return "\n".join(";".join(str(cell).replace(".", ",") for cell in row) for row in TABLE)


def _archived(page: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "<Saved by Blink>", "Văn bản"
    mail["Snapshot-Content-Location"] = "https://suoican.vn/"
    mail.set_content(page.decode(), subtype="html")
    mail.make_related()
    return bytes(mail)


def _word() -> bytes:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=len(TABLE[0]))
    for row in TABLE:
        for cell, said in zip(table.add_row().cells, row, strict=True):
            cell.text = str(said).replace(".", ",")
    return _saved(document.save)


def _book() -> bytes:
    book = openpyxl.Workbook()
    for row in TABLE:
        book.active.append(row)
    book.active.merge_cells("A6:B7")
    return _saved(book.save)


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


def _converted(data: bytes, given: str, folder: Path, suffixes: tuple[str, ...]) -> dict[str, bytes]:
    """A file as LibreOffice writes it with each of ``suffixes``."""
    path = folder / f"a.{given}"
    path.write_bytes(data)
    command = [str(program()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    for suffix in suffixes:
        made = [*command, "--convert-to", suffix, "--outdir", str(folder), str(path)]
        subprocess.run(made, check=True, capture_output=True, timeout=120)
    return {suffix: (folder / f"a.{suffix}").read_bytes() for suffix in suffixes}
