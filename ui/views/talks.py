"""The stored conversations beside the chat: pinned ones first, the others by day, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from assistant.language.text import fold
from assistant.types import Conversation
from ui.html import Html, one_line, tag
from ui.views.actions import export_button, talk_button, talk_link
from ui.views.undo import undo_line

_NONE_YET = "Chưa có hội thoại nào. Câu hỏi đầu tiên sẽ được lưu ở đây, chỉ trình duyệt này thấy."
_SHARED = "Chung, từ trước"


def talks(stored: Sequence[Conversation], *, opened: int, today: date, removed: Conversation | None = None) -> Html:
    """The list; ``opened`` is the id of the conversation on the screen, ``removed`` the one just taken away."""
    undone = None
    if removed is not None:
        undone = undo_line(removed.title, talk_button("unforget", removed.conversation_id, "Hoàn tác"))
    groups = groupby(stored, key=lambda each: _group(each, today))
    return tag(
        "nav",
        undone,
        _whole() if opened else None,
        *(_titled(name, list(members), opened=opened) for name, members in groups),
        tag("p", _NONE_YET, class_="nq-empty") if not stored else None,
        tag("p", "Không có hội thoại nào khớp.", class_="nq-empty nq-talks-none", hidden=True),
        class_="nq-talks",
        aria_label="Hội thoại đã lưu",
        data_opened=str(opened),
    )


def search_box() -> Html:
    """The field that narrows the list; it stays when the list is made anew."""
    return tag(
        "input", type="search", class_="nq-talks-search", placeholder="Tìm hội thoại", aria_label="Tìm hội thoại"
    )


def _group(stored: Conversation, today: date) -> str:
    if stored.pinned:
        return "Đã ghim"
    day = datetime.fromisoformat(stored.started).astimezone().date()
    named = {today: "Hôm nay", today - timedelta(days=1): "Hôm qua"}
    return named.get(day) or day.strftime("%d/%m/%Y")


def _titled(name: str, members: Sequence[Conversation], *, opened: int) -> Html:
    items = (_item(each, is_open=each.conversation_id == opened) for each in members)
    return tag("section", tag("h3", name), tag("ul", *items), class_="nq-talks-day")


def _item(stored: Conversation, *, is_open: bool) -> Html:
    title = one_line(stored.title)
    menu = tag("summary", "⋯", aria_label=f"Việc khác với hội thoại “{title}”", title="Đổi tên, ghim, xóa")
    return tag(
        "li",
        talk_link(stored.conversation_id, title),
        tag("small", _SHARED) if not stored.own else None,
        tag("details", menu, tag("div", *_menu(stored)), class_="nq-talk-menu"),
        class_="nq-talk",
        aria_current="page" if is_open else None,
        data_words=fold(title),
    )


def _menu(stored: Conversation) -> Iterator[Html]:
    number = stored.conversation_id
    yield talk_button("unpin", number, "Bỏ ghim") if stored.pinned else talk_button("pin", number, "Ghim lên đầu")
    yield talk_button("rename", number, "Đổi tên")
    yield talk_button("forget", number, "Xóa")


def _whole() -> Html:
    """The open conversation as a file."""
    forms = (export_button("all", "docx", "Word"), export_button("all", "xlsx", "Excel"))
    return tag("p", "Tải hội thoại: ", *forms, class_="nq-talks-whole")
