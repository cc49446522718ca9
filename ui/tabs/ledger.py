"""The ledger: what waits for a person, every figure of every document by filters and pages, and a row in a drawer.

The state is the page's address (``ui/views/ledger_state.py``); ``script/ledger.js`` keeps it and hands it back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.errors import InvalidCorrection
from assistant.types import Indicator, RowQuery
from ui import words
from ui.doors.who import signed
from ui.failures import failure_line
from ui.html import Html, tag
from ui.ledger import Entry, page, waiting_proposals
from ui.ports import Assistant
from ui.tabs.bridge import on_click
from ui.tabs.fragment import attempt, fragment
from ui.views import ledger as view
from ui.views.actions import decide_button
from ui.views.answer import failure
from ui.views.ledger_pivot import pivot
from ui.views.ledger_row import drawer, failed_drawer, form_values
from ui.views.ledger_state import Judgement, LedgerState, read_judgement, read_state


def offered(assistant: Assistant) -> Html:
    """The filters, offering what the ledger holds."""
    return view.filters(assistant.ledger.choices(), assistant.shelf.documents(), assistant.ledger.known)


def sheet(assistant: Assistant, at: str) -> Html:
    """The rows, or the table of years, for an address. Raises ``UnknownDocument``."""
    state = read_state(at)
    query = _asked(assistant, state)
    if state.ledger == "rows":
        return view.rows(page(assistant, query, with_findings=state.state == "findings"), state)
    whole = replace(query, offset=0, limit=None, sort="document", descending=False)
    found = page(assistant, whole, with_findings=False).entries if state.indicator else ()
    return pivot(found, state, assistant.ledger.known)


def queue(assistant: Assistant, at: str) -> Html:
    """What waits for a person, under the filters of an address."""
    state = read_state(at)
    query = replace(_asked(assistant, state), state="unsure", sort="confidence", descending=False)
    unsure = page(assistant, replace(query, offset=0, limit=view.QUEUED), with_findings=False)
    year = int(state.year) if state.year else None
    proposed = waiting_proposals(assistant, indicator=state.indicator or None, place=state.place or None, year=year)
    return view.queue(unsure, proposed, assistant.ledger.known, state)


def opened(assistant: Assistant, row_id: str, *, told: Html | None = None) -> Html:
    """A row in its drawer, as it is now. Raises ``UnknownRow``."""
    row = assistant.shelf.row(row_id)
    said = next((each for each in assistant.ledger.corrections() if each.row.row_id == row_id), None)
    entry = Entry(row, assistant.shelf.document(row.document_id), assistant.ledger.findings_of(row))
    return drawer(entry, said, assistant.ledger.known, told=told)


def decided(assistant: Assistant, said: Judgement | None) -> Html:
    """One line on what a click did. Raises ``InvalidCorrection`` or ``UnknownRow``."""
    if said is None:
        raise InvalidCorrection("Không hiểu nút vừa bấm. Hãy tải lại trang.")
    changes = _changes(assistant.shelf.row(said.row_id), said) if said.decision == "correct" else None
    is_proposal = any(each.row.row_id == said.row_id for each in assistant.ledger.proposals())
    by = signed(said.by)
    after = assistant.ledger.review(said.row_id, decision=said.decision, by=by, changes=changes, note=said.note)
    doubts = "".join(f" Chú ý: {doubt.message}" for doubt in assistant.ledger.doubts(after))
    can_undo = said.decision != "undo" and not (is_proposal and said.decision == "reject")
    undo = decide_button("undo", after.row_id, "Hoàn lại") if can_undo else None
    what = "Đã hoàn lại" if said.decision == "undo" else words.REVIEWS[after.review].capitalize()
    done = f"{what}: {after.label} – {words.amount(after)}."
    return tag("p", f"{done}{doubts} ", undo, class_="nq-done")


def _asked(assistant: Assistant, state: LedgerState) -> RowQuery:
    found = frozenset(assistant.ledger.findings()) if state.state == "findings" else None
    document = assistant.shelf.document(state.document).document_id if state.document else None
    return replace(state.query(), rows=found, document=document)


def _changes(row: Indicator, said: Judgement) -> dict[str, str]:
    """The fields that were typed over. Raises ``InvalidCorrection`` where none was."""
    before = form_values(row)
    typed = {name: value.strip() for name, value in said.fields.items() if name in before}
    changed = {name: value for name, value in typed.items() if value != before[name]}
    if not changed:
        raise InvalidCorrection("Chưa có ô nào thay đổi. Hãy sửa một ô, hoặc bấm “Đúng”.")
    if "value_max" in changed and "comparator" not in changed:
        changed["comparator"] = "range" if changed["value_max"] else "="
    return changed


def _in_drawer(make: Callable[[], Html]) -> Html:
    """What ``make`` makes, or the failure, in a drawer that can be shut."""
    try:
        return make()
    except Exception as error:
        return failed_drawer(failure(failure_line(error)))


def build_ledger(assistant: Assistant, *, bridge: gr.HTML, tabs: gr.Tabs, tab: gr.Tab) -> None:
    """Lays out the tab and wires it; filters and rows are read anew whenever the tab is opened."""
    told = fragment(elem_id="nq-ledger-told")
    waiting = fragment(elem_id="nq-queue")
    filters = fragment(elem_id="nq-ledger-filters")
    table = fragment(elem_id="nq-ledger")
    side = fragment(elem_id="nq-drawer")

    def offer() -> str:
        return str(attempt(lambda: offered(assistant)))

    def lists(at: str) -> tuple[str, str]:
        return str(attempt(lambda: queue(assistant, at))), str(attempt(lambda: sheet(assistant, at)))

    def list_rows(event: gr.EventData) -> tuple[str, str]:
        return lists(str(event.key))

    def open_row(event: gr.EventData) -> str:
        row_id = str(event.key)
        return str(_in_drawer(lambda: opened(assistant, row_id)))

    def decide(event: gr.EventData) -> tuple[str, str, str, str]:
        said = read_judgement(str(event.key))
        done = attempt(lambda: decided(assistant, said))
        at = said.at if said else ""
        row = str(_in_drawer(lambda: opened(assistant, said.row_id, told=done))) if said and said.in_drawer else ""
        return str(done), row, *lists(at)

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    # The rows come at once; what the filters offer takes its time in a large archive that has just changed.
    linked = on_click(bridge, "ledger", lambda: gr.Tabs(selected="ledger"), outputs=[tabs])
    for opening in (tab.select, linked.then):
        opening(None, js="() => window.nqLedger.open()", api_visibility="private")
        opening(offer, None, [filters], **quiet)
    # What is asked for while rows are on their way counts: without it those of the filter before would stay.
    on_click(bridge, "list", list_rows, outputs=[waiting, table], every=True)
    on_click(bridge, "review", open_row, outputs=[side], every=True)
    on_click(bridge, "decide", decide, outputs=[told, side, waiting, table], every=True)
