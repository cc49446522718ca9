"""The conversation: each question with its reply, or a welcome with questions to try."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.types import Answer
from ui.html import Html, join, tag, text
from ui.views import answer as view
from ui.views.actions import ask_button
from ui.views.answer import Verdict
from ui.views.cited import Source

_ADVICE = (
    "Hỏi bằng câu thường, có dấu hoặc không dấu. Mỗi ý trong câu trả lời mang số trích dẫn để đối chiếu "
    "với văn bản gốc."
)
_MISSING = (
    "Không có hội thoại này: đã bị xóa, hoặc thuộc trình duyệt khác (mỗi trình duyệt chỉ thấy hội thoại của mình)."
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with what came of it so far: an answer, the line of a failure, or a piece of Markdown.

    ``step`` is what is under way before the first piece, ``cited`` the sources of the answer in words, ``verdict``
    whether the user found it right or wrong.
    """

    question: str
    answer: Answer | None = None
    failure: str | None = None
    piece: str = ""
    cited: Mapping[int, Source] = field(default_factory=dict)
    verdict: Verdict | None = None
    step: str = ""


def thread(
    exchanges: Sequence[Exchange], *, samples: Sequence[str], missing: bool = False, above: Html | None = None
) -> Html:
    """The whole conversation; before the first question, the samples. ``missing``: the one asked for is not there.

    ``above`` is what ``turns`` made of all exchanges but the last, where that is known already.
    """
    if not exchanges:
        return join(tag("p", _MISSING, class_="nq-error", role="status") if missing else None, _welcome(samples))
    above = turns(exchanges[:-1]) if above is None else above
    last = _turn(exchanges[-1], turn=len(exchanges) - 1)
    return tag("section", above, last, class_="nq-thread", role="log", aria_label="Hội thoại")


def turns(exchanges: Sequence[Exchange]) -> Html:
    """Each question with its reply."""
    return join(*(_turn(exchange, turn=turn) for turn, exchange in enumerate(exchanges)))


def _turn(exchange: Exchange, *, turn: int) -> Html:
    lines = (text(line) for line in exchange.question.splitlines() if line.strip())
    asked = tag("div", join(*lines, between=Html("<br>")), class_="nq-asked")
    return tag("article", asked, _reply(exchange, turn=turn), class_="nq-turn", id=turn_id(turn))


def turn_id(turn: int) -> str:
    """The id of a turn's element."""
    return f"nq-luot-{turn}"


def _reply(exchange: Exchange, *, turn: int) -> Html:
    if exchange.failure is not None:
        return view.failure(exchange.failure)
    if exchange.answer is not None:
        return view.message(exchange.answer, turn=turn, cited=exchange.cited, verdict=exchange.verdict)
    return view.piece(exchange.piece, turn=turn) if exchange.piece else view.waiting(exchange.step)


def _welcome(samples: Sequence[str]) -> Html:
    buttons = tag("div", *(ask_button(question) for question in samples), class_="nq-samples")
    return tag("section", tag("h2", "Anh/chị cần tra cứu gì?"), tag("p", _ADVICE), buttons, class_="nq-welcome")
