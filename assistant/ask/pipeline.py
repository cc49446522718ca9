"""From a question to a verified answer: understand, then retrieve or tally, compose, verify, render.

asked + history -> Question -> Evidence | Tally -> Draft -> Verified -> Answer
"""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial

from assistant.ask.composing.archive import compose_about, compose_archive
from assistant.ask.composing.choosing import chosen, is_of_documents
from assistant.ask.composing.coverage import MAX_NAMED
from assistant.ask.composing.facets import compose_sides
from assistant.ask.composing.from_text import compose_from_text
from assistant.ask.composing.ledger import compose_ledger
from assistant.ask.composing.parts_of import compose_parts
from assistant.ask.composing.passages import compose_mentions, compose_passages
from assistant.ask.composing.refusals import refuse_unknown_places, refuse_unread
from assistant.ask.composing.summary import compose_summary
from assistant.ask.composing.talk import compose_talk, headlines
from assistant.ask.composing.units import compose_units, merged_notes, merger_note, of_place
from assistant.ask.composing.wording import Library, counted, units
from assistant.ask.composing.worked import compose_worked
from assistant.ask.instructions import mark_instructions
from assistant.ask.parts import Known, Parts, documents_within
from assistant.ask.render import coverage_of, markdown, rendered
from assistant.ask.retrieving.facets import side_of
from assistant.ask.retrieving.second_look import Seen, look, wanted
from assistant.ask.tallying.doubt import doubtful
from assistant.ask.tallying.end_of_term import with_last_year
from assistant.ask.tallying.tally import documents_of, rows_of, superiors, tally, with_other_unit
from assistant.ask.understanding.asked_units import asked_units
from assistant.ask.understanding.by_model import PROMPT as PROMPT_TO_UNDERSTAND
from assistant.ask.understanding.by_model import is_open, understand_by_model
from assistant.ask.understanding.facets import asked_facets
from assistant.ask.understanding.gazetteer import Gazetteer, places_in
from assistant.ask.understanding.reading import reading
from assistant.ask.understanding.understand import understand
from assistant.ask.understanding.ways import ways, with_kin
from assistant.ask.verifying.unconfirmed import with_unconfirmed
from assistant.ask.verifying.verify import verify
from assistant.ask.writing.memory import Memory, remember
from assistant.ask.writing.phrase import CONVERSATION_SHARE, Leash, Limits, Phrased, failed, phrase
from assistant.ask.writing.write import CHARACTERS_A_TOKEN, PROMPT
from assistant.errors import EmptyArchive, InvalidQuestion, ModelUnavailable
from assistant.language.abbreviations import variants
from assistant.language.catalogue import catalogue
from assistant.language.quantities import format_number
from assistant.ledger.sureness import is_unsure
from assistant.types import (
    Answer,
    Coverage,
    Draft,
    Evidence,
    Indicator,
    Merger,
    Place,
    Question,
    Resolution,
    Statement,
    Tally,
    Trace,
    Turn,
)
from prompts import version

_TURNS = 40  # turns of a conversation that a follow-up may lean on


@dataclass(slots=True)
class _Clock:
    """Milliseconds by step."""

    ms: dict[str, float] = field(
        default_factory=lambda: dict.fromkeys(("understand", "retrieve", "tally", "compose", "verify"), 0.0)
    )
    _since: float = field(default_factory=time.perf_counter)

    def lap(self, step: str) -> None:
        """Books the time since the last lap under ``step``."""
        now = time.perf_counter()
        self.ms[step] = self.ms.get(step, 0.0) + (now - self._since) * 1000
        self._since = now


def answer(text: str, *, parts: Parts, history: Sequence[Turn] = ()) -> Answer:
    """Answers a question. Raises ``InvalidQuestion`` for one that is empty or too long."""
    return next(piece for piece in _told(text, parts, history) if isinstance(piece, Answer))


def stream(text: str, *, parts: Parts, history: Sequence[Turn] = ()) -> Generator[str | Answer]:
    """The verified Markdown as it grows, each piece holding all before it; last the ``Answer``.

    A model's words come sentence by sentence, anything else line by line. Closing it ends the request to the model.
    """
    shown = ""
    with closing(_told(text, parts, history)) as told:
        for piece in told:
            if isinstance(piece, str):
                shown = piece
                yield piece
            else:
                lines = piece.text.removeprefix(shown).splitlines(keepends=True)
                yield from (shown + "".join(lines[: count + 1]) for count in range(len(lines)))
                yield piece


