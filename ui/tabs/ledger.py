"""The ledger: every figure of every document, narrowed by indicator, place and year, downloaded, and reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from assistant.errors import InvalidCorrection
from assistant.ledger.book import Decision
from assistant.types import Indicator
from ui import words
from ui.failures import failure_line
from ui.html import NOTHING, Html, tag
from ui.ledger import Entry, indicator_names, select
from ui.ports import Assistant
from ui.tabs.bridge import on_click
from ui.tabs.fragment import attempt, fragment
from ui.views import ledger as view
from ui.views.actions import read_decision
from ui.views.answer import failure

_ALL = "Tất cả"
_KINDS = [(said, kind) for kind, said in words.KINDS.items()]


def rows(assistant: Assistant, indicator: str, place: str, year: str, *, findings: bool = False) -> Html:
    """The rows for the filters; an empty filter lets everything through."""
    wanted = int(year) if year else None
    found = select(assistant, indicator=indicator or None, place=place or None, year=wanted, only_findings=findings)
    return view.rows(found)


def queue(assistant: Assistant, indicator: str, place: str, year: str) -> Html:
    """The rows for the filters that were not read for sure and that nobody has looked at."""
    wanted = int(year) if year else None
    found = select(assistant, indicator=indicator or None, place=place or None, year=wanted, only_unsure=True)
    return view.queue(found, assistant.ledger.known)


def decided(assistant: Assistant, key: str, *, by: str) -> Html:
    """One line on what one click did. Raises ``InvalidCorrection`` or ``UnknownRow``."""
    said = read_decision(key)
    if said is None:
        raise InvalidCorrection("Không hiểu nút vừa bấm. Hãy tải lại trang.")
    decision, row_id = said
    return _done(assistant, assistant.ledger.review(row_id, decision=decision, by=by))


def choices(assistant: Assistant) -> tuple[gr.Dropdown, gr.Dropdown, gr.Dropdown]:
    """The filters, offering what the ledger holds."""
    entries = select(assistant)
    indicators = [(f"{name} ({identifier})", identifier) for identifier, name in indicator_names(entries).items()]
    identities = (entry.identity for entry in entries)
    places = {name for identity in identities if (name := identity.place or words.inferred_place(identity))}
    years = {str(entry.indicator.year) for entry in entries if entry.indicator.year}
    return (
        gr.Dropdown(choices=[(_ALL, ""), *indicators], value=""),
        gr.Dropdown(choices=[(_ALL, ""), *((name, name) for name in sorted(places))], value=""),
        gr.Dropdown(choices=[(_ALL, ""), *((year, year) for year in sorted(years, reverse=True))], value=""),
    )


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a row as the form shows and takes them."""

    indicator: str
    value: str
    value_max: str
    kind: str
    year: str

    @classmethod
    def of(cls, row: Indicator) -> Form:
        """The fields of a row."""
        return cls(
            indicator=row.indicator or "",
            value=words.number(row.value),
            value_max="" if row.value_max is None else words.number(row.value_max),
            kind=row.kind,
            year=str(row.year or ""),
        )

    def changes(self, row: Indicator) -> dict[str, str]:
        """What differs from the row; a range that gains or loses its end changes its comparator too."""
        before = Form.of(row)
        names = ("indicator", "value", "value_max", "kind", "year")
        changed = {name: getattr(self, name) for name in names if getattr(self, name) != getattr(before, name)}
        if "value_max" in changed:
            changed["comparator"] = "range" if self.value_max else "="
        return changed


def reviewed(assistant: Assistant, row_id: str, decision: Decision, *, form: Form, by: str, note: str) -> Html:
    """One line on what was done. Raises ``InvalidCorrection`` or ``UnknownRow``."""
    row = assistant.shelf.row(row_id)
    changes = form.changes(row) if decision == "correct" else None
    if decision == "correct" and not changes:
        raise InvalidCorrection("Chưa có trường nào thay đổi. Hãy sửa một trường, hoặc bấm “Xác nhận đúng”.")
    return _done(assistant, assistant.ledger.review(row_id, decision=decision, by=by, changes=changes, note=note))


def _done(assistant: Assistant, after: Indicator) -> Html:
    doubts = "".join(f" Chú ý: {doubt.message}" for doubt in assistant.ledger.doubts(after))
    done = f"{words.REVIEWS[after.review].capitalize()}: {after.label} – {words.amount(after)}."
    return tag("p", f"{done}{doubts}", class_="nq-done")


def opened(assistant: Assistant, row_id: str) -> tuple[Html, Form]:
    """The row to review, and its fields. Raises ``UnknownRow``."""
    row = assistant.shelf.row(row_id)
    said = next((each for each in assistant.ledger.corrections() if each.row.row_id == row_id), None)
    entry = Entry(row, assistant.shelf.document(row.document_id), assistant.ledger.findings().get(row_id, ()))
    return view.chosen(entry, said), Form.of(row)


