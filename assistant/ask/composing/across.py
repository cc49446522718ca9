"""Figures of a line of a table set against each other: what they come to, with the line as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.ask.composing.from_text import row_words
from assistant.ask.composing.wording import Library, counted, document_words
from assistant.ask.retrieving.columns import Column, Grid, Line
from assistant.ask.retrieving.stretches import UNIT_LINE, Stretch
from assistant.ask.understanding.reading import lower_first
from assistant.language.quantities import NUMBER, format_number
from assistant.types import DERIVED_DECIMALS, Derived, Draft, Span, Statement

_WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A line in a column, with its figure."""

    line: Line
    column: Column
    value: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cells that are set against each other: the first is told by the second."""

    first: Cell
    second: Cell


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lines for which something holds, in the words that say so, and those of them that are parts of others; the
    lines of which it is not known, those without both figures, and how many others. ``first`` are those at the end
    that is asked for, furthest apart where ``most``.
    """

    words: str
    held: tuple[Pair, ...]
    parts: tuple[Pair, ...]
    unknown: tuple[Pair, ...]
    silent: tuple[Line, ...]
    rest: int
    first: tuple[Pair, ...] = ()
    most: bool = True


def compose_apart(grid: Grid, pairs: Sequence[Pair], books: Library) -> Draft:
    """How far the first figure of each pair is above or below the second."""
    told = [_apart(grid, each, books) for each in pairs]
    return _with_lines(grid, told, [cell.line for each in pairs for cell in (each.first, each.second)], books)


def compose_left(grid: Grid, whole: Cell, taken: Sequence[Cell], books: Library, *, steps: bool) -> Draft:
    """What of a figure others leave; in ``steps`` after each of them."""
    told = [_left(grid, whole, taken[:size], books) for size in range(1 if steps else len(taken), len(taken) + 1)]
    return _with_lines(grid, told, [each.line for each in (whole, *taken)], books)


def compose_shares(grid: Grid, pairs: Sequence[Pair], books: Library) -> Draft:
    """Which share of the second figure of each pair the first is."""
    told = [_share(grid, each, books) for each in pairs]
    return _with_lines(grid, told, [cell.line for each in pairs for cell in (each.first, each.second)], books)


def compose_chosen(grid: Grid, chosen: Chosen, books: Library) -> Draft:
    """The lines of a table that one column chooses against another."""
    where, noun = document_words(books.of(grid.document_id)), _things(grid)
    opens = f"Có {len(chosen.held)} {noun}" if chosen.held else f"Không có {noun} nào"
    text = f"{opens} {chosen.words}, theo bảng trong văn bản của {where}{':' if chosen.held else '.'}"
    rows = [cell.line.row for each in (*chosen.held, *chosen.parts, *chosen.unknown) for cell in (each.first,)]
    heads = _heads(grid, [grid.lines[0].row, *rows][:1], books)
    lead = Statement(text, heads, (counted(len(chosen.held)),), (noun, chosen.words, where))
    told = []
    if chosen.first:
        ends = Statement(
            f"{'Nhiều nhất' if chosen.most else 'Ít nhất'} theo bảng trong văn bản của {where}:", labels=(where,)
        )
        told = [ends, *(_item(grid, each, books) for each in chosen.first)]
    told += [lead, *(_item(grid, each, books) for each in chosen.held)]
    if chosen.parts:
        told += [Statement("Trong đó, ở các dòng chi tiết:"), *(_item(grid, each, books) for each in chosen.parts)]
    if chosen.unknown:
        told.append(Statement("Chưa rõ cao hơn hay thấp hơn là tốt, cần xem lại:", part="boundary"))
        told += [_item(grid, each, books, part="boundary") for each in chosen.unknown]
    if chosen.rest:
        text = f"{chosen.rest} dòng còn lại của bảng không như vậy."
        told.append(Statement(text, derived=(counted(chosen.rest),), part="coverage"))
    told += _silent(chosen.silent)
    return Draft("answered", tuple(told))


