"""What administrators do by the API."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.accounts import AccountBook
from assistant.audit import Audit
from assistant.fakes import MemoryAccounts, MemoryAudit, PlainPasswords
from assistant.types import DeedQuery, UserRole
from tests.ui.doors.conftest import PASSWORD
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app
from ui.doors.session import TOKEN_HEADER


@pytest.fixture
def own_book() -> AccountBook:
    held = AccountBook(MemoryAccounts(), PlainPasswords())
    held.add("truong-phong", PASSWORD, role="admin")
    return held


@pytest.fixture
def own_audit() -> Audit:
    return Audit(MemoryAudit())


@pytest.fixture
def client(own_book: AccountBook, own_audit: Audit) -> TestClient:
    app = create_app(FakeAssistant(), book=own_book, audit=own_audit)
    key = own_book.add_key("quan-tri", role="admin")
    return TestClient(app, headers={"authorization": f"Bearer {key}"}, follow_redirects=False)


def test_users_are_added_changed_listed_and_removed(client: TestClient, own_book: AccountBook) -> None:
    made = client.post("/api/users", json={"name": "An", "password": PASSWORD, "role": "reader"})
    assert made.json()["name"] == "an"
    assert client.put("/api/users/an", json={"role": "clerk"}).json()["role"] == "clerk"
    cookie = own_book.sign_in("an", PASSWORD, address="")
    assert [one["name"] for one in client.get("/api/sessions").json()] == ["an"]
    client.delete(f"/api/sessions/{client.get('/api/sessions').json()[0]['session_id']}")
    assert own_book.user_of(cookie) is None
    assert "password" not in client.get("/api/users").text
    assert client.delete("/api/users/an").status_code == 204
    assert [one["name"] for one in client.get("/api/users").json()] == ["truong-phong"]


def test_what_cannot_be_is_told_in_one_line(client: TestClient) -> None:
    assert client.post("/api/users", json={"name": "x", "password": "ngan", "role": "reader"}).status_code == 422
    assert client.post("/api/users", json={"name": "x", "password": PASSWORD, "role": "vua"}).status_code == 422
    half = b'{"name": "x", "password": "\\ud800aaaaaaaaaaa", "role": "reader"}'
    told = client.post("/api/users", content=half, headers={"content-type": "application/json"})
    assert told.status_code == 422
    assert client.delete("/api/users/ai-do").status_code == 422
    assert client.delete("/api/keys/ai-do").status_code == 422


def test_a_key_is_told_once(client: TestClient) -> None:
    made = client.post("/api/keys", json={"name": "may-quet", "role": "reader", "days": 30}).json()
    assert made["key"].startswith("nq_")
    assert made["key"] not in client.get("/api/keys").text
    assert client.delete(f"/api/keys/{made['key_id']}").status_code == 204


def test_who_am_i(client: TestClient) -> None:
    assert client.get("/api/me").json() == {"name": "quan-tri", "role": "admin"}
    alone = TestClient(create_app(FakeAssistant()))
    assert alone.get("/api/me").json() == {"name": None, "role": None}
    assert alone.get("/api/users").status_code == 422


def test_nobody_decides_in_the_name_of_another(own_book: AccountBook) -> None:
    assistant = FakeAssistant()
    key = own_book.add_key("can-bo-so", role="clerk")
    row = assistant.shelf.indicators()[0].row_id
    said = {"row_id": row, "decision": "confirm", "by": "chủ tịch"}
    told = TestClient(create_app(assistant, book=own_book)).post(
        "/api/ledger/review", json=said, headers={"authorization": f"Bearer {key}"}
    )
    assert told.status_code == 200
    assert [one.by for one in assistant.shelf.corrections()] == ["can-bo-so"]


def test_the_audit_is_searched_and_taken_home(client: TestClient, own_audit: Audit) -> None:
    client.post("/api/ask", json={"question": "=thu nhập trên 58"})
    own_audit.note("question", who="=HYPERLINK(1)", about="x")
    found = client.get("/api/audit", params={"what": "question", "q": "thu nhập"}).json()
    assert [one["who"] for one in found] == ["quan-tri"]
    table = client.get("/api/audit.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in table
    assert len(client.get("/api/audit.jsonl").text.splitlines()) >= 3  # taking it home is written down too
    own_audit.verify()


def of(book: AccountBook, name: str, *, app: FastAPI) -> TestClient:
    """The page of somebody who signed in."""
    client = TestClient(app, follow_redirects=False)
    answer = client.post("/login", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 303
    client.get("/")
    token = next(value for name, value in client.cookies.items() if name.startswith("nq-csrf"))
    client.headers[TOKEN_HEADER] = token
    return client


def test_a_user_comes_in_by_a_code_that_is_told_once(client: TestClient, own_book: AccountBook) -> None:
    made = client.post("/api/users", json={"name": "binh", "role": "clerk"}).json()
    assert made["code"]
    assert made["code"] not in client.get("/api/users").text
    browser = TestClient(client.app, follow_redirects=False)
    assert "Đặt mật khẩu bằng mã" in browser.get("/login?code").text
    wrong = browser.post("/login", data={"name": "binh", "code": "0-0", "password": PASSWORD})
    assert wrong.status_code == 401
    assert "Đặt mật khẩu bằng mã" in wrong.text
    assert (
        browser.post("/login", data={"name": "binh", "code": made["code"], "password": PASSWORD}).status_code == 303
    )
    assert own_book.sign_in("binh", PASSWORD, address="")
    renewed = client.post("/api/users/binh/code").json()["code"]
    assert renewed != made["code"]
    assert [one for one in client.get("/api/sessions").json() if one["name"] == "binh"] == []


def test_administrators_lock_end_sessions_and_leave_their_own_role(own_book: AccountBook, own_audit: Audit) -> None:
    app = create_app(FakeAssistant(), book=own_book, audit=own_audit)
    own_book.add("an", PASSWORD, role="reader")
    admin = of(own_book, "truong-phong", app=app)
    an = of(own_book, "an", app=app)
    assert admin.put("/api/users/truong-phong", json={"role": "reader"}).status_code == 422
    assert admin.put("/api/users/truong-phong", json={"locked": True}).status_code == 422
    assert admin.delete("/api/users/truong-phong").status_code == 422
    assert admin.delete("/api/users/an/sessions").status_code == 204
    assert an.get("/api/me").status_code == 401
    assert admin.put("/api/users/an", json={"locked": True}).json()["locked"]
    assert an.post("/login", data={"name": "an", "password": PASSWORD}).status_code == 401
    told = [deed.about for deed in own_audit.log.deeds(DeedQuery(what="account"))]
    assert told == ["kết thúc các phiên của an", "khóa an"]


def test_no_password_code_or_key_is_written_down(client: TestClient, own_audit: Audit) -> None:
    code = client.post("/api/users", json={"name": "binh", "role": "clerk"}).json()["code"]
    key = client.post("/api/keys", json={"name": "may-quet", "role": "reader"}).json()["key"]
    client.post("/api/users", json={"name": "an", "password": PASSWORD, "role": "reader"})
    written = " ".join(deed.about for deed in own_audit.log.deeds())
    assert "thêm an, vai trò reader" in written
    assert not any(secret in written for secret in (code, key, PASSWORD))


def test_one_changes_ones_own_password_and_nobody_elses(own_book: AccountBook, own_audit: Audit) -> None:
    app = create_app(FakeAssistant(), book=own_book, audit=own_audit)
    own_book.add("an", PASSWORD, role="reader")
    here, there = of(own_book, "an", app=app), of(own_book, "an", app=app)
    assert here.post("/api/me/password", json={"old": "sai", "new": PASSWORD + "-2"}).status_code == 403
    assert there.get("/api/me").status_code == 200
    assert here.post("/api/me/password", json={"old": PASSWORD, "new": PASSWORD + "-2"}).status_code == 204
    assert there.get("/api/me").status_code == 401
    assert here.get("/api/me").json()["name"] == "an"
    assert here.put("/api/users/truong-phong", json={"password": PASSWORD + "-2"}).status_code == 403
    assert own_book.sign_in("truong-phong", PASSWORD, address="")


def test_a_key_has_no_password_to_change(client: TestClient) -> None:
    assert client.post("/api/me/password", json={"old": PASSWORD, "new": PASSWORD}).status_code == 422
    assert client.delete("/api/me/sessions").status_code == 422


def test_the_audit_is_searched_by_day_paged_and_checked(client: TestClient, own_audit: Audit) -> None:
    for n in range(3):
        own_audit.note("question", who="an", about=f"câu {n}")
    today = datetime.now().astimezone().date().isoformat()
    assert len(client.get("/api/audit", params={"day": today, "by": "an"}).json()) == 3
    assert client.get("/api/audit", params={"day": "2001-01-01"}).json() == []
    paged = client.get("/api/audit", params={"by": "an", "limit": 1, "skip": 1}).json()
    assert [one["about"] for one in paged] == ["câu 1"]
    assert client.get("/api/audit.csv", params={"q": "câu 2"}).text.count("câu") == 1
    assert client.get("/api/audit/verify").json()["digest"] == own_audit.log.deeds()[-1].digest
    own_audit.log._held[1] = replace(own_audit.log._held[1], about="câu 9")
    told = client.get("/api/audit/verify")
    assert told.status_code == 409
    assert "đứt ở dòng 2" in told.json()["detail"]


ADMINS_ONLY = [
    ("GET", "/api/users"),
    ("POST", "/api/users"),
    ("PUT", "/api/users/an"),
    ("POST", "/api/users/an/code"),
    ("DELETE", "/api/users/an"),
    ("DELETE", "/api/users/an/sessions"),
    ("GET", "/api/sessions"),
    ("DELETE", "/api/sessions/x"),
    ("GET", "/api/keys"),
    ("POST", "/api/keys"),
    ("DELETE", "/api/keys/x"),
    ("GET", "/api/audit"),
    ("GET", "/api/audit.csv"),
    ("GET", "/api/audit/verify"),
]


@pytest.mark.parametrize("role", ["reader", "clerk"])
def test_what_is_of_administrators_is_closed_to_others(own_book: AccountBook, role: UserRole) -> None:
    own_book.add("an", PASSWORD, role=role)
    app = create_app(FakeAssistant(), book=own_book)
    an = of(own_book, "an", app=app)
    for method, path in ADMINS_ONLY:
        told = an.request(method, path, json={} if method in ("POST", "PUT") else None)
        assert told.status_code == 403, (method, path)
    shown = next(n for n, one in app.state.house.functions.items() if one.name == "admin:build_admin.show")
    joined = {"fn_index": shown, "data": [], "event_data": {"key": "{}"}, "session_hash": f"cua-an-{role}"}
    assert an.post("/gradio_api/queue/join", json=joined).status_code == 403
    admin = of(own_book, "truong-phong", app=app)
    joined["session_hash"] = f"cua-truong-phong-{role}"
    assert admin.post("/gradio_api/queue/join", json=joined).status_code == 200
