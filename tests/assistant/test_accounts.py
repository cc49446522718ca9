from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.accounts import AccountBook, Tries, digest_of, known_role, may
from assistant.adapters.passwords_argon2 import Argon2Passwords
from assistant.errors import InvalidAccount, SignInRefused
from assistant.fakes import MemoryAccounts, PlainPasswords
from assistant.types import User

LONG = "mat-khau-du-dai"
HERE = "10.0.0.7"


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **span: float) -> None:
        self.time += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(clock: Clock) -> AccountBook:
    held = AccountBook(MemoryAccounts(), PlainPasswords(), hours=2, clock=clock)
    held.add("Hoa", LONG, role="admin")
    held.add("an", LONG, role="reader")
    return held


def test_who_signs_in_is_known_until_the_session_ends(book: AccountBook, clock: Clock) -> None:
    cookie = book.sign_in(" HOA ", LONG, address=HERE)
    assert book.user_of(cookie) == User("hoa", "admin")
    assert cookie not in repr(book.store.sessions())
    clock.pass_by(hours=2)
    assert book.user_of(cookie) is None


@pytest.mark.parametrize(
    ("name", "password"), [("hoa", "sai-mat-khau"), ("ai-do", LONG), ("", ""), ("hoa", LONG + " ")]
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(book: AccountBook, name: str, password: str) -> None:
    with pytest.raises(SignInRefused, match="Tên hoặc mật khẩu không đúng"):
        book.sign_in(name, password, address=HERE)


def test_sessions_end_by_signing_out_by_an_administrator_and_with_the_password(book: AccountBook) -> None:
    first, second, third = (book.sign_in("an", LONG, address=HERE) for _ in range(3))
    book.sign_out(first)
    assert book.user_of(first) is None
    book.end_session(digest_of(second)[:12])
    assert book.user_of(second) is None
    assert book.user_of(third) is not None
    book.set_password("an", "mat-khau-khac-han")
    assert book.user_of(third) is None
    with pytest.raises(InvalidAccount):
        book.end_session("khong-co")


def test_a_role_counts_from_the_next_request_on(book: AccountBook) -> None:
    cookie = book.sign_in("an", LONG, address=HERE)
    book.set_role("an", "clerk")
    assert book.user_of(cookie) == User("an", "clerk")
    book.remove("an")
    assert book.user_of(cookie) is None


def test_one_administrator_stays(book: AccountBook) -> None:
    for act in (lambda: book.remove("hoa"), lambda: book.set_role("hoa", "reader")):
        with pytest.raises(InvalidAccount, match="duy nhất"):
            act()


def test_wrong_tries_cost_more_and_more_time(book: AccountBook, clock: Clock) -> None:
    def wrong(address: str = HERE) -> SignInRefused:
        with pytest.raises(SignInRefused) as refused:
            book.sign_in("hoa", "sai", address=address)
        return refused.value

    assert [wrong().wait for _ in range(5)] == [0] * 5
    assert wrong().wait == 2
    with pytest.raises(SignInRefused):
        book.sign_in("hoa", LONG, address=HERE)  # the right one waits too
    clock.pass_by(seconds=2)
    assert wrong().wait == 0
    assert wrong().wait == 4
    book.sign_in("hoa", LONG, address="10.0.0.8")  # whose own address has done nothing wrong
    clock.pass_by(seconds=4)
    book.sign_in("hoa", LONG, address=HERE)
    assert wrong().wait == 0


def test_an_address_that_tries_many_names_waits() -> None:
    tries = Tries()
    for n in range(20):
        tries.failed(f"pair:ten-{n} x", "address:x")
    assert tries.wait("pair:ten-99 x", "address:x") > 0
    assert tries.wait("pair:ten-99 y", "address:y") == 0


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("", LONG),
        ("a b", LONG),
        ("a/b", LONG),
        ("x" * 65, LONG),
        ("moi", "ngan"),
        ("moi", "d" * 201),
        ("moi", "\ud800" * 12),
        ("hoa", LONG),
    ],
)
def test_what_cannot_be_an_account_is_refused(book: AccountBook, name: str, password: str) -> None:
    with pytest.raises(InvalidAccount):
        book.add(name, password, role="reader")


def test_the_first_administrator_is_made_once_by_the_code(clock: Clock) -> None:
    book = AccountBook(MemoryAccounts(), PlainPasswords(), clock=clock)
    code = book.offer_first()
    assert code is not None
    with pytest.raises(SignInRefused, match="Mã không đúng"):
        book.take_first("sai", "hoa", LONG, address=HERE)
    with pytest.raises(InvalidAccount):
        book.take_first(code, "hoa", "ngan", address=HERE)  # the code is not spent by that
    assert book.take_first(f" {code.upper()} ", "hoa", LONG, address=HERE).role == "admin"
    with pytest.raises(SignInRefused):
        book.take_first(code, "an", LONG, address=HERE)
    assert book.offer_first() is None


