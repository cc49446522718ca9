"""What Gradio keeps of the pages that are open, and of those that were: little, and not without end.

By itself it keeps ten thousand pages, each with a description of all components of the page, which it would take to
hand a page on as a link; that of a page that was closed goes only where there are ten thousand newer ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import gradio as gr
from gradio.blocks import BlocksConfig

MOST = 1000
"""Pages kept; of more, those that were used last."""
CLOSED = 50
"""Pages kept that were closed: a connection that broke looks the same, and then the page comes back."""


@dataclass(frozen=True, slots=True)
class _Undescribed:
    """The page as a new session looks at it, without the components that it would describe one by one."""

    default_config: BlocksConfig
    blocks: Mapping[int, gr.blocks.Block] = field(default_factory=dict)


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


def lighten_sessions(page: gr.Blocks) -> None:
    """Has the sessions of a page that is mounted hold what its events write, and nothing of what they do not."""
    page.state_holder.blocks = cast("gr.Blocks", _Undescribed(page.default_config))
