from dataclasses import replace

from assistant.settings import Settings
from assistant.types import Remark
from ingest.pipeline import Counts, FileOutcome
from ingest.uploads import Told, Upload
from tests.ui.fake_assistant import FakeShelf
from ui.views.upload import upload_form, upload_json


def told(*outcomes: Told) -> list[str]:
    json = upload_json(Upload("u1", len(outcomes), "done", outcomes))
    return [each["told"] for each in json["outcomes"]]


def test_each_file_is_told_in_a_sentence() -> None:
    scan = (Remark("trang 1", "read", "nhận dạng chữ (OCR)"), Remark("trang 2", "unread", "trang quá mờ"))
    assert told(
        Told(FileOutcome("gói.zip/a.docx", "added", document_id="d1", receipt=Counts(3, 1, 0, 12, 2))),
        Told(FileOutcome("quét.pdf", "updated", document_id="d2", receipt=Counts(1, 0, 1, 0, 0)), remarks=scan),
        Told(FileOutcome("b.docx", "unchanged", document_id="d1", note="giống hệt tệp “a.docx” đã có trong kho")),
        Told(FileOutcome("gói.zip/c.pdf", "rejected", reason="c.pdf: tệp đã hỏng; hãy lưu lại.")),
    ) == [
        "Đã thêm. Đọc đủ tệp; 12 dòng số liệu; 2 con số chưa thành dòng; đã lược 1 đoạn thừa.",
        "Đã cập nhật. Chưa đọc được 1 phần của tệp; không có dòng số liệu nào. Trang 1: nhận dạng chữ (OCR). "
        "Trang 2: trang quá mờ.",
        "Đã có trong kho: giống hệt tệp “a.docx” đã có trong kho.",
        "Không nhận: tệp đã hỏng; hãy lưu lại.",
    ]


def test_an_upload_that_failed_says_why_and_hides_faults() -> None:
    json = upload_json(Upload("u1", 1, "failed", (), RuntimeError("bí mật")))
    assert json["detail"].startswith("Lỗi phần mềm")
    assert "bí mật" not in json["detail"]


def test_a_document_is_named_as_staff_call_it_and_one_that_is_gone_meanwhile_has_no_title(shelf: FakeShelf) -> None:
    identity = replace(
        shelf.document("d1").identity, number="7-NQ/ĐU", level="xã", commune="An Lạc", target_year=2024
    )
    outcomes = (
        Told(FileOutcome("a", "added", document_id="x")),
        Told(FileOutcome("b", "added", document_id="y"), identity),
    )
    json = upload_json(Upload("u1", 2, "done", outcomes))
    assert [each["title"] for each in json["outcomes"]] == [None, "7-NQ/ĐU · xã An Lạc · 2024"]


def test_the_form_takes_files_and_folders() -> None:
    html = upload_form(Settings(max_file_mb=1.5))
    assert 'data-most="1500000"' in html
    assert "webkitdirectory" in html
    assert "mỗi tệp tối đa 1,5 MB" in html
