from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app
from ui.owner import COOKIE, owner_of

TOKEN = "A" * 43


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def client(assistant: FakeAssistant) -> TestClient:
    held = assistant.conversations
    number = held.append(
        None, "trên 58", assistant.ask("trên 58"), owner=owner_of(SimpleNamespace(cookies={COOKIE: TOKEN}))
    )
    assert number == 1
    return TestClient(create_app(assistant))


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_browser_takes_its_own_conversation_along(client: TestClient, form: str) -> None:
    for path in (f"/api/conversations/1/file?form={form}", f"/api/conversations/1/file?form={form}&turn=0"):
        reply = client.get(path, cookies={COOKIE: TOKEN})
        assert reply.status_code == 200
        assert reply.content.startswith(b"PK")
        assert f".{form}" in reply.headers["content-disposition"]


def test_nobody_takes_what_is_somebody_elses(client: TestClient) -> None:
    assert client.get("/api/conversations/1/file").status_code == 404
    assert client.get("/api/conversations/1/file", cookies={COOKIE: "B" * 43}).status_code == 404
    assert client.get("/api/conversations/1/file?turn=5", cookies={COOKIE: TOKEN}).status_code == 404
    assert client.get("/api/conversations/1/file?form=exe", cookies={COOKIE: TOKEN}).status_code == 422
