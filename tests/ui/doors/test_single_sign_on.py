"""The way to the office's provider of accounts and back, as a browser goes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from assistant.accounts import AccountBook
from assistant.adapters.oidc_authlib import OidcProvider
from assistant.audit import Audit
from assistant.fakes import MemoryAccounts, MemoryAudit, PlainPasswords
from assistant.single_sign_on import SingleSignOn
from tests.ui.doors.conftest import PASSWORD
from tests.ui.doors.provider import CLIENT, EMAIL, SECRET, Provider, providing
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app
from ui.doors import single_sign_on
from ui.doors.origin import RETURN

AT = "https://nghiquyet.example"
FOLLOWED = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing() as served:
        yield served


@pytest.fixture(scope="module")
def own() -> AccountBook:
    held = AccountBook(MemoryAccounts(), PlainPasswords())
    held.add("truong-phong", PASSWORD, role="admin")
    held.add(EMAIL, PASSWORD, role="clerk")
    return held


@pytest.fixture(scope="module")
def log() -> Audit:
    return Audit(MemoryAudit())


@pytest.fixture(scope="module")
def browser(provider: Provider, own: AccountBook, log: Audit) -> Callable[[], TestClient]:
    entry = SingleSignOn(own, OidcProvider(provider.issuer, client_id=CLIENT, client_secret=SECRET))
    app = create_app(FakeAssistant(), book=own, audit=log, sign_on=entry)
    return lambda: TestClient(app, base_url=AT, follow_redirects=False)


@pytest.fixture(autouse=True)
def plain(provider: Provider, own: AccountBook) -> Iterator[None]:
    yield
    provider.claims, provider.answers, own.tries._held = {}, {}, {}


def leave(client: TestClient) -> str:
    """The URL of the provider's page that a browser is led to."""
    told = client.get("/login/oidc", headers={"sec-fetch-site": "same-origin"})
    assert told.status_code == 303, told.text
    ticket = next(line for line in told.headers.get_list("set-cookie") if line.startswith("nq-ticket="))
    assert ticket.endswith("; Max-Age=600; Secure; HttpOnly; SameSite=Lax")
    return told.headers["location"]


def refused(client: TestClient, url: str, said: str, *, status: int = 401) -> None:
    """The return is refused in one line beside the form, nobody is signed in, and the ticket is taken back."""
    told = client.get(url, headers=FOLLOWED)
    assert told.status_code == status
    assert said in told.text
    assert 'role="alert"' in told.text
    assert 'name="password"' in told.text
    assert "nq-session" not in client.cookies
    assert "nq-ticket" not in client.cookies
    assert client.get("/api/me").status_code == 401


def test_there_and_back_one_is_signed_in_by_a_page_of_our_own(browser, provider: Provider, log: Audit) -> None:
    client = browser()
    asked = len(provider.heard)
    assert 'href="/login/oidc"' in client.get("/login").text
    assert len(provider.heard) == asked  # the provider hears nothing before somebody goes there
    address = leave(client)
    sent = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert sent["redirect_uri"] == f"{AT}{RETURN}"
    assert sent["state"] not in client.cookies["nq-ticket"]
    told = client.get(provider.sign_in(address), headers=FOLLOWED)
    assert told.status_code == 200
    assert '<meta http-equiv="refresh" content="0; url=/">' in told.text
    session = next(line for line in told.headers.get_list("set-cookie") if line.startswith("nq-session="))
    assert session.endswith("; Secure; HttpOnly; SameSite=Strict")
    assert "nq-ticket" not in client.cookies
    assert told.headers["cache-control"] == "no-store"
    assert client.get("/api/me").json() == {"name": EMAIL, "role": "clerk"}
    assert client.get("/login/oidc").headers["location"] == "/login"
    last = log.log.deeds()[-1]
    assert (last.what, last.who) == ("login", EMAIL)
    assert "tài khoản cơ quan" in last.about


def test_a_return_with_another_state_or_none_is_refused(browser, provider: Provider, log: Audit) -> None:
    for state in ("khac", "", "é"):
        client = browser()
        back = provider.sign_in(leave(client))
        code = parse_qs(urlsplit(back).query)["code"][0]
        refused(client, f"{RETURN}?state={state}&code={code}", "không thuộc lần đăng nhập này")
    assert log.log.deeds()[-1].what == "login-refused"


def test_one_browser_cannot_come_back_for_another(browser, provider: Provider) -> None:
    mine, theirs = browser(), browser()
    back = provider.sign_in(leave(mine))
    refused(theirs, back, "không bắt đầu ở trình duyệt này")
    leave(theirs)
    refused(theirs, back, "không thuộc lần đăng nhập này")
    assert mine.get(back, headers=FOLLOWED).status_code == 200


