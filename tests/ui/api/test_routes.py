import io
import json
from collections.abc import Iterable, Iterator

import openpyxl
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.errors import (
    ArchiveInUse,
    EmptyArchive,
    IndexMismatch,
    InvalidSetting,
    ModelUnavailable,
    NghiquyetError,
)
from tests.ui.fake_assistant import FakeAssistant
from ui.api.problems import problem
from ui.api.routes import add_routes
from ui.ledger import select
from ui.render import answer_json, document_json, documents_json, ledger_json


@pytest.fixture
def client(assistant: FakeAssistant) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.assistant = assistant
    add_routes(app)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_documents(client: TestClient, assistant: FakeAssistant) -> None:
    told = client.get("/api/documents")
    shelf = assistant.shelf
    assert told.json() == list(documents_json(shelf.documents(), shelf.files()))
    assert document_json(shelf.document("d1")).items() <= told.json()[0].items()


@pytest.mark.parametrize("name", ["d1", "001_truong_xuan.docx"])
def test_a_document_with_its_text(client: TestClient, assistant: FakeAssistant, name: str) -> None:
    told = client.get(f"/api/documents/{name}").json()
    document = assistant.shelf.document("d1")
    assert told["text"] == document.text
    assert [section["section"] for section in told["outline"]] == ["I", "II", "II > 1", "II > 2", "III"]
    assert told["outline"][0]["heading"] == "I. KẾT QUẢ NĂM 2023"
    assert told["dropped"][0] == {"reason": "dòng kẻ trang trí", "text": "-----"}


def test_ledger_with_filters(client: TestClient, assistant: FakeAssistant) -> None:
    entries = select(assistant)
    assert client.get("/api/ledger").json() == [
        ledger_json(entry.indicator, resolution=entry.resolution) for entry in entries
    ]
    filters = {"indicator": "thu_nhap_binh_quan", "place": "truong xuan", "year": 2024}
    assert [row["value"] for row in client.get("/api/ledger", params=filters).json()] == [58.0]


def test_a_row_is_reviewed(client: TestClient) -> None:
    said = {"row_id": "r1", "decision": "correct", "by": "Lan", "changes": {"value": "59"}, "note": "gõ nhầm"}
    told = client.post("/api/ledger/review", json=said).json()
    assert (told["value"], told["review"]) == (59.0, "corrected")
    assert [row["value"] for row in client.get("/api/ledger", params={"place": "truong xuan"}).json()] == [59.0, 0.34]


@pytest.mark.parametrize(
    ("said", "status", "detail"),
    [
        ({"row_id": "x", "decision": "confirm", "by": "Lan"}, 404, "x"),
        ({"row_id": "r1", "decision": "confirm", "by": ""}, 422, "tên người xem xét"),
        ({"row_id": "r1", "decision": "correct", "by": "Lan", "changes": {"value": "x"}}, 422, "ghi một số"),
        ({"row_id": "r1", "decision": "delete", "by": "Lan"}, 422, "decision"),
    ],
)
def test_a_review_that_cannot_be_taken(client: TestClient, said: dict, status: int, detail: str) -> None:
    response = client.post("/api/ledger/review", json=said)
    assert response.status_code == status
    assert detail in response.json()["detail"]


def test_only_rows_with_findings(client: TestClient) -> None:
    assert client.get("/api/ledger", params={"findings": True}).json() == []
    client.post(
        "/api/ledger/review", json={"row_id": "r3", "decision": "correct", "by": "Lan", "changes": {"value": "6"}}
    )
    assert client.get("/api/ledger", params={"findings": True}).json() == []


