"""Signing in by the office's provider of accounts in a real browser, and by a link of elsewhere not."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assistant.accounts import AccountBook
from assistant.adapters.oidc_authlib import OidcProvider
from assistant.audit import Audit
from assistant.fakes import MemoryAccounts, MemoryAudit, PlainPasswords
from assistant.single_sign_on import SingleSignOn
from tests.ui.browsing import BROWSING, DESKTOP, PHONE, no_sideways_scroll
from tests.ui.doors.conftest import PASSWORD
from tests.ui.doors.provider import CLIENT, EMAIL, SECRET, providing
from tests.ui.doors.test_browser_origins import OFFICE, browser, elsewhere, serving
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app

__all__ = ("browser",)

pytestmark = BROWSING

BUTTON = "Đăng nhập bằng tài khoản cơ quan"


# "127.0.0.1" tells the browser's own mind on who led it there (Sec-Fetch-Site); by its name the service is another
# site than the provider, so that no strict cookie comes back with the browser.
@pytest.mark.parametrize(
    ("host", "screen", "scheme"),
    [("127.0.0.1", DESKTOP, "light"), (OFFICE, PHONE, "dark")],
    ids=["same-site", "cross-site"],
)
def test_there_and_back(browser: Browser, host: str, screen: dict, scheme: str, tmp_path: Path) -> None:
    book, audit, wrong = AccountBook(MemoryAccounts(), PlainPasswords()), Audit(MemoryAudit()), []
    book.add("truong-phong", PASSWORD, role="admin")
    with providing() as provider, elsewhere() as other:
        entry = SingleSignOn(book, OidcProvider(provider.issuer, client_id=CLIENT, client_secret=SECRET))
        with serving(create_app(FakeAssistant(), book=book, audit=audit, sign_on=entry)) as port:
            address = f"http://{host}:{port}"
            context = browser.new_context(viewport=screen, locale="vi-VN", color_scheme=scheme)
            page = context.new_page()
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.goto(address)
            page.screenshot(path=tmp_path / f"login-{scheme}.png")
            assert no_sideways_scroll(page)
            page.get_by_role("link", name=BUTTON).click()
            page.get_by_role("button", name="Tiếp tục").click()  # a form of the provider's, which leads back
            expect(page.get_by_role("alert")).to_contain_text(f"'{EMAIL}' chưa được dùng trợ lý này")
            assert no_sideways_scroll(page)
            page.screenshot(path=tmp_path / f"refused-{scheme}.png")
            book.add(EMAIL, PASSWORD, role="clerk")
            page.get_by_role("link", name=BUTTON).click()
            page.get_by_role("button", name="Tiếp tục").click()
            expect(page.locator("#nq-question textarea")).to_be_visible(timeout=60_000)
            expect(page.locator(".nq-signed-in")).to_contain_text(EMAIL)
            assert page.url.rstrip("/").startswith(address)
            assert [cookie for cookie in context.cookies() if cookie["name"].startswith("nq-ticket")] == []
            page.get_by_role("button", name="Đăng xuất").click()
            expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
            # A page of elsewhere leads to the provider's return with a code of its own: nobody is signed in by it.
            page.goto(f"http://ngoai.example:{other}/")
            page.evaluate("address => location.assign(address)", f"{address}/login/oidc/back?code=x&state=y")
            expect(page.get_by_role("alert")).to_contain_text("không bắt đầu ở trình duyệt này")
            context.close()
    assert wrong == []
    assert [deed.what for deed in audit.log.deeds()] == ["login-refused", "login", "logout", "login-refused"]
