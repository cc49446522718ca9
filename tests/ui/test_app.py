from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.ui.fake_assistant import FakeAssistant
from ui.app import TITLE, create_app


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = create_app(FakeAssistant(), hosts=("127.0.0.1",))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def test_chat_api_and_health_live_in_one_process(client: TestClient) -> None:
    assert TITLE in client.get("/").text
    assert client.get("/health").status_code == 200
    assert client.post("/api/ask", json={"question": "thu nhập trên 58"}).json()["route"] == "ledger"


def test_the_page_may_reach_nothing_but_this_server(client: TestClient) -> None:
    for path in ("/", "/docs", "/health", "/api/documents"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "http" not in policy


def test_another_name_for_this_machine_is_refused(client: TestClient) -> None:
    assert client.get("/api/documents", headers={"host": "ngoai.example"}).status_code == 400


def test_the_docs_list_every_route_and_load_nothing(client: TestClient) -> None:
    page = client.get("/docs").text
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in page
    for outside in ("http://", "https://", "<script", "src="):
        assert outside not in page


def test_the_chat_records_nothing_and_reports_nothing(client: TestClient) -> None:
    config = client.get("/config").json()
    assert config["analytics_enabled"] is False
    assert not config["run_history"]
    assert config["footer_links"] == []


def test_nothing_of_the_page_is_an_open_endpoint(client: TestClient) -> None:
    assert client.get("/gradio_api/info").status_code == 404
    assert client.post("/gradio_api/run/ask", json={"data": []}).status_code == 404


def test_only_the_page_may_run_a_script_of_its_own(client: TestClient) -> None:
    assert "script-src 'none'" in client.get("/docs").headers["content-security-policy"]
    assert "script-src 'self'" in client.get("/").headers["content-security-policy"]
