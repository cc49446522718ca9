"""The backup by the API: a ZIP with the archive, and one line where there is none."""

import io
import zipfile

from fastapi.testclient import TestClient

from assistant.build import open_archive
from assistant.settings import Settings
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app


def test_the_archive_is_downloaded(tmp_path):
    assistant = FakeAssistant()
    settings = Settings(_env_file=None, data=tmp_path)
    open_archive(settings).close()
    assistant.settings = settings
    got = TestClient(create_app(assistant)).get("/api/sao-luu.zip")
    assert got.headers["content-disposition"].startswith('attachment; filename="nghiquyet-')
    assert "archive.db" in zipfile.ZipFile(io.BytesIO(got.content)).namelist()
