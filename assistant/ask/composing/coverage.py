"""What an answer over many documents looked at, in words: group by group, with what does not answer the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from assistant.ask.composing.items import items, when
from assistant.ask.composing.wording import (
    Library,
    capital,
    counted,
    document_words,
    figure_words,
    said_words,
    spans_of,
    unit_words,
)
from assistant.ask.elsewhere import is_elsewhere
from assistant.ask.none_left import is_none_left
from assistant.ask.tallying.doubt import used_unsurely
from assistant.ask.tallying.met import is_part_of_year
from assistant.ask.tallying.tally import asks_members, overlaps, rows_of
from assistant.ask.understanding.reading import conditions_words
from assistant.types import Derived, Indicator, Question, Statement, Tally

MAX_NOT_MATCHING = 20  # rows below the condition that the coverage quotes; the table has all
MAX_EXCLUDED = 2  # documents left out for one reason that the coverage names
WRITTEN = "có ghi trong lời văn nhưng chưa đọc được thành số liệu"
MAX_NAMED = 8  # documents that the coverage names; of more it gives the number


def boundary(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """What lies at the very edge of the condition, as a group of its own."""
    if not tally.boundary or not question.any_of:
        return []
    wanted = conditions_words(question.any_of)

    def why(row: Indicator) -> str:
        if is_none_left(row):
            return " — văn bản nói vậy, không ghi con số"
        if row.kind == "actual" and is_part_of_year(row) and question.part_of_year is None:
            return f" — mới là số của một phần năm, chưa cho biết cả năm có {wanted} hay không"
        return f" — đúng ở mốc, chưa bảo đảm {wanted}"

    rows = rows_of(tally.boundary)
    marks = dict.fromkeys(map(why, rows))
    found = [
        line
        for mark in marks
        for line in items(question, [row for row in rows if why(row) == mark], books, mark=mark)
    ]
    return [
        Statement("Trường hợp giáp ranh (không tính là đạt):", part="boundary"),
        *(replace(each, part="boundary") for each in found),
    ]


def coverage(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """How many documents were looked at, group by group, for every answer over many of them."""
    of_places = question.places and not asks_members(question)
    if of_places and question.intent in ("lookup", "list", "compare", "filter"):
        return []
    extreme = question.intent == "superlative"
    top = "cao nhất" if question.highest else "thấp nhất"
    silent = [each for each in tally.silent if each not in tally.written]
    judged = "đúng điều kiện hỏi" if question.met else "đạt" if question.any_of else ""
    matched = judged or (top if extreme else "có nêu")
    numbers = {
        matched: len(tally.match),
        "chưa đủ căn cứ" if question.met else "giáp ranh": len(tally.boundary),
        "còn lại" if extreme else "không đúng điều kiện hỏi" if question.met else "không đạt": len(tally.no_match),
        "không nêu kết quả hoặc chỉ tiêu để so" if question.met else "không nêu chỉ tiêu này": len(silent),
        WRITTEN: len(tally.written),
        "ngoài phạm vi câu hỏi": len(tally.excluded),
    }
    parts = ", ".join(f"{number} {name}" for name, number in numbers.items() if number)
    derived = tuple(map(counted, numbers.values()))
    others = sum(is_elsewhere(each.document_id) for each in (*tally.match, *tally.boundary, *tally.no_match))
    of_others = f" và số liệu của {others} đơn vị khác nêu trong đó" if others else ""
    looked = tally.documents - others
    derived = (*derived, counted(looked), counted(others))
    statements = [Statement(f"Đã xét {looked} văn bản{of_others}: {parts}.", derived=derived, part="coverage")]
    statements += _unsure(tally)
    statements += _years_apart(question, tally)
    if question.any_of or extreme:
        statements += _others(question, tally, books)
    if 0 < len(tally.silent) <= MAX_NAMED and question.met is None and question.intent != "missing":
        statements += silent_words(tally, books, part="coverage")
    return [*statements, *_excluded(tally, books)]


def silent_words(tally: Tally, books: Library, *, part: Literal["answer", "coverage"]) -> list[Statement]:
    """The documents that do not state the indicator, those of which a part could not be read, and those that write it
    where it was not read as a figure.
    """
    silent = [each for each in tally.silent if each not in tally.written]
    unread = [each for each in silent if books.of(each).has_unread]
    groups = {
        "Không nêu chỉ tiêu này (đã xem cả lời văn)": [each for each in silent if each not in unread],
        "Chưa thấy chỉ tiêu này, và còn trang hoặc phần chưa đọc được": unread,
        f"{capital(WRITTEN)}, hãy xem trực tiếp": tally.written,
    }
    found = []
    for words, ids in groups.items():
        names = "; ".join(dict.fromkeys(document_words(books.of(each)) for each in ids))
        if names:
            found.append(Statement(f"{words}: {names}.", labels=(names,), part=part))
    return found


def _excluded(tally: Tally, books: Library) -> list[Statement]:
    """What was left out and why: a few documents by name, more of one reason together."""
    reasons: dict[str, list[str]] = {}
    for document_id, reason in tally.excluded.items():
        reasons.setdefault(reason, []).append(document_id)
    parts = [
        "; ".join(document_words(books.of(each), tally.excluded) for each in ids)
        if len(ids) <= MAX_EXCLUDED
        else f"các {reason if reason.startswith('văn bản') else f'văn bản khác ({reason})'}"
        for reason, ids in reasons.items()
    ]
    text = f"Ngoài phạm vi câu hỏi: {'; '.join(parts)}."
    return [Statement(text, labels=tuple(parts), part="coverage")] if parts else []


def _unsure(tally: Tally) -> list[Statement]:
    """How many figures were not read for sure: of those used, and of others that may change the answer."""
    used, others = len(used_unsurely(tally)), len(tally.doubtful)
    parts = [f"{used} số liệu đã dùng được đọc chưa chắc"] if used else []
    if others:
        parts.append(f"{others} số liệu khác đọc chưa chắc, đọc lại có thể làm thay đổi câu trả lời")
    text = f"Cần xem lại: {'; '.join(parts)}."
    return [Statement(text, derived=(counted(used), counted(others)), part="coverage")] if parts else []


def _years_apart(question: Question, tally: Tally) -> list[Statement]:
    """That the figures held against each other are of different years, where they are."""
    years = sorted({row.year for row in rows_of(tally.match) if row.year is not None})
    if question.years or len(years) < 2 or question.intent not in ("superlative", "rank", "sum", "mean", "count"):
        return []
    named = ", ".join(map(str, years))
    text = f"Lưu ý: các mức trên là của các năm khác nhau ({named}); nêu năm trong câu hỏi để chỉ lấy một năm."
    return [Statement(text, labels=(named,), part="coverage")]


def _others(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """The figures that do not answer the question: those that might, and those that cannot."""
    rows = [each.rows[0] for each in tally.no_match]
    if question.intent == "superlative" or (question.limit is not None and question.intent in ("sum", "mean")):
        return _listed("Các đơn vị còn lại:", rows, books)
    conditions = [clause.condition for clause in question.clauses]
    unsure = [row for row in rows if len(conditions) == 1 and overlaps(row, conditions[0])]
    known = {row.row_id for row in unsure}
    failed = [row for row in rows if row.row_id not in known]
    return [
        *_listed("Không bảo đảm (mức đặt ra có thể thấp hoặc cao hơn điều kiện):", unsure, books),
        *_listed("Không đạt điều kiện:", failed, books),
    ]


def _listed(heading: str, rows: Sequence[Indicator], books: Library) -> list[Statement]:
    """One item each, so that each figure stands beside its citation."""
    if not rows:
        return []
    found = []
    for row in rows[:MAX_NOT_MATCHING]:
        head = f"{capital(unit_words(books.of(row.document_id)))} {when(row)}".rstrip()
        text = f"- {head}: {figure_words(row)}"
        found.append(
            Statement(text, spans=spans_of(row, books), labels=(head, *said_words(row, books)), part="coverage")
        )
    left = len(rows) - len(found)
    if left:
        rest = Derived("difference", (float(len(rows)), float(len(found))), float(left))
        found.append(Statement(f"- … và {left} đơn vị nữa trong bảng số liệu.", derived=(rest,), part="coverage"))
    return [Statement(heading, part="coverage"), *found]
