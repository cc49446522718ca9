"""The lines of a part of a Word file: paragraphs, tables, text boxes and the notes that belong to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.readers.docx_chunks import chunk_lines
from ingest.readers.docx_fields import Fields
from ingest.readers.docx_notes import Note
from ingest.readers.docx_tables import WRAPPERS, table_lines
from ingest.readers.docx_text import text_of
from ingest.readers.docx_told import BOXES, ENDNOTES, FOOTNOTES, PARAGRAPHS, TABLES
from ingest.readers.docx_walk import Walk
from ingest.readers.docx_xml import Element, is_on, path, qn
from ingest.readers.marks import struck

_MARK_GONE = [path(f"w:pPr/w:rPr/{name}") for name in ("w:del", "w:moveFrom")]
_MARK_HIDDEN = path("w:pPr/w:rPr/w:vanish")
_KINDS = {"footnote": FOOTNOTES, "endnote": ENDNOTES}


def blocks(container: Iterable[Element], walk: Walk, *, cell: bool = False, notes: bool = False) -> Iterator[str]:
    """The lines of everything that stands in a body, a cell, a note or a text box; with their footnotes on demand.

    In a cell a number may stand alone, as in the column of ordinals, and an empty paragraph keeps the lines of
    neighbouring cells abreast; elsewhere it is none.
    """
    begun = ""  # of a paragraph whose end was deleted or is hidden, so that the next one goes on with it
    for block in _content(container):
        if block.tag == qn("w:p"):
            text = text_of(block, walk)
            walk.told.counts[PARAGRAPHS] += notes and bool(text.strip())
            if _runs_on(block):
                begun += text
            else:
                yield from _paragraph(block, begun + text, walk, cell=cell)
                begun = ""
            yield from _hanging(walk)
        else:
            yield from filter(None, (begun.strip(),))
            begun = ""
            yield from _other(block, walk)
        if notes and not begun:
            yield from note_lines("footnote", walk)
    yield from filter(None, (begun.strip(),))


def note_lines(kind: str, walk: Walk) -> Iterator[str]:
    """The notes of a kind that were referred to and not yet written: "[1] …"."""
    for note in walk.notes.take(kind):
        walk.told.counts[_KINDS[kind]] += 1
        yield from _note(note, walk)


def _content(container: Iterable[Element]) -> Iterator[Element]:
    """The blocks of a container, those in content controls and the like with them."""
    for child in container:
        if child.tag in WRAPPERS:
            yield from _content(child)
        else:
            yield child


def _runs_on(paragraph: Element) -> bool:
    """Whether the next paragraph goes on with this one on the page."""
    gone = any(paragraph.find(mark) is not None for mark in _MARK_GONE)
    return gone or is_on(paragraph.find(_MARK_HIDDEN))


def _paragraph(paragraph: Element, said: str, walk: Walk, *, cell: bool) -> Iterator[str]:
    """A paragraph with its number in front."""
    label = walk.numbering.label(paragraph)
    text = said.strip(" \t" if cell else None)
    if text or cell:
        yield f"{label}{text}".strip(" ")


def _hanging(walk: Walk) -> Iterator[str]:
    """What hangs on the paragraph that was just read: words drawn as a picture, text boxes."""
    drawn, walk.drawn = walk.drawn, []
    yield from (words for words in drawn if words.strip())
    boxes, walk.boxes = walk.boxes, []
    for box in boxes:
        fields, walk.fields = walk.fields, Fields()
        lines = list(blocks(box.content, walk))
        walk.fields = fields
        walk.told.counts[BOXES] += bool(lines) and not box.deleted
        yield from map(struck, lines) if box.deleted else lines


def _other(block: Element, walk: Walk) -> Iterator[str]:
    """What is no paragraph: a table, a file within the file, an equation of its own."""
    if block.tag == qn("w:tbl"):
        walk.told.counts[TABLES] += 1
        yield from table_lines(
            block,
            lambda cell: blocks(cell, walk, cell=True),
            lambda paragraph: _gone(paragraph, walk),
        )
    elif block.tag == qn("w:altChunk"):
        yield from chunk_lines(block, walk)
    elif block.tag == qn("w:subDoc"):
        walk.told.unread("tài liệu con", "nằm ở một tệp khác; hãy nạp cả tệp đó")
    elif said := text_of(block, walk).strip():
        yield said


def _gone(paragraph: Element, walk: Walk) -> str:
    """The text of a paragraph that was deleted; its notes go with it."""
    before, walk.deleted = walk.deleted, True
    said = text_of(paragraph, walk)
    walk.deleted = before
    return said


def _note(note: Note, walk: Walk) -> Iterator[str]:
    lines = [line for line in blocks(note.content, walk) if line.strip()]
    if lines and note.mark:
        lines[0] = f"[{note.mark}] {lines[0]}"
    yield from map(struck, lines) if note.deleted else lines
