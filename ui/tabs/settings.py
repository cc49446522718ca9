"""The settings: read, not written; what is changed is changed where the service is started."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ingest.doctor import examine
from ui import housekeeping
from ui.html import Html, join
from ui.ports import Assistant
from ui.tabs.fragment import attempt, fragment
from ui.views import settings as view


def overview(assistant: Assistant) -> Html:
    """All that needs no examination."""
    return join(
        view.models(housekeeping.models(assistant.settings)),
        attempt(lambda: view.storage(housekeeping.storage(assistant))),
        view.backup(),
        view.about(housekeeping.own_version()),
    )


def examined(assistant: Assistant) -> Html:
    """The state of archive, indexes and programs; this process owns the data folder while it serves."""
    return attempt(lambda: view.indexes(examine(assistant.settings)))


def build_settings(assistant: Assistant, *, tab: gr.Tab) -> None:
    """Lays out the tab and wires it; everything is read anew whenever the tab is opened."""
    with gr.Row(elem_id="nq-settings-check", equal_height=True):
        found = fragment(view.indexes(None), elem_id="nq-settings-indexes")
        check = gr.Button("Kiểm tra", variant="secondary", scale=0, min_width=120)
    shown = fragment(elem_id="nq-settings")

    def show() -> str:
        return str(overview(assistant))

    def look() -> Iterator[str]:
        yield str(view.being_examined())
        yield str(examined(assistant))

    # Gradio tells its own progress in English.
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    tab.select(show, None, shown, **quiet)
    check.click(look, None, found, **quiet)
