"""From a question to a verified answer: understand, then retrieve or tally, compose, verify, render.

asked + history -> Question -> Evidence | Tally -> Draft -> Verified -> Answer
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from assistant.ask.compose_archive import compose_archive
from assistant.ask.compose_ledger import compose_ledger, refuse_unknown_places
from assistant.ask.compose_passages import compose_passages
from assistant.ask.gazetteer import gazetteer
from assistant.ask.retrieve import Retriever
from assistant.ask.tally import is_of, tally
from assistant.ask.understand import understand
from assistant.ask.verify import verify
from assistant.ask.wording import Library, library, span_of
from assistant.ask.write import write
from assistant.errors import EmptyArchive, InvalidQuestion, ModelUnavailable
from assistant.ports import ChatModel, Shelf
from assistant.types import (
    Answer,
    AnswerRow,
    Citation,
    Coverage,
    Draft,
    Evidence,
    Indicator,
    Question,
    Span,
    Statement,
    Tally,
    Trace,
    Turn,
)


class Known:
    """An archive as of one revision: its documents, the names that they hold, and the rows asked for so far."""

    def __init__(self, shelf: Shelf) -> None:
        self.books = library(shelf.documents())
        identities = [document.identity for document in self.books.documents.values()]
        self.names = gazetteer(identities, shelf.labels())
        self._shelf = shelf
        self._rows: dict[tuple[str, ...], list[Indicator]] = {}

    def rows(self, question: Question) -> list[Indicator]:
        """The rows of the question's indicators, kept; or all rows of the places asked about, not kept."""
        if not question.indicators:
            # A document may hold rows of years that are not its own: years are for the tally.
            within = _within(replace(question, years=()), self.books)
            return self._shelf.indicators(documents=None if within is None else sorted(within))
        if question.indicators not in self._rows:
            self._rows[question.indicators] = self._shelf.indicators(question.indicators)
        return self._rows[question.indicators]


@dataclass(frozen=True, slots=True)
class Parts:
    """What answering needs. ``retriever`` is called only on the passages route: opening it costs a model;
    ``known`` gives what is known of the archive as it stands.
    """

    shelf: Shelf
    retriever: Callable[[], Retriever]
    known: Callable[[], Known]
    passages: int
    max_question_chars: int
    index: str = ""
    chat: ChatModel | None = None


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
        self.ms[step] += (now - self._since) * 1000
        self._since = now


def answer(text: str, *, parts: Parts, history: Sequence[Turn] = ()) -> Answer:
    """Answers a question. Raises ``InvalidQuestion`` for one that is empty or too long."""
    asked = _checked(text, parts.max_question_chars)
    clock = _Clock()
    known = parts.known()
    books = known.books
    if not books.documents:
        raise EmptyArchive("Kho chưa có văn bản nào. Hãy nạp văn bản trước: nghiquyet ingest THƯ_MỤC")
    question = understand(asked, known.names, history=history)
    clock.lap("understand")
    draft, counted = _drafted(question, known, parts, clock)
    text_of = partial(_text_of, books)
    phrased = _phrased(question, draft, parts.chat, text_of) if question.route == "passages" else None
    condition = question.condition
    values = (condition.value, condition.value_max) if condition else ()
    figures = frozenset(value for value in values if value is not None)
    verified = verify(phrased or draft, text_of, asked=figures)
    clock.lap("verify")
    model = parts.chat.name if parts.chat and phrased else None
    trace = Trace(model, parts.index, clock.ms)
    return _rendered(question, verified.draft, verified.struck, counted, books, trace)


def _text_of(books: Library, document_id: str) -> str:
    return books.of(document_id).text


def _phrased(
    question: Question,
    draft: Draft,
    chat: ChatModel | None,
    text_of: Callable[[str], str],
) -> Draft | None:
    """The draft in a model's words, where one is set, answers, and leaves a sentence that can be verified."""
    if chat is None or draft.outcome == "abstained":
        return None
    try:
        written = write(question, draft, chat)
    except ModelUnavailable as error:
        note = Statement(f"{error} Dưới đây là câu trích nguyên văn.", labels=(str(error),), part="coverage")
        return replace(draft, statements=(*draft.statements, note))
    return written if verify(written, text_of).draft.statements else None


def stream(text: str, *, parts: Parts, history: Sequence[Turn] = ()) -> Iterator[str | Answer]:
    """The verified Markdown as it grows, line by line, each piece holding all before it; last the ``Answer``."""
    whole = answer(text, parts=parts, history=history)
    lines = whole.text.splitlines(keepends=True)
    yield from ("".join(lines[: count + 1]) for count in range(len(lines)))
    yield whole


