"""The archive: a table of documents that can be narrowed, and a reader beside it."""

from __future__ import annotations

import gradio as gr

from assistant.ask.tallying.twins import twins
from assistant.errors import UnknownDocument
from ingest.filing import shared_filing
from ui import words
from ui.html import Html
from ui.ports import Assistant
from ui.successor import successor
from ui.tabs.bridge import on_click
from ui.tabs.fragment import attempt, fragment
from ui.views import documents as view
from ui.views.actions import SpanKey, read_span


def listing(assistant: Assistant, wanted: str) -> Html:
    """The table of the documents that match the words typed."""
    documents = assistant.shelf.documents()
    return view.listing(view.matching(documents, wanted=wanted), total=len(documents), led=twins(documents))


def opened(assistant: Assistant, key: SpanKey | None) -> Html:
    """The reader with one document, its stretch marked."""
    if key is None:
        return view.nothing_opened()
    return attempt(lambda: _read(assistant, key))


def _read(assistant: Assistant, key: SpanKey) -> Html:
    shelf = assistant.shelf
    try:
        document = shelf.document(key.document_id)
    except UnknownDocument:
        gone = shelf.gone(key.document_id)
        if gone is None:
            raise
        return view.gone(words.gone_line(gone), successor(shelf, key.document_id))
    return view.reader(document, receipt=shelf.receipt(document.document_id), start=key.start, end=key.end)


def removed(assistant: Assistant, document_id: str) -> Html:
    """What the reader shows once the document is taken out."""

    def take_out() -> Html:
        name = assistant.shelf.document(document_id).name
        with shared_filing(assistant) as filing:
            filing.remove([document_id])
        return view.removed(name, document_id)

    return attempt(take_out)


def restored(assistant: Assistant, document_id: str) -> Html:
    """The document in the reader once it is put back."""

    def put_back() -> Html:
        with shared_filing(assistant) as filing:
            filing.restore([document_id])
        return _read(assistant, SpanKey(document_id, 0, 0))

    return attempt(put_back)


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

    def remove(words_typed: str, event: gr.EventData) -> tuple[str, str]:
        shown = removed(assistant, str(event.key))
        return str(shown), narrow(words_typed)

    def restore(words_typed: str, event: gr.EventData) -> tuple[str, str]:
        shown = restored(assistant, str(event.key))
        return str(shown), narrow(words_typed)

    on_click(bridge, "remove", remove, inputs=[wanted], outputs=[reader, table])
    on_click(bridge, "restore", restore, inputs=[wanted], outputs=[reader, table])
    on_click(bridge, "span", open_document, outputs=[reader, tabs], reveal="nq-document")
