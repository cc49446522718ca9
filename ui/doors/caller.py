"""Who calls: by a key, by the cookie of a session, or nobody in particular where nobody has to sign in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import HTTPConnection
from starlette.types import Scope

from assistant.accounts import may
from assistant.types import User, UserRole
from ui.api.auth import is_known
from ui.doors.house import House
from ui.doors.refusal import Refused
from ui.doors.session import SESSION_COOKIE, TOKEN_HEADER, named, same
from ui.doors.table import Door

_READING = ("GET", "HEAD")
INTERFACES = ("/api/", "/v1/")
NEEDS_KEY = "Cần khóa truy cập đúng: gửi kèm tiêu đề Authorization: Bearer KHÓA (NQ_API_KEYS)."
_RELOAD = "Phiên làm việc của trang không còn. Hãy tải lại trang."


@dataclass(frozen=True, slots=True)
class Call:
    """A request as the doors look at it; ``cookie`` is that of its session, "" for none."""

    method: str
    path: str
    scheme: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    raw_query: str
    cookies: Mapping[str, str]
    address: str

    @classmethod
    def of(cls, scope: Scope) -> Call:
        """The request of a scope."""
        connection = HTTPConnection(scope)
        query = scope.get("query_string", b"").decode("latin-1")
        headers, cookies = connection.headers, connection.cookies
        address = connection.client.host if connection.client else ""
        asked = (scope["method"], scope["path"], scope["scheme"])
        return cls(*asked, headers, connection.query_params, query, cookies, address)

    @property
    def cookie(self) -> str:
        """The cookie of the session."""
        return self.cookies.get(named(SESSION_COOKIE, self.headers.get("host", "")), "")

    @property
    def key(self) -> str:
        """The key that it carries, "" for none."""
        kind, _, key = self.headers.get("authorization", "").partition(" ")
        return key.strip() if kind.lower() == "bearer" else ""


@dataclass(frozen=True, slots=True)
class Caller:
    """Finds out who calls, and whether they may."""

    house: House

    def admitted(self, call: Call, door: Door) -> User | None:
        """Who calls a door; None where nobody has to sign in. Raises ``Refused``."""
        by_key = self._of_key(call)
        user = by_key or self._of_cookie(call)
        if door.needs == "open" or door.needs == "folder":
            return user
        self._check_known(call, user)
        needed: UserRole = "admin" if door.needs == "closed" else door.needs
        if user is not None and not may(user.role, needed):
            raise Refused(403, f"Việc này cần vai trò {needed}; tài khoản '{user.name}' là {user.role}.")
        if door.page or (user is not None and by_key is None):
            self._check_page(call, door)
        return user

    def _of_key(self, call: Call) -> User | None:
        if not call.key:
            return None
        if self.house.keys and is_known(call.key, self.house.keys):
            return User("NQ_API_KEYS", "admin")
        return self.house.book.user_of_key(call.key) if self.house.book else None

    def _of_cookie(self, call: Call) -> User | None:
        return self.house.book.user_of(call.cookie) if self.house.book and call.cookie else None

    def _check_known(self, call: Call, user: User | None) -> None:
        """Raises ``Refused`` for somebody who would have to be known.

        Without accounts the page is open: whoever opened it may follow its links, and write by what proves that the
        page itself does; the keys of the settings are asked for by everything else.
        """
        if user is not None:
            return
        if self.house.book is not None:
            raise Refused(401, "Cần đăng nhập: mở /login, hoặc gửi kèm Authorization: Bearer KHÓA.")
        of_page = self.house.signs.is_visit(call.cookie) and (call.method in _READING or self._has_token(call))
        if self.house.keys and call.path.startswith(INTERFACES) and not of_page:
            raise Refused(401, NEEDS_KEY)

    def _check_page(self, call: Call, door: Door) -> None:
        """Raises ``Refused`` for a call that only a page of ours can make, and that did not make it."""
        if self.house.book is None and not self.house.signs.is_visit(call.cookie):
            raise Refused(403, _RELOAD)
        if call.method not in _READING and not self._has_token(call):
            raise Refused(403, _RELOAD)

    def _has_token(self, call: Call) -> bool:
        return same(call.headers.get(TOKEN_HEADER, ""), self.house.signs.token(call.cookie))
