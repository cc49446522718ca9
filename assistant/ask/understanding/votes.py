"""Whether documents are asked for by how they were voted: "nghị quyết nào được 100% đại biểu tán thành"."""

from __future__ import annotations

from assistant.ask.understanding.intent import extreme
from assistant.ask.understanding.over_lines import nouns_of
from assistant.ask.understanding.vocabulary import table
from assistant.ask.understanding.words import pattern, prepared
from assistant.language.text import fold
from assistant.types import DOCUMENT_KINDS, Clause, Condition, Question

_UNANIMOUS = Condition("=", 100.0, unit="%")


def asks_vote(text: str) -> bool:
    """Whether a question speaks of votes in favour, and of who cast them or on what."""
    return _says(text, "votes") and _says(text, "voters")


def asked_extreme_vote(question: Question) -> bool | None:
    """Whether the largest (true) or the smallest share of votes is asked for; None where neither is, or something
    else is put in order: "dự án nào được Hội đồng nhân dân đồng ý bố trí vốn cao nhất".
    """
    if question.indicators or not asks_vote(question.text):
        return None
    asked = prepared(question.text)
    nouns = set(nouns_of(fold(asked.words)))
    kinds = {fold(each) for each in (*DOCUMENT_KINDS, *table()["document_nouns"]["words"])}
    return None if nouns and nouns.isdisjoint(kinds) else extreme(asked)


def asks_votes_of(question: Question) -> bool:
    """Whether it is asked how documents of named units were voted: "được bao nhiêu đại biểu tán thành"."""
    told = bool(question.places) and not (
        question.about or question.indicators or question.any_of or question.unknown_places
    )
    return told and asks_vote(question.text) and _says(question.text, "amount")


def asked_vote(question: Question) -> Clause | None:
    """The share of votes that a question asks documents for; None where it asks for none."""
    if question.indicators or not asks_vote(question.text):
        return None
    clauses = [clause for row in question.any_of for clause in row]
    if not clauses and _says(question.text, "unanimous") and not question.negated:
        return Clause(None, _UNANIMOUS)
    if len(clauses) != 1 or clauses[0].indicator is not None or clauses[0].than is not None:
        return None
    return clauses[0] if clauses[0].condition.unit == "%" else None


def _says(text: str, name: str) -> bool:
    return pattern(table()["voted"][name]).folded.search(fold(text)) is not None
