"""Answers that staff would work out on paper: each with its operands, cited, and its formula.

Operands are the rows of the kinds and years that the question puts together (``Question.references``), one figure for
each; where a document says two different things nothing is worked out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.ask.composing.items import items
from assistant.ask.composing.wording import Library, capital, counted, figure_words, span_of, unit_words
from assistant.ask.elsewhere import document_id_of
from assistant.ask.tallying.arithmetic import (
    Operand,
    Worked,
    against_plan,
    changed,
    difference,
    growth,
    operand,
    part_of,
    raised,
    reached,
    remainder,
    share,
    shared_out,
    times,
    total,
)
from assistant.ask.tallying.implied import Implied, implied, months_of, with_earlier
from assistant.ask.tallying.tally import documents_of
from assistant.ask.understanding.operations import asks_change, is_of_whole_term
from assistant.ask.understanding.reading import indicator_name, lower_first
from assistant.language.catalogue import convert
from assistant.language.dates import find_periods
from assistant.language.quantities import find_quantities, format_number
from assistant.language.text import normalise, syllables
from assistant.ledger.sureness import is_unsure
from assistant.types import Draft, Indicator, Question, Reference, Statement

_TWO = 2
_KINDS = {"actual": "kết quả", "target": "chỉ tiêu"}


def between(question: Question, rows: Sequence[Indicator], books: Library) -> list[Statement]:
    """What two figures of one indicator come to: how far apart, by how many per cent, how many times; where no
    two times are asked for those of two indicators.
    """
    found = _across(question, rows, books)
    two_times = len(question.years) > 1 or bool(question.references)
    for indicator in question.indicators if two_times or not found else ():
        own = with_earlier([row for row in rows if indicator in (row.indicator, row.label)])
        pair = _pair(question, own, books)
        if pair is not None:
            found += _held_together(question, *pair, books)
    return found


def _across(question: Question, rows: Sequence[Indicator], books: Library) -> list[Statement]:
    """What two indicators in one unit come to, for each year and kind that has both: "chi gấp mấy lần thu"."""
    if len(question.indicators) != _TWO or not set(question.operations) & {"difference", "times"}:
        return []
    levels = [row for row in rows if row.measure == "level" and operand(row) is not None]
    groups = [[row for row in levels if each in (row.indicator, row.label)] for each in question.indicators]
    found: list[Statement] = []
    for kind, year in dict.fromkeys((row.kind, row.year) for row in levels if row.year is not None):
        first, second = (one(group, Reference(kind, year)) for group in groups)
        if first is not None and second is not None and first.unit == second.unit and first.value != second.value:
            high, low = (first, second) if first.value > second.value else (second, first)
            found += _apart(question, high, low, capital(told(high, books, same_unit=True)))
    return found


def _apart(question: Question, high: Indicator, low: Indicator, when: str) -> list[Statement]:
    """How far the figure of one indicator is above that of another, and how many times of it."""
    figures = operand(high), operand(low)
    if figures[0] is None or figures[1] is None:
        return []
    who, whom = (lower_first(indicator_name(row.indicator or row.label)) for row in (high, low))
    spans = tuple(dict.fromkeys((span_of(high), span_of(low))))
    told_of: list[Statement] = []
    if "difference" in question.operations and (made := difference(figures[0], figures[1])) is not None:
        by = made.words_in(_unit_shown(question, high, low))
        when_said = lower_first(when)
        text = f"Chênh lệch {by}: {when_said}, {who} cao hơn {whom} ({made.formula})."
        told_of.append(Statement(text, spans, (made.derived,), (when_said, who, whom)))
    if "times" in question.operations and low.value and (made := times(figures[0], figures[1])) is not None:
        text = f"{when}: {who} gấp {made.words} {whom} ({made.formula})."
        told_of.append(Statement(text, spans, (made.derived,), (when, who, whom)))
    return told_of


def _unit_shown(question: Question, *rows: Indicator) -> str | None:
    """The unit in which a result is told beside its own: the one asked for, else the one in which all are written."""
    written = {each.unit for row in rows for each in find_quantities(figure_words(row))[:1]}
    units = (question.unit, *(written if len(written) == 1 else ()))
    return next((each for each in units if each and convert(1.0, each, to=rows[0].unit) is not None), None)


def _pair(question: Question, rows: Sequence[Indicator], books: Library) -> tuple[Indicator, Indicator] | None:
    """The figure that is held against another, and that other: of an earlier year, the plan, the unit named last."""
    measure = "change" if question.measure == "change" else "level"
    levels = [row for row in rows if row.measure == measure and operand(row) is not None]
    levels = [row for row in levels if row.sub_of is None] or levels
    levels = _of_said_scope(question, levels)
    groups = _by_place(question, levels, books)
    references = _references(question, levels)
    if len(groups) == _TWO:
        pairs = [tuple(one(group, each, references) for group in groups) for each in references or _years_of(levels)]
        whole = [(first, second) for first, second in pairs if first is not None and second is not None]
        results = [pair for pair in whole if {row.kind for row in pair} == {"actual"}]
        return (results or whole)[-1] if whole else _newest_results(groups)
    if len(groups) > 1:
        return None
    if len(references) != _TWO:
        return None if question.references else _risen(question, levels)
    first, second = (_so_far(question, levels, each) or one(levels, each, references) for each in references)
    if first is None or second is None or first == second:
        return None if question.references else _risen(question, levels)
    return (first, second) if _comes_after(first, second) else (second, first)


def _risen(question: Question, rows: Sequence[Indicator]) -> tuple[Indicator, Indicator] | None:
    """The newest result that is told with the level from which it came ("từ 32 lên 51,3 triệu"), and that level."""
    told = [row for row in rows if row.previous is not None and row.kind == "actual"]
    told = [row for row in told if not question.years or row.year in question.years]
    newest = [row for row in told if row.year == max((each.year or 0 for each in told), default=0)]
    if len({(row.value, row.previous) for row in newest}) != 1:
        return None
    earlier = [row for row in rows if row.row_id == newest[0].row_id and row.previous is None]
    return (newest[0], earlier[0]) if earlier else None


def _newest_results(groups: Sequence[Sequence[Indicator]]) -> tuple[Indicator, Indicator] | None:
    """The last result of each of two units that state none of one year."""
    found = []
    for group in groups:
        results = [row for row in group if row.kind == "actual" and row.year is not None]
        last = max((row.year or 0 for row in results), default=0)
        found.append(one(results, Reference("actual", last)))
    first, second = found
    return None if first is None or second is None else (first, second)


def _of_said_scope(question: Question, rows: Sequence[Indicator]) -> list[Indicator]:
    """The rows of the scope that the question says ("thu NSNN trên địa bàn"); all where it says none of theirs."""
    asked = set(syllables(question.text.lower()))
    said = [row for row in rows if row.scope and set(syllables(row.scope.lower())) <= asked]
    return said or list(rows)


def _by_place(question: Question, rows: Sequence[Indicator], books: Library) -> list[list[Indicator]]:
    """The rows of each unit, in the order in which the question names them."""
    documents = books.units
    found = []
    for place in question.places:
        ids = {each.document_id for each in documents_of(place, documents)}
        found.append([row for row in rows if row.document_id in ids])
    return [group for group in found if group] or [list(rows)]


def _references(question: Question, rows: Sequence[Indicator]) -> tuple[Reference, ...]:
    """What the question puts together; of two years alone the kind that both have, else the only two there are."""
    if question.references:
        return question.references
    years = question.years or tuple(sorted({row.year for row in rows if row.year is not None}))
    if len(question.years) > _TWO and set(question.operations) & {"difference", "percent", "times"}:
        years = (min(years), max(years))  # "từ năm 2018 đến năm 2022 tăng bao nhiêu"
    kinds = {(row.kind, row.year) for row in rows if row.year in years}
    if not question.years and len(kinds) == _TWO:
        # "Hơn nhiệm kỳ trước mấy người": what a term reached and what the next one sets.
        return tuple(Reference(kind, year) for kind, year in sorted(kinds, key=lambda each: each[1] or 0) if year)
    if "to_go" in question.operations:
        planned = [year for year in years if {("actual", year), ("target", year)} <= kinds]
        return tuple(Reference(kind, year) for year in planned[-1:] for kind in ("actual", "target"))
    for kind in ("actual", "target"):
        if all((kind, year) in kinds for year in years):
            return tuple(Reference("actual" if kind == "actual" else "target", year) for year in years)
    return tuple(Reference(None, year) for year in years)


def _years_of(rows: Sequence[Indicator]) -> tuple[Reference, ...]:
    return tuple(Reference(None, year) for year in sorted({row.year for row in rows if row.year is not None}))


def one(rows: Sequence[Indicator], reference: Reference, others: Sequence[Reference] = ()) -> Indicator | None:
    """The one figure of a kind and year; None where there is none, or where there are several that differ.

    Where the question does not say the kind, a figure held against a target is a result. The whole year goes before a
    part of it, the whole before a part that has a scope of its own, what was read for sure before what was not.
    """
    found = [row for row in rows if row.year == reference.year and reference.kind in (None, row.kind)]
    if reference.kind is None and len({row.kind for row in found}) > 1:
        of_target = any(each.kind == "target" for each in others) or not others
        found = [
            row for row in found if (row.kind == "actual") == of_target or (not of_target and row.kind == "actual")
        ]
    for is_better in (_is_of_whole_year, _is_unscoped, _is_sure):
        found = [row for row in found if is_better(row)] or found
    values = {(row.value, row.unit, row.comparator) for row in found}
    return found[0] if len(values) == 1 else None


def _so_far(question: Question, rows: Sequence[Indicator], reference: Reference) -> Indicator | None:
    """Of the results of parts of a year the largest, where it is asked what is missing: they are counted from its
    beginning, and that of a month is within them.
    """
    if "to_go" not in question.operations or reference.kind != "actual":
        return None
    found = [row for row in rows if (row.kind, row.year) == ("actual", reference.year)]
    of_parts = [row for row in found if not _is_of_whole_year(row)]
    return max(found, key=lambda row: row.value) if of_parts else None


def _is_of_whole_year(row: Indicator) -> bool:
    return row.period is None or _PART_OF_YEAR.search(row.period) is None


_PART_OF_YEAR = re.compile(r"(?<!\w)(?:tháng|quý|ngày|vụ|học kỳ|đến (?:hết|ngày|\d))(?!\w)")


def _is_sure(row: Indicator) -> bool:
    return not is_unsure(row)


def _is_unscoped(row: Indicator) -> bool:
    return row.scope is None


def _comes_after(first: Indicator, second: Indicator) -> bool:
    """Whether the first is what has become of the second: a later year, or the result of a plan of the same year."""
    if first.year != second.year:
        return (first.year or 0) > (second.year or 0)
    return first.kind != "target" or second.kind == "target"


def _held_together(question: Question, first: Indicator, second: Indicator, books: Library) -> list[Statement]:
    """The statements on two figures, one for each operation."""
    held = _operands(first, second)
    if held is None:
        return []
    one_figure, other = held
    same_unit = unit_words(books.of(first.document_id)) == unit_words(books.of(second.document_id))
    higher = one_figure.value >= other.value
    high, low = (first, second) if higher else (second, first)
    who, whom = (told(row, books, same_unit=same_unit) for row in (high, low))
    of_rate = first.unit.startswith(("%", "điểm %", "‰"))
    found: list[Statement] = []
    spans = tuple(dict.fromkeys((span_of(first), span_of(second))))
    asked = set(question.operations)
    of_plan = (first.kind, second.kind, first.year) == ("actual", "target", second.year)
    if "to_go" in asked and of_plan and not higher:
        return _to_go(question, first, second, books)
    if "share" in asked and of_plan and (made := reached(one_figure, other)) is not None:
        words = (
            f"{capital(told(first, books, same_unit=True))} bằng {made.words} {told(second, books, same_unit=True)}"
        )
        found.append(Statement(f"{words} ({made.formula}).", spans, (made.derived,), (words,)))
    if asked & {"difference", "percent"} and (made := difference(one_figure, other)) is not None:
        apart = made.words_in(_unit_shown(question, first, second))
        text = f"Chênh lệch {apart}: {who} cao hơn {whom} ({made.formula})."
        text = text if made.value else f"Hai mức bằng nhau: {made.formula}."
        found.append(Statement(text, spans, (made.derived,), (who, whom)))
    if asked & {"difference", "percent"} and not of_rate and (made := growth(one_figure, other)) is not None:
        by = _growth_words(made, later=same_unit and first.year != second.year)
        words = (
            f"{capital(told(first, books, same_unit=same_unit))} so với {told(second, books, same_unit=same_unit)}"
        )
        found.append(Statement(f"{words}: {by} ({made.formula}).", spans, (made.derived,), (words,)))
    if "times" in asked and low.value:
        pair = (one_figure, other) if higher else (other, one_figure)
        if (made := times(*pair)) is not None:
            text = f"{capital(who)} gấp {made.words} {whom} ({made.formula})."
            found.append(Statement(text, spans, (made.derived,), (who, capital(who), whom)))
    return found


def _to_go(question: Question, result: Indicator, plan: Indicator, books: Library) -> list[Statement]:
    """What of a plan, or of the per cent of it that the question names, is not reached: "8,4 − 6,318 = 2,082"."""
    held = against_plan(result, plan)
    mark = part_of(held[1], question.rate) if held is not None and question.rate else None
    whole = mark.operand if mark is not None else held[1] if held is not None else None
    left = remainder(whole, held[0]) if whole is not None and held is not None else None
    if left is None:
        return []
    of_plan = told(plan, books, same_unit=True)
    percent = f"{format_number(question.rate)}% " if mark is not None and question.rate else ""
    goal = f"{percent}{of_plan}{f' ({mark.formula} {mark.unit})' if mark is not None else ''}"
    text = f"Để đạt {goal} còn phải thực hiện {left.words_in(_unit_shown(question, result, plan))} ({left.formula})."
    spans = tuple(dict.fromkeys((span_of(result), span_of(plan))))
    derived = (left.derived,) if mark is None else (left.derived, mark.derived)
    return [Statement(text, spans, derived, (of_plan, percent.strip()))]


def _operands(first: Indicator, second: Indicator) -> tuple[Operand, Operand] | None:
    """Both figures; of a result and the plan of its own year the plan's mark."""
    if (first.kind, second.kind) == ("actual", "target") and first.year == second.year:
        return against_plan(first, second)
    one_figure, other = operand(first), operand(second)
    return None if one_figure is None or other is None else (one_figure, other)


