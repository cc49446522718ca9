"""Drafting, one step on the screen at a time: choose -> table -> text -> check -> download.

The draft in the archive is the only truth: every action reads it, changes it and keeps it, so that nothing is lost by
going on, going back or loading the page anew. The address of the page names the draft and the step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qs

import gradio as gr

from assistant.drafting.desk import Desk
from assistant.drafting.figures import read_figure, typed_figure
from assistant.drafting.profile import profile_names
from assistant.errors import InvalidResults, NghiquyetError
from assistant.types import Comparator, DraftRequest, Edit, Entry, Manuscript, Resolution, SavedDraft
from ui.draft_words import BOUNDS, STEPS
from ui.drafting import decode_table, open_desk
from ui.failures import failure_line
from ui.html import NOTHING, Html, join
from ui.ports import Assistant
from ui.tabs.bridge import on_click
from ui.tabs.fragment import fragment
from ui.views import draft as view
from ui.views import draft_steps, draft_table
from ui.views.answer import failure
from ui.views.draft_table import Refused

_NONE = ("(không)", "")
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_WATCH = "watch('value', () => window.nqDraftShown(element));"


@dataclass(frozen=True, slots=True)
class Screen:
    """What the tab shows: a draft at its step, or the list of drafts where ``saved`` is None.

    ``opened`` is the paragraph being edited, ``place`` the element to bring into view, ``removed`` a draft that was
    just deleted; ``problem`` is told above everything, ``refused`` at its cell.
    """

    saved: SavedDraft | None = None
    manuscript: Manuscript | None = None
    base: str = ""
    opened: str = ""
    place: str = ""
    problem: str = ""
    refused: Refused | None = None
    removed: SavedDraft | None = None

    def way(self) -> Html:
        """The stepper."""
        told = failure(self.problem) if self.problem and not self.opened else NOTHING
        return join(draft_steps.stepper(self.saved, base=self.base, place=self.place), told)

    def body(self) -> Html:
        """The step itself."""
        saved, manuscript = self.saved, self.manuscript
        if saved is None or manuscript is None:
            return NOTHING
        match saved.step:
            case "table":
                made = draft_table.working_table(manuscript, refused=self.refused)
            case "text":
                made = view.text_step(manuscript, opened=self.opened, problem=self.problem)
            case "check":
                made = view.check_step(saved, manuscript)
            case _:
                made = draft_steps.downloads(saved, manuscript)
        return join(made, draft_steps.onward(saved))


@dataclass(slots=True)
class Room:
    """The drafts as the tab works on them; one change at a time, so that two quick ones do not undo each other."""

    desk: Desk
    lock: Lock = field(default_factory=Lock)

    def shown(self, draft_id: str, act: Callable[[SavedDraft], SavedDraft] | None = None, **more: Any) -> Screen:
        """The screen of a draft after an action; where that fails the draft stays, and the failure is told."""
        problem = ""
        try:
            with self.lock:
                saved = self.desk.drafts.draft(draft_id)
                try:
                    saved = act(saved) if act is not None else saved
                except Exception as error:
                    problem = failure_line(error)
            base = draft_steps.document_name(self.desk.shelf.document(saved.request.base))
            return Screen(saved, self.desk.manuscript(saved), base=base, problem=problem, **more)
        except Exception as error:
            return Screen(problem=failure_line(error))

    def start(self, request: DraftRequest) -> Screen:
        """A new draft at its table."""
        try:
            saved = self.desk.start(request)
        except Exception as error:
            return Screen(problem=failure_line(error))
        return self.shown(saved.draft_id)

    def step(self, key: str) -> Screen:
        """The step that a click, or the address, names: "draft:step:place"; the list where it names none."""
        draft_id, _, rest = key.partition(":")
        name, _, place = rest.partition(":")
        step = next((one for one in STEPS if one == name), None)
        if not draft_id or (step is None and name != "last"):
            return Screen()
        return self.shown(draft_id, (lambda saved: self.desk.go(saved, step)) if step else None, place=place)

    def cell(self, draft_id: str, key: str) -> Screen:
        """The draft with one cell typed: "row:column:text"; one that cannot be taken is told in its place."""
        row, _, rest = key.partition(":")
        column, _, typed = rest.partition(":")
        try:
            with self.lock:
                saved = self.desk.drafts.draft(draft_id)
                given = typed_cells(saved.entries.get(row, Entry()), column, typed)
                self.desk.enter(saved, {row: given})
        except InvalidResults as error:
            why = str(error).partition("”: ")[2] or str(error)
            return self.shown(draft_id, refused=Refused(row, column, typed, why[:1].upper() + why[1:]))
        except Exception as error:
            return replace(self.shown(draft_id), problem=failure_line(error))
        return self.shown(draft_id)

    def paragraph(self, draft_id: str, key: str) -> Screen:
        """The draft after a button of a paragraph: "act:paragraph"."""
        act, _, paragraph = key.partition(":")
        acts: dict[str, Callable[[SavedDraft], SavedDraft]] = {
            "drop": lambda saved: self.desk.edit(saved, Edit(paragraph, None)),
            "back": lambda saved: self.desk.restore(saved, paragraph),
            "rewrite": lambda saved: self.desk.rewrite(saved, paragraph),
        }
        opened = paragraph if act in ("open", "rewrite") else ""
        return self.shown(draft_id, acts.get(act), opened=opened)

    def write(self, draft_id: str, key: str) -> Screen:
        """The draft with another text of a paragraph: "paragraph:text"; its field was left, so it closes."""
        paragraph, _, text = key.partition(":")
        said = " ".join(text.split())
        return self.shown(draft_id, lambda saved: self.desk.edit(saved, Edit(paragraph, said)))

    def listed(self, key: str, removed: SavedDraft | None) -> Screen:
        """The list after a button of it: "remove:draft", "undo:draft", "rename:draft:title"."""
        act, _, rest = key.partition(":")
        draft_id, _, title = rest.partition(":")
        try:
            if act == "undo" and removed is not None and removed.draft_id == draft_id:
                self.desk.drafts.save(removed)
                return Screen()
            saved = self.desk.drafts.draft(draft_id)
            if act == "rename":
                self.desk.rename(saved, title)
            elif act == "remove":
                self.desk.drafts.remove(draft_id)
                return Screen(removed=saved)
        except NghiquyetError as error:
            return Screen(problem=failure_line(error))
        return Screen(removed=removed)

    def drafts(self, screen: Screen) -> Html:
        """The list of drafts."""
        names = {one.document_id: draft_steps.document_name(one) for one in self.desk.shelf.documents()}
        return draft_steps.drafts(self.desk.drafts.drafts(), names, removed=screen.removed)


def typed_cells(entry: Entry, column: str, typed: str) -> dict[str, str]:
    """An entry as it was typed, with one cell of it typed anew; a target keeps its bound until another is typed."""
    given = {name: typed_figure(getattr(entry, name)) for name in ("result", "target", "superior")}
    if column == "bound":
        bound = next((sign for sign in BOUNDS if sign == typed), None)
        return given | ({"target": _bounded(entry, bound)} if bound else {})
    if column not in given:
        raise InvalidResults(f"Biểu chỉ tiêu không có cột “{column}”.")
    figure = read_figure(typed)
    if column == "target" and entry.target is not None and figure is not None and figure.comparator is None:
        typed = typed_figure(replace(figure, comparator=entry.target.comparator))
    return given | {column: typed}


def _bounded(entry: Entry, bound: Comparator) -> str:
    if entry.target is None:
        raise InvalidResults("Hãy nhập chỉ tiêu mới trước, rồi chọn cách so sánh.")
    return typed_figure(replace(entry.target, comparator=bound))


def asked_for(search: str) -> str:
    """The key of the draft and the step that the address of the page names: "?draft=ID&step=text"; "" for none."""
    asked = parse_qs(search.removeprefix("?"))
    draft_id, step = asked.get("draft", [""])[0], asked.get("step", ["last"])[0]
    return f"{draft_id}:{step}:" if draft_id else ""


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the tab that events read and write."""

    draft_id: gr.State
    removed: gr.State
    way: gr.HTML
    choosing: gr.Column
    loading: gr.Row
    kept: gr.HTML
    body: gr.HTML

    @property
    def shown(self) -> list[gr.blocks.Block]:
        """What every action shows anew, in the order of ``values``."""
        return [self.draft_id, self.removed, self.way, self.choosing, self.loading, self.kept, self.body]

    def values(self, room: Room, screen: Screen) -> tuple[object, ...]:
        """For ``shown``."""
        saved = screen.saved
        return (
            saved.draft_id if saved else "",
            screen.removed,
            str(screen.way()),
            gr.Column(visible=saved is None),
            gr.Row(visible=saved is not None and saved.step == "table"),
            str(room.drafts(screen)) if saved is None else "",
            str(screen.body()),
        )


