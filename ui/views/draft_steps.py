"""The way of a draft on the page: the steps, the list of drafts, what can be taken home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.types import Manuscript, Resolution, SavedDraft
from ui import words
from ui.draft_words import SEVERITIES, STEPS
from ui.html import NOTHING, Child, Html, join, tag
from ui.views.actions import draft_button, step_button
from ui.views.undo import undo_line

_CHOOSE = "Chọn văn bản"
_COLUMNS = ("Dự thảo", "Từ văn bản", "Bước", "Sửa lần cuối", "Việc")


def document_name(document: Resolution) -> str:
    """A document as staff know it: "15-NQ/ĐU · xã Phú Lạc · năm 2024"; its kind where it has no number."""
    identity = document.identity
    year = identity.target_year or identity.result_year
    kind = "" if identity.kind == "khác" else identity.kind
    what = identity.number or f"{kind[:1].upper()}{kind[1:]}" or document.name
    parts = (what, words.shown_place(identity), f"năm {year}" if year else "")
    return " · ".join(part for part in parts if part)


def stepper(saved: SavedDraft | None, *, base: str = "", place: str = "") -> Html:
    """Where the work stands: the steps as a list, the present one marked; the draft's name and when it was kept.

    ``data-draft`` and ``data-step`` name the address of the page, ``data-place`` what to bring into view.
    """
    if saved is None:
        items = [_step(_CHOOSE, 1, current=True), *(_step(name, at) for at, name in enumerate(STEPS.values(), 2))]
        return _way(items, draft="", step="", place="")
    items = [tag("li", step_button(saved.draft_id, "", _numbered(1, _CHOOSE), class_="nq-step"))]
    for at, (step, name) in enumerate(STEPS.items(), start=2):
        button = step_button(saved.draft_id, step, _numbered(at, name), class_="nq-step")
        items.append(tag("li", button, aria_current="step" if step == saved.step else None))
    title = tag(
        "p",
        tag("strong", saved.title),
        f" – soạn từ {base}. " if base else " ",
        tag("span", f"Đã lưu lúc {shown_time(saved.changed_at)}", class_="nq-quiet", role="status"),
        class_="nq-draft-title",
    )
    return join(_way(items, draft=saved.draft_id, step=saved.step, place=place), title)


def _step(name: str, number: int, *, current: bool = False) -> Html:
    words = tag("span", _numbered(number, name), class_="nq-step")
    return tag("li", words, aria_current="step" if current else None)


def _numbered(number: int, name: str) -> Html:
    return join(tag("span", str(number), class_="nq-step-number", aria_hidden="true"), tag("span", name))


def _way(items: Sequence[Html], *, draft: str, step: str, place: str) -> Html:
    return tag(
        "nav",
        tag("ol", *items),
        class_="nq-way",
        aria_label="Các bước soạn thảo",
        data_draft=draft,
        data_step=step,
        data_place=place,
    )


def onward(saved: SavedDraft) -> Html:
    """The steps before and after the present one, at the end of the screen."""
    steps = list(STEPS)
    at = steps.index(saved.step)
    before = steps[at - 1] if at else ""
    back = step_button(
        saved.draft_id, before, f"← {STEPS[steps[at - 1]] if at else _CHOOSE}", class_="nq-quiet-button"
    )
    after = steps[at + 1] if at + 1 < len(steps) else None
    ahead = step_button(saved.draft_id, after, f"Tiếp: {STEPS[after]} →", class_="nq-act") if after else None
    return tag("div", back, ahead, class_="nq-onward")


def shown_time(at: str) -> str:
    """A time as staff write it, on the clock of this machine: "14:05, 29/11/2026"."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%H:%M, %d/%m/%Y")
    except ValueError:
        return at


