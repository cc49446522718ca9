"""The frame of the page: the mark, the name, and the way between the tabs, which a phone has at its lower edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui.html import Html, join, tag

# Outlines on a ground of 24 by 24, drawn with the colour of the text beside them.
_ICONS = {
    "chat": "M4 5h16v11H9l-5 4z",
    "ledger": "M4 4h16v16H4zM4 9h16M4 14.5h16M10 9v11",
    "documents": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "draft": "M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4",
    "evaluation": "M4 12.5l5 5L20 6.5",
    "settings": "M4 7h9M17 7h3M4 17h3M11 17h9M13 4.5v5M11 14.5v5",
}
_MARK = Html(
    '<svg class="nq-mark-logo" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7"/>'
    '<path class="nq-paper" d="M9 6.5h9.5L24 12v13.5H9z"/>'
    '<path class="nq-bars" d="M12 21.5v-3M15 21.5v-5M18 21.5v-4M21 21.5v-6.5"/>'
    '<path class="nq-line" d="M12 11.5h4"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Place:
    """A tab: its id, which is also its name in a link, and its name on the page."""

    key: str
    name: str


PLACES: tuple[Place, ...] = (
    Place("chat", "Hỏi đáp"),
    Place("ledger", "Sổ chỉ tiêu"),
    Place("documents", "Văn bản"),
    Place("draft", "Soạn thảo"),
    Place("evaluation", "Đánh giá"),
    Place("settings", "Cài đặt"),
)


def heading(title: str, *, places: Sequence[Place] = PLACES) -> Html:
    """The heading of the page, with the tabs; ``page.js`` opens a tab and marks the open one."""
    name = tag("h1", title)
    ways = join(*(_way(place, first=place is places[0]) for place in places))
    nav = tag("nav", tag("div", ways, role="tablist", aria_label="Các phần của trang", class_="nq-tablist"))
    return tag("header", tag("div", _MARK, name, class_="nq-brand"), nav, class_="nq-header")


def _way(place: Place, *, first: bool) -> Html:
    return tag(
        "button",
        _icon(place.key),
        tag("span", place.name),
        type="button",
        role="tab",
        class_="nq-tab",
        aria_selected="true" if first else "false",
        tabindex=0 if first else -1,
        data_nq="tab",
        data_key=place.key,
    )


def _icon(key: str) -> Html:
    path = tag("path", d=_ICONS[key])
    return tag("svg", path, viewBox="0 0 24 24", aria_hidden="true", class_="nq-icon")
