"""What a question asks beside that which its answer tells: the lines of the text that hold it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cache
from itertools import pairwise

from assistant.ask.composing.from_text import quoted_lines
from assistant.ask.elsewhere import document_id_of, in_document
from assistant.ask.parts import Known, documents_within
from assistant.ask.retrieving.lines import is_fragment
from assistant.ask.retrieving.said import SHARED, Texts, said_in
from assistant.ask.retrieving.second_look import MAX_CLEAR, Found, look
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.retrieving.wanted import Wanted, wanted
from assistant.ask.retrieving.worth import evidence_of, has_evidence, of_kinds, unexplained
from assistant.ask.routes.text import explained
from assistant.ask.understanding.asked_units import asked_units
from assistant.ask.understanding.several import parted
from assistant.ask.understanding.vocabulary import table
from assistant.ask.understanding.words import prepared
from assistant.language.catalogue import catalogue
from assistant.language.meaning import meaning
from assistant.language.text import fold
from assistant.ledger.units import unit_of
from assistant.types import Draft, Intent, Question, Resolution, Span, Statement

_ANSWERED: frozenset[Intent] = frozenset({"lookup", "list", "about", "describe", "compare"})
_MOST = 3  # lines that are added
_MOST_LOOKED_AT = 40  # lines of a document among which the best one is looked for


def with_rest(question: Question, draft: Draft, known: Known) -> Draft:
    """An answer with the lines of the texts of its unit that hold what it leaves untold.

    "Ai là bí thư, Ban Chấp hành có mấy đồng chí" may be answered for the first alone: words of the question that
    neither the answer nor what it cites has are looked for by themselves, each run of them where it stands together.
    Where a figure is asked for the words are told by a figure beside them, and by no others.
    """
    asks_one = question.any_of or question.yes_no or question.intent not in _ANSWERED
    documents = _documents(question, draft, known) if draft.outcome == "answered" and not asks_one else []
    if not documents:
        return draft
    texts = known.texts()
    whole = replace(question, indicators=(), measure=None, kind=None)
    asked = wanted(whole, asked_units(question.text), texts.rarity)
    told, with_figures = _told(question, draft, known), _told_with_figures(draft)
    untold: list[Wanted] = []
    for run in (run for run in asked.runs if not set(run) <= _asking()):
        part = Wanted(runs=(run,), years=question.years, plain=asked.plain)
        if (units := _asked_for_figure(run, question)) is not None:
            untold += [replace(part, figure=True, units=units)] if set(run) - _asking_kind() - with_figures else []
        elif unexplained(part, told, texts.rarity) is not None:
            untold.append(part)
    answer = [each for each in draft.statements if each.part == "answer"]
    behind = [each for each in draft.statements if each.part != "answer"]
    cited = {in_document(span) for each in answer for span in each.spans}
    best = (_best_line(part, asked, documents, texts, cited) for part in untold)
    found = dict.fromkeys(line for line in best if line is not None)
    lines = [each for each in quoted_lines(list(found)[:_MOST], known.books) if not cited.issuperset(each.spans)]
    if not lines:
        return draft
    return replace(draft, statements=(*answer, Statement("Văn bản còn ghi:"), *lines, *behind))


def _documents(question: Question, draft: Draft, known: Known) -> list[Resolution]:
    """The documents of the units asked about; where none is named those of the one unit that the answer is of."""
    books = known.books
    if question.places:
        within = documents_within(replace(question, years=()), list(books.documents.values())) or set()
        return [books.of(each) for each in sorted(within)]
    cited = {document_id_of(span.document_id) for each in draft.statements for span in each.spans}
    units = {unit_of(each, books.of(each).identity) for each in cited}
    if len(units) != 1 or question.levels or question.unknown_places:
        return []
    return [each for each in books.documents.values() if unit_of(each.document_id, each.identity) in units]


def _asked_for_figure(run: Sequence[str], question: Question) -> tuple[str, ...] | None:
    """The units of the figure that the question asks for by the words of a run, right beside "bao nhiêu" or joined
    with what is; None where it asks for none by them.
    """
    for part in parted(prepared(question.text)):
        said = meaning(part.words, plain=part.plain)
        at = [place for place in range(len(said)) if said[place : place + len(run)] == tuple(run)]
        asking = [place for place, word in enumerate(said) if fold(word) in _HOW_MUCH]
        if len(run) > 1 and any(0 <= place - (start + len(run)) <= _NEAR for start in at for place in asking):
            return asked_units(part.text)
    return None


_HOW_MUCH = frozenset({"bao", "may"})
_NEAR = 4  # words between what is asked for and "bao nhiêu": "diện tích và dân số là bao nhiêu"


def _best_line(
    part: Wanted, asked: Wanted, documents: Sequence[Resolution], texts: Texts, cited: Set[Span]
) -> Found | None:
    """The line that speaks of a part most clearly and says something, and of these the one that holds most of the
    whole question; None where none does, or the answer rests on one of them.

    Words that many lines have ("diện tích") are of the matter only beside something of what else is asked.
    """
    rest = replace(asked, runs=tuple(run for run in asked.runs if run not in part.runs), first=())
    seen = look(part, documents, [], texts, most=_MOST_LOOKED_AT if part.figure else MAX_CLEAR)
    held = {each: said_in(each.stretch) for each in seen.clear if not is_fragment(each.stretch)}
    beside = part.figure and [
        each for each, said in held.items() if has_evidence(rest, said, texts.rarity, least=_SOME)
    ]
    clear = beside or [each for each, said in held.items() if has_evidence(part, said, texts.rarity, least=SHARED)]
    # A sentence may hold more than the figure that was read of it.
    if any(_rests_on(each.stretch, cited) for each in clear if each.stretch.is_row or not part.figure):
        return None
    return max(clear, key=lambda each: evidence_of(asked, held[each], texts.rarity), default=None)


def _rests_on(stretch: Stretch, cited: Set[Span]) -> bool:
    return any(
        each.document_id == stretch.document_id and each.start < stretch.end and stretch.start < each.end
        for each in cited
    )


_SOME = 0.5  # what a line with a figure must hold of what else is asked: 1 for a word that the archive has once


@cache
def _asking() -> frozenset[str]:
    """The words that say what is to be done with figures: "so sánh", "thay đổi ra sao"."""
    said = {word for each in table()["compare"]["words"] for word in meaning(each)}
    return frozenset(said | {f"~{fold(word)}" for word in said})


@cache
def _asking_kind() -> frozenset[str]:
    """The words that say which figure is asked for, of what was set or of what was reached ("thực tế đạt")."""
    said = {
        word
        for name in ("targets", "actuals", "reached")
        for each in table()[name]["words"]
        for word in meaning(each)
    }
    return of_kinds() | said | {f"~{fold(word)}" for word in said}


def _told(question: Question, draft: Draft, known: Known) -> set[str]:
    """The words of an answer, all that it explains, and those before a colon: they name the document or the topic."""
    said = [question.text.rpartition(":")[0], *(each.text for each in draft.statements)]
    words = {word for each in said for word in meaning(each)}
    return words | {f"~{fold(word)}" for word in words} | explained(question, draft, known)


def _told_with_figures(draft: Draft) -> set[str]:
    """The words that an answer has beside a figure, and those of the rows that it tells."""
    entries = [catalogue().entries.get(row.indicator or "") for row, _ in draft.rows]
    said = [name for entry in entries if entry for name in (entry.name, *entry.phrases)]
    said += [row.label for row, _ in draft.rows]
    texts = [_MARK.sub("", each.text) for each in draft.statements]
    for text in (*texts, *(span.quote for each in draft.statements for span in each.spans)):
        clauses = ["", *_CLAUSE.findall(text)]
        said += [f"{before} {clause}" for before, clause in pairwise(clauses) if any(map(str.isdigit, clause))]
    words = {word for each in said for word in meaning(each)}
    return words | {f"~{fold(word)}" for word in words}


_MARK = re.compile(r"\[\d+\]")
_CLAUSE = re.compile(r"(?:[^,;:()]|[,:](?=\d))+")
