"""Signing in and out in a real browser, on a desktop and on a phone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from assistant.accounts import AccountBook
from assistant.audit import Audit
from assistant.fakes import MemoryAccounts, MemoryAudit, PlainPasswords
from assistant.types import DeedQuery
from tests.ui.browsing import BROWSING, DESKTOP, PHONE, ask, browser, is_local, no_sideways_scroll
from tests.ui.doors.conftest import PASSWORD
from tests.ui.doors.test_browser_origins import serving
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app

__all__ = ("browser",)

pytestmark = BROWSING


def sign_in(page: Page, name: str, password: str) -> None:
    page.fill("#name", name)
    page.fill("#password", password)
    page.get_by_role("button", name="Đăng nhập").click()


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_the_first_code_to_signing_out(browser: Browser, screen: dict, scheme: str, tmp_path: Path) -> None:
    book, audit, wrong = AccountBook(MemoryAccounts(), PlainPasswords()), Audit(MemoryAudit()), []
    code = book.offer_first()
    assert code
    with serving(create_app(FakeAssistant(), book=book, audit=audit)) as port:
        address = f"http://127.0.0.1:{port}"
        context = browser.new_context(viewport=screen, locale="vi-VN", color_scheme=scheme)
        page = context.new_page()
        page.on("request", lambda request: None if is_local(request.url, address) else wrong.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address)
        expect(page.get_by_role("heading", name="Tạo quản trị viên đầu tiên")).to_be_visible()
        page.screenshot(path=tmp_path / f"first-{scheme}.png")
        page.fill("#code", code)
        page.fill("#name", "truong-phong")
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="Tạo tài khoản").click()
        expect(page.locator("#nq-question textarea")).to_be_visible(timeout=60_000)
        expect(page.locator(".nq-signed-in")).to_contain_text("truong-phong")
        ask(page, "Xã nào đặt chỉ tiêu thu nhập bình quân đầu người trên 58 triệu đồng?")
        assert no_sideways_scroll(page)
        page.screenshot(path=tmp_path / f"signed-in-{scheme}.png")
        page.get_by_role("button", name="Đăng xuất").click()
        expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
        page.goto(address)
        assert page.url == f"{address}/login"
        sign_in(page, "truong-phong", "sai-mat-khau")
        expect(page.get_by_role("alert")).to_have_text("Tên hoặc mật khẩu không đúng.")
        assert page.input_value("#name") == "truong-phong"
        assert no_sideways_scroll(page)
        page.screenshot(path=tmp_path / f"refused-{scheme}.png")
        sign_in(page, "Truong-Phong", PASSWORD)
        expect(page.locator("#nq-question textarea")).to_be_visible(timeout=60_000)
        book.store.end_sessions(name="truong-phong")  # by an administrator, while the page is open
        with suppress(Error):  # what the page itself asks for may have led it away already
            page.evaluate("void fetch('/api/me')")
        expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
        context.close()
    assert wrong == []
    assert [deed.who for deed in audit.log.deeds(DeedQuery(what="question"))] == ["truong-phong"]
    done = [deed.what for deed in audit.log.deeds()]
    assert done == ["account", "login", "question", "logout", "login-refused", "login"]
