"""The highest or lowest unit of a table in the text, where its column says more of what is asked than rows do."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.ask.composing.unit_tables import Order, compose_unit_column
from assistant.ask.elsewhere import document_id_of
from assistant.ask.parts import Known, documents_within
from assistant.ask.retrieving.unit_tables import Sought, UnitColumn, sought, unit_column
from assistant.ask.understanding import intent as intents
from assistant.ask.understanding.operations import asks_both_ends
from assistant.ask.understanding.periods import read_years
from assistant.ask.understanding.several import clauses_of
from assistant.ask.understanding.words import Asked, prepare
from assistant.language.places import VILLAGE_WORDS, is_village
from assistant.language.text import normalise
from assistant.types import Draft, Question


def from_unit_table(question: Question, known: Known) -> Draft | None:
    """The units of a commune's table of villages that are the highest or lowest; None where none is asked for, or no
    column or several are what is asked for.
    """
    if not (is_village(question.levels) and question.places) or question.any_of or question.excepted:
        return None
    asked = prepare(question.text)
    clause = next((each for each in clauses_of(asked) if intents.extreme(each) is not None), None)
    if clause is None:
        return None
    names = [name for place in question.places for name in (place.name, *place.within)]
    years = read_years(clause) or question.years
    column = _column(sought(_without_levels(clause, question), years, names), question, known)
    if column is None:
        return None
    order = Order(
        highest=intents.extreme(clause) is True,
        limit=intents.limit(asked) or 1,
        both=asks_both_ends(asked),
        added=asked.says("sum"),
    )
    return compose_unit_column(column, order, known.books)


def says_as_much(draft: Draft, by_table: Draft, question: Question) -> bool:
    """Whether an answer from rows is the figure that the table has highest or lowest, and nothing else of its unit is
    asked for ("… và thôn đó phải thoát nghèo mấy hộ").
    """
    if draft.outcome != "answered" or _ASKS_ON.search(normalise(question.text)):
        return False
    best = next(each for each in by_table.statements if each.spans)
    first = next((each for each in draft.statements if each.spans), None)
    if first is None:
        return False
    row, said = best.spans[0], first.spans[0]
    same_line = document_id_of(said.document_id) == row.document_id and row.start <= said.start < row.end
    return same_line and best.text.rpartition(": ")[2] in first.text


_ASKS_ON = re.compile(rf"(?<!\w)(?:{'|'.join(VILLAGE_WORDS)}|nơi|chỗ|đơn vị) (?:đó|ấy|này)(?!\w)")


def _without_levels(clause: Asked, question: Question) -> str:
    words = "|".join(sorted(map(re.escape, (*question.levels, "xã", "phường", "thị trấn")), key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{words})(?!\w)", " ", clause.text, flags=re.IGNORECASE)


def _column(asked: Sought, question: Question, known: Known) -> UnitColumn | None:
    """The column asked for in the documents of the places; none where two documents have one."""
    documents = list(known.books.documents.values())
    within = documents_within(_anyway(question), documents) or set()
    found = [
        column
        for each in documents
        if each.document_id in within
        and (column := unit_column(asked, known.texts().stretches(each.document_id))) is not None
    ]
    return found[0] if len(found) == 1 else None


def _anyway(question: Question) -> Question:
    return replace(question, years=(), levels=())