def _growth_words(made: Worked, *, later: bool) -> str:
    """As in "tăng trên 7,86 %"; of one year, or of two units, "chênh 14,68 %, mức trước thấp hơn"."""
    words = made.words.replace("-", "", 1)
    if later:
        return f"{'giảm' if made.value < 0 else 'tăng'} {words}"
    return f"chênh {words}, mức trước {'thấp' if made.value < 0 else 'cao'} hơn"


def told(row: Indicator, books: Library, *, same_unit: bool) -> str:
    """As in "kết quả năm 2022"; with its unit where two are held together."""
    year = f" năm {row.year}" if row.year else ""
    year = f" giai đoạn {row.period}" if row.period and row.period[:4].isdigit() else year
    kind = f"{_KINDS[row.kind]}{year}"
    return kind if same_unit else f"{unit_words(books.of(row.document_id))} ({kind})"


def shares_of_commune(
    question: Question, shown: Sequence[Indicator], rows: Sequence[Indicator], books: Library
) -> list[Statement]:
    """Which share of its commune's figure those of the villages ``shown`` are: "(56 + 65) : 232 = 52,16 %".

    ``rows`` are all rows of the indicators. Where a commune has several figures of a year ("đầu năm", "cuối năm"),
    the one that the question names is meant.
    """
    levels = [row for row in shown if row.measure == "level" and operand(row) is not None]
    parts = [row for row in levels if books.of(row.document_id).identity.village is not None]
    if len({(row.indicator, row.year, row.kind, row.unit, document_id_of(row.document_id)) for row in parts}) != 1:
        return []
    wholes = _of_said_time(question, [row for row in rows if _is_commune_of(row, parts[0])])
    full = operand(wholes[0]) if len({row.value for row in wholes}) == 1 else None
    figures = [figure for row in parts if (figure := operand(row)) is not None]
    added = total(figures)
    made = share(added.operand if added is not None else figures[0], full) if full is not None else None
    if made is None:
        return []
    names = " và ".join(dict.fromkeys(unit_words(books.of(row.document_id)) for row in parts))
    whom = unit_words(books.of(wholes[0].document_id))
    before = f" {added.words} ({added.formula})," if added is not None else ""
    text = f"{capital(names)}:{before} bằng {made.words} của {whom} ({made.formula})."
    derived = (made.derived,) if added is None else (made.derived, added.derived)
    spans = tuple(dict.fromkeys(map(span_of, (*parts, wholes[0]))))
    return [Statement(text, spans, derived, (names, capital(names), whom))]


