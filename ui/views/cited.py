"""The sources of an answer in words, looked up once when the answer is finished."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.language.sections import section_place
from assistant.ports import Shelf
from assistant.types import Answer, Citation, Identity
from ui import words
from ui.html import one_line

_QUOTE_CHARS = 240  # of a quote that shows under the pointer


@dataclass(frozen=True, slots=True)
class Source:
    """One citation: ``title`` as a card names it, ``line`` as a list of sources does, ``quote`` verbatim."""

    n: int
    title: str
    section: str
    line: str
    quote: str

    @property
    def hint(self) -> str:
        """What shows while the pointer is on a figure."""
        where = f", {self.section}" if self.section else ""
        quote = one_line(self.quote)
        cut = f"{quote[:_QUOTE_CHARS]}…" if len(quote) > _QUOTE_CHARS else quote
        return f"{self.title}{where}: “{cut}”"


def cited(answer: Answer, shelf: Shelf) -> Mapping[int, Source]:
    """The sources of an answer by their numbers; a document that is gone is told by what the answer kept of it."""
    held = {each.document_id: each.identity for each in shelf.documents()} if answer.citations else {}
    found = {each.n: _source(each, _identity(each, answer, held)) for each in answer.citations}
    return dict(sorted(found.items()))


def _identity(citation: Citation, answer: Answer, held: Mapping[str, Identity]) -> Identity | None:
    if (identity := held.get(citation.document_id)) is not None:
        return identity
    rows = (row.identity for row in answer.rows if row.citation == citation.n and not row.document_place)
    return next(rows, None)


def _source(citation: Citation, identity: Identity | None) -> Source:
    section = section_place(citation.section)
    if identity is None:
        title = one_line(citation.title) or citation.document
        parts = (title, citation.issuer or "", section)
        return Source(citation.n, title, section, ", ".join(filter(None, parts)), citation.quote)
    title = words.document_title(identity) or citation.document
    return Source(citation.n, title, section, words.source_line(identity, citation), citation.quote)
