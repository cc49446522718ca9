"""The evaluation: run a question set, read its results, compare with an earlier run, complete flagged questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from assistant.types import Flagged
from eval.compare import compare
from eval.flagged import NAME as FLAGGED
from eval.sheets import SUFFIXES
from ui import evaluation
from ui.evaluation_words import run_name
from ui.failures import failure_line
from ui.html import NOTHING, Html
from ui.ports import Assistant
from ui.tabs.bridge import on_click
from ui.tabs.fragment import attempt, fragment
from ui.views import evaluation as view
from ui.views.answer import failure
from ui.views.draft_steps import document_name

_ADVICE = (
    "Chọn bộ câu hỏi hoặc tải tệp lên (.jsonl, hoặc .csv, .xlsx có các cột: câu hỏi, câu trả lời mong đợi, "
    "văn bản), rồi bấm Chạy."
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the tab that events read and write."""

    names: gr.Dropdown
    upload: gr.UploadButton
    start: gr.Button
    stop: gr.Button
    status: gr.HTML
    shown: gr.Dropdown
    other: gr.Dropdown
    results: gr.HTML
    detail: gr.HTML


@dataclass(frozen=True, slots=True)
class FlagParts:
    """The components by which staff complete a flagged question."""

    chosen: gr.Dropdown
    seen: gr.HTML
    expected: gr.Textbox
    documents: gr.Dropdown
    save: gr.Button
    forget: gr.Button
    told: gr.HTML


def run_status(assistant: Assistant, name: str | None, file: str | None) -> Iterator[tuple[Html, str | None]]:
    """The status line of a run as it goes on, and the run's name once it is finished; a failure ends as one."""
    try:
        questions = evaluation.chosen_set(assistant, name=name, file=Path(file) if file else None)
        for step in evaluation.run(assistant, questions):
            yield view.progress(step), step.finished.name if step.finished else None
    except Exception as error:
        yield failure(failure_line(error)), None


def results(assistant: Assistant, name: str | None) -> Html:
    """The results of an earlier run; what to do where none is chosen."""
    if not name:
        return view.note(_ADVICE)
    return attempt(lambda: view.results(evaluation.opened_run(assistant, name)))


def detail(assistant: Assistant, name: str | None, case_id: str) -> Html:
    """One question of a run; the key comes from the browser, so it may lead nowhere."""
    if not name:
        return view.nothing_opened()

    def made() -> Html:
        line = evaluation.opened_run(assistant, name).results.get(case_id)
        names = {one.name: document_name(one) for one in assistant.shelf.documents()}
        return view.nothing_opened() if line is None else view.question(line, names=names)

    return attempt(made)


def compared(assistant: Assistant, before: str | None, after: str | None) -> Html:
    """The run that is shown against an earlier one."""
    if not before or not after:
        return view.nothing_opened()
    return attempt(
        lambda: view.comparison(
            compare(evaluation.opened_run(assistant, before), evaluation.opened_run(assistant, after))
        )
    )


def build_evaluation(assistant: Assistant, *, bridge: gr.HTML, tab: gr.Tab) -> None:
    """Lays out the tab and wires it; sets, runs and flags are read anew whenever the tab is opened."""
    parts = _lay_out()
    _wire_runs(assistant, parts, bridge=bridge)
    with gr.Accordion("Câu hỏi bị báo sai", open=False, elem_id="nq-flags"):
        flags = _lay_out_flags()
    _wire_flags(assistant, flags, names=parts.names)

    def offer(shown: str | None, chosen: str | None) -> tuple[object, ...]:
        runs = evaluation.earlier_runs(assistant)
        held = shown if shown in runs else None
        names = evaluation.sets(assistant)
        return (
            gr.Dropdown(choices=names, value=names[0] if names else None),
            gr.Dropdown(choices=_told(runs), value=held),
            gr.Dropdown(choices=_told(name for name in runs if name != held), value=None),
            *offered_flags(assistant, chosen, being_written=True),
        )

    offered = [parts.names, parts.shown, parts.other, flags.chosen, flags.seen, flags.expected, flags.documents]
    # Not also on loading the page: of two that are under way the later would take what is written after the first.
    tab.select(offer, [parts.shown, flags.chosen], offered, show_progress="hidden", api_visibility="private")


