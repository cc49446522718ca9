"""The answer in a model's words, on a short leash: shown sentence by sentence, each once it is checked.

    1. the evidence of the composed answer goes to the model under keys (``write``)
    2. a sentence that holds (``verify_sentence``) is shown with its citations
    3. one that does not is struck and counted, and the composed sentences of its keys are shown in its place
    4. where the prompt is too long for the model, it is asked again with less of the evidence
    5. where the model fails, breaks off or takes too long, the rest is the composed answer, and a line says so

Closing the generator closes the request to the model.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from assistant.ask.verifying.sentence import sentence_stands
from assistant.ask.verifying.verify import is_verbatim
from assistant.ask.writing.write import CHARACTERS_A_TOKEN, Keyed, Sentence, keyed, write
from assistant.errors import ModelUnavailable, PromptTooLong
from assistant.ports import ChatModel, Entailment
from assistant.types import Draft, Indicator, Question, Resolution, Span, Statement

# Share of a prompt's budget that goes to the evidence; the rest is for rules, rows and conversation.
EVIDENCE_SHARE = 0.6
CONVERSATION_SHARE = 0.15
_SHORTER = 3  # times that the evidence is halved for a model whose window is smaller than its settings say

DECLINED = "Mô hình ngôn ngữ cho rằng các đoạn trên không trả lời thẳng câu hỏi."
BACKED = "Phần trích nguyên văn là của văn bản, không qua mô hình."


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a model may cost: tokens of a prompt, seconds of an answer; and the least score of ``Entailment``."""

    prompt_tokens: int = 6000
    seconds: float = 120.0
    floor: float = 0.5


@dataclass(frozen=True, slots=True)
class Leash:
    """What a model's sentences are held against.

    ``document`` and ``places`` give a document by id and the place names that a text holds; ``entailment`` is asked
    where it is set, and a sentence needs ``limits.floor`` from one of its quotes.
    """

    document: Callable[[str], Resolution]
    places: Callable[[str], Iterable[str]]
    limits: Limits = field(default_factory=Limits)
    entailment: Callable[[], Entailment | None] = lambda: None


@dataclass(frozen=True, slots=True)
class Phrased:
    """What is shown so far, what was struck so far, and how many sentences of what is shown are the model's."""

    statements: tuple[Statement, ...]
    struck: tuple[str, ...]
    own: int


@dataclass(slots=True)
class _Progress:
    """An answer under way, under a heading for each document as composed answers have."""

    shown: list[Statement]
    evidence: Sequence[Keyed] = ()
    struck: list[str] = field(default_factory=list)
    cited: set[Span] = field(default_factory=set)
    own: int = 0
    _about: str = ""

    def show(self, statement: Statement, *, about: str = "", own: bool = False) -> None:
        """Adds a statement to the answer, below the heading ``about``."""
        if about and about != self._about:
            self.shown.append(Statement(f"**{about}**", labels=(about,)))
            self._about = about
        self.shown.append(statement)
        self.cited.update(statement.spans)
        self.own += own

    def so_far(self) -> Phrased:
        """What a reader sees now."""
        return Phrased(tuple(self.shown), tuple(self.struck), self.own)


def phrase(
    question: Question,
    composed: Draft,
    model: Callable[[], ChatModel],
    *,
    leash: Leash,
    notes: Sequence[Statement] = (),
    rows: Sequence[Indicator] = (),
    conversation: str = "",
    lap: Callable[[str], None] = lambda _: None,
) -> Generator[Phrased]:
    """The answer as it grows; the last one is whole. ``notes`` come first; ``lap`` books time by step.

    Every statement of ``composed`` must be verified already.
    """
    progress = _Progress(list(notes))
    told = _Told(question, composed, rows, conversation)
    remark: Statement | None = None
    try:
        with closing(_written(told, model(), progress, leash.limits)) as said:
            for sentence in said:
                lap("write")
                if sentence.declines:
                    remark = Statement(DECLINED, labels=(DECLINED,), part="coverage")
                    break
                _judge(sentence, progress, leash=leash)
                lap("verify")
                yield progress.so_far()
    except ModelUnavailable as error:
        remark = failed(str(error))
    lap("write")
    _complete(progress, composed, whole=remark is None)
    if remark is not None:
        progress.show(remark)
    yield progress.so_far()


