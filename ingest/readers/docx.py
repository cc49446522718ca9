"""Word files: the body in order, with the numbers that Word only draws, and tables as rows.

python-docx opens the package. The body is walked here, because its ``paragraph.text`` leaves out automatic
numbers, content controls, tracked insertions, symbols and equations, in all of which figures stand.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from assistant.errors import TooLarge, UnsupportedFormat
from ingest.readers.docx_numbering import Numbering, numbering_of

Element = Any  # lxml ships no types

_MAX_UNPACKED = 300_000_000  # bytes; a small file can unpack to any size
_LAYOUT_ROWS = 3
_LAYOUT_COLUMNS = 2
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT, _FRACTION = qn("m:t"), qn("m:f")
# Parts of a paragraph that are no text of it: properties, what was deleted, and what is said twice.
_SKIPPED = frozenset({*map(qn, ("w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:txbxContent")), _ALTERNATIVE})
_SIGNS = {qn("w:tab"): " ", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_WRAPPERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")))
# Characters of Word's Symbol font, which have no code of their own; figures hang on them.
_SYMBOLS = {"B3": "≥", "A3": "≤", "B1": "±", "B4": "×", "BB": "≈", "B0": "°", "2D": "-", "B7": "-", "A7": "-"}
_BROKEN = (
    PackageNotFoundError,
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def read_docx(data: bytes, *, name: str) -> str:
    """Text of a Word file, one paragraph a line, tables as ``| a | b |`` rows, automatic numbers written out.

    A merged cell speaks once; the places it covers stay empty. Headers, footers and footnotes are left out.
    Raises ``UnsupportedFormat`` where the bytes are no Word file, ``TooLarge`` where they unpack to too much.
    """
    document = _open(data, name)
    return "\n".join(_blocks(document.element.body, numbering_of(document)))


def _open(data: bytes, name: str) -> Document:
    try:
        unpacked = sum(member.file_size for member in zipfile.ZipFile(io.BytesIO(data)).infolist())
        if unpacked > _MAX_UNPACKED:
            raise TooLarge(
                f"{name}: giải nén ra {unpacked / 1e6:.0f} MB, quá mức {_MAX_UNPACKED / 1e6:.0f} MB; hãy bỏ "
                "bớt hình ảnh rồi lưu lại."
            )
        return docx.Document(io.BytesIO(data))
    except _BROKEN as error:
        raise UnsupportedFormat(
            f"{name}: không phải tệp Word .docx, hoặc tệp đã hỏng; hãy mở bằng Word, lưu lại thành .docx rồi nạp."
        ) from error


def _blocks(container: Element, numbering: Numbering, *, cell: bool = False) -> Iterator[str]:
    """The lines of everything that stands in a body, a cell or a text box."""
    for child in container.iterchildren():
        if child.tag == qn("w:p"):
            yield from _paragraph(child, numbering, cell=cell)
        elif child.tag == qn("w:tbl"):
            yield from _table(child, numbering)
        elif child.tag in _WRAPPERS:
            yield from _blocks(child, numbering, cell=cell)


def _paragraph(paragraph: Element, numbering: Numbering, *, cell: bool) -> Iterator[str]:
    """A paragraph with its number in front, then the text boxes that hang on it.

    In a cell the number may stand alone, as in the column of ordinals; elsewhere an empty paragraph is none.
    """
    label = numbering.label(paragraph)
    text = "".join(_pieces(paragraph)).strip()
    if text or (label and cell):
        yield f"{label} {text}".strip()
    for box in paragraph.iter(qn("w:txbxContent")):
        if next(box.iterancestors(_ALTERNATIVE), None) is None:
            yield from _blocks(box, numbering)


def _pieces(element: Element) -> Iterator[str]:
    """The text of a paragraph in order, as Word shows it with all changes accepted."""
    for child in element.iterchildren():
        if child.tag in _SKIPPED:
            continue
        if child.tag in (qn("w:t"), _MATH_TEXT):
            yield child.text or ""
        elif child.tag == qn("w:br"):
            yield "\f" if child.get(qn("w:type")) == "page" else "\n"
        elif child.tag == qn("w:sym"):
            yield _SYMBOLS.get(child.get(qn("w:char"), "")[-2:].upper(), " ")
        elif child.tag == _FRACTION:
            yield "/".join("".join(_pieces(part)) for part in child.iterchildren(qn("m:num"), qn("m:den")))
        else:
            yield _SIGNS.get(child.tag, "")
            yield from _pieces(child)


def _table(table: Element, numbering: Numbering) -> Iterator[str]:
    """A table as rows; one that only places blocks side by side, like a letterhead, block after block."""
    rows = [list(_cells(row, numbering)) for row in _table_rows(table)]
    if _is_layout(rows):
        yield from (line for row in rows for cell in row for line in cell)
        return
    for row in rows:
        cells = [" ".join(" ".join(cell).split()).replace("|", "/") for cell in row]
        if any(cells):
            yield f"| {' | '.join(cells)} |"


def _table_rows(table: Element) -> Iterator[Element]:
    for child in table.iterchildren():
        if child.tag in _WRAPPERS:
            yield from _table_rows(child)
        elif child.tag == qn("w:tr") and child.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            yield child


def _cells(row: Element, numbering: Numbering) -> Iterator[list[str]]:
    """The lines of each cell of a row; no lines for a place that a merged cell covers."""
    for child in row.iterchildren():
        if child.tag in _WRAPPERS:
            yield from _cells(child, numbering)
        elif child.tag == qn("w:tc"):
            lines = list(_blocks(child, numbering, cell=True))
            yield [] if _covered(child) else lines
            yield from ([] for _ in range(_width(child) - 1))


def _covered(cell: Element) -> bool:
    """Whether the cell above reaches down over this one."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _width(cell: Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else int(span.get(qn("w:val"), "1"))


def _is_layout(rows: list[list[list[str]]]) -> bool:
    columns = {index for row in rows for index, cell in enumerate(row) if cell}
    small = len(rows) <= _LAYOUT_ROWS and len(columns) <= _LAYOUT_COLUMNS
    return small and any(len(cell) > 1 for row in rows for cell in row)
