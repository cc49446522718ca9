"""Whether a document still holds: what it says itself of when it takes effect, and what others say of it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.ask.composing.passages import quoted_line
from assistant.ask.composing.telling import effective_spans
from assistant.ask.composing.wording import document_words
from assistant.ask.parts import Known, documents_within
from assistant.ask.retrieving.repeal import asks_repeal, naming_number, repealing, repeals_of
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.understanding.names import numbered_in
from assistant.language.text import fold
from assistant.types import Draft, Question, Resolution, Statement

_MOST = 4  # sentences of other documents
_MOST_LISTED = 20


def still_holds(question: Question, known: Known) -> Draft | None:
    """What the other documents of the archive say of whether the one asked about still holds, with what it says
    itself of when it takes effect; None where that is not asked, or no document is told.
    """
    if not asks_repeal(question.text):
        return None
    documents = list(known.books.documents.values())
    numbered = numbered_in(question.text, known.names)
    within = documents_within(question, documents) if question.places else None
    numbered = numbered & within if within and numbered & within else numbered
    typed = _NUMBER.search(fold(question.text))
    if typed is not None and not numbered:
        told = [_told(each, known) for each in naming_number(typed[1], documents, known.texts())[:_MOST]]
        return Draft("answered", (Statement(_TOLD), *told), clear=True) if told else None
    asked = [each for each in documents if each.document_id in (numbered or within or ())]
    if not asked or len(asked) > _FEW:
        return None
    told = [_told(each, known) for each in repeals_of(asked, documents, known.texts())[:_MOST]]
    own = [_of_document((span.start, span.end), each) for each in asked for span in effective_spans(each)]
    return Draft("answered", (Statement(_TOLD if told else _NOT_TOLD), *told, *own), clear=True)


def repealed(question: Question, known: Known) -> Draft | None:
    """Which documents no longer hold, as sentences of the archive say; None where that is not asked."""
    if not asks_repeal(question.text):
        return None
    documents = list(known.books.documents.values())
    within = documents_within(question, documents)
    own = [each for each in documents if within is None or each.document_id in within]
    told = [_told(each, known) for each in repealing(own, known.texts())[:_MOST_LISTED]]
    if not told:
        return Draft("abstained", (Statement("Không câu nào trong các văn bản nói văn bản nào hết hiệu lực."),))
    return Draft("answered", (Statement("Văn bản ghi về việc hết hiệu lực, bãi bỏ, thay thế:"), *told), clear=True)


def _told(stretch: Stretch, known: Known) -> Statement:
    return _of_document((stretch.start, stretch.end), known.books.of(stretch.document_id))


def _of_document(place: tuple[int, int], document: Resolution) -> Statement:
    line, remark = quoted_line(place, document), f" — {document_words(document)}"
    return replace(line, text=f"{line.text}{remark}", labels=(*line.labels, remark))


# The number of a document as it is typed, folded: "nghị quyết 22/2020", "QĐ số 15/QĐ-UBND".
_NUMBER = re.compile(
    r"(?:nghi quyet|quyet dinh|ke hoach|chi thi|nq|qd)\s+(?:so\s+)?(\d{1,4}(?:/\d{4})?(?:[/-][a-z-]+)*)"
)
_FEW = 6  # documents that a question may mean together
_TOLD = "Văn bản trong kho nói về hiệu lực của văn bản này:"
_NOT_TOLD = "Không văn bản nào trong kho nói văn bản này hết hiệu lực, bị bãi bỏ hay thay thế."
