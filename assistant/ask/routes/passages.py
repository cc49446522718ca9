"""Answers from passages: descriptions, and documents that speak of a matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.composing.passages import compose_mentions, compose_passages
from assistant.ask.composing.wording import Library, counted
from assistant.ask.instructions import mark_instructions
from assistant.ask.parts import Known, Parts, documents_within
from assistant.ask.routes.clock import Clock
from assistant.language.abbreviations import variants
from assistant.types import (
    Coverage,
    Draft,
    Question,
    Statement,
)


def from_passages(question: Question, known: Known, parts: Parts, clock: Clock) -> tuple[Draft, Coverage]:
    """The lines of the best passages, or the documents that speak of a matter; and how many were looked at."""
    books = known.books
    within = _within(question, books)
    asked = _asked(within, books)
    query = " ".join(question.words) or question.standalone
    retriever = parts.retriever()
    # Passages are indexed as they are written: either form of an abbreviation must find the other.
    both = " ".join(dict.fromkeys(" ".join(variants(query)).split()))
    evidence = retriever.retrieve(
        both, k=_MENTIONS if question.intent == "mention" else parts.passages, within=within
    )
    clock.lap("retrieve")
    if question.intent == "mention":
        draft = compose_mentions(question, evidence, books, within=asked)
    else:
        draft = compose_passages(question, evidence, books, known.texts(), within=within)
    draft = mark_instructions(draft)
    looked = _looked_at(draft, books, asked)
    if draft.outcome == "answered" and not question.places:
        draft = replace(draft, statements=(*draft.statements, _looked_words(looked, negated=question.negated)))
    clock.lap("compose")
    return draft, looked


def looked_at(question: Question, draft: Draft, books: Library) -> Coverage:
    """How many documents a description draws on, and how many were looked at in vain."""
    return _looked_at(draft, books, _asked(_within(question, books), books))


def _asked(within: set[str] | None, books: Library) -> list[str]:
    return [each for each in books.documents if within is None or each in within]


def _within(question: Question, books: Library) -> set[str] | None:
    """The ids of the documents asked about; of a unit without one of the year also those that name the year."""
    documents = list(books.documents.values())
    within = documents_within(question, documents)
    if within is None or within or not question.places:
        return within
    own = documents_within(replace(question, years=()), documents) or set()
    years = tuple(map(str, question.years))
    return {each for each in own if any(year in books.of(each).text for year in years)}


_MENTIONS = 400  # passages among which the documents that speak of a matter are looked for


def _looked_at(draft: Draft, books: Library, asked: Sequence[str]) -> Coverage:
    cited = {span.document_id for statement in draft.statements for span in statement.spans}
    total = len(books.documents)
    return Coverage(total, len(cited), 0, 0, len(asked) - len(cited), total - len(asked))


def _looked_words(looked: Coverage, *, negated: bool) -> Statement:
    """The coverage of a description over many documents, in words."""
    numbers = {
        "không được trích" if not negated else "không có nội dung này": looked.silent,
        "ngoài phạm vi câu hỏi": looked.excluded,
    }
    parts = [f"{looked.match} được trích"] if looked.match else []
    parts += [f"{number} {name}" for name, number in numbers.items() if number]
    derived = tuple(map(counted, (looked.documents, looked.match, *numbers.values())))
    return Statement(f"Đã xét {looked.documents} văn bản: {', '.join(parts)}.", derived=derived, part="coverage")
