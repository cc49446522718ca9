"""One document to read: what it is, its outline beside its text, its file, and what became of that."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from assistant.ask.tallying.twins import Twin
from assistant.language.sections import section_number
from assistant.language.text import fold
from assistant.types import IdentityCorrection, Receipt, Resolution, Section
from ingest.kinds import KINDS, suffix_of
from ui import words
from ui.html import Html, join, one_line, tag
from ui.views import identity
from ui.views.actions import jump_button, remove_button, restore_button, span_button
from ui.views.tables import table
from ui.views.written import written

_ALL_ROWS = "Mọi số liệu tìm thấy đều đã thành dòng trong sổ chỉ tiêu."
_DRAWN = frozenset((*KINDS["pdf"].suffixes, *KINDS["image"].suffixes))


def nothing_opened() -> Html:
    """What the reader shows before a document is opened."""
    return tag("p", "Bấm vào tên một văn bản trong danh sách để đọc ở đây.", class_="nq-nothing")


def gone(line: str, newest: Resolution | None, *, removed: str | None = None) -> Html:
    """What the reader shows in the place of a document that is in the archive no more.

    ``removed`` is the id of one that a person took out, and may want back.
    """
    leads = span_button(newest.document_id, "Mở bản mới") if newest is not None else None
    return join(tag("p", line, class_="nq-empty"), leads, restore_button(removed) if removed is not None else None)


def reader(
    resolution: Resolution,
    *,
    receipt: Receipt,
    start: int = 0,
    end: int = 0,
    correction: IdentityCorrection | None = None,
    others: Sequence[tuple[Resolution, Twin]] = (),
    names: Sequence[str] = (),
) -> Html:
    """One document with ``start`` to ``end`` marked, and the receipt of its file.

    ``correction`` is what a person said of what it is, ``others`` are documents that are this one once more, or that
    this one is, ``names`` all the names of its files.
    """
    text = tag("div", written(resolution, start=start, end=end), class_="nq-document", id="nq-document", tabindex=0)
    return tag(
        "article",
        _head(resolution, names),
        _unread(receipt),
        _others(resolution, others),
        tag("div", _outline(resolution.sections), text, class_="nq-reading-room"),
        _fold("Thông tin văn bản", identity.fields(resolution, correction)),
        _pages(resolution),
        _fold(f"Đã lược khi làm sạch ({len(resolution.dropped)})", _dropped(resolution)),
        _fold(f"Biên nhận đọc tệp ({receipt.rows} dòng số liệu)", _receipt(receipt)),
        class_="nq-reader",
    )


def _head(resolution: Resolution, names: Sequence[str]) -> Html:
    title = words.document_title(resolution.identity)
    about = one_line(resolution.identity.title)
    others = [name for name in names if name != resolution.name]
    also = f" (cũng là: {', '.join(others)})" if others else ""
    return tag(
        "header",
        tag("h2", title or resolution.name, class_="nq-panel-title"),
        tag("p", about) if about else None,
        tag("p", f"Tệp: {resolution.name}{also}", class_="nq-count") if title or also else None,
        tag(
            "p",
            _download(resolution),
            tag("button", "Chép liên kết", type="button", class_="nq-button", data_nq="copylink"),
            remove_button(resolution.document_id),
            class_="nq-reader-acts",
        ),
    )


def _download(resolution: Resolution) -> Html:
    place = f"/api/originals/{quote(resolution.document_id)}"
    return tag("a", "Tải tệp gốc", href=place, class_="nq-button", data_nq="download", data_key=place)


def _unread(receipt: Receipt) -> Html | None:
    """A warning that the text is not all that the file holds."""
    if not receipt.unread:
        return None
    parts = "; ".join(f"{remark.part}: {remark.reason}" for remark in receipt.unread)
    return tag("p", f"Chưa đọc được hết tệp – {parts}", class_="nq-error", role="alert")


def _others(resolution: Resolution, others: Sequence[tuple[Resolution, Twin]]) -> Html | None:
    if not others:
        return None
    items = (
        tag(
            "li",
            span_button(other.document_id, words.document_title(other.identity) or other.name, class_="nq-link"),
            tag("small", f"{other.name} · {_why(twin, counted=twin.lead == other.document_id)}"),
        )
        for other, twin in others
    )
    return tag("div", tag("b", "Cùng văn bản này, trong kho còn có:"), tag("ul", *items), class_="nq-versions")


def _why(twin: Twin, *, counted: bool) -> str:
    return "bản được tính" if counted else f"{twin.reason}; không tính"


def _pages(resolution: Resolution) -> Html | None:
    """The pages of the file as it was sent; drawn one at a time, when they are asked for."""
    if suffix_of(resolution.name) not in _DRAWN:
        return None
    viewer = tag(
        "div",
        tag("p", tag("button", "← Trang trước", type="button", class_="nq-button", data_nq="page", data_key="-1")),
        tag("span", "", role="status", class_="nq-count"),
        tag("p", tag("button", "Trang sau →", type="button", class_="nq-button", data_nq="page", data_key="1")),
        tag("figure", class_="nq-page"),
        class_="nq-viewer",
        data_place=f"/api/original-pages/{quote(resolution.document_id)}",
    )
    return tag("details", tag("summary", "Xem trang của tệp gốc"), viewer, class_="nq-fold nq-original")


def _receipt(receipt: Receipt) -> Html:
    fates = [remark.fate for remark in receipt.remarks]
    told = words.receipt_line(
        dropped=fates.count("dropped") + len(receipt.dropped),
        unread=fates.count("unread"),
        rows=receipt.rows,
        not_rows=len(receipt.not_rows),
    )
    parts = [
        [remark.part, words.FATES[remark.fate], " – ".join(filter(None, (remark.reason, remark.text)))]
        for remark in receipt.remarks
    ]
    figures = [[told.figure, "; ".join(told.why)] for told in receipt.not_rows]
    count = f"{len(figures)} con số có thể là số liệu mà chưa thành dòng:" if figures else _ALL_ROWS
    return join(
        tag("p", told),
        table(("Phần của tệp", "Kết quả", "Vì sao"), parts) if parts else None,
        tag("p", count, class_="nq-count"),
        table(("Số", "Vì sao"), figures) if figures else None,
    )


def _fold(title: str, body: Html) -> Html:
    return tag("details", tag("summary", title), body, class_="nq-fold")


def _outline(sections: Sequence[Section]) -> Html | None:
    shown = [(at, section) for at, section in enumerate(sections) if section.heading.strip() or section.path]
    if not shown:
        return None
    items = (
        tag("li", jump_button(f"nq-muc-{at}", _heading(section)), class_=f"nq-depth-{min(len(section.path), 4)}")
        for at, section in shown
    )
    return tag(
        "details",
        tag("summary", f"Bố cục ({len(shown)} mục)"),
        tag("ul", *items, class_="nq-outline"),
        open=True,
        class_="nq-fold nq-contents",
    )


def _heading(section: Section) -> str:
    """The heading under its number: "II.2. Về văn hóa"; the number alone where there are no words."""
    heading, number = one_line(section.heading), section_number(section.label)
    if not heading:
        return number
    return heading if not number or fold(heading).startswith(fold(number)) else f"{number}. {heading}"


def _dropped(resolution: Resolution) -> Html:
    if not resolution.dropped:
        return tag("p", "Không lược đoạn nào.", class_="nq-empty")
    items = (tag("li", tag("b", item.reason), tag("pre", item.text)) for item in resolution.dropped)
    return tag("ul", *items, class_="nq-dropped")
