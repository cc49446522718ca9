"""Answers about the archive itself: which documents it holds, and how many."""

from __future__ import annotations

import re

from assistant.ask.tally import is_of
from assistant.ask.wording import Library, capital, counted, unit_words
from assistant.types import Draft, Question, Resolution, Span, Statement

MAX_LISTED = 100  # documents that an answer lists
_MAX_TITLE = 300  # characters of a document's first line that are quoted


def compose_archive(question: Question, books: Library) -> Draft:
    """The documents of the places, levels, years and kinds asked about."""
    found = [document for document in books.documents.values() if _is_asked(question, document)]
    if not found:
        reason = Statement(
            f"Kho có {len(books.documents)} văn bản, nhưng không văn bản nào như câu hỏi nêu.",
            derived=(counted(len(books.documents)),),
        )
        return Draft("abstained", (reason,))
    lead = Statement(f"Kho có {len(found)} văn bản phù hợp:", derived=(counted(len(found)),))
    return Draft("answered", (lead, *map(_item, found[:MAX_LISTED])))


def _is_asked(question: Question, document: Resolution) -> bool:
    identity = document.identity
    return (
        (not question.places or any(is_of(place, identity) for place in question.places))
        and (not question.levels or identity.level in question.levels)
        and (not question.years or bool({identity.target_year, identity.result_year} & set(question.years)))
        and (not question.document_kinds or identity.kind in question.document_kinds)
    )


def _item(document: Resolution) -> Statement:
    identity = document.identity
    who = unit_words(document)
    year = identity.target_year or identity.result_year
    when = f", năm {year}" if year else ""
    file = "" if document.name in who else f" (tệp {document.name})"
    text = f"- {capital(identity.kind)} của {who}{when}{file}"
    return Statement(text, spans=(_first_line(document),), labels=(text,))


def _first_line(document: Resolution) -> Span:
    """The first line of a document that has words: where a reader sees what it is."""
    match = re.search(r"[^\n]*\w[^\n]*", document.text)
    start, end = match.span() if match else (0, len(document.text))
    end = min(end, start + _MAX_TITLE)
    return Span(document.document_id, "", start, end, document.text[start:end])
