from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Event, Thread

import pytest

from assistant.accounts import AccountBook
from assistant.errors import InvalidAccount, ProviderUnavailable, SignInRefused
from assistant.fakes import MemoryAccounts, PlainPasswords
from assistant.single_sign_on import SingleSignOn
from assistant.types import Handshake

WAY = Handshake("trang-thai", "dung-mot-lan", "v" * 64)
AT = {"code": "ma", "back": "https://nghiquyet.example/login/oidc/back", "address": "10.0.0.7"}
RIGHT = {"email": "Van-Thu@Go-Tre.example", "email_verified": True, "preferred_username": "van-thu", "sub": "7"}


@dataclass
class Vouching:
    """A provider that says what it is told to."""

    said: Mapping[str, object] = field(default_factory=lambda: RIGHT)
    error: Exception | None = None

    def address(self, handshake: Handshake, *, back: str) -> str:
        return f"https://dang-nhap.example?state={handshake.state}&back={back}"

    def claims(self, handshake: Handshake, *, code: str, back: str) -> Mapping[str, object]:
        if self.error is not None:
            raise self.error
        return self.said


@pytest.fixture
def book() -> AccountBook:
    held = AccountBook(MemoryAccounts(), PlainPasswords())
    held.add("truong-phong", "mat-khau-du-dai", role="admin")
    held.add("van-thu@go-tre.example", "mat-khau-du-dai", role="clerk")
    return held


def test_who_is_vouched_for_has_the_role_of_the_account_of_that_name(book: AccountBook) -> None:
    entry = SingleSignOn(book, Vouching())
    name = entry.name(WAY, **AT)
    assert name == "van-thu@go-tre.example"
    user = book.user_of(entry.admit(name, address="10.0.0.7"))
    assert (user.name, user.role) == (name, "clerk")


@pytest.mark.parametrize("verified", [False, None, "false", 1, "yes"])
def test_an_address_that_the_provider_has_not_seen_is_nobodys(book: AccountBook, verified: object) -> None:
    with pytest.raises(SignInRefused, match=r"email đã xác minh.*NQ_OIDC_CLAIM"):
        SingleSignOn(book, Vouching({**RIGHT, "email_verified": verified})).name(WAY, **AT)


@pytest.mark.parametrize("said", [None, "", "  ", 7, ["van-thu"]])
def test_a_name_that_is_none_is_refused(book: AccountBook, said: object) -> None:
    entry = SingleSignOn(book, Vouching({**RIGHT, "preferred_username": said}), claim="preferred_username")
    with pytest.raises(SignInRefused, match="'preferred_username'"):
        entry.name(WAY, **AT)


def test_a_letter_that_only_becomes_a_plain_one_is_no_other_persons(book: AccountBook) -> None:
    book.add("kim", "mat-khau-du-dai", role="admin")
    entry = SingleSignOn(book, Vouching({"preferred_username": "\u212aim"}), claim="preferred_username")
    assert "\u212aim".lower() == "kim"
    with pytest.raises(SignInRefused, match="không dùng được"):
        entry.name(WAY, **AT)


def test_a_vietnamese_name_in_small_letters_is_a_name(book: AccountBook) -> None:
    entry = SingleSignOn(book, Vouching({"preferred_username": "văn-thư"}), claim="preferred_username")
    assert entry.name(WAY, **AT) == "văn-thư"


def test_who_has_no_account_gets_in_only_where_newcomers_may_and_reads(book: AccountBook) -> None:
    with pytest.raises(SignInRefused, match=r"'moi@go-tre\.example' chưa được dùng"):
        SingleSignOn(book, Vouching()).admit("moi@go-tre.example", address="10.0.0.7")
    assert book.store.account("moi@go-tre.example") is None
    entry = SingleSignOn(book, Vouching(), newcomers=True)
    assert book.user_of(entry.admit("moi@go-tre.example", address="10.0.0.7")).role == "reader"
    assert book.user_of(entry.admit("moi@go-tre.example", address="10.0.0.7")).role == "reader"
    with pytest.raises(InvalidAccount, match="không dùng được"):
        entry.admit("tên có dấu cách", address="10.0.0.7")


def test_who_is_locked_stays_out(book: AccountBook) -> None:
    book.lock("van-thu@go-tre.example", locked=True)
    with pytest.raises(SignInRefused, match="đang bị khóa"):
        SingleSignOn(book, Vouching(), newcomers=True).admit("van-thu@go-tre.example", address="10.0.0.7")


def test_before_the_first_administrator_nobody_comes_this_way() -> None:
    entry = SingleSignOn(AccountBook(MemoryAccounts(), PlainPasswords()), Vouching(), newcomers=True)
    with pytest.raises(SignInRefused, match="quản trị viên đầu tiên"):
        entry.address(WAY, back=AT["back"])


def test_codes_that_nobody_was_given_make_the_next_try_wait(book: AccountBook) -> None:
    provider = Vouching(error=SignInRefused("từ chối"))
    entry = SingleSignOn(book, provider)
    for _ in range(20):
        with pytest.raises(SignInRefused, match="từ chối"):
            entry.name(WAY, **AT)
    provider.error = None
    with pytest.raises(SignInRefused, match="Sai nhiều lần quá") as refused:
        entry.name(WAY, **AT)
    assert refused.value.wait > 0
    assert entry.name(WAY, **{**AT, "address": "10.0.0.8"})


def test_a_provider_that_is_down_is_nobodys_wrong_try(book: AccountBook) -> None:
    entry = SingleSignOn(book, Vouching(error=ProviderUnavailable("không trả lời")))
    for _ in range(30):
        with pytest.raises(ProviderUnavailable):
            entry.name(WAY, **AT)


def test_a_slow_provider_keeps_few_threads(book: AccountBook) -> None:
    held, let_go = [Event() for _ in range(4)], Event()

    class Slow(Vouching):
        def claims(self, handshake: Handshake, *, code: str, back: str) -> Mapping[str, object]:
            held[int(code)].set()
            let_go.wait(20)
            return RIGHT

    entry = SingleSignOn(book, Slow())
    threads = [Thread(target=entry.name, args=(WAY,), kwargs={**AT, "code": str(n)}) for n in range(4)]
    for thread in threads:
        thread.start()
    assert all(one.wait(20) for one in held)
    with pytest.raises(SignInRefused, match="cùng lúc"):
        entry.name(WAY, **AT)
    let_go.set()
    for thread in threads:
        thread.join()
    assert entry.address(WAY, back=AT["back"])
