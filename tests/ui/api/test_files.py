import io
import json
import time
import zipfile
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from assistant.settings import Settings
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app
from ui.render import Json

RESOLUTION = """ĐẢNG BỘ XÃ AN LẠC
NGHỊ QUYẾT
về nhiệm vụ năm 2024
II. CHỈ TIÊU CHỦ YẾU NĂM 2024
- Thu nhập bình quân đầu người đạt 61 triệu đồng/người/năm.
""".encode()


@pytest.fixture
def client(assistant: FakeAssistant) -> Iterator[TestClient]:
    assistant.shelf.clear()
    with TestClient(create_app(assistant), raise_server_exceptions=False) as client:
        yield client


def send(client: TestClient, *files: tuple[str, bytes], headers: dict[str, str] | None = None) -> Json:
    told = client.post("/api/documents", files=[("files", each) for each in files], headers=headers)
    assert told.status_code == 202, told.text
    upload: Json = told.json()
    until = time.monotonic() + 60
    while upload["state"] in ("waiting", "reading") and time.monotonic() < until:
        time.sleep(0.1)
        upload = client.get(f"/api/uploads/{upload['upload_id']}").json()
    return upload


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, data in members.items():
            packed.writestr(f"{name}.txt", data)
    return target.getvalue()


def test_a_good_file_a_broken_one_and_a_zip(client: TestClient) -> None:
    upload = send(
        client,
        ("xã An Lạc/nghị quyết.txt", RESOLUTION),
        ("hỏng.pdf", b"%PDF-1.4\nnot a page"),
        ("gói.zip", zipped(mot=RESOLUTION + b"- x", hai=b"")),
        ("xã An Lạc/Thumbs.db", b"left by a system"),
    )
    assert upload["state"] == "done"
    told = {each["name"]: each for each in upload["outcomes"]}
    assert [each["outcome"] for each in told.values()] == ["added", "rejected", "added", "rejected"]
    good = told["xã An Lạc/nghị quyết.txt"]
    assert good["receipt"]["rows"] == 1
    assert good["title"] == "Nghị quyết · xã An Lạc · 2024"
    assert "hãy" in told["hỏng.pdf"]["reason"]
    assert "không có chữ nào" in told["gói.zip/hai.txt"]["reason"]
    assert [each["document"] for each in client.get("/api/documents").json()] == [
        "gói.zip/mot.txt",
        "xã An Lạc/nghị quyết.txt",
    ]


def test_sent_again_it_is_unchanged_and_after_a_removal_it_comes_back(client: TestClient) -> None:
    first = send(client, ("a.txt", RESOLUTION))["outcomes"][0]
    assert send(client, ("a.txt", RESOLUTION))["outcomes"][0]["outcome"] == "unchanged"
    client.delete(f"/api/documents/{first['document_id']}")
    assert send(client, ("a.txt", RESOLUTION))["outcomes"][0]["outcome"] == "added"


def test_two_files_of_one_name_are_two_documents(client: TestClient) -> None:
    send(client, ("nghị quyết.txt", RESOLUTION))
    other = send(client, ("nghị quyết.txt", RESOLUTION.replace(b"61", b"47")))["outcomes"][0]
    assert other["outcome"] == "added"
    assert "trùng tên" in other["note"]
    assert len(client.get("/api/documents").json()) == 2


def test_names_lead_nowhere_else(client: TestClient, assistant: FakeAssistant) -> None:
    names = ["../../thoát.txt", "C:\\Windows\\win.txt", "/etc/mật khẩu.txt", "a/../../b.txt", ".."]
    upload = send(client, *((name, RESOLUTION + str(at).encode()) for at, name in enumerate(names)))
    lying = list(assistant.settings.data.rglob("*.txt"))
    uploads = assistant.settings.data / "uploads"
    assert len(lying) == 4
    assert all(uploads.resolve() in path.resolve().parents for path in lying)
    assert "tên tệp không dùng được" in upload["outcomes"][0]["reason"]


def test_events_tell_until_the_end(client: TestClient) -> None:
    begun = client.post("/api/documents", files=[("files", ("a.txt", RESOLUTION))]).json()
    lines = client.get(f"/api/uploads/{begun['upload_id']}/events").text.strip().split("\n\n")
    assert json.loads(lines[-1].removeprefix("data: "))["state"] == "done"