def drafts(saved: Sequence[SavedDraft], names: Mapping[str, str], *, removed: SavedDraft | None = None) -> Html:
    """The drafts that are worked on, the one changed last first; ``names`` are those of their base documents."""
    undone = None
    if removed is not None:
        undone = undo_line(removed.title, draft_button("undo", removed.draft_id, "Hoàn tác"))
    if not saved:
        empty = "Chưa có dự thảo nào. Chọn văn bản năm trước ở trên rồi bấm “Lập dự thảo”."
        return join(undone, tag("p", empty, class_="nq-empty"))
    head = tag(
        "tr", *(tag("th", name, scope="col") for name in ("Dự thảo", "Từ văn bản", "Bước", "Sửa lần cuối", ""))
    )
    rows = (_draft_row(one, names.get(one.request.base, "không còn trong kho")) for one in saved)
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="nq-table nq-drafts")
    return join(undone, tag("h3", "Dự thảo đang làm"), table)


def _draft_row(one: SavedDraft, base: str) -> Html:
    rename = tag(
        "details",
        tag("summary", "Đổi tên"),
        tag("input", type="text", value=one.title, aria_label="Tên dự thảo", class_="nq-input"),
        tag("button", "Lưu tên", type="button", class_="nq-link", data_nq="retitle", data_key=one.draft_id),
    )
    return tag(
        "tr",
        tag("td", step_button(one.draft_id, one.step, one.title, class_="nq-link nq-strong"), _owner(one)),
        tag("td", base),
        tag("td", STEPS[one.step]),
        tag("td", shown_time(one.changed_at)),
        tag("td", rename, draft_button("remove", one.draft_id, "Xóa"), class_="nq-row-acts"),
    )


def _owner(one: SavedDraft) -> Html:
    return tag("small", f" {one.owner}", class_="nq-quiet") if one.owner else NOTHING


def counted(manuscript: Manuscript) -> str:
    """What is left to do, in one line: "2 cảnh báo; 19 chỗ cần điền"."""
    count = Counter(finding.severity for finding in manuscript.findings)
    told = "; ".join(f"{count[severity]} {name}" for severity, name in SEVERITIES.items() if count[severity])
    return told or "Không còn điểm nào cần xem."


_WORD = "Trình bày theo mẫu; nguồn của từng đoạn ở ghi chú bên lề, xóa trước khi trình."


def downloads(saved: SavedDraft, manuscript: Manuscript) -> Html:
    """What can be taken home, each with what it is for."""
    base = f"/api/drafts/{saved.draft_id}"
    cards = (
        _card("Dự thảo Word", _WORD, (f"{base}/du-thao.docx", ".docx")),
        _card(
            "Các điểm cần xem",
            "Lỗi, cảnh báo, chỗ cần điền; mỗi điểm một dòng để chia việc.",
            (f"{base}/diem-can-xem.xlsx", ".xlsx"),
            (f"{base}/diem-can-xem.csv", ".csv"),
        ),
        _card(
            "Mẫu bảng kết quả",
            "Gửi bộ phận phụ trách điền kết quả, rồi nạp lại ở bước Biểu chỉ tiêu.",
            (f"{base}/mau-bang.xlsx", ".xlsx"),
            (f"{base}/mau-bang.csv", ".csv"),
        ),
        _card("Bản so sánh", "Từng đoạn cạnh văn bản gốc: giữ, sửa, bỏ, thêm.", (f"{base}/so-sanh.html", ".html")),
    )
    left = tag("p", counted(manuscript), " ", step_button(saved.draft_id, "check", "Xem lại"), class_="nq-left")
    note = f"Mẫu trình bày {manuscript.profile}. Hãy đối chiếu với quy định về thể thức đang áp dụng trước khi trình."
    return join(left, tag("div", *cards, class_="nq-cards"), tag("p", note, class_="nq-quiet"))


def _card(title: str, told: str, *links: tuple[str, str]) -> Html:
    shown: list[Child] = [
        tag("a", f"Tải {form}", href=href, download=href.rsplit("/", 1)[1], class_="nq-download")
        for href, form in links
    ]
    return tag("section", tag("h3", title), tag("p", told), tag("p", *shown), class_="nq-take")
