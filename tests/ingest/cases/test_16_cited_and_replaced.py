"""An answer that cites a document keeps its quote, whatever becomes of the document, and says what did."""

from datetime import datetime

import pytest

from assistant.build import open_assistant
from assistant.settings import Settings
from ingest.filing import shared_filing
from ingest.pipeline import ingest
from ui.browsing import Browsing
from ui.conversing import keep, opened, reloaded
from ui.tabs.documents import opened as opened_document
from ui.views.actions import CiteKey, SpanKey
from ui.views.thread import Exchange

TEXT = (
    "ĐẢNG ỦY XÃ GÒ DƯA\nNGHỊ QUYẾT\nVề nhiệm vụ năm 2026\nII. CHỈ TIÊU NĂM 2026\n- Thu ngân sách đạt 12,5 tỷ đồng;\n"
    "III. GIẢI PHÁP\nXã nạo vét kênh Bảy Thước, trồng dừa ven đê bao."
)
OWNER = "0" * 32  # a browser
TODAY = f"{datetime.now():%d/%m/%Y}"


@pytest.fixture
def path(tmp_path):
    (tmp_path / "vào").mkdir()
    path = tmp_path / "vào" / "nq.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def assistant(tmp_path, path):
    settings = Settings(data=tmp_path / "kho")
    list(ingest([path], settings=settings))
    opened = open_assistant(settings)
    yield opened
    opened.close()


@pytest.fixture(params=["Thu ngân sách của xã Gò Dưa?", "Xã Gò Dưa có giải pháp gì về kênh mương?"])
def stored(request, assistant):
    answer = assistant.ask(request.param)
    return keep(assistant, 0, [Exchange(request.param, answer=answer)], owner=OWNER), answer.citations[0]


def card(assistant, stored):
    exchanges = reloaded(assistant, stored, owner=OWNER).exchanges
    return opened(assistant, CiteKey(0, 1), exchanges=exchanges)


def again(assistant, path):
    with shared_filing(assistant) as filing:
        return [each.outcome for each in ingest([path], settings=assistant.settings, filing=filing)]


def test_replaced_once_and_twice(assistant, stored, path):
    conversation, cited = stored
    for figure in ("13,1", "13,4"):
        path.write_text(TEXT.replace("12,5", figure).replace("Bảy Thước", "Tám Thước"), encoding="utf-8")
        assert again(assistant, path) == ["updated"]
        shown = card(assistant, conversation)
        assert f"Văn bản “nq.txt” đã được thay bằng bản mới ngày {TODAY}." in shown
        assert cited.quote in shown
        newest = assistant.shelf.document("nq.txt").document_id
        assert f'data-key="{newest}:0:0"' in shown
        assert "Mở bản mới" in opened_document(assistant, Browsing(assistant), SpanKey(cited.document_id, 0, 0))
    assert "13,4" in assistant.ask("Thu ngân sách của xã Gò Dưa?").text


def test_removed_and_had_back(assistant, stored):
    conversation, cited = stored
    with shared_filing(assistant) as filing:
        filing.remove(["nq.txt"])
    shown = card(assistant, conversation)
    assert f"Văn bản “nq.txt” đã được gỡ khỏi kho ngày {TODAY}." in shown
    assert cited.quote in shown
    assert assistant.shelf.documents() == []
    with shared_filing(assistant) as filing:
        filing.restore([cited.document_id])
    assert f'<mark class="nq-mark">{cited.quote}</mark>' in card(assistant, conversation)
    assert "dừa" in assistant.ask("Xã Gò Dưa có giải pháp gì về kênh mương?").text


def test_moved_and_renamed(assistant, stored, path):
    conversation, cited = stored
    path = path.rename(path.parent / "ban_hanh.txt")
    assert again(assistant, path) == ["unchanged"]
    assert f'<mark class="nq-mark">{cited.quote}</mark>' in card(assistant, conversation)
    assert assistant.shelf.document(cited.document_id).name == "ban_hanh.txt"
