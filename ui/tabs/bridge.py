"""Hands clicks inside our own HTML to Python: an unseen component that is always on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, get_args

import gradio as gr
from gradio.events import Dependency

Action = Literal[
    "admin",
    "ask",
    "browse",
    "case",
    "cell",
    "cite",
    "decide",
    "draft",
    "edit",
    "fold",
    "forget",
    "identity",
    "ledger",
    "list",
    "pin",
    "praise",
    "remove",
    "rename",
    "report",
    "restore",
    "review",
    "span",
    "step",
    "talk",
    "unforget",
    "unidentify",
    "unpin",
    "uploaded",
    "write",
]

# ``page.js`` calls the handler of an action with the key of what was clicked. The quoted names are the
# events that Gradio then knows the component to have.
_LISTEN = f"""
const handlers = (window.nqHandlers ??= {{}});
for (const action of {list(get_args(Action))}) {{
  handlers[action] = (key) => trigger(action, {{ key }});
}}
"""


def build_bridge() -> gr.HTML:
    """The component; it shows nothing."""
    return gr.HTML("", js_on_load=_LISTEN, elem_id="nq-bridge", visible="hidden")


def on_click(
    bridge: gr.HTML,
    action: Action,
    run: Callable[..., object],
    *,
    inputs: Sequence[gr.components.Component] = (),
    outputs: Sequence[gr.blocks.Block],
    reveal: str | None = None,
    every: bool = False,
) -> Dependency:
    """Runs ``run(*inputs, event)`` when ``action`` is clicked, then brings element ``reveal`` into view.

    A click while the one before is under way is left out, so that nothing is done twice, unless ``every`` one counts:
    what is typed, what is decided row by row, and whatever only shows something, where the last one is wanted.
    """
    listen = getattr(bridge, action)
    done: Dependency = listen(
        run,
        list(inputs),
        list(outputs),
        show_progress="hidden",
        api_visibility="private",
        trigger_mode="multiple" if every else "once",
    )
    if reveal is not None:
        done.then(None, js=f"() => window.nqReveal('{reveal}')", api_visibility="private")
    return done
