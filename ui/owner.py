"""Whose conversations are shown: those of who is signed in, else of the browser, by a cookie that no script reads."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from secrets import token_urlsafe
from typing import Protocol

from ui.doors.who import who


class Asking(Protocol):
    """A request, Starlette's or Gradio's."""

    @property
    def cookies(self) -> Mapping[str, str]:
        """What the browser sent."""


COOKIE = "nq_owner"
_KEPT_SECONDS = 400 * 24 * 3600  # the longest that browsers keep a cookie; every visit starts it anew
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 32 random bytes
_OWNER_DIGITS = 32


def set_cookie(sent: str, *, is_secure: bool) -> str:
    """The ``Set-Cookie`` of a page: what the browser has ``sent`` in its ``Cookie`` header, or a new one."""
    token = _token(_parsed(sent)) or token_urlsafe(32)
    secure = "; Secure" if is_secure else ""
    return f"{COOKIE}={token}; Path=/; Max-Age={_KEPT_SECONDS}; HttpOnly; SameSite=Strict{secure}"


def owner_of(request: Asking) -> str | None:
    """The owner behind a request: who is signed in, else its browser; None for a browser that takes no cookie.

    A digest: who reads a backup of the archive cannot pose as the browser.
    """
    user = who(request)
    known = f"user:{user.name}" if user is not None else _token(request.cookies)
    return hashlib.sha256(known.encode()).hexdigest()[:_OWNER_DIGITS] if known else None


def _token(cookies: Mapping[str, str]) -> str | None:
    found = _TOKEN.fullmatch(cookies.get(COOKIE, ""))
    return found[0] if found else None


def _parsed(header: str) -> Mapping[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}
