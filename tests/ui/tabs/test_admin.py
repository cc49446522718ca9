"""What administrators see, and what others see of themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.accounts import AccountBook
from assistant.audit import Audit
from assistant.fakes import MemoryAccounts, MemoryAudit, PlainPasswords
from assistant.types import User
from ui.doors.house import House
from ui.tabs.admin import own, read_search, searched, shown
from ui.views.admin import PAGE, Search

LONG = "mat-khau-du-dai"
ME = User("hoa", "admin")


@pytest.fixture
def book() -> AccountBook:
    held = AccountBook(MemoryAccounts(), PlainPasswords())
    held.add("hoa", LONG, role="admin")
    held.add("an", LONG, role="reader")
    return held


def test_without_accounts_it_says_how_to_switch_them_on() -> None:
    told = own(House(), None)
    assert "nghiquyet serve --login" in told
    assert "data-nq-admin" not in told


def test_only_an_administrator_is_offered_the_rest(book: AccountBook) -> None:
    house = House(book=book)
    assert "data-nq-admin" in own(house, ME)
    mine = own(house, User("an", "reader"))
    assert "Đổi mật khẩu" in mine
    assert "data-nq-admin" not in mine


def test_ones_own_row_has_no_buttons(book: AccountBook) -> None:
    page = shown(book, None, Search(), me=ME)
    assert 'PUT /api/users/an"' in page
    assert "/api/users/hoa" not in page
    assert LONG not in page


def test_names_stand_as_text(book: AccountBook) -> None:
    audit = Audit(MemoryAudit())
    audit.note("question", who="<b>an</b>", about="<img src=x onerror=alert(1)>")
    page = shown(book, audit, Search(q='"><script>'), me=ME)
    assert "<img" not in page
    assert "<script" not in page
    assert "<b>an" not in page


def test_the_audit_comes_newest_first_by_pages() -> None:
    audit = Audit(MemoryAudit())
    for n in range(PAGE + 1):
        audit.note("login", who="an", about=str(n))
    first, second = searched(audit, Search()), searched(audit, Search(page=1))
    assert first.deeds[0].about == str(PAGE)
    assert (len(first.deeds), first.older) == (PAGE, True)
    assert ([deed.about for deed in second.deeds], second.older) == (["0"], False)


def test_a_broken_chain_is_told() -> None:
    log = MemoryAudit()
    audit = Audit(log)
    for n in range(3):
        audit.note("login", who="an", about=str(n))
    assert searched(audit, Search(verify=True)).whole
    log._held[1] = replace(log._held[1], about="khác")
    found = searched(audit, Search(verify=True))
    assert not found.whole
    assert "đứt ở dòng 2" in found.verdict


@pytest.mark.parametrize("key", ["", "[]", "{", '{"day": "hôm qua"}', '{"page": "x"}', '{"page": 1e999}'])
def test_what_cannot_be_read_asks_for_everything(key: str) -> None:
    assert read_search(key) == Search()
