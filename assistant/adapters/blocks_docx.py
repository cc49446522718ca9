"""A plain document as a Word file, through python-docx: headings, paragraphs, items and tables in their order."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import docx
from docx.document import Document

from assistant.adapters.zip_clock import require_clock
from assistant.types import Block

_FONT = "Times New Roman"  # of official documents
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that XML cannot hold
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def write_blocks(blocks: Sequence[Block]) -> bytes:
    """The Word file. ``**bold**`` is bold; whatever else a text holds stays the characters that it is."""
    require_clock()
    document = docx.Document()
    document.styles["Normal"].font.name = _FONT
    for block in blocks:
        _write(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write(document: Document, block: Block) -> None:
    if block.kind == "table":
        _table(document, block.rows)
    elif block.kind in ("title", "heading"):
        document.add_heading(_clean(block.text), level=1 if block.kind == "title" else 2)
    else:
        paragraph = document.add_paragraph(style="List Bullet" if block.kind == "item" else None)
        for at, piece in enumerate(_BOLD.split(_clean(block.text))):
            paragraph.add_run(piece).bold = at % 2 == 1


def _table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=max(map(len, rows)), style="Table Grid")
    for at, row in enumerate(rows):
        for cell, said in zip(table.add_row().cells, row, strict=False):
            cell.paragraphs[0].add_run(_clean(_BOLD.sub(r"\1", said))).bold = at == 0


def _clean(said: str) -> str:
    return _ILLEGAL.sub("", said)
