"""Cookies of the page: which browser it is, and what the page must send back with its writes.

Their names hold the port, since browsers share cookies between all services of one machine.
"""

from __future__ import annotations

import hmac
import os
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import compare_digest, token_bytes, token_urlsafe

SECRET_FILE = "session.key"  # noqa: S105 - the name of a file
_SECRET_BYTES = 32
TOKEN_HEADER = "x-nq-csrf"  # noqa: S105 - the name of a header
SESSION_COOKIE = "nq-session"
NAME_COOKIE = "nq-name"
TOKEN_COOKIE = "nq-csrf"  # noqa: S105 - the name of a cookie


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs and checks what browsers hold, with a secret that never leaves the process."""

    secret: bytes

    def visit(self) -> str:
        """The cookie of a browser whose person is not known."""
        name = token_urlsafe(16)
        return f"v.{name}.{self._sign('visit', name)}"

    def is_visit(self, cookie: str) -> bool:
        """Whether ``visit`` made it."""
        kind, _, rest = cookie.partition(".")
        name, _, signed = rest.partition(".")
        return kind == "v" and bool(name) and same(signed, self._sign("visit", name))

    def token(self, cookie: str) -> str:
        """What the page must send back with a write, for the cookie of its browser."""
        return self._sign("token", cookie)

    def _sign(self, what: str, value: str) -> str:
        return hmac.new(self.secret, f"{what}:{value}".encode(), sha256).hexdigest()


def kept_secret(data: Path) -> bytes:
    """The secret of a data folder, readable by its owner alone and made where there is none.

    With it the page that a browser has open goes on after a restart; where it cannot be kept, one of this run serves.
    """
    path, fresh = data / SECRET_FILE, token_bytes(_SECRET_BYTES)
    with suppress(OSError), os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(fresh)
    try:
        held = path.read_bytes()
    except OSError:
        return fresh
    return held if len(held) == _SECRET_BYTES else fresh


def same(left: str, right: str) -> bool:
    """Equality whose time tells nothing."""
    return compare_digest(left.encode(), right.encode())


def named(cookie: str, host: str) -> str:
    """The name of a cookie for the ``Host`` that a browser sees: ``nq-session-7860``."""
    port = host.rpartition(":")[2] if ":" in host.rpartition("]")[2] else ""
    return f"{cookie}-{port}" if port.isdigit() else cookie


def set_cookie(name: str, value: str, *, secure: bool, script: bool = False, seconds: int | None = None) -> str:
    """A ``Set-Cookie`` line; ``script`` lets the page's own scripts read it, ``seconds`` is how long it lives."""
    age = "" if seconds is None else f"; Max-Age={seconds}"
    return (
        f"{name}={value}; Path=/{age}{'; Secure' if secure else ''}{'' if script else '; HttpOnly'}; SameSite=Strict"
    )