def build_ledger(assistant: Assistant, *, page: gr.Blocks, bridge: gr.HTML) -> None:
    """Lays out the tab and wires it; filters and rows are read anew whenever the page is opened."""
    with gr.Row(elem_id="nq-ledger-filters"):
        filters: list[gr.Dropdown | gr.Checkbox] = [
            gr.Dropdown([(_ALL, "")], value="", label="Chỉ tiêu", scale=3, min_width=220),
            gr.Dropdown([(_ALL, "")], value="", label="Địa phương", scale=2, min_width=160),
            gr.Dropdown([(_ALL, "")], value="", label="Năm", scale=1, min_width=110),
            gr.Checkbox(value=False, label="Chỉ dòng cần xem lại", scale=1, min_width=150),
        ]
        links = fragment(elem_id="nq-ledger-links")
    with gr.Accordion("Hàng chờ xem lại", elem_id="nq-queue-frame"):
        by = gr.Textbox(label="Người xem xét", max_lines=1, elem_id="nq-reviewer")
        told = fragment(elem_id="nq-queue-told")
        waiting = fragment(elem_id="nq-queue")
    panel = _Panel(assistant, by)
    table = fragment(elem_id="nq-ledger")

    def narrow(indicator: str, place: str, year: str, findings: bool) -> tuple[str, str, str]:
        links = view.downloads(indicator=indicator, place=place, year=year, findings=findings)
        return (
            str(attempt(lambda: rows(assistant, indicator, place, year, findings=findings))),
            str(links),
            str(attempt(lambda: queue(assistant, indicator, place, year))),
        )

    def decide(by: str, event: gr.EventData) -> str:
        return str(attempt(lambda: decided(assistant, str(event.key), by=by or "")))

    def offer() -> tuple[gr.Dropdown, gr.Dropdown, gr.Dropdown]:
        return choices(assistant)

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    narrowed = [filter_.input for filter_ in filters]
    shown = [table, links, waiting]
    gr.on(narrowed, narrow, filters, shown, **quiet)
    loaded = page.load(offer, None, filters[:3], **quiet)
    loaded.then(narrow, filters, shown, **quiet)
    clicked = on_click(bridge, "decide", decide, inputs=[by], outputs=[told])
    clicked.then(narrow, filters, shown, **quiet)
    on_click(bridge, "review", panel.open, outputs=panel.outputs, reveal="nq-review")
    for button, decision in panel.buttons:
        done = button.click(partial(panel.decide, decision), panel.inputs, [panel.told], **quiet)
        done.then(narrow, filters, shown, **quiet)


class _Panel:
    """The form in which a row is confirmed, corrected or rejected; closed until a row is chosen."""

    def __init__(self, assistant: Assistant, by: gr.Textbox) -> None:
        self._assistant = assistant
        known = [(f"{entry.name} ({entry.id})", entry.id) for entry in assistant.ledger.known.entries.values()]
        with gr.Group(visible=False, elem_id="nq-review") as self.group:
            self.shown = fragment(elem_id="nq-review-row")
            self.row = gr.State("")
            with gr.Row():
                self.fields: list[gr.components.Component] = [
                    gr.Dropdown([("(ngoài danh mục)", ""), *known], label="Chỉ tiêu", scale=3, min_width=220),
                    gr.Textbox(label="Mức", scale=1, min_width=90),
                    gr.Textbox(label="Đến (khoảng)", scale=1, min_width=90),
                    gr.Dropdown(_KINDS, label="Loại", scale=1, min_width=110),
                    gr.Textbox(label="Năm", scale=1, min_width=80),
                ]
            note = gr.Textbox(label="Lý do (nếu sửa hoặc loại)")
            with gr.Row():
                self.buttons: list[tuple[gr.Button, Decision]] = [
                    (gr.Button("Xác nhận đúng", variant="primary"), "confirm"),
                    (gr.Button("Lưu sửa"), "correct"),
                    (gr.Button("Loại dòng này"), "reject"),
                    (gr.Button("Trở lại như máy đọc"), "undo"),
                ]
            self.told = fragment(elem_id="nq-review-told")
        self.inputs = [self.row, *self.fields, by, note]
        self.outputs: list[gr.blocks.Block] = [self.group, self.row, self.shown, *self.fields, self.told]

    def open(self, event: gr.EventData) -> list[object]:
        """Fills the form with the row that was clicked."""
        row_id = str(event.key)
        try:
            shown, form = opened(self._assistant, row_id)
        except Exception as error:
            return [gr.Group(visible=True), "", str(failure(failure_line(error))), *[gr.skip()] * 5, str(NOTHING)]
        fields = [form.indicator, form.value, form.value_max, form.kind, form.year]
        return [gr.Group(visible=True), row_id, str(shown), *fields, str(NOTHING)]

    def decide(self, decision: Decision, row_id: str, *typed: str) -> str:
        """What came of a button, as one line."""
        indicator, value, value_max, kind, year, by, note = (text or "" for text in typed)
        form = Form(indicator, value.strip(), value_max.strip(), kind, year.strip())
        return str(attempt(lambda: reviewed(self._assistant, row_id, decision, form=form, by=by, note=note)))
