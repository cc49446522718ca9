"""What Gradio keeps of the pages that are open, and of those that were: not without end.

By itself it keeps ten thousand pages, about half a megabyte each, and what a closed one held until an hour after.
"""

from __future__ import annotations

import gradio as gr

MOST = 1000
"""Pages kept; of more, those that were used last."""
CLOSED = 50
"""Pages kept that were closed: a connection that broke looks the same, and then the page comes back."""


def bound_sessions(page: gr.Blocks) -> None:
    """Lets go of closed pages whenever one is closed, and of those beyond ``MOST``; within the page's block."""
    page.state_session_capacity = MOST

    def let_go() -> None:
        held = page.state_holder
        with held.lock:
            closed = [name for name, session in held.session_data.items() if session.is_closed]
            for name in closed[:-CLOSED]:  # the one used last comes last
                del held.session_data[name]
                held.time_last_used.pop(name, None)

    page.unload(let_go)
