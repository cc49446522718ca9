"""Years that a question names without their numbers: the last one of a term ("năm cuối kỳ phải đạt mấy tỷ"), and now
("bây giờ gấp mấy lần năm 2015").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.tallying.tally import documents_of
from assistant.types import Indicator, Kind, Question, Resolution


def with_last_year(question: Question, documents: Sequence[Resolution], rows: Sequence[Indicator]) -> Question:
    """The question with the last year for which the units asked about set a target, beside the years that it names.

    As it is where it asks for no such year or none of ``rows`` (of its indicators) is a target of these units.
    """
    if "last" not in question.operations:
        return question
    years = _stated(question, documents, rows, "target")
    if not years or max(years) <= max(question.years):
        return question
    return replace(question, years=(*question.years, max(years)))


def with_newest_year(question: Question, documents: Sequence[Resolution], rows: Sequence[Indicator]) -> Question:
    """The question with the last year of which the units asked about state a result, where it asks how things stand
    now beside a year that it names.
    """
    years = _stated(question, documents, rows, "actual") if "now" in question.operations else []
    if not years or max(years) in question.years:
        return question
    return replace(question, years=(*question.years, max(years)))


def _stated(question: Question, documents: Sequence[Resolution], rows: Sequence[Indicator], kind: Kind) -> list[int]:
    own = {each.document_id for place in question.places for each in documents_of(place, documents)}
    return [row.year for row in rows if row.document_id in own and row.kind == kind and row.year is not None]
