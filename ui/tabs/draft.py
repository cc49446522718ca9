"""Drafting: choose a base and a year, fill the indicator table, go through the text beside its source, download."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from assistant.drafting.desk import Desk
from assistant.drafting.figures import show_figure
from assistant.drafting.profile import profile_names
from assistant.errors import UnknownDraft
from assistant.types import DraftParagraph, DraftRequest, Edit, Entry, Figure, Manuscript, SavedDraft
from ui import words
from ui.drafting import decode_table, open_desk
from ui.failures import failure_line
from ui.html import NOTHING, Html, tag
from ui.ports import Assistant
from ui.tabs.bridge import on_click
from ui.tabs.fragment import fragment
from ui.views import draft as view
from ui.views.answer import failure

_NONE = ("(không)", "")
_EDITABLE = {4: "result", 6: "target", 7: "superior"}  # columns of the table that staff type into
_KEY_COLUMN = 9
_HEADERS = [
    "TT",
    "Chỉ tiêu",
    "Đơn vị",
    "Năm trước",
    "Kết quả",
    "% đạt",
    "Chỉ tiêu mới",
    "Cấp trên giao",
    "Gợi ý",
    "Mã",
]
_WIDTHS = ["52px", "24%", "96px", "84px", "92px", "70px", "92px", "92px", "22%", "110px"]


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the tab that events read and write."""

    saved: gr.State
    status: gr.HTML
    table: gr.Dataframe
    findings: gr.HTML
    pairs: gr.HTML
    key: gr.State
    editor: gr.Textbox
    kept: gr.Dropdown

    @property
    def shown(self) -> list[gr.components.Component]:
        """What a change of the draft shows anew, in the order of ``Screen.values``."""
        return [self.saved, self.status, self.table, self.findings, self.pairs]


@dataclass(frozen=True, slots=True)
class Screen:
    """What the tab shows of a draft; ``problem`` is told above it."""

    saved: SavedDraft | None
    manuscript: Manuscript | None
    problem: str = ""

    def values(self) -> tuple[object, ...]:
        """For ``Parts.shown``."""
        if self.saved is None or self.manuscript is None:
            return self.saved, str(_told(self.problem)), [], "", ""
        status = Html(_told(self.problem) + _summary(self.saved, self.manuscript))
        side = Html(view.findings(self.manuscript) + tag("h3", "Bố cục") + view.outline(self.manuscript))
        return (
            self.saved,
            str(status),
            table_rows(self.manuscript),
            str(side),
            str(view.side_by_side(self.manuscript)),
        )


def worked(desk: Desk, saved: SavedDraft | None, act: Callable[[], SavedDraft]) -> Screen:
    """The screen after an action; where it fails the draft stays as it was, and the failure is told."""
    problem = ""
    try:
        saved = act()
    except Exception as error:
        problem = failure_line(error)
    if saved is None:
        return Screen(None, None, problem)
    try:
        return Screen(saved, desk.manuscript(saved), problem)
    except Exception as error:
        return Screen(saved, None, failure_line(error))


def table_rows(manuscript: Manuscript) -> list[list[str]]:
    """The rows of the table, each with its key in the last column, since a user may sort them."""
    return [[*view.cells(row), row.key] for row in manuscript.rows]


def typed_cells(
    manuscript: Manuscript, saved: SavedDraft, table: Sequence[Sequence[object]]
) -> dict[str, dict[str, str]]:
    """The rows that a user changed: key -> column -> cell. A figure from the archive stays the archive's."""
    before = {row[_KEY_COLUMN]: row for row in table_rows(manuscript)}
    changed: dict[str, dict[str, str]] = {}
    for row in table:
        key, cells = str(row[_KEY_COLUMN]), ["" if cell is None else str(cell).strip() for cell in row]
        shown = before.get(key)
        if shown is None or all(cells[at] == shown[at] for at in _EDITABLE):
            continue
        given = _given(saved.entries.get(key, Entry()))
        given.update({name: cells[at] for at, name in _EDITABLE.items() if cells[at] != shown[at]})
        changed[key] = given
    return changed


def _given(entry: Entry) -> dict[str, str]:
    """An entry as it was typed."""
    figures: dict[str, Figure | None] = {"result": entry.result, "target": entry.target, "superior": entry.superior}
    return {name: show_figure(figure) if figure is not None else "" for name, figure in figures.items()}


def _told(problem: str) -> Html:
    return failure(problem) if problem else NOTHING


