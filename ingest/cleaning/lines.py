"""Stage 4: the lines of a text, without Markdown marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_HEADING = re.compile(r"#{1,6}\s+")
_STRONG = re.compile(r"(?<![\\(*])\*{2,}+|(?<![\\*])\*{2,}+(?!\))")  # not the footnote mark (**)
_EMPHASIS = re.compile(
    r"(?<![\w\\*])\*(?=[^\s*)])((?:\\.|[^*\\])+)(?<=[^\s\\(])\*(?!\w)"
    r"|(?<![\w\\_])_(?=[^\s_])([^_\\]+)(?<=[^\s_])_(?!\w)"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~$%&])")
_TRAILING_RULE = re.compile(r"\s[-=*]{4,}\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line on its way: ``reason`` tells why it goes, "" that it stays.

    ``page`` counts from 1; ``edge`` marks the first and the last line of one of several pages, ``gap`` a line
    with a blank one above.
    """

    text: str
    page: int = 1
    edge: bool = False
    gap: bool = False
    reason: str = ""


def split_lines(text: str) -> Iterator[Line]:
    """The lines of ``text`` that are not blank; a form feed begins a page."""
    pages = text.split("\f")
    for number, page in enumerate(pages, start=1):
        texts = [_unmarked(line) for line in page.split("\n")]
        filled = [index for index, line in enumerate(texts) if line]
        for above, index in pairwise([-1, *filled]):
            edge = len(pages) > 1 and index in (filled[0], filled[-1])
            yield Line(texts[index], number, edge, gap=index - above > 1)


def length(lines: Iterable[Line]) -> int:
    """How many characters of ``lines`` stay."""
    return sum(len(line.text) for line in lines if not line.reason)


def _unmarked(line: str) -> str:
    """A line without its Markdown marks, with single spaces. Marks of list items stay."""
    line = _HEADING.sub("", line.strip(), count=1) if line.lstrip().startswith("#") else line
    if "*" in line or "_" in line:
        line = _EMPHASIS.sub(lambda match: match.group(1) or match.group(2), _STRONG.sub("", line))
    line = _ESCAPE.sub(r"\1", line)
    return " ".join(_TRAILING_RULE.sub("", line).split())