def communes_beside(shown: Sequence[Indicator], rows: Sequence[Indicator]) -> list[Indicator]:
    """The figures of the communes that the villages ``shown`` are of, out of all ``rows``."""
    return [
        row for row in rows if any(_is_commune_of(row, part) for part in shown if part.document_id != row.document_id)
    ]


def _is_commune_of(row: Indicator, part: Indicator) -> bool:
    """Whether a figure is the one that a village's is part of."""
    same = (row.indicator, row.year, row.kind, row.unit) == (part.indicator, part.year, part.kind, part.unit)
    is_whole = row.measure == "level" and row.sub_of is None
    return same and is_whole and row.document_id == document_id_of(part.document_id)


def _of_said_time(question: Question, rows: Sequence[Indicator]) -> list[Indicator]:
    """The rows of the end or the beginning of a year that the question says; all where none says so."""
    said = next((time for time in _ENDS_OF_YEAR if time in question.text.lower()), None)
    return [row for row in rows if said is not None and said in row.quote.lower()] or list(rows)


_ENDS_OF_YEAR = ("cuối năm", "đầu năm")


def fulfilments(rows: Sequence[Indicator], books: Library) -> list[Statement]:
    """X in per cent of Y of each figure "X/Y": "16 : 18 = 88,89 %"."""
    return _of_halves(rows, books, share, "tỷ lệ")


