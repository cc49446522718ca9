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
from typing import Literal

from assistant.types import Handshake

SECRET_FILE = "session.key"  # noqa: S105 - the name of a file
_SECRET_BYTES = 32
TOKEN_HEADER = "x-nq-csrf"  # noqa: S105 - the name of a header
SESSION_COOKIE = "nq-session"
NAME_COOKIE = "nq-name"
TICKET_COOKIE = "nq-ticket"
TICKET_S = 600  # how long somebody may take at the provider of accounts
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

    def ticket(self, now: float) -> str:
        """The cookie of a browser on its way to the office's provider of accounts; ``now`` in seconds since 1970."""
        told = f"{token_urlsafe(16)}.{int(now) + TICKET_S}"
        return f"{told}.{self._sign('ticket', told)}"

    def is_ticket(self, ticket: str, now: float) -> bool:
        """Whether ``ticket`` made it, not too long ago."""
        told, _, signed = ticket.rpartition(".")
        return same(signed, self._sign("ticket", told)) and int(told.rpartition(".")[2]) > now

    def handshake(self, ticket: str) -> Handshake:
        """What binds the way to the provider and back to the browser of a ticket.

        It is worked out with the secret, so that nothing has to be remembered, and the browser's cookie tells none of
        it.
        """
        return Handshake(*(self._sign(what, ticket) for what in ("state", "nonce", "verifier")))

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


def set_cookie(
    name: str,
    value: str,
    *,
    secure: bool,
    script: bool = False,
    seconds: int | None = None,
    site: Literal["Strict", "Lax"] = "Strict",
) -> str:
    """A ``Set-Cookie`` line; ``script`` lets the page's own scripts read it, ``seconds`` is how long it lives.

    With ``site`` "Lax" it also comes along when a page of elsewhere leads the browser here.
    """
    age = "" if seconds is None else f"; Max-Age={seconds}"
    marks = f"{'; Secure' if secure else ''}{'' if script else '; HttpOnly'}"
    return f"{name}={value}; Path=/{age}{marks}; SameSite={site}"
