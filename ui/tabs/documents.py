"""The archive: a table of documents that can be narrowed, and a reader beside it."""

from __future__ import annotations

import gradio as gr

from ui.html import Html
from ui.ports import Assistant
from ui.tabs.bridge import on_click
from ui.tabs.fragment import attempt, fragment
from ui.views import documents as view
from ui.views.actions import SpanKey, read_span


def listing(assistant: Assistant, wanted: str) -> Html:
    """The table of the documents that match the words typed."""
    documents = assistant.shelf.documents()
    return view.listing(view.matching(documents, wanted=wanted), total=len(documents))


def opened(assistant: Assistant, key: SpanKey | None) -> Html:
    """The reader with one document, its stretch marked."""
    if key is None:
        return view.nothing_opened()
    return attempt(lambda: view.reader(assistant.shelf.document(key.document_id), start=key.start, end=key.end))


def build_documents(assistant: Assistant, *, page: gr.Blocks, bridge: gr.HTML, tabs: gr.Tabs) -> None:
    """Lays out the tab and wires it; a figure or citation opened anywhere leads here."""
    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=320):
            wanted = gr.Textbox(
                value="",
                label="Lọc văn bản",
                placeholder="Tên, số hiệu, cơ quan, địa phương hoặc năm…",
                container=False,
                show_label=False,
                elem_id="nq-documents-filter",
            )
            table = fragment(elem_id="nq-documents")
        with gr.Column(scale=6, min_width=320):
            reader = fragment(view.nothing_opened(), elem_id="nq-reader")

    def narrow(words: str) -> str:
        return str(attempt(lambda: listing(assistant, words)))

    def open_document(event: gr.EventData) -> tuple[str, gr.Tabs]:
        return str(opened(assistant, read_span(str(event.key)))), gr.Tabs(selected="documents")

    page.load(narrow, wanted, table, show_progress="hidden", api_visibility="private")
    wanted.change(narrow, wanted, table, show_progress="hidden", trigger_mode="always_last", api_visibility="private")
    on_click(bridge, "span", open_document, outputs=[reader, tabs], reveal="nq-document")