def _lay_out() -> Parts:
    with gr.Row(elem_id="nq-eval-run", equal_height=False):
        names = gr.Dropdown([], label="Bộ câu hỏi", scale=4, min_width=240)
        upload = gr.UploadButton("Tải bộ câu hỏi lên", file_types=list(SUFFIXES), scale=1, min_width=150)
        start = gr.Button("Chạy", variant="primary", scale=0, min_width=90, elem_id="nq-eval-start")
        stop = gr.Button("Dừng", variant="secondary", scale=0, min_width=90)
    status = fragment(view.note(_ADVICE), elem_id="nq-eval-status")
    with gr.Row(equal_height=False):
        shown = gr.Dropdown([], label="Kết quả của lần chạy", scale=1, min_width=220, elem_id="nq-eval-shown")
        other = gr.Dropdown([], label="So với lần chạy trước đó", scale=1, min_width=220, elem_id="nq-eval-other")
    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=320):
            found = fragment(elem_id="nq-eval-results")
        with gr.Column(scale=5, min_width=320):
            opened = fragment(view.nothing_opened(), elem_id="nq-eval-detail")
    return Parts(names, upload, start, stop, status, shown, other, found, opened)


def _wire_runs(assistant: Assistant, parts: Parts, *, bridge: gr.HTML) -> None:
    def start(name: str | None, file: str | None) -> Iterator[tuple[object, ...]]:
        for status, finished in run_status(assistant, name, file):
            yield str(status), _runs(assistant, finished) if finished else gr.skip()

    def take(file: str) -> str:
        return str(attempt(lambda: _taken(assistant, file)))

    def show(name: str | None) -> tuple[object, ...]:
        others = [one for one in evaluation.earlier_runs(assistant) if one != name]
        found = str(results(assistant, name)) if name else ""
        return found, str(view.nothing_opened()), gr.Dropdown(choices=_told(others), value=None)

    def open_case(name: str | None, event: gr.EventData) -> str:
        return str(detail(assistant, name, str(event.key)))

    def set_against(after: str | None, before: str | None) -> str:
        return str(compared(assistant, before, after))

    running = parts.start.click(
        start,
        [parts.names, parts.upload],
        [parts.status, parts.shown],
        show_progress="hidden",
        concurrency_limit=1,
        api_visibility="private",
    )
    parts.stop.click(
        lambda: str(view.note("Đã dừng.")),
        None,
        parts.status,
        cancels=[running],
        show_progress="hidden",
        api_visibility="private",
    )
    parts.upload.upload(take, parts.upload, parts.status, show_progress="hidden", api_visibility="private")
    parts.names.input(lambda: None, None, parts.upload, show_progress="hidden", api_visibility="private")
    parts.shown.change(
        show,
        parts.shown,
        [parts.results, parts.detail, parts.other],
        show_progress="hidden",
        api_visibility="private",
    )
    parts.other.input(
        set_against, [parts.shown, parts.other], parts.detail, show_progress="hidden", api_visibility="private"
    )
    on_click(bridge, "case", open_case, inputs=[parts.shown], outputs=[parts.detail], reveal="nq-case")


def _runs(assistant: Assistant, chosen: str) -> gr.Dropdown:
    return gr.Dropdown(choices=_told(evaluation.earlier_runs(assistant)), value=chosen)


def _told(runs: Iterable[str]) -> list[tuple[str, str]]:
    """Runs to choose from, by their day and their set."""
    return [(run_name(name), name) for name in runs]


def _taken(assistant: Assistant, file: str) -> Html:
    """What an uploaded file holds, checked before it is run."""
    questions = evaluation.chosen_set(assistant, name=None, file=Path(file))
    return view.note(f"Đã nhận {questions.name}: {len(questions.cases)} câu. Bấm Chạy để hỏi.")


