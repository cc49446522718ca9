"""The documents: files come in, the archive at a glance, a list that can be narrowed, and a reader beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import gradio as gr

from assistant.errors import InvalidCorrection, UnknownDocument
from ingest.embedding import progress
from ingest.filing import shared_filing
from ingest.identified import as_read, correct_identity
from ui import words
from ui.browsing import Browsing
from ui.doors.who import signed
from ui.html import NOTHING, Html, join, tag
from ui.ports import Assistant
from ui.successor import successor
from ui.tabs.bridge import on_click
from ui.tabs.fragment import attempt, fragment
from ui.views import documents as view
from ui.views import reader as reading
from ui.views.actions import SpanKey, read_span
from ui.views.browse import Browse, chosen, read_browse
from ui.views.glance import glance
from ui.views.upload import upload_form


def overview(browsing: Browsing, browse: Browse) -> Html:
    """The archive at a glance, what is chosen of it pressed."""
    held = browsing.collection()
    return glance(held.documents, browse, led=held.led)


def listing(browsing: Browsing, browse: Browse) -> Html:
    """The table of the documents that a filter leaves, with what was removed below."""
    held = browsing.collection()
    by_text = browsing.by_text(browse.words)
    attention = {
        each.document_id for each in held.documents if view.needs_attention(each, held.led.get(each.document_id))
    }
    found = chosen(
        held.documents,
        browse,
        units=held.units,
        by_text=by_text,
        attention=lambda document: document.document_id in attention,
    )
    return join(
        view.listing(
            found,
            browse,
            total=len(held.documents),
            led=held.led,
            by_text=by_text,
            attention=len(attention),
        ),
        view.removed_list(browsing.removed()),
    )


def embedded(assistant: Assistant) -> Html:
    """How far the named embedding model is; nothing where the bundled one is all that is wanted."""
    told = progress(assistant.settings, assistant.archive)
    return NOTHING if told is None else tag("p", told.line, class_="nq-count")


def opened(assistant: Assistant, browsing: Browsing, key: SpanKey | None) -> Html:
    """The reader with one document, its stretch marked."""
    if key is None:
        return reading.nothing_opened()
    return attempt(lambda: _read(assistant, browsing, key))


def _read(assistant: Assistant, browsing: Browsing, key: SpanKey) -> Html:
    shelf = assistant.shelf
    try:
        document = shelf.document(key.document_id)
    except UnknownDocument:
        gone = shelf.gone(key.document_id)
        if gone is None:
            raise
        removed = gone.document_id if gone.replaced_by is None else None
        return reading.gone(words.gone_line(gone), successor(shelf, key.document_id), removed=removed)
    document_id = document.document_id
    return reading.reader(
        document,
        receipt=shelf.receipt(document_id),
        start=key.start,
        end=key.end,
        correction=assistant.archive.identified(document_id),
        others=browsing.others(document_id),
        names=[filed.name for filed in shelf.files(document_id)],
    )


def removed(assistant: Assistant, document_id: str) -> Html:
    """What the reader shows once the document is taken out, and the line that offers it back."""

    def take_out() -> Html:
        name = assistant.shelf.document(document_id).name
        with shared_filing(assistant) as filing:
            filing.remove([document_id])
        line = f"Đã gỡ “{name}”. Câu trả lời đã lưu vẫn giữ nguyên trích dẫn."
        return join(reading.nothing_opened(), view.toast(line, document_id))

    return attempt(take_out)


def restored(assistant: Assistant, browsing: Browsing, document_id: str) -> Html:
    """The document in the reader once it is put back."""

    def put_back() -> Html:
        with shared_filing(assistant) as filing:
            filing.restore([document_id])
        return join(_read(assistant, browsing, SpanKey(document_id, 0, 0)), view.toast("Đã lấy lại văn bản."))

    return attempt(put_back)


def identified(assistant: Assistant, browsing: Browsing, sent: str) -> Html:
    """The document in the reader once it is what a person says; ``sent`` is the form as JSON."""

    def correct() -> Html:
        document_id, by, typed = _form(sent)
        with shared_filing(assistant) as filing:
            correct_identity(filing, document_id, typed, by=signed(by), known=assistant.ledger.known)
        shown = _read(assistant, browsing, SpanKey(document_id, 0, 0))
        return join(shown, view.toast("Đã lưu thông tin đã sửa; sổ chỉ tiêu theo đó."))

    return attempt(correct)


def unidentified(assistant: Assistant, browsing: Browsing, document_id: str) -> Html:
    """The document in the reader as it was read, once what a person said of it is taken back."""

    def take_back() -> Html:
        with shared_filing(assistant) as filing:
            as_read(filing, document_id, known=assistant.ledger.known)
        return join(_read(assistant, browsing, SpanKey(document_id, 0, 0)), view.toast("Đã bỏ phần đã sửa."))

    return attempt(take_back)


def _form(sent: str) -> tuple[str, str, dict[str, str]]:
    """The document, who corrects it, and the fields as typed. Raises ``InvalidCorrection``."""
    try:
        told = json.loads(sent)
        typed = {str(field): str(value) for field, value in told["changes"].items()}
        return str(told["document_id"]), str(told["by"]), typed
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidCorrection("Phiếu sửa thông tin gửi lên bị hỏng. Hãy mở lại văn bản rồi sửa lại.") from error


@dataclass(frozen=True, slots=True)
class _Handlers:
    """What the page calls: each gives the HTML of the parts that it changes."""

    assistant: Assistant
    browsing: Browsing

    def show(self, browse: Browse) -> tuple[str, str]:
        at_a_glance = attempt(lambda: overview(self.browsing, browse))
        return str(at_a_glance), str(attempt(lambda: listing(self.browsing, browse)))

    def narrow(self, typed: str, browse: Browse) -> tuple[Browse, str]:
        browse = replace(browse, words=typed, page=1)
        return browse, str(attempt(lambda: listing(self.browsing, browse)))

    def turn(self, typed: str, event: gr.EventData) -> tuple[Browse, str, str]:
        browse = replace(read_browse(str(event.key)), words=typed)
        return browse, *self.show(browse)

    def arrive(self, key: str) -> tuple[object, object]:
        found = read_span(key)
        if found is None:
            return gr.skip(), gr.skip()
        return str(opened(self.assistant, self.browsing, found)), gr.Tabs(selected="documents")

    def open(self, event: gr.EventData) -> tuple[str, gr.Tabs]:
        shown = opened(self.assistant, self.browsing, read_span(str(event.key)))
        return str(shown), gr.Tabs(selected="documents")

    def remove(self, browse: Browse, event: gr.EventData) -> tuple[str, str, str]:
        return str(removed(self.assistant, str(event.key))), *self.show(browse)

    def restore(self, browse: Browse, event: gr.EventData) -> tuple[str, str, str]:
        return str(restored(self.assistant, self.browsing, str(event.key))), *self.show(browse)

    def identify(self, browse: Browse, event: gr.EventData) -> tuple[str, str, str]:
        return str(identified(self.assistant, self.browsing, str(event.key))), *self.show(browse)

    def unidentify(self, browse: Browse, event: gr.EventData) -> tuple[str, str, str]:
        return str(unidentified(self.assistant, self.browsing, str(event.key))), *self.show(browse)

    def behind(self) -> str:
        return str(attempt(lambda: embedded(self.assistant)))


def build_documents(assistant: Assistant, *, page: gr.Blocks, bridge: gr.HTML, tabs: gr.Tabs) -> None:
    """Lays out the tab and wires it; a figure or citation opened anywhere leads here."""
    run = _Handlers(assistant, Browsing(assistant))
    looked_at = gr.State(Browse())
    asked = gr.Textbox(visible=False)  # what the address of the page means, told by the script
    fragment(upload_form(assistant.settings), elem_id="nq-upload")
    whole = fragment(elem_id="nq-overview")
    with gr.Row(equal_height=False, elem_id="nq-shelf"):
        with gr.Column(scale=5, min_width=320):
            wanted = gr.Textbox(
                value="",
                label="Lọc văn bản",
                placeholder="Tên, số hiệu, nơi, năm, hoặc chữ trong văn bản…",
                container=False,
                show_label=False,
                elem_id="nq-documents-filter",
            )
            behind = fragment(elem_id="nq-embedded")
            table = fragment(elem_id="nq-documents")
        with gr.Column(scale=6, min_width=320):
            reader = fragment(reading.nothing_opened(), elem_id="nq-reader")

    page.load(run.show, looked_at, [whole, table], show_progress="hidden", api_visibility="private")
    page.load(
        run.arrive,
        asked,
        [reader, tabs],
        js="() => window.nqAsked()",
        show_progress="hidden",
        api_visibility="private",
    ).then(None, js="() => window.nqAsked() && window.nqReveal('nq-reader')", api_visibility="private")
    page.load(run.behind, None, behind, show_progress="hidden", api_visibility="private")
    wanted.change(
        run.narrow,
        [wanted, looked_at],
        [looked_at, table],
        show_progress="hidden",
        trigger_mode="always_last",
        api_visibility="private",
    )
    changed = [reader, whole, table]
    on_click(bridge, "remove", run.remove, inputs=[looked_at], outputs=changed)
    on_click(bridge, "restore", run.restore, inputs=[looked_at], outputs=changed, reveal="nq-reader")
    on_click(bridge, "identity", run.identify, inputs=[looked_at], outputs=changed, reveal="nq-reader")
    on_click(bridge, "unidentify", run.unidentify, inputs=[looked_at], outputs=changed, reveal="nq-reader")
    on_click(bridge, "browse", run.turn, inputs=[wanted], outputs=[looked_at, whole, table], every=True)
    on_click(bridge, "uploaded", run.show, inputs=[looked_at], outputs=[whole, table], every=True)
    on_click(bridge, "span", run.open, outputs=[reader, tabs], reveal="nq-reader", every=True)
