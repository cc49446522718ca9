"""One answer from the answers to the parts of a question.

The whole is answered first. A part adds what the answer so far does not cite, under its own first line; where the
whole finds no row and a part does, the parts answer by themselves. A part that nothing answers says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.ask.elsewhere import in_document
from assistant.types import Draft, Indicator, Question, Span, Statement, Verdict


def joined(question: Question, whole: Draft, parts: Sequence[tuple[Question, Draft]]) -> Draft:
    """The answer to a question that asks several things; ``parts`` are its parts, each with its own answer."""
    told = [each for _, each in parts if _is_told(each)]
    stands = _is_told(whole) and (bool(whole.rows) or not any(each.rows for each in told))
    if not stands and not told:
        return whole
    answer = [each for each in whole.statements if each.part == "answer"] if stands else []
    rest = [each for each in whole.statements if each.part != "answer"] if stands else []
    rows = list(whole.rows) if stands else []
    listed = dict.fromkeys(span for each in ((whole,) if stands else told) for span in each.listed)
    for part, draft in parts:
        added = _new(draft, answer) if _is_told(draft) else _unanswered(part, question, rows)
        answer += added
        rows += [row for row in draft.rows if added and _is_told(draft) and row not in rows]
    return Draft("answered", (*answer, *rest), tuple(rows), tuple(listed), clear=True)


def _may_answer(row: Indicator, part: Question) -> bool:
    """Whether a row is of the figure, the year and the measure of a part."""
    of_year = not part.years or row.year in part.years
    return (row.indicator or row.label) in part.indicators and of_year and part.measure in (None, row.measure)


def _is_told(draft: Draft) -> bool:
    return draft.outcome == "answered" and draft.clear and not draft.denies


def _new(draft: Draft, before: Sequence[Statement]) -> list[Statement]:
    """What a part says that was not cited yet, with its first line; nothing where all of it was."""
    own = [each for each in draft.statements if each.part == "answer"]
    said = {each.text for each in before}
    kept = [each for each in own if each.text not in said and not _is_seen(each, before)]
    return kept if any(each.spans or each.derived for each in kept) else []


def _is_seen(statement: Statement, before: Sequence[Statement]) -> bool:
    """Whether what a statement cites was cited for the same figures; one that cites nothing was not."""
    spans = [in_document(span) for span in statement.spans]
    if not spans or statement.derived:
        return False
    figures = set(_FIGURE.findall(statement.text))
    same = [each for each in before if any(_holds(in_document(one), span) for one in each.spans for span in spans)]
    cited = [in_document(span) for each in same for span in each.spans]
    told = {figure for each in same for figure in _FIGURE.findall(each.text)}
    return figures <= told and all(any(_holds(each, span) for each in cited) for span in spans)


_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def _holds(outer: Span, inner: Span) -> bool:
    return outer.document_id == inner.document_id and outer.start <= inner.start and inner.end <= outer.end


def _unanswered(part: Question, whole: Question, rows: Sequence[tuple[Indicator, Verdict]]) -> list[Statement]:
    """That a part was not answered; not where a figure that it may ask for was told with the others."""
    if not (part.indicators or part.words) or any(_may_answer(row, part) for row, _ in rows):
        return []
    if rows and len(whole.indicators) > 1 and set(part.indicators) & set(whole.indicators):
        return []  # the whole says what it asks for and nobody states
    text = f"Chưa tìm thấy câu trả lời riêng cho phần “{part.text}”."
    return [Statement(text, labels=(part.text,))]
