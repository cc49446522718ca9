"""Files within a Word file: those taken in whole as its text (``w:altChunk``), as programs do that write reports, and
objects, which show a part of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.errors import UnreadableFile
from assistant.types import Contents
from ingest.readers.docx_walk import Walk
from ingest.readers.docx_xml import Element, qn

_PART = "phần chèn từ tệp khác"
_WITHIN = " > "
_REMEDY = "hãy mở bằng Word, lưu lại thành .docx rồi nạp"


def chunk_lines(chunk: Element, walk: Walk) -> Iterator[str]:
    """The lines of a file within the file; what cannot be read of it is told."""
    relation = walk.package.related(walk.part).get(chunk.get(qn("r:id"), ""))
    target = "" if relation is None else relation.target
    if target in walk.chunks:
        return
    walk.chunks.add(target)
    data = walk.package.data(target)
    within = _WITHIN in walk.package.name  # a file within a file within a file may go on for ever
    try:
        contents = None if data is None or within else _read(data, f"{walk.package.name}{_WITHIN}{target}")
    except UnreadableFile as error:
        walk.told.unread(_PART, str(error))
        return
    if contents is None:
        walk.told.unread(_PART, f"{target or 'không rõ tên'}: chưa đọc được loại tệp này; {_REMEDY}")
        return
    walk.told.read(f"{_PART}: {target}")
    walk.told.remarks += contents.remarks
    yield from contents.text.split("\n")


def embedded_words(relation: str, walk: Walk) -> str:
    """What a workbook or a Word file says that is embedded as an object, "" where it cannot be read.

    The page shows a picture of some of it, so it is for the receipt and no text of the document.
    """
    found = walk.package.related(walk.part).get(relation)
    data = None if found is None else walk.package.data(found.target)
    if found is None or data is None or _WITHIN in walk.package.name:
        return ""
    try:
        contents = _read(data, f"{walk.package.name}{_WITHIN}{found.target}")
    except UnreadableFile:
        return ""
    return "" if contents is None else contents.text


def _read(data: bytes, name: str) -> Contents | None:
    """The contents of a web page, a text, a Word file or a workbook; None for every other kind."""
    suffix = name.rpartition(".")[2]
    if suffix in ("htm", "html", "xhtml"):
        from ingest.readers.html import read_html

        return read_html(data, name=name)
    if suffix == "txt":
        from ingest.readers.text import read_text

        return read_text(data, name=name)
    if suffix in ("xlsx", "xlsm") and data.startswith(b"PK"):
        from ingest.readers.sheets import read_xlsx

        return read_xlsx(data, name=name)
    if suffix == "docx" and data.startswith(b"PK"):
        from ingest.readers.docx import read_docx

        return read_docx(data, name=name)
    return None
