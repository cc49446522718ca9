"""The archive as a table, and one document to read: what it is, its outline, its text, what was dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.ask.tallying.twins import Twin
from assistant.language.text import fold
from assistant.types import Identity, Receipt, Resolution, Section
from ui import words
from ui.html import Html, join, one_line, tag
from ui.views import passage
from ui.views.actions import jump_button, remove_button, restore_button, span_button
from ui.views.tables import table

# Rows in one view; a longer list is narrowed by the filter.
_SHOWN = 200
_ALL_ROWS = "Mọi số liệu tìm thấy đều đã thành dòng."
_TITLES = ("Văn bản", "Địa phương", "Ngày", "Năm giao")


def matching(documents: Sequence[Resolution], *, wanted: str) -> list[Resolution]:
    """The documents whose name, title, number, issuer, place or year contains every word asked for."""
    needles = fold(wanted).split()
    return [document for document in documents if all(needle in _haystack(document) for needle in needles)]


def listing(documents: Sequence[Resolution], *, total: int, led: Mapping[str, Twin]) -> Html:
    """The table of documents; a name opens its document. ``led`` are those that another one stands for."""
    if not total:
        return tag("p", "Kho chưa có văn bản nào. Nạp văn bản bằng lệnh: nghiquyet ingest THƯ_MỤC", class_="nq-empty")
    count = f"{len(documents)} / {total} văn bản" if len(documents) != total else f"{total} văn bản"
    more = f" – hiện {_SHOWN} văn bản đầu, hãy lọc thêm" if len(documents) > _SHOWN else ""
    rows = [_row(document, led.get(document.document_id)) for document in documents[:_SHOWN]]
    return join(tag("p", count + more, class_="nq-count"), table(_TITLES, rows))


def nothing_opened() -> Html:
    """What the reader shows before a document is opened."""
    return tag("p", "Bấm vào tên một văn bản để đọc.", class_="nq-empty")


def removed(name: str, document_id: str) -> Html:
    """What the reader shows after a document was taken out."""
    told = f"Đã gỡ “{name}” khỏi kho. Câu trả lời đã lưu vẫn giữ nguyên trích dẫn."
    return join(tag("p", told, class_="nq-empty"), restore_button(document_id))


def gone(line: str, newest: Resolution | None) -> Html:
    """What the reader shows in the place of a document that is in the archive no more."""
    leads = span_button(newest.document_id, "Mở bản mới") if newest is not None else None
    return join(tag("p", line, class_="nq-empty"), leads)


def reader(resolution: Resolution, *, receipt: Receipt, start: int = 0, end: int = 0) -> Html:
    """One document with ``start`` to ``end`` marked, and the receipt of its file."""
    text = tag(
        "div",
        passage.whole(resolution, start=start, end=end),
        class_="nq-document",
        id="nq-document",
        tabindex=0,
    )
    return tag(
        "article",
        tag("h2", one_line(resolution.identity.title) or resolution.name, class_="nq-panel-title"),
        tag("p", resolution.name, class_="nq-count"),
        _unread(receipt),
        _fold("Thông tin văn bản", _identity(resolution.identity), is_open=False),
        _fold(f"Bố cục ({len(resolution.sections)} mục)", _outline(resolution.sections), is_open=False),
        text,
        _fold(f"Đã lược khi làm sạch ({len(resolution.dropped)})", _dropped(resolution), is_open=False),
        _fold(f"Biên nhận đọc tệp ({receipt.rows} dòng số liệu)", _receipt(receipt), is_open=False),
        remove_button(resolution.document_id),
        class_="nq-reader",
    )


def _unread(receipt: Receipt) -> Html | None:
    """A warning that the text is not all that the file holds."""
    if not receipt.unread:
        return None
    parts = "; ".join(f"{remark.part}: {remark.reason}" for remark in receipt.unread)
    return tag("p", f"Chưa đọc được hết tệp – {parts}", class_="nq-error", role="alert")


def _receipt(receipt: Receipt) -> Html:
    parts = [
        [remark.part, words.FATES[remark.fate], " – ".join(filter(None, (remark.reason, remark.text)))]
        for remark in receipt.remarks
    ]
    figures = [[told.figure, "; ".join(told.why)] for told in receipt.not_rows]
    count = f"{len(figures)} con số có thể là số liệu mà chưa thành dòng:" if figures else _ALL_ROWS
    return join(
        table(("Phần của tệp", "Kết quả", "Vì sao"), parts) if parts else None,
        tag("p", count, class_="nq-count"),
        table(("Số", "Vì sao"), figures) if figures else None,
    )


def _haystack(document: Resolution) -> str:
    identity = document.identity
    inferred = (guess.value for guess in identity.inferred.values())
    fields = (
        identity.title,
        identity.number,
        identity.issuer,
        identity.commune,
        identity.district,
        identity.province,
    )
    years = (str(year) for year in (identity.result_year, identity.target_year) if year)
    return fold(" ".join(filter(None, (document.name, *fields, *inferred, *years))))


def _row(document: Resolution, twin: Twin | None) -> list[Html | str]:
    identity = document.identity
    name = join(
        span_button(document.document_id, one_line(identity.title) or document.name, class_="nq-link"),
        tag("small", " · ".join(filter(None, (identity.number, identity.issuer, document.name)))),
        tag("small", f"Không tính khi đếm: {twin.reason}.") if twin is not None else None,
    )
    year = str(identity.target_year) if identity.target_year else "–"
    return [name, words.shown_place(identity), words.shown_date(identity), year]


def _fold(title: str, body: Html, *, is_open: bool) -> Html:
    return tag("details", tag("summary", title), body, open=is_open, class_="nq-fold")


def _identity(identity: Identity) -> Html:
    pairs = (
        join(tag("dt", name), tag("dd", one_line(words.shown_field(identity, field))))
        for field, name in words.FIELDS.items()
    )
    return tag("dl", *pairs, class_="nq-identity")


def _outline(sections: Sequence[Section]) -> Html:
    items = (
        tag(
            "li",
            jump_button(f"nq-muc-{at}", one_line(section.heading) or section.label),
            class_=_depth(section),
        )
        for at, section in enumerate(sections)
    )
    return tag("ul", *items, class_="nq-outline")


def _depth(section: Section) -> str:
    return f"nq-depth-{min(len(section.path), 4)}"


def _dropped(resolution: Resolution) -> Html:
    if not resolution.dropped:
        return tag("p", "Không lược đoạn nào.", class_="nq-empty")
    items = (tag("li", tag("b", item.reason), tag("pre", item.text)) for item in resolution.dropped)
    return tag("ul", *items, class_="nq-dropped")
