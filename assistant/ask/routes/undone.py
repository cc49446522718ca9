"""Who has not done something, as the text says it: no row holds what was not done."""

from __future__ import annotations

import re

from assistant.ask.composing.passages import quoted_line
from assistant.ask.composing.wording import capital, document_words
from assistant.ask.parts import Known, documents_within
from assistant.ask.understanding.undone import undone
from assistant.language.text import fold
from assistant.types import Draft, Question, Resolution, Statement

# A rule says what is to be done where somebody has not: "chi bộ nào chưa … thì kiểm điểm", "nếu chưa …".
_OF_RULES = re.compile(
    r"(?<!\w)(?:neu|truong hop)(?!\w)|(?<!\w)nao\s+(?:con\s+|van\s+)?(?:chua|khong)(?!\w)|(?<!\w)thi(?!\w)"
)
_MOST = 5  # sentences of one document
_MOST_DOCUMENTS = 30  # that are looked through


def left_undone(question: Question, known: Known) -> Draft | None:
    """The sentences that say of the very thing that it was not done; None where it is not asked, or none says so."""
    forms = undone(question.text)
    if not forms or question.any_of or question.met is not None or question.intent == "mention":
        return None
    documents = list(known.books.documents.values())
    within = documents_within(question, documents)
    own = [each for each in documents if within is None or each.document_id in within]
    statements: list[Statement] = []
    for document in own if len(own) <= _MOST_DOCUMENTS else ():
        lines = _saying(forms, document, known)
        label = capital(document_words(document))
        statements += [Statement(f"**{label}**", labels=(label,)), *lines] if lines else []
    return Draft("answered", tuple(statements), clear=True) if statements else None


def _saying(forms: tuple[str, ...], document: Resolution, known: Known) -> list[Statement]:
    """The sentences of a document with the longest of the forms that any of them has."""
    said = [
        (each, fold(" ".join(each.quote.split())))
        for each in known.texts().stretches(document.document_id)
        if each.start >= 0
    ]
    for form in forms:
        found = [
            each
            for each, quote in said
            if re.search(rf"(?<!\w){form}(?!\w)", quote) and _OF_RULES.search(quote) is None
        ]
        if found:
            return [quoted_line((each.start, each.end), document) for each in found[:_MOST]]
    return []
