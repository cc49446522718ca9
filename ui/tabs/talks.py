"""What is done with a stored conversation in the list: pinned, renamed, taken away, had back."""

from __future__ import annotations

from collections.abc import Callable

import gradio as gr

from assistant.types import Conversation
from ui.conversing import listed
from ui.owner import owner_of
from ui.ports import Assistant
from ui.tabs.bridge import on_click
from ui.views.actions import TalkAction, read_talk

# Does something to a conversation, given its id, what was typed and the owner; the conversation, if it is taken away.
_Done = Callable[[Assistant, int, str, str | None], Conversation | None]


def wire_talks(assistant: Assistant, *, bridge: gr.HTML, conversation: gr.State, shown: gr.HTML) -> None:
    """Wires the menu of each conversation. One that is open stays on the screen, also when it is taken away."""
    doing: dict[TalkAction, _Done] = {
        "pin": lambda held, number, _, owner: held.conversations.pin(number, pinned=True, owner=owner),
        "unpin": lambda held, number, _, owner: held.conversations.pin(number, pinned=False, owner=owner),
        "rename": lambda held, number, typed, owner: held.conversations.rename(number, typed, owner=owner),
        "forget": _taken_away,
        "unforget": lambda held, number, _, owner: held.conversations.restore(number, owner=owner),
    }
    for action, do in doing.items():
        on_click(bridge, action, _handler(assistant, do), inputs=[conversation], outputs=[shown], every=True)


def _handler(assistant: Assistant, do: _Done) -> Callable[[int, gr.EventData, gr.Request], str]:
    def handle(opened: int, event: gr.EventData, request: gr.Request) -> str:
        owner, key, removed = owner_of(request), read_talk(str(event.key)), None
        if key is not None:
            removed = do(assistant, *key, owner)
        return str(listed(assistant, owner=owner, opened=opened, removed=removed))

    return handle


def _taken_away(assistant: Assistant, number: int, _: str, owner: str | None) -> Conversation | None:
    held = assistant.conversations.load(number, owner=owner)
    assistant.conversations.remove(number, owner=owner)
    return held
