"""Uploads into an archive that is being answered from, begun with nothing in it."""

import io
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from assistant.build import Assistant, open_assistant
from assistant.errors import UnknownUpload
from assistant.settings import Settings
from ingest.filing import begin_archive
from ingest.kept import keep
from ingest.pipeline import FileOutcome
from ingest.uploads import Uploads

TEXT = """ĐẢNG BỘ XÃ AN LẠC
NGHỊ QUYẾT
về nhiệm vụ năm 2024
II. CHỈ TIÊU CHỦ YẾU NĂM 2024
- Thu nhập bình quân đầu người đạt {} triệu đồng/người/năm.
"""


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    settings = Settings(data=tmp_path / "data")
    begin_archive(settings)
    opened = open_assistant(settings, own=True)
    yield opened
    opened.close()


def send(uploads: Uploads, assistant: Assistant, *texts: str) -> str:
    kept = [
        keep(io.BytesIO(text.encode()), sent_as=f"{at}.txt", settings=assistant.settings)
        for at, text in enumerate(texts)
    ]
    return uploads.begin(kept).upload_id


def test_the_first_file_can_be_asked_about(assistant: Assistant) -> None:
    uploads = Uploads(assistant)
    *_, last = uploads.watch(send(uploads, assistant, TEXT.format("61,5")))
    assert (last.state, [each.outcome.outcome for each in last.told]) == ("done", ["added"])
    answer = assistant.ask("Thu nhập bình quân đầu người xã An Lạc năm 2024 là bao nhiêu?")
    assert "61,5" in answer.text


def test_uploads_come_one_after_the_other_and_each_is_told_apart(assistant: Assistant) -> None:
    uploads = Uploads(assistant)
    first, second = (send(uploads, assistant, TEXT.format(value), value) for value in ("51", "52"))
    told = {}

    def watch(upload_id: str) -> None:
        *_, told[upload_id] = uploads.watch(upload_id)

    watchers = [Thread(target=watch, args=(each,)) for each in (first, second, first)]
    for watcher in watchers:
        watcher.start()
    for watcher in watchers:
        watcher.join(timeout=60)
    for upload_id in (first, second):
        assert [each.outcome.outcome for each in told[upload_id].told] == ["added", "added"]
    assert len(assistant.shelf.documents()) == 4


def test_what_was_refused_at_the_door_is_told_with_the_rest(assistant: Assistant) -> None:
    uploads = Uploads(assistant)
    upload = uploads.begin([], refused=[FileOutcome("a.docx", "rejected", reason="quá lớn")])
    *_, last = uploads.watch(upload.upload_id)
    assert (last.state, last.files, last.told[0].outcome.name) == ("done", 1, "a.docx")


def test_a_failure_ends_one_upload_and_not_the_next(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = Uploads(assistant)
    with monkeypatch.context() as patched:
        patched.setattr("ingest.uploads.ingest", lambda *_, **__: (_ for _ in ()).throw(OSError("đĩa đầy")))
        broken = uploads.find(send(uploads, assistant, TEXT.format("1")))
        until = time.monotonic() + 20
        while not broken.ended and time.monotonic() < until:
            time.sleep(0.05)
            broken = uploads.find(broken.upload_id)
    assert broken.state == "failed"
    assert isinstance(broken.failure, OSError)
    *_, last = uploads.watch(send(uploads, assistant, TEXT.format("2")))
    assert last.state == "done"


def test_an_unknown_upload_is_told(assistant: Assistant) -> None:
    with pytest.raises(UnknownUpload, match="“x”"):
        Uploads(assistant).find("x")


def test_whoever_waits_is_let_go_when_the_chat_stops(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.uploads._TICK_SECONDS", 3600.0)
    uploads, told = Uploads(assistant), []
    with assistant.changing:  # so that nothing of it is read meanwhile
        upload_id = send(uploads, assistant, TEXT.format("61,5"))
        watcher = Thread(target=lambda: told.extend(uploads.watch(upload_id)), daemon=True)
        watcher.start()
        while not told:
            time.sleep(0.01)
        uploads.close()
        watcher.join(60)
        assert not watcher.is_alive()
    while uploads.find(upload_id).state != "done":  # the reading itself is not cut off
        time.sleep(0.01)
