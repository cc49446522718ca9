"""What is somebody's own is not there for others who know or guess its id: over the API, downloads and the queue."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.accounts import AccountBook
from assistant.errors import UnknownDraft, UploadRefused
from assistant.fakes import MemoryAccounts, PlainPasswords
from assistant.types import User
from ingest.kept import uploads_folder
from tests.assistant.drafting.making import archive_of, resolution
from tests.ui.doors.conftest import PASSWORD
from tests.ui.doors.test_browser_origins import serving
from tests.ui.doors.test_users import of
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app
from ui.doors.page_files import KEPT_SECONDS, SWEPT_SECONDS, PageFiles
from ui.doors.session import TOKEN_HEADER
from ui.doors.who import CALLING
from ui.drafting import open_desk
from ui.owner import owner_of
from ui.tabs.draft import Room

BASE = resolution(targets="- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;")
As = Callable[[str], TestClient]


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant(shelf=archive_of(goc=BASE))


def office(assistant: FakeAssistant) -> FastAPI:
    book = AccountBook(MemoryAccounts(), PlainPasswords())
    for name, role in (("an", "clerk"), ("binh", "clerk"), ("cuc", "reader"), ("hoa", "admin")):
        book.add(name, PASSWORD, role=role)
    return create_app(assistant, book=book)


def people(app: FastAPI) -> As:
    return lambda name: of(app.state.house.book, name, app=app)


def begun(by: As) -> str:
    """A draft of An's."""
    return str(by("an").post("/api/drafts", json={"base": "goc", "year": 2025}).json()["draft_id"])


@pytest.fixture
def app(assistant: FakeAssistant) -> FastAPI:
    return office(assistant)


@pytest.fixture
def by(app: FastAPI) -> As:
    return people(app)


@pytest.fixture
def draft_id(by: As) -> str:
    return begun(by)


def drafts_of(client: TestClient) -> list[str]:
    return [one["draft_id"] for one in client.get("/api/drafts").json()]


DRAFT_CALLS = [
    ("GET", "", None),
    ("GET", "/du-thao.docx", None),
    ("GET", "/so-sanh.html", None),
    ("GET", "/mau-bang.csv", None),
    ("GET", "/mau-bang.xlsx", None),
    ("GET", "/diem-can-xem.csv", None),
    ("PUT", "/rows", {}),
    ("PUT", "/table", {}),
    ("PUT", "/paragraphs/x", {"text": "x"}),
    ("DELETE", "/paragraphs/x", None),
    ("DELETE", "", None),
]


@dataclass(frozen=True)
class Left:
    """A draft that each of the calls has to leave as it is, so that the next one finds it."""

    an: TestClient
    binh: TestClient
    draft_id: str


@pytest.fixture(scope="module")
def left() -> Left:
    by = people(office(FakeAssistant(shelf=archive_of(goc=BASE))))
    return Left(by("an"), by("binh"), begun(by))


@pytest.mark.parametrize(("method", "path", "body"), DRAFT_CALLS)
def test_a_draft_is_not_there_for_another_clerk(left: Left, method: str, path: str, body: dict | None) -> None:
    told = left.binh.request(method, f"/api/drafts/{left.draft_id}{path}", json=body)
    assert told.status_code == 404, told.text
    assert "Không có dự thảo" in told.json()["detail"]
    assert drafts_of(left.an) == [left.draft_id]


def test_drafts_are_listed_for_their_owner_and_for_administrators(by: As, draft_id: str) -> None:
    assert {name: drafts_of(by(name)) for name in ("an", "binh", "cuc", "hoa")} == {
        "an": [draft_id],
        "binh": [],
        "cuc": [],
        "hoa": [draft_id],
    }
    assert by("hoa").get("/api/drafts").json()[0]["owner"] == "an"
    assert by("hoa").get(f"/api/drafts/{draft_id}/du-thao.docx").status_code == 200
    assert by("hoa").put(f"/api/drafts/{draft_id}/rows", json={}).status_code == 200
    assert drafts_of(by("an")) == [draft_id]  # an administrator's work leaves it its owner's


def test_a_draft_without_an_owner_is_there_for_whoever_drafts(
    by: As, assistant: FakeAssistant, draft_id: str
) -> None:
    assistant.drafts.save(replace(assistant.drafts.draft(draft_id), owner=None))
    assert [drafts_of(by(name)) for name in ("an", "binh", "cuc", "hoa")] == [[draft_id]] * 2 + [[]] + [[draft_id]]


def test_the_tab_finds_no_draft_of_somebody_else(assistant: FakeAssistant, draft_id: str) -> None:
    room = Room(open_desk(assistant))
    calling = CALLING.set(User("binh", "clerk"))
    try:
        for screen in (
            room.step(f"{draft_id}:text:"),
            room.cell(draft_id, "x:result:1"),
            room.paragraph(draft_id, "drop:x"),
            room.write(draft_id, "x:y"),
            room.listed(f"rename:{draft_id}:của tôi", None),
            room.listed(f"remove:{draft_id}", None),
        ):
            assert screen.saved is None
            assert "Không có dự thảo" in screen.problem
        with pytest.raises(UnknownDraft):
            room.desk.drafts.save(replace(assistant.drafts.draft(draft_id), owner="binh", title="của tôi"))
    finally:
        CALLING.reset(calling)
    assert assistant.drafts.draft(draft_id).owner == "an"


