import json
from dataclasses import replace

import pytest

from assistant.errors import InvalidCorrection, UnknownDocument, UnknownRow
from assistant.types import Proposal, User
from tests.ui.fake_assistant import FakeAssistant
from ui.doors.who import CALLING
from ui.tabs.ledger import decided, offered, opened, queue, sheet
from ui.views.ledger_state import Judgement, read_judgement


def said(row: str, decision: str, *, by: str = "Lan", note: str = "", **fields: str) -> Judgement | None:
    return read_judgement(json.dumps({"row": row, "decision": decision, "by": by, "note": note, "fields": fields}))


def test_filters_offer_what_the_ledger_holds(assistant: FakeAssistant) -> None:
    html = offered(assistant)
    assert '<option value="ty_le_ho_ngheo">' in html
    assert [name for name in ("Hưng Tân", "Thọ Xuân", "Trường Xuân") if f'<option value="{name}">' not in html] == []
    assert html.index(">2024<") < html.index(">2023<")


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("", "1–4 trong 4 dòng"),
        ("indicator=thu_nhap_binh_quan&place=Tr%C6%B0%E1%BB%9Dng+Xu%C3%A2n&year=2024", "1–1 trong 1 dòng"),
        ("document=002_hung_tan.txt", "1–1 trong 1 dòng"),
        ("state=findings", "Không có dòng nào khớp"),
        ("leaf=9", "Trang này không còn dòng nào"),
        ("year=1800", "Không có dòng nào khớp với bộ lọc. Hãy bỏ bớt một điều kiện"),
        ("ledger=pivot", "Chọn một chỉ tiêu ở bộ lọc"),
        ("ledger=pivot&indicator=ty_le_ho_ngheo", "chưa có số liệu cả năm"),
        ("ledger=pivot&indicator=thu_nhap_binh_quan", "Thu nhập bình quân đầu người, triệu đồng/người/năm"),
    ],
)
def test_what_an_address_shows(assistant: FakeAssistant, at: str, told: str) -> None:
    assert told in sheet(assistant, at)


def test_an_empty_archive_says_what_to_do(assistant: FakeAssistant) -> None:
    assistant.shelf.clear()
    assert "Hãy nạp văn bản ở thẻ “Văn bản”" in sheet(assistant, "")
    assert "Không còn số liệu nào chờ xem lại" in queue(assistant, "")


def test_a_document_that_is_not_there_is_told(assistant: FakeAssistant) -> None:
    with pytest.raises(UnknownDocument):
        sheet(assistant, "document=khong-co")


def test_a_row_is_opened_corrected_and_shown_as_it_is_now(assistant: FakeAssistant) -> None:
    html = opened(assistant, "r1")
    assert "từ 58 triệu đồng/người/năm trở lên" in html
    assert 'value="58"' in html
    assert '<mark class="nq-mark">Thu nhập bình quân đầu người: từ 58' in html
    done = decided(assistant, said("r1", "correct", note="đọc lại bản giấy", value="59,5", year="2024"))
    assert "59,5" in done
    assert "Hoàn lại" in done
    html = opened(assistant, "r1")
    assert 'value="59,5"' in html
    assert "Đã sửa bởi Lan" in html
    assert "đọc lại bản giấy" in html
    assert "Máy đọc: Thu nhập bình quân đầu người, chỉ tiêu từ 58 triệu đồng/người/năm trở lên, năm 2024." in html
    decided(assistant, said("r1", "undo"))
    html = opened(assistant, "r1")
    assert 'value="58"' in html
    assert 'value="59,5"' not in html
    assert "Đã sửa bởi" not in html


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ({"value": "60", "value_max": "62"}, "từ 60 đến 62 triệu đồng/người/năm"),
        ({"comparator": "="}, "58 triệu đồng/người/năm"),
        ({"value": "5", "unit": "triệu đồng/người/tháng"}, "từ 60 triệu đồng/người/năm trở lên"),
        ({"indicator": "ty_le_ho_ngheo", "value": "2,5", "unit": "%"}, "từ 2,5% trở lên"),
        ({"indicator": "", "unit": "km"}, "từ 58 km trở lên"),
        ({"kind": "actual", "year": "2023"}, "từ 58 triệu đồng/người/năm trở lên"),
    ],
)
def test_every_field_can_be_corrected(assistant: FakeAssistant, typed: dict[str, str], amount: str) -> None:
    assert amount in decided(assistant, said("r1", "correct", **typed))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"unit": "ha"}, "Đơn vị “ha”: chỉ tiêu “Thu nhập bình quân đầu người” tính bằng triệu đồng/người/năm"),
        ({"value": "nhiều"}, "Mức “nhiều”: ghi một số"),
        ({"value": "-3"}, "ghi một số"),
        ({"year": "24"}, "Năm “24”: ghi năm bốn chữ số"),
        ({"comparator": "range"}, "cần cả hai mức"),
        ({"value": "60", "value_max": "50"}, "phải lớn hơn mức đầu"),
        ({"value": "58"}, "Chưa có ô nào thay đổi"),
        ({"review": "confirmed"}, "Chưa có ô nào thay đổi"),
    ],
)
def test_a_correction_that_cannot_be_used_says_why(
    assistant: FakeAssistant, typed: dict[str, str], told: str
) -> None:
    with pytest.raises(InvalidCorrection, match=told):
        decided(assistant, said("r1", "correct", **typed))
    assert assistant.shelf.row("r1").review == "extracted"


