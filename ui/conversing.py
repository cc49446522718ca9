"""A conversation as the chat shows it: screens from a question to its answer, what is stored of it and comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.types import Answer, Conversation, Exchanged, Step, Turn
from eval.flagged import flag
from ui.failures import failure_line
from ui.html import Html
from ui.paced import paced
from ui.ports import Assistant
from ui.tabs.fragment import attempt
from ui.views.actions import CiteKey
from ui.views.answer import Verdict
from ui.views.cited import cited
from ui.views.once import told_once
from ui.views.sources import sources
from ui.views.talks import talks
from ui.views.thread import Exchange

NONE = 0  # the id of no conversation: stored ones are numbered from 1
_APART_S = 0.15  # seconds between two screens: what a model writes still runs on
_LISTED = 200  # stored conversations that can be chosen


@dataclass(frozen=True, slots=True)
class Screen:
    """What the chat shows at one moment."""

    exchanges: tuple[Exchange, ...]
    sources: Html


def converse(
    assistant: Assistant, question: str, *, exchanges: Sequence[Exchange], apart_s: float = _APART_S
) -> Iterator[Screen]:
    """The screens from a question to its finished answer. A failure ends as a failure, never as an answer.

    Pieces that come faster than anybody reads are passed over, also that the question is read and what it waits for:
    each screen has the whole conversation written anew, and most answers are there within ``apart_s`` seconds.
    """
    turn = len(exchanges)
    unread = sources(None, turn=turn, shelf=assistant.shelf)
    last = Exchange(question, failure="Lỗi: chưa nhận được câu trả lời trọn vẹn. Hãy hỏi lại.")
    try:
        pieces = assistant.follow(question, history=history(exchanges))
        with closing(paced(pieces, first="", apart_s=apart_s)) as shown:
            for piece in shown:
                if isinstance(piece, Answer):
                    last = Exchange(question, answer=piece, cited=cited(piece, assistant.shelf))
                elif isinstance(piece, Step):
                    yield Screen((*exchanges, Exchange(question, step=piece.name)), unread)
                else:
                    yield Screen((*exchanges, Exchange(question, piece=piece)), unread)
        panel = sources(last.answer, turn=turn, shelf=assistant.shelf, named=last.cited)
    except Exception as error:
        last, panel = Exchange(question, failure=failure_line(error)), unread
    yield Screen((*exchanges, last), panel)


def keep(assistant: Assistant, conversation_id: int, exchanges: Sequence[Exchange], *, owner: str | None) -> int:
    """Stores the last exchange, where it was answered and the browser has an owner; the id of its conversation."""
    last = exchanges[-1] if exchanges else None
    if last is None or last.answer is None or owner is None:
        return conversation_id
    return assistant.conversations.append(conversation_id or None, last.question, last.answer, owner=owner)


def reloaded(assistant: Assistant, conversation_id: int, *, owner: str | None) -> Screen:
    """A stored conversation as it was shown; an empty one where it is gone."""
    held = assistant.conversations.load(conversation_id, owner=owner) if conversation_id else None
    exchanges = tuple(_shown(assistant, each) for each in held.exchanges) if held else ()
    last = exchanges[-1].answer if exchanges else None
    return Screen(exchanges, attempt(lambda: sources(last, turn=max(0, len(exchanges) - 1), shelf=assistant.shelf)))


def _shown(assistant: Assistant, held: Exchanged) -> Exchange:
    return Exchange(held.question, answer=held.answer, cited=cited(held.answer, assistant.shelf))


def listed(
    assistant: Assistant, *, owner: str | None, opened: int = NONE, removed: Conversation | None = None
) -> Html:
    """The stored conversations of a browser, with the one that is ``opened``."""
    stored = assistant.conversations.recent(_LISTED, owner=owner)
    return talks(stored, opened=opened, today=datetime.now().astimezone().date(), removed=removed)


def history(exchanges: Sequence[Exchange]) -> list[Turn]:
    """The conversation as the assistant takes it; questions that failed are left out."""
    return [
        turn
        for exchange in exchanges
        if exchange.answer is not None
        for turn in (Turn("user", exchange.question), Turn("assistant", exchange.answer.text))
    ]


def opened(assistant: Assistant, key: CiteKey | None, *, exchanges: Sequence[Exchange], fold: bool = False) -> Html:
    """The citations of the answer that ``key`` belongs to, with its card open, or folded again."""
    if key is None or key.turn >= len(exchanges):
        return sources(None, turn=0, shelf=assistant.shelf)
    answer, turn, n = exchanges[key.turn].answer, key.turn, None if fold else key.n
    return attempt(lambda: sources(answer, turn=turn, shelf=assistant.shelf, opened=n))


def flagged(
    assistant: Assistant, turn: int, verdict: Verdict, *, reason: str = "", exchanges: Sequence[Exchange]
) -> tuple[Exchange, ...]:
    """The conversation with the answer of ``turn`` called right or wrong, and its question kept for the evaluation.

    A wrong one waits for staff to say what is right; a right one is complete: it is to be answered so again.
    """
    answer = exchanges[turn].answer if turn < len(exchanges) else None
    if answer is None:
        return tuple(exchanges)
    one = exchanges[turn]
    kept = flag(one.question, history=history(exchanges[:turn]), answer=answer.text, reason=reason)
    assistant.flags.flag(kept)
    if verdict == "right":
        documents = tuple(dict.fromkeys(each.document for each in answer.citations))
        assistant.flags.complete(kept.flag_id, expected=_result(answer), documents=documents)
    return (*exchanges[:turn], replace(one, verdict=verdict), *exchanges[turn + 1 :])


def _result(answer: Answer) -> str:
    """The sentence that states the result, without marks: its figures are what the answer has to say again."""
    told = told_once(answer, judged=True).text or answer.text
    return re.sub(r"\*\*|\s*\[\d+\]", "", told.strip().splitlines()[0]).strip()