def left_of(rows: Sequence[Indicator], books: Library) -> list[Statement]:
    """What of Y is not X in each figure "X/Y": "26 − 25 = 1 chỉ tiêu"."""
    return _of_halves(rows, books, lambda part, whole: remainder(whole, part), "còn lại")


def _of_halves(
    rows: Sequence[Indicator], books: Library, work: Callable[[Operand, Operand], Worked | None], called: str
) -> list[Statement]:
    """What X and Y of each figure "X/Y" come to."""
    found = []
    for row in rows:
        made = work(Operand(row.value, row.unit), Operand(row.of, row.unit)) if row.of else None
        if made is not None:
            who = capital(told(row, books, same_unit=False))
            text = f"{who}: {called} {made.words} ({made.formula})."
            found.append(Statement(text, (span_of(row),), (made.derived,), (who,)))
    return found


def shared_figures(question: Question, rows: Sequence[Indicator], books: Library) -> list[Statement]:
    """Each figure shared out evenly: "Chia đều: 60 ha/năm (300 : 5 = 60)"; none that is one for each already."""
    found = []
    for row in rows:
        count = question.each_of or _times_in(row, question.each)
        figure = operand(row)
        may_be = figure is not None and count is not None and _may_be_shared(question, row)
        made = shared_out(figure, count, question.each) if may_be and figure and count else None
        if made is not None and count is not None:
            who = told(row, books, same_unit=True)
            text = f"Chia đều {who} cho {count} {question.each}: {made.words} ({made.formula})."
            found.append(Statement(text, (span_of(row),), (made.derived, counted(count)), (who,)))
    return found


def _may_be_shared(question: Question, row: Indicator) -> bool:
    """Whether a figure is one of all together: no rate, no average, no level that the last year of a term is to have,
    and no level where a change is asked for.
    """
    averaged = row.averaging is not None and not row.averaging.startswith(_OF_WHOLE)
    if averaged or row.measure == "vs_plan" or f"/{question.each}" in row.unit:
        return False
    if row.measure == "change":
        return True
    of_term = bool(find_periods(row.period or ""))
    whole = any(map(is_of_whole_term, (row.averaging or "", row.quote, question.text))) if of_term else True
    return whole and not row.unit.startswith(("%", "‰")) and not asks_change(question.text)


def _times_in(row: Indicator, each: str) -> int | None:
    """How many years, quarters or months the time of a figure has; None where that is not whole or not known."""
    periods = find_periods(row.period or "")
    if each not in _MONTHS_OF:
        return None
    months = _MONTHS_OF["năm"] * _years_in(periods[0].first, periods[0].last) if periods else _months_of_part(row)
    return months // _MONTHS_OF[each] if months and months % _MONTHS_OF[each] == 0 else None


def _years_in(first: int, last: int) -> int:
    """A term from congress to congress ("2020-2025") has the years between, a plan ("2021-2025") one more."""
    return last - first if first % _TERM == 0 and last % _TERM == 0 else last - first + 1


def _months_of_part(row: Indicator) -> int | None:
    part = _PART.search(row.period) if row.period else None
    if part is not None:
        return int(part[1])
    return _MONTHS_OF["năm"] if row.year is not None and _is_of_whole_year(row) else None


_OF_WHOLE = ("cả", "toàn", "trong cả")  # how a figure says that it is one of a whole term
_TERM = 5
_MONTHS_OF = {"năm": 12, "quý": 3, "tháng": 1}
_PART = re.compile(r"(?<!\d)(\d{1,2}) tháng")


def parts_held(
    question: Question, rows: Sequence[Indicator], books: Library, *, beside: Sequence[Indicator] = ()
) -> list[Statement]:
    """Which share of a figure its part is, and what is left without it, where both are asked for: "thu bao nhiêu,
    riêng tiền đất bao nhiêu, chiếm mấy phần trăm". The whole may also stand ``beside`` the rows that were asked for.
    """
    found = []
    parts = [row for row in rows if row.measure == "level" and row.sub_of is not None]
    levels = [row for row in dict.fromkeys((*rows, *beside)) if row.measure == "level"]
    for part in parts:
        same = (part.document_id, part.year, part.kind)
        wholes = [row for row in levels if row.sub_of is None and is_part_of(part, row)]
        whole = one([row for row in wholes if (row.document_id, row.year, row.kind) == same], _reference_of(part))
        full, figure = (operand(whole) if whole else None), operand(part)
        if whole is None or full is None or figure is None:
            continue
        names = tuple(row.label.lstrip(" -–+*•") for row in (part, whole))
        kind = told(part, books, same_unit=True)
        spans = tuple(dict.fromkeys((span_of(part), span_of(whole))))
        if "share" in question.operations and (of := share(figure, full)) is not None:
            text = f"{capital(kind)}: {names[0]} chiếm {of.words} {names[1]} ({of.formula})."
            found.append(Statement(text, spans, (of.derived,), (*names, capital(kind))))
        if "remainder" in question.operations and (left := remainder(full, figure)) is not None:
            text = f"{capital(kind)}: {names[1]} trừ {names[0]} còn {left.words_in(question.unit)} ({left.formula})."
            found.append(Statement(text, spans, (left.derived,), (*names, capital(kind))))
    return found


def is_part_of(part: Indicator, whole: Indicator) -> bool:
    """Whether a row is told to be part of another, by its indicator or by its name."""
    said = normalise(part.sub_of or "")
    return bool(said) and said in (whole.indicator, normalise(whole.label))


def _reference_of(row: Indicator) -> Reference:
    return Reference(row.kind, row.year or 0)


# -- figures that no document states -----------------------------------------------------------------


