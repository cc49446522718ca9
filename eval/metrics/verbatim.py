"""Citations that are the document's own words, character by character."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.types import Citation


@dataclass(frozen=True, slots=True)
class Verbatim:
    """How many citations an answer has, and the numbers of those whose quote is not the document's text."""

    citations: int
    misquoted: tuple[int, ...]

    @property
    def share(self) -> float:
        """Share of the citations that are verbatim, in [0, 1]; 1 without citations."""
        return 1 - len(self.misquoted) / self.citations if self.citations else 1.0


def verbatim(citations: Sequence[Citation], *, texts: Mapping[str, str]) -> Verbatim:
    """Whether each quote equals ``text[start:end]`` of its document; ``texts`` is by document id."""
    return Verbatim(len(citations), tuple(cited.n for cited in citations if not _is_verbatim(cited, texts)))


def _is_verbatim(cited: Citation, texts: Mapping[str, str]) -> bool:
    text = texts.get(cited.document_id)
    return text is not None and text[cited.start : cited.end] == cited.quote
