import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from assistant.settings import Settings
from tests.ui.fake_assistant import FakeAssistant
from ui.api.auth import is_known
from ui.api.openai import v1
from ui.api.routes import add_routes
from ui.app import create_app

KEYS = (SecretStr("khoa-mot"), SecretStr("khóa hai"))


def client_with(*keys: str) -> TestClient:
    app = FastAPI()
    app.state.assistant = FakeAssistant(settings=Settings(_env_file=None, api_keys=keys))
    add_routes(app)
    app.include_router(v1)
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("key", "known"), [("khoa-mot", True), ("khóa hai", True), ("khoa-mo", False), ("", False), ("KHOA-MOT", False)]
)
def test_a_key_is_known_whole_or_not_at_all(key: str, known: bool) -> None:
    assert is_known(key, KEYS) is known


@pytest.mark.parametrize("path", ["/api/documents", "/v1/models"])
def test_without_keys_in_the_settings_anyone_may_call(path: str) -> None:
    assert client_with().get(path).status_code == 200


@pytest.mark.parametrize("path", ["/api/documents", "/api/ledger.csv", "/v1/models"])
@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, 401),
        ({"Authorization": "Bearer sai"}, 401),
        ({"Authorization": "Basic khoa-mot"}, 401),
        ({"Authorization": "khoa-mot"}, 401),
        ({"Authorization": "Bearer khoa-mot"}, 200),
        ({"Authorization": "Bearer khoa-hai"}, 200),
    ],
)
def test_with_keys_each_call_needs_one(path: str, headers: dict, code: int) -> None:
    assert client_with("khoa-mot", "khoa-hai").get(path, headers=headers).status_code == code


def test_no_route_of_the_interfaces_is_open() -> None:
    client = client_with("khoa-mot")
    paths = client.app.openapi()["paths"]
    routes = [(method, path) for path, methods in paths.items() for method in methods if path != "/health"]
    assert ("post", "/api/drafts") in routes
    open_ones = [
        (method, path)
        for method, path in routes
        if client.request(method.upper(), path.replace("{", "").replace("}", "")).status_code != 401
    ]
    assert open_ones == []


def test_who_opened_the_page_may_follow_its_links_and_no_more() -> None:
    app = create_app(FakeAssistant(settings=Settings(_env_file=None, api_keys=("khoa-mot",))))
    client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    assert client.get("/api/ledger.csv").status_code == 401
    told = client.get("/").headers.get_list("set-cookie")
    assert [line.partition("=")[0] for line in told] == ["nq-session", "nq-csrf", "nq_owner"]
    assert told[0].endswith("; Path=/; HttpOnly; SameSite=Strict")
    assert client.get("/api/ledger.csv").status_code == 200
    assert client.post("/api/ask", json={"question": "a"}).status_code == 401
    client.cookies.clear()
    client.cookies.set("nq-session", "v.ai-do.sai")
    assert client.get("/api/ledger.csv").status_code == 401


def test_asking_needs_one_too_and_the_state_does_not() -> None:
    client = client_with("khoa-mot")
    assert client.post("/api/ask", json={"question": "a"}).json()["detail"] == (
        "Cần khóa truy cập đúng: gửi kèm tiêu đề Authorization: Bearer KHÓA (NQ_API_KEYS)."
    )
    assert client.get("/health").status_code == 200


def test_keys_come_from_one_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NQ_API_KEYS", " mot, hai ,,")
    settings = Settings(_env_file=None)
    assert [key.get_secret_value() for key in settings.api_keys] == ["mot", "hai"]
    assert "mot" not in repr(settings)
