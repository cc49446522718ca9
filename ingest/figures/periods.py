"""The term or the part of a year that a figure is of, in the words of the document."""

from __future__ import annotations

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
    said = part_of_year().findall(normalise(before))
    if said or kind != "actual":
        return said[-1] if said else None
    above = [head.text for head in block.above[::-1]]
    return next((part for text in (*above, identity.title) for part in _reviewed(text)[-1:]), None)


def _reviewed(text: str) -> list[str]:
    """The parts of a year that a heading names, without those whose tasks or targets it announces."""
    said = normalise(text)
    found, position = list[str](), 0
    for match in part_of_year().finditer(said):
        if not words().ahead.search(said, position, match.start()):
            found.append(match.group())
        position = match.end()
    return found
