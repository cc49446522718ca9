"""Stage 5: rules, page numbers, and the heads and feet of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.cleaning.lines import Line
from ingest.cleaning.sentences import AMOUNT, begins_low, is_finished, is_unit

RULE = "đường kẻ, dấu trang trí"
PAGE_NUMBER = "số trang"
PAGE_HEAD = "đầu trang, chân trang"

_PAGE_LINES = 5  # lines that a page has at least
_BROKEN_LENGTH = 20  # characters; a shorter line above a number is rather the label of a figure
_RULE = re.compile(r"(?:\{\d+\})?[^\w%‰]{3,}|[^\w%‰]*_{2,}[^\w%‰]*|[.,;:*_'\"…|=~#>]{1,2}")
_NAMED = re.compile(r"(?i:trang|page) \d{1,3}(?: ?(?:/|trên|of) ?\d{1,3})?|[-–—] ?\d{1,3} ?[-–—]")
_NUMBER = re.compile(r"[1-9]\d{0,2}")
# "CÔNG BÁO/Số 31/Ngày 22-12-2025 4": words that each page repeats, with its number before or behind them.
_HEAD = re.compile(r"(?:(?P<first>[1-9]\d{0,2}) )?(?P<words>[^\s|][^|]{18,118}?[^\s|])(?: (?P<last>[1-9]\d{0,2}))?")
_FEWEST_PAGES = 3
_LINES_OF_A_PAGE = 10  # at least, between two heads


def mark_ornaments(lines: Sequence[Line]) -> list[Line]:
    """Marks the lines that are no text of the document but of its page."""
    marked = [replace(line, reason=reason) if (reason := _ornament(line.text)) else line for line in lines]
    for reason, found in ((PAGE_HEAD, _page_heads), (PAGE_NUMBER, _page_numbers)):
        kept = [index for index, line in enumerate(marked) if not line.reason]
        for position in found([marked[index] for index in kept]):
            marked[kept[position]] = replace(marked[kept[position]], reason=reason)
    return marked


def _ornament(text: str) -> str:
    return RULE if _RULE.fullmatch(text) else ""


def _page_heads(lines: Sequence[Line]) -> Iterator[int]:
    """The lines that say the same on at least three pages but for its number, which rises by one, or by two where
    left and right pages have their own: a page apart, as the items of a list are not.
    """
    told: dict[tuple[str, bool], list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        match = _HEAD.fullmatch(line.text)
        if match is not None and (match["first"] is None) != (match["last"] is None):
            number = int(match["first"] or match["last"])
            told.setdefault((match["words"], match["first"] is None), []).append((index, number))
    for found in told.values():
        steps = {(high[1] - low[1], high[0] - low[0] >= _LINES_OF_A_PAGE) for low, high in pairwise(found)}
        if len(found) >= _FEWEST_PAGES and steps in ({(1, True)}, {(2, True)}):
            yield from (index for index, _ in found)


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
