"""What follows from a case that is supposed, by the rules of the documents asked about."""

from __future__ import annotations

from dataclasses import replace

from assistant.ask.composing.rules import compose_rules
from assistant.ask.parts import Known, documents_within
from assistant.ask.retrieving.rules import rules_of
from assistant.ask.retrieving.wanted import Wanted, wanted
from assistant.ask.routes.text import documents_on
from assistant.ask.understanding.supposed import words_of_help
from assistant.language.text import normalise, syllables
from assistant.types import Draft, Question


def from_rules(question: Question, known: Known) -> Draft | None:
    """The rules under which the case of a question falls, whole; None where no document has one.

    A rule holds for years: it is that of the year named, or that of a document issued in it.
    """
    texts, documents = known.texts(), list(known.books.documents.values())
    whole = wanted(question, (), texts.rarity)
    asked = _of_case(whole)
    within = documents_within(question, documents)
    if within is not None and question.years:
        issued = {
            each.document_id for each in documents if (each.identity.date or "")[:4] in map(str, question.years)
        }
        within |= issued & (documents_within(replace(question, years=()), documents) or issued)
    own = documents_on(asked, texts, known) if within is None else sorted(within)
    behind = set(syllables(normalise(question.text.rpartition(question.case)[2])))
    helped = {word for run in whole.runs for word in run if word.lstrip("~") in words_of_help() & behind}
    rules = rules_of(asked, [known.books.of(each) for each in own], texts, naming=helped)
    return compose_rules(question, rules)


def _of_case(asked: Wanted) -> Wanted:
    """Without the amounts of the case, which a rule bounds and does not name, and without the words of help."""
    runs = (tuple(word for word in run if not _is_left_out(word.lstrip("~"))) for run in asked.runs)
    return replace(asked, runs=tuple(run for run in runs if run), first=())


def _is_left_out(word: str) -> bool:
    return word[:1].isdigit() or word in words_of_help()
