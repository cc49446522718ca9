"""The stretches of a document that speak of the document itself, by the roles of its sections, and its title."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import CleanText, Section

_KIND_LINE = 30  # characters; a line that is nothing but the kind of the document is shorter
_NUMBER_LINE = re.compile(r"^(?:Số\b|\d+[-/][A-ZĐ]{2})", re.IGNORECASE)
_DATE_LINE = re.compile(
    r"^(?:[Ss]ố\s*:\s*\S+\s+)?(?P<place>[^\n,:]{2,40}),\s*ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}",
    re.MULTILINE,
)
# In an administrative document the body's name opens the text proper, right under the title.
_BODY_OPENS = re.compile(r"(?:HỘI ĐỒNG|ỦY BAN|UỶ BAN) NHÂN DÂN")


@dataclass(frozen=True, slots=True)
class Parts:
    """The heading block, the preamble and the closing of a document."""

    heading: str
    preamble: str
    closing: str


def read_parts(clean: CleanText, sections: Sequence[Section]) -> Parts:
    """The parts of an outlined text; where it has no closing its last characters stand for it."""

    def joined(role: str) -> str:
        return "\n".join(clean.text[s.start : s.end] for s in sections if s.role == role)

    return Parts(joined("heading"), joined("basis"), joined("closing") or clean.text[-400:])


@cache
def _openers() -> tuple[str, ...]:
    kinds = load_table("ingest.identity", "kind.toml")["kinds"]
    return tuple(word for kind, words in kinds.items() if kind != "khác" for word in words)


def read_title(heading: str) -> str:
    """The lines from the kind to the end of the heading block, or to the first table, as one line."""
    lines = [line.strip() for line in heading.splitlines() if re.search(r"\w", line)]
    at = [i for i, line in enumerate(lines) if normalise(line).strip(" .*").startswith(_openers())]
    # Where a page shows its headline above the document, the document's own title is the later one.
    start = next((i for i in reversed(at) if len(lines[i]) < _KIND_LINE), at[0] if at else 0)
    opened = itertools.dropwhile(_is_row, lines[start:])
    title = itertools.takewhile(lambda line: not (_BODY_OPENS.match(line) or _is_row(line)), opened)
    kept = [line for line in title if not _NUMBER_LINE.match(line) and not _DATE_LINE.match(line)]
    return " ".join(kept).strip(" .-")[:300]


def _is_row(line: str) -> bool:
    return line.startswith("|")
