"""The parts of a figure that its own row or sentence tells beside it: "tổng thu, trong đó thu tại chỗ bao nhiêu"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.composing.items import items
from assistant.ask.composing.wording import Library
from assistant.ask.tallying.tally import rows_of
from assistant.ask.understanding.words import prepare
from assistant.language.text import normalise
from assistant.types import Draft, Indicator, Question, Statement, Tally, Verdict

_OPENS_PART = re.compile(r"(?:trong đó|bao gồm|gồm)(?!\w)")


def asks_parts(question: Question) -> bool:
    """Whether a figure of one place is asked for with what it is made of."""
    single = question.intent == "lookup" and bool(question.places) and not question.any_of
    return single and prepare(question.text).says("of_which")


def with_parts(draft: Draft, question: Question, tally: Tally, rows: Sequence[Indicator], books: Library) -> Draft:
    """``draft`` with the parts that stand in a quote with a figure of it; ``rows`` are all rows of the places."""
    shown = rows_of(tally.match)
    quotes = {(row.document_id, row.start, row.year, row.kind) for row in shown}
    told = {row.row_id for row in shown}
    parts = [
        row
        for row in rows
        if row.row_id not in told and _is_part(row) and (row.document_id, row.start, row.year, row.kind) in quotes
    ]
    if draft.outcome != "answered" or not parts:
        return draft
    answer = [each for each in draft.statements if each.part == "answer"]
    rest = [each for each in draft.statements if each.part != "answer"]
    listed = items(replace(question, indicators=()), parts, books)
    more: list[tuple[Indicator, Verdict]] = [(row, "match") for row in parts]
    statements = (*answer, Statement("Trong đó, cùng chỗ ấy văn bản ghi:"), *listed, *rest)
    return replace(draft, statements=statements, rows=(*draft.rows, *more))


def _is_part(row: Indicator) -> bool:
    return row.sub_of is not None or _OPENS_PART.match(normalise(row.label)) is not None
