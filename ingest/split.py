"""Passages: whole lines (bullets, paragraphs, table rows) of one section, joined up to a readable size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.types import Identity, Passage, Section

# Characters. A passage is closed once it has TARGET; a longer paragraph is cut at sentence ends. Small enough
# that a reader sees why it was cited, large enough to keep a list together (seeds: 3 to 8 bullets).
TARGET = 600
LONGEST = 1200
_SENTENCE_END = re.compile(r"[.;!?…]+[”\"')]*\s+")


def split(
    text: str,
    sections: Sequence[Section],
    identity: Identity,
    *,
    document_id: str,
) -> tuple[Passage, ...]:
    """The passages of a document, in order; each lies in one section and none cuts a sentence."""
    headings = {section.path: section.heading for section in sections}
    passages: list[Passage] = []
    counts: dict[str, int] = {}
    for section in sections:
        context = _context(section, headings, identity)
        for start, end in _pieces(text, section):
            counts[section.label] = ordinal = counts.get(section.label, 0) + 1
            passages.append(
                Passage(
                    passage_id=f"{document_id}/{section.label or '0'}/{ordinal}",
                    document_id=document_id,
                    section=section.label,
                    role=section.role,
                    start=start,
                    end=end,
                    text=text[start:end],
                    context=context,
                ),
            )
    return tuple(passages)


def _context(section: Section, headings: dict[tuple[str, ...], str], identity: Identity) -> str:
    """Title, place and the headings above a passage: what a reader of the page would have in mind."""
    above = [headings.get(section.path[: depth + 1], "") for depth in range(len(section.path))]
    parts = [identity.title, identity.place or "", *above]
    return ". ".join(part for part in parts if part)


def _pieces(text: str, section: Section) -> Iterator[tuple[int, int]]:
    """Spans of whole lines of about TARGET characters; the heading goes with the first of them."""
    start = end = None
    for match in re.finditer(r"[^\n]+", text[section.start : section.end]):
        first, last = section.start + match.start(), section.start + match.end()
        if start is not None and end is not None and last - start > LONGEST:
            yield start, end
            start = None
        if last - first > LONGEST:
            *whole, (first, last) = _sentences(text, first, last)
            yield from whole
            start = None
        start, end = first if start is None else start, last
        if end - start >= TARGET:
            yield start, end
            start = None
    if start is not None and end is not None:
        yield start, end


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A long line cut at sentence ends into pieces of at least TARGET characters."""
    pieces: list[tuple[int, int]] = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.start() - begin >= TARGET and end - match.end() > TARGET // 3:
            pieces.append((begin, match.end() - len(match.group()) + len(match.group().rstrip())))
            begin = match.end()
    return [*pieces, (begin, end)]
