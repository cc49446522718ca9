"""What a question asks beside that which its answer tells: the lines of the text that hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.ask.composing.from_text import quoted_lines
from assistant.ask.parts import Known, documents_within
from assistant.ask.retrieving.lines import is_fragment
from assistant.ask.retrieving.said import SHARED, Texts, said_in
from assistant.ask.retrieving.second_look import Found, look
from assistant.ask.retrieving.wanted import Wanted, wanted
from assistant.ask.retrieving.worth import has_evidence, unexplained
from assistant.ask.routes.text import explained
from assistant.ask.understanding.asked_units import asked_units
from assistant.ask.understanding.vocabulary import table
from assistant.language.meaning import meaning
from assistant.language.text import fold
from assistant.types import Draft, Intent, Question, Resolution, Statement

_ANSWERED: frozenset[Intent] = frozenset({"lookup", "list", "about", "describe", "compare"})
_MOST = 3  # lines that are added


def with_rest(question: Question, draft: Draft, known: Known) -> Draft:
    """An answer about named units, with the lines of their texts that hold what it leaves untold.

    "Ai là bí thư, Ban Chấp hành có mấy đồng chí" may be answered for the first alone: words of the question that
    neither the answer nor what it cites has are looked for by themselves, each run of them where it stands together.
    """
    asks_one = question.any_of or question.yes_no or question.intent not in _ANSWERED
    if draft.outcome != "answered" or not question.places or asks_one:
        return draft
    texts = known.texts()
    whole = replace(question, indicators=(), measure=None, kind=None)
    asked = wanted(whole, asked_units(question.text), texts.rarity)
    told = _told(question, draft, known)
    runs = (run for run in asked.runs if not set(run) <= _asking())
    parts = (Wanted(runs=(run,), years=question.years, plain=asked.plain) for run in runs)
    untold = [part for part in parts if unexplained(part, told, texts.rarity) is not None]
    if not untold:
        return draft
    within = documents_within(replace(question, years=()), list(known.books.documents.values())) or set()
    documents = [known.books.of(each) for each in sorted(within)]
    found = dict.fromkeys(line for part in untold if (line := _best_line(part, documents, texts)) is not None)
    if not found:
        return draft
    answer = [each for each in draft.statements if each.part == "answer"]
    behind = [each for each in draft.statements if each.part != "answer"]
    cited = {span for each in answer for span in each.spans}
    lines = [each for each in quoted_lines(list(found)[:_MOST], known.books) if not cited.issuperset(each.spans)]
    if not lines:
        return draft
    return replace(draft, statements=(*answer, Statement("Văn bản còn ghi:"), *lines, *behind))


def _best_line(part: Wanted, documents: Sequence[Resolution], texts: Texts) -> Found | None:
    """The line that speaks of a part most clearly and says something; None where none does."""
    clear = (
        each
        for each in look(part, documents, [], texts).clear
        if has_evidence(part, said_in(each.stretch), texts.rarity, least=SHARED) and not is_fragment(each.stretch)
    )
    return next(clear, None)


@cache
def _asking() -> frozenset[str]:
    """The words that say what is to be done with figures: "so sánh", "thay đổi ra sao"."""
    said = {word for each in table()["compare"]["words"] for word in meaning(each)}
    return frozenset(said | {f"~{fold(word)}" for word in said})


def _told(question: Question, draft: Draft, known: Known) -> set[str]:
    """The words of an answer, all that it explains, and those before a colon: they name the document or the topic."""
    said = [question.text.rpartition(":")[0], *(each.text for each in draft.statements)]
    words = {word for each in said for word in meaning(each)}
    return words | {f"~{fold(word)}" for word in words} | explained(question, draft, known)
