"""The ledger as a table, and the links that download what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from assistant.types import Correction, Review
from ui import words
from ui.html import Html, join, one_line, tag
from ui.ledger import Entry
from ui.views.actions import review_button, span_button
from ui.views.tables import breakable, table

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
    indicator, resolution = entry.indicator, entry.resolution
    notes = (indicator.sub_of and f"trong đó của: {indicator.sub_of}", indicator.scope, indicator.period)
    note = " · ".join(one_line(words) for words in notes if words)
    return [
        words.shown_place(resolution.identity),
        join(
            one_line(indicator.label),
            tag("small", note) if note else None,
            *(tag("small", finding.message, class_="nq-finding") for finding in entry.findings),
        ),
        breakable(words.amount(indicator)),
        words.KINDS[indicator.kind],
        str(indicator.year or "–"),
        span_button(
            resolution.document_id,
            resolution.name,
            start=indicator.start,
            end=indicator.end,
            class_="nq-link",
        ),
        review_button(indicator.row_id, _REVIEW[indicator.review]),
    ]
