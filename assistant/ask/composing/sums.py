"""Figures made from figures: sums, means, orders and differences, each with the rows that it was made from.

Only levels in one unit are put together. A lower bound ("từ 58") goes in with the figure that is written, and the
answer says so; figures of different years are added only when each unit has no more than one, and are named.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from assistant.ask.composing.items import KIND_NOUNS, items
from assistant.ask.composing.wording import (
    Library,
    capital,
    counted,
    figure_words,
    said_words,
    span_of,
    spans_of,
    unit_words,
)
from assistant.ask.elsewhere import is_elsewhere
from assistant.ask.none_left import is_none_left
from assistant.ask.tallying.arithmetic import operand
from assistant.ask.tallying.arithmetic import total as added
from assistant.ask.tallying.met import is_part_of_year
from assistant.ask.tallying.tally import height, rows_of
from assistant.ask.understanding.intent import units_said
from assistant.ask.understanding.reading import indicator_name, lower_first
from assistant.ask.understanding.words import prepared
from assistant.language.catalogue import catalogue
from assistant.language.dates import find_periods
from assistant.language.quantities import format_number
from assistant.language.text import normalise, syllables
from assistant.ledger.sureness import is_unsure
from assistant.ledger.units import succeed
from assistant.types import DERIVED_DECIMALS, Derived, Indicator, Kind, Question, Statement, Tally


def total(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """The sum or the mean over the units, or over several indicators of one unit; then what it was made from."""
    found = rows_of(tally.match)
    # A figure of a part ("hộ nghèo dân tộc thiểu số") is not put together with those of the whole.
    asked = frozenset(syllables(normalise(question.text)))
    parts = [row for row in found if _is_part(row, asked)]
    parts = [] if len(parts) == len(found) else parts
    whole = [row for row in found if row not in parts]
    over = _of_one_length(whole)
    rows = _addable(over, books)
    if question.intent == "sum" and rows and rows[0].unit.startswith(("%", "‰")):
        return [Statement("Tỷ lệ không cộng lại được; số liệu của từng đơn vị:"), *items(question, rows, books)]
    # A target and a result are never added to each other.
    kinds = [kind for kind in _KINDS if any(row.kind == kind for row in rows)]
    statements = [
        statement
        for kind in kinds
        for statement in _of_kind(question, [row for row in rows if row.kind == kind], books, named=len(kinds) > 1)
    ]
    other_length = [row for row in whole if row not in over]
    said_otherwise = _said_otherwise(over, rows, books)
    left_out = [
        *([Statement("Không tính vào, vì chỉ là của một phần:"), *items(question, parts, books)] if parts else []),
        *([Statement(_OTHER_LENGTH), *items(question, other_length, books)] if other_length else []),
        *([Statement(_OTHERWISE), *items(question, said_otherwise, books)] if said_otherwise else []),
    ]
    other = _other_count(question, rows, books)
    # Where a unit has several years the sums are told year by year; one formula over all of them would add the years.
    one_sum = _is_once(rows, books) or _adds_years(question, rows, books)
    formula = _formula(question, rows, kinds) if one_sum else []
    used = [*formula, Statement("Các số liệu đã dùng:"), *items(question, rows, books)]
    return [*statements, *other, *used, *left_out]


_OTHERWISE = "Không tính vào, vì cùng đơn vị đã có số khác trong văn bản khác (hãy xem nên lấy số nào):"
_OTHER_LENGTH = "Không tính vào, vì là của thời gian dài hay ngắn hơn các số liệu trên:"


def _of_one_length(rows: Sequence[Indicator]) -> list[Indicator]:
    """Rows over the same length of time: whole years where there are any, else the part of a year or the term that
    most of them have.
    """
    lengths = [_length(row) for row in rows]
    kept = "" if "" in lengths else max(dict.fromkeys(lengths), key=lengths.count, default="")
    return [row for row, length in zip(rows, lengths, strict=True) if length == kept]


def _length(row: Indicator) -> str:
    """The part of a year or the term of a row as one writes it; "" for a year or a day of it."""
    period = normalise(row.period or "")
    return period if is_part_of_year(row) or find_periods(period) else ""


def _formula(question: Question, rows: Sequence[Indicator], kinds: Sequence[Kind]) -> list[Statement]:
    """How a sum was worked out: "Cách tính: 5,87 + 4,655 = 10,525 tỷ đồng"; of few figures of one kind."""
    figures = [figure for row in rows if (figure := operand(row)) is not None]
    made = added(figures) if len(kinds) == 1 and len(figures) == len(rows) <= _FEW else None
    if made is None:
        return []
    formula = made.formula
    if question.intent == "mean":
        formula = f"({formula.partition(' = ')[0]}) : {len(rows)}"
    spans = tuple(dict.fromkeys(span for row in rows for span in (span_of(row),)))
    text = f"Cách tính: {formula}{'' if question.intent == 'mean' else f' {made.unit}'}."
    return [Statement(text, spans, (made.derived, counted(len(rows))))]


_FEW = 12  # figures of which the formula is told


def _other_count(question: Question, rows: Sequence[Indicator], books: Library) -> list[Statement]:
    """That fewer or more units have a figure than the question says there are: a sum of some is no sum of all."""
    villages = [place for place in question.places if place.documents]
    named = villages or [place for place in question.places if not place.members]
    said = units_said(prepared(question.text)) or (len(named) if len(named) > 1 else None)
    found = len({books.unit_of(row.document_id) for row in rows})
    if said is None or found == said:
        return []
    text = f"{'Chưa đủ' if found < said else 'Lưu ý'}: câu hỏi nói {said} đơn vị, sổ có số liệu của {found}."
    return [Statement(text, derived=(counted(said), counted(found)))]


def _of_kind(question: Question, rows: Sequence[Indicator], books: Library, *, named: bool) -> list[Statement]:
    """What figures of one kind come to; year by year where a unit has more than one."""
    if question.intent == "sum" and _adds_years(question, rows, books):
        return [_over_asked_years(question, rows, named=named)]
    if _is_once(rows, books):
        made = _made(question, rows, books, of_year=False, named=named)
        return [made, *_of_levels(question, rows, books, named=named)]
    by_year = sorted({row.year for row in rows}, key=lambda year: year or 0)
    groups = [[row for row in rows if row.year == year] for year in by_year]
    # A year in which one unit alone has a figure has nothing to be put together.
    shared = [group for group in groups if len({books.unit_of(row.document_id) for row in group}) > 1]
    return [_made(question, group, books, of_year=True, named=named) for group in shared or groups]


def _is_once(rows: Sequence[Indicator], books: Library) -> bool:
    """Whether each unit has one figure of each indicator."""
    return len({_unit_and_indicator(row, books) for row in rows}) == len(rows)


def _of_levels(question: Question, rows: Sequence[Indicator], books: Library, *, named: bool) -> list[Statement]:
    """What the units of each level come to, where several levels were asked of: "6 xã, thị trấn … riêng 5 xã"."""
    if len(question.levels) < _TWO:
        return []
    levels = ([row for row in rows if books.of(row.document_id).identity.level == each] for each in question.levels)
    return [
        _made(question, own, books, of_year=False, named=named, level=level)
        for level, own in zip(question.levels, levels, strict=True)
        if _TWO <= len(own) < len(rows)
    ]


def _adds_years(question: Question, rows: Sequence[Indicator], books: Library) -> bool:
    """Whether the years of one unit are what is added up: "cộng thu ngân sách năm 2021, 2022 và 2023"."""
    of_one = len({_unit_and_indicator(row, books) for row in rows}) == 1
    return of_one and len(question.years) > 1 and len({row.year for row in rows}) == len(rows)


def _over_asked_years(question: Question, rows: Sequence[Indicator], *, named: bool) -> Statement:
    """As in "Tổng thu ngân sách các năm 2021, 2022, 2023: 5,1 + 5,9 + 6,4 = 17,4 tỷ đồng"; a year that is not stated
    is said not to be in it.
    """
    ordered = sorted(rows, key=lambda row: row.year or 0)
    values = tuple(row.value for row in ordered)
    value = float(f"{sum(values):.9g}")
    names = " và ".join(lower_first(indicator_name(each)) for each in question.indicators)
    told = capital(names) if names.startswith("tổng ") else f"Tổng {names}"
    years = (
        f" các năm {', '.join(str(row.year) for row in ordered)}" if len(ordered) > 1 else f" năm {ordered[0].year}"
    )
    kind = f" ({KIND_NOUNS[ordered[0].kind]})" if named else ""
    formula = f"{' + '.join(map(format_number, values))} = " if len(values) > 1 else ""
    without = [str(year) for year in question.years if year not in {row.year for row in ordered}]
    short = f"; chưa gồm năm {', '.join(without)}, không có số liệu" if without else ""
    rough = "" if all(row.comparator == "=" and not row.approximate for row in ordered) else _ROUGH
    text = f"{told}{years}{kind}: {formula}{format_number(value)} {ordered[0].unit}{rough}{short}."
    spans = tuple(dict.fromkeys(map(span_of, ordered)))
    return Statement(text, spans, (Derived("sum", values, value),), (names, capital(names), years, kind, short))


def _is_part(row: Indicator, asked: Set[str]) -> bool:
    """Whether a figure is of less than its indicator: its scope is not of the words that name the indicator, nor of
    those ``asked`` for ("sản phẩm OCOP mới").
    """
    entry = catalogue().entries.get(row.indicator or "")
    if row.scope is None or entry is None:
        return False
    named = {word for name in (entry.name, *entry.synonyms, *entry.phrases) for word in syllables(normalise(name))}
    return not set(syllables(normalise(row.scope))) <= named | asked


def _unit_and_indicator(row: Indicator, books: Library) -> tuple[object, ...]:
    return (books.unit_of(row.document_id), row.indicator)


def _addable(rows: Sequence[Indicator], books: Library) -> list[Indicator]:
    """Rows of the unit that most of them have; a figure that a unit says again in another document counts once."""
    if not rows:
        return []
    names = [row.unit for row in rows]
    common = max(dict.fromkeys(names), key=names.count)
    return [row for row in once_a_unit(rows, books) if row.unit == common]


def _said_otherwise(rows: Sequence[Indicator], used: Sequence[Indicator], books: Library) -> list[Indicator]:
    """Rows that are left out because their unit has another figure of the same thing, where the two differ."""
    taken = {_figure_of_unit(row, books): row for row in used}
    found = []
    for row in rows:
        other = taken.get(_figure_of_unit(row, books))
        if other is not None and row not in used and _amount(row) != _amount(other):
            found.append(row)
    return found


def _amount(row: Indicator) -> tuple[object, ...]:
    return (row.unit, row.comparator, row.value, row.value_max)


def _figure_of_unit(row: Indicator, books: Library) -> tuple[object, ...]:
    return (*_unit_and_indicator(row, books), row.year, row.kind, row.scope, row.sub_of)


def once_a_unit(rows: Sequence[Indicator], books: Library) -> list[Indicator]:
    """One row for each unit, indicator, year and kind: of a document of its own, of that year, before any other."""
    kept: dict[tuple[object, ...], Indicator] = {}

    def later(row: Indicator) -> tuple[bool, bool]:
        return is_elsewhere(row.document_id), books.of(row.document_id).identity.target_year != row.year

    for row in sorted(rows, key=later):
        kept.setdefault(_figure_of_unit(row, books), row)
    chosen = set(kept.values())
    return [row for row in rows if row in chosen]


def _made(
    question: Question,
    rows: Sequence[Indicator],
    books: Library,
    *,
    of_year: bool,
    named: bool,
    level: str = "đơn vị",
) -> Statement:
    """As in "Tổng thu ngân sách của 3 đơn vị: 46,555 tỷ đồng"; ``level`` is what the units are called."""
    mean = question.intent == "mean"
    values = tuple(row.value for row in rows)
    value = sum(values) / len(values) if mean else sum(values)
    value = round(value, DERIVED_DECIMALS) if mean else float(f"{value:.9g}")
    names = " và ".join(lower_first(indicator_name(each)) for each in question.indicators)
    units = len({books.unit_of(row.document_id) for row in rows})
    year = f" năm {rows[0].year}" if of_year and rows[0].year else ""
    year = f" ({KIND_NOUNS[rows[0].kind]}{year})" if named else year
    rough = "" if all(row.comparator == "=" and not row.approximate for row in rows) else _ROUGH
    # "Tổng đàn lợn" says already that it is a sum.
    told = capital(names) if not mean and names.startswith("tổng ") else f"{'Trung bình' if mean else 'Tổng'} {names}"
    text = f"{told}{year} của {units} {level}: {format_number(value)} {rows[0].unit}{rough}."
    derived = (Derived("mean" if mean else "sum", values, value), counted(units))
    return Statement(text, derived=derived, labels=(names, capital(names), year))


_ROUGH = " (tính theo con số ghi trong văn bản; có mức chỉ là mốc “từ”, “trên” hoặc khoảng)"


def rank(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """The units in their order; equal figures share a place."""
    rows = _newest_of_each([max(_surest(each.rows), key=height) for each in tally.match], books)
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


def _surest(rows: Sequence[Indicator]) -> Sequence[Indicator]:
    """The rows that were read for sure, where there are any: one that was not puts no unit above another."""
    return [row for row in rows if not is_unsure(row)] or rows


def _newest_of_each(rows: Sequence[Indicator], books: Library) -> list[Indicator]:
    """One row for each unit: of its last year, of a document of its own before any other."""
    kept: dict[tuple[object, ...], Indicator] = {}
    for row in sorted(rows, key=lambda row: (-(row.year or 0), is_elsewhere(row.document_id))):
        kept.setdefault(_unit_and_indicator(row, books), row)
    chosen = set(kept.values())
    return [row for row in rows if row in chosen]


def _says_one_thing(rows: Sequence[Indicator], books: Library) -> bool:
    """Whether no unit has two different figures of its last year: which of them is meant nobody knows."""
    last: dict[tuple[object, ...], int] = {}
    for row in rows:
        unit = _unit_and_indicator(row, books)
        last[unit] = max(last.get(unit, 0), row.year or 0)
    of_last = {
        (unit, row.comparator, row.value)
        for row in rows
        if (row.year or 0) == last[unit := _unit_and_indicator(row, books)]
    }
    return len(of_last) == len(last)


def _before(row: Indicator, other: Indicator, *, highest: bool) -> bool:
    first, second = height(row, highest=highest), height(other, highest=highest)
    return first > second if highest else first < second


def compare(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """How far two figures of one indicator are apart, and how the figures of one unit went over the years."""
    statements = []
    for indicator in question.indicators:
        levels = [row for row in rows_of(tally.match) if row.indicator == indicator and row.measure == "level"]
        rows = once_a_unit([row for row in levels if row.sub_of is None and not is_none_left(row)], books)
        of_line = len(question.places) == 1 and succeed({books.unit_of(row.document_id) for row in rows})
        if len({row.unit for row in rows}) != 1 or of_line:
            continue
        if len(rows) == _TWO:
            statements += [_apart(rows, books)] if _are_alike(rows, books) else []
        elif len(of_units := {_unit_and_indicator(row, books) for row in rows}) == _TWO:
            of_kinds = ([row for row in rows if row.kind == kind] for kind in _KINDS)
            newest = (_newest_of_each(each, books) for each in of_kinds if _says_one_thing(each, books))
            statements += [_apart(each, books) for each in newest if len(each) == len(of_units)]
        elif len({_unit_and_indicator(row, books) for row in rows}) == 1:
            statements += [_over_years(rows, kind) for kind in _KINDS if _has_years(rows, kind)]
    return statements


def _are_alike(rows: Sequence[Indicator], books: Library) -> bool:
    """Whether two figures tell how far they are apart: of two units not a result and a target."""
    first, second = rows
    same_unit = _unit_and_indicator(first, books) == _unit_and_indicator(second, books)
    return same_unit or first.kind == second.kind


_TWO = 2
_KINDS: tuple[Kind, ...] = ("actual", "target")


def _has_years(rows: Sequence[Indicator], kind: Kind) -> bool:
    return len({row.year for row in rows if row.kind == kind and row.year is not None}) > 1


def _over_years(rows: Sequence[Indicator], kind: Kind) -> Statement:
    """As in "Kết quả từ năm 2022 đến năm 2024: tăng 9,2 triệu đồng/người/năm"."""
    own = sorted((row for row in rows if row.kind == kind and row.year is not None), key=lambda row: row.year or 0)
    first, last = own[0], own[-1]
    change = float(f"{abs(last.value - first.value):.9g}")
    way = "tăng" if last.value > first.value else "giảm"
    span = f"{'Kết quả' if kind == 'actual' else 'Chỉ tiêu'} từ năm {first.year} đến năm {last.year}"
    text = f"{span}: {way} {format_number(change)} {_apart_unit(last)}." if change else f"{span}: không đổi."
    high, low = max(first.value, last.value), min(first.value, last.value)
    return Statement(text, derived=(Derived("difference", (high, low), change),), labels=(span,))


def _apart_unit(row: Indicator) -> str:
    return "điểm %" if row.unit == "%" else row.unit


def _apart(rows: Sequence[Indicator], books: Library) -> Statement:
    """As in "Chênh lệch 2 triệu đồng/người/năm: xã A cao hơn xã B"."""
    low, high = sorted(rows, key=height)
    difference = float(f"{high.value - low.value:.9g}")
    if not difference:
        same = height(low) == height(high)
        told = "Hai mức bằng nhau" if same else "Cùng một mốc; cao hơn là mức ghi"
        text = f"{told}: {figure_words(high)}."
        return Statement(text, spans=(span_of(low), *spans_of(high, books)), labels=said_words(high, books))
    same_unit = unit_words(books.of(high.document_id)) == unit_words(books.of(low.document_id))
    who = _told(high, books, same_unit=same_unit)
    whom = _told(low, books, same_unit=same_unit)
    rough = "" if high.comparator == low.comparator == "=" else _ROUGH
    text = f"Chênh lệch {format_number(difference)} {_apart_unit(high)}: {who} cao hơn {whom}{rough}."
    derived = (Derived("difference", (high.value, low.value), difference),)
    return Statement(text, derived=derived, labels=(who, whom))


def _told(row: Indicator, books: Library, *, same_unit: bool) -> str:
    kind = "kết quả" if row.kind == "actual" else "chỉ tiêu"
    year = f" năm {row.year}" if row.year else ""
    return f"{kind}{year}" if same_unit else f"{unit_words(books.of(row.document_id))} ({kind}{year})"
