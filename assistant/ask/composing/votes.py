"""Which documents were voted as a question asks: "nghị quyết nào được 100% đại biểu tán thành"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.ask.composing.about import bodies_in
from assistant.ask.composing.archive import asked_documents
from assistant.ask.composing.telling import in_line
from assistant.ask.composing.wording import Library, counted, kind_words, unit_words
from assistant.ask.understanding.reading import clause_words
from assistant.ask.understanding.vocabulary import table
from assistant.ask.understanding.votes import asked_extreme_vote, asked_vote, asks_vote, asks_votes_of
from assistant.ask.understanding.words import pattern
from assistant.language.bounds import interval
from assistant.language.text import normalise
from assistant.types import Draft, Question, Resolution, Span, Statement

_WHOLE = 100.0  # percent
_REACH = 90  # characters between a count and the word that says what it counts
_LONGEST = 400  # characters of a sentence that is quoted
_COUNT = r"(?<![\d/.,])(?P<votes>\d{1,4})\s*/\s*(?P<of>\d{1,4})(?![\d/])"
_RATE = r"(?<![\d/.,])(?P<rate>\d{1,3}(?:,\d{1,2})?)\s*%"
_SENTENCE_END = re.compile(r"(?:\./\.|\.)(?=\s|$)|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Vote:
    """The share of votes in favour, in percent, and the sentence that states it."""

    share: float
    span: Span


def vote_of(document: Resolution) -> Vote | None:
    """How a document itself was passed: the last sentence with both that it was and by which share of votes."""
    votes = (vote for sentence in _sentences(document) if (vote := _vote(sentence)) is not None)
    return next(votes, None)


def _sentences(document: Resolution) -> Iterator[Span]:
    """The sentences of a document, the last first."""
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(document.text)), len(document.text)]
    for start, end in zip(ends[-2::-1], ends[:0:-1], strict=True):
        quote = document.text[start:end].strip()
        if quote and len(quote) <= _LONGEST:
            begun = document.text.index(quote, start)
            yield Span(document.document_id, "", begun, begun + len(quote), quote)


def _vote(sentence: Span) -> Vote | None:
    said = normalise(sentence.quote)
    if not _words("passed").search(said):
        return None
    shares = (share for pattern in (_COUNT, _RATE) for share in _shares(pattern, said))
    share = min(shares, default=None)
    return None if share is None else Vote(share[1], sentence)


def _shares(pattern: str, said: str) -> Iterator[tuple[tuple[bool, int], float]]:
    """The shares that a sentence states of votes: those of a count first, and the nearest to the word for a vote."""
    for figure in re.finditer(pattern, said):
        gaps = [
            max(word.start() - figure.end(), figure.start() - word.end()) for word in _words("votes").finditer(said)
        ]
        gap = min(gaps, default=_REACH)
        if gap >= _REACH:
            continue
        if pattern == _RATE:
            share = float(figure["rate"].replace(",", "."))
        else:
            share = _WHOLE * int(figure["votes"]) / max(int(figure["of"]), 1)
        if share <= _WHOLE:
            yield (pattern == _RATE, gap), share


def _words(name: str) -> re.Pattern[str]:
    return pattern(table()["voted"][name]).exact


def compose_votes(question: Question, books: Library) -> Draft | None:
    """The documents that were passed by the share of votes asked for, each with the sentence that states it; how many
    were not, and how many state none. None where no vote is asked about, or no document is meant.
    """
    clause = asked_vote(question)
    if clause is None and (highest := asked_extreme_vote(question)) is not None:
        return _extreme_votes(question, books, highest=highest)
    if clause is None:
        return _votes_of(question, books) if asks_votes_of(question) else None
    documents = _documents(question, books)
    votes = {each.document_id: vote for each in documents if (vote := vote_of(each)) is not None}
    if not documents:
        return None
    wanted = interval(clause.condition.comparator, clause.condition.value, clause.condition.value_max)
    held = [
        each
        for each in documents
        if (vote := votes.get(each.document_id)) and interval("=", vote.share).within(wanted)
    ]
    words = f"{clause_words(clause)} số phiếu tán thành"
    number, among, silent = len(held), len(votes), len(documents) - len(votes)
    none = f"Không văn bản nào được thông qua với {words}." if votes else "Không văn bản nào ghi kết quả biểu quyết."
    lead = Statement(
        f"{number} văn bản được thông qua với {words}:" if held else none, derived=(counted(number),), labels=(words,)
    )
    looked = Statement(
        f"Đã xét {len(documents)} văn bản: {number} đúng điều kiện hỏi, {among - number} không đúng, "
        f"{silent} không ghi kết quả biểu quyết.",
        derived=tuple(map(counted, (len(documents), number, among - number, silent))),
        part="coverage",
    )
    items = (_item(each, votes[each.document_id]) for each in held)
    listed = tuple(votes[each.document_id].span for each in held)
    return Draft("answered" if held else "abstained", (lead, *items, looked), listed=listed)


def _documents(question: Question, books: Library) -> list[Resolution]:
    """The documents that a question is about, of the bodies that it names; of copies one."""
    asked = replace(question, families=tuple(sorted(bodies_in(question.text))))
    return [each for each in asked_documents(asked, books) if each.document_id not in books.copies]


def _extreme_votes(question: Question, books: Library, *, highest: bool) -> Draft | None:
    """The documents that were passed by the largest or smallest share of votes, of those that state one."""
    documents = _documents(question, books)
    votes = [(each, vote) for each in documents if (vote := vote_of(each)) is not None]
    if not votes:
        return None
    edge = (max if highest else min)(vote.share for _, vote in votes)
    held = [(each, vote) for each, vote in votes if vote.share == edge]
    end, among, silent = "cao nhất" if highest else "thấp nhất", len(votes), len(documents) - len(votes)
    looked = f"Đã xét {among} văn bản có ghi kết quả biểu quyết; {silent} văn bản không ghi."
    coverage = Statement(looked, derived=(counted(among), counted(silent)), part="coverage")
    items = [_item(document, vote) for document, vote in held]
    return Draft("answered", (Statement(f"Tỷ lệ tán thành {end}:"), *items, coverage))


def with_votes(question: Question, draft: Draft, books: Library) -> Draft:
    """The facts of documents with how these were voted, where that is asked too: "do ai ký, bao nhiêu phiếu"."""
    if question.intent != "about" or not asks_vote(question.text) or draft.outcome != "answered":
        return draft
    cited = {span.document_id for each in draft.statements for span in each.spans}
    votes = [(each, vote) for key, each in books.documents.items() if key in cited and (vote := vote_of(each))]
    return replace(draft, statements=(*draft.statements, *(_item(document, vote) for document, vote in votes)))


def _votes_of(question: Question, books: Library) -> Draft | None:
    """How each of the documents told was voted, those for a year before those that look back on it; None where none
    of them states it.
    """
    documents = _documents(question, books)
    documents = [each for each in documents if each.identity.target_year in question.years] or documents
    votes = [(each, vote) for each in documents if (vote := vote_of(each)) is not None]
    if not votes or len(documents) > _MOST_TOLD:
        return None
    silent = len(documents) - len(votes)
    rest = f"{silent} văn bản khác không ghi kết quả biểu quyết."
    behind = [Statement(rest, derived=(counted(silent),), part="coverage")] if silent else []
    items = [_item(document, vote) for document, vote in votes]
    return Draft("answered", (Statement("Kết quả biểu quyết ghi trong văn bản:"), *items, *behind))


_MOST_TOLD = 8  # documents whose votes are told one by one


def _item(document: Resolution, vote: Vote) -> Statement:
    name = f"{kind_words(document)} của {unit_words(document)}"
    named = f"{name}{f', số {document.identity.number}' if document.identity.number else ''}"
    return Statement(f"- {named}: “{in_line(vote.span.quote)}”", spans=(vote.span,), labels=(named,))
