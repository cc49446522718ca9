"""The ledger as a table, and the links that download what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from assistant.language.catalogue import Catalogue
from assistant.ledger.alternative import alternative, changes
from assistant.types import Correction, Indicator, Review
from ui import words
from ui.html import Html, join, one_line, tag
from ui.ledger import Entry
from ui.views.actions import decide_button, review_button, span_button
from ui.views.tables import breakable, table, unsure

# Rows in one view; the download holds all of them.
_SHOWN = 200
_REVIEW: dict[Review, str] = {**words.REVIEWS, "extracted": "Xem xét"}
_TITLES = ("Địa phương", "Chỉ tiêu trong văn bản", "Mức", "Loại", "Năm", "Văn bản", "Xem xét")


def rows(entries: Sequence[Entry]) -> Html:
    """The first rows as a table; a document's name opens it at the figure."""
    if not entries:
        return tag("p", "Không có dòng nào khớp với bộ lọc.", class_="nq-empty")
    total = words.number(len(entries))
    more = f" – hiện {_SHOWN} dòng đầu; tải về để xem tất cả" if len(entries) > _SHOWN else ""
    return join(tag("p", f"{total} dòng{more}", class_="nq-count"), table(_TITLES, map(_row, entries[:_SHOWN])))


def queue(entries: Sequence[Entry], known: Catalogue) -> Html:
    """Rows that were not read for sure, the least sure first, each with what can be said of it by one click."""
    if not entries:
        return tag("p", "Không còn số liệu nào đọc chưa chắc mà chưa ai xem.", class_="nq-empty")
    left = len(entries) - _QUEUED
    more = f"; hiện {_QUEUED} dòng kém chắc nhất" if left > 0 else ""
    count = tag("p", f"{words.number(len(entries))} số liệu đọc chưa chắc, chưa ai xem{more}", class_="nq-count")
    return join(count, *(_queued(entry, known) for entry in entries[:_QUEUED]))


_QUEUED = 10  # rows that wait for a person, in one view


def _queued(entry: Entry, known: Catalogue) -> Html:
    row = entry.indicator
    about = f"{words.KINDS[row.kind]} năm {row.year}" if row.year else words.KINDS[row.kind]
    second = changes(row, known) is not None
    return tag(
        "div",
        tag("p", tag("b", f"{one_line(row.label)}: {words.amount(row)}"), f" – {about}"),
        tag("p", f"{words.shown_place(entry.identity)}, ", _opener(entry), class_="nq-count"),
        tag("blockquote", one_line(row.quote)),
        tag("p", f"Độ chắc {words.number(round(row.confidence, 2))}. Căn cứ: {'; '.join(row.why) or 'không rõ'}."),
        tag("p", f"Cũng có thể là: {row.runner_up}.") if row.runner_up else None,
        tag(
            "p",
            decide_button("confirm", row.row_id, "Đúng"),
            decide_button("second", row.row_id, f"Lấy cách đọc kia: {_second(row, known)}") if second else None,
            decide_button("reject", row.row_id, "Loại"),
            review_button(row.row_id, "Mở để sửa"),
            class_="nq-decisions",
        ),
        class_="nq-queued",
    )


def _second(row: Indicator, known: Catalogue) -> str:
    other = alternative(row, known)
    prefix = "năm " if other is not None and other.field == "year" else ""
    return f"{prefix}{other.said}" if other is not None else ""


def _opener(entry: Entry) -> Html:
    """The document's name, which opens it at the figure."""
    row, resolution = entry.indicator, entry.resolution
    return span_button(resolution.document_id, resolution.name, start=row.start, end=row.end, class_="nq-link")


def chosen(entry: Entry, said: Correction | None) -> Html:
    """The row under review: its words in the document, and what was said of it before."""
    history = tag("small", _said(said)) if said else None
    findings = (tag("p", finding.message, class_="nq-finding") for finding in entry.findings)
    quote = tag("blockquote", one_line(entry.indicator.quote))
    return join(tag("p", f"{entry.resolution.name}: {words.amount(entry.indicator)}"), quote, *findings, history)


def _said(said: Correction) -> str:
    note = f" – {said.note}" if said.note else ""
    return f"{words.REVIEWS[said.row.review].capitalize()} bởi {said.by}, {said.at[:10]}{note}"


def downloads(*, indicator: str, place: str, year: str, findings: bool) -> Html:
    """Links to the same rows as a spreadsheet, for the filters as they stand."""
    asked = {"indicator": indicator, "place": place, "year": year, "findings": "true" if findings else ""}
    chosen = {name: value for name, value in asked.items() if value}
    query = f"?{urlencode(chosen)}" if chosen else ""
    links = (
        tag(
            "a",
            f"Tải {name}",
            href=f"api/ledger.{form}{query}",
            download=f"so-chi-tieu.{form}",
            class_="nq-download",
        )
        for name, form in (("Excel", "xlsx"), ("CSV", "csv"))
    )
    return tag("p", *links, class_="nq-downloads")


def _row(entry: Entry) -> list[Html | str]:
    indicator = entry.indicator
    notes = (indicator.sub_of and f"trong đó của: {indicator.sub_of}", indicator.scope, indicator.period)
    note = " · ".join(one_line(words) for words in notes if words)
    return [
        words.shown_place(entry.identity),
        join(
            one_line(indicator.label),
            tag("small", note) if note else None,
            *(tag("small", finding.message, class_="nq-finding") for finding in entry.findings),
        ),
        join(breakable(words.amount(indicator)), unsure(indicator)),
        words.KINDS[indicator.kind],
        str(indicator.year or "–"),
        _opener(entry),
        review_button(indicator.row_id, _REVIEW[indicator.review]),
    ]
