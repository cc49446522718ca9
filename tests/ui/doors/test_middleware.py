"""Route × role × origin: who gets through which door, from where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.accounts import AccountBook, may
from assistant.audit import Audit
from assistant.settings import Settings
from assistant.types import DeedQuery
from tests.ui.doors.conftest import PASSWORD
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app
from ui.doors.session import TOKEN_HEADER
from ui.doors.table import Door, doors, function_name

AT = "http://nha.vi:7860"
FOREIGN = [
    {"origin": "http://ngoai.example"},
    {"origin": "null"},
    {"origin": "http://nha.vi:9999"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"},
    {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"},
]
ROLES = ("reader", "clerk", "admin")
ENDLESS = ("/gradio_api/queue/data", "/gradio_api/heartbeat/{session_hash}", "/gradio_api/upload_progress")
# A test of these would change what the next one finds; each has a test of its own below.
SIGNING = ("POST /login", "POST /logout")


@pytest.fixture(scope="module")
def app(book: AccountBook, audit: Audit):
    return create_app(FakeAssistant(), hosts=("nha.vi", "ip"), book=book, audit=audit)


@pytest.fixture(scope="module")
def pages(app) -> dict[str, TestClient]:
    """A browser of each role with the page open."""
    opened = {}
    for role in ROLES:
        client = TestClient(app, base_url=AT, raise_server_exceptions=False, follow_redirects=False)
        told = client.post("/login", data={"name": f"can-bo-{role}", "password": PASSWORD}, headers={"origin": AT})
        assert told.status_code == 303
        assert client.get("/").status_code == 200
        opened[role] = client
    return opened


@pytest.fixture
def stranger(app) -> TestClient:
    return TestClient(app, base_url=AT, raise_server_exceptions=False, follow_redirects=False)


def call(client: TestClient, door: Door, headers: dict | None = None, *, token: bool = True):
    path = re.sub(r"{[^}]*}", "khong-co", door.path)
    told = {"content-type": door.takes[0].replace("*", "text/csv"), "origin": AT, **(headers or {})}
    if headers and "sec-fetch-site" in headers:
        del told["origin"]
    if token:
        told[TOKEN_HEADER] = client.cookies.get("nq-csrf-7860", "")
    return client.request(door.method, path, headers=told, content=b"{}" if door.method != "GET" else None)


def tried() -> Iterator[Door]:
    return (door for door in doors() if door.path not in ENDLESS and door.route not in SIGNING)


@pytest.mark.slow
@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("role", ROLES)
def test_no_door_is_open_to_another_page_whoever_is_signed_in(
    pages: dict[str, TestClient], role: str, headers: dict
) -> None:
    through = [door.route for door in doors() if call(pages[role], door, headers).status_code != 403]
    assert through == []


@pytest.mark.parametrize("origin", ["http://ngoai.example", "null"])
def test_no_preflight_is_answered(pages: dict[str, TestClient], origin: str) -> None:
    asked = {"origin": origin, "access-control-request-method": "POST", "access-control-request-headers": "x"}
    for path in ("/", "/api/ask", "/gradio_api/queue/join", "/v1/models"):
        told = pages["admin"].options(path, headers=asked)
        assert told.status_code == 403
        assert not [name for name in told.headers if name.startswith("access-control-")]


def test_without_signing_in_only_the_open_doors_are_open(stranger: TestClient) -> None:
    expected = {"open": (200, 303, 404, 422), "closed": (404,), "folder": (401, 403)}
    wrong = [
        (door.route, told.status_code)
        for door in tried()
        if (told := call(stranger, door)).status_code not in expected.get(door.needs, (401,))
    ]
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_its_doors_and_no_others(pages: dict[str, TestClient], role) -> None:
    wrong = []
    for door in tried():
        told = call(pages[role], door).status_code
        if door.needs in ROLES:
            let_in = told not in (401, 403)
            if let_in is not may(role, door.needs):
                wrong.append((door.route, told))
        elif door.needs == "closed" and told != 404:
            wrong.append((door.route, told))
    assert wrong == []


def test_a_page_that_lacks_its_token_writes_nothing(pages: dict[str, TestClient]) -> None:
    writes = [door for door in tried() if door.method not in ("GET",) and door.needs in ROLES]
    assert writes
    assert [d.route for d in writes if call(pages["admin"], d, token=False).status_code != 403] == []


def test_each_function_of_the_queue_asks_for_its_role(app, pages: dict[str, TestClient]) -> None:
    house, wrong = app.state.house, []
    for number, function in house.functions.items():
        for role in ROLES:
            if not may(role, function.needs):
                told = join(pages[role], number)
                wrong += [] if told.status_code == 403 else [(function.name, role, told.status_code)]
    assert wrong == []
    refused = join(
        pages["reader"], next(n for n, f in house.functions.items() if f.name == "ledger:build_ledger.decide")
    )
    assert "không có quyền" in refused.json()["detail"]
    assert join(pages["admin"], 9999).status_code == 404
    assert join(pages["admin"], "1").status_code == 404


def join(client: TestClient, number: object):
    return client.post(
        "/gradio_api/queue/join",
        json={"data": [], "fn_index": number, "session_hash": f"trang-{id(client)}"},
        headers={"origin": AT, TOKEN_HEADER: client.cookies.get("nq-csrf-7860", "")},
    )


def test_what_one_browser_asked_another_cannot_read(app, pages: dict[str, TestClient]) -> None:
    assert app.state.house.owns("trang-rieng", pages["admin"].cookies["nq-session-7860"])
    told = pages["reader"].get("/gradio_api/queue/data", params={"session_hash": "trang-rieng"})
    assert told.status_code == 403


def test_a_function_nobody_listed_is_closed(app, pages: dict[str, TestClient]) -> None:
    def new() -> None: ...

    house = app.state.house
    before = dict(house.functions)
    house.know({0: new})
    try:
        assert function_name(new) in house.functions[0].name
        assert join(pages["admin"], 0).status_code == 404
    finally:
        house.functions = before


def test_other_names_for_the_service_are_refused(pages: dict[str, TestClient]) -> None:
    assert pages["admin"].get("/", headers={"host": "ngoai.example:7860"}).status_code == 400
    assert pages["admin"].get("/health", headers={"host": "10.0.0.7:7860"}).status_code == 200


def test_a_key_with_a_role_calls_without_cookie_and_token(book: AccountBook, stranger: TestClient) -> None:
    secret = book.add_key("may-quet", role="reader", days=1)
    with_key = {"authorization": f"Bearer {secret}"}
    assert stranger.get("/api/documents", headers=with_key).status_code == 200
    assert stranger.post("/api/ask", json={"question": "thu nhập trên 58"}, headers=with_key).status_code == 200
    assert stranger.delete("/api/documents/x", headers=with_key).status_code == 403
    book.remove_key("may-quet")
    assert stranger.get("/api/documents", headers=with_key).status_code == 401


def test_bodies_are_bounded_before_anybody_reads_them(pages: dict[str, TestClient]) -> None:
    client = pages["admin"]
    headers = {"origin": AT, TOKEN_HEADER: client.cookies["nq-csrf-7860"], "content-type": "application/json"}

    def sent(content, path: str = "/api/ask", **more: str) -> int:
        return client.post(path, content=content, headers={**headers, **more}).status_code

    assert sent(b'{"question": "' + b"a" * 2_000_000 + b'"}') == 413
    assert sent(b"a" * 100_000 for _ in range(100)) == 413
    assert sent(b"[" * 5000, "/v1/chat/completions") == 400
    assert sent(b"{}", **{"content-type": "text/plain"}) == 415

    def endless() -> Iterator[bytes]:
        yield b'--x\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        yield from (b"a" * 1_000_000 for _ in range(30))

    assert sent(endless(), "/gradio_api/upload", **{"content-type": "multipart/form-data; boundary=x"}) == 413


@pytest.mark.parametrize("name", ["a" * 3000, "%C3%A1" * 200, "a%00b", "x/" * 9 + "a" * 300])
def test_names_that_no_disk_has_are_nowhere(stranger: TestClient, name: str) -> None:
    for folder in ("assets", "static", "svelte"):
        assert stranger.get(f"/{folder}/{name}").status_code == 404


@pytest.mark.parametrize("path", ["queue/join", "reset", "cancel"])
def test_half_a_character_is_no_fault_of_ours(pages: dict[str, TestClient], path: str) -> None:
    client = pages["admin"]
    headers = {"origin": AT, TOKEN_HEADER: client.cookies["nq-csrf-7860"], "content-type": "application/json"}
    for body in (b'{"session_hash": "\\ud800"}', b'{"\\udfff": 1}', b'{"data": [["a\\ud83d"]], "fn_index": 0}'):
        assert client.post(f"/gradio_api/{path}", content=body, headers=headers).status_code == 400


def test_who_asks_too_much_waits(book: AccountBook) -> None:
    settings = Settings(_env_file=None, questions_per_minute=2)
    app = create_app(FakeAssistant(settings=settings), book=book)
    client = TestClient(app, base_url=AT)
    with_key = {"authorization": f"Bearer {book.add_key('hoi-don', role='reader')}"}
    codes = [client.get("/api/search", params={"q": "a"}, headers=with_key).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert client.get("/api/documents", headers=with_key).status_code == 200


def test_without_accounts_an_address_of_elsewhere_is_counted_and_this_machine_is_not() -> None:
    app = create_app(FakeAssistant(settings=Settings(_env_file=None, questions_per_minute=1)))

    def codes(address: str) -> list[int]:
        client = TestClient(app, base_url=AT, client=(address, 1))
        return [client.get("/api/search", params={"q": "a"}).status_code for _ in range(2)]

    assert codes("10.0.0.7") == [200, 429]
    assert codes("10.0.0.8") == [200, 429]
    assert codes("127.0.0.1") == [200, 200]


def test_deeds_are_written_down_with_who_did_them(pages: dict[str, TestClient], audit: Audit) -> None:
    client = pages["clerk"]
    headers = {"origin": AT, TOKEN_HEADER: client.cookies["nq-csrf-7860"]}
    assert client.get("/api/ledger.csv").status_code == 200
    client.post("/api/ask", json={"question": "thu nhập trên 58"}, headers=headers)
    last = audit.log.deeds(DeedQuery(who="can-bo-clerk"))
    assert [deed.what for deed in last[-2:]] == ["export", "question"]
    assert '"answer": "' in last[-1].about
    audit.verify()


# -- where nobody has to sign in -----------------------------------------------------------------------


@cache
def open_app(keys: tuple[str, ...] = ()) -> FastAPI:
    return create_app(FakeAssistant(settings=Settings(_env_file=None, api_keys=keys)), hosts=("nha.vi",))


def open_client(keys: tuple[str, ...] = ()) -> TestClient:
    """A browser that was never here before."""
    return TestClient(open_app(keys), base_url=AT, raise_server_exceptions=False)


@pytest.mark.parametrize("keys", [(), ("khoa-mot",)])
@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_another_page_gets_nowhere_on_loopback_either(keys: tuple, headers: dict) -> None:
    client = open_client(keys)
    assert client.get("/").status_code == 200
    assert [door.route for door in doors() if call(client, door, headers).status_code != 403] == []


def test_the_queue_is_for_the_page_alone() -> None:
    client = open_client()
    assert join(client, 0).status_code == 403
    assert client.get("/").status_code == 200
    assert client.post("/gradio_api/queue/join", json={"fn_index": 0}).status_code == 403  # no token
    assert join(client, 0).status_code == 200


def test_programs_on_this_machine_call_as_ever() -> None:
    client = open_client()
    assert client.post("/api/ask", json={"question": "thu nhập trên 58"}).status_code == 200
    assert client.get("/v1/models", headers={"authorization": "Bearer gi-cung-duoc"}).status_code == 200