def _told(text: str, parts: Parts, history: Sequence[Turn]) -> Generator[str | Answer]:
    """The Markdown after each sentence of a model, where one phrases; last the ``Answer``."""
    asked = _checked(text, parts.max_question_chars)
    turns = [replace(turn, content=turn.content[: parts.max_question_chars]) for turn in history[-_TURNS:]]
    clock = _Clock()
    known = parts.known()
    books = known.books
    if not books.documents:
        raise EmptyArchive("Kho chưa có văn bản nào. Hãy nạp văn bản trước: nghiquyet ingest THƯ_MỤC")
    read = _read(understand(asked, known.names, history=turns), known, parts, turns)
    question = _as_summary(read.question, books)
    clock.lap("understand")
    draft, looked = _drafted(question, known, parts, clock)
    verified = verify(draft, partial(_text_of, books))
    notes = _notes(question)
    shown = with_unconfirmed(draft, verified, books, is_note=notes.__contains__)
    if draft.outcome == "answered" and shown.outcome == "abstained" and question.route == "ledger":
        shown = _quoted_instead(question, shown, known)
    clock.lap("verify")
    prompts = [PROMPT_TO_UNDERSTAND] if read.asked else []
    phrased = Phrased(shown.statements, (), own=False)
    if read.failure is not None:
        phrased = replace(phrased, statements=(*phrased.statements, failed(read.failure)))
    elif parts.model is not None and question.route == "passages" and shown.outcome == "answered":
        prompts.append(PROMPT)
        with closing(_phrased(question, shown, known, parts, turns, clock)) as growing:
            for phrased in growing:
                yield markdown(phrased.statements, {})
    if not phrased.statements:
        raise RuntimeError(f"no statement of the answer to “{asked}” could be verified: {verified.struck}")
    trace = Trace(
        model=parts.model if phrased.own or read.adds else None,
        index=parts.index(),
        ms=clock.ms,
        prompts={name: version(name) for name in prompts},
    )
    final = replace(shown, statements=phrased.statements)
    yield rendered(question, final, (*verified.struck, *phrased.struck), looked, books, trace)


@dataclass(frozen=True, slots=True)
class _Read:
    """A question as it was read; whether a model was asked, whether it added anything, and how it failed."""

    question: Question
    asked: bool = False
    adds: bool = False
    failure: str | None = None


def _as_summary(question: Question, books: Library) -> Question:
    """The question as one for a summary, where the words that a summary needs name a document of the archive."""
    if question.unread or not is_of_documents(question, books):
        return question
    summary = replace(question, intent="summary", route="ledger", indicators=(), kind=None, areas=(), also=None)
    return replace(summary, reading=reading(summary))


def _read(question: Question, known: Known, parts: Parts, turns: Sequence[Turn]) -> _Read:
    """The question with what a model reads in it, where one is set and the rules left it open."""
    if parts.model is None or not is_open(question):
        return _Read(question)
    told = _remembered(turns, known.names, characters=_room(parts.limits)).text
    try:
        wider = understand_by_model(question, known.names, parts.chat(), history=turns, conversation=told)
    except ModelUnavailable as error:
        return _Read(question, asked=True, failure=str(error))
    return _Read(wider, asked=True, adds=wider != question)


def _room(limits: Limits) -> int:
    """Characters of a prompt that the conversation may take."""
    return int(limits.prompt_tokens * CONVERSATION_SHARE * CHARACTERS_A_TOKEN)


def _text_of(books: Library, document_id: str) -> str:
    return books.of(document_id).text


def _phrased(
    question: Question, composed: Draft, known: Known, parts: Parts, turns: Sequence[Turn], clock: _Clock
) -> Generator[Phrased]:
    """A description in the model's words, sentence by sentence."""
    notes = _notes(question)
    cited = {span.document_id for statement in composed.statements for span in statement.spans}
    return phrase(
        question,
        replace(composed, statements=tuple(each for each in composed.statements if each not in notes)),
        parts.chat,
        leash=Leash(known.books.of, partial(places_in, known.names), parts.limits, parts.entailment),
        notes=notes,
        rows=parts.shelf.indicators(documents=sorted(cited)),
        conversation=_remembered(turns, known.names, characters=_room(parts.limits)).text,
        lap=clock.lap,
    )


def _remembered(turns: Sequence[Turn], names: Gazetteer, *, characters: int) -> Memory:
    """The conversation as a model is told it, with the filters as the rules read them."""

    def read(until: Sequence[Turn]) -> str:
        *before, last = until
        question = understand(last.content, names, history=before)
        return question.reading if question.route == "ledger" else ""

    return remember(turns, read, characters=characters)


