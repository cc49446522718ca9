"""The text of a document around a marked stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.types import Resolution
from ui.html import Html, join, tag, text
from ui.views.written import grid, marked

# Characters shown around a citation: about two paragraphs of a resolution, a screen on a phone.
_BEFORE = 450
_AFTER = 650

_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")
_TABLE = re.compile(r"(?:^[ \t]*\|[^\n]*\|[ \t]*(?:\n|\Z))+", re.MULTILINE)  # lines of a table, one after the other


def quoted(quote: str) -> Html:
    """A quote on one line, for the page."""
    return text(in_words(quote))


def in_words(quote: str) -> str:
    """A quote on one line; the cells of a table's row stand apart by dots."""
    cells = (cell.strip() for cell in quote.strip().strip("|").split("|")) if _ROW.fullmatch(quote) else (quote,)
    return " · ".join(" ".join(cell.split()) for cell in cells if cell.strip())


def around(resolution: Resolution, *, start: int, end: int) -> Html:
    """The marked stretch with its surroundings, cut at line ends or words."""
    low = _line_start(resolution.text, _cut_before(resolution.text, start))
    high = _line_end(resolution.text, _cut_after(resolution.text, end))
    return join(
        tag("span", "… ", class_="nq-cut") if low else None,
        _stretch(resolution, low=low, high=high, start=start, end=end),
        tag("span", " …", class_="nq-cut") if high < len(resolution.text) else None,
    )


def _stretch(resolution: Resolution, *, low: int, high: int, start: int, end: int) -> Html:
    whole = resolution.text
    tables = {table.start(): table.end() for table in _TABLE.finditer(whole, low, high)}
    headings = [(section.start, section.body) for section in resolution.sections]
    edges = {low, high, *(edge for heading in headings for edge in heading if low < edge < high)}
    within = {edge for edge in edges if not any(first < edge < last for first, last in tables.items())}
    pieces = []
    for left, right in pairwise(sorted({*within, *tables, *tables.values()})):
        if left in tables:
            headed = whole[:left].rpartition("\n")[0][-1:] != "|"
            pieces.append(grid(whole, list(_lines(whole, left, right)), start=start, end=end, headed=headed))
            continue
        piece = marked(whole, left, right, start=start, end=end)
        pieces.append(tag("strong", piece) if any(first <= left < body for first, body in headings) else piece)
    return join(*pieces)


def _line_start(whole_text: str, at: int) -> int:
    """Where the line begins, if it is one of a table: half of one would be no row."""
    first = whole_text.rfind("\n", 0, at) + 1
    return first if whole_text[first : first + 1] == "|" else at


def _line_end(whole_text: str, at: int) -> int:
    first = whole_text.rfind("\n", 0, at) + 1
    if whole_text[first : first + 1] != "|":
        return at
    end = whole_text.find("\n", at)
    return len(whole_text) if end < 0 else end


def _lines(whole: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends, without the spaces around it."""
    for line in re.finditer(r"\|[^\n]*\|", whole[low:high]):
        yield low + line.start(), low + line.end()


def _cut_before(whole_text: str, start: int) -> int:
    if start <= _BEFORE:
        return 0
    earliest = start - _BEFORE
    line = whole_text.find("\n", earliest, start)
    space = whole_text.find(" ", earliest, start)
    found = line if line >= 0 else space
    return earliest if found < 0 else found + 1


def _cut_after(whole_text: str, end: int) -> int:
    if len(whole_text) - end <= _AFTER:
        return len(whole_text)
    latest = end + _AFTER
    line = whole_text.rfind("\n", end, latest)
    space = whole_text.rfind(" ", end, latest)
    found = line if line >= 0 else space
    return latest if found < 0 else found
