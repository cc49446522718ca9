"""A table that turns into cards on a phone: each cell carries the title of its column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from assistant.types import Indicator
from ui import words
from ui.html import Child, Html, tag


def table(titles: Sequence[str], rows: Iterable[Sequence[Child]]) -> Html:
    """Rows under titles, in a frame that scrolls by itself."""
    head = tag("tr", *(tag("th", title, scope="col") for title in titles))
    body = (tag("tr", *cells(titles, row)) for row in rows)
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body)), class_="nq-rows", tabindex=0)


def breakable(text: str) -> Html:
    """Words that may break after a slash, for units: triệu đồng/người/năm."""
    return Html(escape(text).replace("/", "/<wbr>"))


def unsure(row: Indicator) -> Html | None:
    """The mark under a figure that was not read for sure; None for any other."""
    told = words.unsure_line(row)
    return tag("small", told, class_="nq-unsure") if told else None


def cells(titles: Sequence[str], row: Sequence[Child]) -> list[Html]:
    """The cells of a row, each with the title of its column."""
    return [tag("td", cell, data_title=title) for title, cell in zip(titles, row, strict=True)]
