"""What became of every number of a text: a row, a figure with its reason, or no figure at all.

Nothing that is written in digits is left out, so that staff can see what was not read, and why.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from assistant.language.quantities import not_figures
from assistant.language.tables import load_table
from assistant.types import FigureTold, Indicator
from ingest.evidence.options import Mention
from ingest.rows import reasons
from ingest.tables.cells import is_order
from ingest.weigh.state import State

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def account(state: State, rows: Sequence[tuple[int, Indicator]]) -> tuple[FigureTold, ...]:
    """Every number of the text in its order, each once, with its verdict: row, figure or none."""
    text = state.survey.resolution.text
    by_figure: dict[int, Indicator] = {}
    for figure, row in rows:
        by_figure.setdefault(figure, row)
    unread = reasons(state, rows)
    places = _places(state)
    masks = _masks(state)
    starts = [start for start, _, _ in masks]
    told: list[FigureTold] = []
    for match in _DIGITS.finditer(text):
        inside = [places[at] for at in range(*match.span()) if at in places]
        figure = next((each for each in inside if each in by_figure), next(iter(inside), -1))
        said = by_figure.get(figure)
        if figure < 0:
            at = bisect_right(starts, match.start()) - 1
            masked = at >= 0 and match.start() < masks[at][1]
            reason = masks[at][2] if masked else _otherwise(state, match.start())
            told.append(FigureTold(match.group(), *match.span(), "none", None, (reason,)))
        elif said is not None:
            told.append(FigureTold(match.group(), *match.span(), "row", said.confidence, said.why, said.row_id))
        else:
            chance = round(float(state.row[figure]), 3)
            told.append(FigureTold(match.group(), *match.span(), "figure", chance, (unread.get(figure, ""),)))
    return tuple(told)


def _places(state: State) -> dict[int, int]:
    """The figure that each number of the text is a part of, by where the figure has the number begin.

    That may be within what is written as one number: "1.2.15" is read as two figures.
    """
    found: dict[int, int] = {}
    rows_seen: dict[int, int] = {}
    for figure, mention in enumerate(state.mentions):
        numbers = list(_numbers(mention, rows_seen, state.survey.resolution.text))
        if mention.side == "plan" and len(numbers) > 1:  # Y of "318/300 ha"; X is told with the figure before it
            found[numbers[1]] = figure
        for start in numbers:
            found.setdefault(start, figure)
    return found


def _numbers(mention: Mention, rows_seen: dict[int, int], text: str) -> Iterator[int]:
    """Where the numbers of a figure begin in the text; a cell's are looked for behind those of earlier cells."""
    if mention.cell is None:
        start, end = mention.block.start + mention.quantity.start, mention.block.start + mention.quantity.end
        yield from (match.start() for match in _DIGITS.finditer(text, start, end))
        return
    cell = mention.cell.text
    begin = rows_seen.get(mention.cell.row.start, mention.cell.row.start)
    at = text.find(cell, begin, mention.cell.row.end) if cell else -1
    if mention.side == "plan" or at < 0:
        at = text.find(cell, mention.cell.row.start, mention.cell.row.end)
    if at >= 0:
        rows_seen[mention.cell.row.start] = at + len(cell)
        yield from (match.start() for match in _DIGITS.finditer(text, at, at + len(cell)))


@cache
def _reasons() -> Mapping[str, str]:
    """Why a number is no figure, by the name of the pattern that says so; read once."""
    reasons: Mapping[str, str] = load_table("assistant.language", "quantities.toml")["reasons"]
    return reasons


def _masks(state: State) -> list[tuple[int, int, str]]:
    """The stretches that are no figures, with the reason: dates, document numbers, list marks, ages ..."""
    words = _reasons()
    found: list[tuple[int, int, str]] = []
    for block in state.survey.lines:
        if block.mark:
            found.append((block.start, block.start + block.mark, words["mark"]))
        for start, end, name in not_figures(block.said):
            found.append((block.start + start, block.start + end, words.get(name, words["other"])))
    found += ((start, end, words["order"]) for start, end in _order_cells(state))
    return sorted(found)


def _order_cells(state: State) -> Iterator[tuple[int, int]]:
    """The first cells of the rows that figures were found in, where they count the rows."""
    text = state.survey.resolution.text
    for row in {mention.cell.row for mention in state.mentions if mention.cell is not None}:
        if row.cells and is_order(row.cells[0]):
            start = text.find(row.cells[0], row.start, row.end)
            yield start, start + len(row.cells[0])


def _otherwise(state: State, position: int) -> str:
    """Why a number that no pattern explains was taken for no figure."""
    words = _reasons()
    text = state.survey.resolution.text
    if position and (text[position - 1].isalpha() or text[position - 1] == "_"):
        return words["glued"]
    if re.match(r"(?:19|20)\d\d(?!\d)", text[position:]):
        return words["year"]
    line = text.rfind("\n", 0, position) + 1
    return words["table"] if text[line : line + 1] == "|" else words["other"]