def build_draft(assistant: Assistant, *, page: gr.Blocks, bridge: gr.HTML, tabs: gr.Tabs, tab: gr.Tab) -> None:
    """Lays out the tab and wires it; documents and drafts are read anew whenever the tab is opened."""
    room = Room(open_desk(assistant))
    way = fragment(draft_steps.stepper(None), elem_id="nq-draft-way", js=_WATCH)
    with gr.Column(elem_id="nq-draft-choose") as choosing:
        asked, start = _request_form()
        kept = fragment(elem_id="nq-draft-list")
    with gr.Row(visible=False, equal_height=True, elem_id="nq-draft-load") as loading:
        upload = gr.UploadButton(
            "Nạp bảng kết quả (Excel, CSV)", file_types=[".csv", ".txt", ".xlsx"], scale=0, min_width=290
        )
        advice = "Gõ kết quả, chỉ tiêu mới (60,5; 27/29; 15-16; ≥ 70); mỗi ô được kiểm tra và lưu ngay."
        gr.HTML(f"<p class='nq-quiet'>{advice}</p>", apply_default_css=False)
    body = fragment(elem_id="nq-draft-body", js=_WATCH)
    parts = Parts(gr.State(""), gr.State(None), way, choosing, loading, kept, body)
    _wire_request(room, parts, asked, start, tab=tab)
    _wire_work(room, parts, upload, bridge=bridge)
    _wire_address(room, parts, page=page, tabs=tabs)


