"""Word files: the body in order, with the numbers that Word only draws, and tables as rows.

python-docx opens the package. The body is walked here, because its ``paragraph.text`` leaves out automatic
numbers, content controls, tracked insertions, symbols and equations, in all of which figures stand.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from assistant.errors import TooLarge, UnsupportedFormat
from assistant.types import Contents
from ingest.readers.docx_looks import marked
from ingest.readers.docx_numbering import Numbering, numbering_of
from ingest.readers.grid import Cell, grid_rows, is_layout
from ingest.readers.marks import seamless, struck

Element = Any  # lxml ships no types
Styles = Mapping[str, Element]

_MAX_UNPACKED = 300_000_000  # bytes; a small file can unpack to any size
_MOST_COLUMNS = 100
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT, _FRACTION = qn("m:t"), qn("m:f")
# Parts of a paragraph that are no text of it: properties, and what is said twice.
_SKIPPED = frozenset({*map(qn, ("w:pPr", "w:rPr", "w:moveFrom", "w:txbxContent")), _ALTERNATIVE})
_TEXT = frozenset((*map(qn, ("w:t", "w:delText")), _MATH_TEXT))
_SIGNS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell as Word keeps it: ``covered`` tells that the one above reaches down over it."""

    cell: Cell
    covered: bool


def read_docx(data: bytes, *, name: str) -> Contents:
    """Text of a Word file, one paragraph a line, tables as ``| a | b |`` rows, automatic numbers written out.

    A merged cell fills what it covers. What is raised, struck (deletions that are tracked too) or hidden is
    marked for cleaning. Headers, footers and footnotes are left out.
    Raises ``UnsupportedFormat`` where the bytes are no Word file, ``TooLarge`` where they unpack to too much.
    """
    document = _open(data, name)
    return Contents("\n".join(_blocks(document.element.body, numbering_of(document))))


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

    In a cell the number may stand alone, as in the column of ordinals, and an empty paragraph keeps the lines of
    neighbouring cells abreast; elsewhere it is none.
    """
    label = numbering.label(paragraph)
    text = seamless("".join(_pieces(paragraph, numbering.styles))).strip(" \t" if cell else None)
    if text or cell:
        yield f"{label} {text}".strip(" ")
    for box in paragraph.iter(qn("w:txbxContent")):
        if next(box.iterancestors(_ALTERNATIVE), None) is None:
            yield from _blocks(box, numbering)


def _pieces(element: Element, styles: Styles) -> Iterator[str]:
    """The text of a paragraph in order, as Word shows it with all changes accepted; what was deleted as struck."""
    for child in element.iterchildren():
        if child.tag in _SKIPPED:
            continue
        if child.tag in _TEXT:
            yield child.text or ""
        elif child.tag == qn("w:r"):
            yield marked("".join(_pieces(child, styles)), child, styles)
        elif child.tag == qn("w:del"):
            yield struck("".join(_pieces(child, styles)))
        elif child.tag == qn("w:br"):
            yield "\f" if child.get(qn("w:type")) == "page" else "\n"
        elif child.tag == qn("w:sym"):
            yield _SYMBOLS.get(child.get(qn("w:char"), "")[-2:].upper(), " ")
        elif child.tag == _FRACTION:
            yield "/".join("".join(_pieces(part, styles)) for part in child.iterchildren(qn("m:num"), qn("m:den")))
        else:
            yield _SIGNS.get(child.tag, "")
            yield from _pieces(child, styles)


# -- tables --------------------------------------------------------------------------------------------


def _table(table: Element, numbering: Numbering) -> Iterator[str]:
    """A table as rows; one that only places blocks side by side, like a letterhead, block after block.

    Tables within its cells follow it, and what rows held that were deleted.
    """
    rows = _merged([list(_cells(row, numbering)) for row in _table_rows(table)])
    if is_layout(rows):
        yield from (line for row in rows for cell in row for line in cell.lines if line)
    else:
        yield from grid_rows([[replace(cell, lines=_own(cell)) for cell in row] for row in rows])
        yield from (line for row in rows for cell in row for line in cell.lines if _is_nested(line))
    for row in table.iterchildren(qn("w:tr")):
        if _is_deleted(row):
            said = ("".join(_pieces(paragraph, numbering.styles)) for paragraph in row.iter(qn("w:p")))
            yield struck(" ".join(" ".join(said).split()))


def _is_deleted(row: Element) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _is_nested(line: str) -> bool:
    """Whether a line of a cell is a row of a table that stands in it."""
    return line.startswith("| ")


def _own(cell: Cell) -> tuple[str, ...]:
    return tuple(line for line in cell.lines if not _is_nested(line))


def _merged(rows: list[list[_Piece]]) -> list[list[Cell]]:
    """The rows with cells that are merged downwards as one, listed where it begins."""
    merged: list[list[Cell]] = []
    above: dict[int, tuple[int, int]] = {}  # column -> where the cell stands that may reach down in it
    for row in rows:
        merged.append([])
        begun: dict[int, tuple[int, int]] = {}
        for piece in row:
            column = piece.cell.column
            if piece.covered and column in above:
                at, index = above[column]
                merged[at][index] = replace(merged[at][index], height=len(merged) - at)
                begun[column] = above[column]
            else:
                begun[column] = (len(merged) - 1, len(merged[-1]))
                merged[-1].append(piece.cell)
        above = begun
    return merged


def _table_rows(table: Element) -> Iterator[Element]:
    for child in table.iterchildren():
        if child.tag in _WRAPPERS:
            yield from _table_rows(child)
        elif child.tag == qn("w:tr") and not _is_deleted(child):
            yield child


def _cells(row: Element, numbering: Numbering) -> Iterator[_Piece]:
    """The cells of a row with their places on the grid."""
    column = _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    heads = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    for cell in _row_cells(row):
        written = "\n".join(_blocks(cell, numbering, cell=True)).replace("\f", "\n")
        lines = tuple(" ".join(line.split()) for line in written.split("\n"))
        width = _number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1)
        yield _Piece(Cell(column, lines, width, heads=heads), _covered(cell))
        column += width


def _row_cells(row: Element) -> Iterator[Element]:
    for child in row.iterchildren():
        if child.tag in _WRAPPERS:
            yield from _row_cells(child)
        elif child.tag == qn("w:tc"):
            yield child


def _covered(cell: Element) -> bool:
    """Whether the cell above reaches down over this one."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _number(element: Element | None, default: int) -> int:
    """The value of a property that counts columns, no more than a page has."""
    value = "" if element is None else element.get(qn("w:val"), "")
    return min(int(value), _MOST_COLUMNS) if value.isdigit() else default
