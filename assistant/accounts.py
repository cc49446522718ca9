"""Accounts: signing in and out, keys of the API, and the first administrator.

What a browser or a program holds is random and is kept here as its hash alone, so that whoever reads the archive's
file cannot sign in with it. Passwords cost time to try (``Passwords``); wrong tries cost more and more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from secrets import compare_digest, token_hex, token_urlsafe
from threading import BoundedSemaphore, Lock
from typing import cast, get_args

from assistant.errors import InvalidAccount, SignInRefused
from assistant.ports import Accounts, Passwords
from assistant.types import USER_ROLES, Account, ApiKey, Session, User, UserRole

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
KEY_PREFIX = "nq_"
_NAME = re.compile(r"[\w.@-]{1,64}")
_FREE_TRIES = {"pair": 5, "address": 20, "name": 50, "first": 5}
"""Wrong tries before one has to wait: of a name from an address, of an address, of a name from anywhere (so that a
stranger cannot keep somebody out easily), of the first administrator's code."""
_LONGEST_WAIT_S = 900
_REMEMBERED = 4096  # names and addresses whose wrong tries are counted
_AT_ONCE = 2  # passwords tried at the same time: each takes 64 MB and 50 ms of a core
_IN_LINE = 8  # who wait for that at most; more would keep the threads that answer questions
_NOT_KNOWN = "Tên hoặc mật khẩu không đúng."
_CODE_HOURS = 72.0  # how long a code by which somebody sets a password can be used


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def digest_of(secret: str) -> str:
    """The hash under which a cookie or a key is kept; what is hashed is random, so nothing slower is needed."""
    return sha256(secret.encode()).hexdigest()


def _tried(name: str, address: str) -> tuple[str, str, str]:
    """Under whose names a try of a name from an address is counted."""
    return f"pair:{name} {address}", f"address:{address}", f"name:{name}"


def may(role: UserRole, needed: UserRole) -> bool:
    """Whether a role allows what ``needed`` does."""
    return USER_ROLES.index(role) >= USER_ROLES.index(needed)


def known_role(text: str) -> UserRole:
    """A role by its name. Raises ``InvalidAccount``."""
    if text not in get_args(UserRole):
        raise InvalidAccount(f"Không có vai trò '{text}'. Chọn một trong: {', '.join(USER_ROLES)}.")
    return cast("UserRole", text)


@dataclass(slots=True)
class Tries:
    """Wrong tries by whose they are ("address:10.0.0.7"): after some, each makes the next wait twice as long."""

    clock: Callable[[], datetime] = now
    _held: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, *whose: str) -> int:
        """Seconds until one of these may try again."""
        with self._lock:
            return max((self._left(one) for one in whose), default=0)

    def failed(self, *whose: str) -> None:
        """Notes a wrong try of each."""
        with self._lock:
            for one in whose:
                count = self._held.pop(one, (0, self.clock()))[0] + 1
                self._held[one] = (count, self.clock())
            while len(self._held) > _REMEMBERED:
                del self._held[next(iter(self._held))]

    def forget(self, *whose: str) -> None:
        """Whoever got in may fail anew."""
        with self._lock:
            for one in whose:
                self._held.pop(one, None)

    def _left(self, one: str) -> int:
        count, last = self._held.get(one, (0, self.clock()))
        free = _FREE_TRIES[one.partition(":")[0]]
        if count < free:
            return 0
        seconds = min(_LONGEST_WAIT_S, 1 << min(count - free + 1, 12))
        return max(0, round(seconds - (self.clock() - last).total_seconds()))