def shown_by_queue(address: str, name: str, draft_id: str, *, function: int) -> str:
    """What the page's queue tells somebody who signs in and asks for a draft of this id."""
    with httpx.Client(base_url=address, timeout=30, headers={"origin": address}) as client:
        assert client.post("/login", data={"name": name, "password": PASSWORD}).status_code == 303
        client.get("/")
        headers = {TOKEN_HEADER: next(value for key, value in client.cookies.items() if key.startswith("nq-csrf"))}
        tab = f"trang-cua-{name}"
        asked = {"fn_index": function, "data": [], "event_data": {"key": f"{draft_id}:text:"}, "session_hash": tab}
        assert client.post("/gradio_api/queue/join", json=asked, headers=headers).status_code == 200
        with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": tab}) as answer:
            for line in answer.iter_lines():
                if line.startswith("data:") and json.loads(line[5:])["msg"] == "process_completed":
                    return json.dumps(json.loads(line[5:]), ensure_ascii=False)
    raise AssertionError("the queue ended without an answer")


def test_the_queue_shows_another_page_nothing_of_a_draft(app: FastAPI, draft_id: str) -> None:
    step = next(n for n, one in app.state.house.functions.items() if one.name == "draft:_wire_work.go")
    with serving(app) as port:
        address = f"http://127.0.0.1:{port}"
        mine, foreign = (shown_by_queue(address, name, draft_id, function=step) for name in ("an", "binh"))
    assert "Thu nhập bình quân" in mine
    assert "Thu nhập bình quân" not in foreign
    assert "Không có dự thảo" in foreign


def test_an_upload_is_there_for_its_owner_and_for_administrators(by: As) -> None:
    sent = by("an").post("/api/documents", files={"files": ("a.txt", b"khong phai nghi quyet")})
    upload_id = sent.json()["upload_id"]
    for path in (f"/api/uploads/{upload_id}", f"/api/uploads/{upload_id}/events"):
        assert by("binh").get(path).status_code == 404
        assert by("cuc").get(path).status_code == 404
        assert by("hoa").get(path).status_code == 200
        assert by("an").get(path).status_code == 200
    assert by("binh").delete(f"/api/uploads/{upload_id}").status_code == 404
    assert by("cuc").delete(f"/api/uploads/{upload_id}").status_code == 403
    listed = {name: len(by(name).get("/api/uploads").json()) for name in ("an", "binh", "hoa")}
    assert listed == {"an": 1, "binh": 0, "hoa": 1}


def test_uploads_fill_the_share_of_who_sent_them(by: As, assistant: FakeAssistant) -> None:
    assistant.settings = assistant.settings.model_copy(update={"user_uploads_mb": 0.001})
    big = {"files": ("a.txt", b"x" * 700)}
    assert by("an").post("/api/documents", files=big).status_code == 202
    told = by("an").post("/api/documents", files={"files": ("b.txt", b"y" * 700)})
    assert told.status_code == 413
    assert "NQ_USER_UPLOADS_MB" in told.json()["detail"]
    assert by("binh").post("/api/documents", files={"files": ("b.txt", b"y" * 700)}).status_code == 202
    assert len([one for one in uploads_folder(assistant.settings).iterdir() if not one.name.startswith(".")]) == 2


def test_files_of_the_page_count_while_they_lie_there(assistant: FakeAssistant) -> None:
    now = [0.0]
    kept = PageFiles(assistant.settings.model_copy(update={"user_uploads_mb": 1.0}), clock=lambda: now[0])
    kept.take(900_000, owner="an")
    with pytest.raises(UploadRefused):
        kept.take(900_000, owner="an")
    kept.take(900_000, owner="binh")
    now[0] = KEPT_SECONDS + SWEPT_SECONDS + 1.0
    kept.take(900_000, owner="an")


def test_a_page_that_sends_too_much_is_refused_before_it_is_read(by: As, app: FastAPI) -> None:
    small = app.state.house.page_files.settings.model_copy(update={"uploads_mb": 0.0001})
    app.state.house.page_files.settings = small
    told = by("an").post("/gradio_api/upload", files={"files": ("a.csv", b"x" * 500)})
    assert told.status_code == 413


def test_a_conversation_is_no_file_for_another(by: As, app: FastAPI, assistant: FakeAssistant) -> None:
    an, binh = by("an"), by("binh")
    calling = CALLING.set(User("an", "clerk"))
    try:
        owner = owner_of(an)
    finally:
        CALLING.reset(calling)
    held = assistant.conversations.append(None, "Thu nhập?", FakeAssistant().ask("Thu nhập?"), owner=owner)
    assert an.get(f"/api/conversations/{held}/file").status_code == 200
    for one in (binh, by("hoa")):
        assert one.get(f"/api/conversations/{held}/file").status_code == 404