def compose_chosen_left(
    grid: Grid, held: Sequence[tuple[Cell, Sequence[Cell]]], words: str, silent: Sequence[Line], books: Library
) -> Draft:
    """The lines of which something is left, or nothing, each by what it is worked out of."""
    where, noun = document_words(books.of(grid.document_id)), _things(grid)
    opens = f"Có {len(held)} {noun}" if held else f"Không có {noun} nào"
    text = f"{opens} {words}, theo bảng trong văn bản của {where}{':' if held else '.'}"
    lead = Statement(text, _heads(grid, [grid.lines[0].row], books), (counted(len(held)),), (noun, words, where))
    told = [lead, *(_left(grid, whole, taken, books) for whole, taken in held)]
    return Draft("answered", (*told, *_silent(silent)))


def _things(grid: Grid) -> str:
    """What the lines are, as the head calls them."""
    return lower_first(grid.key.removeprefix("Tên ").removeprefix("Danh mục ")) or "dòng"


def _silent(lines: Sequence[Line]) -> list[Statement]:
    """That lines have not both figures, named; [] where all have."""
    names = ", ".join(each.name for each in lines)
    text = f"Không so được vì bảng không ghi đủ hai con số: {names}."
    return [Statement(text, labels=(names,), part="coverage")] if names else []


def _with_lines(grid: Grid, told: Iterable[Statement], lines: Iterable[Line], books: Library) -> Draft:
    document = books.of(grid.document_id)
    where = document_words(document)
    lead = Statement(f"Theo bảng trong văn bản của {where}:", labels=(where,))
    rows = [row_words(row, document) for row in dict.fromkeys(each.row for each in lines)]
    return Draft("answered", (lead, *told, Statement("Cả dòng của bảng:"), *rows))


def _apart(grid: Grid, pair: Pair, books: Library) -> Statement:
    first, second = pair.first, pair.second
    one, other, spans = first.value, second.value, _spans(grid, pair, books)
    labels = _labels(pair)
    unit = _unit(grid, first)
    if one == other:
        text = f"- {first.line.name}: {_shown(first)} bằng {_shown(second)} ({format_number(one)}{unit})."
        return Statement(text, spans, labels=labels)
    made = Derived("difference", (max(one, other), min(one, other)), round(abs(one - other), DERIVED_DECIMALS))
    terms = f"{format_number(max(one, other))} − {format_number(min(one, other))} = {format_number(made.value)}"
    by = f"{format_number(made.value)}{' điểm %' if unit == '%' else unit}"
    name, way = first.line.name, "cao hơn" if one > other else "thấp hơn"
    if first.line != second.line:
        text = f"- {_shown(first)}: chênh {by} ({terms}), {name} {way} {second.line.name}."
        return Statement(text, spans, (made,), (*labels, second.line.name))
    if first.column.years and second.column.years and first.column.years > second.column.years:
        way = "tăng" if one > other else "giảm"
        text = f"- {name}: {_shown(first)} {way} {by} so với {_shown(second)} ({terms})"
    else:
        text = f"- {name}: chênh {by} ({terms}), {_shown(first)} {way} {_shown(second)}"
    if unit == "%" or not other:
        return Statement(f"{text}.", spans, (made,), labels)
    rate = Derived("growth", (one, other), round(_WHOLE * (one - other) / other, DERIVED_DECIMALS))
    by_rate = f"{'chênh' if ' hơn' in way else way} {format_number(abs(rate.value))}%"
    return Statement(f"{text}, tức {by_rate}.", spans, (made, rate), labels)


def _left(grid: Grid, whole: Cell, taken: Sequence[Cell], books: Library) -> Statement:
    values = (whole.value, *(each.value for each in taken))
    made = Derived("difference", values, round(values[0] - sum(values[1:]), DERIVED_DECIMALS))
    terms = f"{' − '.join(map(format_number, values))} = {format_number(made.value)}"
    of_lines = any(each.line != whole.line for each in taken)
    away = " và ".join(each.line.name if of_lines else _shown(each) for each in taken)
    what = f"{whole.line.name}, {_shown(whole)}" if of_lines else f"{whole.line.name}: {_shown(whole)}"
    text = f"- {what} trừ {away} còn {format_number(made.value)}{_unit(grid, whole)} ({terms})."
    spans = tuple(dict.fromkeys(span for each in taken for span in _spans(grid, Pair(whole, each), books)))
    names = (whole.line.name, *(each.line.name for each in taken))
    return Statement(text, spans, (made,), (*names, whole.column.said, *(each.column.said for each in taken)))


