"""Stage 8: lines that a page break or a web page broke in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.cleaning.lines import Line
from ingest.cleaning.sentences import (
    AMOUNT,
    CLOSING_SIGNS,
    OPENER,
    SHORT,
    begins_low,
    is_capital,
    is_finished,
    is_unit,
)
from ingest.cleaning.tables import TABLES, ending_in

# Looked over in the 11,500 joins that they make among 265 official documents, 40 of which are wrapped.
_CELLS = 3  # short lines in a row that make a flattened table
_KIND_WITHIN = 40  # lines from the top, among which the document says what it is
_HEADING_LINES = 12  # lines that the heading block may have after that
_HEADING_LENGTH = 160  # characters; a longer line is a paragraph
_CLOSING_LENGTH = 120  # characters; a longer line is no signature any more
_BREAKS = 3  # broken lines that make a text wrapped, if they are also ...
_BREAKS_SHARE = 0.2  # ... this share of all lines
_FULL = 0.85  # of the width of a wrapped text: such a line reached the margin
_BRACKET = 150  # characters that a bracket may have on each side of a break

_HYPHENATED = [
    (left, f"- {right}") for left, right in (term.split(" - ") for term in TABLES["joining"]["hyphenated"])
]
_DANGLING = ending_in(TABLES["joining"]["dangling"])
_BEFORE_FIGURE = ending_in(TABLES["joining"]["before_figure"])
_OPEN_BRACKET = re.compile(r"\([^()]*$")
_SHUT_BRACKET = re.compile(rf"[^()]{{0,{_BRACKET}}}\)")
_SHARE = re.compile(r"\d+(?:[.,]\d+)?\s?[%‰][;,]?\s")
_VALUE = re.compile(r"[≥≤<>=~]?\s?\d(?:[\d.,]*\d)?\s?(?:[%‰]|[^\W\d_])")
_NOTHING = re.compile("[-–—]")  # below a cell: an empty cell
_BARE_MARK = re.compile(r"[-–+*•▪●○◦]|\(?(?:\d{1,3}|[a-zđ]|[IVXL]{1,5})[.)]")
_KIND = re.compile(TABLES["regions"]["kind"])
_BODY = re.compile(TABLES["regions"]["body"])
_CLOSING = re.compile(TABLES["regions"]["closing"])
_ANNEX = re.compile(TABLES["regions"]["annex"])


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text is set.

    ``width`` is that of its lines in characters where they are wrapped, else 0; ``parted`` tells that blank
    lines part its paragraphs.
    """

    width: int
    parted: bool

    def is_full(self, text: str) -> bool:
        """Whether a line ends where the margin is."""
        return self.width > 0 and len(text) >= _FULL * self.width


def join_lines(lines: Sequence[Line]) -> Iterator[str]:
    """The blocks that ``lines`` make up, none of which is to go."""
    layout = _layout(lines)
    apart = _apart([line.text for line in lines], layout)
    parts: list[str] = []
    for index, line in enumerate(lines):
        together = index > 0 and not (apart[index - 1] or apart[index])
        if together and _goes_on(lines[index - 1].text, line, layout):
            parts.append(line.text if line.text[0] in CLOSING_SIGNS else f" {line.text}")
            continue
        if parts:
            yield "".join(parts)
        parts = [line.text]
    if parts:
        yield "".join(parts)


