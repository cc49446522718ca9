from __future__ import annotations

import json
import logging
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.accounts import AccountBook
from assistant.build import open_assistant
from assistant.errors import ArchiveUnusable, IndexMismatch
from assistant.settings import Settings
from ingest.pipeline import ingest
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app
from ui.doors.watch import LOGGER


def test_ready_says_whether_a_question_would_be_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = FakeAssistant()
    client = TestClient(create_app(assistant))
    assert client.get("/ready").json() == {"status": "ok"}

    def broken(*, wait: float) -> None:
        raise IndexMismatch("Chỉ mục cũ. Chạy: nghiquyet doctor --repair")

    monkeypatch.setattr(assistant, "indexes", broken)
    told = client.get("/ready")
    assert (told.status_code, told.json()["detail"]) == (503, "Chỉ mục cũ. Chạy: nghiquyet doctor --repair")


def test_numbers_and_log_tell_routes_and_no_questions(caplog: pytest.LogCaptureFixture) -> None:
    client = TestClient(create_app(FakeAssistant()), raise_server_exceptions=False)
    with caplog.at_level(logging.INFO, logger=LOGGER):
        asked = client.get("/api/search", params={"q": "bí mật"})
        client.post("/api/ask", json={"question": "chuyện bí mật"})
        client.post("/api/ask", json={"question": "hỏng bí mật"})
        client.get("/api/documents/van-ban-bi-mat", headers={"origin": "http://ngoai.example"})
    logged = [record.message for record in caplog.records if record.name == LOGGER]
    lines = [json.loads(line) for line in logged]
    assert [(line["route"], line["status"], line["refused"]) for line in lines] == [
        ("GET /api/search", 200, False),
        ("POST /api/ask", 200, False),
        ("POST /api/ask", 500, False),
        ("other", 403, True),
    ]
    assert lines[0]["request_id"] == asked.headers["x-request-id"]
    metrics = client.get("/metrics").text
    assert 'nghiquyet_requests_total{route="GET /api/search",status="200"} 1.0' in metrics
    assert 'nghiquyet_refused_total{status="403"} 1.0' in metrics
    assert "bi-mat" not in metrics
    assert "mật" not in "".join(logged) + metrics


def test_numbers_are_for_administrators_where_people_sign_in(book: AccountBook) -> None:
    client = TestClient(create_app(FakeAssistant(), book=book))
    assert client.get("/metrics").status_code == 401
    key = book.add_key("prometheus", role="admin")
    assert client.get("/metrics", headers={"authorization": f"Bearer {key}"}).status_code == 200
    assert client.get("/ready").status_code == 200


def test_the_number_of_a_request_is_in_its_problem_its_header_and_the_log(caplog: pytest.LogCaptureFixture) -> None:
    client = TestClient(create_app(FakeAssistant()), raise_server_exceptions=False)
    with caplog.at_level(logging.INFO):
        told = [
            client.get("/api/documents/khong-co.docx"),
            client.post("/api/ask", json={"question": 5}),
            client.post("/api/ask", json={"question": "hỏng"}),
            client.get("/api/documents", headers={"origin": "http://ngoai.example"}),
        ]
    assert [each.status_code for each in told] == [404, 422, 500, 403]
    numbers = [each.json()["request_id"] for each in told]
    assert numbers == [each.headers["x-request-id"] for each in told]
    assert len(set(numbers)) == 4
    lines = [json.loads(record.message) for record in caplog.records if record.name == LOGGER]
    assert [line["request_id"] for line in lines] == numbers
    (fault,) = [record for record in caplog.records if record.name == "ui.failures"]
    assert numbers[2] in fault.message


def test_questions_are_logged_only_where_that_is_set(caplog: pytest.LogCaptureFixture) -> None:
    for wanted in (False, True):
        assistant = FakeAssistant()
        assistant.settings = assistant.settings.model_copy(update={"log_questions": wanted})
        client = TestClient(create_app(assistant))
        caplog.clear()
        with caplog.at_level(logging.INFO, logger=LOGGER):
            answered = client.post("/api/ask", json={"question": "thu nhập bao nhiêu"})
            client.get("/api/search", params={"q": "thu nhập tìm"})
        lines = [json.loads(record.message) for record in caplog.records if record.name == LOGGER]
        asked = [line for line in lines if "question" in line]
        assert [line["question"] for line in asked] == ["thu nhập bao nhiêu", "thu nhập tìm"] * wanted
        assert not wanted or asked[0]["request_id"] == answered.headers["x-request-id"]


def test_numbers_have_bounded_labels_and_no_names(book: AccountBook) -> None:
    client = TestClient(create_app(FakeAssistant(), book=book), raise_server_exceptions=False)
    key = {"authorization": f"Bearer {book.add_key('may-quet-rieng', role='admin')}"}

    def labels() -> set[str]:
        shown = client.get("/metrics", headers=key).text
        assert not [word for word in ("may-quet-rieng", "can-bo", "van-ban-") if word in shown]
        return {line.split("}")[0] for line in shown.splitlines() if line.startswith("nghiquyet_requests_total")}

    def call(number: int) -> None:
        client.get(f"/api/documents/van-ban-{number}", headers=key)
        client.get(f"/khong-co/van-ban-{number}", headers=key)
        client.request(f"VAN-BAN-{number}", "/api/search", headers=key)

    call(0)
    labels()
    before = labels()
    for number in range(1, 40):
        call(number)
    assert labels() == before


def test_ready_says_no_while_the_archive_is_broken_and_health_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = FakeAssistant()
    client = TestClient(create_app(assistant))

    def broken() -> None:
        raise ArchiveUnusable("Tệp kho hỏng.")

    monkeypatch.setattr(assistant.shelf, "documents", broken)
    assert (client.get("/ready").status_code, client.get("/ready").json()["detail"]) == (503, "Tệp kho hỏng.")
    assert client.get("/health").json() == {"status": "ok", "documents": None}


def test_ready_says_no_at_once_while_the_indexes_are_built_anew(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "kho")
    (tmp_path / "a.txt").write_text(
        "NGHỊ QUYẾT\nĐẢNG ỦY XÃ GÒ DƯA\n- Thu ngân sách đạt 12,5 tỷ đồng.\n", encoding="utf-8"
    )
    list(ingest([tmp_path / "a.txt"], settings=settings))
    with closing(open_assistant(settings)) as assistant:
        client = TestClient(create_app(assistant))
        assert client.get("/ready").status_code == 200
        told: list[int] = []

        def build() -> None:
            told.extend((client.get("/ready").status_code, client.get("/health").status_code))

        assistant.renew(build)
        assert told == [503, 200]
        assert client.get("/ready").status_code == 200
