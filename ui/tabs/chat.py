"""The chat: stored conversations on the left, questions and growing answers, their citations beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import gradio as gr
from gradio.events import Dependency

from assistant.ask.composing.talk import headlines
from ui.conversing import NONE, converse, flagged, keep, listed, opened, reloaded
from ui.html import NOTHING
from ui.owner import owner_of
from ui.ports import Assistant
from ui.tabs.bridge import on_click
from ui.tabs.fragment import attempt, fragment
from ui.tabs.talks import wire_talks
from ui.views.actions import drawer_button, read_cite, read_talk, read_turn
from ui.views.answer import Verdict
from ui.views.questions import sample_questions
from ui.views.sources import sources
from ui.views.talks import search_box
from ui.views.thread import Exchange, thread, turns

# Questions answered at the same time; the others wait in line.
_TOGETHER = 4

# Keeps the question just asked at the top, so that its answer is read from its beginning.
_FOLLOW = "watch('value', () => window.nqFollow(element));"
# A list made anew is narrowed as the one before, and the address leads to the conversation that is open.
_LISTED = "watch('value', () => setTimeout(window.nqListed, 60));"


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the tab that events read and write."""

    exchanges: gr.State
    conversation: gr.State
    talks: gr.HTML
    thread: gr.HTML
    panel: gr.HTML
    box: gr.Textbox
    send: gr.Button
    new: gr.Button


def build_chat(assistant: Assistant, *, page: gr.Blocks, bridge: gr.HTML) -> None:
    """Lays out the tab and wires it."""
    samples = sample_questions(assistant.shelf.documents(), assistant.shelf.indicators(headlines()))
    parts = _lay_out(assistant, samples=samples)
    asking = _wire_asking(assistant, parts, bridge=bridge, samples=samples)
    _wire_opening(assistant, parts, page=page, bridge=bridge, samples=samples, asking=asking)
    wire_talks(assistant, bridge=bridge, conversation=parts.conversation, shown=parts.talks)
    _wire_citations(assistant, parts, bridge=bridge)
    _wire_flags(assistant, parts, bridge=bridge, samples=samples)


def _lay_out(assistant: Assistant, *, samples: Sequence[str]) -> Parts:
    exchanges, conversation = gr.State(()), gr.State(NONE)
    nothing = sources(None, turn=0, shelf=assistant.shelf)
    with gr.Row(elem_id="nq-chat-row", equal_height=False):
        with gr.Column(scale=0, min_width=236, elem_id="nq-talks-side"):
            new = gr.Button("+ Hội thoại mới", variant="secondary", elem_id="nq-new")
            fragment(search_box(), elem_id="nq-talks-find")
            stored = fragment(NOTHING, elem_id="nq-talks", js=_LISTED)
        with gr.Column(scale=8, min_width=320, elem_id="nq-talk"):
            fragment(drawer_button(), elem_id="nq-talk-head")
            shown = fragment(thread((), samples=samples), elem_id="nq-thread", js=_FOLLOW)
            with gr.Row(elem_id="nq-ask", equal_height=False):
                box = _question_box()
                send = gr.Button("Hỏi", variant="primary", scale=0, min_width=72, elem_id="nq-send")
        with gr.Column(scale=5, min_width=320, elem_id="nq-side"):
            panel = fragment(nothing, elem_id="nq-sources")
    return Parts(exchanges, conversation, stored, shown, panel, box, send, new)


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


def _wire_asking(
    assistant: Assistant, parts: Parts, *, bridge: gr.HTML, samples: Sequence[str]
) -> tuple[Dependency, ...]:
    inputs = [parts.exchanges, parts.conversation]
    outputs = [parts.exchanges, parts.thread, parts.panel, parts.box, parts.conversation, parts.talks]

    def ask(
        question: str, before: Sequence[Exchange], conversation_id: int, request: gr.Request
    ) -> Iterator[tuple[object, ...]]:
        if not question.strip():
            yield tuple(gr.skip() for _ in outputs)  # one that yields nothing would blank what it writes to
            return
        above = turns(before)
        for screen in converse(assistant, question, exchanges=before):
            shown = thread(screen.exchanges, samples=samples, above=above)
            written = screen.exchanges, str(shown), str(screen.sources), ""
            try:
                kept = _kept(assistant, conversation_id, screen.exchanges, request=request)
            except Exception:
                yield *written, gr.skip(), gr.skip()  # what cannot be stored is shown all the same
                raise
            yield *written, *kept

    def ask_sample(
        before: Sequence[Exchange], conversation_id: int, event: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[object, ...]]:
        yield from ask(str(event.key), before, conversation_id, request)

    typed = gr.on(
        [parts.box.submit, parts.send.click],
        ask,
        [parts.box, *inputs],
        outputs,
        show_progress="hidden",
        postprocess=False,  # it would hand each of these texts, screen by screen, to a thread that gives it back
        concurrency_limit=_TOGETHER,
        api_visibility="private",
    )
    return typed, on_click(bridge, "ask", ask_sample, inputs=inputs, outputs=outputs)


