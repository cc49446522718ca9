"""Which route drafts the answer to a question, and what is added to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from assistant.ask.composing.about import compose_about
from assistant.ask.composing.archive import compose_archive
from assistant.ask.composing.choosing import chosen, nearest
from assistant.ask.composing.duty import compose_duty
from assistant.ask.composing.joined import joined
from assistant.ask.composing.refusals import refuse_unknown_places, refuse_unread
from assistant.ask.composing.summary import compose_summary
from assistant.ask.composing.talk import compose_talk, headlines
from assistant.ask.composing.units import compose_units
from assistant.ask.composing.votes import compose_votes, with_votes
from assistant.ask.composing.wording import Library
from assistant.ask.parts import Known, Parts
from assistant.ask.render import coverage_of
from assistant.ask.retrieving.columns import said_syllables
from assistant.ask.retrieving.series import telling
from assistant.ask.routes.cells import from_cells
from assistant.ask.routes.clock import Clock
from assistant.ask.routes.columns import from_columns, sum_of_lines
from assistant.ask.routes.none_yet import with_none_yet
from assistant.ask.routes.notes import namesakes, notes_of, units_of_today
from assistant.ask.routes.passages import from_passages, looked_at
from assistant.ask.routes.repeal import repealed, still_holds
from assistant.ask.routes.rest import with_rest
from assistant.ask.routes.rows import from_rows
from assistant.ask.routes.rules import from_rules
from assistant.ask.routes.series import from_series, tells_lines
from assistant.ask.routes.task_tables import from_task_table, told_by_row
from assistant.ask.routes.text import (
    causes_of_rows,
    from_text,
    read_instead,
    sides,
    told_in_words,
    told_instead,
    with_causes,
    with_duty,
)
from assistant.ask.routes.undone import left_undone
from assistant.ask.routes.unmet import rows_marked, targets_not_reached, with_named_unmet, with_told_missed
from assistant.ask.tallying.tally import documents_of
from assistant.ask.understanding.facets import asked_facets, asks_how, counts_sides, standing_said
from assistant.ask.understanding.intent import extreme
from assistant.ask.understanding.set_against import comparing_words
from assistant.ask.understanding.vocabulary import office_words
from assistant.ask.understanding.words import prepared
from assistant.ledger.sureness import is_unsure
from assistant.types import (
    Coverage,
    Draft,
    Question,
    Standing,
    Statement,
)


def drafted(question: Question, known: Known, parts: Parts, clock: Clock) -> tuple[Draft, Coverage | None]:
    """The answer before it is verified, and what was looked at for it."""
    books = known.books
    tasks = from_task_table(question, known)
    plain = tasks or compose_votes(question, books)
    draft, looked = (plain, None) if plain is not None else _one(question, known, parts, clock)
    draft = with_votes(question, draft, books)
    marked = rows_marked(question, known) is not None  # a word that judges is told as such, and not as a cell
    by_table = _by_columns(question, draft, known) or (
        (None if marked else from_cells(question, known))
        or from_series(question, known)
        or sum_of_lines(question, known)
    )
    over_lines = by_table is not None and not tells_lines(draft, by_table, question)
    draft = by_table if by_table is not None and over_lines else draft
    # Beside lines of a table other figures are those of the same lines, which it tells; besides them words are told,
    # and figures of what it does not name.
    others = [part for part in question.also if over_lines and _is_of_other(part, draft)]
    asked = [part for part in question.also if not over_lines or part in others or _is_in_words(part)]
    if also := tuple(part for part in asked if tasks is None or not told_by_row(part)):
        each: list[tuple[Draft, Coverage | None]] = []
        for part in also:
            told_before = [draft, *(told for told, _ in each)]
            each.append(_part(part, question, told_before, known, parts, clock))
        pairs = list(zip(also, (told for told, _ in each), strict=True))
        if rows_marked(question, known) is not None:  # rows of a table tell the figures that other parts ask for
            pairs = [(part, told) for part, told in pairs if told.outcome == "answered"]
        pairs = [(part, told) for part, told in pairs if part not in others or told.outcome == "answered"]
        draft = joined(question, draft, pairs, of_facts=tasks is not None or bool(others))
        looked = looked or next((held for _, held in each if held is not None), None)
    draft = with_rest(question, draft, known)
    after = [*namesakes(question, books), *units_of_today(question, books)] if draft.outcome == "answered" else []
    return replace(draft, statements=(*notes_of(question), *draft.statements, *after)), looked


def _is_of_other(part: Question, draft: Draft) -> bool:
    """Whether a part of a question asks for a figure of which the answer has few words: "…, tổng thu mấy tỷ"."""
    told = " ".join(
        [*(each.text for each in draft.statements), *(s.quote for each in draft.statements for s in each.spans)]
    )
    words = set(telling(part.text)) - comparing_words()
    return bool(part.indicators) and 2 * len(words - {*said_syllables(told)}) > len(words)


def _is_in_words(part: Question) -> bool:
    """Whether a part of a question asks for what is told in words, and for no end of a column."""
    return bool(asked_facets(part.text)) and extreme(prepared(part.text)) is None


def _by_columns(question: Question, draft: Draft, known: Known) -> Draft | None:
    """What columns of a table come to that are set against each other, where no rows that were read for sure do."""
    made = any(each.operation != "count" for statement in draft.statements for each in statement.derived)
    of_one = question.intent not in ("superlative", "rank", "filter", "list")
    made = made or (of_one and any(row.measure == "change" for row, _ in draft.rows))
    if draft.outcome == "answered" and made and not any(is_unsure(row) for row, _ in draft.rows):
        return None
    told = from_columns(question, known)
    if told is None or "unmet" not in asked_facets(question.text):
        return told
    named = with_named_unmet(question, Draft("answered", ()), known).statements  # what the text itself says of them
    answer = [each for each in told.statements if each.part == "answer"]
    return replace(told, statements=(*answer, *named, *(each for each in told.statements if each not in answer)))


def _part(
    part: Question, whole: Question, before: Sequence[Draft], known: Known, parts: Parts, clock: Clock
) -> tuple[Draft, Coverage | None]:
    """The answer to a part; text that leaves out what it is of ("…, và tại sao") is of the figures of the whole, or
    of those that the answers ``before`` tell.
    """
    facets = asked_facets(part.text)
    if facets and (told := sides(whole, known, of=facets)) is not None and told.clear:
        return told, None
    rows = [row for draft in before for row, _ in draft.rows]
    if "causes" in facets and (told := causes_of_rows(rows, known)) is not None:
        return told, None
    if "responsibility" in facets and (duty := compose_duty(rows, known.books, known.texts())):
        return Draft("answered", tuple(duty)), None
    draft, looked = _one(part, known, parts, clock)
    if part.route != "passages":
        return draft, looked
    if draft.outcome == "abstained" or not draft.clear:
        return sides(replace(part, indicators=whole.indicators), known) or draft, looked
    sided = sides(part, known)
    if part.figure or sided is None:
        # A line that holds what is asked says more than all that is near.
        quoted, _ = from_text(part, replace(draft, outcome="abstained", denies=True), known, sided=sided)
        draft = quoted if quoted.outcome == "answered" else draft
    return draft, looked


def _one(question: Question, known: Known, parts: Parts, clock: Clock) -> tuple[Draft, Coverage | None]:
    """The answer to one thing that is asked for, by its own route."""
    if (marked := rows_marked(question, known)) is not None:
        clock.lap("compose")
        return marked, None
    draft = targets_not_reached(question, known) or _without_search(question, known)
    looked: Coverage | None = None
    sided = cache(lambda: still_holds(question, known) or left_undone(question, known) or sides(question, known))
    if draft is not None and draft.outcome == "abstained" and _asks_beyond_facts(question):
        worded, seen = from_passages(replace(question, route="passages", intent="describe"), known, parts, clock)
        draft, looked = (worded, seen) if worded.outcome == "answered" and worded.clear else (draft, None)
    elif draft is not None:
        clock.lap("compose")
    elif question.intent in ("summary", "talk"):
        draft = _told_of_documents(question, known.books, parts)
        clock.lap("compose")
    elif question.route == "ledger":
        draft, tallied = from_rows(question, known, clock)
        draft = with_named_unmet(question, with_told_missed(question, draft, known), known)
        settled = left_undone(question, known) or told_in_words(question, known)
        settled = settled or against_premise(question, known, clock)
        told = settled or with_causes(question, told_instead(question, draft, known), known)
        draft = with_none_yet(question, with_duty(question, told, known), known)
        looked = coverage_of(tallied)
    else:
        draft, looked = _in_words(question, sided(), known, parts, clock)
    sides_are_asked = question.route == "passages" and not question.case and asked_facets(question.text)
    if draft.denies or not draft.clear or sides_are_asked:
        beside = sided() if question.route == "passages" or draft.denies else None
        draft, texts = from_text(question, draft, known, sided=beside)
        looked = looked if looked is None else replace(looked, texts=texts)
        clock.lap("compose")
    if draft.denies and question.route == "ledger" and _is_told(question):
        worded, seen = from_passages(replace(question, route="passages", intent="describe"), known, parts, clock)
        draft, looked = (worded, seen) if worded.outcome == "answered" else (draft, looked)
    return draft, looked


def _in_words(
    question: Question, by_side: Draft | None, known: Known, parts: Parts, clock: Clock
) -> tuple[Draft, Coverage]:
    """The answer to a question for words: the sides of a matter, the rules of a case, else passages."""
    clock.lap("compose")
    if by_side is not None and by_side.clear and (not question.figure or counts_sides(question.text)):
        return by_side, looked_at(question, by_side, known.books)
    if question.case and (ruled := from_rules(question, known)) is not None:
        return ruled, looked_at(question, ruled, known.books)
    return from_passages(question, known, parts, clock)


def _asks_beyond_facts(question: Question) -> bool:
    """Whether a question on the facts of a document asks for more: "Chủ tịch đề nghị những việc gì? Ông tên gì?"."""
    beside = set(question.words) - office_words()
    return question.intent == "about" and bool(question.places) and len(beside) >= _MORE_WORDS


_MORE_WORDS = 4  # words of content beside the number, day or signer, and what tells an office


def against_premise(question: Question, known: Known, clock: Clock) -> Draft | None:
    """That rows say otherwise, where a question why takes for granted that a target was exceeded or missed."""
    met = standing_said(question.text) if "causes" in asked_facets(question.text) else None
    if met is None or question.also or not question.places:
        return None
    judged, _ = from_rows(replace(question, met=met), known, clock)
    if not judged.rows or any(verdict != "no_match" for _, verdict in judged.rows):
        return None
    said = Statement(f"Không đúng như câu hỏi nói: theo số liệu trong văn bản thì {_NOT_SO[met]}.")
    return replace(judged, outcome="abstained", statements=(said, *judged.statements))


_NOT_SO: Mapping[Standing, str] = {"exceeded": "không vượt chỉ tiêu", "missed": "không phải là không đạt chỉ tiêu"}


def _is_told(question: Question) -> bool:
    """Whether a question for rows may be answered in words all the same: "rác thải phân loại thế nào"."""
    return bool(question.places) and not (question.figure or question.any_of) and asks_how(question.text)


def _told_of_documents(question: Question, books: Library, parts: Parts) -> Draft:
    """A summary, or what may be asked of the archive."""
    if question.intent == "talk":
        rows = [row for row in parts.shelf.indicators(headlines()) if row.document_id in books.documents]
        return compose_talk(question, books, rows)
    taken = [each.document for each in chosen(question, books)] or nearest(question, books)
    documents = [each.document_id for each in taken]
    return compose_summary(question, books, parts.shelf.indicators(documents=documents) if documents else [])


def _without_search(question: Question, known: Known) -> Draft | None:
    """What needs neither rows nor passages: refusals before the search, and questions on the archive itself."""
    books = known.books
    if question.unread:
        return read_instead(question, known) or refuse_unread(question)
    lost = "place" in question.about and not any(
        documents_of(place, list(books.documents.values())) for place in question.places
    )
    if (lost or {"former", "now"} & set(question.about)) and (told := compose_units(question, books)) is not None:
        return told
    if question.unknown_places and not question.places and question.intent != "summary":
        return refuse_unknown_places(question, books)
    if question.intent == "archive":
        return repealed(question, known) or compose_archive(question, books)
    if question.intent == "about":
        return still_holds(question, known) or compose_about(question, books)
    return None