def _summary(saved: SavedDraft, manuscript: Manuscript) -> Html:
    """What the draft is, and where it can be had."""
    links = (
        tag("a", text, href=f"/api/drafts/{saved.draft_id}/{name}", download=name, class_="nq-download")
        for text, name in (
            ("Tải Word", "du-thao.docx"),
            ("Tải bản so sánh", "so-sanh.html"),
            ("Tải mẫu bảng kết quả", "mau-bang.csv"),
        )
    )
    title = f"{manuscript.block.title} – từ {manuscript.base_name}. Mẫu trình bày {manuscript.profile}."
    return tag("div", tag("p", title), tag("p", *links), class_="nq-draft-head")


def build_draft(assistant: Assistant, *, bridge: gr.HTML, tab: gr.Tab) -> None:
    """Lays out the tab and wires it; documents and drafts are read anew whenever the tab is opened."""
    desk = open_desk(assistant)
    with gr.Row(equal_height=False, elem_id="nq-draft-ask"):
        base = gr.Dropdown([], label="Văn bản gốc (năm trước)", scale=4, min_width=240)
        year = gr.Number(label="Cho năm", precision=0, scale=1, min_width=110)
        place = gr.Textbox(label="Cho xã khác (nếu có)", scale=2, min_width=140)
        examples = gr.Dropdown([], label="Văn bản mẫu", multiselect=True, scale=4, min_width=220)
        superior = gr.Dropdown([_NONE], value="", label="Văn bản cấp trên", scale=3, min_width=180)
        profile = gr.Dropdown(
            [("tự chọn", ""), *profile_names()], value="", label="Mẫu trình bày", scale=1, min_width=120
        )
    with gr.Row(equal_height=True, elem_id="nq-draft-start"):
        start = gr.Button("Lập dự thảo", variant="primary", scale=0, min_width=140, elem_id="nq-draft-new")
        kept = gr.Dropdown([_NONE], value="", label="Dự thảo đang làm", scale=3, min_width=220)
        upload = gr.UploadButton("Nạp bảng kết quả", file_types=[".csv", ".txt"], scale=0, min_width=190)
    status = fragment(elem_id="nq-draft-status")
    with gr.Accordion("Biểu chỉ tiêu: gõ kết quả, chỉ tiêu mới (hoặc “gợi ý”, “giữ nguyên”)", open=True):
        table = _table()
    with gr.Row(equal_height=False):
        with gr.Column(scale=4, min_width=300, elem_id="nq-draft-side"):
            editor, buttons = _editor()
            found = fragment(elem_id="nq-draft-findings")
        with gr.Column(scale=9, min_width=320, elem_id="nq-draft-text"):
            pairs = fragment(elem_id="nq-draft-pairs")
    parts = Parts(gr.State(None), status, table, found, pairs, gr.State(""), editor, kept)
    asked = [base, year, place, examples, superior, profile]
    _wire_offers(desk, parts, base, year, examples, superior, tab=tab)
    _wire_start(desk, parts, start, asked)
    _wire_table(desk, parts, upload)
    _wire_editor(desk, parts, buttons, bridge=bridge)


def _table() -> gr.Dataframe:
    return gr.Dataframe(
        headers=_HEADERS,
        datatype="str",
        type="array",
        interactive=True,
        static_columns=[at for at in range(len(_HEADERS)) if at not in _EDITABLE],
        column_count=len(_HEADERS),
        column_widths=list(_WIDTHS),
        wrap=True,
        max_height=420,
        show_label=False,
        elem_id="nq-draft-table",
    )


def _editor() -> tuple[gr.Textbox, list[gr.Button]]:
    editor = gr.Textbox(
        label="Sửa đoạn (bấm “Sửa” ở một đoạn)", lines=4, max_lines=14, interactive=True, elem_id="nq-draft-editor"
    )
    with gr.Row():
        names = ("Lưu đoạn", "Bỏ đoạn", "Lấy lại", "Viết lại bằng mô hình")
        buttons = [gr.Button(name, size="sm", min_width=80) for name in names]
    return editor, buttons


def _wire_offers(
    desk: Desk,
    parts: Parts,
    base: gr.Dropdown,
    year: gr.Number,
    examples: gr.Dropdown,
    superior: gr.Dropdown,
    *,
    tab: gr.Tab,
) -> None:
    def offer() -> tuple[gr.Dropdown, ...]:
        documents = desk.shelf.documents()
        named = [(f"{words.shown_place(one.identity)} – {one.name}", one.document_id) for one in documents]
        return (
            gr.Dropdown(choices=named),
            gr.Dropdown(choices=named),
            gr.Dropdown(choices=[_NONE, *named]),
            gr.Dropdown(choices=[_NONE, *_kept_choices(desk)]),
        )

    def next_year(document_id: str | None) -> int | None:
        held = next((one for one in desk.shelf.documents() if one.document_id == document_id), None)
        target = held.identity.target_year if held else None
        return target + 1 if target else None

    outputs = [base, examples, superior, parts.kept]
    tab.select(offer, None, outputs, show_progress="hidden", api_visibility="private")
    base.input(next_year, base, year, show_progress="hidden", api_visibility="private")