def _share(grid: Grid, pair: Pair, books: Library) -> Statement:
    part, whole = pair.first, pair.second
    made = Derived("share", (part.value, whole.value), round(_WHOLE * part.value / whole.value, DERIVED_DECIMALS))
    of = whole.line.name if part.line != whole.line else _shown(whole)
    terms = f"{format_number(part.value)} : {format_number(whole.value)} = {format_number(made.value)}%"
    text = f"- {part.line.name}, {_shown(part)}: bằng {format_number(made.value)}% của {of} ({terms})."
    return Statement(text, _spans(grid, pair, books), (made,), (*_labels(pair), whole.line.name))


def _item(grid: Grid, pair: Pair, books: Library, *, part: Literal["answer", "boundary"] = "answer") -> Statement:
    """A line by both its figures, or as it stands where one column alone tells it."""
    first, second = pair.first, pair.second
    if first.column == second.column:
        return row_words(first.line.row, books.of(grid.document_id))
    told = f"{_shown(first)} {_as_it_stands(grid, first)}, {_shown(second)} {_as_it_stands(grid, second)}"
    high, low = max(first.value, second.value), min(first.value, second.value)
    if high == low or not (_is_plain(grid, first) and _is_plain(grid, second)):
        return Statement(f"- {first.line.name}: {told}", _spans(grid, pair, books), (), _labels(pair), part)
    made = Derived("difference", (high, low), round(high - low, DERIVED_DECIMALS))
    apart = f"{format_number(high)} − {format_number(low)} = {format_number(made.value)}"
    text = f"- {first.line.name}: {told} (chênh {apart})"
    return Statement(text, _spans(grid, pair, books), (made,), _labels(pair), part)


def _is_plain(grid: Grid, cell: Cell) -> bool:
    """Whether a cell is a number alone; "17/19" is told as it is, and nothing is worked out of it."""
    return re.fullmatch(NUMBER, grid.cell(cell.line, cell.column)) is not None


def _as_it_stands(grid: Grid, cell: Cell) -> str:
    """What a cell says, with its unit where it is but a number."""
    said = grid.cell(cell.line, cell.column)
    return f"{said}{_unit(grid, cell)}" if _is_plain(grid, cell) else said


def _shown(cell: Cell) -> str:
    return f"“{cell.column.said}”"


def _unit(grid: Grid, cell: Cell) -> str:
    unit = grid.unit(cell.line, cell.column)
    return unit if unit == "%" else f" {unit}" if unit else ""


def _labels(pair: Pair) -> tuple[str, ...]:
    return (pair.first.line.name, pair.first.column.said, pair.second.column.said)


def _spans(grid: Grid, pair: Pair, books: Library) -> tuple[Span, ...]:
    rows = list(dict.fromkeys((pair.first.line.row, pair.second.line.row)))
    return (*(_span(each, each.start, each.end, books) for each in rows), *_heads(grid, rows, books))


def _heads(grid: Grid, rows: Sequence[Stretch], books: Library) -> tuple[Span, ...]:
    """The lines of the head that name the columns, and the one that tells the unit of all."""
    text = books.of(grid.document_id).text
    own = dict.fromkeys(head for row in rows for head in row.heads)
    heads = [each for each in own if "|" in text[slice(*each)] or UNIT_LINE.search(text[slice(*each)])]
    return tuple(_span(rows[0], start, end, books) for start, end in heads)


def _span(row: Stretch, start: int, end: int, books: Library) -> Span:
    document = books.of(row.document_id)
    return Span(row.document_id, document.label_at(start), start, end, document.text[start:end])
