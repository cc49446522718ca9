"""That there is no result yet, where a text says so: "đến giữa năm chưa rà soát nên chưa có số liệu"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from assistant.ask.composing.from_text import quoted_lines
from assistant.ask.parts import Known, documents_within
from assistant.ask.retrieving.second_look import Found
from assistant.language.catalogue import asking_catalogue
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Draft, Question, Statement

_MOST = 2  # sentences that are quoted


def with_none_yet(question: Question, draft: Draft, known: Known) -> Draft:
    """An answer that tells no result, where none is all that is asked for: first the sentences that say that there is
    none of the figure yet; as it is where no sentence does.
    """
    asks_result = question.kind != "target" and question.places and question.indicators and not question.any_of
    if not asks_result or any(row.kind == "actual" for row, _ in draft.rows):
        return draft
    within = documents_within(question, list(known.books.documents.values())) or set()
    lines = [
        Found(each, 1.0)
        for key in sorted(within)
        for each in known.texts().stretches(key)
        if each.start >= 0 and _none_yet().search(normalise(each.quote)) and _is_of(question, each.quote)
    ]
    if not lines:
        return draft
    lead = Statement("Văn bản ghi là chưa có kết quả:")
    quoted = (lead, *quoted_lines(lines[:_MOST], known.books, headed=True))
    if draft.outcome == "abstained":
        return Draft("answered", quoted)
    return replace(draft, statements=(*quoted, *draft.statements))


def _is_of(question: Question, quote: str) -> bool:
    """Whether a sentence names one of the figures asked for."""
    return any(match.entry.id in question.indicators for match in asking_catalogue().find(quote))


@cache
def _none_yet() -> re.Pattern[str]:
    words = load_table("assistant.ask.retrieving", "second_look.toml")["none_yet"]["words"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
