"""Citations against what a case names as its support: does the answer cite it, and little else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.language.text import WORD, normalise
from assistant.types import Citation
from eval.cases import Support


@dataclass(frozen=True, slots=True)
class SupportScore:
    """Support quotes by what became of them; ``unknown`` stand in no document, a defect of the set.

    ``supporting`` of ``citations`` overlap a support quote.
    """

    cited: tuple[Support, ...] = ()
    missed: tuple[Support, ...] = ()
    unknown: tuple[Support, ...] = ()
    citations: int = 0
    supporting: int = 0

    @property
    def wanted(self) -> int:
        """How many support quotes there are."""
        return len(self.cited) + len(self.missed) + len(self.unknown)

    @property
    def recall(self) -> float:
        """Share of the support quotes that some citation overlaps, in [0, 1]; 1 without support."""
        return len(self.cited) / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """Share of the citations that overlap a support quote, in [0, 1]; 1 without citations.

        What an answer cites beside (coverage, figures that do not match) lowers it, so it is read by type.
        """
        return self.supporting / self.citations if self.citations else 1.0


def support(wanted: Sequence[Support], *, citations: Sequence[Citation], texts: Mapping[str, str]) -> SupportScore:
    """Which of ``wanted`` is cited: some citation of that document shares a character with one of its places.

    ``texts`` is cleaned text by file name.
    """
    cited: list[Support] = []
    missed: list[Support] = []
    unknown: list[Support] = []
    supporting: set[int] = set()
    for one in wanted:
        found = places(one, texts=texts)
        hits = {
            at
            for at, citation in enumerate(citations)
            if citation.document == one.document
            and any(_overlap(place, range(citation.start, citation.end)) for place in found)
        }
        (cited if hits else missed if found else unknown).append(one)
        supporting |= hits
    return SupportScore(tuple(cited), tuple(missed), tuple(unknown), len(citations), len(supporting))


def places(wanted: Support, *, texts: Mapping[str, str]) -> list[range]:
    """Every stretch of the document with the words of the quote, as ranges of characters; all of it without one.

    A quote is found by its words, whatever stands between them, since a set may quote the file as it was before
    cleaning.
    """
    text = texts.get(wanted.document, "")
    if not wanted.quote:
        return [range(len(text))] if text else []
    words = WORD.findall(normalise(wanted.quote))
    if not words or not text:
        return []
    pattern = r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, words)) + r"(?![^\W_])"
    return [range(*match.span()) for match in re.finditer(pattern, normalise(text))]


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop
