"""A summary of a document within one screen: what it is, its results, its targets beside them, its faults, its tasks.

Every figure is a row of the ledger and every sentence a quote; nothing is reworded. Of a unit with several documents
the one that fits best is summed up, and the others are named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.composing.by_unit import of_unit, unit_lines
from assistant.ask.composing.choosing import Chosen, chosen, nearest, of_units, told_of_elsewhere
from assistant.ask.composing.excerpts import faults, other_parts, tasks
from assistant.ask.composing.headline import (
    best,
    headline_years,
    is_told_with,
    key_of,
    name_of,
    weight,
    with_count,
    with_share,
)
from assistant.ask.composing.refusals import refuse_unknown_places
from assistant.ask.composing.tables import Cell, cell, table_head, table_row, told_units
from assistant.ask.composing.telling import telling_lines
from assistant.ask.composing.wording import Library, counted, document_words, kind_words, span_of, unit_words
from assistant.ask.understanding.reading import place_words
from assistant.types import Draft, Indicator, Question, Resolution, Span, Statement

MAX_DOCUMENTS = 3  # units whose documents are summed up one after the other
MAX_RESULTS = 7  # results listed beside those of the table
MAX_TARGETS = 12  # rows of the table
MAX_FAULTS, MAX_TASKS = 3, 6
MAX_NAMED = 8  # other documents that are named
_MAX_TITLE = 180  # characters of a title
_LEAST_WEIGHT = 3  # of a result that is listed


def compose_summary(question: Question, books: Library, rows: Sequence[Indicator]) -> Draft:
    """The summary; ``rows`` are all rows of the documents that may be meant. A refusal names those there are."""
    if elsewhere := told_of_elsewhere(question, books):
        return Draft(
            "answered", tuple(each for document, lines in elsewhere for each in (_of_many(document), *lines))
        )
    found = chosen(question, books)[:MAX_DOCUMENTS]
    if not found:
        refused = _refused(question, books)
        instead = nearest(question, books)
        more = [each for document in instead for each in _of_nearest(document, rows, books)]
        return replace(refused, statements=(*refused.statements, *more))
    statements: list[Statement] = []
    used: list[Indicator] = []
    for each in found:
        own = [row for row in rows if row.document_id == each.document.document_id]
        told = _of_several(question, each.document)
        told = told or _of_document(each.document, own, books, share=len(found))
        statements += [*told, *_others(each)]
        cited = {span for statement in told for span in statement.spans}
        used += [row for row in own if span_of(row) in cited]
    return Draft("answered", tuple(statements), tuple((row, "match") for row in dict.fromkeys(used)))


def _of_nearest(document: Resolution, rows: Sequence[Indicator], books: Library) -> list[Statement]:
    """What the document nearest to the year asked for says, where none is of it."""
    own = [row for row in rows if row.document_id == document.document_id]
    lead = Statement("Văn bản gần nhất có nội dung như sau (không phải của năm được hỏi):")
    return [lead, *_of_document(document, own, books, share=1)]


def _of_several(question: Question, document: Resolution) -> list[Statement]:
    """Of a text of several units what it tells of those asked about, else a line on each; none of another text."""
    own = [each for place in question.places for each in of_unit(document, place.name)]
    lines = own or unit_lines(document)
    return [_of_many(document), *lines] if lines else []


def _of_many(document: Resolution) -> Statement:
    """What a text of several units is: none of them has issued it."""
    text = f"**Văn bản nói về nhiều nơi** (tệp {document.name})"
    return Statement(text, spans=telling_lines(document), labels=(text,))


def _of_document(document: Resolution, rows: Sequence[Indicator], books: Library, *, share: int) -> list[Statement]:
    """One document; of several each has its ``share`` of the screen."""
    result_year, target_year = headline_years(document, rows)
    targets = _targets(rows, target_year, books)[: MAX_TARGETS // share]
    results = _beside_none(_results(rows, result_year, books), targets)
    wrong = faults(document, max(MAX_FAULTS // share, 1))
    ahead = tasks(document, MAX_TASKS // share)
    parts = [
        (f"Kết quả nổi bật{_of_year(result_year)}", _listed(results[: MAX_RESULTS // share], rows, books)),
        (f"Mục tiêu chính{_of_year(target_year)}", _table(targets, rows, result_year, target_year, books)),
        *other_parts(document),
        ("Hạn chế", wrong),
        ("Nhiệm vụ, giải pháp", ahead),
    ]
    if not any(told for _, told in parts):
        parts = [("Văn bản gồm", _opening(document))]
    headed = [
        statement
        for heading, told in parts
        if told
        for statement in (Statement(f"**{heading}**", labels=(heading,)), *told)
    ]
    return [_what_it_is(document), *headed]


def _beside_none(results: Sequence[Indicator], targets: Sequence[Indicator]) -> list[Indicator]:
    """The results that are not in the table, without counts that are told with their rate."""
    planned = set(map(key_of, targets))
    rates = planned | set(map(key_of, results))
    return [row for row in results if key_of(row) not in planned and not is_told_with(row, rates)]


def _of_year(year: int | None) -> str:
    return f" năm {year}" if year is not None else ""


def _what_it_is(document: Resolution) -> Statement:
    """As in "**Nghị quyết số 12-NQ/ĐU ngày 28/12/2022 của Đảng ủy xã Trường Xuân**: về nhiệm vụ năm 2023"."""
    identity = document.identity
    kind = kind_words(document)
    number = f" số {identity.number}" if identity.number else ""
    date = f" ngày {'/'.join(reversed(identity.date.split('-')))}" if identity.date else ""
    issuer = identity.issuer if identity.issuer and identity.kind != "khác" else unit_words(document)
    name = f"{kind}{number}{date} của {issuer}"
    title = re.sub(rf"^{re.escape(kind)}\s+", "", " ".join(identity.title.split()), flags=re.IGNORECASE)
    about = f": {title}" if identity.kind != "khác" and len(title) <= _MAX_TITLE else f" (tệp {document.name})"
    return Statement(f"**{name}**{about}", spans=telling_lines(document), labels=(name, about.strip(": ")))


def _opening(document: Resolution) -> list[Statement]:
    """The first headings, of a document without figures, faults and tasks."""
    found = []
    for section in document.sections:
        heading = document.text[section.start : section.body].strip()
        if section.heading and heading and section.role not in ("heading", "basis", "closing"):
            span = Span(document.document_id, section.label, section.start, section.start + len(heading), heading)
            found.append(Statement(f"- {' '.join(heading.split())}", spans=(span,)))
    return found[:MAX_TASKS]


# -- figures -----------------------------------------------------------------------------------------


def _by_weight(rows: Sequence[Indicator]) -> list[Indicator]:
    return sorted(rows, key=lambda row: (-weight(row), row.start))


def _one_each(rows: Sequence[Indicator], books: Library) -> list[Indicator]:
    """The best row of each indicator."""
    groups: dict[str, list[Indicator]] = {}
    for row in rows:
        groups.setdefault(key_of(row), []).append(row)
    return [found for group in groups.values() if (found := best(group, books)) is not None]


def _results(rows: Sequence[Indicator], year: int | None, books: Library) -> list[Indicator]:
    own = [row for row in rows if row.kind == "actual" and row.year == year]
    return [row for row in _by_weight(_one_each(own, books)) if weight(row) >= _LEAST_WEIGHT]


def _targets(rows: Sequence[Indicator], year: int | None, books: Library) -> list[Indicator]:
    """The targets of the year that is planned for; of an indicator without one, those of the next year that has."""
    ahead = [row for row in rows if row.kind == "target" and _is_ahead(row, year)]
    groups: dict[str, list[Indicator]] = {}
    for row in sorted(ahead, key=lambda row: row.year or 0):
        groups.setdefault(key_of(row), []).append(row)
    first = [row for group in groups.values() for row in group if row.year == group[0].year]
    one_each = _by_weight(_one_each(first, books))
    rates = set(map(key_of, one_each))
    return [row for row in one_each if not is_told_with(row, rates)]


def _is_ahead(row: Indicator, year: int | None) -> bool:
    return row.year == year or (row.year is not None and year is not None and row.year > year)


def _later(target: Indicator, rows: Sequence[Indicator], books: Library) -> list[Indicator]:
    """The target of the same indicator for the latest year, where a document plans for several."""
    own = [row for row in rows if row.kind == "target" and key_of(row) == key_of(target)]
    last = max((row.year or 0 for row in own), default=0)
    found = best([row for row in own if row.year == last and row.measure == target.measure], books)
    return [found] if found is not None and target.year is not None and last > target.year else []


def _listed(results: Sequence[Indicator], rows: Sequence[Indicator], books: Library) -> list[Statement]:
    """Results as list items, each with its share of the plan."""
    found = []
    for row in results:
        told = cell([*with_share(row, rows), *with_count(row, rows, books)], year=row.year)
        name, (text,) = told_units(name_of(row), [told])
        found.append(Statement(f"- {name}: {text}", told.spans, labels=(name, *told.labels)))
    return found


def _table(
    targets: Sequence[Indicator],
    rows: Sequence[Indicator],
    result_year: int | None,
    target_year: int | None,
    books: Library,
) -> list[Statement]:
    """The targets in their weight's order, beside the results of the same indicators."""
    if not targets:
        return []
    lines = [(target, _beside(target, rows, result_year, target_year, books)) for target in targets]
    columns = [f"Mục tiêu{_of_year(target_year)}"]
    if with_results := any(told.text for _, told in lines):
        columns.insert(0, f"Kết quả{_of_year(result_year)}")
    found = [table_head("Chỉ tiêu", columns)]
    for target, result in lines:
        planned = cell([target, *_later(target, rows, books), *with_count(target, rows, books)], year=target_year)
        cells = (replace(result, text=result.text or "không nêu"), planned) if with_results else (planned,)
        found.append(table_row(name_of(target), cells))
    return found


def _beside(
    target: Indicator,
    rows: Sequence[Indicator],
    result_year: int | None,
    target_year: int | None,
    books: Library,
) -> Cell:
    """The result of a target's indicator with its share of the plan, and what had been planned for its year."""
    own = [row for row in rows if key_of(row) == key_of(target) and row.year == result_year]
    result = best([row for row in own if row.kind == "actual"], books)
    if result is None:
        return Cell("")
    told = cell([*with_share(result, own), *with_count(result, rows, books)], year=result_year)
    planned = best([row for row in own if row.kind == "target"], books) if target_year != result_year else None
    if planned is None or planned.measure != result.measure or planned.figure == result.figure:
        return told
    plan = cell([planned], year=result_year)
    text = f"{told.text} (chỉ tiêu: {plan.text})"
    return Cell(text, (*told.spans, *plan.spans), (*told.labels, *plan.labels), (*told.units, *plan.units))


# -- which document ----------------------------------------------------------------------------------


def _others(taken: Chosen) -> list[Statement]:
    """The other documents of the unit that might have been meant."""
    if not taken.others:
        return []
    listed = [_named(each) for each in taken.others]
    rest = len(listed) - MAX_NAMED
    names = "; ".join(listed[:MAX_NAMED])
    more = f"; … và {rest} văn bản nữa" if rest > 0 else ""
    text = f"Tóm tắt trên là của tệp {taken.document.name}. Kho còn: {names}{more}."
    labels = (taken.document.name, names)
    return [Statement(text, derived=(counted(max(rest, 0)),), labels=labels, part="coverage")]


def _named(document: Resolution) -> str:
    words = document_words(document)
    file = "" if document.name in words else f" (tệp {document.name})"
    return f"{kind_words(document)} của {words}{file}"


def _refused(question: Question, books: Library) -> Draft:
    """What there is, where nothing fits or too much does."""
    if question.unknown_places and not question.places:
        return refuse_unknown_places(question, books)
    there = of_units(question, books)
    where = ", ".join(map(place_words, question.places))
    years = ", ".join(map(str, question.years))
    if question.places:
        reason = f"Kho không có văn bản nào của {where}" + (f" năm {years}" if years else "") + "."
        reason += " Hiện có:" if there else ""
    else:
        reason = "Hãy nêu rõ cần tóm tắt văn bản nào, của xã, phường hay cơ quan nào. Kho có:"
    listed = [_named(each) for each in there]
    rest = len(listed) - MAX_NAMED
    more = [Statement(f"- … và {rest} văn bản nữa.", derived=(counted(rest),))] if rest > 0 else []
    return Draft(
        "abstained",
        (
            Statement(reason, labels=(where, years)),
            *(Statement(f"- {each}", labels=(each,)) for each in listed[:MAX_NAMED]),
            *more,
        ),
    )