def search(text: str, *, parts: Parts, k: int) -> list[Evidence]:
    """The ``k`` best passages for a text, without understanding it as a question."""
    return parts.retriever().retrieve(_checked(text, parts.max_question_chars), k=k)


def _checked(text: str, limit: int) -> str:
    asked = " ".join(text.split())
    if not asked:
        raise InvalidQuestion("Câu hỏi trống. Hãy nhập một câu hỏi.")
    if len(asked) > limit:
        raise InvalidQuestion(
            f"Câu hỏi dài {format_number(len(asked))} ký tự, quá giới hạn {format_number(limit)} ký tự. "
            "Hãy rút gọn câu hỏi."
        )
    return asked


def _drafted(question: Question, known: Known, parts: Parts, clock: _Clock) -> tuple[Draft, Coverage | None]:
    books = known.books
    draft = _without_search(question, books)
    looked: Coverage | None = None
    if draft is not None:
        clock.lap("compose")
    elif question.intent in ("summary", "talk"):
        draft = _told_of_documents(question, books, parts)
        clock.lap("compose")
    elif question.route == "ledger":
        draft, tallied = _from_ledger(question, known, clock)
        looked = coverage_of(tallied)
    else:
        draft, looked = _from_passages(question, books, parts, clock)
    if draft.denies or not draft.clear:
        draft, texts = _from_text(question, draft, known)
        looked = looked if looked is None else replace(looked, texts=texts)
        clock.lap("compose")
    more: tuple[Statement, ...] = ()
    if question.also is not None:
        second, _ = _from_passages(question.also, books, parts, clock)
        if second.outcome == "abstained" or not second.clear:
            # The second half leaves out what it is of: "… đạt bao nhiêu, và tại sao".
            of_first = replace(question.also, indicators=question.indicators)
            second = _sides(of_first, known) or second
        told = second.outcome == "answered" or draft.outcome == "abstained"
        more = tuple(each for each in second.statements if each.part == "answer") if told else ()
    after = [*_namesakes(question, books), *_today(question, books)] if draft.outcome == "answered" else []
    return replace(draft, statements=(*_notes(question), *draft.statements, *more, *after)), looked


def _told_of_documents(question: Question, books: Library, parts: Parts) -> Draft:
    """A summary, or what may be asked of the archive."""
    if question.intent == "talk":
        rows = [row for row in parts.shelf.indicators(headlines()) if row.document_id in books.documents]
        return compose_talk(question, books, rows)
    documents = [each.document.document_id for each in chosen(question, books)]
    return compose_summary(question, books, parts.shelf.indicators(documents=documents) if documents else [])


def _from_text(question: Question, draft: Draft, known: Known) -> tuple[Draft, int]:
    """What the text itself says, where the answer found nothing or only what comes near: figures, then sides.

    And the text of how many documents was looked at before it was said that they do not say it.
    """
    told = _sides(question, known) if question.route == "passages" else None
    if not draft.denies:
        return (draft if told is None or not told.clear else told), 0
    if told is not None and not question.figure:
        return told, 0
    seen = _looked(question, known)
    written = compose_from_text(question, draft, seen, known.books)
    if told is None or written.outcome == "abstained":
        return told or written, seen.documents
    return replace(written, statements=(*written.statements, *told.statements)), seen.documents


def _sides(question: Question, known: Known) -> Draft | None:
    """The sides of a matter that are asked for ("còn yếu ở khâu nào", "vì sao"), as the documents tell them."""
    facets = asked_facets(question.text)
    if not facets:
        return None
    within = documents_within(question, list(known.books.documents.values()))
    if within is not None and not within:
        within = documents_within(replace(question, years=()), list(known.books.documents.values()))
    texts = known.texts()
    asked = wanted(question, (), texts.rarity, facets=facets)
    if not (asked.runs or asked.phrases or question.places or question.levels):
        return None
    found = []
    for document in known.books.documents.values():
        if within is None or document.document_id in within:
            stretches = [said.stretch for said in texts.of[document.document_id]]
            sides = (
                (each, side_of(each, asked, stretches, document, texts.rarity, named=within is not None))
                for each in facets
            )
            found += [(facet, document.document_id, told) for facet, told in sides if told]
    return compose_sides(found, known.books)


