"""What the checks look at: a document as read from its file, and what is known of the draft that it may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language.text import normalise
from assistant.types import Archived, DraftFinding, Identity, Indicator, IndicatorRow, Role, Section, Severity

QUOTE = 120  # characters of the text that a finding shows


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the cleaned text with its section; ``start`` is its offset."""

    text: str
    start: int
    section: Section

    @property
    def role(self) -> Role:
        """What the line's section is for."""
        return self.section.role


@dataclass(frozen=True, slots=True)
class Checked:
    """A document to check.

    ``raw`` is its text before cleaning, where the heading block and stray signs still are. ``year`` is the year that
    it is for, ``base`` last year's document, ``rows`` the indicator table and ``foreign`` names that must not occur,
    each as far as it is known.
    """

    raw: str
    document: Archived
    year: int | None = None
    base: Archived | None = None
    rows: tuple[IndicatorRow, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def identity(self) -> Identity:
        """What the document is."""
        return self.document.resolution.identity

    @property
    def for_year(self) -> int | None:
        """The year that the document is for: as asked, else as its title says."""
        return self.year or self.identity.target_year

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The figures of the document."""
        return self.document.indicators

    def lines(self) -> Iterator[Line]:
        """The lines of the cleaned text, in order."""
        text = self.document.resolution.text
        for section in self.document.resolution.sections:
            for match in re.finditer(r"[^\n]+", text[section.start : section.end]):
                yield Line(match.group(), section.start + match.start(), section)

    def raw_lines(self) -> Iterator[str]:
        """The lines of the text as it was read, without empty ones."""
        return (line for line in self.raw.split("\n") if line.strip())

    def line_at(self, start: int) -> str:
        """The line of the cleaned text in which an offset lies."""
        text = self.document.resolution.text
        end = text.find("\n", start)
        return text[text.rfind("\n", 0, start) + 1 : end if end >= 0 else len(text)]


def finding(check: str, severity: Severity, message: str, remedy: str, quote: str = "") -> DraftFinding:
    """A finding with its quote cut to length; the paragraph is found by the quote later."""
    return DraftFinding(check, severity, message, remedy, quote.strip()[:QUOTE].strip())


def around(text: str, start: int, end: int) -> str:
    """The words around a stretch, so that a quote shows what was found even in a long paragraph."""
    left = max(text.rfind(sign, 0, start) for sign in ";.\n") + 1
    left = max(left, start - QUOTE // 2, 0)
    while left > 0 and left < start and not text[left - 1].isspace():
        left += 1
    return text[left : max(end, left + QUOTE)]


def plain(text: str) -> str:
    """A line for comparison: normal form, single blanks."""
    return " ".join(normalise(text).split())