@pytest.mark.parametrize(
    ("asked", "ids", "total"),
    [
        ({}, ["r1", "r2", "r3", "r4"], 4),
        ({"limit": 2}, ["r1", "r2"], 4),
        ({"limit": 2, "offset": 3}, ["r4"], 4),
        ({"sort": "-value", "limit": 2}, ["r3", "r1"], 4),
        ({"sort": "year", "offset": 1}, ["r1", "r2", "r3"], 4),
        ({"state": "unsure"}, ["r2"], 1),
        ({"level": "huyện", "kind": "actual"}, ["r4"], 1),
        ({"q": "ho ngheo giam"}, ["r2"], 1),
        ({"document": "002_hung_tan.txt"}, ["r3"], 1),
        ({"unit": "điểm %"}, ["r2"], 1),
        ({"indicator": "", "place": ""}, ["r1", "r2", "r3", "r4"], 4),
    ],
)
def test_a_page_of_the_ledger(client: TestClient, asked: dict, ids: list[str], total: int) -> None:
    told = client.get("/api/ledger", params=asked)
    assert [row["row_id"] for row in told.json()] == ids
    assert told.headers["x-total-count"] == str(total)


@pytest.mark.parametrize(
    "asked", [{"sort": "text"}, {"sort": "--year"}, {"limit": 0}, {"offset": -1}, {"state": "x"}, {"kind": "cao"}]
)
def test_a_page_that_cannot_be_asked_for_is_refused(client: TestClient, asked: dict) -> None:
    told = client.get("/api/ledger", params=asked)
    assert told.status_code == 422
    assert [each["field"] for each in told.json()["errors"]] == [next(iter(asked))]


def test_ledger_as_files(client: TestClient) -> None:
    csv = client.get("/api/ledger.csv", params={"year": 2023})
    assert csv.headers["content-disposition"] == 'attachment; filename="so-chi-tieu.csv"'
    assert csv.content.startswith(b"\xef\xbb\xbf")
    assert len(csv.text.splitlines()) == 2
    xlsx = client.get("/api/ledger.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(xlsx.content)).active.max_row == 5
    assert len(client.get("/api/ledger.jsonl").text.splitlines()) == 4
    assert client.get("/api/ledger.pdf").status_code == 422


def test_search(client: TestClient) -> None:
    told = client.get("/api/search", params={"q": "thu nhập", "k": 2}).json()
    assert [(row["document"], row["lexical"]) for row in told] == [
        ("001_truong_xuan.docx", 3.5),
        ("002_hung_tan.txt", 3.5),
    ]


def test_ask_returns_the_contract_object_in_order(client: TestClient, assistant: FakeAssistant) -> None:
    told = client.post("/api/ask", json={"question": "thu nhập trên 58"}).json()
    expected = answer_json(assistant.ask("thu nhập trên 58"))
    assert told == expected
    assert list(told) == list(expected)
    assert list(told["rows"][0]) == list(expected["rows"][0])


def test_ask_hands_the_history_on(client: TestClient, assistant: FakeAssistant) -> None:
    history = [{"role": "user", "content": "Xã nào?"}, {"role": "assistant", "content": "Trường Xuân."}]
    client.post("/api/ask", json={"question": "Còn giải pháp?", "history": history})
    assert [(turn.role, turn.content) for turn in assistant.heard[0]] == [
        ("user", "Xã nào?"),
        ("assistant", "Trường Xuân."),
    ]


def test_an_answer_comes_in_pieces_and_then_whole(client: TestClient, assistant: FakeAssistant) -> None:
    with client.stream("POST", "/api/ask/stream", json={"question": "thu nhập trên 58"}) as reply:
        assert reply.headers["content-type"].startswith("text/event-stream")
        events = list(_events(reply.iter_lines()))
    *texts, (last, answer) = events
    assert {name for name, _ in texts} == {"text"}
    assert last == "answer"
    assert answer == answer_json(assistant.ask("thu nhập trên 58"))
    assert answer["text"].startswith("".join(data["text"] for _, data in texts))


@pytest.mark.parametrize(("question", "status"), [(" ", 422), ("hỏng", 500)])
def test_a_stream_that_fails_ends_with_the_problem(client: TestClient, question: str, status: int) -> None:
    with client.stream("POST", "/api/ask/stream", json={"question": question}) as reply:
        ((name, told),) = _events(reply.iter_lines())
    assert (name, told["status"]) == ("problem", status)


def _events(lines: Iterable[str]) -> Iterator[tuple[str, dict]]:
    """The name and the data of each event of a stream."""
    name = ""
    for line in lines:
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)


