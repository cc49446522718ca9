"""Figures made from figures: sums, means, orders and differences, each with the rows that it was made from.

Only levels in one unit are put together. A lower bound ("từ 58") goes in with the figure that is written, and the
answer says so; figures of different years are added only when each unit has no more than one, and are named.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ask.items import items, rows_of
from assistant.ask.reading import indicator_name, lower_first
from assistant.ask.tally import height
from assistant.ask.wording import Library, capital, counted, figure_words, span_of, unit_words
from assistant.language.quantities import format_number
from assistant.types import DERIVED_DECIMALS, Derived, Indicator, Question, Statement, Tally


def total(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """The sum or the mean over the units, or over several indicators of one unit; then what it was made from."""
    rows = _addable(rows_of(tally.match))
    by_year = sorted({row.year for row in rows}, key=lambda year: year or 0)
    once = len({_unit_and_indicator(row, books) for row in rows}) == len(rows)
    groups = [rows] if once else [[row for row in rows if row.year == year] for year in by_year]
    statements = [_made(question, group, books, of_year=not once) for group in groups if group]
    return [*statements, Statement("Các số liệu đã dùng:"), *items(question, rows, books)]


def _unit_and_indicator(row: Indicator, books: Library) -> tuple[object, ...]:
    identity = books.of(row.document_id).identity
    return (identity.level, identity.place or row.document_id, identity.district, row.indicator)


def _addable(rows: Sequence[Indicator]) -> list[Indicator]:
    """Rows of the unit that most of them have; the same figure of one unit and year counts once."""
    if not rows:
        return []
    names = [row.unit for row in rows]
    common = max(dict.fromkeys(names), key=names.count)
    once = {
        (row.document_id, row.indicator, row.year, row.kind, row.scope, row.sub_of): row for row in reversed(rows)
    }
    return [row for row in reversed(list(once.values())) if row.unit == common]


def _made(question: Question, rows: Sequence[Indicator], books: Library, *, of_year: bool) -> Statement:
    """As in "Tổng thu ngân sách của 3 đơn vị: 46,555 tỷ đồng"."""
    mean = question.intent == "mean"
    values = tuple(row.value for row in rows)
    value = sum(values) / len(values) if mean else sum(values)
    value = round(value, DERIVED_DECIMALS) if mean else float(f"{value:.9g}")
    names = " và ".join(lower_first(indicator_name(each)) for each in question.indicators)
    units = len({_unit_and_indicator(row, books)[:3] for row in rows})
    year = f" năm {rows[0].year}" if of_year and rows[0].year else ""
    rough = "" if all(row.comparator == "=" and not row.approximate for row in rows) else _ROUGH
    opening = "Trung bình" if mean else "Tổng"
    text = f"{opening} {names}{year} của {units} đơn vị: {format_number(value)} {rows[0].unit}{rough}."
    derived = (Derived("mean" if mean else "sum", values, value), counted(units))
    return Statement(text, derived=derived, labels=(names, year))


_ROUGH = " (tính theo con số ghi trong văn bản; có mức chỉ là mốc “từ”, “trên” hoặc khoảng)"


def rank(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """The units in their order; equal figures share a place."""
    rows = [max(each.rows, key=height) for each in tally.match]
    ordered = sorted(rows, key=lambda row: (height(row, highest=question.highest), row.document_id))
    ordered = ordered[::-1] if question.highest else ordered
    shown = ordered[: question.limit] if question.limit else ordered
    names = " và ".join(lower_first(indicator_name(each)) for each in question.indicators)
    way = "từ cao xuống thấp" if question.highest else "từ thấp lên cao"
    lead = Statement(f"{capital(names)}, {way}:", labels=(names, capital(names)))
    listed = []
    for row in shown:
        place = sum(_before(other, row, highest=question.highest) for other in ordered) + 1
        (line,) = items(question, [row], books)
        text = f"- Thứ {place}: {line.text.removeprefix('- ')}"
        listed.append(Statement(text, line.spans, (counted(place),), line.labels))
    return [lead, *listed]


def _before(row: Indicator, other: Indicator, *, highest: bool) -> bool:
    first, second = height(row, highest=highest), height(other, highest=highest)
    return first > second if highest else first < second


def compare(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """How far two figures of one indicator are apart, indicator by indicator, where there are two and no more."""
    statements = []
    for indicator in question.indicators:
        rows = [row for row in rows_of(tally.match) if row.indicator == indicator and row.measure == "level"]
        rows = [row for row in rows if row.sub_of is None]
        if len(rows) == 2 and rows[0].unit == rows[1].unit:
            statements.append(_apart(rows, books))
    return statements


def _apart(rows: Sequence[Indicator], books: Library) -> Statement:
    """As in "Chênh lệch 2 triệu đồng/người/năm: xã A cao hơn xã B"."""
    low, high = sorted(rows, key=height)
    difference = float(f"{high.value - low.value:.9g}")
    if not difference:
        same = height(low) == height(high)
        told = "Hai mức bằng nhau" if same else "Cùng một mốc; cao hơn là mức ghi"
        return Statement(f"{told}: {figure_words(high)}.", spans=(span_of(low), span_of(high)))
    same_unit = unit_words(books.of(high.document_id)) == unit_words(books.of(low.document_id))
    who = _told(high, books, same_unit=same_unit)
    whom = _told(low, books, same_unit=same_unit)
    rough = "" if high.comparator == low.comparator == "=" else _ROUGH
    unit = "điểm %" if high.unit == "%" else high.unit
    text = f"Chênh lệch {format_number(difference)} {unit}: {who} cao hơn {whom}{rough}."
    derived = (Derived("difference", (high.value, low.value), difference),)
    return Statement(text, derived=derived, labels=(who, whom))


def _told(row: Indicator, books: Library, *, same_unit: bool) -> str:
    kind = "kết quả" if row.kind == "actual" else "chỉ tiêu"
    year = f" năm {row.year}" if row.year else ""
    return f"{kind}{year}" if same_unit else f"{unit_words(books.of(row.document_id))} ({kind}{year})"
