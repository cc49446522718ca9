"""The text of a document with one stretch marked, whole or in a window around the mark."""

from __future__ import annotations

from itertools import pairwise

from assistant.types import Resolution
from ui.html import Html, join, tag, text

# Characters shown around a citation: about two paragraphs of a resolution, a screen on a phone.
_BEFORE = 450
_AFTER = 650


def whole(resolution: Resolution, *, start: int = 0, end: int = 0) -> Html:
    """All of the cleaned text, headings set off with an anchor each, ``start`` to ``end`` marked."""
    return _stretch(resolution, low=0, high=len(resolution.text), start=start, end=end)


def around(resolution: Resolution, *, start: int, end: int) -> Html:
    """The marked stretch with its surroundings, cut at line ends or words."""
    low = _cut_before(resolution.text, start)
    high = _cut_after(resolution.text, end)
    return join(
        tag("span", "… ", class_="nq-cut") if low else None,
        _stretch(resolution, low=low, high=high, start=start, end=end),
        tag("span", " …", class_="nq-cut") if high < len(resolution.text) else None,
    )


def _stretch(resolution: Resolution, *, low: int, high: int, start: int, end: int) -> Html:
    headings = {(section.start, section.body): f"nq-muc-{at}" for at, section in enumerate(resolution.sections)}
    anchors = {left: anchor for (left, _), anchor in headings.items()}
    edges = {low, high, start, end, *(edge for heading in headings for edge in heading)}
    cuts = sorted(edge for edge in edges if low <= edge <= high)
    pieces = []
    for left, right in pairwise(cuts):
        piece = text(resolution.text[left:right])
        if start <= left < end:
            piece = tag("mark", piece, class_="nq-mark")
        if any(first <= left < body for first, body in headings):
            piece = tag("strong", piece, id=anchors.get(left))
        pieces.append(piece)
    return join(*pieces)


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
