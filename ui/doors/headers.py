"""What every answer carries: the headers that keep other pages away, and the cookies of the page."""

from __future__ import annotations

from collections.abc import Iterable

from ui import owner
from ui.doors.caller import Call
from ui.doors.house import House
from ui.doors.session import SESSION_COOKIE, TOKEN_COOKIE, named, set_cookie

# The page is Gradio's: its own HTML has inline scripts and styles, and it compiles our templates ("js_on_load", the
# handlers of events) with AsyncFunction, so that it stays blank without 'unsafe-eval'. Nothing comes from, or goes
# to, anywhere but this server, whatever a document or an answer contains.
_COMMON = (
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; worker-src 'self' blob:; " + _COMMON
)
# All other answers need no script of their own.
_POLICY = "default-src 'self'; script-src 'none'; " + _COMMON
_HEADERS = (
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_PRIVATE = ("/api", "/v1", "/login", "/gradio_api", "/config", "/openapi.json")
_OPENING = b"access-control-"


def guarded_headers(
    sent: Iterable[tuple[bytes, bytes]], *, call: Call, house: House, status: int
) -> list[tuple[bytes, bytes]]:
    """The headers of an answer without those that open it to other pages, and with ours."""
    kept = [(name, value) for name, value in sent if not name.lower().startswith(_OPENING)]
    page = call.path == "/"
    kept.append((b"content-security-policy", (_PAGE_POLICY if page else _POLICY).encode()))
    kept.extend(_HEADERS)
    if (page or call.path.startswith(_PRIVATE)) and all(name.lower() != b"cache-control" for name, _ in kept):
        kept.append((b"cache-control", b"no-store"))
    if page and status == 200:
        kept.extend((b"set-cookie", line.encode()) for line in _cookies(call, house))
    return kept


def _cookies(call: Call, house: House) -> list[str]:
    """The cookies that the browser of a page lacks."""
    host, secure = call.headers.get("host", ""), call.scheme == "https"
    cookie, lines = call.cookie, []
    if house.book is None and not house.signs.is_visit(cookie):
        cookie = house.signs.visit()
        lines.append(set_cookie(named(SESSION_COOKIE, host), cookie, secure=secure))
    name, token = named(TOKEN_COOKIE, host), house.signs.token(cookie)
    if call.cookies.get(name) != token:
        lines.append(set_cookie(name, token, secure=secure, script=True))
    if house.book is None:
        lines.append(owner.set_cookie(call.headers.get("cookie", ""), is_secure=secure))
    return lines
