"""Errors of the API: one form for all of them, in Vietnamese, with each field that does not fit."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant import errors
from tests.ui.fake_assistant import FakeAssistant
from ui.api.problems import STATUS_CODES
from ui.app import create_app


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    # The whole application: what the chat, mounted below the API, would answer must not show through.
    with TestClient(create_app(FakeAssistant()), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "detail"),
    [
        ("GET", "/api/documents/khong-co", {}, 404, "khong-co"),
        ("GET", "/api/khong/co", {}, 404, "Không có địa chỉ GET /api/khong/co"),
        ("DELETE", "/api/ask", {}, 404, "Không có địa chỉ DELETE /api/ask"),
        ("POST", "/api/ask", {"content": b"{"}, 415, "application/json"),
        ("POST", "/api/ask", {"json": [1]}, 422, "phải là một đối tượng JSON"),
        ("POST", "/api/ask", {"json": {"question": "x" * 2001}}, 422, "2000"),
        ("POST", "/api/ask", {"json": {"question": "hỏng"}}, 500, "Lỗi phần mềm"),
    ],
)
def test_every_error_is_a_problem(
    client: TestClient, method: str, path: str, options: dict, status: int, detail: str
) -> None:
    told = client.request(method, path, **options)
    body = told.json()
    assert (told.status_code, body["status"]) == (status, status)
    assert told.headers["content-type"] == "application/problem+json"
    assert detail in body["detail"]
    assert body["type"] == "about:blank"


@pytest.mark.parametrize(
    ("path", "asked", "errors"),
    [
        ("/api/ask", {}, [("question", "còn thiếu")]),
        ("/api/ask", {"question": 5}, [("question", "phải là chữ")]),
        (
            "/api/ask",
            {"question": "a", "history": [{"role": "system", "content": "a"}]},
            [("history.0.role", "phải là một trong: “user” hoặc “assistant”")],
        ),
        (
            "/api/ledger/review",
            {"row_id": "r1", "decision": "confirm"},
            [("by", "còn thiếu")],
        ),
        (
            "/api/drafts",
            {"base": "goc", "year": "hai nghìn"},
            [("year", "phải là số nguyên")],
        ),
    ],
)
def test_each_field_that_does_not_fit_is_named(client: TestClient, path: str, asked: dict, errors: list) -> None:
    body = client.post(path, json=asked).json()
    assert [(each["field"], each["message"]) for each in body["errors"]] == errors
    assert body["title"] == "Yêu cầu không hợp lệ"


@pytest.mark.parametrize(
    ("params", "message"),
    [({"q": "a", "k": 0}, "phải từ 1 trở lên"), ({"q": "a", "k": 1000}, "không được quá 100")],
)
def test_bounds_are_told_with_their_figure(client: TestClient, params: dict, message: str) -> None:
    assert client.get("/api/search", params=params).json()["errors"] == [{"field": "k", "message": message}]


def test_the_description_names_the_form(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    told = schema["paths"]["/api/ask"]["post"]["responses"]["422"]
    assert "application/problem+json" in told["content"]
    assert "ErrorPublic" not in schema["components"]["schemas"]


def test_what_is_not_there_is_never_a_fault_of_the_software() -> None:
    unknown = {kind for name, kind in vars(errors).items() if name.startswith("Unknown")}
    assert {STATUS_CODES.get(kind) for kind in unknown} == {404}
