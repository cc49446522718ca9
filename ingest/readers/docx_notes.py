"""Notes of a Word file: their marks in the text, and the lines that they become."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.readers.docx_numbering import written_number
from ingest.readers.docx_xml import Element, number, qn, value

REFERENCES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}  # where a document names none
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


@dataclass(frozen=True, slots=True)
class Note:
    """A note that the text refers to: its kind ("footnote"), its mark ("2", "" for one of its own), its content."""

    kind: str
    mark: str
    content: Element
    deleted: bool = False


@dataclass(slots=True)
class Notes:
    """Counts the notes of a document in the order in which its text refers to them."""

    by_id: Mapping[tuple[str, str], Element]
    settings: Element | None = None
    counts: Counter[str] = field(default_factory=Counter)
    marks: dict[tuple[str, str], str] = field(default_factory=dict)
    waiting: list[Note] = field(default_factory=list)

    def refer(self, reference: Element, *, deleted: bool = False) -> str:
        """Takes a reference in; returns its mark, "" where the mark follows as text or there is no such note.

        A note that is referred to again is written once.
        """
        kind = REFERENCES[reference.tag]
        key = (kind, reference.get(qn("w:id"), ""))
        content = self.by_id.get(key)
        if content is not None and key not in self.marks:
            self.marks[key] = "" if deleted or has_own_mark(reference) else self._next(kind)
            self.waiting.append(Note(kind, self.marks[key], content, deleted))
        return "" if deleted else self.marks.get(key, "")

    def _next(self, kind: str) -> str:
        self.counts[kind] += 1
        settings = None if self.settings is None else self.settings.find(qn(f"w:{kind}Pr"))
        said = None if settings is None else value(settings.find(qn("w:numFmt")))
        start = None if settings is None else value(settings.find(qn("w:numStart")))
        return written_number(self.counts[kind] + number(start, 1) - 1, said or _FORMATS[kind])

    def take(self, kind: str) -> list[Note]:
        """The notes of a kind that wait to be written, which then wait no more."""
        taken = [note for note in self.waiting if note.kind == kind]
        self.waiting = [note for note in self.waiting if note.kind != kind]
        return taken


def has_own_mark(reference: Element) -> bool:
    """Whether the mark of a note is what its author typed."""
    mark = reference.get(qn("w:customMarkFollows"))
    return mark is not None and mark not in ("0", "false", "off")


def notes_of(footnotes: Element | None, endnotes: Element | None, settings: Element | None) -> Notes:
    """The notes in the roots of their parts, None where there is none."""
    by_id = {
        (kind, note.get(qn("w:id"), "")): note
        for kind, root in (("footnote", footnotes), ("endnote", endnotes))
        if root is not None
        for note in root.iterchildren(qn(f"w:{kind}"))
        if note.get(qn("w:type")) not in _SEPARATORS
    }
    return Notes(by_id, settings)
