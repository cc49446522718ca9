"""Users, keys and the audit below the settings: one's own account for everybody, the rest for administrators.

What changes something is a route of the API; here is only what is shown.
"""

from __future__ import annotations

import json
from datetime import date

import gradio as gr

from assistant.accounts import AccountBook
from assistant.audit import Audit, bounds_of
from assistant.errors import BrokenAudit
from assistant.types import DeedQuery, User
from ui.doors.house import House
from ui.doors.who import who
from ui.html import NOTHING, Html, join
from ui.tabs.bridge import on_click
from ui.tabs.fragment import attempt, fragment
from ui.views import admin as view
from ui.views.admin import PAGE, Found, Search

_WATCH = "watch('value', () => window.nqAdminShown(element));"
_FARTHEST = 1_000_000  # pages


def own(house: House, user: User | None) -> Html:
    """One's own account, or how accounts are switched on."""
    if house.book is None or user is None:
        return view.open_house()
    sessions = [one for one in house.book.store.sessions() if one.name == user.name]
    has_password = house.book.store.account(user.name) is not None
    mine = view.own_account(user, others=max(0, len(sessions) - 1), has_password=has_password)
    return join(mine, view.place_of_admin() if user.role == "admin" else NOTHING)


def shown(book: AccountBook, audit: Audit | None, asked: Search, *, me: User) -> Html:
    """All that administrators see."""
    found = searched(audit, asked) if audit is not None else Found(())
    return view.admin(book.store.accounts(), book.store.sessions(), book.store.api_keys(), found, asked=asked, me=me)


def searched(audit: Audit, asked: Search) -> Found:
    """A page of the audit, newest first; the whole chain is checked where that is asked for."""
    since, until = bounds_of(date.fromisoformat(asked.day) if asked.day else None)
    query = DeedQuery(
        asked.by or None, asked.what or None, asked.q or None, since, until, PAGE + 1, asked.page * PAGE
    )
    deeds = audit.log.deeds(query)[::-1]
    verdict, whole = _verdict(audit) if asked.verify else ("", True)
    return Found(deeds[:PAGE], len(deeds) > PAGE, verdict, whole)


def _verdict(audit: Audit) -> tuple[str, bool]:
    try:
        last = audit.verify()
    except BrokenAudit as error:
        return str(error), False
    if last is None:
        return "Nhật ký còn trống.", True
    return f"Nhật ký còn nguyên đến dòng {last.n}. Ghi mã này ở nơi khác để lần sau so: {last.digest}", True


def read_search(key: str) -> Search:
    """What the page asks for; what cannot be read is left out."""
    try:
        told = json.loads(key or "{}")
        given = told if isinstance(told, dict) else {}
        day = str(given.get("day") or "")
        date.fromisoformat(day or "2000-01-01")
        page = min(max(0, int(given.get("page") or 0)), _FARTHEST)
    except (ValueError, TypeError, OverflowError):
        return Search()
    by, what, q = (str(given.get(name) or "").strip()[:200] for name in ("who", "what", "q"))
    return Search(by, what, q, day, page, bool(given.get("verify")))


def build_admin(house: House, *, bridge: gr.HTML, tab: gr.Tab) -> None:
    """Lays out what stands below the settings and wires it."""
    fragment(Html('<p class="nq-told" role="status"></p>'), elem_id="nq-admin-told")
    mine = fragment(elem_id="nq-account", js=_WATCH)
    everyone = fragment(elem_id="nq-admin")

    def account() -> str:
        return str(attempt(lambda: own(house, who())))

    def show(event: gr.EventData) -> str:
        book, me = house.book, who()
        if book is None or me is None:
            return ""
        return str(attempt(lambda: shown(book, house.audit, read_search(str(event.key)), me=me)))

    tab.select(account, None, mine, show_progress="hidden", api_visibility="private")
    on_click(bridge, "admin", show, outputs=[everyone], every=True)