def _kept_choices(desk: Desk) -> list[tuple[str, str]]:
    return [
        (f"{saved.title} ({saved.changed_at[:16].replace('T', ' ')})", saved.draft_id)
        for saved in desk.drafts.drafts()
    ]


def _wire_start(desk: Desk, parts: Parts, start: gr.Button, asked: Sequence[gr.components.Component]) -> None:
    def begin(
        base: str | None, year: float | None, place: str, examples: list[str], superior: str, profile: str
    ) -> tuple[object, ...]:
        request = DraftRequest(
            base or "",
            int(year or 0),
            place.strip() or None,
            tuple(examples or ()),
            superior or None,
            profile or None,
        )
        screen = worked(desk, None, lambda: desk.start(request))
        return (*screen.values(), gr.Dropdown(choices=[_NONE, *_kept_choices(desk)]))

    def go_on(draft_id: str) -> tuple[object, ...]:
        if not draft_id:
            return Screen(None, None).values()
        return worked(desk, None, lambda: desk.drafts.draft(draft_id)).values()

    start.click(begin, list(asked), [*parts.shown, parts.kept], api_visibility="private")
    parts.kept.input(go_on, parts.kept, parts.shown, show_progress="hidden", api_visibility="private")


def _wire_table(desk: Desk, parts: Parts, upload: gr.UploadButton) -> None:
    def enter(saved: SavedDraft | None, table: list[list[object]]) -> tuple[object, ...]:
        if saved is None:
            return Screen(None, None).values()
        manuscript = desk.manuscript(saved)
        return worked(desk, saved, lambda: desk.enter(saved, typed_cells(manuscript, saved, table))).values()

    def enter_file(saved: SavedDraft | None, path: str) -> tuple[object, ...]:
        if saved is None:
            return Screen(None, None, "Hãy lập hoặc mở một dự thảo trước.").values()
        file = Path(path)
        return worked(
            desk, saved, lambda: desk.enter_table(saved, decode_table(file.read_bytes(), name=file.name))
        ).values()

    parts.table.input(
        enter, [parts.saved, parts.table], parts.shown, show_progress="hidden", api_visibility="private"
    )
    upload.upload(enter_file, [parts.saved, upload], parts.shown, api_visibility="private")


def _wire_editor(desk: Desk, parts: Parts, buttons: Sequence[gr.Button], *, bridge: gr.HTML) -> None:
    def open_paragraph(saved: SavedDraft | None, event: gr.EventData) -> tuple[str, str]:
        paragraph = paragraph_of(desk, saved, str(event.key))
        return (paragraph.key, paragraph.text) if paragraph else ("", "")

    def acting(act: Callable[[SavedDraft, str, str], SavedDraft]) -> Callable[..., tuple[object, ...]]:
        def run(saved: SavedDraft | None, key: str, text: str) -> tuple[object, ...]:
            if saved is None or not key:
                return worked(desk, saved, lambda: _unchosen(saved)).values()
            return worked(desk, saved, lambda: act(saved, key, text)).values()

        return run

    actions = (
        acting(lambda saved, key, text: desk.edit(saved, Edit(key, " ".join(text.split())))),
        acting(lambda saved, key, _: desk.edit(saved, Edit(key, None))),
        acting(lambda saved, key, _: desk.restore(saved, key)),
        acting(lambda saved, key, _: desk.rewrite(saved, key)),
    )
    inputs = [parts.saved, parts.key, parts.editor]
    for button, run in zip(buttons, actions, strict=True):
        button.click(run, inputs, parts.shown, show_progress="hidden", api_visibility="private")
    opened = [parts.key, parts.editor]
    on_click(bridge, "edit", open_paragraph, inputs=[parts.saved], outputs=opened, reveal="nq-draft-editor")


def paragraph_of(desk: Desk, saved: SavedDraft | None, key: str) -> DraftParagraph | None:
    """The paragraph of a draft that a click named; None for anything else."""
    if saved is None:
        return None
    return next((one for one in desk.manuscript(saved).paragraphs if one.key == key), None)


def _unchosen(saved: SavedDraft | None) -> SavedDraft:
    raise UnknownDraft("Hãy bấm “Sửa” ở một đoạn trước." if saved else "Hãy lập hoặc mở một dự thảo trước.")
