"""From a document to its figures with all that speaks for what they are; nothing is decided here.

1. ``blocks`` gives every line its heads, ``find_tables`` and ``read_grid`` find the tables among them;
2. ``gather`` collects what the whole text says of its years;
3. every figure of every line and cell becomes a ``Mention`` with its options.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.language.catalogue import Catalogue, catalogue
from assistant.language.text import normalise
from assistant.types import Resolution
from ingest.evidence.facts import Facts, Spoken, gather, spoken
from ingest.evidence.options import Arithmetic, Mention, mentions_of_cell, mentions_of_line
from ingest.figures.blocks import Block, blocks
from ingest.figures.vocabulary import words
from ingest.tables.arithmetic import ratios
from ingest.tables.find import Found, Placed, find_tables
from ingest.tables.grid import read_grid

_CAPTION = 3  # lines right above a table that may say what it is of


@dataclass(frozen=True, slots=True)
class Survey:
    """A document's lines, what it says of its years, and its figures in the order of the text."""

    resolution: Resolution
    lines: tuple[Block, ...]
    years: tuple[Spoken, ...]
    facts: Facts
    mentions: tuple[Mention, ...]


def survey(resolution: Resolution, *, known: Catalogue | None = None) -> Survey:
    """Every figure of a document. Never raises on any text."""
    known = known or catalogue()
    lines = blocks(resolution)
    years = tuple(spoken(line.text) for line in lines)
    tables = find_tables([Placed(line.section, line.text, line.start) for line in lines])
    mentions = sorted(
        (*_of_lines(lines, tables, resolution, known), *_of_tables(lines, tables, resolution, known)),
        key=lambda mention: (mention.block.start, mention.place[1], mention.quantity.start, mention.side != "value"),
    )
    return Survey(resolution, tuple(lines), years, gather(resolution, lines, years), tuple(mentions))


def _of_lines(
    lines: Sequence[Block], tables: Sequence[Found], resolution: Resolution, known: Catalogue
) -> Iterator[Mention]:
    rows = sorted((row.start, row.end) for table in tables for row in table.rows)
    starts = [start for start, _ in rows]
    before: list[Mention] = []
    for line in lines:
        at = bisect_right(starts, line.start) - 1
        in_table = at >= 0 and line.start < rows[at][1]
        if not in_table and not words().orders.search(line.said):
            before = list(mentions_of_line(line, known, resolution.identity.level, before))
            yield from before


def _of_tables(
    lines: Sequence[Block], tables: Sequence[Found], resolution: Resolution, known: Catalogue
) -> Iterator[Mention]:
    starts = [line.start for line in lines]
    for table in tables:
        first = bisect_right(starts, table.rows[0].start) - 1
        caption = "\n".join(line.text for line in lines[max(0, first - _CAPTION) : first])
        grid = read_grid(table.rows)
        headings = {cell.column.index: normalise(cell.column.heading) for cell in grid.cells}
        arithmetic = Arithmetic(ratios(grid), headings)
        level = resolution.identity.level
        for cell in grid.cells:
            block = lines[bisect_right(starts, cell.row.start) - 1]
            yield from mentions_of_cell(cell, block, known, caption=caption, level=level, arithmetic=arithmetic)
