"""Answers from the rows of the ledger: the first way to mean a question that has rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from assistant.ask.composing.ledger import compose_ledger, with_other_end, with_other_kind
from assistant.ask.composing.of_which import asks_parts, with_parts
from assistant.ask.composing.parts_of import compose_parts
from assistant.ask.composing.worked import compose_following, compose_worked
from assistant.ask.parts import Known
from assistant.ask.routes.clock import Clock
from assistant.ask.routes.text import looked_at_text, written
from assistant.ask.tallying.doubt import doubtful
from assistant.ask.tallying.end_of_term import with_last_year, with_newest_year
from assistant.ask.tallying.tally import rows_of, tally, with_other_unit
from assistant.ask.understanding.asked_units import asked_units
from assistant.ask.understanding.ways import Way, assumes_target, between_levels, ways, with_kin, with_told_kind
from assistant.language.catalogue import catalogue
from assistant.types import (
    Draft,
    Indicator,
    Kind,
    Question,
    Resolution,
    Statement,
    Tally,
)


def from_rows(question: Question, known: Known, clock: Clock) -> tuple[Draft, Tally]:
    """The first way to mean the question that has rows, and what was taken otherwise in it; else why none has."""
    documents = known.books.units

    # Ways to mean a question are tried one after another, and the one taken is told again.
    tallied_of = cache(partial(_tallied, known=known, documents=documents))

    def is_stated(indicator: str) -> bool:
        return _has_rows(tallied_of(replace(question, indicators=(indicator,), any_of=()))[1])

    question = question if question.any_of else with_kin(question, is_stated)
    question = with_last_year(question, documents, known.rows(question))
    question = with_newest_year(question, documents, known.rows(question))
    open_kind = assumes_target(question)
    last_year = max((each.identity.target_year or 0 for each in documents), default=0)
    question = with_told_kind(question, lambda each: _stated_by(tallied_of(each)[1]), last_year=last_year)
    way = _first_way(question, lambda each: tallied_of(each)[1])
    asked, tallied = tallied_of(question if way is None else way.question)
    rows = known.rows(asked)
    doubts = doubtful(
        asked, tallied, documents, rows, known.unsure(asked), known=catalogue(), standing=known.standing
    )
    tallied = replace(tallied, doubtful=doubts, written=written(asked, tallied, rows, known))
    clock.lap("tally")
    if "grown" in asked.operations and (made := compose_worked(asked, rows, known.books)) is not None:
        clock.lap("compose")
        return made, tallied
    loosened = way is None or bool(way.said)
    if loosened and (made := compose_following(question, known.rows(question), known.books)) is not None:
        clock.lap("compose")
        return made, tallied
    if asked.named_parts and asked.places:
        of_places = known.rows(replace(asked, indicators=()))
        if (made := compose_parts(asked, of_places, known.books)) is not None:
            clock.lap("compose")
            return made, tallied
    rows = [*rows, *_wholes(asked, tallied, known)]
    nearest = rows if way is not None or not asked.related else [*rows, *known.related(asked)]
    away = [] if way is not None else _rejected(asked, known)
    look_again = partial(looked_at_text, known=known)
    draft = compose_ledger(asked, tallied, known.books, nearest=nearest, rejected=away, look=look_again)
    if "ends" in asked.operations:
        draft = with_other_end(draft, *tallied_of(replace(asked, highest=not asked.highest)), known.books)
    if open_kind and asked.kind is not None and asked.intent in ("filter", "count", "superlative"):
        other, found = tallied_of(replace(asked, kind=_OTHER_KIND[asked.kind]))
        draft = with_other_kind(draft, other, found, known.books)
    if asks_parts(asked):
        draft = with_parts(draft, asked, tallied, known.rows(replace(asked, indicators=())), known.books)
    if way is not None and way.said:
        draft = replace(draft, statements=(Statement(way.said, labels=(way.said,)), *draft.statements))
    clock.lap("compose")
    return draft, tallied


def _first_way(question: Question, tallied: Callable[[Question], Tally]) -> Way | None:
    """The first way to mean a question that has rows; for a change the result that tells from which level it came."""
    way = next((way for way in ways(question) if _has_rows(tallied(way.question))), None)
    if way is None and (levels := between_levels(question)) is not None and _tells_earlier(tallied(levels)):
        return Way(levels)
    return way


_OTHER_KIND: Mapping[Kind, Kind] = {"target": "actual", "actual": "target"}


def _tallied(question: Question, known: Known, documents: Sequence[Resolution]) -> tuple[Question, Tally]:
    """The question with another unit's figure in its condition, where it asks so, and what the rows say to it."""
    rows = _of_money(known.rows(question), question)
    asked = with_other_unit(question, documents, rows)
    if asked.any_of or (asked.intent == "compare" and len(asked.places) > 1):
        rows = [*rows, *known.none_left(asked)]
    return asked, tally(asked, documents, rows, standing=known.standing)


def _of_money(rows: list[Indicator], question: Question) -> list[Indicator]:
    """Where money is asked for, only rows that the catalogue knows or that are in money: what a document calls a
    figure by its own words may count anything ("Bão số 3 làm 214 nhà ở bị hư hỏng").
    """
    units = asked_units(question.text)
    if not units or not all("đồng" in each for each in units):
        return rows
    return [row for row in rows if row.indicator or "đồng" in row.unit]


def _wholes(question: Question, tallied: Tally, known: Known) -> list[Indicator]:
    """The rows of which those found are parts, where a share of them is asked for: "chiếm mấy phần trăm"."""
    if "share" not in question.operations:
        return []
    wholes = dict.fromkeys(row.sub_of for row in rows_of(tallied.match) if row.sub_of is not None)
    missing = tuple(each for each in wholes if each not in question.indicators)
    return known.rows(replace(question, indicators=missing)) if missing else []


def _rejected(question: Question, known: Known) -> list[Indicator]:
    """The rows that would answer, had staff not rejected them."""
    rows = known.rejected(question)
    found = tally(question, known.books.units, rows, standing=known.standing)
    return rows_of((*found.match, *found.boundary, *found.no_match))


def _tells_earlier(tallied: Tally) -> bool:
    """Whether a result is told with the level from which it came: "giảm từ 38,2% năm 2020 xuống 21,7%"."""
    return any(row.previous is not None and row.kind == "actual" for row in rows_of(tallied.match))


def _has_rows(tallied: Tally) -> bool:
    return bool(_stated_by(tallied))


def _stated_by(tallied: Tally) -> int:
    """How many units have rows that were looked at."""
    return len(tallied.match) + len(tallied.boundary) + len(tallied.no_match)