def search(text: str, *, parts: Parts, k: int) -> list[Evidence]:
    """The ``k`` best passages for a text, without understanding it as a question."""
    return parts.retriever().retrieve(_checked(text, parts.max_question_chars), k=k)


def _checked(text: str, limit: int) -> str:
    asked = " ".join(text.split())
    if not asked:
        raise InvalidQuestion("Câu hỏi trống. Hãy nhập một câu hỏi.")
    if len(asked) > limit:
        raise InvalidQuestion(
            f"Câu hỏi dài {len(asked)} ký tự, quá giới hạn {limit} ký tự. Hãy rút gọn câu hỏi, "
            "hoặc nạp văn bản dài bằng lệnh nghiquyet ingest."
        )
    return asked


def _drafted(question: Question, known: Known, parts: Parts, clock: _Clock) -> tuple[Draft, Tally | None]:
    books = known.books
    if question.unknown_places and not question.places:
        draft = refuse_unknown_places(question, books)
        clock.lap("compose")
        return draft, None
    if question.intent == "archive":
        draft = compose_archive(question, books)
        clock.lap("compose")
        return draft, None
    if question.route == "ledger":
        return _from_ledger(question, known, clock)
    return _from_passages(question, books, parts, clock), None


def _from_ledger(question: Question, known: Known, clock: _Clock) -> tuple[Draft, Tally]:
    rows = known.rows(question)
    counted = tally(question, list(known.books.documents.values()), rows)
    clock.lap("tally")
    draft = compose_ledger(question, counted, known.books, nearest=rows)
    clock.lap("compose")
    return draft, counted


def _from_passages(question: Question, books: Library, parts: Parts, clock: _Clock) -> Draft:
    within = _within(question, books)
    query = " ".join(question.words) or question.standalone
    evidence = parts.retriever().retrieve(query, k=parts.passages, within=within)
    clock.lap("retrieve")
    draft = compose_passages(question, evidence, books)
    clock.lap("compose")
    return draft


def _within(question: Question, books: Library) -> set[str] | None:
    """The documents of the places, levels and years asked about; None where all are."""
    if not (question.places or question.levels or question.years):
        return None
    return {
        document_id
        for document_id, document in books.documents.items()
        if (not question.places or any(is_of(place, document.identity) for place in question.places))
        and (question.places or not question.levels or document.identity.level in question.levels)
        and (
            not question.years
            or bool({document.identity.target_year, document.identity.result_year} & set(question.years))
        )
    }


# -- render ------------------------------------------------------------------------------------------


def _rendered(
    question: Question,
    draft: Draft,
    struck: tuple[str, ...],
    counted: Tally | None,
    books: Library,
    trace: Trace,
) -> Answer:
    """Numbers the citations in the order of the text and joins the statements."""
    numbers: dict[Span, int] = {}
    blocks: list[str] = []
    part = "answer"
    for statement in draft.statements:
        # A list ends where another part or another document's heading begins.
        if blocks and (statement.part != part or statement.text.startswith("**")):
            blocks.append("")
        part = statement.part
        blocks.append(_with_marks(statement, numbers))
    rows = [
        AnswerRow(
            indicator=row,
            document=books.of(row.document_id).name,
            identity=books.of(row.document_id).identity,
            verdict=verdict,
            citation=numbers.setdefault(span_of(row), len(numbers) + 1),
        )
        for row, verdict in draft.rows
    ]
    return Answer(
        question=question,
        outcome=draft.outcome,
        text="\n".join(blocks),
        citations=tuple(_citation(span, n, books) for span, n in numbers.items()),
        rows=tuple(rows),
        coverage=_coverage(counted) if counted else None,
        trace=trace,
        struck=struck,
    )


def _with_marks(statement: Statement, numbers: dict[Span, int]) -> str:
    marks = "".join(f" [{numbers.setdefault(span, len(numbers) + 1)}]" for span in statement.spans)
    return statement.text + marks


def _citation(span: Span, n: int, books: Library) -> Citation:
    document = books.of(span.document_id)
    return Citation(
        n=n,
        document_id=span.document_id,
        document=document.name,
        title=document.identity.title,
        issuer=document.identity.issuer,
        section=span.section,
        quote=span.quote,
        start=span.start,
        end=span.end,
    )


def _coverage(counted: Tally) -> Coverage:
    return Coverage(
        documents=counted.documents,
        match=len(counted.match),
        boundary=len(counted.boundary),
        no_match=len(counted.no_match),
        silent=len(counted.silent),
        excluded=len(counted.excluded),
    )