def test_a_rejected_row_leaves_the_table_and_comes_back(assistant: FakeAssistant) -> None:
    assert "Hoàn lại" in decided(assistant, said("r1", "reject"))
    assert "trong 3 dòng" in sheet(assistant, "")
    assert "đã loại" in sheet(assistant, "state=rejected")
    assert "Hoàn lại như máy đọc" in opened(assistant, "r1")
    assert "Đã hoàn lại: " in decided(assistant, said("r1", "undo"))
    assert "trong 4 dòng" in sheet(assistant, "")


def test_the_queue_tells_what_came_second(assistant: FakeAssistant) -> None:
    html = queue(assistant, "")
    assert "1 số liệu đọc chưa chắc" in html
    assert "giảm 0,34 điểm %" in html
    assert "Đọc chưa chắc: có thể của năm 2023" in html
    assert "Lấy cách đọc kia: năm 2023" in html
    assert "Phần đang lọc không có số liệu nào chờ xem lại." in queue(assistant, "year=2023")
    assert queue(assistant, "state=unsure") == ""


def test_a_row_tells_why_it_was_read_so(assistant: FakeAssistant) -> None:
    html = opened(assistant, "r2")
    assert "Máy đọc rất không chắc (khoảng 42 lần đúng trong 100)." in html
    assert "<li>chỉ tiêu: tên trong dòng</li>" in html
    assert "Cũng có thể là: năm 2023 (0,31)." in html
    assert ", mục II.2" in html


@pytest.mark.parametrize(
    ("decision", "review", "year"),
    [("confirm", "confirmed", 2024), ("second", "corrected", 2023), ("reject", "rejected", 2024)],
)
def test_one_click_decides(assistant: FakeAssistant, decision: str, review: str, year: int) -> None:
    assert "Tỷ lệ hộ nghèo" in decided(assistant, said("r2", decision))
    row = assistant.shelf.row("r2")
    assert (row.review, row.year) == (review, year)
    assert "nq-queue-none" in queue(assistant, "")


@pytest.mark.parametrize(
    "judgement", [said("r2", "confirm", by=" "), said("r2", "xoá"), None, said("r1", "second"), said("r2", "correct")]
)
def test_a_click_that_decides_nothing_says_why(assistant: FakeAssistant, judgement: Judgement | None) -> None:
    with pytest.raises(InvalidCorrection) as told:
        decided(assistant, judgement)
    assert "--" not in str(told.value)
    assert assistant.shelf.row("r2").review == "extracted"


def test_a_row_that_is_gone_is_told(assistant: FakeAssistant) -> None:
    with pytest.raises(UnknownRow):
        decided(assistant, said("r9", "confirm"))
    with pytest.raises(UnknownRow):
        opened(assistant, "r9")


def test_what_a_model_proposes_opens_the_queue_and_is_decided_by_one_click(assistant: FakeAssistant) -> None:
    row = replace(assistant.shelf.row("r1"), row_id="d/m1", label="mây nếp", value=15.0, unit="ha", review="proposed")
    row = replace(row, indicator=None, comparator="=", figure="15 ha")
    assistant.archive.propose(row.document_id, [Proposal(row, "openai:m", "2026-01-01")], model="openai:m")
    shown = queue(assistant, "")
    assert "1 dòng mô hình đề nghị, chưa tính vào đâu" in shown
    assert "Mô hình openai:m đề nghị" in shown
    assert "mây nếp" not in sheet(assistant, "")
    assert "Đã xác nhận: mây nếp" in decided(assistant, said("d/m1", "confirm"))
    assert "đề nghị" not in queue(assistant, "")
    assert "mây nếp" in sheet(assistant, "")


def test_a_proposal_that_was_dropped_cannot_be_had_back(assistant: FakeAssistant) -> None:
    row = replace(assistant.shelf.row("r1"), row_id="d/m1", review="proposed")
    assistant.archive.propose(row.document_id, [Proposal(row, "openai:m", "2026-01-01")], model="openai:m")
    assert "Hoàn lại" not in decided(assistant, said("d/m1", "reject"))


def test_who_is_signed_in_decides_in_no_other_name(assistant: FakeAssistant) -> None:
    calling = CALLING.set(User("can-bo-an", "clerk"))
    try:
        decided(assistant, said("r1", "confirm", by="chủ tịch"))
    finally:
        CALLING.reset(calling)
    assert [each.by for each in assistant.shelf.corrections()] == ["can-bo-an"]
