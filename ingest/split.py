"""Passages: whole lines (bullets, paragraphs, table rows) of one section, joined up to a readable size."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.language.pieces import pieces
from assistant.types import Identity, Passage, Section


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
        # The heading goes with the first piece.
        for start, end in pieces(text, start=section.start, end=section.end):
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
