"""Which route drafts the answer to a question, and what is added to it."""

from __future__ import annotations

from dataclasses import replace

from assistant.ask.composing.about import compose_about
from assistant.ask.composing.archive import compose_archive
from assistant.ask.composing.choosing import chosen, nearest
from assistant.ask.composing.refusals import refuse_unknown_places, refuse_unread
from assistant.ask.composing.summary import compose_summary
from assistant.ask.composing.talk import compose_talk, headlines
from assistant.ask.composing.units import compose_units
from assistant.ask.composing.wording import Library
from assistant.ask.parts import Known, Parts
from assistant.ask.render import coverage_of
from assistant.ask.routes.clock import Clock
from assistant.ask.routes.notes import namesakes, notes_of, units_of_today
from assistant.ask.routes.passages import from_passages
from assistant.ask.routes.rows import from_rows
from assistant.ask.routes.text import from_text, sides
from assistant.ask.tallying.tally import documents_of
from assistant.ask.understanding.facets import asked_facets
from assistant.types import (
    Coverage,
    Draft,
    Question,
    Statement,
)


def drafted(question: Question, known: Known, parts: Parts, clock: Clock) -> tuple[Draft, Coverage | None]:
    """The answer before it is verified, and what was looked at for it."""
    books = known.books
    draft = _without_search(question, books)
    looked: Coverage | None = None
    if draft is not None:
        clock.lap("compose")
    elif question.intent in ("summary", "talk"):
        draft = _told_of_documents(question, books, parts)
        clock.lap("compose")
    elif question.route == "ledger":
        draft, tallied = from_rows(question, known, clock)
        looked = coverage_of(tallied)
    else:
        draft, looked = from_passages(question, books, parts, clock)
    if draft.denies or not draft.clear or (question.route == "passages" and asked_facets(question.text)):
        draft, texts = from_text(question, draft, known)
        looked = looked if looked is None else replace(looked, texts=texts)
        clock.lap("compose")
    more: tuple[Statement, ...] = ()
    if question.also is not None:
        second, _ = from_passages(question.also, books, parts, clock)
        if second.outcome == "abstained" or not second.clear:
            # The second half leaves out what it is of: "… đạt bao nhiêu, và tại sao".
            of_first = replace(question.also, indicators=question.indicators)
            second = sides(of_first, known) or second
        told = second.outcome == "answered" or draft.outcome == "abstained"
        more = tuple(each for each in second.statements if each.part == "answer") if told else ()
    after = [*namesakes(question, books), *units_of_today(question, books)] if draft.outcome == "answered" else []
    return replace(draft, statements=(*notes_of(question), *draft.statements, *more, *after)), looked


def _told_of_documents(question: Question, books: Library, parts: Parts) -> Draft:
    """A summary, or what may be asked of the archive."""
    if question.intent == "talk":
        rows = [row for row in parts.shelf.indicators(headlines()) if row.document_id in books.documents]
        return compose_talk(question, books, rows)
    taken = [each.document for each in chosen(question, books)] or nearest(question, books)
    documents = [each.document_id for each in taken]
    return compose_summary(question, books, parts.shelf.indicators(documents=documents) if documents else [])


def _without_search(question: Question, books: Library) -> Draft | None:
    """What needs neither rows nor passages: refusals before the search, and questions on the archive itself."""
    if question.unread:
        return refuse_unread(question)
    lost = "place" in question.about and not any(
        documents_of(place, list(books.documents.values())) for place in question.places
    )
    if (lost or {"former", "now"} & set(question.about)) and (told := compose_units(question, books)) is not None:
        return told
    if question.unknown_places and not question.places and question.intent != "summary":
        return refuse_unknown_places(question, books)
    if question.intent == "archive":
        return compose_archive(question, books)
    return compose_about(question, books) if question.intent == "about" else None