def compose_worked(question: Question, rows: Sequence[Indicator], books: Library) -> Draft | None:
    """What a rise comes to; None where its base is not stated."""
    documents = list(books.documents.values())
    ids = {each.document_id for place in question.places for each in documents_of(place, documents)}
    own = [row for row in rows if row.document_id in ids]
    for indicator in question.indicators:
        of_one = [row for row in own if indicator in (row.indicator, row.label)]
        draft = _grown(question, of_one, books)
        if draft is not None:
            return draft
    return None


def _grown(question: Question, rows: Sequence[Indicator], books: Library) -> Draft | None:
    """As in "312,45 + 8% = 337,446": the base is the figure of the earliest year named, a result before a target."""
    if question.rate is None or not question.years:
        return None
    first = min(question.years)
    kinds = [each.kind for each in question.references if each.year == first]
    levels = [row for row in rows if row.measure == "level" and row.sub_of is None]
    base = one(levels, Reference(kinds[0] if kinds else None, first))
    figure = operand(base) if base is not None else None
    if base is None or figure is None or (made := raised(figure, question.rate)) is None:
        return None
    way = "tăng" if question.rate >= 0 else "giảm"
    of_base = told(base, books, same_unit=True)
    percent = f"{format_number(abs(question.rate))}%"
    rate = f"{way} {percent}"
    text = f"{capital(rate)} so với {of_base} là {made.words_in(question.unit)} ({made.formula})."
    labels = (rate, capital(rate), percent, of_base)  # the rise is the question's own
    answer = Statement(text, (span_of(base),), (made.derived,), labels)
    stated = [row for row in rows if row.measure == "change" and row.year in question.years]
    shown = [base, *stated]
    return Draft("answered", (answer, *items(question, shown, books)), tuple((row, "match") for row in shown))


def following(question: Question, rows: Sequence[Indicator], books: Library) -> list[tuple[Implied, Statement]]:
    """The figures asked for that no row of the unit states and that follow from rows, each with the sentence that
    tells it with its formula. ``rows`` are all rows of the indicators.
    """
    if len(question.places) != 1 or question.places[0].members:
        return []
    ids = {each.document_id for each in documents_of(question.places[0], books.units)}
    found = []
    for indicator in question.indicators:
        own = [row for row in rows if row.document_id in ids and indicator in (row.indicator, row.label)]
        for each in _unstated(question, own):
            lead = f"Văn bản không nêu {_what(each)}; suy ra từ {_from(each)}:"
            text = f"{lead} {each.made.words_in(question.unit)} ({each.made.formula})."
            spans = tuple(dict.fromkeys(map(span_of, each.rows)))
            found.append((each, Statement(text, spans, (each.made.derived,), (lead,))))
    return found


def _unstated(question: Question, rows: Sequence[Indicator]) -> list[Implied]:
    """What follows of the kinds, years and part of the year that are asked for, where no row states it."""
    months = months_of(question.part_of_year)
    asked = question.references or [Reference(question.kind, year) for year in question.years]
    stated = {(row.kind, row.year, months_of(row.period)) for row in with_earlier(rows) if row.measure == "level"}
    found = []
    for each in implied(rows):
        same = [one for one in asked if one.year == each.year and one.kind in (None, each.kind)]
        # A plan is asked for as one; the year before a part of a year is asked for with that part or with none.
        same = [one for one in same if each.kind == "actual" or one.kind == "target"]
        of_time = each.months == months or (question.part_of_year is None and each.months[0] == 1)
        if same and of_time and (each.kind, each.year, each.months) not in stated:
            found.append(each)
    whole = [each for each in found if each.months == _YEAR]
    return [each for each in found if each.months == _YEAR or not whole]


_YEAR = (1, 12)


def _what(each: Implied) -> str:
    return f"{_KINDS[each.kind]} {_part_words(each.months)}năm {each.year}"


def _part_words(months: tuple[int, int]) -> str:
    first, last = months
    if months == _YEAR:
        return ""
    if first == 1:
        return f"{last} tháng đầu "
    quarter = {(1, 3): "I", (4, 6): "II", (7, 9): "III", (10, 12): "IV"}.get(months)
    return f"quý {quarter} " if quarter else f"từ tháng {first} đến tháng {last} "


