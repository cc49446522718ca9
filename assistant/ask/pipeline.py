"""From a question to a verified answer: understand, then retrieve or tally, compose, verify, render.

asked + history -> Question -> Evidence | Tally -> Draft -> Verified -> Answer
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from assistant.ask.composing.choosing import is_of_documents
from assistant.ask.composing.wording import Library
from assistant.ask.parts import Known, Parts
from assistant.ask.render import markdown, rendered
from assistant.ask.routes.clock import Clock
from assistant.ask.routes.drafting import drafted
from assistant.ask.routes.held_to import held_to_documents
from assistant.ask.routes.notes import notes_of
from assistant.ask.routes.text import quoted_instead
from assistant.ask.understanding.by_model import PROMPT as PROMPT_TO_UNDERSTAND
from assistant.ask.understanding.by_model import is_open, understand_by_model
from assistant.ask.understanding.facets import asked_facets
from assistant.ask.understanding.gazetteer import Gazetteer, places_in
from assistant.ask.understanding.overview import wishes_summary
from assistant.ask.understanding.reading import reading
from assistant.ask.understanding.understand import understand
from assistant.ask.understanding.ways import assumes_target
from assistant.ask.verifying.unconfirmed import with_unconfirmed
from assistant.ask.verifying.verify import verify
from assistant.ask.writing.memory import Memory, remember
from assistant.ask.writing.phrase import CONVERSATION_SHARE, Leash, Limits, Phrased, failed, phrase
from assistant.ask.writing.write import CHARACTERS_A_TOKEN, PROMPT
from assistant.errors import EmptyArchive, InvalidQuestion, ModelUnavailable
from assistant.language.quantities import format_number
from assistant.language.repeated import without_repetition
from assistant.types import (
    Answer,
    Draft,
    Evidence,
    Question,
    Step,
    Trace,
    Turn,
)
from prompts import version

_TURNS = 40  # turns of a conversation that a follow-up may lean on


def answer(text: str, *, parts: Parts, history: Sequence[Turn] = ()) -> Answer:
    """Answers a question. Raises ``InvalidQuestion`` for one that is empty or too long."""
    return next(piece for piece in _told(text, parts, history) if isinstance(piece, Answer))


def stream(text: str, *, parts: Parts, history: Sequence[Turn] = ()) -> Generator[str | Answer]:
    """The verified Markdown as it grows, each piece holding all before it; last the ``Answer``.

    A model's words come sentence by sentence, anything else line by line. Closing it ends the request to the model.
    """
    with closing(follow(text, parts=parts, history=history)) as pieces:
        yield from (piece for piece in pieces if not isinstance(piece, Step))


def follow(text: str, *, parts: Parts, history: Sequence[Turn] = ()) -> Generator[Step | str | Answer]:
    """As ``stream``, and between the pieces the step that begins."""
    shown = ""
    with closing(_told(text, parts, history)) as told:
        for piece in told:
            if isinstance(piece, Step):
                yield piece
            elif isinstance(piece, str):
                shown = piece
                yield piece
            else:
                yield from growing(piece, shown)


def growing(answer: Answer, shown: str = "") -> Iterator[str | Answer]:
    """What is not ``shown`` yet of an answer, each piece holding one line more than the one before; last itself."""
    lines = answer.text.removeprefix(shown).splitlines(keepends=True)
    yield from (shown + "".join(lines[: count + 1]) for count in range(len(lines)))
    yield answer


def _told(text: str, parts: Parts, history: Sequence[Turn]) -> Generator[Step | str | Answer]:
    """Each step, and the Markdown after each sentence of a model, where one phrases; last the ``Answer``."""
    asked = without_repetition(_checked(text, parts.max_question_chars))
    turns = [_turn(turn, parts.max_question_chars) for turn in history[-_TURNS:]]
    clock = Clock()
    known = parts.known()
    books = known.books
    if not books.documents:
        raise EmptyArchive(
            "Kho chưa có văn bản nào. Hãy tải tệp lên ở thẻ Văn bản, hoặc nạp bằng: nghiquyet ingest THƯ_MỤC"
        )
    read = _read(understand(asked, known.names, history=turns), known, parts, turns)
    question = held_to_documents(_as_summary(read.question, books), books, known.names)
    clock.lap("understand")
    yield Step("search")
    draft, looked = drafted(question, known, parts, clock)
    verified = verify(draft, books.text_of)
    notes = notes_of(question)
    shown = with_unconfirmed(draft, verified, books, is_note=notes.__contains__)
    if draft.outcome == "answered" and shown.outcome == "abstained" and question.route == "ledger":
        shown = quoted_instead(question, shown, known)
    clock.lap("verify")
    prompts = [PROMPT_TO_UNDERSTAND] if read.asked else []
    phrased = Phrased(shown.statements, (), own=0)
    if read.failure is not None:
        phrased = replace(phrased, statements=(*phrased.statements, failed(read.failure)))
    elif parts.model is not None and question.route == "passages" and shown.outcome == "answered":
        prompts.append(PROMPT)
        yield Step("write")
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
        shown=phrased.own,
        struck=len(phrased.struck),
    )
    final = replace(shown, statements=phrased.statements)
    yield rendered(_as_answered(question, final), final, (*verified.struck, *phrased.struck), looked, books, trace)


@dataclass(frozen=True, slots=True)
class _Read:
    """A question as it was read; whether a model was asked, whether it added anything, and how it failed."""

    question: Question
    asked: bool = False
    adds: bool = False
    failure: str | None = None


def _as_summary(question: Question, books: Library) -> Question:
    """The question as one for a summary, where the words that a summary needs name a document of the archive."""
    # "Tóm tắt báo cáo …: kết quả nổi bật" wishes for the whole; which parts alone are told otherwise, is seen before.
    other = bool(asked_facets(question.text) or "signer" in question.about) and not wishes_summary(question.text)
    if question.unread or other or not is_of_documents(question, books):
        return question
    summary = replace(question, intent="summary", route="ledger", indicators=(), kind=None, areas=(), also=())
    return replace(summary, reading=reading(summary))


def _as_answered(question: Question, draft: Draft) -> Question:
    """The question as its answer took it: of results, where it took targets for granted and only results answer."""
    if not (assumes_target(question) and {row.kind for row, _ in draft.rows} == {"actual"}):
        return question
    taken = replace(question, kind="actual")
    return replace(taken, reading=reading(taken))


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


def _phrased(
    question: Question, composed: Draft, known: Known, parts: Parts, turns: Sequence[Turn], clock: Clock
) -> Generator[Phrased]:
    """A description in the model's words, sentence by sentence."""
    notes = notes_of(question)
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
    return parts.retriever().retrieve(without_repetition(_checked(text, parts.max_question_chars)), k=k)


def _turn(turn: Turn, limit: int) -> Turn:
    """A turn of the conversation as far as it is read; an answer's table repeats itself with good reason."""
    said = turn.content[:limit]
    return replace(turn, content=without_repetition(said) if turn.role == "user" else said)


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
