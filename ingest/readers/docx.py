"""Word files: all that Word shows of them in order, with the numbers that it only draws, and tables as rows.

The package is opened and walked here (the files ``docx_*`` beside this one), because python-docx leaves out automatic
numbers, content controls, tracked insertions, notes, symbols and equations, in all of which figures stand, and gives
up files that Word opens. The flow:

1. the package is opened (``docx_package``) and its document brought to what is shown of it (``docx_shown``)
2. styles, lists, notes and fonts from before Unicode are looked up
3. the body is read block by block (``docx_blocks``), section by section
4. headers and footers stand before and behind it (``docx_margins``), endnotes at the end; comments are told
"""

from __future__ import annotations

from itertools import pairwise

from assistant.errors import UnsupportedFormat
from assistant.types import Contents
from ingest.readers.docx_blocks import blocks, note_lines
from ingest.readers.docx_fonts import legacy_fonts
from ingest.readers.docx_margins import HEADER, margin_lines, margins
from ingest.readers.docx_notes import notes_of
from ingest.readers.docx_numbering import numbering_of
from ingest.readers.docx_package import Package, document_of, open_package
from ingest.readers.docx_shown import settle
from ingest.readers.docx_styles import styles_of
from ingest.readers.docx_told import Told
from ingest.readers.docx_walk import Walk
from ingest.readers.docx_xml import Element, path, qn

_SECTION_END = path("w:pPr/w:sectPr")
# The parts that a document needs, and what they are called.
_PARTS = {
    "styles": "kiểu chữ",
    "numbering": "đánh số tự động",
    "settings": "thiết lập",
    "footnotes": "chú thích cuối trang",
    "endnotes": "chú thích cuối văn bản",
    "comments": "nhận xét bên lề",
}


def read_docx(data: bytes, *, name: str) -> Contents:
    """Text of a Word file, one paragraph a line, tables as ``| a | b |`` rows, automatic numbers written out.

    A merged cell fills what it covers. What is raised, struck (deletions that are tracked too) or hidden is marked
    for cleaning. Footnotes follow their paragraph or table ("[1] …"), the header of the first page comes first, what
    other headers, footers and endnotes add comes last. The remarks tell what was read, dropped and could not be read.
    Raises ``UnsupportedFormat`` where the bytes are no Word file, ``ProtectedFile`` where they ask for a password,
    ``TooLarge`` where they unpack to too much.
    """
    package = open_package(data, name=name)
    document = document_of(package)
    try:
        return _contents(package, document)
    except RecursionError as error:
        raise UnsupportedFormat(
            f"{name}: bảng và khung chữ lồng nhau quá sâu; hãy mở bằng Word, tách bớt các bảng lồng nhau rồi nạp."
        ) from error


def _contents(package: Package, document: Element) -> Contents:
    told = Told()
    roots = _roots(package, told)  # 1
    body = settle(document, told).find(qn("w:body"))
    walk = _walk(package, document, roots, told)  # 2
    sections = _sections(body, walk)  # 3
    said = [line for section in sections for line in section]
    last: list[str] = []
    for margin in margins(body, roots["settings"], walk):  # 4
        lines = margin_lines(margin, said, walk)
        if margin.kind == HEADER and margin.opens and margin.section < len(sections):
            sections[margin.section][:0] = lines
        else:
            last += lines
        said += lines
    last += note_lines("endnote", walk)
    _tell_comments(roots["comments"], walk)
    return Contents("\n".join([*(line for section in sections for line in section), *last]), remarks=told.receipt())


def _roots(package: Package, told: Told) -> dict[str, Element | None]:
    """The parts that the document needs, by their kind; one that is broken is told and missing."""
    targets = {relation.kind: relation.target for relation in package.related(package.main).values()}
    roots: dict[str, Element | None] = {}
    for kind, called in _PARTS.items():
        part = targets.get(kind, "")
        roots[kind] = package.root(part)
        if roots[kind] is None and part in package.members:
            told.unread(called, f"phần {part} đã hỏng; hãy mở bằng Word, lưu lại rồi nạp")
        elif roots[kind] is not None:
            settle(roots[kind], told)
    return roots


def _walk(package: Package, document: Element, roots: dict[str, Element | None], told: Told) -> Walk:
    styles = styles_of(roots["styles"], page=_background(document, roots["settings"]))
    around = (each.target for each in package.related(package.main).values() if each.kind in ("header", "footer"))
    read = (document, roots["footnotes"], roots["endnotes"], *map(package.root, around))
    return Walk(
        package=package,
        part=package.main,
        styles=styles,
        numbering=numbering_of(roots["numbering"], styles),
        notes=notes_of(roots["footnotes"], roots["endnotes"], roots["settings"]),
        fonts=legacy_fonts((root for root in read if root is not None), styles),
        told=told,
    )


def _background(document: Element, settings: Element | None) -> str | None:
    """The colour of the paper, where the settings have it shown."""
    background = document.find(qn("w:background"))
    shown = settings is not None and settings.find(qn("w:displayBackgroundShape")) is not None
    return background.get(qn("w:color")) if shown and background is not None else None


def _sections(body: Element, walk: Walk) -> list[list[str]]:
    """The lines of the body, section by section."""
    ends = [at + 1 for at, block in enumerate(body) if block.find(_SECTION_END) is not None]
    parts = [body[start:end] for start, end in pairwise([0, *ends, len(body)])]
    return [list(blocks(part, walk, notes=True)) for part in parts]


def _tell_comments(root: Element | None, walk: Walk) -> None:
    """Comments in the margin are told: they speak of the document."""
    for comment in () if root is None else root.iterchildren(qn("w:comment")):
        author = comment.get(qn("w:author")) or "người không ghi tên"
        said = " ".join(blocks(comment, walk))
        walk.told.dropped(f"nhận xét bên lề của {author}", "nhận xét không phải lời văn của văn bản", said)