def _quoted_instead(question: Question, unconfirmed: Draft, known: Known) -> Draft:
    """The lines that hold the figures of an answer of which none could be confirmed, where the text has them."""
    seen = _looked(question, known, again=True)
    told = compose_from_text(question, unconfirmed, seen, known.books)
    if not seen.clear or told.outcome == "abstained":
        return unconfirmed
    kept = verify(told, partial(_text_of, known.books)).draft
    notes = [each for each in unconfirmed.statements if each in _notes(question)]
    quoted = any(each.spans for each in kept.statements)
    return replace(kept, statements=(*notes, *kept.statements)) if quoted else unconfirmed


def _looked(question: Question, known: Known, *, again: bool = False) -> Seen:
    """What the text itself holds of a question; its years are for each line of it.

    ``again`` also where rows were read.
    """
    documents = known.books.documents
    within = documents_within(replace(question, years=()), list(known.books.documents.values()))
    if question.unknown_places:
        within = set()
    held = [each for key, each in documents.items() if within is None or key in within]
    others = [each for each in documents.values() if each not in held]
    asked = wanted(question, asked_units(question.text), known.texts().rarity)
    rows = known.rows(question) if question.indicators and not again else []
    read = [row for row in rows if not is_unsure(row)]
    return look(asked, held, others, known.texts(), read=read)


def _namesakes(question: Question, books: Library) -> list[Statement]:
    """That several units bear a name that was asked about, so that the next question can say which is meant."""
    documents = books.units
    found = []
    for place in question.places:
        named = documents_of(place, documents) if place.name and not (place.within or place.documents) else []
        count = len(units(each for each in named if each.identity.place is not None))
        if count > 1 and not place.members:
            text = f"Trong kho có {count} đơn vị tên {place.name}; nêu huyện hoặc tỉnh để chỉ lấy một nơi."
            found.append(Statement(text, derived=(counted(count),), labels=(place.name,), part="coverage"))
    return found


def _today(question: Question, books: Library) -> list[Statement]:
    """What became of the units asked about, where their documents say where they lie."""
    if len(question.places) > _FEW_PLACES or question.merged or question.intent == "about":
        return []
    named = (place for place in question.places if place.name and not place.documents and not place.members)
    mergers = (of_place(place, books) for place in named if _is_located(place, books))
    return [
        replace(merger_note(each[0]), part="coverage") for each in mergers if len(each) == 1 and _is_other(each[0])
    ]


_FEW_PLACES = 2  # named units of which an answer says where they belong today


def _is_located(place: Place, books: Library) -> bool:
    """Whether the documents of a place say in which district or province it lies."""
    return any(superiors(each.identity) for each in documents_of(place, list(books.documents.values())))


def _is_other(merger: Merger) -> bool:
    return (merger.old.level, merger.old.name) != (merger.now.level, merger.now.name)


def _without_search(question: Question, books: Library) -> Draft | None:
    """What needs neither rows nor passages: refusals before the search, and questions on the archive itself."""
    if question.unread:
        return refuse_unread(question)
    if {"former", "now"} & set(question.about) and (told := compose_units(question, books)) is not None:
        return told
    if question.unknown_places and not question.places:
        return refuse_unknown_places(question, books)
    if question.intent == "archive":
        return compose_archive(question, books)
    return compose_about(question, books) if question.intent == "about" else None


def _notes(question: Question) -> list[Statement]:
    """What a user must know before the answer: a name taken for misspelt, a name that the archive does not hold."""
    notes = [
        Statement(f"Kho không có “{typed}”; trả lời theo “{used}”.", labels=(typed, used))
        for typed, used in question.corrections
    ]
    notes += merged_notes(question)
    if question.unknown_places and question.places and not question.unread:
        names = ", ".join(f"“{name}”" for name in question.unknown_places)
        notes.append(Statement(f"Kho không có văn bản nào của {names}.", labels=question.unknown_places))
    return notes