def test_a_key_has_a_role_and_an_end(book: AccountBook, clock: Clock) -> None:
    secret = book.add_key("may-quet", role="clerk", days=7)
    assert book.user_of_key(secret) == User("may-quet", "clerk")
    assert secret not in repr(book.store.api_keys())
    with pytest.raises(InvalidAccount):
        book.add_key("may-quet", role="reader")
    clock.pass_by(days=7)
    assert book.user_of_key(secret) is None
    assert book.user_of_key("nq_sai") is None
    book.remove_key("may-quet")
    with pytest.raises(InvalidAccount):
        book.remove_key("may-quet")


def test_roles_stand_above_each_other() -> None:
    assert may("admin", "clerk")
    assert may("clerk", "clerk")
    assert not may("reader", "clerk")
    with pytest.raises(InvalidAccount, match="'chu-tich'"):
        known_role("chu-tich")


def test_argon2_knows_its_passwords_and_nothing_else() -> None:
    passwords = Argon2Passwords()
    hashed = passwords.hashed(LONG)
    assert hashed.startswith("$argon2id$")
    assert passwords.fits(LONG, hashed)
    assert not passwords.fits("khac", hashed)
    assert not passwords.fits(LONG, "không phải băm")
    assert not passwords.fits("\ud800", hashed)


def test_a_code_sets_a_password_once_and_for_some_days(book: AccountBook, clock: Clock) -> None:
    code = book.invite("binh", role="reader")
    with pytest.raises(SignInRefused):
        book.sign_in("binh", code, address=HERE)  # it is no password
    with pytest.raises(SignInRefused):
        book.take_code("binh", "0000-0000", LONG, address=HERE)
    with pytest.raises(InvalidAccount, match="Mật khẩu dài"):
        book.take_code("binh", code, "ngan", address=HERE)  # the code is still there
    cookie = book.take_code("Binh", code.upper(), LONG, address=HERE)
    assert book.user_of(cookie) == User("binh", "reader")
    with pytest.raises(SignInRefused):
        book.take_code("binh", code, LONG, address=HERE)
    renewed = book.renew("binh")
    assert book.user_of(cookie) is None
    with pytest.raises(SignInRefused):
        book.sign_in("binh", LONG, address=HERE)
    clock.pass_by(seconds=73 * 3600)
    with pytest.raises(SignInRefused, match="hết hạn"):
        book.take_code("binh", renewed, LONG, address=HERE)


def test_codes_are_guessed_as_slowly_as_passwords(book: AccountBook) -> None:
    book.invite("binh", role="reader")
    for name in ("binh", "khong-ai"):
        for _ in range(5):
            with pytest.raises(SignInRefused) as refused:
                book.take_code(name, "sai", LONG, address=HERE)
            assert refused.value.wait == 0
        with pytest.raises(SignInRefused) as refused:
            book.take_code(name, "sai", LONG, address=HERE)
        assert refused.value.wait > 0


def test_who_is_locked_is_out_at_once_and_learns_why_only_with_the_password(book: AccountBook) -> None:
    cookie = book.sign_in("an", LONG, address=HERE)
    book.lock("an", locked=True)
    assert book.user_of(cookie) is None
    with pytest.raises(SignInRefused, match="đang bị khóa"):
        book.sign_in("an", LONG, address=HERE)
    with pytest.raises(SignInRefused, match="không đúng"):
        book.sign_in("an", "sai", address=HERE)
    book.lock("an", locked=False)
    assert book.user_of(book.sign_in("an", LONG, address=HERE)) is not None


def test_the_last_administrator_is_neither_locked_nor_replaced_by_a_locked_one(book: AccountBook) -> None:
    with pytest.raises(InvalidAccount, match="duy nhất"):
        book.lock("hoa", locked=True)
    book.set_role("an", "admin")
    book.lock("an", locked=True)
    for act in (
        lambda: book.remove("hoa"),
        lambda: book.set_role("hoa", "reader"),
        lambda: book.lock("hoa", locked=True),
    ):
        with pytest.raises(InvalidAccount, match="duy nhất"):
            act()


def test_nobody_changes_their_own_role(book: AccountBook) -> None:
    book.set_role("an", "admin", by="hoa")
    with pytest.raises(InvalidAccount, match="Không ai tự đổi"):
        book.set_role("hoa", "reader", by="hoa")
    assert book.held("hoa").role == "admin"


def test_ones_own_password_ends_the_other_sessions(book: AccountBook) -> None:
    here, there = book.sign_in("an", LONG, address=HERE), book.sign_in("an", LONG, address="10.0.0.9")
    with pytest.raises(SignInRefused, match="đang dùng"):
        book.change_own("an", "sai", "mat-khau-moi-day", address=HERE, cookie=here)
    assert book.user_of(there) is not None
    book.change_own("an", LONG, "mat-khau-moi-day", address=HERE, cookie=here)
    assert book.user_of(here) is not None
    assert book.user_of(there) is None
    assert book.sign_in("an", "mat-khau-moi-day", address=HERE)


def test_a_key_and_an_account_share_no_name(book: AccountBook) -> None:
    with pytest.raises(InvalidAccount, match="tài khoản tên ấy"):
        book.add_key("an", role="reader")
    book.add_key("may-in", role="reader")
    with pytest.raises(InvalidAccount, match="khóa API"):
        book.add("may-in", LONG, role="reader")
