"""The chat: questions and growing answers on the left, the citations of an answer beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

import gradio as gr

from assistant.types import Answer, Turn
from eval.flagged import flag
from ui.failures import failure_line
from ui.html import Html
from ui.ports import Assistant
from ui.questions import sample_questions
from ui.tabs.bridge import on_click
from ui.tabs.fragment import attempt, fragment
from ui.views.actions import CiteKey, read_cite, read_turn
from ui.views.sources import sources
from ui.views.thread import Exchange, thread

# Questions answered at the same time; the others wait in line.
_TOGETHER = 4
_LISTED = 100  # stored conversations that can be chosen
_NONE = 0  # the id of no conversation: stored ones are numbered from 1

# Keeps the question just asked at the top, so that its answer is read from its beginning.
_FOLLOW = "watch('value', () => window.nqFollow(element));"


@dataclass(frozen=True, slots=True)
class Screen:
    """What the chat shows at one moment."""

    exchanges: tuple[Exchange, ...]
    sources: Html


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the tab that events read and write."""

    exchanges: gr.State
    conversation: gr.State
    stored: gr.Dropdown
    forget: gr.Button
    thread: gr.HTML
    panel: gr.HTML
    box: gr.Textbox
    send: gr.Button
    new: gr.Button


def converse(assistant: Assistant, question: str, *, exchanges: Sequence[Exchange]) -> Iterator[Screen]:
    """The screens from a question to its finished answer. A failure ends as a failure, never as an answer."""
    turn = len(exchanges)
    unread = sources(None, turn=turn, shelf=assistant.shelf)
    yield Screen((*exchanges, Exchange(question)), unread)
    last = Exchange(question, failure="Lỗi: chưa nhận được câu trả lời trọn vẹn. Hãy hỏi lại.")
    try:
        with closing(assistant.stream(question, history=history(exchanges))) as pieces:
            for piece in pieces:
                if isinstance(piece, Answer):
                    last = Exchange(question, answer=piece)
                else:
                    yield Screen((*exchanges, Exchange(question, piece=piece)), unread)
        cited = sources(last.answer, turn=turn, shelf=assistant.shelf)
    except Exception as error:
        last, cited = Exchange(question, failure=failure_line(error)), unread
    yield Screen((*exchanges, last), cited)


def keep(assistant: Assistant, conversation_id: int, exchanges: Sequence[Exchange]) -> int:
    """Stores the last exchange, where it was answered; the id of the conversation that it belongs to."""
    last = exchanges[-1] if exchanges else None
    if last is None or last.answer is None:
        return conversation_id
    return assistant.conversations.append(conversation_id or None, last.question, last.answer)


def reloaded(assistant: Assistant, conversation_id: int) -> Screen:
    """A stored conversation as it was shown; an empty one where it is gone."""
    held = assistant.conversations.load(conversation_id)
    exchanges = tuple(Exchange(each.question, answer=each.answer) for each in held.exchanges) if held else ()
    last = exchanges[-1].answer if exchanges else None
    return Screen(exchanges, attempt(lambda: sources(last, turn=max(0, len(exchanges) - 1), shelf=assistant.shelf)))


def choices(assistant: Assistant) -> list[tuple[str, int]]:
    """The stored conversations to choose from, newest first: their first question with the day."""
    stored = assistant.conversations.recent(_LISTED)
    listed = [(f"{_day(each.started)} · {each.title}", each.conversation_id) for each in stored]
    return [("Hội thoại đã lưu…", _NONE), *listed]


def _day(started: str) -> str:
    return "/".join(reversed(started[:10].split("-")))


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


def flagged(assistant: Assistant, turn: int | None, *, exchanges: Sequence[Exchange]) -> tuple[Exchange, ...]:
    """The conversation with the answer of ``turn`` called wrong, its question kept for the evaluation."""
    if turn is None or turn >= len(exchanges) or exchanges[turn].answer is None:
        return tuple(exchanges)
    one = exchanges[turn]
    said = one.answer.text if one.answer else ""
    assistant.flags.flag(flag(one.question, history=history(exchanges[:turn]), answer=said))
    return (*exchanges[:turn], replace(one, flagged=True), *exchanges[turn + 1 :])


def build_chat(assistant: Assistant, *, page: gr.Blocks, bridge: gr.HTML) -> None:
    """Lays out the tab and wires it."""
    samples = sample_questions(assistant.shelf.documents())
    parts = _lay_out(assistant, samples=samples)
    _wire_asking(assistant, parts, bridge=bridge, samples=samples)
    _wire_stored(assistant, parts, page=page, samples=samples)
    _wire_citations(assistant, parts, bridge=bridge)
    _wire_flags(assistant, parts, bridge=bridge, samples=samples)


