"""The last year of a term, which a question names without its number: "năm cuối kỳ phải đạt mấy tỷ"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.tallying.tally import documents_of
from assistant.types import Indicator, Question, Resolution


def with_last_year(question: Question, documents: Sequence[Resolution], rows: Sequence[Indicator]) -> Question:
    """The question with the last year for which the units asked about set a target, beside the years that it names.

    As it is where it asks for no such year or none of ``rows`` (of its indicators) is a target of these units.
    """
    if "last" not in question.operations:
        return question
    own = {each.document_id for place in question.places for each in documents_of(place, documents)}
    years = [row.year for row in rows if row.document_id in own and row.kind == "target" and row.year is not None]
    if not years or max(years) <= max(question.years):
        return question
    return replace(question, years=(*question.years, max(years)))
