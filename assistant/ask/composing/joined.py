"""One answer from the answers to the parts of a question.

The whole is answered first. A part adds what the answer so far does not cite, under its own first line; where the
whole finds no row and a part does, the parts answer by themselves. A part that nothing answers says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.ask.elsewhere import in_document
from assistant.ask.understanding.facets import asked_facets, only_asking
from assistant.ask.understanding.operations import asked_operations
from assistant.language.text import normalise, syllables
from assistant.types import Draft, Indicator, Operation, Question, Span, Statement, Verdict


def joined(
    question: Question, whole: Draft, parts: Sequence[tuple[Question, Draft]], *, of_facts: bool = False
) -> Draft:
    """The answer to a question that asks several things; ``parts`` are its parts, each with its own answer.

    ``of_facts`` tells that the answer to the whole is none of figures and stands beside them.
    """
    told = [each for _, each in parts if _is_told(each)]
    # Facts of a document are no rows, and stand beside figures.
    has_own = bool(whole.rows) or of_facts or question.intent == "about"
    stands = _is_told(whole) and (has_own or not any(each.rows for each in told))
    apart = not of_facts and question.intent != "about" and len(told) == len(parts) and _are_apart(parts)
    stands = stands and not apart
    if not stands and not told:
        return whole
    answer = [each for each in whole.statements if each.part == "answer"] if stands else []
    rest = [each for each in whole.statements if each.part != "answer"] if stands else []
    rows = list(whole.rows) if stands else []
    listed = dict.fromkeys(span for each in ((whole,) if stands else told) for span in each.listed)
    for part, draft in parts:
        if _is_told(draft):
            added = _new(part, draft, answer)
        else:
            told_by_all = _is_worked(part, answer) or _is_spoken_of(part, answer)
            added = [] if told_by_all else _unanswered(part, question, rows)
        answer += added
        rows += [row for row in draft.rows if added and _is_told(draft) and row not in rows]
    return Draft("answered", (*_longest(answer), *rest), tuple(rows), tuple(listed), clear=True)


def _longest(answer: Sequence[Statement]) -> list[Statement]:
    """The statements without quotes of which another one holds more."""
    quotes = [(each, each.spans[0]) for each in answer if each.spans and _bare(each.spans[0].quote) in each.text]
    inner = [
        each
        for each, span in quotes
        if any(_holds(other, span) and other != span for _, other in quotes) and not each.derived
    ]
    return [each for each in answer if each not in inner]


def _bare(quote: str) -> str:
    return quote.strip(" -–+*•")


def _are_apart(parts: Sequence[tuple[Question, Draft]]) -> bool:
    """Whether each part asks something else of a unit of its own: "… của xã An Hòa bao nhiêu, còn tỉnh có giải pháp
    gì"; one figure of several units is told side by side.
    """
    names = [place.name for part, _ in parts for place in part.places]
    is_each = all(part.places for part, _ in parts) and len(set(names)) == len(names)
    return is_each and len({(part.route, part.indicators) for part, _ in parts}) == len(parts)


def _is_worked(part: Question, answer: Sequence[Statement]) -> bool:
    """Whether a part asks for something to be worked out ("tức tăng bao nhiêu phần trăm"), and the answer has it."""
    asked = {_MADE[each] for each in asked_operations(part.text) if each in _MADE}
    return bool(asked) and asked <= {one.operation for each in answer for one in each.derived if one.unit}


def _is_spoken_of(part: Question, answer: Sequence[Statement]) -> bool:
    """Whether one line of the answer holds most of what a part names beside the side that it asks for, and a figure
    where one is asked: it may well tell it.
    """
    said = set(syllables(normalise(part.text)))
    own = said.intersection(part.words) - only_asking(part.text, asked_facets(part.text))
    lines = (_words_of([each]) for each in answer if each.spans and (not part.figure or _FIGURE.search(each.text)))
    return bool(own) and any(len(own & words) >= _MOST * len(own) for words in lines)


_MOST = 2 / 3  # of the words


_MADE: Mapping[Operation, str] = {
    "share": "share",
    "difference": "difference",
    "to_go": "difference",
    "percent": "growth",
    "times": "ratio",
}


def _may_answer(row: Indicator, part: Question) -> bool:
    """Whether a row is of the figure, the year and the measure of a part."""
    of_year = not part.years or row.year in part.years
    return (row.indicator or row.label) in part.indicators and of_year and part.measure in (None, row.measure)


def _is_told(draft: Draft) -> bool:
    return draft.outcome == "answered" and draft.clear and not draft.denies


def _new(part: Question, draft: Draft, before: Sequence[Statement]) -> list[Statement]:
    """What a part says that was not cited yet, with its first line; nothing where all of it was.

    A row of a table that was cited for its figure is told again where its words have what the part asks for ("…, ai
    phụ trách").
    """
    own = [each for each in draft.statements if each.part == "answer"]
    said = {each.text for each in before}
    asks = part.route == "passages" and not part.figure
    words = set(syllables(normalise(part.text))) - _words_of(before) if asks else set()
    worked = {derived.value for each in before for derived in each.derived if derived.unit is not None}
    again = [each for each in own if each.derived and {one.value for one in each.derived} <= worked]
    own = [each for each in own if each not in again]
    kept = [
        each for each in own if each.text not in said and (words & _words_of([each]) or not _is_seen(each, before))
    ]
    return kept if any(each.spans or each.derived for each in kept) else []


def _words_of(statements: Sequence[Statement]) -> set[str]:
    return {word for each in statements for word in syllables(normalise(each.text))}


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