def _from_ledger(question: Question, known: Known, clock: _Clock) -> tuple[Draft, Tally]:
    """The first way to mean the question that has rows, and what was taken otherwise in it; else why none has."""
    documents = known.books.units

    def is_stated(indicator: str) -> bool:
        return _has_rows(_tallied(replace(question, indicators=(indicator,), any_of=()), known, documents)[1])

    question = question if question.any_of else with_kin(question, is_stated)
    question = with_last_year(question, documents, known.rows(question))
    way = next((way for way in ways(question) if _has_rows(_tallied(way.question, known, documents)[1])), None)
    asked, tallied = _tallied(question if way is None else way.question, known, documents)
    rows = known.rows(asked)
    doubts = doubtful(
        asked, tallied, documents, rows, known.unsure(asked), known=catalogue(), standing=known.standing
    )
    tallied = replace(tallied, doubtful=doubts, written=_written(asked, tallied, rows, known))
    clock.lap("tally")
    if {"grown", "back"} & set(asked.operations) and (made := compose_worked(asked, rows, known.books)) is not None:
        clock.lap("compose")
        return made, tallied
    if asked.named_parts and asked.places:
        of_places = known.rows(replace(asked, indicators=()))
        if (made := compose_parts(asked, of_places, known.books)) is not None:
            clock.lap("compose")
            return made, tallied
    nearest = rows if way is not None or not asked.related else [*rows, *known.related(asked)]
    away = [] if way is not None else _rejected(asked, known)
    look_again = partial(_looked, known=known)
    draft = compose_ledger(asked, tallied, known.books, nearest=nearest, rejected=away, look=look_again)
    if way is not None and way.said:
        draft = replace(draft, statements=(Statement(way.said, labels=(way.said,)), *draft.statements))
    clock.lap("compose")
    return draft, tallied


def _tallied(question: Question, known: Known, documents: Sequence[Resolution]) -> tuple[Question, Tally]:
    """The question with another unit's figure in its condition, where it asks so, and what the rows say to it."""
    rows = known.rows(question)
    asked = with_other_unit(question, documents, rows)
    return asked, tally(asked, documents, rows, standing=known.standing)


def _written(question: Question, tallied: Tally, rows: Sequence[Indicator], known: Known) -> tuple[str, ...]:
    """The silent documents whose text holds what is asked all the same, in words of which no row was read."""
    few = len(tallied.silent) <= MAX_NAMED or question.intent == "missing"
    if not (tallied.silent and question.indicators and few):
        return ()
    texts = known.texts()
    sought = wanted(question, (), texts.rarity)
    own = (known.books.of(each) for each in tallied.silent)
    return tuple(each.document_id for each in own if look(sought, [each], [], texts, read=rows).clear)


def _rejected(question: Question, known: Known) -> list[Indicator]:
    """The rows that would answer, had staff not rejected them."""
    rows = known.rejected(question)
    found = tally(question, known.books.units, rows, standing=known.standing)
    return rows_of((*found.match, *found.boundary, *found.no_match))


def _has_rows(tallied: Tally) -> bool:
    return bool(tallied.match or tallied.boundary or tallied.no_match)


def _from_passages(question: Question, books: Library, parts: Parts, clock: _Clock) -> tuple[Draft, Coverage]:
    within = documents_within(question, list(books.documents.values()))
    asked = [each for each in books.documents if within is None or each in within]
    query = " ".join(question.words) or question.standalone
    retriever = parts.retriever()
    # Passages are indexed as they are written: either form of an abbreviation must find the other.
    both = " ".join(dict.fromkeys(" ".join(variants(query)).split()))
    evidence = retriever.retrieve(
        both, k=_MENTIONS if question.intent == "mention" else parts.passages, within=within
    )
    clock.lap("retrieve")
    if question.intent == "mention":
        draft = compose_mentions(question, evidence, books, within=asked)
    else:
        draft = compose_passages(question, evidence, books)
    draft = mark_instructions(draft)
    looked = _looked_at(draft, books, asked)
    if draft.outcome == "answered" and not question.places:
        draft = replace(draft, statements=(*draft.statements, _looked_words(looked, negated=question.negated)))
    clock.lap("compose")
    return draft, looked


_MENTIONS = 400  # passages among which the documents that speak of a matter are looked for


def _looked_at(draft: Draft, books: Library, asked: Sequence[str]) -> Coverage:
    """How many documents a description draws on, and how many were looked at in vain."""
    cited = {span.document_id for statement in draft.statements for span in statement.spans}
    total = len(books.documents)
    return Coverage(total, len(cited), 0, 0, len(asked) - len(cited), total - len(asked))


def _looked_words(looked: Coverage, *, negated: bool) -> Statement:
    """The coverage of a description over many documents, in words."""
    numbers = {
        "không được trích" if not negated else "không có nội dung này": looked.silent,
        "ngoài phạm vi câu hỏi": looked.excluded,
    }
    parts = [f"{looked.match} được trích"] if looked.match else []
    parts += [f"{number} {name}" for name, number in numbers.items() if number]
    derived = tuple(map(counted, (looked.documents, looked.match, *numbers.values())))
    return Statement(f"Đã xét {looked.documents} văn bản: {', '.join(parts)}.", derived=derived, part="coverage")