@pytest.mark.parametrize("ticket", ["", "a", "a.1.b", "..", "a.99999999999.b", "a.99999999999.é".encode()])
def test_a_ticket_that_is_not_ours_is_none(browser, ticket: str | bytes) -> None:
    client = browser()
    value = ticket if isinstance(ticket, bytes) else ticket.encode()
    told = client.get(f"{RETURN}?state=x&code=y", headers={b"cookie": b"nq-ticket=" + value})
    assert told.status_code == 401
    assert "không bắt đầu ở trình duyệt này" in told.text


def test_who_takes_too_long_begins_anew(browser, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser()
    back = provider.sign_in(leave(client))
    real = single_sign_on.time.time
    monkeypatch.setattr(single_sign_on.time, "time", lambda: real() + 601)
    refused(client, back, "đã quá 10 phút")


def test_a_return_is_good_once(browser, provider: Provider) -> None:
    client = browser()
    back = provider.sign_in(leave(client))
    ticket = client.cookies["nq-ticket"]
    assert client.get(back, headers=FOLLOWED).status_code == 200
    other = browser()
    other.cookies.set("nq-ticket", ticket, domain="nghiquyet.example")
    refused(other, back, "invalid_grant")


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"nonce": "khac"}, "không thuộc lần đăng nhập này"),
        ({"exp": 1}, "đã hết hạn"),
        ({"email_verified": False}, "email đã xác minh"),
        ({"email": "la@noi-khac.example"}, "chưa được dùng trợ lý này"),
        ({"email": "<b>x</b>"}, "&lt;b&gt;"),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_beside_the_form(browser, provider: Provider, claims: dict, said: str) -> None:
    client = browser()
    provider.claims = claims
    refused(client, provider.sign_in(leave(client)), said)


def test_who_is_locked_stays_out(browser, provider: Provider, own: AccountBook, log: Audit) -> None:
    client = browser()
    own.lock(EMAIL, locked=True)
    try:
        refused(client, provider.sign_in(leave(client)), "đang bị khóa")
    finally:
        own.lock(EMAIL, locked=False)
    last = log.log.deeds()[-1]
    assert (last.what, last.who) == ("login-refused", EMAIL)


@pytest.mark.parametrize(("error", "said"), [("access_denied", "(access_denied)"), ("<b>", "(không rõ lý do)")])
def test_a_provider_that_says_no_is_heard(browser, error: str, said: str) -> None:
    client = browser()
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    refused(client, f"{RETURN}?state={state}&error={error}", said)


def test_many_codes_that_nobody_was_given_have_to_wait(browser) -> None:
    client = browser()
    for _ in range(20):
        state = parse_qs(urlsplit(leave(client)).query)["state"][0]
        refused(client, f"{RETURN}?state={state}&code=doan", "invalid_grant")
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    refused(client, f"{RETURN}?state={state}&code=doan", "Sai nhiều lần quá", status=429)


def test_a_provider_that_is_down_leaves_the_password(browser, provider: Provider) -> None:
    client = browser()
    back = provider.sign_in(leave(client))
    provider.answers = {"/token": (503, b"")}
    refused(client, back, "hoặc đăng nhập bằng mật khẩu", status=502)
    told = client.post("/login", data={"name": "truong-phong", "password": PASSWORD}, headers={"origin": AT})
    assert told.headers["location"] == "/"
    wrong = browser().post("/login", data={"name": "truong-phong", "password": "sai"}, headers={"origin": AT})
    assert 'href="/login/oidc"' in wrong.text


def test_a_provider_that_is_gone_is_told_before_one_leaves(own: AccountBook) -> None:
    with providing() as gone:
        entry = SingleSignOn(own, OidcProvider(gone.issuer, client_id=CLIENT))
    client = TestClient(create_app(FakeAssistant(), book=own, sign_on=entry), base_url=AT, follow_redirects=False)
    told = client.get("/login/oidc")
    assert (told.status_code, "nq-ticket" in client.cookies) == (502, False)
    assert "không trả lời" in told.text


@pytest.mark.parametrize("path", ["/login/oidc", "/api/me", "/login/oidc/back/x"])
def test_a_page_of_elsewhere_leads_to_the_return_alone(browser, path: str) -> None:
    client = browser()
    assert client.get(path, headers=FOLLOWED).status_code == 403
    assert client.get(RETURN, headers=FOLLOWED).status_code == 401
    assert client.get(RETURN, headers={**FOLLOWED, "sec-fetch-dest": "iframe"}).status_code == 403
    assert client.get(RETURN, headers={**FOLLOWED, "sec-fetch-mode": "no-cors"}).status_code == 403
    assert client.post(RETURN, headers=FOLLOWED).status_code == 403


def test_without_a_provider_there_is_no_such_way(own: AccountBook) -> None:
    for book in (own, None):
        client = TestClient(create_app(FakeAssistant(), book=book), base_url=AT, follow_redirects=False)
        assert "/login/oidc" not in client.get("/login").text
        assert client.get("/login/oidc").headers["location"] == "/login"
        assert client.get(RETURN).headers["location"] == "/login"
