"""List items of answers: one figure each, with its unit, its year and its citation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.composing.wording import Library, capital, figure_words, said_words, spans_of, unit_words
from assistant.ask.tallying.tally import height
from assistant.ask.understanding.reading import lower_first
from assistant.language.dates import find_periods, part_of_year, period_words
from assistant.language.text import fold, normalise
from assistant.types import Derived, Indicator, Kind, Question, Statement

MAX_LISTED = 60  # rows that the text of an answer lists; the table below it has all
KIND_NOUNS: dict[Kind | None, str] = {"target": "chỉ tiêu", "actual": "kết quả", None: "số liệu"}
_MARKS = " -–+*•"  # of a list, before a label
_BY_HEIGHT = ("filter", "count", "superlative", "rank", "sum", "mean")


def items(question: Question, rows: Sequence[Indicator], books: Library, *, mark: str = "") -> list[Statement]:
    """One list item for each figure, in the order of the question; a figure said in two documents is one item.

    ``mark`` are words that follow each figure (" — đạt mức trên 58 triệu đồng").
    """
    ordered = sorted(rows, key=lambda row: _order(question, row, books))
    kinds = Counter(map(_kind_of, ordered))
    found: dict[str, Statement] = {}
    for done, row in enumerate(ordered):
        if len(found) == MAX_LISTED:
            rest = Derived("difference", (float(len(ordered)), float(done)), float(len(ordered) - done))
            more = Statement(f"- … và {len(ordered) - done} dòng nữa trong bảng số liệu.", derived=(rest,))
            return [*found.values(), more]
        new = item(question, row, books, named=kinds[_kind_of(row)] > 1)
        new = replace(new, text=f"{new.text}{mark}", labels=(*new.labels, mark))
        known = found.get(new.text)
        found[new.text] = replace(known, spans=tuple(dict.fromkeys((*known.spans, *new.spans)))) if known else new
    return list(found.values())


def _kind_of(row: Indicator) -> tuple[object, ...]:
    """What two rows of a document share that only their own words tell apart: "giữ 06", "hoàn thành 13"."""
    return (row.document_id, row.indicator, row.year, row.kind, row.measure, row.sub_of)


def _order(question: Question, row: Indicator, books: Library) -> tuple[object, ...]:
    document = books.of(row.document_id)
    identity = document.identity
    if not question.indicators:
        return (document.name, row.start)
    at = question.indicators.index(row.indicator) if row.indicator in question.indicators else 0
    if question.intent in _BY_HEIGHT:
        value, sign = height(row)
        direction = -1 if question.highest else 1
        unnamed = identity.place is None and question.intent in ("filter", "count")
        return (unnamed, at, direction * value, direction * sign, document.name, row.start)
    return (
        fold(identity.place or "~"),
        identity.district or "",
        at,
        row.year or 0,
        row.kind,
        document.name,
        row.start,
    )


def item(question: Question, row: Indicator, books: Library, *, named: bool) -> Statement:
    """As in "- Xã Phú Lạc (huyện Tân Giang), chỉ tiêu năm 2024: 58 triệu đồng/người/năm"."""
    head = head_of(row, books)
    name = _name(question, row, named=named)
    scope = f" ({row.scope})" if row.scope and not name and fold(row.scope) not in fold(row.figure) else ""
    text = f"- {capital(head)}{name}{scope}: {figure_words(row)}"
    labels = tuple(part for part in (capital(head), name, scope, *said_words(row, books)) if part)
    return Statement(text, spans=spans_of(row, books), labels=labels)


def head_of(row: Indicator, books: Library) -> str:
    """As in "xã Phú Lạc (huyện Tân Giang), chỉ tiêu năm 2024"."""
    return f"{unit_words(books.of(row.document_id))}, {KIND_NOUNS[row.kind]} {when(row)}".rstrip()


def when(row: Indicator) -> str:
    """The year, the part of it or the term of a row."""
    if row.period and find_periods(row.period):
        return f"giai đoạn {row.period}"
    if row.period and (part := part_of_year().fullmatch(normalise(row.period))) is not None:
        period = period_words(row.period)
        return f"{period} {row.year}" if row.year and str(row.year) not in part.group() else period
    return f"năm {row.year}" if row.year else ""


def _name(question: Question, row: Indicator, *, named: bool) -> str:
    """The figure's own name, where the question is not of one indicator alone; a part says what it is part of."""
    if row.sub_of is not None:
        return f", trong đó {lower_first(row.label.lstrip(_MARKS))}"
    return "" if len(question.indicators) == 1 and not named else f", {lower_first(row.label)}"
