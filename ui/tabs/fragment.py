"""A place on the page for HTML that this package wrote."""

from __future__ import annotations

from collections.abc import Callable

import gradio as gr

from ui.failures import failure_line
from ui.html import NOTHING, Html
from ui.views.answer import failure


def fragment(html: Html = NOTHING, *, elem_id: str, js: str | None = None) -> gr.HTML:
    """The component, without Gradio's own look; ``js`` runs once when it is put on the page."""
    return gr.HTML(str(html), js_on_load=js, apply_default_css=False, elem_id=elem_id)


def attempt(make: Callable[[], Html]) -> Html:
    """What ``make`` makes, or the failure in its place: an empty table would look like an empty archive."""
    try:
        return make()
    except Exception as error:
        return failure(failure_line(error))
