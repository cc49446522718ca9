"""Drafts over the API, from start to download."""

import io

import docx
import pytest
from fastapi.testclient import TestClient

from tests.assistant.drafting.making import archive_of, resolution
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app

BASE = resolution(
    targets="""- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;
- Tỷ lệ người dân tham gia BHYT trên 96%;"""
)


def office():
    return TestClient(create_app(FakeAssistant(shelf=archive_of(goc=BASE))))


@pytest.fixture
def client():
    return office()


@pytest.fixture(scope="module")
def idle():
    """Nothing is ever started in it."""
    return office()


@pytest.fixture
def made(client):
    return client.post("/api/drafts", json={"base": "goc", "year": 2025}).json()


def income(made):
    return next(row for row in made["rows"] if row["indicator"] == "thu_nhap_binh_quan")


def test_a_draft_is_started_listed_and_read(client, made):
    assert made["title"] == "Về phương hướng, nhiệm vụ năm 2025"
    assert [one["draft_id"] for one in client.get("/api/drafts").json()] == [made["draft_id"]]
    assert client.get(f"/api/drafts/{made['draft_id']}").json() == made


def test_cells_are_entered(client, made):
    cells = {income(made)["key"]: {"result": "60,2", "target": "gợi ý"}}
    after = client.put(f"/api/drafts/{made['draft_id']}/rows", json=cells).json()
    assert (income(after)["result"], income(after)["target"], income(after)["reached"]) == ("60,2", "60,2", "103,8%")


def test_one_bad_cell_takes_nothing(client, made):
    rows = {row["key"]: {"result": value} for row, value in zip(made["rows"], ("60", "=1+1"), strict=True)}
    answer = client.put(f"/api/drafts/{made['draft_id']}/rows", json=rows)
    assert answer.status_code == 422
    assert "là công thức" in answer.json()["detail"]
    assert client.get(f"/api/drafts/{made['draft_id']}").json() == made


def test_a_table_is_entered_whole_or_not_at_all(client, made):
    path = f"/api/drafts/{made['draft_id']}/table"
    good = client.put(path, content="mã;kết quả\nthu_nhap_binh_quan;60,2\n".encode())
    assert income(good.json())["result"] == "60,2"
    bad = client.put(path, content=b"\xff\x00\x01")
    assert bad.status_code == 422
    assert income(client.get(f"/api/drafts/{made['draft_id']}").json())["result"] == "60,2"


def test_paragraphs_are_edited_dropped_and_restored(client, made):
    key = next(one["key"] for one in made["paragraphs"] if one["nature"] == "figures")
    path = f"/api/drafts/{made['draft_id']}/paragraphs/{key}"

    def state(answer):
        return next(one["state"] for one in answer.json()["paragraphs"] if one["key"] == key)

    assert state(client.put(path, json={"text": "- Lời mới."})) == "edited"
    assert state(client.put(path, json={"text": None})) == "dropped"
    assert state(client.delete(path)) == "changed"


def test_the_files(client, made):
    path = f"/api/drafts/{made['draft_id']}"
    word = client.get(f"{path}/du-thao.docx")
    assert "DỰ THẢO" in docx.Document(io.BytesIO(word.content)).tables[0].rows[0].cells[0].text
    assert "<del>58</del>" in client.get(f"{path}/so-sanh.html").text
    assert client.get(f"{path}/mau-bang.csv").text.startswith("\ufeffMã;Chỉ tiêu")


def test_a_removed_draft_is_gone(client, made):
    assert client.delete(f"/api/drafts/{made['draft_id']}").status_code == 204
    assert client.get(f"/api/drafts/{made['draft_id']}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"base": "khong-co", "year": 2025}, 404),
        ({"base": "goc", "year": 2024}, 422),
        ({"base": "goc", "year": 2025, "profile": "/etc/passwd.toml"}, 422),
        ({"year": 2025}, 422),
    ],
)
def test_what_cannot_be_started(idle, asked, code):
    answer = idle.post("/api/drafts", json=asked)
    assert answer.status_code == code
    assert list(answer.json())[:4] == ["type", "title", "status", "detail"]
    assert idle.get("/api/drafts").json() == []