@dataclass(slots=True)
class AccountBook:
    """What is done with accounts; ``hours`` is how long a session lives."""

    store: Accounts
    passwords: Passwords
    hours: float = 12.0
    clock: Callable[[], datetime] = now
    first_code: str | None = None
    tries: Tries = field(init=False)
    _trying: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_AT_ONCE))
    _waiting: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_IN_LINE))
    _nobody: str | None = None
    _changing: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.tries = Tries(self.clock)

    # -- users --

    def add(self, name: str, password: str, *, role: UserRole) -> Account:
        """Makes an account. Raises ``InvalidAccount`` for a name that is taken or a password that is too short."""
        plain = name.strip().lower()
        if not _NAME.fullmatch(plain):
            raise InvalidAccount(f"Tên '{name}' không dùng được: chỉ chữ, số và . _ - @, tối đa 64 ký tự.")
        if self.store.account(plain) is not None:
            raise InvalidAccount(f"Đã có tài khoản '{plain}'. Đổi mật khẩu bằng: nghiquyet user password {plain}")
        if any(key.name == plain for key in self.store.api_keys()):
            raise InvalidAccount(f"Tên '{plain}' là tên của một khóa API; ai làm gì sẽ không còn rõ. Chọn tên khác.")
        account = Account(plain, role, self._hashed(password), self._at())
        self.store.save_account(account)
        return account

    def invite(self, name: str, *, role: UserRole) -> str:
        """Makes an account without a password; the code by which its owner sets one. Raises ``InvalidAccount``."""
        self.add(name, token_urlsafe(24), role=role)
        return self.renew(name)

    def renew(self, name: str) -> str:
        """A code by which the account sets another password, told this once; the old one and its sessions end.

        Raises ``InvalidAccount``.
        """
        code = f"{token_hex(4)}-{token_hex(4)}"
        self.set_password(name, token_urlsafe(24))
        ends = (self.clock() + timedelta(hours=_CODE_HOURS)).isoformat(timespec="seconds")
        self.store.save_account(replace(self.held(name), code=digest_of(code), code_ends=ends))
        return code

    def take_code(self, name: str, code: str, password: str, *, address: str) -> str:
        """Sets the first password of a code, once; the cookie of a new session.

        Raises ``SignInRefused`` and ``InvalidAccount``.
        """
        plain = name.strip().lower()[:64]
        whose = _tried(plain, address)
        self._require_patience(*whose)
        with self._changing:
            account = self.store.account(plain)
            held = account.code if account is not None else None
            fits = compare_digest(digest_of(code.strip().lower()), held or digest_of(token_hex(8)))
            if account is None or not fits or (account.code_ends or "") <= self._at():
                self.tries.failed(*whose)
                raise SignInRefused("Tên hoặc mã không đúng, hoặc mã đã dùng hay đã hết hạn.")
            self.set_password(plain, password)
        self.tries.forget(*whose)
        return self.sign_in(plain, password, address=address)

    def set_password(self, name: str, password: str) -> None:
        """Another password; every session of the account ends. Raises ``InvalidAccount``."""
        account = replace(self.held(name), password=self._hashed(password), code=None, code_ends=None)
        self.store.save_account(account)
        self.store.end_sessions(name=account.name)

    def change_own(self, name: str, old: str, new: str, *, address: str, cookie: str) -> None:
        """Another password by who knows the old one; all sessions of the account end but that of ``cookie``.

        Raises ``SignInRefused`` and ``InvalidAccount``.
        """
        account, whose = self.held(name), _tried(name, address)
        self._require_patience(*whose)
        if not self._fits(old[:LONGEST_PASSWORD], account):
            self.tries.failed(*whose)
            raise SignInRefused("Mật khẩu đang dùng không đúng.")
        self.tries.forget(*whose)
        self.store.save_account(replace(account, password=self._hashed(new)))
        self.end_others(name, cookie=cookie)

    def set_role(self, name: str, role: UserRole, *, by: str = "") -> None:
        """Another role, from the next request on.

        Raises ``InvalidAccount``: one administrator must stay, and nobody changes their own (``by``).
        """
        account = self.held(name)
        if account.name == by:
            raise InvalidAccount("Không ai tự đổi vai trò của mình. Hãy nhờ một quản trị viên khác.")
        with self._changing:
            if role != "admin":
                self._require_another_admin(account)
            self.store.save_account(replace(account, role=role))

    def lock(self, name: str, *, locked: bool) -> None:
        """Keeps an account out, with its sessions ended, or lets it in again.

        Raises ``InvalidAccount``; one administrator must stay.
        """
        account = self.held(name)
        with self._changing:
            if locked:
                self._require_another_admin(account, always=True)
            self.store.save_account(replace(account, locked=locked))
        if locked:
            self.store.end_sessions(name=account.name)

    def remove(self, name: str) -> None:
        """Takes an account out with its sessions. Raises ``InvalidAccount``; one administrator must stay."""
        account = self.held(name)
        with self._changing:
            self._require_another_admin(account)
            self.store.remove_account(account.name)

    def held(self, name: str) -> Account:
        """The account of a name. Raises ``InvalidAccount``."""
        account = self.store.account(name.strip().lower())
        if account is None:
            raise InvalidAccount(f"Không có tài khoản '{name}'. Xem: nghiquyet user list")
        return account

    def _require_another_admin(self, account: Account, *, always: bool = False) -> None:
        """The only account of all may go, at the terminal: the next start then offers a code for the first one."""
        accounts = self.store.accounts()
        admins = [one.name for one in accounts if one.role == "admin" and not one.locked]
        if admins == [account.name] and (always or len(accounts) > 1):
            raise InvalidAccount(f"'{account.name}' là quản trị viên duy nhất. Hãy thêm quản trị viên khác trước.")

    def _hashed(self, password: str) -> str:
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise InvalidAccount(
                f"Mật khẩu dài {len(password)} ký tự; cần từ {SHORTEST_PASSWORD} đến {LONGEST_PASSWORD}."
            )
        try:
            password.encode()
        except UnicodeEncodeError as error:
            raise InvalidAccount("Mật khẩu có ký tự hỏng. Hãy gõ lại.") from error
        return self.passwords.hashed(password)

    # -- the first administrator --

    def offer_first(self) -> str | None:
        """A code that makes the first administrator, once; None where somebody can sign in already."""
        self.first_code = None if self.store.accounts() else f"{token_hex(3)}-{token_hex(3)}"
        return self.first_code

    def take_first(self, code: str, name: str, password: str, *, address: str) -> Account:
        """Makes the first administrator of a code. Raises ``SignInRefused`` and ``InvalidAccount``."""
        self._require_patience(f"address:{address}", "first:")
        if self.first_code is None or digest_of(code.strip().lower()) != digest_of(self.first_code):
            self.tries.failed(f"address:{address}", "first:")
            raise SignInRefused("Mã không đúng. Mã in ra ở cửa sổ dòng lệnh khi mở dịch vụ.")
        account = self.add(name, password, role="admin")
        self.first_code = None
        return account

    # -- sessions --

    def sign_in(self, name: str, password: str, *, address: str) -> str:
        """The cookie of a new session. Raises ``SignInRefused``, in the same time for a name that nobody has."""
        plain = name.strip().lower()[:64]
        whose = _tried(plain, address)
        self._require_patience(*whose)
        account = self.store.account(plain)
        fits = self._fits(password[:LONGEST_PASSWORD], account)
        if account is None or not fits:
            self.tries.failed(*whose)
            raise SignInRefused(_NOT_KNOWN)
        self.tries.forget(*whose)
        return self.begin(account, address=address)

    def user_of(self, cookie: str) -> User | None:
        """Who a session's cookie belongs to; None where it has ended."""
        session = self.store.session(digest_of(cookie))
        if session is None or session.ends <= self._at():
            return None
        account = self.store.account(session.name)
        return account.user if account and not account.locked else None

    def sign_out(self, cookie: str) -> None:
        """Ends a session."""
        self.store.end_sessions(digest=digest_of(cookie))

    def end_session(self, session_id: str) -> None:
        """Ends a session by its id in the list. Raises ``InvalidAccount``."""
        for session in self.store.sessions():
            if session.session_id == session_id:
                self.store.end_sessions(digest=session.digest)
                return
        raise InvalidAccount(f"Không có phiên '{session_id}'.")

    def end_others(self, name: str, *, cookie: str) -> int:
        """Ends the sessions of an account, all but that of a cookie ("" for all of them); how many they were."""
        return self.store.end_sessions(name=self.held(name).name, but=digest_of(cookie) if cookie else None)

    def _fits(self, password: str, account: Account | None) -> bool:
        """Whether it is the account's; tried for nobody's too, so that both take as long."""
        if not self._waiting.acquire(blocking=False):
            raise SignInRefused("Nhiều người đang đăng nhập cùng lúc. Hãy thử lại sau 3 giây.", wait=3)
        try:
            with self._trying:
                return self.passwords.fits(password, account.password if account else self._no_hash())
        finally:
            self._waiting.release()

    def begin(self, account: Account, *, address: str) -> str:
        """The cookie of a new session of who has shown to be the account's owner. Raises ``SignInRefused``."""
        if account.locked:
            raise SignInRefused("Tài khoản này đang bị khóa. Hãy hỏi người quản trị của cơ quan.")
        self.store.end_sessions(until=self._at())
        cookie, ends = token_urlsafe(32), self.clock() + timedelta(hours=self.hours)
        self.store.save_session(
            Session(digest_of(cookie), account.name, address, self._at(), ends.isoformat(timespec="seconds"))
        )
        return cookie

    def _require_patience(self, *whose: str) -> None:
        if wait := self.tries.wait(*whose):
            raise SignInRefused(f"Sai nhiều lần quá. Hãy thử lại sau {wait} giây.", wait=wait)

    def _no_hash(self) -> str:
        """What is tried for a name that is not known, so that it takes as long as for one that is."""
        if self._nobody is None:
            self._nobody = self.passwords.hashed(token_urlsafe(16))
        return self._nobody

    # -- keys --

    def add_key(self, name: str, *, role: UserRole, days: int | None = None) -> str:
        """A new key, told this once. Raises ``InvalidAccount``."""
        taken = {key.name for key in self.store.api_keys()}
        if not _NAME.fullmatch(name) or name in taken or self.store.account(name.lower()) is not None:
            raise InvalidAccount(f"Tên khóa '{name}' không dùng được, hoặc đã có khóa hay tài khoản tên ấy.")
        ends = (self.clock() + timedelta(days=days)).isoformat(timespec="seconds") if days else None
        secret = KEY_PREFIX + token_urlsafe(32)
        self.store.save_key(ApiKey(digest_of(secret), name, role, self._at(), ends))
        return secret

    def user_of_key(self, secret: str) -> User | None:
        """Who calls with a key; None for one that is not known or has ended."""
        key = self.store.key(digest_of(secret))
        if key is None or (key.ends is not None and key.ends <= self._at()):
            return None
        return User(key.name, key.role)

    def remove_key(self, name: str) -> None:
        """Ends a key by its name or id. Raises ``InvalidAccount``."""
        for key in self.store.api_keys():
            if name in (key.name, key.key_id):
                self.store.remove_key(key.digest)
                return
        raise InvalidAccount(f"Không có khóa '{name}'. Xem: nghiquyet user keys")

    def _at(self) -> str:
        return self.clock().isoformat(timespec="seconds")