def _layout(lines: Sequence[Line]) -> _Layout:
    """A text is wrapped where many lines end in mid-sentence; their usual length is its width."""
    broken = [
        len(above.text)
        for above, below in pairwise(lines)
        if len(above.text) >= SHORT and not is_finished(above.text) and begins_low(below.text)
    ]
    wrapped = len(broken) >= max(_BREAKS, _BREAKS_SHARE * len(lines))
    width = sorted(broken)[len(broken) * 9 // 10] if wrapped else 0
    return _Layout(width, parted=any(line.gap for line in lines[1:]))


def _apart(texts: Sequence[str], layout: _Layout) -> list[bool]:
    """Which lines are never joined: heading block, flattened tables, addressees and signatures."""
    apart = [False] * len(texts)
    for index in (*range(_heading_end(texts, layout)), *_cells(texts), *_closing(texts)):
        apart[index] = True
    return apart


def _heading_end(texts: Sequence[str], layout: _Layout) -> int:
    """The first line under the heading block; 0 where no line says what the document is."""
    kind = next((index for index, text in enumerate(texts[:_KIND_WITHIN]) if _KIND.match(text)), None)
    if kind is None:
        return 0
    last = min(len(texts), kind + 1 + _HEADING_LINES)
    for index in range(kind + 1, last):
        text = texts[index]
        paragraph = len(text) > _HEADING_LENGTH or (layout.is_full(text) and not is_capital(text))
        if paragraph or _BODY.match(text) or OPENER.match(text):
            return index
    return last


def _cells(texts: Sequence[str]) -> Iterator[int]:
    """The lines of tables that were flattened to one cell a line."""
    start = 0
    for index in range(len(texts) + 1):
        if index < len(texts) and (
            _may_be_cell(texts[index]) or (index > start and _NOTHING.fullmatch(texts[index]))
        ):
            continue
        if index - start >= _CELLS:
            yield from range(start, index)
        start = index + 1


def _may_be_cell(text: str) -> bool:
    return len(text) < SHORT and not is_finished(text) and not OPENER.match(text)


def _closing(texts: Sequence[str]) -> Iterator[int]:
    """The lines of addressees and signatures."""
    inside = False
    for index, text in enumerate(texts):
        long = len(text) > _CLOSING_LENGTH and not OPENER.match(text)
        inside = bool(_CLOSING.match(text)) or (inside and not long and not _ANNEX.match(text))
        if inside:
            yield index


def _goes_on(above: str, line: Line, layout: _Layout) -> bool:
    """Whether ``line`` is the rest of the line above it."""
    below = line.text
    if _BARE_MARK.fullmatch(above):
        return below[0].isalpha() and not OPENER.match(below)
    if above.startswith("|") or len(below) == 1 or AMOUNT.fullmatch(below):
        return False
    if OPENER.match(below):
        return _is_hyphenated(above, below)
    if is_finished(above):
        mid_paragraph = begins_low(below) or (layout.parted and not line.gap)
        return mid_paragraph and layout.is_full(above) and not is_capital(above)
    if is_capital(above):
        return is_capital(below) and layout.is_full(above)
    if begins_low(below):
        return not is_unit(below)
    return _is_open(above, below, layout)


def _is_hyphenated(above: str, below: str) -> bool:
    """Whether a term like "kinh tế - xã hội" is broken before its hyphen."""
    head, tail = above[-SHORT:].lower(), below[:SHORT].lower()
    return any(head.endswith(left) and tail.startswith(right) for left, right in _HYPHENATED)


def _is_open(above: str, below: str, layout: _Layout) -> bool:
    """Whether a line must go on: at the margin, after "của", after "đạt" before a figure, inside brackets, and an
    item of a list that has no figure yet before the one that ends its sentence.
    """
    tail = above[-SHORT:].lower()
    figure = below[0].isdigit()
    if layout.is_full(above) and not (figure and above[-1].isdigit()):  # not rows that a PDF reader laid flat
        return True
    if _DANGLING.search(tail) or (figure and _BEFORE_FIGURE.search(tail)):
        return True
    if _is_label(above) and _VALUE.match(below) and (is_finished(below) or ";" in below):
        return True
    if len(above) >= SHORT and _SHARE.match(below):  # no block begins so: list markers are no percentages
        return True
    return _OPEN_BRACKET.search(above[-_BRACKET:]) is not None and _SHUT_BRACKET.match(below) is not None


def _is_label(text: str) -> bool:
    """Whether a line opens an item of a list and says no figure in it."""
    mark = OPENER.match(text)
    return mark is not None and not any(map(str.isdigit, text[mark.end() :]))
