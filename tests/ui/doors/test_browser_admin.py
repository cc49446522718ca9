"""An administrator's work in a real browser: a user is added, comes in by a code, and sees nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.accounts import AccountBook
from assistant.audit import Audit
from assistant.fakes import MemoryAccounts, MemoryAudit, PlainPasswords
from assistant.types import DeedQuery
from tests.ui.browsing import BROWSING, browser, is_local, no_sideways_scroll
from tests.ui.doors.conftest import PASSWORD
from tests.ui.doors.test_browser_login import sign_in
from tests.ui.doors.test_browser_origins import serving
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app

__all__ = ("browser",)

pytestmark = BROWSING


def settings_of(page: Page) -> None:
    expect(page.locator("#nq-question textarea")).to_be_visible(timeout=60_000)
    page.locator('.nq-tab[data-key="settings"]').click()
    expect(page.get_by_role("heading", name="Tài khoản của bạn")).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("width", [1440, 390])
def test_from_a_wrong_password_to_a_new_user(browser: Browser, width: int, tmp_path: Path) -> None:
    book, audit, wrong = AccountBook(MemoryAccounts(), PlainPasswords()), Audit(MemoryAudit()), []
    book.add("truong-phong", PASSWORD, role="admin")
    with serving(create_app(FakeAssistant(), book=book, audit=audit)) as port:
        address = f"http://127.0.0.1:{port}"
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN")
        page = context.new_page()
        page.on("request", lambda request: None if is_local(request.url, address) else wrong.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(address)
        for _ in range(6):
            sign_in(page, "truong-phong", "sai-mat-khau")
            expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_role("alert")).to_contain_text("Sai nhiều lần quá. Hãy thử lại sau")
        page.screenshot(path=tmp_path / f"wait-{width}.png")
        book.tries.forget(*list(book.tries._held))
        sign_in(page, "truong-phong", PASSWORD)
        settings_of(page)
        users = page.locator("#nq-admin section", has=page.get_by_role("heading", name="Người dùng"))
        expect(users).to_be_visible(timeout=30_000)
        add = users.locator("form")
        add.locator('[name="name"]').fill("can-bo-binh")
        add.locator('[name="role"]').select_option("clerk")
        add.get_by_role("button", name="Thêm người dùng").click()
        told = page.locator("#nq-admin-told .nq-told")
        expect(told).to_contain_text("Đã thêm người dùng.")
        code = told.locator("code").inner_text()
        expect(users.get_by_role("row", name="can-bo-binh")).to_contain_text("chờ đặt mật khẩu")
        assert no_sideways_scroll(page)
        page.screenshot(path=tmp_path / f"admin-{width}.png", full_page=True)
        keys = page.locator("#nq-admin section", has=page.get_by_role("heading", name="Khóa API"))
        keys.locator('[name="name"]').fill("may-quet")
        keys.get_by_role("button", name="Tạo khóa").click()
        expect(told.locator("code")).to_contain_text("nq_")
        expect(keys.get_by_role("row", name="may-quet")).to_be_visible()
        page.get_by_role("button", name="Kiểm tra chuỗi").click()
        log = page.locator("#nq-admin section", has=page.get_by_role("heading", name="Nhật ký"))
        expect(log.get_by_role("status")).to_contain_text("Nhật ký còn nguyên")
        log.locator('[name="q"]').fill("can-bo-binh")
        log.get_by_role("button", name="Tìm").click()
        expect(log.locator("tbody tr")).to_have_count(1)
        expect(log.locator("tbody tr")).to_contain_text("thêm can-bo-binh, vai trò clerk")
        page.screenshot(path=tmp_path / f"audit-{width}.png", full_page=True)
        page.get_by_role("button", name="Đăng xuất", exact=True).click()
        page.get_by_role("link", name="Đã có mã dùng một lần").click()
        page.fill("#name", "can-bo-binh")
        page.fill("#code", code)
        page.fill("#password", PASSWORD)
        page.screenshot(path=tmp_path / f"code-{width}.png")
        page.get_by_role("button", name="Đặt mật khẩu").click()
        settings_of(page)
        expect(page.locator(".nq-signed-in")).to_contain_text("can-bo-binh")
        page.wait_for_timeout(500)
        assert page.locator("#nq-admin section").count() == 0
        own = page.locator("#nq-account form")
        own.locator('[name="old"]').fill(PASSWORD)
        own.locator('[name="new"]').fill(f"{PASSWORD}-moi")
        own.get_by_role("button", name="Đổi mật khẩu").click()
        expect(told).to_contain_text("Đã đổi mật khẩu")
        page.screenshot(path=tmp_path / f"clerk-{width}.png", full_page=True)
        context.close()
    assert wrong == []
    assert book.sign_in("can-bo-binh", f"{PASSWORD}-moi", address="")
    assert [deed.who for deed in audit.log.deeds(DeedQuery(what="account"))][-2:] == ["can-bo-binh"] * 2
