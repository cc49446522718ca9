"""Citations: are they verbatim, and do they cover what a case names as its support."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.language.text import WORD, normalise
from assistant.types import Citation
from eval.cases import Support


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


@dataclass(frozen=True, slots=True)
class SupportScore:
    """Support quotes by what became of them; ``unknown`` stand in no document, a defect of the set."""

    cited: tuple[Support, ...]
    missed: tuple[Support, ...]
    unknown: tuple[Support, ...]

    @property
    def recall(self) -> float:
        """Share of the support quotes that some citation overlaps, in [0, 1]; 1 without support."""
        total = len(self.cited) + len(self.missed) + len(self.unknown)
        return len(self.cited) / total if total else 1.0


def support_recall(
    support: Sequence[Support], *, citations: Sequence[Citation], texts: Mapping[str, str]
) -> SupportScore:
    """Which ``support`` is cited: some citation of that document shares a character with one of its places.

    ``texts`` is cleaned text by file name. A quote is found by its words, whatever stands between them, since
    a set may quote the file as it was before cleaning.
    """
    cited, missed, unknown = [], [], []
    for wanted in support:
        places = _places(wanted.quote, text=texts.get(wanted.document, ""))
        spans = [range(one.start, one.end) for one in citations if one.document == wanted.document]
        if not places:
            unknown.append(wanted)
        elif any(_overlap(place, span) for place in places for span in spans):
            cited.append(wanted)
        else:
            missed.append(wanted)
    return SupportScore(tuple(cited), tuple(missed), tuple(unknown))


def _places(quote: str, *, text: str) -> list[range]:
    """Every stretch of ``text`` with the words of ``quote``, as ranges of characters."""
    words = WORD.findall(normalise(quote))
    if not words:
        return []
    pattern = r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, words)) + r"(?![^\W_])"
    return [range(*match.span()) for match in re.finditer(pattern, normalise(text))]


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop
