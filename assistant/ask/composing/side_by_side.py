"""Units side by side: a table with a column for each, a line for each figure, and every cell cited or "không nêu".

Where the question names no indicator, those that tell the most and that all of the units state are held together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from assistant.ask.composing.from_text import quoted_lines
from assistant.ask.composing.headline import KIND_WORDS, best, key_of, name_of, weight
from assistant.ask.composing.tables import Cell, cell, table_head, table_row
from assistant.ask.composing.wording import Library, capital, unit_words
from assistant.ask.elsewhere import is_elsewhere
from assistant.ask.retrieving.second_look import Seen
from assistant.ask.tallying.tally import documents_of, rows_of
from assistant.ask.understanding.reading import indicator_name, lower_first
from assistant.ledger.units import succeed
from assistant.types import Indicator, Kind, Question, Resolution, Statement, Tally

MAX_LINES = 10  # lines of a comparison of whole units
_KINDS: tuple[Kind, ...] = ("actual", "target")
_SILENT = Cell("không nêu")

_Line = tuple[str, Kind, int | None]  # indicator, kind and year; no year where the units state different ones


def side_by_side(
    question: Question,
    tally: Tally,
    books: Library,
    *,
    outside: Sequence[Indicator] = (),
    look: Callable[[Question], Seen] | None = None,
) -> list[Statement]:
    """The table; empty where one unit, though before and since its districts, or one figure of each, is all that is
    asked for.

    A cell without a figure of its line's year and kind has what there is ``outside`` of them, said to be so; a unit
    that has none of an indicator is looked for in the text (``look``) before its cell says that it is silent.
    """
    measures = ("level", "change") if question.indicators else ("level",)
    rows = [row for row in rows_of(tally.match) if row.measure in measures]
    others = [row for row in _outside(question, tally, outside, books) if row.measure in measures]
    if len(question.places) == 1 and succeed({books.unit_of(row.document_id) for row in (*rows, *others)}):
        return []
    stated = {_unit(row, books) for row in (*rows, *others)}
    units = sorted(stated | _named(question, tally, books), key=_order(question, books))
    lines = _lines(question, rows, others, books) if len(stated) > 1 else []
    if len(lines) < _LEAST_LINES:
        return []
    names = [capital(unit) for unit in units]
    labels = tuple(names)
    lead = f"So sánh {', '.join(units)}:"
    told = [row for line in lines for row in _of_line(line, rows)]
    body, below = [], []
    for line in lines:
        near = [row for row in (*rows, *others) if row not in told]
        written = _written(question, line[0], units, [*rows, *others], books, look)
        cells = [_cell_of(question, line, unit, rows, near, books, written=unit in written) for unit in units]
        body.append(table_row(_name(line, [*rows, *others]), cells))
        below += [each for lines_of in written.values() for each in lines_of if each not in below]
    return [Statement(lead, labels=(*labels, *units)), table_head("Chỉ tiêu", names), *body, *below]


def _outside(question: Question, tally: Tally, rows: Sequence[Indicator], books: Library) -> list[Indicator]:
    """The rows of the places named, of documents that are gone through or left out for their year alone."""
    if not question.indicators:
        return []
    barred = {key for key, reason in tally.excluded.items() if not reason.startswith("văn bản của năm")}
    meant = {each.document_id for place in question.places for each in documents_of(place, books.units)}
    return [row for row in rows if row.document_id in meant - barred]


def _named(question: Question, tally: Tally, books: Library) -> set[str]:
    """The units asked about by name whose documents say nothing of what is asked."""
    if not question.indicators or not question.places:
        return set()
    silent = {_unit_of(books.of(each), books) for each in tally.silent}
    # A unit whose other figures alone stand in another's document is silent too.
    there = (documents_of(place, books.units) for place in question.places if place.name and not place.members)
    return silent | {_unit_of(each[0], books) for each in there if each and is_elsewhere(each[0].document_id)}


def _written(
    question: Question,
    key: str,
    units: Sequence[str],
    rows: Sequence[Indicator],
    books: Library,
    look: Callable[[Question], Seen] | None,
) -> dict[str, list[Statement]]:
    """What the text of a unit without a row of an indicator says of it, with a line above it."""
    if look is None or key not in question.indicators:
        return {}
    silent = [unit for unit in units if not any(key_of(row) == key and _unit(row, books) == unit for row in rows)]
    found: dict[str, list[Statement]] = {}
    for unit in silent:
        places = tuple(
            each
            for each in question.places
            if any(_unit_of(document, books) == unit for document in documents_of(each, books.units))
        )
        seen = look(replace(question, indicators=(key,), places=places, words=(), also=())).clear if places else ()
        if seen:
            name = f"{capital(unit)}, {lower_first(indicator_name(key))}"
            found[unit] = [Statement(f"{name}, văn bản ghi:", labels=(name,)), *quoted_lines(seen, books)]
    return found


_LEAST_LINES = 2


def _order(question: Question, books: Library) -> Callable[[str], tuple[int, str]]:
    """The order of the units: that in which the question names them."""
    places = {
        _unit_of(each, books): -at
        for at, place in reversed(list(enumerate(question.places)))
        for each in documents_of(place, books.units)
    }
    return lambda unit: (-places.get(unit, -len(places)), unit)


def _unit(row: Indicator, books: Library) -> str:
    return _unit_of(books.of(row.document_id), books)


def _unit_of(document: Resolution, books: Library) -> str:
    """The unit as its column is called: a document that does not say in which district its unit lies is of the only
    namesake whose district is known.
    """
    own = document.identity
    if own.place is None or own.district is not None or own.village is not None:
        return unit_words(document)
    unit = books.unit_of(document.document_id)
    namesakes = {
        unit_words(each)
        for key, each in books.documents.items()
        if each.identity.district and books.unit_of(key) == unit
    }
    return namesakes.pop() if len(namesakes) == 1 else unit_words(document)


def _lines(question: Question, rows: Sequence[Indicator], others: Sequence[Indicator], books: Library) -> list[_Line]:
    """What the lines of the table are, in the order of the question or by weight."""
    keys = list(dict.fromkeys(map(key_of, rows)))
    if question.indicators:
        asked = [each for each in question.indicators if each in {*keys, *map(key_of, others)}]
        return [
            line for key in asked for kind in _KINDS for line in _of_kind(question, key, kind, rows, others, books)
        ]
    heavy = {key: max(weight(row) for row in rows if key_of(row) == key) for key in keys}
    found = [
        line
        for key in sorted(keys, key=lambda key: -heavy[key])
        for kind in _KINDS
        for line in _of_kind(question, key, kind, rows, (), books)
        if _stated_by(line, rows, books) > 1
    ]
    return found[:MAX_LINES]


def _of_kind(
    question: Question,
    key: str,
    kind: Kind,
    rows: Sequence[Indicator],
    others: Sequence[Indicator],
    books: Library,
) -> list[_Line]:
    """The lines of one indicator and kind: the years asked for or the latest that several units state, else each
    unit's own. A kind that is asked for beside another, which the year named is of, has each unit's own too.
    """
    own = [row for row in rows if key_of(row) == key and row.kind == kind]
    own = [row for row in own if row.measure == "level"] or own
    if not own:
        asked = kind == question.kind or (question.kind is None and question.kind_said)
        return [(key, kind, None)] if asked and any(key_of(row) == key and row.kind == kind for row in others) else []
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


def _name(line: _Line, rows: Sequence[Indicator]) -> str:
    key, kind, year = line
    first = next(row for row in rows if key_of(row) == key)
    return f"{name_of(first)}, {KIND_WORDS[kind]}" + (f" {year}" if year is not None else "")


def _cell_of(
    question: Question,
    line: _Line,
    unit: str,
    rows: Sequence[Indicator],
    others: Sequence[Indicator],
    books: Library,
    *,
    written: bool,
) -> Cell:
    """One unit's cell: its figure, else its own latest of another year, else one of the other kind."""
    key, kind, year = line
    mine, near = (
        [row for row in each if _unit(row, books) == unit and key_of(row) == key] for each in (rows, others)
    )
    if own := _of_line(line if question.years else (key, kind, None), mine):
        return _cell(own, year, books)
    if written:
        return Cell("có ghi, xem dưới bảng")
    same = [row for row in near if row.kind == kind]
    if not (same or near):
        return _SILENT
    other = _cell(same or near, None, books)
    said = "" if same and year is None else "không nêu; "
    told = "" if same else f"{KIND_WORDS[near[0].kind]}: "
    return replace(other, text=f"{said}{told}{other.text}")


def _cell(rows: Sequence[Indicator], year: int | None, books: Library) -> Cell:
    """One unit's figure: that of the line's year, else the latest."""
    years = [row.year or 0 for row in rows]
    latest = year if year in years else max(years, default=0)
    row = best([row for row in rows if (row.year or 0) == latest], books)
    return cell([row], year=year) if row is not None else _SILENT
