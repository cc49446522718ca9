"""(h) The real documents as offices have them, .docx, .doc, .pdf and scans: ingested, with what their receipts tell.

LibreOffice writes the files, all of one kind in one call. Peaks of memory are those that Linux tells of each process.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter
from xml.sax.saxutils import escape

from assistant.build import open_archive
from assistant.settings import Settings
from assistant.types import Receipt, Resolution
from eval.bench.figure import Figure, Skipped
from eval.bench.peaks import peaks
from eval.bench.place import Place, nghiquyet, shared_rows
from eval.bench.scans import write_scan
from eval.report import decimal

REAL = "local_government_documents.jsonl.xz"
KINDS = {"docx": "docx:MS Word 2007 XML", "doc": "doc:MS Word 97", "pdf": "pdf:writer_pdf_Export"}
MOST_SCANS = 20
MOST_PAGES = 2  # of a scan; later ones cost the same
MEMORY_MB = 4096  # what NQ_FILE_MEMORY_MB allows by default
_AT_ONCE = 100  # files in one call; LibreOffice passes over those behind the 247th
_PATIENCE = 1800  # seconds for all files of a kind
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>
{paragraphs}
</office:text></office:body></office:document>
"""
_LINE = "<text:p>{text}</text:p>"


def files(place: Place) -> Iterator[Figure]:
    """For each kind of file: documents per second, the largest process, and the share of numbers that are told."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise Skipped("không có LibreOffice để ghi ra tệp Word và PDF; cài bằng: make system")
    texts = {str(row["id"]): f"{row['title']}\n{row['text']}" for row in _rows(place)}
    flat = place.folder / "flat"
    _write_flat(texts, flat)
    for kind, export in KINDS.items():
        _convert(office, sorted(flat.iterdir()), to=export, folder=place.folder / kind)
        yield from _measured(place, kind, texts)
    if shutil.which("tesseract") is None:
        raise Skipped("không có Tesseract để đọc bản chụp; cài bằng: make system")
    (place.folder / "scan").mkdir()
    for path in sorted((place.folder / "pdf").iterdir())[:MOST_SCANS]:
        write_scan(path, place.folder / "scan" / path.name, pages=MOST_PAGES)
    yield from _measured(place, "scan", {})


def _rows(place: Place) -> Iterator[dict[str, str]]:
    return islice(shared_rows(place, name=REAL), place.documents)


def _write_flat(texts: dict[str, str], folder: Path) -> None:
    """Each text as a flat OpenDocument file, a line a paragraph, which LibreOffice opens as it is."""
    folder.mkdir()
    for name, text in texts.items():
        lines = "\n".join(_LINE.format(text=escape(_printable(line))) for line in text.splitlines())
        (folder / f"{name}.fodt").write_text(_PAGE.format(paragraphs=lines), encoding="utf-8")


def _printable(line: str) -> str:
    return "".join(each for each in line if each == "\t" or ord(each) >= ord(" "))


def _convert(office: str, given: Sequence[Path], *, to: str, folder: Path) -> None:
    folder.mkdir()
    profile = (folder.parent / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to, "--outdir", str(folder)]
    for at in range(0, len(given), _AT_ONCE):
        batch = map(str, given[at : at + _AT_ONCE])
        subprocess.run([*command, *batch], check=True, capture_output=True, timeout=_PATIENCE)  # noqa: S603 -- files of our own
    if (made := len(list(folder.iterdir()))) != len(given):
        raise RuntimeError(f"LibreOffice ghi {made} trên {len(given)} tệp {to}")


def _measured(place: Place, kind: str, texts: dict[str, str]) -> Iterator[Figure]:
    """The folder of a kind, ingested by a process of its own; ``texts`` are what its documents say, by file name."""
    folder, data = place.folder / kind, place.folder / f"{kind}-data"
    count = len(list(folder.iterdir()))
    began = perf_counter()
    with peaks() as largest:
        nghiquyet("ingest", folder, data=data)
    seconds = perf_counter() - began
    yield Figure(
        name=f"files.{kind}",
        title=f"Nạp tệp {kind}",
        value=count / seconds,
        unit="văn bản/giây",
        detail=f"{count} văn bản trong {decimal(seconds, 1)} giây",
    )
    if largest:
        yield Figure(
            name=f"files.{kind}.memory",
            title=f"Bộ nhớ nhiều nhất của một tiến trình khi nạp {kind}",
            value=max(largest.values()),
            unit="MB",
            limit=MEMORY_MB,
            detail=", ".join(f"{name} {decimal(size, 0)}" for name, size in sorted(largest.items())),
        )
    yield from _told(kind, data, count, texts)


def _told(kind: str, data: Path, count: int, texts: dict[str, str]) -> Iterator[Figure]:
    """How many files gave a document, and of the numbers of their texts the share that is told of."""
    missing: Counter[str] = Counter()
    numbers = 0
    with open_archive(Settings.model_validate({"data": data})) as archive:
        documents = archive.documents()
        for document in documents:
            text = texts.get(document.name.rpartition(".")[0], "")
            untold = untold_numbers(text, document, archive.receipt(document.document_id))
            numbers += len(_NUMBER.findall(text))
            missing.update(untold)
    yield Figure(
        name=f"files.{kind}.documents",
        title=f"Tệp {kind} thành văn bản",
        value=len(documents),
        unit="văn bản",
        limit=count,
        at_most=False,
    )
    if numbers:
        some = ", ".join(f"“{number}”" for number, _ in missing.most_common(5))
        yield Figure(
            name=f"files.{kind}.told",
            title=f"Con số của bản gốc có trong văn bản đã đọc hay trong biên nhận ({kind})",
            value=1 - missing.total() / numbers,
            unit="phần",
            limit=1.0,
            at_most=False,
            detail=f"{numbers} con số, thiếu {missing.total()}" + (f"; như {some}" if some else ""),
        )


def untold_numbers(text: str, document: Resolution, receipt: Receipt) -> Counter[str]:
    """The numbers of a text of which nothing tells: they are no part of the document, nor of its receipt."""
    told = [document.text, *(each.text for each in receipt.dropped), *(each.text for each in receipt.remarks)]
    found = Counter(number for said in told for number in _NUMBER.findall(said))
    return Counter(_NUMBER.findall(text)) - found