@dataclass(frozen=True, slots=True)
class _Told:
    """What a model is told: the question, the composed answer with the rows of its quotes, and the conversation."""

    question: Question
    composed: Draft
    rows: Sequence[Indicator]
    conversation: str


def _written(told: _Told, model: ChatModel, progress: _Progress, limits: Limits) -> Generator[Sentence]:
    """What the model says of as much evidence as its window takes, which is noted in ``progress``.

    Raises ``ModelUnavailable``.
    """
    tokens, conversation = int(limits.prompt_tokens * EVIDENCE_SHARE), told.conversation
    for left in range(_SHORTER, -1, -1):
        progress.evidence = keyed(told.composed, told.rows, tokens=tokens)
        said = write(told.question, progress.evidence, model, conversation=conversation, seconds=limits.seconds)
        try:
            with closing(said):
                yield from said
        except PromptTooLong:
            if not left or not progress.evidence:
                raise
        else:
            return
        tokens = sum(len(each.span.quote) for each in progress.evidence) // CHARACTERS_A_TOKEN // 2
        conversation = ""


def failed(reason: str) -> Statement:
    """The line that says why no model's words are shown, or no more of them."""
    line = f"{reason} {BACKED}"
    return Statement(line, labels=(line,), part="coverage")


def _judge(sentence: Sentence, progress: _Progress, *, leash: Leash) -> None:
    """Shows a sentence that holds, or what it cites in the words of the documents."""
    known = {each.key: each for each in progress.evidence}
    cited = [known[key] for key in sentence.keys if key in known]
    if sentence.text and len(cited) == len(sentence.keys) and _holds(sentence, cited, leash):
        spans = tuple(each.span for each in cited)
        about = "; ".join(dict.fromkeys(each.about for each in cited))
        progress.show(Statement(f"- {sentence.text}", spans=spans), about=about, own=True)
        return
    progress.struck.append(sentence.text or " ".join(sentence.keys))
    for each in cited:
        if each.span not in progress.cited:
            progress.show(each.composed, about=each.about)


def _holds(sentence: Sentence, cited: Sequence[Keyed], leash: Leash) -> bool:
    documents = [leash.document(each.span.document_id) for each in cited]
    pairs = zip(cited, documents, strict=True)
    if not cited or not all(is_verbatim(each.span, document.text) for each, document in pairs):
        return False
    spans = tuple(replace(each.span, quote=each.text) for each in cited)
    statement = Statement(sentence.text, spans=spans, labels=_years(cited))
    known = " ".join((*map(_words_of, documents), *(each.about for each in cited)))
    if not sentence_stands(statement, known=known, named=leash.places(sentence.text)):
        return False
    entailment = leash.entailment()
    if entailment is None:
        return True
    return float(max(entailment.scores([each.text for each in cited], sentence.text))) >= leash.limits.floor


def _years(cited: Sequence[Keyed]) -> tuple[str, ...]:
    """As "năm 2024" where all rows read from the cited quotes are of that year, so that a sentence may say it."""
    years = {row.year for each in cited for row in each.rows if row.year}
    return tuple(f"{word} {year}" for year in years for word in ("năm", "Năm")) if len(years) == 1 else ()


def _words_of(document: Resolution) -> str:
    identity = document.identity
    units = (identity.commune, identity.district, identity.province, identity.issuer)
    return " ".join((identity.title, *(each for each in units if each)))


def _complete(progress: _Progress, composed: Draft, *, whole: bool) -> None:
    """What the model left out: all that was not shown where it broke off or says nothing, else what it never saw."""
    if not progress.cited:
        for statement in composed.statements:
            progress.show(statement)
        return
    abouts = {each.span: each.about for each in progress.evidence}
    for statement in composed.statements:
        left = [span for span in statement.spans if span not in progress.cited]
        if left and not (whole and abouts.keys() >= set(left)):
            progress.show(statement, about=abouts.get(left[0], ""))
