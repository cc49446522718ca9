"""The language model among what is examined; archive and indexes are examined in ``test_pipeline``."""

import pytest

from assistant.settings import Settings
from eval.scripted_server import Fail, scripted_server
from ingest.doctor import examine
from ingest.pipeline import ingest

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("looks_are_forked")]


@pytest.fixture
def data(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("NGHỊ QUYẾT\nCỦA ĐẢNG BỘ XÃ AN LẠC\nI. CHỈ TIÊU NĂM 2024\n- Thu ngân sách 12 tỷ đồng.", "utf-8")
    list(ingest([file], settings=Settings(data=tmp_path / "data", _env_file=None)))
    return tmp_path / "data"


def _found(data, **settings):
    return {finding.name: finding for finding in examine(Settings(data=data, _env_file=None, **settings))}


def test_without_a_model_none_is_looked_for(data):
    assert {"Mô hình ngôn ngữ", "Mô hình kiểm tra"}.isdisjoint(_found(data))


def test_programs_that_some_files_need_may_be_absent(data, monkeypatch):
    monkeypatch.setattr("ingest.readers.soffice.program", lambda: None)
    monkeypatch.setattr("ingest.readers.tesseract.engine", lambda: "/usr/bin/tesseract")
    found = _found(data)
    assert (found["LibreOffice"].ok, found["LibreOffice"].absent) == (True, True)
    assert "hãy cài LibreOffice" in found["LibreOffice"].detail
    assert (found["Tesseract"].absent, found["Tesseract"].detail) == (False, "có, nên đọc được bản quét và tệp ảnh.")


def test_a_model_that_answers_and_one_that_does_not(data):
    with scripted_server(lambda _: ["được"]) as server:
        found = _found(data, chat_model="openai:m", chat_base_url=server.url)["Mô hình ngôn ngữ"]
        assert found.ok
        assert found.detail.startswith("openai:m, trả lời sau ")
        assert "AN LẠC" not in server.prompts[0]
    with scripted_server(lambda _: ["  "]) as server:
        assert not _found(data, chat_model="openai:m", chat_base_url=server.url)["Mô hình ngôn ngữ"].ok
    with scripted_server(lambda _: [Fail(401)]) as server:
        found = _found(data, chat_model="openai:m", chat_base_url=server.url)["Mô hình ngôn ngữ"]
        assert (found.ok, "401" in found.detail) == (False, True)


def test_an_entailment_model_that_is_not_here(data, tmp_path):
    found = _found(data, entailment_model=str(tmp_path / "khong-co"))["Mô hình kiểm tra"]
    assert not found.ok
    assert "không có thư mục ấy" in found.detail
    assert not found.derived
