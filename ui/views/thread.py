"""The conversation: each question with its reply, or a welcome with questions to try."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.types import Answer
from ui.html import Html, join, tag, text
from ui.views import answer as view
from ui.views.actions import ask_button

_ADVICE = (
    "Hỏi bằng câu thường, có dấu hoặc không dấu. Mỗi ý trong câu trả lời mang số trích dẫn để đối chiếu "
    "với văn bản gốc."
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with what came of it so far: an answer, the line of a failure, or a piece of Markdown.

    ``flagged`` tells that the user found the answer wrong.
    """

    question: str
    answer: Answer | None = None
    failure: str | None = None
    piece: str = ""
    flagged: bool = False


def thread(exchanges: Sequence[Exchange], *, samples: Sequence[str]) -> Html:
    """The whole conversation; before the first question, the samples."""
    if not exchanges:
        return _welcome(samples)
    turns = (_turn(exchange, turn=turn) for turn, exchange in enumerate(exchanges))
    return tag("section", *turns, class_="nq-thread", role="log", aria_label="Hội thoại")


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
        return view.message(exchange.answer, turn=turn, flagged=exchange.flagged)
    return view.piece(exchange.piece, turn=turn) if exchange.piece else view.waiting()


def _welcome(samples: Sequence[str]) -> Html:
    buttons = tag("div", *(ask_button(question) for question in samples), class_="nq-samples")
    return tag("section", tag("h2", "Anh/chị cần tra cứu gì?"), tag("p", _ADVICE), buttons, class_="nq-welcome")
