"""Bodies that no longer exist in the year of the draft, each with what stands in its place (``regime.toml``).

Outside citations the replacement is put in and highlighted. Within them the name is history and stays; check 11 asks
for the document that replaces the one cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.drafting.cite import find_citations
from assistant.language.tables import load_table
from assistant.language.text import UPPER, normalise
from assistant.types import Change, Reworked

_NAME = re.compile(rf"\s+(?:[{UPPER}][^\W\d_]*)(?:\s+[{UPPER}][^\W\d_]*){{0,3}}")


@dataclass(frozen=True, slots=True)
class Gone:
    """A name that is of the past from ``from_year`` on; ``text`` stands in its place, ``since`` says why."""

    pattern: re.Pattern[str]
    text: str
    from_year: int
    since: str


@cache
def gone() -> tuple[Gone, ...]:
    """All rows of the table, in its order."""
    table = load_table("assistant.drafting", "regime.toml")
    return tuple(
        Gone(re.compile(body["pattern"]), body["text"], part["from"], part["since"])
        for part in table.values()
        for body in part["body"]
    )


def modernise(text: str, *, year: int) -> Reworked:
    """What of ``text`` names a body that is gone in a document for ``year``; offsets are those of the text."""
    citations = find_citations(text)
    changes: list[Change] = []
    for row, start, end in find_gone(text, year=year):
        if not any(cited.start <= start < cited.end for cited in citations):
            said = text[start:end]
            body = row.pattern.match(normalise(text), start)
            reason = f"“{body.group() if body else said}” → “{row.text}”: {row.since}"
            changes.append(Change(start, end, _cased(row.text, said), "body", reason, sure=False))
    return Reworked(tuple(changes))


def find_gone(text: str, *, year: int) -> Iterator[tuple[Gone, int, int]]:
    """Each name of the past in ``text`` with its stretch, the unit's own name with it ("Huyện ủy Thọ Xuân")."""
    lowered = normalise(text)
    taken: list[tuple[int, int]] = []
    for row in gone():
        if year < row.from_year:
            continue
        for match in row.pattern.finditer(lowered):
            name = _NAME.match(text, match.end())
            start, end = match.start(), name.end() if name and text[match.start()].isalpha() else match.end()
            if not any(left < end and start < right for left, right in taken):
                taken.append((start, end))
                yield row, start, end


def _cased(replacement: str, said: str) -> str:
    return replacement.upper() if said.isupper() else replacement
