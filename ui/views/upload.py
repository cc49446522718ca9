"""An upload as the API tells it, and as the page shows it: one line a file, with its receipt."""

from __future__ import annotations

from dataclasses import asdict

from assistant.settings import Settings
from ingest.uploads import Told, Upload
from ui import words
from ui.failures import failure_line
from ui.html import Html, tag
from ui.render import Json

_REMARKS = 4  # parts of a file that are told in its line

OUTCOMES = {
    "added": "Đã thêm",
    "updated": "Đã cập nhật",
    "unchanged": "Đã có trong kho",
    "rejected": "Không nhận",
}


def upload_json(upload: Upload) -> Json:
    """How far an upload is, with what became of each file so far."""
    failed = upload.failure
    return {
        "upload_id": upload.upload_id,
        "state": upload.state,
        "files": upload.files,
        "outcomes": [_file_json(told) for told in upload.told],
        "detail": None if failed is None else failure_line(failed).removeprefix("Lỗi: "),
    }


def _file_json(told: Told) -> Json:
    outcome = told.outcome
    return {
        **asdict(outcome),
        "title": None if told.identity is None else words.document_title(told.identity),
        "unread": [
            {"part": remark.part, "reason": remark.reason} for remark in told.remarks if remark.fate == "unread"
        ],
        "told": _line(told),
    }


def _line(told: Told) -> str:
    """What became of a file in a sentence: why it was not taken, or what was read of it and how."""
    outcome, receipt = told.outcome, told.outcome.receipt
    said = OUTCOMES[outcome.outcome]
    if outcome.reason is not None:
        return f"{said}: {outcome.reason.removeprefix(outcome.name.rpartition('/')[2]).removeprefix(': ')}"
    parts = [f"{said}: {outcome.note}." if outcome.note else f"{said}."]
    if receipt is not None:
        parts.append(
            words.receipt_line(
                dropped=receipt.dropped, unread=receipt.unread, rows=receipt.rows, not_rows=receipt.not_rows
            )
        )
    shown = told.remarks[:_REMARKS]
    parts += [f"{remark.part[:1].upper()}{remark.part[1:]}: {remark.reason}." for remark in shown]
    left = len(told.remarks) - len(shown)
    return " ".join([*parts, f"Và {left} phần nữa; xem biên nhận của văn bản." if left else ""]).strip()


def upload_form(settings: Settings) -> Html:
    """Where files are dropped or chosen.

    A form of our own that posts to the API, and not Gradio's component: that one keeps files in a folder of its own
    where nothing counts or expires them, loses the folders that they came in, and tells nothing of each.
    """
    kinds = "Word, PDF (cả bản chụp), Excel, ảnh chụp, trang web, thư, .zip"
    return tag(
        "section",
        tag(
            "div",
            tag("b", "Kéo thả tệp, thư mục hoặc .zip vào đây"),
            tag("button", "Chọn tệp", type="button", class_="nq-button nq-button-act", data_nq="pick"),
            tag("button", "Chọn thư mục", type="button", class_="nq-button", data_nq="pickfolder"),
            tag("small", f"{kinds}; mỗi tệp tối đa {words.number(settings.max_file_mb)} MB."),
            tag("input", type="file", multiple=True, hidden=True, aria_label="Chọn tệp"),
            tag("input", type="file", multiple=True, hidden=True, webkitdirectory=True, aria_label="Chọn thư mục"),
            class_="nq-drop",
        ),
        tag("div", class_="nq-uploads", aria_live="polite"),
        class_="nq-upload",
        data_most=str(int(settings.max_file_mb * 1_000_000)),
    )
