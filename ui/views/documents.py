"""The archive as a table of documents, with what was removed below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.ask.tallying.twins import Twin
from assistant.ledger.gone import day_of
from assistant.types import Gone, Resolution
from ui import words
from ui.html import Html, join, one_line, tag
from ui.views.actions import browse_button, restore_button, span_button
from ui.views.browse import ROWS, Browse, Order, turned, year_of
from ui.views.tables import cells

_COLUMNS: tuple[tuple[str, Order | None], ...] = (
    ("Văn bản", "name"),
    ("Cơ quan ban hành", "issuer"),
    ("Ngày", "date"),
    ("Năm", "year"),
    ("Tình trạng", "state"),
)
_TITLES = tuple(title for title, _ in _COLUMNS)


def needs_attention(document: Resolution, twin: Twin | None) -> bool:
    """Whether staff should look at what was read of a document: something that questions need is missing."""
    return twin is None and bool(_attention(document))


def _attention(document: Resolution) -> list[str]:
    identity = document.identity
    told = (
        ("chưa đọc hết tệp", document.has_unread),
        ("chưa rõ nơi", words.place_status(identity) == "absent"),
        ("chưa rõ năm", year_of(identity) is None),
    )
    return [word for word, holds in told if holds]


def listing(
    found: Sequence[Resolution],
    browse: Browse,
    *,
    total: int,
    led: Mapping[str, Twin],
    by_text: Mapping[str, str] | None = None,
    attention: int = 0,
) -> Html:
    """One page of the documents found, of ``total``.

    ``led`` are those that another one stands for, ``by_text`` the words around what was typed, by document id;
    ``attention`` counts those of the archive that staff should look at.
    """
    if not total:
        return empty_archive()
    last = max(1, -(-len(found) // ROWS))
    page = min(browse.page, last)
    shown = found[(page - 1) * ROWS : page * ROWS]
    if not found:
        return join(_bar(browse, found=0, total=total, attention=attention), nothing_found(browse))
    rows = (tag("tr", *cells(_TITLES, _row(each, led, by_text or {})), class_=_class(each, led)) for each in shown)
    body = tag("table", tag("thead", _head(browse)), tag("tbody", *rows))
    return join(
        _bar(browse, found=len(found), total=total, attention=attention),
        tag("div", body, class_="nq-rows nq-list", tabindex=0),
        _pages(browse, page=page, last=last),
    )


def empty_archive() -> Html:
    """What stands in the place of a list of nothing."""
    told = "Kho chưa có văn bản nào. Hãy kéo thả tệp Word, PDF, Excel, ảnh chụp hoặc cả thư mục vào khung bên trên."
    return tag("p", told, class_="nq-nothing")


def nothing_found(browse: Browse) -> Html:
    """What to do where a filter leaves nothing."""
    return tag(
        "div",
        tag("p", "Không văn bản nào khớp. Thử bớt chữ, hoặc bỏ bộ lọc."),
        browse_button("", "Bỏ mọi bộ lọc", class_="nq-button") if browse.narrows else None,
        class_="nq-nothing",
    )


def removed_list(gone: Sequence[Gone]) -> Html:
    """What was removed by hand, folded, each to be had back."""
    if not gone:
        return tag("div")
    items = (
        tag(
            "li", tag("span", each.name), tag("small", f"gỡ ngày {day_of(each.at)}"), restore_button(each.document_id)
        )
        for each in gone
    )
    return tag(
        "details",
        tag("summary", f"Văn bản đã gỡ ({len(gone)})"),
        tag("ul", *items, class_="nq-removed"),
        class_="nq-fold",
    )


def toast(line: str, document_id: str | None = None) -> Html:
    """A line that goes by itself, with the way back where there is one."""
    undo = restore_button(document_id, "Hoàn tác") if document_id is not None else None
    return tag("div", tag("span", line), undo, class_="nq-toast", role="status")


def _bar(browse: Browse, *, found: int, total: int, attention: int) -> Html:
    count = (
        f"{words.number(found)} / {words.number(total)} văn bản"
        if found != total
        else f"{words.number(total)} văn bản"
    )
    filters: tuple[tuple[str, dict[str, Any], str], ...] = (
        (f"năm {browse.year}" if browse.year != "?" else "chưa rõ năm", {"year": ""}, browse.year),
        (f"cấp {browse.level}" if browse.level != "?" else "chưa rõ cấp", {"level": ""}, browse.level),
        (browse.kind, {"kind": ""}, browse.kind),
        (browse.unit, {"unit": ""}, browse.unit),
    )
    chips = (
        browse_button(replace(browse, page=1, **change).key, told, " ×", class_="nq-chip", title="Bỏ bộ lọc này")
        for told, change, on in filters
        if on
    )
    flagged = replace(browse, attention=not browse.attention, page=1)
    needs = browse_button(
        flagged.key, "Cần xem lại ", tag("small", str(attention)), class_="nq-chip", pressed=browse.attention
    )
    return tag(
        "div",
        tag("span", count, class_="nq-count", role="status"),
        *chips,
        needs if attention or browse.attention else None,
        class_="nq-filters",
    )


def _head(browse: Browse) -> Html:
    return tag("tr", *(_column(title, order, browse) for title, order in _COLUMNS))


def _column(title: str, order: Order | None, browse: Browse) -> Html:
    if order is None:
        return tag("th", title, scope="col")
    now = None
    if browse.order == order:
        now = "descending" if browse.falling else "ascending"
    arrow = {"descending": " ↓", "ascending": " ↑"}.get(now or "", "")
    button = browse_button(
        turned(browse, order).key, title + arrow, class_="nq-sort", title=f"Xếp theo {title.lower()}"
    )
    return tag("th", button, scope="col", aria_sort=now)


def _pages(browse: Browse, *, page: int, last: int) -> Html | None:
    if last == 1:
        return None
    back = replace(browse, page=page - 1).key
    on = replace(browse, page=page + 1).key
    return tag(
        "nav",
        browse_button(back, "← Trước", class_="nq-button") if page > 1 else None,
        tag("span", f"Trang {page} / {last}"),
        browse_button(on, "Sau →", class_="nq-button") if page < last else None,
        class_="nq-pages",
        aria_label="Các trang của danh sách",
    )


def _row(document: Resolution, led: Mapping[str, Twin], by_text: Mapping[str, str]) -> list[Html | str]:
    identity, twin = document.identity, led.get(document.document_id)
    lines = (one_line(identity.title), document.name)
    snippet = by_text.get(document.document_id)
    others = sum(each.lead == document.document_id for each in led.values())
    name = join(
        span_button(document.document_id, words.document_title(identity) or document.name, class_="nq-link"),
        *(tag("small", line) for line in lines if line),
        tag("small", "… ", snippet, " …", class_="nq-snippet") if snippet else None,
        tag("small", f"Có thêm {others} bản trùng hoặc bản khác.") if others else None,
    )
    year = str(year_of(identity) or "–")
    return [name, identity.issuer or "–", words.shown_date(identity), year, _state(document, twin)]


def _state(document: Resolution, twin: Twin | None) -> Html:
    if twin is not None:
        return join(
            tag("span", "Không tính", class_="nq-state nq-state-twin"),
            tag("small", twin.reason),
            span_button(twin.lead, "Mở bản được tính", class_="nq-link"),
        )
    told = _attention(document)
    if not told:
        return tag("span", "Đủ", class_="nq-state nq-state-whole")
    return tag("span", _sentence(", ".join(told)), class_="nq-state nq-state-lacks")


def _sentence(words_told: str) -> str:
    return words_told[:1].upper() + words_told[1:]


def _class(document: Resolution, led: Mapping[str, Twin]) -> str | None:
    return "nq-is-twin" if document.document_id in led else None