def _lay_out(assistant: Assistant, *, samples: Sequence[str]) -> Parts:
    exchanges, conversation = gr.State(()), gr.State(_NONE)
    nothing = sources(None, turn=0, shelf=assistant.shelf)
    with gr.Row(elem_id="nq-chat-row", equal_height=False):
        with gr.Column(scale=8, min_width=320, elem_id="nq-talk"):
            with gr.Row(elem_id="nq-stored-row", equal_height=False):
                stored = gr.Dropdown(
                    choices=list(choices(assistant)),
                    value=_NONE,
                    label="Hội thoại đã lưu",
                    show_label=False,
                    container=False,
                    scale=1,
                    min_width=200,
                    elem_id="nq-stored",
                )
                forget = gr.Button("Xóa", variant="secondary", scale=0, min_width=64, elem_id="nq-forget")
            shown = fragment(thread((), samples=samples), elem_id="nq-thread", js=_FOLLOW)
            with gr.Row(elem_id="nq-ask", equal_height=False):
                box = _question_box()
                send = gr.Button("Hỏi", variant="primary", scale=0, min_width=72, elem_id="nq-send")
                new = gr.Button("Hội thoại mới", variant="secondary", scale=0, min_width=130, elem_id="nq-new")
        with gr.Column(scale=5, min_width=320, elem_id="nq-side"):
            panel = fragment(nothing, elem_id="nq-sources")
    return Parts(exchanges, conversation, stored, forget, shown, panel, box, send, new)


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        value="",
        label="Câu hỏi",
        show_label=False,
        placeholder="Nhập câu hỏi rồi nhấn Enter…",
        container=False,
        lines=1,
        max_lines=4,
        autofocus=True,
        scale=1,
        min_width=160,
        elem_id="nq-question",
    )


def _wire_asking(assistant: Assistant, parts: Parts, *, bridge: gr.HTML, samples: Sequence[str]) -> None:
    outputs = [parts.exchanges, parts.thread, parts.panel, parts.box]

    def ask(question: str, before: Sequence[Exchange]) -> Iterator[tuple[object, ...]]:
        if question.strip():
            for screen in converse(assistant, question, exchanges=before):
                shown = thread(screen.exchanges, samples=samples)
                yield screen.exchanges, str(shown), str(screen.sources), ""

    def ask_sample(before: Sequence[Exchange], event: gr.EventData) -> Iterator[tuple[object, ...]]:
        yield from ask(str(event.key), before)

    def start_anew() -> tuple[object, ...]:
        nothing = sources(None, turn=0, shelf=assistant.shelf)
        return (), str(thread((), samples=samples)), str(nothing), "", _NONE, gr.Dropdown(value=_NONE)

    typed = gr.on(
        [parts.box.submit, parts.send.click],
        ask,
        [parts.box, parts.exchanges],
        outputs,
        show_progress="hidden",
        concurrency_limit=_TOGETHER,
        api_visibility="private",
    )
    chosen = on_click(bridge, "ask", ask_sample, inputs=[parts.exchanges], outputs=outputs)

    def store(conversation_id: int, exchanges: Sequence[Exchange]) -> tuple[int, gr.Dropdown]:
        held = keep(assistant, conversation_id, exchanges)
        return held, gr.Dropdown(choices=list(choices(assistant)), value=held)

    for asked in (typed, chosen):
        asked.then(
            store,
            [parts.conversation, parts.exchanges],
            [parts.conversation, parts.stored],
            show_progress="hidden",
            api_visibility="private",
        )
    parts.new.click(
        start_anew,
        None,
        [*outputs, parts.conversation, parts.stored],
        cancels=[typed, chosen],
        show_progress="hidden",
        api_visibility="private",
    )


def _wire_stored(assistant: Assistant, parts: Parts, *, page: gr.Blocks, samples: Sequence[str]) -> None:
    outputs = [parts.exchanges, parts.thread, parts.panel, parts.conversation, parts.stored]

    def show(conversation_id: int) -> tuple[object, ...]:
        screen = reloaded(assistant, conversation_id)
        shown = thread(screen.exchanges, samples=samples)
        listed = gr.Dropdown(choices=list(choices(assistant)), value=conversation_id)
        return screen.exchanges, str(shown), str(screen.sources), conversation_id, listed

    def forget(conversation_id: int) -> tuple[object, ...]:
        assistant.conversations.remove(conversation_id)
        return show(_NONE)

    def list_stored() -> gr.Dropdown:
        return gr.Dropdown(choices=list(choices(assistant)), value=_NONE)

    page.load(list_stored, None, [parts.stored], show_progress="hidden", api_visibility="private")
    parts.stored.input(show, [parts.stored], outputs, show_progress="hidden", api_visibility="private")
    parts.forget.click(forget, [parts.stored], outputs, show_progress="hidden", api_visibility="private")


def _wire_citations(assistant: Assistant, parts: Parts, *, bridge: gr.HTML) -> None:
    def open_card(before: Sequence[Exchange], event: gr.EventData) -> str:
        return str(opened(assistant, read_cite(str(event.key)), exchanges=before))

    def fold_card(before: Sequence[Exchange], event: gr.EventData) -> str:
        return str(opened(assistant, read_cite(str(event.key)), exchanges=before, fold=True))

    on_click(bridge, "cite", open_card, inputs=[parts.exchanges], outputs=[parts.panel], reveal="nq-opened")
    on_click(bridge, "fold", fold_card, inputs=[parts.exchanges], outputs=[parts.panel])


def _wire_flags(assistant: Assistant, parts: Parts, *, bridge: gr.HTML, samples: Sequence[str]) -> None:
    def flag_answer(before: Sequence[Exchange], event: gr.EventData) -> tuple[object, ...]:
        exchanges = flagged(assistant, read_turn(str(event.key)), exchanges=before)
        return exchanges, str(thread(exchanges, samples=samples))

    on_click(bridge, "report", flag_answer, inputs=[parts.exchanges], outputs=[parts.exchanges, parts.thread])