def test_an_abstention_is_an_answer(client: TestClient) -> None:
    told = client.post("/api/ask", json={"question": "Bao giờ có sân bay?"})
    assert (told.status_code, told.json()["outcome"]) == (200, "abstained")


def test_a_body_that_is_no_json_says_where_in_vietnamese(client: TestClient) -> None:
    told = client.post("/api/ask", content="{hỏng".encode(), headers={"content-type": "application/json"})
    assert (told.status_code, told.json()["detail"]) == (400, "Thân yêu cầu không phải JSON: sai từ ký tự thứ 1.")


def test_health(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "documents": 3}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InvalidSetting("x"), 422),
        (EmptyArchive("x"), 409),
        (ArchiveInUse("x"), 503),
        (IndexMismatch("x"), 503),
        (ModelUnavailable("x"), 503),
        (NghiquyetError("x"), 500),
    ],
)
def test_each_error_has_its_status(
    client: TestClient, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(assistant, "ask", fail)
    told = client.post("/api/ask", json={"question": "a"})
    assert (told.status_code, told.json()) == (code, problem(code, "x"))


@pytest.mark.parametrize(
    ("method", "path", "options", "code"),
    [
        ("POST", "/api/ask", {"json": {"question": "x" * 2001}}, 422),
        ("POST", "/api/ask", {"json": {"question": " "}}, 422),
        ("POST", "/api/ask", {"json": {"hoi": "a"}}, 422),
        ("POST", "/api/ask", {"content": b"{"}, 422),
        (
            "POST",
            "/api/ask",
            {"json": {"question": "a", "history": [{"role": "system", "content": ""}]}},
            422,
        ),
        ("GET", "/api/documents/khong-co", {}, 404),
        ("GET", "/api/search", {"params": {"q": "a", "k": 0}}, 422),
        ("GET", "/api/ledger", {"params": {"year": "x"}}, 422),
        ("POST", "/api/ask", {"json": {"question": "hỏng"}}, 500),
    ],
)
def test_every_failure_is_a_problem_with_one_line(
    client: TestClient, method: str, path: str, options: dict, code: int
) -> None:
    told = client.request(method, path, **options)
    assert told.status_code == code
    assert list(told.json())[:4] == ["type", "title", "status", "detail"]
    assert told.headers["content-type"] == "application/problem+json"
    assert "Traceback" not in told.text
    assert "bảng bị khóa" not in told.text


def test_a_document_is_removed_and_had_back(client: TestClient) -> None:
    removed = client.delete("/api/documents/002_hung_tan.txt")
    name = "002_hung_tan.txt"
    assert removed.json() == {"document_id": "d2", "document": name, "documents": {"d2": name}}
    told = client.get("/api/documents/d2")
    assert (told.status_code, "đã gỡ khỏi kho ngày" in told.json()["detail"]) == (404, True)
    assert client.delete("/api/documents/d2").status_code == 404
    assert client.post("/api/removed/d2").json()["document"] == "002_hung_tan.txt"
    assert client.get("/api/documents/d2").status_code == 200
    assert client.post("/api/removed/d2").status_code == 404


def test_a_receipt_tells_what_became_of_the_file(client: TestClient) -> None:
    receipt = client.get("/api/receipts/001_truong_xuan.docx").json()
    assert (receipt["rows"], receipt["complete"], receipt["parts"]) == (2, True, [])
    assert receipt["dropped"][0] == {"reason": "dòng kẻ trang trí", "text": "-----"}


def test_the_list_tells_what_a_document_is_once_more(client: TestClient) -> None:
    assert [(row["folders"], row["duplicate_of"]) for row in client.get("/api/documents").json()] == [([], None)] * 3
