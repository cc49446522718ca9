"""A text in pieces of a readable size: whole lines, joined up; a line that is too long is cut at sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Characters. A piece is closed once it has TARGET; a longer paragraph is cut at sentence ends. Small enough
# that a reader sees why it was cited, large enough to keep a list together (seeds: 3 to 8 bullets).
TARGET = 600
LONGEST = 1200
_SENTENCE_END = re.compile(r"[.;!?…]+[”\"')]*\s+")


def pieces(text: str, *, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of whole lines of ``text[start:end]``, of about ``TARGET`` characters, in order."""
    begin = stop = None
    for match in re.finditer(r"[^\n]+", text[start:end]):
        first, last = start + match.start(), start + match.end()
        if begin is not None and stop is not None and last - begin > LONGEST:
            yield begin, stop
            begin = None
        if last - first > LONGEST:
            *whole, (first, last) = _sentences(text, first, last)
            yield from whole
            begin = None
        begin, stop = first if begin is None else begin, last
        if stop - begin >= TARGET:
            yield begin, stop
            begin = None
    if begin is not None and stop is not None:
        yield begin, stop


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A long line cut at sentence ends into pieces of at least TARGET characters."""
    cut: list[tuple[int, int]] = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.start() - begin >= TARGET and end - match.end() > TARGET // 3:
            cut.append((begin, match.end() - len(match.group()) + len(match.group().rstrip())))
            begin = match.end()
    return [*cut, (begin, end)]
