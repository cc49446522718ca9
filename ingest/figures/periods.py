"""The term or the part of a year that a figure is of, in the words of the document."""

from __future__ import annotations

import re

from assistant.language.dates import find_periods, find_years, part_of_year
from assistant.language.text import normalise
from assistant.types import Identity, Kind
from ingest.figures.blocks import Block
from ingest.figures.vocabulary import words
from ingest.figures.windows import Window


def period_of_line(block: Block, window: Window, *, is_change: bool, kind: Kind, identity: Identity) -> str | None:
    """A term in the figure's clause, the part of the year said before it, or the one that heading or title review."""
    clause = block.text[window.clause_start : window.right]
    return _term(clause, is_change=is_change) or _part(block, block.text[: window.quantity.start], kind, identity)


def hints_at_part(block: Block, window: Window, *, identity: Identity) -> bool:
    """Whether anything before a figure in its paragraph, or the heading above, speaks of a term or a part of a year:
    evidence that it is a result, whatever the part turns out to be of.
    """
    before = normalise(block.text[: window.quantity.start])
    told = part_of_year().search(before) is not None
    return told or period_of_line(block, window, is_change=False, kind="actual", identity=identity) is not None


def period_of_cell(block: Block, heading: str, *, kind: Kind, identity: Identity) -> str | None:
    """The term or the part of the year in a column's heading, else in what stands above the table."""
    return _term(heading, is_change=False) or _part(block, heading, kind, identity)


def _term(text: str, *, is_change: bool) -> str | None:
    """A term, where the words beside it say that the figure is one of the term."""
    periods, lowered = find_periods(text), normalise(text)
    if periods and (words().cumulative.search(lowered) or words().yearly.search(lowered)):
        return periods[-1].label
    if not is_change or (base := words().against.search(lowered)) is None:
        return None
    # "đến năm 2030 so với năm 2025 tăng 31,6%": the change of five years.
    since = find_years(text[base.start() :])
    until = [year.value for year in find_years(text[: base.start()])]
    return f"{since[0].value}-{until[-1]}" if since and until and until[-1] - since[0].value > 1 else None


def _part(block: Block, before: str, kind: Kind, identity: Identity) -> str | None:
    said = _told_of(normalise(before))
    if said is not None or kind != "actual":
        return said
    above = [head.text for head in block.above[::-1]]
    return next((part for text in (*above, identity.title) for part in _reviewed(text)[-1:]), None)


def _told_of(before: str) -> str | None:
    """The part of a year that holds for a figure behind these words: the last of its own sentence, else one with
    which a sentence before it opens, or what follows its colon ("6 tháng đầu năm, …", "Kết quả nổi bật: đến hết
    tháng 9 …"), where no whole year stands between them.
    """
    parts = list(part_of_year().finditer(before))
    own = max((match.end() for match in _SENTENCE_END.finditer(before)), default=0)
    for match in reversed(parts):
        begun = max((each.end() for each in _BEGIN.finditer(before, 0, match.start())), default=0)
        opens = len(before[begun : match.start()].split()) <= _OPENING
        if match.start() >= own or opens:
            behind = _OWN_YEAR.match(before, match.end())
            whole = match.start() < own and _WHOLE.search(before, behind.end() if behind else match.end())
            return None if whole else match.group()
    return None


_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_BEGIN = re.compile(r"[.!?:](?=\s)")  # behind these a sentence, or what its opening announces, begins
_OPENING = 3  # words before a part of a year with which a sentence opens
_OWN_YEAR = re.compile(r"\s*(?:của\s+)?năm\s+\d{4}")  # of the part itself: "quý I năm 2024"
# A whole year, where nothing is just held against one: "bằng 52% dự toán năm 2024", "so với năm 2023".
_WHOLE = re.compile(
    r"(?<!\w)(?<!với )(?<!kỳ )(?<!dự toán )(?<!kế hoạch )(?<!chỉ tiêu )(?<!nghị quyết )"
    r"(?:năm\s+(?:19|20)\d{2}(?!\d)|cả năm(?!\w))"
)


def _reviewed(text: str) -> list[str]:
    """The parts of a year that a heading names, without those whose tasks or targets it announces."""
    said = normalise(text)
    found, position = list[str](), 0
    for match in part_of_year().finditer(said):
        if not words().ahead.search(said, position, match.start()):
            found.append(match.group())
        position = match.end()
    return found
