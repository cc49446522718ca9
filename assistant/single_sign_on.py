"""Signing in by an office's own accounts: who the provider vouches for gets a session of the account of that name.

The provider says who somebody is; what they may do here is the role of their account here.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from secrets import token_urlsafe
from threading import BoundedSemaphore

from assistant.accounts import AccountBook
from assistant.errors import SignInRefused
from assistant.ports import IdentityProvider
from assistant.types import Handshake

_AT_ONCE = 4  # calls of the provider at the same time; more would keep the threads that answer questions
_LONGEST_NAME = 64  # as in AccountBook


@dataclass(frozen=True, slots=True)
class SingleSignOn:
    """``claim`` is the provider's field that holds the name of an account here.

    With ``newcomers`` whoever the provider knows and has no account here gets one, as a reader.
    """

    book: AccountBook
    provider: IdentityProvider
    claim: str = "email"
    newcomers: bool = False
    _asking: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_AT_ONCE))

    def address(self, handshake: Handshake, *, back: str) -> str:
        """Where a browser signs in. Raises ``ProviderUnavailable`` and ``SignInRefused``."""
        if not self.book.store.accounts():
            raise SignInRefused("Chưa có quản trị viên nào. Hãy tạo quản trị viên đầu tiên trước.")
        with self._in_turn():
            return self.provider.address(handshake, back=back)

    def name(self, handshake: Handshake, *, code: str, back: str, address: str) -> str:
        """The name that the provider vouches for. Raises ``ProviderUnavailable`` and ``SignInRefused``.

        Codes that nobody was given make the next try from their ``address`` wait, as wrong passwords do.
        """
        whose = f"address:{address}"
        if wait := self.book.tries.wait(whose):
            raise SignInRefused(f"Sai nhiều lần quá. Hãy thử lại sau {wait} giây.", wait=wait)
        with self._in_turn():
            try:
                claims = self.provider.claims(handshake, code=code, back=back)
            except SignInRefused:
                self.book.tries.failed(whose)
                raise
        said = claims.get(self.claim)
        if not isinstance(said, str) or not said.strip() or (self.claim == "email" and not _is_verified(claims)):
            what = "email đã xác minh" if self.claim == "email" else f"'{self.claim}'"
            raise SignInRefused(
                f"Nơi cấp tài khoản không cho biết {what} của bạn. Hãy báo người quản trị xem lại NQ_OIDC_CLAIM."
            )
        return _plain(said)

    def admit(self, name: str, *, address: str) -> str:
        """The cookie of a new session of a name that was vouched for.

        Raises ``SignInRefused`` for who has no account here or is locked, ``InvalidAccount`` where none can be made.
        """
        account = self.book.store.account(name)
        if account is None and not self.newcomers:
            raise SignInRefused(
                f"Tài khoản cơ quan '{name[:_LONGEST_NAME]}' chưa được dùng trợ lý này. Hãy nhờ người quản trị thêm."
            )
        if account is None:
            account = self.book.add(name, token_urlsafe(24), role="reader")
        return self.book.begin(account, address=address)

    @contextmanager
    def _in_turn(self) -> Generator[None]:
        if not self._asking.acquire(blocking=False):
            raise SignInRefused("Nhiều người đang đăng nhập cùng lúc. Hãy thử lại sau 3 giây.", wait=3)
        try:
            yield
        finally:
            self._asking.release()


def _is_verified(claims: Mapping[str, object]) -> bool:
    """Whether the provider has seen that the address is the person's; some write the word for it."""
    said = claims.get("email_verified")
    return said is True or said == "true"


def _plain(said: str) -> str:
    """The name in small letters, as accounts have it.

    Beyond ASCII it has to come in small letters: "K" of other scripts becomes a plain "k", and with it another
    person's name.
    """
    name = said.strip()
    if not name.isascii() and name != name.lower():
        raise SignInRefused(
            f"Tên '{name[:_LONGEST_NAME]}' không dùng được. Hãy báo người quản trị xem NQ_OIDC_CLAIM."
        )
    return name.lower()
