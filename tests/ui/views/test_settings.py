from pathlib import Path

import pytest

from assistant.settings import Settings
from ingest.doctor import Finding
from ui.housekeeping import Storage, models
from ui.views import settings as view


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 byte"), (1536, "1,5 KB"), (5 * 1024**3, "5 GB"), (1024**5 * 3, "3.072 TB")]
)
def test_sizes_as_people_say_them(count, said):
    assert view.size(count) == said


def test_models_say_what_to_set():
    shown = view.models(models(Settings(reranker="kho/xep-lai")))
    assert "<strong>kho/xep-lai</strong>" in shown
    assert "NQ_CHAT_MODEL" in shown
    assert "chưa dùng" in shown


def test_no_key_is_ever_shown():
    shown = view.models(models(Settings(chat_model="openai:m", chat_api_key="bi-mat-123", api_keys="khoa-456")))
    assert "bi-mat" not in shown
    assert "khoa-456" not in shown


def test_the_state_in_words():
    found = [Finding("Kho văn bản", True, "3 văn bản."), Finding("Tesseract", False, "Cài tesseract.", absent=True)]
    assert "Mọi mục đều tốt." in view.indexes(found)
    assert "chưa cài" in view.indexes(found)
    broken = [Finding("Chỉ mục từ vựng", False, "<b>thiếu</b>", derived=True)]
    assert "1 mục cần chữa." in view.indexes(broken)
    assert "<b>" not in view.indexes(broken)
    assert "Bấm “Kiểm tra”" in view.indexes(None)


def test_storage_and_backup():
    shown = view.storage(Storage(Path("/kho"), 2048, 0, 0, 10**9, 12, 3400, 2))
    assert "3.400" in shown
    assert "2 KB" in shown
    assert 'href="/api/sao-luu.zip"' in view.backup()
    assert "nghiquyet restore" in view.backup()