def _kept(
    assistant: Assistant, conversation_id: int, exchanges: Sequence[Exchange], *, request: gr.Request
) -> tuple[object, object]:
    """The conversation that a screen is stored in, once it has its answer, and the list where one was begun."""
    owner = owner_of(request)
    held = keep(assistant, conversation_id, exchanges, owner=owner)
    if held == conversation_id:
        return gr.skip(), gr.skip()
    return held, str(listed(assistant, owner=owner, opened=held))


def _wire_opening(
    assistant: Assistant,
    parts: Parts,
    *,
    page: gr.Blocks,
    bridge: gr.HTML,
    samples: Sequence[str],
    asking: Sequence[Dependency],
) -> None:
    """A conversation opens from the list, from the address and by Back; a new one begins."""
    outputs = [parts.exchanges, parts.thread, parts.panel, parts.conversation, parts.talks]

    def show(conversation_id: int, request: gr.Request) -> tuple[object, ...]:
        owner = owner_of(request)
        screen = reloaded(assistant, conversation_id, owner=owner)
        held = conversation_id if screen.exchanges else NONE
        shown = thread(screen.exchanges, samples=samples, missing=bool(conversation_id) and not held)
        talks = attempt(lambda: listed(assistant, owner=owner, opened=conversation_id))
        return screen.exchanges, str(shown), str(screen.sources), held, str(talks)

    def arrive(held: int, request: gr.Request) -> tuple[object, ...]:
        asked = read_turn(request.query_params.get("c", ""))
        if asked:
            return show(asked, request)
        # The page is empty already, unless somebody was quick to ask: what they see is not taken away.
        talks = attempt(lambda: listed(assistant, owner=owner_of(request), opened=held))
        return *(gr.skip() for _ in outputs[:-1]), str(talks)

    def open_talk(event: gr.EventData, request: gr.Request) -> tuple[object, ...]:
        return show(read_turn(str(event.key)) or NONE, request)

    def start_anew(request: gr.Request) -> tuple[object, ...]:
        return show(NONE, request)  # the box is emptied in the browser, at once, so that typing goes on

    arrived = page.load(arrive, parts.conversation, outputs, show_progress="hidden", api_visibility="private")
    arrived.then(None, js="() => window.nqToTurn()", api_visibility="private")
    on_click(bridge, "talk", open_talk, outputs=outputs)
    parts.new.click(
        start_anew,
        None,
        outputs,
        cancels=list(asking),
        show_progress="hidden",
        api_visibility="private",
    )


def _wire_citations(assistant: Assistant, parts: Parts, *, bridge: gr.HTML) -> None:
    def open_card(before: Sequence[Exchange], event: gr.EventData) -> str:
        return str(opened(assistant, read_cite(str(event.key)), exchanges=before))

    def fold_card(before: Sequence[Exchange], event: gr.EventData) -> str:
        return str(opened(assistant, read_cite(str(event.key)), exchanges=before, fold=True))

    on_click(bridge, "cite", open_card, inputs=[parts.exchanges], outputs=[parts.panel], reveal="nq-opened")
    on_click(bridge, "fold", fold_card, inputs=[parts.exchanges], outputs=[parts.panel])


def _wire_flags(assistant: Assistant, parts: Parts, *, bridge: gr.HTML, samples: Sequence[str]) -> None:
    def judge(before: Sequence[Exchange], key: str, verdict: Verdict) -> tuple[object, ...]:
        turn, reason = read_talk(key) or (len(before), "")
        exchanges = flagged(assistant, turn, verdict, reason=reason, exchanges=before)
        return exchanges, str(thread(exchanges, samples=samples))

    def report(before: Sequence[Exchange], event: gr.EventData) -> tuple[object, ...]:
        return judge(before, str(event.key), "wrong")

    def praise(before: Sequence[Exchange], event: gr.EventData) -> tuple[object, ...]:
        return judge(before, str(event.key), "right")

    outputs = [parts.exchanges, parts.thread]
    on_click(bridge, "report", report, inputs=[parts.exchanges], outputs=outputs)
    on_click(bridge, "praise", praise, inputs=[parts.exchanges], outputs=outputs)
