"""The page: a heading and four tabs over one assistant."""

from __future__ import annotations

import gradio as gr

from ui.html import Html, tag
from ui.ports import Assistant
from ui.tabs.bridge import build_bridge
from ui.tabs.chat import build_chat
from ui.tabs.documents import build_documents
from ui.tabs.draft import build_draft
from ui.tabs.evaluation import build_evaluation
from ui.tabs.fragment import fragment
from ui.tabs.ledger import build_ledger

# Fonts that Windows, macOS, Android and Linux bring along; nothing is downloaded.
_FONTS = ("Segoe UI", "Noto Sans", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
# The accent of style.css: white on it has a contrast of 8:1.
_ACCENT = "#1d4f91"
_ACCENT_HOVER = "#173f75"
_MONO = ("Cascadia Mono", "Consolas", "Noto Sans Mono", "monospace")


def theme() -> gr.themes.Base:
    """Calm blue on white, with the fonts of the machine."""
    base = gr.themes.Base(
        primary_hue="blue", neutral_hue="slate", radius_size="md", font=list(_FONTS), font_mono=list(_MONO)
    )
    return base.set(
        button_primary_background_fill=_ACCENT,
        button_primary_background_fill_hover=_ACCENT_HOVER,
        button_primary_background_fill_dark=_ACCENT,
        button_primary_background_fill_hover_dark=_ACCENT_HOVER,
    )


def build_page(assistant: Assistant, *, title: str) -> gr.Blocks:
    """The whole page."""
    page = gr.Blocks(title=title, analytics_enabled=False, fill_width=True)
    with page:
        bridge = build_bridge()
        fragment(_heading(title), elem_id="nq-heading")
        with gr.Tabs(selected="chat", elem_id="nq-tabs") as tabs:
            with gr.Tab("Hỏi đáp", id="chat"):
                build_chat(assistant, page=page, bridge=bridge)
            with gr.Tab("Văn bản", id="documents"):
                build_documents(assistant, page=page, bridge=bridge, tabs=tabs)
            with gr.Tab("Sổ chỉ tiêu", id="ledger"):
                build_ledger(assistant, page=page, bridge=bridge)
            with gr.Tab("Đánh giá", id="evaluation") as evaluation:
                build_evaluation(assistant, page=page, bridge=bridge, tab=evaluation)
            with gr.Tab("Dự thảo", id="draft") as tab:
                build_draft(assistant, bridge=bridge, tab=tab)
    return page


def _heading(title: str) -> Html:
    promise = "Trả lời từ văn bản trong kho, có trích dẫn để đối chiếu."
    return tag("header", tag("h1", title), tag("p", promise), class_="nq-header")