def _request_form() -> tuple[list[gr.Dropdown | gr.Textbox], gr.Button]:
    with gr.Row(equal_height=False, elem_id="nq-draft-ask"):
        base = gr.Dropdown([], label="Văn bản gốc (năm trước)", scale=5, min_width=260)
        year = gr.Textbox(value="", label="Cho năm", max_lines=1, scale=1, min_width=110, placeholder="2026")
        start = gr.Button("Lập dự thảo", variant="primary", scale=0, min_width=140, elem_id="nq-draft-new")
    with gr.Accordion("Lựa chọn thêm: văn bản cấp trên, văn bản mẫu, xã khác, mẫu trình bày", open=False):
        with gr.Row(equal_height=False):
            superior = gr.Dropdown([_NONE], value="", label="Văn bản cấp trên", scale=1, min_width=220)
            examples = gr.Dropdown([], label="Văn bản mẫu", multiselect=True, scale=1, min_width=220)
        with gr.Row(equal_height=False):
            place = gr.Textbox(value="", label="Cho xã khác (nếu có)", scale=1, min_width=160)
            names = [("Theo loại văn bản", ""), *((name, name) for name in profile_names())]
            profile = gr.Dropdown(names, value="", label="Mẫu trình bày", scale=1, min_width=160)
    return [base, year, place, examples, superior, profile], start


def _newest_first(document: Resolution) -> tuple[int, str]:
    """The order in which bases are offered: last year's documents, from which a draft is most often made, first."""
    identity = document.identity
    return -(identity.target_year or identity.result_year or 0), draft_steps.document_name(document)


