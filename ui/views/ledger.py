"""The ledger as a table, and the links that download what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from ui import words
from ui.html import Html, join, one_line, tag
from ui.ledger import Entry
from ui.views.actions import span_button
from ui.views.tables import breakable, table

# Rows in one view; the download holds all of them.
_SHOWN = 200
_TITLES = ("Địa phương", "Chỉ tiêu trong văn bản", "Mức", "Loại", "Năm", "Văn bản")


def rows(entries: Sequence[Entry]) -> Html:
    """The first rows as a table; a document's name opens it at the figure."""
    if not entries:
        return tag("p", "Không có dòng nào khớp với bộ lọc.", class_="nq-empty")
    total = words.number(len(entries))
    more = f" – hiện {_SHOWN} dòng đầu; tải về để xem tất cả" if len(entries) > _SHOWN else ""
    return join(tag("p", f"{total} dòng{more}", class_="nq-count"), table(_TITLES, map(_row, entries[:_SHOWN])))


def downloads(*, indicator: str, place: str, year: str) -> Html:
    """Links to the same rows as a spreadsheet, for the filters as they stand."""
    asked = {"indicator": indicator, "place": place, "year": year}
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
        join(one_line(indicator.label), tag("small", note) if note else None),
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
    ]
