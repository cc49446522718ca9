"""The words of a document that name a figure: its label, and where its quote begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.language.catalogue import Match
from assistant.language.quantities import rules
from assistant.language.text import normalise
from ingest.figures.vocabulary import words
from ingest.figures.windows import Window

REACH = 160  # characters to the left of a figure in which its indicator may be named (seeds: 118 at most)
_SKIPPED = re.compile(r"[\s,;.()–-]*")  # between what stands before and a quote
_WORD = re.compile(r"[^\W\d_]{2,}")
_SIGNS = " \t,;:=()-–."
# Edges that may open a label: "số hộ nghèo", "tăng trưởng kinh tế".
_OPENERS = frozenset({("số",), ("tăng",), ("giảm",), ("thực", "hiện")})
_MAX_LABEL = 24  # words of a label that the catalogue does not know


def label_of(text: str, window: Window, match: Match) -> str:
    """The words of the document that name the figure, without the figure itself.

    A counted noun belongs to the name ("kết nạp đảng viên"), a measure does not ("chè chất lượng cao", not "ha
    chè …"). Where the words stand at the far end of a clause, the figure's own words are the label.
    """
    quantity = window.quantity
    start = min(match.start, quote_start(text, window, match.start))
    if match.end <= quantity.start:
        return trim(text[start : quantity.start]) or text[match.start : match.end]
    before = text[start : quantity.start] if start < quantity.start else ""
    unit = rules().units.get(quantity.unit.partition("/")[0])
    counts = unit is None or unit.dimension.startswith("count:")
    after = text[quantity.number_end if counts else quantity.end : min(match.end, max(window.right, quantity.end))]
    return trim(f"{before} {after}") or text[match.start : match.end]


def unknown_label(text: str, window: Window) -> str:
    """The label of a figure that the catalogue does not know: the words before it, or after it where it is first.

    Figures that come first may share the words at the end: "đến năm 2025 đạt 95% và năm 2030 đạt 97% các gia đình".
    """
    if not window.first:
        return " ".join(trim(text[window.left : window.quantity.start]).split()[-_MAX_LABEL:])
    own = trim(text[window.quantity.end : window.right])
    if is_blank(own) or set(normalise(own).split()) <= words().empty:
        own = trim(text[window.last_figure : window.tail])
    return " ".join(own.split()[:_MAX_LABEL])


def quote_start(text: str, window: Window, start: int) -> int:
    """Where the quote begins: with the words before the figure, if they are near, else with its name."""
    begin = max(window.left, window.clause_start)
    if window.quantity.start - begin > REACH // 2:
        begin = start
    begin = min(begin, start)
    skipped = _SKIPPED.match(text, begin)
    return (skipped.end() if skipped else begin) if begin < start else start


@lru_cache(maxsize=4096)  # every witness of a figure asks for the same few labels
def trim(label: str) -> str:
    """A label as written, on one line, without signs and connecting words at its ends."""
    kept = label.strip(_SIGNS).split()
    plain = [normalise(word.strip(_SIGNS)) for word in kept]
    begin, end = 0, len(kept)
    while edge := _edge(plain[begin:end]):
        begin, end = begin + edge[0], end - edge[1]
    return " ".join(kept[begin:end]).strip(_SIGNS)


def _edge(plain: Sequence[str]) -> tuple[int, int] | None:
    """How many words the first connecting phrase takes from the beginning and from the end; None where none does."""
    for edge in words().edges:
        size = len(edge)
        if size >= len(plain):
            continue
        if plain[0] == edge[0] and tuple(plain[:size]) == edge and edge not in _OPENERS:
            return size, 0
        if plain[-1] == edge[-1] and tuple(plain[-size:]) == edge:
            return 0, size
    return None


def is_blank(text: str) -> bool:
    """Whether a text has no word of two letters or more."""
    return _WORD.search(text) is None
