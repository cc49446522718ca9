"""Units side by side: a table with a column for each, a line for each figure, and every cell cited or "không nêu".

Where the question names no indicator, those that tell the most and that all of the units state are held together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from assistant.ask.composing.headline import KIND_WORDS, best, key_of, name_of, weight
from assistant.ask.composing.tables import Cell, cell, table_head, table_row
from assistant.ask.composing.wording import Library, capital, unit_words
from assistant.ask.tallying.tally import documents_of, rows_of
from assistant.types import Indicator, Kind, Question, Statement, Tally

MAX_LINES = 10  # lines of a comparison of whole units
_KINDS: tuple[Kind, ...] = ("actual", "target")
_SILENT = Cell("không nêu")

_Line = tuple[str, Kind, int | None]  # indicator, kind and year; no year where the units state different ones


def side_by_side(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """The table; empty where one unit, or one figure of each, is all that is asked for."""
    rows = [row for row in rows_of(tally.match) if row.measure == "level"]
    units = sorted({_unit(row, books) for row in rows}, key=_order(question, books))
    lines = _lines(question, rows, books) if len(units) > 1 else []
    if len(lines) < _LEAST_LINES:
        return []
    names = [capital(unit) for unit in units]
    labels = tuple(names)
    lead = f"So sánh {', '.join(units)}:"
    body = [_row(line, rows, units, books, asked=bool(question.years)) for line in lines]
    return [Statement(lead, labels=(*labels, *units)), table_head("Chỉ tiêu", names), *body]


_LEAST_LINES = 2


def _order(question: Question, books: Library) -> Callable[[str], tuple[int, str]]:
    """The order of the units: that in which the question names them."""
    documents = list(books.documents.values())
    places = {
        unit_words(each): -at
        for at, place in reversed(list(enumerate(question.places)))
        for each in documents_of(place, documents)
    }
    return lambda unit: (-places.get(unit, -len(places)), unit)


def _unit(row: Indicator, books: Library) -> str:
    return unit_words(books.of(row.document_id))


def _lines(question: Question, rows: Sequence[Indicator], books: Library) -> list[_Line]:
    """What the lines of the table are, in the order of the question or by weight."""
    keys = list(dict.fromkeys(map(key_of, rows)))
    if question.indicators:
        asked = [each for each in question.indicators if each in keys]
        return [line for key in asked for kind in _KINDS for line in _of_kind(question, key, kind, rows, books)]
    heavy = {key: max(weight(row) for row in rows if key_of(row) == key) for key in keys}
    found = [
        line
        for key in sorted(keys, key=lambda key: -heavy[key])
        for kind in _KINDS
        for line in _of_kind(question, key, kind, rows, books)
        if _stated_by(line, rows, books) > 1
    ]
    return found[:MAX_LINES]


def _of_kind(question: Question, key: str, kind: Kind, rows: Sequence[Indicator], books: Library) -> list[_Line]:
    """The lines of one indicator and kind: the years asked for or the latest that several units state, else each
    unit's own.
    """
    own = [row for row in rows if key_of(row) == key and row.kind == kind]
    if not own:
        return []
    states = {(_unit(row, books), row.year) for row in own if row.year is not None}
    shared = sorted(year for year, count in Counter(year for _, year in states).items() if count > 1)
    if not shared:
        only = {year for _, year in states}
        return [(key, kind, only.pop() if len(only) == 1 else None)]
    if not question.years:
        return [(key, kind, shared[-1])]
    return [(key, kind, year) for year in sorted({year for _, year in states})]


def _stated_by(line: _Line, rows: Sequence[Indicator], books: Library) -> int:
    return len({_unit(row, books) for row in _of_line(line, rows)})


def _of_line(line: _Line, rows: Iterable[Indicator]) -> list[Indicator]:
    key, kind, year = line
    return [row for row in rows if key_of(row) == key and row.kind == kind and year in (None, row.year)]


def _row(line: _Line, rows: Sequence[Indicator], units: Sequence[str], books: Library, *, asked: bool) -> Statement:
    """One line; where no year is ``asked`` for, a unit that is silent on the line's has its own latest."""
    key, kind, year = line
    own = _of_line(line if asked else (key, kind, None), rows)
    name = f"{name_of(own[0])}, {KIND_WORDS[kind]}" + (f" {year}" if year is not None else "")
    return table_row(name, [_cell([row for row in own if _unit(row, books) == unit], year, books) for unit in units])


def _cell(rows: Sequence[Indicator], year: int | None, books: Library) -> Cell:
    """One unit's figure: that of the line's year, else the latest."""
    years = [row.year or 0 for row in rows]
    latest = year if year in years else max(years, default=0)
    row = best([row for row in rows if (row.year or 0) == latest], books)
    return cell([row], year=year) if row is not None else _SILENT
