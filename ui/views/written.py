"""The text of a document as it reads on a page: headings, paragraphs, and tables as tables, one stretch marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.types import Resolution
from ui.html import Html, join, tag, text

_RULE = re.compile(r"[\s|:\-]*")  # a row of dashes under the head of a table
_FIGURE = re.compile(r"[≥≤<>]?\s*-?[\d.,]+\s*%?")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line by its place in the text, and the number of the section whose heading it belongs to.

    ``table`` counts the tables, which blank lines part; None for a line that is no row of one.
    """

    start: int
    end: int
    heading: int | None
    table: int | None


def written(resolution: Resolution, *, start: int = 0, end: int = 0) -> Html:
    """All of the cleaned text, headings with an anchor each, ``start`` to ``end`` marked."""
    whole = resolution.text
    pieces = []
    for table, lines in groupby(_lines(resolution), key=lambda line: line.table):
        if table is not None:
            pieces.append(grid(whole, [(line.start, line.end) for line in lines], start=start, end=end))
        else:
            pieces += [_paragraph(whole, line, start=start, end=end) for line in lines]
    return join(*pieces)


def _lines(resolution: Resolution) -> Iterator[_Line]:
    headings = [(section.start, section.body) for section in resolution.sections]
    at = number = blank = 0
    for raw in resolution.text.splitlines(keepends=True):
        said = raw.strip()
        left = at + (len(raw) - len(raw.lstrip()))
        while number < len(headings) and headings[number][1] <= left:
            number += 1
        if said:
            inside = number < len(headings) and headings[number][0] <= left
            is_row = len(said) > 1 and said[0] == said[-1] == "|"
            yield _Line(left, left + len(said), number if inside else None, blank if is_row else None)
        else:
            blank += 1
        at += len(raw)


def _paragraph(whole: str, line: _Line, *, start: int, end: int) -> Html:
    shown = marked(whole, line.start, line.end, start=start, end=end)
    if line.heading is None:
        return tag("p", shown)
    return tag("p", tag("strong", shown), id=f"nq-muc-{line.heading}", class_="nq-heading")


def grid(whole: str, lines: Sequence[tuple[int, int]], *, start: int, end: int, headed: bool = True) -> Html:
    """Lines between bars, by where each begins and ends in ``whole``, as a table with ``start`` to ``end`` marked.

    ``headed`` tells that the first is the head; of a table that is shown in part it may be any row.
    """
    rows = [
        [_cell(whole, low, high, start=start, end=end) for low, high in _cells(whole, line)]
        for line in lines
        if not _RULE.fullmatch(whole, *line)
    ]
    head, body = (rows[0], rows[1:]) if headed and len(rows) > 1 else ([], rows)
    first = tag("thead", tag("tr", *(tag("th", shown, scope="col") for shown, _ in head))) if head else None
    rest = (tag("tr", *(tag("td", shown, class_=class_) for shown, class_ in row)) for row in body)
    return tag("div", tag("table", first, tag("tbody", *rest)), class_="nq-written", tabindex=0)


def _cell(whole: str, low: int, high: int, *, start: int, end: int) -> tuple[Html, str | None]:
    """What a cell says, and its class: figures stand under figures."""
    is_figure = _FIGURE.fullmatch(whole, low, high)
    return marked(whole, low, high, start=start, end=end), "nq-digits" if is_figure else None


def _cells(whole: str, line: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Where the cells of a row stand in the text, without the bars and spaces around them."""
    low, last = line[0] + 1, line[1]
    while low < last:
        high = whole.find("|", low, last)
        cell = whole[low:high]
        left = low + len(cell) - len(cell.lstrip())
        yield left, left + len(cell.strip())
        low = high + 1


def marked(whole: str, low: int, high: int, *, start: int, end: int) -> Html:
    """``whole`` from ``low`` to ``high`` with what of it lies between ``start`` and ``end`` marked."""
    first, last = max(low, start), min(high, end)
    if first >= last:
        return text(whole[low:high])
    return join(
        text(whole[low:first]), tag("mark", text(whole[first:last]), class_="nq-mark"), text(whole[last:high])
    )