def _from(each: Implied) -> str:
    """As in "kết quả năm 2023 và mức tăng"."""
    first, second = each.rows
    period = f" {first.period.removesuffix(' năm')}" if first.period else ""
    of = f"{_KINDS[first.kind]}{period} năm {first.year}"
    if second.measure == "vs_plan":
        return f"{of} và mức so với kế hoạch"
    if second.measure == "change":
        return f"{of} và mức {second.direction or 'tăng'}"
    return f"{of} và {second.period or 'cả năm'}"


def after_flows(question: Question, rows: Sequence[Indicator], books: Library) -> list[Statement]:
    """What a level of the beginning of a year has become by what left and what came, where how much there still is is
    asked for: "đầu năm 141 hộ, thoát nghèo 32 hộ, phát sinh 5 hộ".
    """
    starts = [row for row in rows if row.measure == "level" and (row.period or "").startswith("đầu")]
    if len({row.value for row in starts}) != 1 or not _STILL.search(normalise(question.text)):
        return []
    start, level = starts[0], operand(starts[0])
    same = (start.document_id, start.indicator, start.year, start.kind)
    flows = [
        row
        for row in rows
        if row.measure == "change"
        and (row.document_id, row.indicator, row.year, row.kind) == same
        and row.unit == start.unit
    ]
    fallen, risen = ([row for row in flows if row.direction == way] for way in ("giảm", "tăng"))
    out, came = ([figure for row in some if (figure := operand(row)) is not None] for some in (fallen, risen))
    if level is None or not out or not came or len({row.period for row in flows}) != 1:
        return []
    found = changed(level, out, came)
    if found is None:
        return []
    made, steps = found
    when = flows[0].period or "trong năm"
    lead = f"Tính từ {_KINDS[start.kind]} đầu năm {start.year}, bớt số giảm, thêm số tăng {when}:"
    spans = tuple(dict.fromkeys(map(span_of, (start, *flows))))
    return [Statement(f"{lead} {made.words} ({made.formula}).", spans, steps, (lead,))]


_STILL = re.compile(r"(?<!\w)(?:còn|con)(?!\w)")


def added_changes(question: Question, rows: Sequence[Indicator], books: Library) -> list[Statement]:
    """The changes of the years asked for added up, where each has one: "2,5 + 3 + 3 = 8,5"."""
    if not _ADDED.search(normalise(question.text)) or len(question.years) < _TWO:
        return []
    found: list[Statement] = []
    for kind in dict.fromkeys(row.kind for row in rows):
        own = [
            row for row in rows if row.kind == kind and row.measure == "change" and not find_periods(row.period or "")
        ]
        own = sorted((row for row in own if row.year in question.years), key=lambda row: row.year or 0)
        figures = [figure for row in own if (figure := operand(row)) is not None]
        once = [row.year for row in own] == sorted(question.years) and len({row.direction for row in own}) == 1
        made = total(figures) if once and len(figures) == len(own) else None
        if made is not None:
            lead = f"Cộng mức {own[0].direction or 'tăng'} ({_KINDS[kind]}) các năm {own[0].year}-{own[-1].year}:"
            spans = tuple(dict.fromkeys(map(span_of, own)))
            found.append(Statement(f"{lead} {made.words} ({made.formula}).", spans, (made.derived,), (lead,)))
    return found


_ADDED = re.compile(r"(?<!\w)(?:cộng|cong|tổng|gộp)(?!\w)")


def compose_following(question: Question, rows: Sequence[Indicator], books: Library) -> Draft | None:
    """The same as an answer of its own, above the rows that it comes from; None where nothing follows."""
    found = following(question, rows, books)
    used = list(dict.fromkeys(row for each, _ in found for row in each.rows))
    lines = [statement for _, statement in found]
    if not lines:
        return None
    return Draft("answered", (*lines, *items(question, used, books)), tuple((row, "match") for row in used))