def test_too_much_is_refused_before_it_is_read(client: TestClient, assistant: FakeAssistant) -> None:
    assistant.settings = Settings(data=assistant.settings.data, max_file_mb=0.001, uploads_mb=0.02)
    large = client.post("/api/documents", files=[("files", ("a.txt", b"x" * 6_000))])
    assert large.status_code == 413
    assert "chia các tệp" in large.json()["detail"]
    one = client.post("/api/documents", files=[("files", ("a.txt", b"x" * 2_000))]).json()
    assert "cỡ tối đa" in one["outcomes"][0]["reason"]
    unsaid = client.post(
        "/api/documents",
        content=iter([b"x" * 4_000] * 2),
        headers={"content-type": "multipart/form-data; boundary=b"},
    )
    assert unsaid.status_code == 413


def test_there_is_room_for_so_much_and_no_more(client: TestClient, assistant: FakeAssistant) -> None:
    assistant.settings = Settings(data=assistant.settings.data, uploads_mb=0.001)
    full = client.post("/api/documents", files=[("files", ("a.txt", b"x" * 2_000))])
    assert full.status_code == 413
    assert "NQ_UPLOADS_MB" in full.json()["detail"]


@pytest.mark.parametrize("body", [b"", b"{}", b"--b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--b--\r\n"])
def test_what_is_no_upload_is_told(client: TestClient, body: bytes) -> None:
    of_json = 415 if body else 413  # nothing at all has no type
    for kind, status in (
        ("application/json", of_json),
        ("multipart/form-data", 413),
        ("multipart/form-data; boundary=b", 413),
    ):
        told = client.post("/api/documents", content=body, headers={"content-type": kind})
        assert told.status_code == status
        assert "multipart/form-data" in told.json()["detail"]


def test_another_site_may_not_upload(client: TestClient) -> None:
    files = [("files", ("a.txt", RESOLUTION))]
    assert client.post("/api/documents", files=files, headers={"origin": "http://ngoai.example"}).status_code == 403
    assert client.post("/api/documents", files=files, headers={"origin": "null"}).status_code == 403


def test_with_keys_the_page_may_upload_and_a_stranger_may_not(assistant: FakeAssistant) -> None:
    assistant.settings = Settings(data=assistant.settings.data, api_keys="mot")  # type: ignore[arg-type]
    files = [("files", ("a.txt", RESOLUTION))]
    with TestClient(create_app(assistant), base_url="http://127.0.0.1:7860") as client:
        assert client.post("/api/documents", files=files).status_code == 401
        key = {"authorization": "Bearer mot"}
        assert client.post("/api/documents", files=files, headers=key).status_code == 202
        client.get("/")  # brings the cookie
        assert client.post("/api/documents", files=files).status_code == 401
        own = {"origin": "http://127.0.0.1:7860", "x-nq-csrf": client.cookies["nq-csrf-7860"]}
        assert client.post("/api/documents", files=files, headers=own).status_code == 202


def test_the_original_is_given_back_as_it_was_sent(client: TestClient) -> None:
    zip_file = zipped(mot=RESOLUTION)
    upload = send(client, ("nghị quyết.txt", RESOLUTION + b"."), ("gói.zip", zip_file))
    for each, data in zip(upload["outcomes"], (RESOLUTION + b".", RESOLUTION), strict=True):
        told = client.get(f"/api/originals/{each['document_id']}")
        assert told.content == data
        assert told.headers["content-disposition"].startswith("attachment;")
        assert "sandbox" in told.headers["content-security-policy"]
        assert told.headers["x-content-type-options"] == "nosniff"
    assert client.get(f"/api/original-pages/{upload['outcomes'][0]['document_id']}").status_code == 404


def test_a_file_that_was_changed_since_is_not_given_out(client: TestClient, assistant: FakeAssistant) -> None:
    document_id = send(client, ("a.txt", RESOLUTION))["outcomes"][0]["document_id"]
    (file,) = (assistant.settings.data / "uploads").rglob("a.txt")
    file.write_bytes(b"something else")
    told = client.get(f"/api/originals/{document_id}")
    assert told.status_code == 404
    assert "Tệp gốc không còn" in told.json()["detail"]


def test_pages_are_drawn(client: TestClient) -> None:
    from importlib.resources import files

    data = (files("ingest") / "sample" / "2023_nghi_quyet_xa_dong_vinh.pdf").read_bytes()
    document_id = send(client, ("a.pdf", data))["outcomes"][0]["document_id"]
    drawn = client.get(f"/api/original-pages/{document_id}")
    assert drawn.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(drawn.content)).width == 1240
    beyond = client.get(f"/api/original-pages/{document_id}?page=99")
    assert beyond.status_code == 404
    assert "không có trang 99" in beyond.json()["detail"]


def test_an_unknown_upload_is_told(client: TestClient) -> None:
    assert client.get("/api/uploads/x").status_code == 404
    assert client.get("/api/uploads/x/events").status_code == 404
