"""The chat: questions and growing answers on the left, the citations of an answer beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import gradio as gr
from gradio.components.chatbot import ExampleMessage

from assistant.types import Answer, Turn
from ui.failures import failure_line
from ui.html import Html, tag
from ui.ports import Assistant
from ui.questions import sample_questions
from ui.tabs.bridge import on_click
from ui.views import answer as view
from ui.views.actions import CiteKey, read_cite
from ui.views.sources import sources

# Questions answered at the same time; the others wait in line.
_TOGETHER = 4

Message = dict[str, str]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with what came of it: an answer, or the line of a failure."""

    question: str
    answer: Answer | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """What the chat shows at one moment."""

    messages: list[Message]
    sources: Html
    exchanges: tuple[Exchange, ...]


def converse(assistant: Assistant, question: str, *, exchanges: Sequence[Exchange]) -> Iterator[Screen]:
    """The screens from the question to its finished answer. A failure ends as a failure, never as an answer."""
    turn = len(exchanges)
    before = [message for at, exchange in enumerate(exchanges) for message in _messages(exchange, turn=at)]
    before.append(_message("user", view.question(question)))
    unread = sources(None, turn=turn, shelf=assistant.shelf)
    yield Screen([*before, _message("assistant", view.waiting())], unread, tuple(exchanges))
    exchange = Exchange(question, failure="Lỗi: chưa nhận được câu trả lời.")
    try:
        for piece in assistant.stream(question, history=history(exchanges)):
            if isinstance(piece, Answer):
                exchange = Exchange(question, answer=piece)
            else:
                yield Screen([*before, _message("assistant", view.piece(piece, turn=turn))], unread, tuple(exchanges))
    except Exception as error:
        exchange = Exchange(question, failure=failure_line(error))
    finished = [*before[:-1], *_messages(exchange, turn=turn)]
    yield Screen(finished, sources(exchange.answer, turn=turn, shelf=assistant.shelf), (*exchanges, exchange))


def history(exchanges: Sequence[Exchange]) -> list[Turn]:
    """The conversation as the assistant takes it; failed questions are left out."""
    turns = []
    for exchange in exchanges:
        if exchange.answer is not None:
            turns.append(Turn(role="user", content=exchange.question))
            turns.append(Turn(role="assistant", content=exchange.answer.text))
    return turns


def opened(assistant: Assistant, key: CiteKey | None, *, exchanges: Sequence[Exchange], fold: bool = False) -> Html:
    """The citations of the answer that ``key`` belongs to, with its card open, or folded again."""
    exchange = exchanges[key.turn] if key and key.turn < len(exchanges) else None
    if key is None or exchange is None:
        return sources(None, turn=0, shelf=assistant.shelf)
    try:
        return sources(exchange.answer, turn=key.turn, shelf=assistant.shelf, opened=None if fold else key.n)
    except Exception as error:
        return view.failure(failure_line(error))


def build_chat(assistant: Assistant, *, bridge: gr.HTML) -> None:
    """Lays out the tab and wires it."""
    exchanges = gr.State(())
    with gr.Row(elem_id="nq-chat-row", equal_height=False):
        with gr.Column(scale=8, min_width=320, elem_id="nq-talk"):
            chatbot = _chatbot(assistant)
            box, send, new = _ask_bar()
        with gr.Column(scale=5, min_width=320, elem_id="nq-side"):
            empty = partial(sources, None, turn=0, shelf=assistant.shelf)
            panel = gr.HTML(empty(), elem_id="nq-sources", padding=False)
    _wire_asking(assistant, exchanges=exchanges, chatbot=chatbot, panel=panel, box=box, send=send, new=new)
    _wire_citations(assistant, exchanges=exchanges, panel=panel, bridge=bridge)


def _messages(exchange: Exchange, *, turn: int) -> list[Message]:
    if exchange.answer is not None:
        reply = view.message(exchange.answer, turn=turn)
    else:
        reply = view.failure(exchange.failure or "")
    return [_message("user", view.question(exchange.question)), _message("assistant", reply)]


