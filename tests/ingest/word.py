"""Word files written part by part, for what python-docx cannot write, and the rows that are read from them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.types import Contents, Indicator, SourceDocument
from ingest.extract import read_figures
from ingest.readers.docx import read_docx
from ingest.resolve import resolve

OFFICE = "http://schemas.openxmlformats.org"
RELATIONS = f"{OFFICE}/package/2006/relationships"
NAMES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": f"{OFFICE}/wordprocessingml/2006/main",
        "m": f"{OFFICE}/officeDocument/2006/math",
        "r": f"{OFFICE}/officeDocument/2006/relationships",
        "mc": f"{OFFICE}/markup-compatibility/2006",
        "wp": f"{OFFICE}/drawingml/2006/wordprocessingDrawing",
        "a": f"{OFFICE}/drawingml/2006/main",
        "c": f"{OFFICE}/drawingml/2006/chart",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
HEAD = ("ĐẢNG BỘ HUYỆN AN TRẠCH", "ĐẢNG ỦY XÃ MỸ LỘC", "Số 21-NQ/ĐU", "Mỹ Lộc, ngày 9 tháng 01 năm 2023")
GIVEN = Path(__file__).parents[3] / "shared" / "cases"


def run(text: str, properties: str = "") -> str:
    """A run with these properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    """A paragraph of plain text, or of XML where that begins with a tag."""
    content = inner if inner.startswith("<") else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def relations(targets: Mapping[str, str]) -> str:
    """The part with relationships "kind:id" -> target."""
    written = "".join(
        f'<Relationship Id="{id_}" Type="{OFFICE}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        for key, target in targets.items()
        for kind, _, id_ in (key.partition(":"),)
    )
    return f'<Relationships xmlns="{RELATIONS}">{written}</Relationships>'


def word(body: str, parts: Mapping[str, str] | None = None, *, links: Mapping[str, str] | None = None) -> bytes:
    """A Word file with this body and these parts below ``word/``: "footnotes" -> its XML without the root.

    ``links`` are further relationships of the document.
    """
    roots = {"header": "hdr", "footer": "ftr"}
    targets = dict(links or {})
    members = {"_rels/.rels": relations({"officeDocument:rId1": "word/document.xml"})}
    members["word/document.xml"] = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    for part, content in (parts or {}).items():
        kind = part.rstrip("0123456789")
        tag = roots.get(kind, kind)
        members[f"word/{part}.xml"] = f"<w:{tag} {NAMES}>{content}</w:{tag}>"
        targets[f"{kind}:{part}"] = f"{part}.xml"
    members["word/_rels/document.xml.rels"] = relations(targets)
    return zipped(members)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def contents(body: str, parts: Mapping[str, str] | None = None, **links: Mapping[str, str]) -> Contents:
    """What is read from such a file."""
    return read_docx(word(body, parts, **links), name="a.docx")


def lines(body: str, parts: Mapping[str, str] | None = None) -> list[str]:
    """The lines that are read from such a file."""
    return contents(body, parts).text.split("\n")


def ledger(data: bytes) -> list[Indicator]:
    """The rows of a Word file."""
    source = read_docx(data, name="a.docx")
    return list(read_figures(resolve(SourceDocument("a.docx", "0" * 64, source.text))).rows)


def told(rows: list[Indicator]) -> set[tuple[str, float, str, int | None]]:
    """Indicator, value, kind and year of rows."""
    return {(row.indicator, row.value, row.kind, row.year) for row in rows}


def given(name: str) -> None:
    """Holds the rows of a given case against those that are expected; skips where it is not at hand."""
    if not (GIVEN / name).exists():
        pytest.skip("shared/cases is not at hand")
    entries = map(json.loads, (GIVEN / "expected.jsonl").read_text(encoding="utf-8").splitlines())
    expected = next(entry for entry in entries if entry["input"] == name)
    rows = ledger((GIVEN / name).read_bytes())
    wanted = {(row["indicator"], row["value"], row["kind"], row["year"]) for row in expected["rows"]}
    assert wanted <= told(rows)
    assert not {row.value for row in rows} & set(expected["never"])