def _wire_request(
    room: Room, parts: Parts, asked: Sequence[gr.Dropdown | gr.Textbox], start: gr.Button, *, tab: gr.Tab
) -> None:
    base, year, _, examples, superior, _ = asked

    def offer(draft_id: str, removed: SavedDraft | None) -> tuple[object, ...]:
        documents = sorted(room.desk.shelf.documents(), key=_newest_first)
        named = [(draft_steps.document_name(one), one.document_id) for one in documents]
        listed = "" if draft_id else str(room.drafts(Screen(removed=removed)))
        return gr.Dropdown(choices=named), gr.Dropdown(choices=named), gr.Dropdown(choices=[_NONE, *named]), listed

    def next_year(document_id: str | None) -> str:
        held = next((one for one in room.desk.shelf.documents() if one.document_id == document_id), None)
        target = held.identity.target_year if held else None
        return str(target + 1) if target else ""

    def begin(
        base: str | None, year: str, place: str, examples: list[str], superior: str, profile: str
    ) -> tuple[object, ...]:
        if not base or not (year or "").strip().isdigit():
            return parts.values(room, Screen(problem="Hãy chọn văn bản gốc và ghi năm của dự thảo, như 2026."))
        chosen = ((place or "").strip() or None, tuple(examples or ()), superior or None, profile or None)
        return parts.values(room, room.start(DraftRequest(base, int(year), *chosen)))

    offered = [base, examples, superior, parts.kept]
    tab.select(offer, [parts.draft_id, parts.removed], offered, **_QUIET)
    base.input(next_year, base, year, **_QUIET)
    start.click(begin, list(asked), parts.shown, **_QUIET)


def _wire_work(room: Room, parts: Parts, upload: gr.UploadButton, *, bridge: gr.HTML) -> None:
    def of_draft(act: Callable[[str, str], Screen]) -> Callable[..., tuple[object, ...]]:
        def run(draft_id: str, event: gr.EventData) -> tuple[object, ...]:
            return parts.values(room, act(draft_id, str(event.key)))

        return run

    def go(event: gr.EventData) -> tuple[object, ...]:
        return parts.values(room, room.step(str(event.key)))

    def listed(removed: SavedDraft | None, event: gr.EventData) -> tuple[object, ...]:
        return parts.values(room, room.listed(str(event.key), removed))

    def enter_file(draft_id: str, path: str) -> tuple[object, ...]:
        file = Path(path)

        def taken(saved: SavedDraft) -> SavedDraft:
            return room.desk.enter_table(saved, decode_table(file.read_bytes(), name=file.name))

        return parts.values(room, room.shown(draft_id, taken))

    on_click(bridge, "step", go, outputs=parts.shown)
    on_click(bridge, "draft", listed, inputs=[parts.removed], outputs=parts.shown)
    on_click(bridge, "cell", of_draft(room.cell), inputs=[parts.draft_id], outputs=parts.shown, every=True)
    on_click(bridge, "edit", of_draft(room.paragraph), inputs=[parts.draft_id], outputs=parts.shown)
    on_click(bridge, "write", of_draft(room.write), inputs=[parts.draft_id], outputs=parts.shown, every=True)
    upload.upload(enter_file, [parts.draft_id, upload], parts.shown, **_QUIET)


def _wire_address(room: Room, parts: Parts, *, page: gr.Blocks, tabs: gr.Tabs) -> None:
    """A page that is opened at the address of a draft shows it."""
    address = gr.Textbox(visible="hidden")

    def opened(search: str) -> tuple[object, ...]:
        key = asked_for(search or "")
        if not key:
            return (gr.skip(), *(gr.skip() for _ in parts.shown))
        return gr.Tabs(selected="draft"), *parts.values(room, room.step(key))

    page.load(opened, address, [tabs, *parts.shown], js="() => [window.location.search]", **_QUIET)
