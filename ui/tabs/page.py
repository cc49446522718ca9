"""The page: a heading and three tabs over one assistant."""

from __future__ import annotations

import gradio as gr

from ui.html import Html, tag
from ui.ports import Assistant
from ui.tabs.bridge import build_bridge
from ui.tabs.chat import build_chat
from ui.tabs.documents import build_documents
from ui.tabs.ledger import build_ledger

# Fonts that Windows, macOS, Android and Linux bring along; nothing is downloaded.
_FONTS = ("Segoe UI", "Noto Sans", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
_MONO = ("Cascadia Mono", "Consolas", "Noto Sans Mono", "monospace")


def theme() -> gr.themes.Base:
    """Calm blue on white, with the fonts of the machine."""
    return gr.themes.Base(
        primary_hue="blue", neutral_hue="slate", radius_size="md", font=list(_FONTS), font_mono=list(_MONO)
    )


def build_page(assistant: Assistant, *, title: str) -> gr.Blocks:
    """The whole page."""
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True) as page:
        bridge = build_bridge()
        gr.HTML(str(_heading(title)), padding=False)
        with gr.Tabs(selected="chat", elem_id="nq-tabs") as tabs:
            with gr.Tab("Hỏi đáp", id="chat"):
                build_chat(assistant, bridge=bridge)
            with gr.Tab("Văn bản", id="documents"):
                build_documents(assistant, bridge=bridge, tabs=tabs)
            with gr.Tab("Sổ chỉ tiêu", id="ledger"):
                build_ledger(assistant, page=page)
    return page


def _heading(title: str) -> Html:
    promise = "Trả lời từ văn bản trong kho, có trích dẫn để đối chiếu."
    return tag("header", tag("h1", title), tag("p", promise), class_="nq-header")
