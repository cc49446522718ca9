"""The units that a table of the text puts highest or lowest: "thôn nào thoát nghèo nhiều hộ nhất"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ask.composing.from_text import row_words
from assistant.ask.composing.wording import Library, unit_words
from assistant.ask.retrieving.unit_tables import UnitCell, UnitColumn
from assistant.language.quantities import format_number
from assistant.types import DERIVED_DECIMALS, Derived, Draft, Span, Statement


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a column: its highest or lowest, how many, the other end too, and those added up."""

    highest: bool
    limit: int = 1
    both: bool = False
    added: bool = False


def compose_unit_column(column: UnitColumn, order: Order, books: Library) -> Draft:
    """The units asked for, each cited; beside one that has a line of its own the whole line; then all others."""
    ordered = sorted(column.cells, key=lambda each: each.value, reverse=order.highest)
    first = _first(ordered, order.limit)
    where = unit_words(books.of(column.document_id))
    told = [_lead(column, order.highest, where), *(_item(each, column, books) for each in first)]
    if order.added and len(first) > 1:
        told.append(_sum(first, column, books))
    if order.both:
        last = _first(ordered[::-1], order.limit)
        told += [_lead(column, not order.highest, where), *(_item(each, column, books) for each in last)]
    if column.by_row and len(first) == 1:
        told += [Statement("Cả dòng của bảng:"), row_words(first[0].row, books.of(column.document_id))]
    if column.whole is not None:
        told.append(_item(column.whole, column, books))
    rest = [each for each in ordered if each not in first]
    others = [Statement("Các đơn vị còn lại trong bảng:", part="coverage")] if rest else []
    others += [_item(each, column, books, part="coverage") for each in rest]
    return Draft("answered", (*told, *others))


def _first(ordered: Sequence[UnitCell], limit: int) -> list[UnitCell]:
    """The first so many, with those that have the figure of the last of them."""
    edge = ordered[min(limit, len(ordered)) - 1].value
    return [each for at, each in enumerate(ordered) if at < limit or each.value == edge]


def _lead(column: UnitColumn, highest: bool, where: str) -> Statement:
    end = "cao nhất" if highest else "thấp nhất"
    text = f"Theo bảng trong văn bản của {where}, “{column.name}” {end}:"
    return Statement(text, labels=(column.name, where))


def _item(cell: UnitCell, column: UnitColumn, books: Library, *, part: str = "answer") -> Statement:
    labels = (cell.unit, column.name)
    return Statement(f"- {cell.unit}: {cell.text}", _spans(cell, books), labels=labels, part=part)  # type: ignore[arg-type]


def _sum(cells: Sequence[UnitCell], column: UnitColumn, books: Library) -> Statement:
    values = tuple(each.value for each in cells)
    made = Derived("sum", values, round(sum(values), DERIVED_DECIMALS))
    terms = " + ".join(each.text for each in cells)
    spans = tuple(span for each in cells for span in _spans(each, books))
    return Statement(f"Cộng lại: {terms} = {format_number(made.value)}", spans, derived=(made,))


def _spans(cell: UnitCell, books: Library) -> tuple[Span, ...]:
    row = cell.row
    document = books.of(row.document_id)
    section = document.label_at(row.start)
    return (Span(row.document_id, section, row.start, row.end, row.quote),)
