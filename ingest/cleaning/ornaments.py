"""Stage 5: rules and page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.cleaning.lines import Line
from ingest.cleaning.sentences import AMOUNT, begins_low, is_finished, is_unit

RULE = "đường kẻ, dấu trang trí"
PAGE_NUMBER = "số trang"

_PAGE_LINES = 5  # lines that a page has at least
_BROKEN_LENGTH = 20  # characters; a shorter line above a number is rather the label of a figure
_RULE = re.compile(r"(?:\{\d+\})?[^\w%‰]{3,}|[^\w%‰]*_{2,}[^\w%‰]*|[.,;:*_'\"…|=~#>]{1,2}")
_NAMED = re.compile(r"(?i:trang|page) \d{1,3}(?: ?(?:/|trên|of) ?\d{1,3})?|[-–—] ?\d{1,3} ?[-–—]")
_NUMBER = re.compile(r"[1-9]\d{0,2}")


def mark_ornaments(lines: Sequence[Line]) -> list[Line]:
    """Marks the lines that are no text of the document but of its page."""
    marked = [replace(line, reason=reason) if (reason := _ornament(line.text)) else line for line in lines]
    kept = [index for index, line in enumerate(marked) if not line.reason]
    for position in _page_numbers([marked[index] for index in kept]):
        marked[kept[position]] = replace(marked[kept[position]], reason=PAGE_NUMBER)
    return marked


def _ornament(text: str) -> str:
    return RULE if _RULE.fullmatch(text) else ""


def _page_numbers(lines: Sequence[Line]) -> Iterator[int]:
    """The lines that number a page: they say so, or stand at its edge, or cut a sentence in two.

    The last only where all bare numbers of the text rise and stand a page apart, as the cells of a table that
    was flattened to one a line do not.
    """
    bare: list[int] = []
    for index, line in enumerate(lines):
        if _NAMED.fullmatch(line.text) or (line.edge and _is_own_number(line)):
            yield index
        elif AMOUNT.fullmatch(line.text):
            bare.append(index)
    values = [int(number) if _NUMBER.fullmatch(number := lines[index].text) else 0 for index in bare]
    rising = all(low < high for low, high in pairwise([0, *values]))
    if rising and all(high - low >= _PAGE_LINES for low, high in pairwise(bare)):
        yield from (index for index in bare if _cuts_sentence(lines, index))


def _is_own_number(line: Line) -> bool:
    """Whether a line is the number of its page, or off by a title page."""
    return _NUMBER.fullmatch(line.text) is not None and abs(int(line.text) - line.page) <= 1


def _cuts_sentence(lines: Sequence[Line], index: int) -> bool:
    """Whether the lines around this one belong together."""
    if not 0 < index < len(lines) - 1:
        return False
    above, below = lines[index - 1].text, lines[index + 1].text
    broken = len(above) >= _BROKEN_LENGTH and not is_finished(above)
    return broken and begins_low(below) and not is_unit(below)
