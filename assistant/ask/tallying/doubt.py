"""Rows that were not read for sure and that an answer would depend on, were they read the other way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.ask.elsewhere import document_id_of
from assistant.ask.tallying.tally import height, out_of_scope, rows_of, tally
from assistant.language.catalogue import Catalogue
from assistant.ledger.alternative import taken
from assistant.ledger.sureness import is_unsure
from assistant.types import Indicator, Question, Resolution, Tally


def used_unsurely(tallied: Tally) -> list[Indicator]:
    """The rows that an answer rests on and that were not read for sure."""
    return [row for row in rows_of((*tallied.match, *tallied.boundary)) if is_unsure(row)]


def doubtful(
    question: Question,
    tallied: Tally,
    documents: Sequence[Resolution],
    rows: Sequence[Indicator],
    unsure: Iterable[Indicator],
    *,
    known: Catalogue,
    standing: Mapping[str, str],
) -> tuple[Indicator, ...]:
    """The rows of ``unsure`` that the answer does not rest on, and that under their second reading would change it.

    ``rows`` are those of the question's indicators. Each document is judged by itself, once as read and once with the
    row read the other way; a result held against a target of another document is not looked at.
    """
    if not question.indicators:
        return ()
    outside = {**out_of_scope(question, documents), **standing}
    held = {
        each.document_id: each
        for each in documents
        if each.document_id not in outside and document_id_of(each.document_id) not in standing
    }
    used = {row.row_id for row in rows_of((*tallied.match, *tallied.boundary))}
    judge = _judge(question)
    own: dict[str, list[Indicator]] = {}
    for row in rows:
        own.setdefault(row.document_id, []).append(row)
    found = []
    for row in unsure:
        document, theirs = held.get(row.document_id), own.get(row.document_id, [])
        is_out = row.row_id in used or (
            row.indicator in question.indicators and row not in theirs
        )  # used, or amended
        other = taken(row, known) if document is not None and not is_out else None
        if document is None or other is None or not {row.indicator, other.indicator} & set(question.indicators):
            continue
        otherwise = [*(each for each in theirs if each.row_id != row.row_id), other]
        before, after = judge(document, theirs), judge(document, otherwise)
        if before != after and (question.intent != "superlative" or _reaches(question, after, tallied)):
            found.append(row)
    return tuple(found)


_Judged = tuple[tuple[Indicator, ...], tuple[Indicator, ...]]


def _judge(question: Question) -> Callable[[Resolution, Sequence[Indicator]], _Judged]:
    """What one document's rows say to a question: those that match and those at its very edge."""
    intent = "rank" if question.intent == "superlative" else question.intent  # an extreme needs the other documents
    alone = replace(question, places=(), levels=(), intent=intent)

    def judged(document: Resolution, rows: Sequence[Indicator]) -> _Judged:
        mine = tally(alone, [document], rows)
        asked = set(question.indicators)
        match, boundary = (
            tuple(row for row in rows_of(group) if row.indicator in asked or row.label in asked)
            for group in (mine.match, mine.boundary)
        )
        return match, boundary

    return judged


def _reaches(question: Question, judged: _Judged, tallied: Tally) -> bool:
    """Whether a row of a document is as high (or as low) as those that the answer names."""
    best = [height(row, highest=question.highest) for row in rows_of(tallied.match)]
    theirs = [height(row, highest=question.highest) for row in judged[0]]
    if not best or not theirs:
        return not best and bool(theirs)
    return max(theirs) >= max(best) if question.highest else min(theirs) <= min(best)
