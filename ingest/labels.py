"""The words of a document that name a figure: its label, and where its quote begins."""

from __future__ import annotations

import re

from assistant.language.catalogue import Match
from assistant.language.text import normalise
from ingest.vocabulary import words
from ingest.windows import Window

REACH = 160  # characters to the left of a figure in which its indicator may be named (seeds: 118 at most)
_MAX_LABEL = 12  # words of a label that the catalogue does not know


def label_of(text: str, window: Window, match: Match) -> str:
    """The words of the document that name the figure, without the figure itself."""
    quantity = window.quantity
    start = min(match.start, quote_start(text, window, match.start))
    if match.end <= quantity.start:
        return trim(text[start : quantity.start]) or text[match.start : match.end]
    before = text[start : quantity.start] if start < quantity.start else ""
    return trim(f"{before} {text[quantity.number_end : match.end]}")


def unknown_label(text: str, window: Window) -> str:
    """The label of a figure that the catalogue does not know: the words before it, or after it where it is first."""
    source = (
        text[window.quantity.end : window.right]
        if window.first
        else text[window.left : window.quantity.start]
    )
    label = trim(source).split()
    return " ".join(label[-_MAX_LABEL:] if not window.first else label[:_MAX_LABEL])


def quote_start(text: str, window: Window, start: int) -> int:
    """Where the quote begins: with the words before the figure, if they are near, else with its name."""
    begin = max(window.left, window.clause_start)
    if window.quantity.start - begin > REACH // 2:
        begin = start
    begin = min(begin, start)
    skipped = re.match(r"[\s,;.()–-]*", text[begin:])
    return begin + (skipped.end() if skipped else 0) if begin < start else start


def trim(label: str) -> str:
    """A label without connecting words at its ends."""
    kept = re.sub(r"[\s,;:=()]+", " ", label).strip(" -–.").split()
    trimmed = True
    while trimmed and kept:
        trimmed = False
        for edge in words().edges:
            size = len(edge)
            if (
                size < len(kept)
                and tuple(normalise(word) for word in kept[:size]) == edge
                and edge != ("số",)
            ):
                kept, trimmed = kept[size:], True
            if size < len(kept) and tuple(normalise(word) for word in kept[-size:]) == edge:
                kept, trimmed = kept[:-size], True
    return " ".join(kept)


def is_blank(text: str) -> bool:
    """Whether a text has no word of two letters or more."""
    return not re.search(r"[^\W\d_]{2,}", text)
