from __future__ import annotations

from fastapi.testclient import TestClient

from assistant.accounts import AccountBook
from tests.ui.doors.conftest import PASSWORD
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app

AT = "https://nghiquyet.example"


def client_of(book: AccountBook | None) -> TestClient:
    return TestClient(create_app(FakeAssistant(), book=book), base_url=AT, follow_redirects=False)


def test_who_is_not_known_is_led_to_the_page_to_sign_in(book: AccountBook) -> None:
    client = client_of(book)
    told = client.get("/", headers={"accept": "text/html"})
    assert (told.status_code, told.headers["location"]) == (303, "/login")
    page = client.get("/login")
    assert "<script" not in page.text
    assert "script-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "same-origin"  # "no-referrer" makes the form's Origin "null"


def test_cookies_are_for_tls_alone_where_there_is_tls(book: AccountBook) -> None:
    client = client_of(book)
    told = client.post("/login", data={"name": "can-bo-clerk", "password": PASSWORD}, headers={"origin": AT})
    session = next(line for line in told.headers.get_list("set-cookie") if line.startswith("nq-session="))
    assert session.endswith("; Secure; HttpOnly; SameSite=Strict")
    old = client.cookies["nq-session"]
    assert client.get("/login").headers["location"] == "/"
    out = client.post("/logout", headers={"origin": AT})
    assert out.headers["location"] == "/login"
    client.cookies.set("nq-session", old)
    assert client.get("/api/documents").status_code == 401


def test_what_was_typed_is_text_on_the_page(book: AccountBook) -> None:
    told = client_of(book).post("/login", data={"name": '"><script>x</script>', "password": "sai"})
    assert told.status_code == 401
    assert "<script>" not in told.text


def test_where_nobody_signs_in_there_is_no_such_page() -> None:
    assert client_of(None).get("/login").headers["location"] == "/"
    assert client_of(None).post("/login", data={"name": "a", "password": "b"}).headers["location"] == "/"