# -- flagged questions -------------------------------------------------------------------------------


def _lay_out_flags() -> FlagParts:
    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=320):
            chosen = gr.Dropdown([], label="Câu hỏi", elem_id="nq-flag-chosen")
            seen = fragment(elem_id="nq-flag-seen")
        with gr.Column(scale=5, min_width=320):
            expected = gr.Textbox(
                label="Câu trả lời mong đợi",
                info="Các phần ngăn bởi “;” đều phải có; cách nói khác ngăn bởi “|”; “từ chối” khi phải từ chối.",
                lines=2,
                elem_id="nq-flag-expected",
            )
            documents = gr.Dropdown([], label="Văn bản phải trích", multiselect=True, elem_id="nq-flag-documents")
            with gr.Row():
                save = gr.Button("Lưu thành câu kiểm tra", variant="primary", elem_id="nq-flag-save")
                forget = gr.Button("Xóa", variant="secondary", min_width=80)
            told = fragment(elem_id="nq-flag-told")
    return FlagParts(chosen, seen, expected, documents, save, forget, told)


def offered_flags(assistant: Assistant, chosen: str | None, *, being_written: bool = False) -> tuple[object, ...]:
    """The list of flagged questions, and the chosen one (else the newest) with what staff wrote so far.

    What is ``being_written`` of the chosen one is left as it stands in the fields. So are the fields of one that has
    nothing written and was not chosen yet when the page asked: the answer may come when one writes already.
    """
    flags = assistant.flags.flagged()
    one = _flag(flags, chosen) or (flags[0] if flags else None)
    choices = [(view.flag_label(each), each.flag_id) for each in flags]
    held = [document.name for document in assistant.shelf.documents()]
    listed, seen = gr.Dropdown(choices=choices, value=one.flag_id if one else None), str(view.flagged(one))
    is_blank = one is not None and not (one.expected or one.documents)
    if being_written and one is not None and (one.flag_id == chosen or (chosen is None and is_blank)):
        return listed, seen, gr.skip(), gr.Dropdown(choices=held)
    written = [name for name in one.documents if name in held] if one else []
    return listed, seen, one.expected if one else "", gr.Dropdown(choices=held, value=written)


def _flag(flags: Sequence[Flagged], flag_id: str | None) -> Flagged | None:
    return next((one for one in flags if one.flag_id == flag_id), None)


def _wire_flags(assistant: Assistant, parts: FlagParts, *, names: gr.Dropdown) -> None:
    shown = [parts.chosen, parts.seen, parts.expected, parts.documents]

    def choose(flag_id: str | None) -> tuple[object, ...]:
        return offered_flags(assistant, flag_id)

    def save(flag_id: str | None, expected: str, documents: Sequence[str]) -> tuple[object, ...]:
        if not flag_id or not expected.strip():
            return str(view.note("Hãy ghi câu trả lời mong đợi.")), *(gr.skip() for _ in (*shown, names))
        assistant.flags.complete(flag_id, expected=expected.strip(), documents=documents or [])
        told = view.note(f"Đã lưu vào bộ “{FLAGGED}”.")
        return str(told), *offered_flags(assistant, flag_id), gr.Dropdown(choices=evaluation.sets(assistant))

    def forget(flag_id: str | None) -> tuple[object, ...]:
        assistant.flags.unflag(flag_id or "")
        return str(NOTHING), *offered_flags(assistant, None), gr.Dropdown(choices=evaluation.sets(assistant))

    told = [parts.told, *shown, names]
    parts.chosen.input(choose, parts.chosen, shown, show_progress="hidden", api_visibility="private")
    parts.save.click(
        save,
        [parts.chosen, parts.expected, parts.documents],
        told,
        show_progress="hidden",
        api_visibility="private",
    )
    parts.forget.click(forget, parts.chosen, told, show_progress="hidden", api_visibility="private")
