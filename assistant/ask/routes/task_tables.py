"""Who does a task and until when, where a table of tasks tells it in a column of its own."""

from __future__ import annotations

from dataclasses import replace

from assistant.ask.composing.from_text import quoted_lines
from assistant.ask.parts import Known, documents_within
from assistant.ask.retrieving.facets import SURE
from assistant.ask.retrieving.said import said_in
from assistant.ask.retrieving.second_look import Found
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.retrieving.wanted import wanted
from assistant.ask.retrieving.worth import ROUNDING, covered_by
from assistant.ask.understanding.facets import asked_facets, heads_column
from assistant.types import Draft, Question, Statement

_MOST = 5  # rows that one question is told
_MAX_DOCUMENTS = 50  # of the units named; of a whole province no single task is asked


def from_task_table(question: Question, known: Known) -> Draft | None:
    """The rows of tables of the documents named that hold the task asked about, where a column of them tells who is
    in charge ("chủ trì") or until when ("thời hạn"), as it is asked; None where none does.
    """
    facets = asked_facets(question.text)
    if question.intent == "about" or not _asks_of_task(question.text):
        return None
    held = list(known.books.documents.values())
    within = documents_within(question, held) or documents_within(replace(question, years=()), held)
    if within is None:  # no unit is named
        within = {each.document_id for each in held}
    texts = known.texts()
    asked = wanted(replace(question, indicators=()), (), texts.rarity, facets=facets)
    if not asked.runs or not 0 < len(within) <= _MAX_DOCUMENTS:
        return None

    def tells(row: Stretch) -> bool:
        return row.is_row and any(heads_column(name, each) for name, _ in row.cells for each in facets)

    rows = [row for key in known.books.documents if key in within for row in texts.stretches(key) if tells(row)]
    shares = {row: covered_by(asked, said_in(row), texts.rarity)[1] for row in rows}
    best = max(shares.values(), default=0.0)
    if best < SURE:
        return None
    told = [Found(row, share, ()) for row, share in shares.items() if share >= best - ROUNDING][:_MOST]
    return Draft("answered", (Statement("Văn bản ghi:"), *quoted_lines(told, known.books, headed=True)))


def told_by_row(part: Question) -> bool:
    """Whether a further part of a question asks for nothing but what a row of such a table tells.

    A task may be called as a figure is ("số hóa hồ sơ"), of which no amount is asked for.
    """
    return _asks_of_task(part.text) and not (part.indicators and part.figure)


def _asks_of_task(text: str) -> bool:
    return any(heads_column("", each) is not None for each in asked_facets(text))
