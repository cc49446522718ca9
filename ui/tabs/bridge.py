"""Hands clicks inside our own HTML to Python: an unseen component that is always on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import gradio as gr
from gradio.events import Dependency

Action = Literal["ask", "case", "cite", "decide", "edit", "fold", "remove", "report", "restore", "review", "span"]

# ``page.js`` calls the handler of an action with the key of what was clicked. The quoted names are the
# events that Gradio then knows the component to have.
_LISTEN = """
const handlers = (window.nqHandlers ??= {});
for (const action of ['ask', 'case', 'cite', 'decide', 'edit', 'fold', 'remove', 'report', 'restore',
                      'review', 'span']) {
  handlers[action] = (key) => trigger(action, { key });
}
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
) -> Dependency:
    """Runs ``run(*inputs, event)`` when ``action`` is clicked, then brings element ``reveal`` into view."""
    listen = getattr(bridge, action)
    done: Dependency = listen(run, list(inputs), list(outputs), show_progress="hidden", api_visibility="private")
    if reveal is not None:
        done.then(None, js=f"() => window.nqReveal('{reveal}')", api_visibility="private")
    return done