def _message(role: str, content: Html) -> Message:
    return {"role": role, "content": str(content)}


def _chatbot(assistant: Assistant) -> gr.Chatbot:
    questions = sample_questions(assistant.shelf.documents())
    examples = [ExampleMessage(text=question) for question in questions]
    return gr.Chatbot(
        placeholder=str(_welcome()),
        examples=examples,
        show_label=False,
        container=False,
        height="100%",
        buttons=[],
        latex_delimiters=[],
        allow_tags=False,
        feedback_options=None,
        elem_id="nq-chat",
    )


def _welcome() -> Html:
    advice = "Hỏi bằng câu thường, có dấu hoặc không dấu. Câu trả lời kèm số trích dẫn để đối chiếu với văn bản gốc."
    return tag("div", tag("h2", "Anh/chị cần tra cứu gì?"), tag("p", advice), class_="nq-welcome")


def _ask_bar() -> tuple[gr.Textbox, gr.Button, gr.Button]:
    with gr.Row(elem_id="nq-ask", equal_height=True):
        box = gr.Textbox(
            placeholder="Nhập câu hỏi rồi nhấn Enter…",
            show_label=False,
            label="Câu hỏi",
            container=False,
            lines=1,
            max_lines=4,
            autofocus=True,
            scale=8,
            min_width=180,
            elem_id="nq-question",
        )
        send = gr.Button("Hỏi", variant="primary", scale=1, min_width=72, elem_id="nq-send")
        new = gr.Button("Mới hội thoại", variant="secondary", scale=1, min_width=128, elem_id="nq-new")
    return box, send, new


def _wire_asking(
    assistant: Assistant,
    *,
    exchanges: gr.State,
    chatbot: gr.Chatbot,
    panel: gr.HTML,
    box: gr.Textbox,
    send: gr.Button,
    new: gr.Button,
) -> None:
    outputs = [chatbot, panel, exchanges, box]

    def ask(question: str, before: Sequence[Exchange]) -> Iterator[tuple[object, ...]]:
        if question.strip():
            for screen in converse(assistant, question, exchanges=before):
                yield screen.messages, str(screen.sources), screen.exchanges, ""

    def ask_sample(before: Sequence[Exchange], event: gr.SelectData) -> Iterator[tuple[object, ...]]:
        yield from ask(event.value["text"], before)

    def start_anew() -> tuple[object, ...]:
        return [], str(sources(None, turn=0, shelf=assistant.shelf)), (), ""

    typed = gr.on(
        [box.submit, send.click],
        ask,
        [box, exchanges],
        outputs,
        show_progress="hidden",
        concurrency_limit=_TOGETHER,
        concurrency_id="ask",
        api_visibility="private",
    )
    chosen = chatbot.example_select(
        ask_sample,
        [exchanges],
        outputs,
        show_progress="hidden",
        concurrency_limit=_TOGETHER,
        concurrency_id="ask",
        api_visibility="private",
    )
    new.click(
        start_anew, None, outputs, cancels=[typed, chosen], show_progress="hidden", api_visibility="private"
    )


def _wire_citations(assistant: Assistant, *, exchanges: gr.State, panel: gr.HTML, bridge: gr.HTML) -> None:
    def open_card(before: Sequence[Exchange], event: gr.EventData) -> str:
        return str(opened(assistant, read_cite(str(event.key)), exchanges=before))

    def fold_card(before: Sequence[Exchange], event: gr.EventData) -> str:
        return str(opened(assistant, read_cite(str(event.key)), exchanges=before, fold=True))

    on_click(bridge, "cite", open_card, inputs=[exchanges], outputs=[panel], reveal="nq-opened")
    on_click(bridge, "fold", fold_card, inputs=[exchanges], outputs=[panel], reveal="nq-opened")
