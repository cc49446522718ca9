import pytest

from assistant.errors import InvalidCorrection
from tests.ui.fake_assistant import FakeAssistant
from ui.tabs.ledger import Form, choices, decided, opened, queue, reviewed, rows


def test_filters_offer_what_the_ledger_holds(assistant: FakeAssistant) -> None:
    indicators, places, years = (dropdown.choices for dropdown in choices(assistant))
    assert ("Tỷ lệ hộ nghèo (ty_le_ho_ngheo)", "ty_le_ho_ngheo") in indicators
    assert [value for _, value in places] == ["", "Hưng Tân", "Thọ Xuân", "Trường Xuân"]
    assert [value for _, value in years] == ["", "2024", "2023"]


def test_rows_for_the_filters(assistant: FakeAssistant) -> None:
    assert "4 dòng" in rows(assistant, "", "", "")
    assert "1 dòng" in rows(assistant, "thu_nhap_binh_quan", "Trường Xuân", "2024")


def test_a_row_is_opened_corrected_and_opened_again(assistant: FakeAssistant) -> None:
    shown, form = opened(assistant, "r1")
    assert "từ 58 triệu đồng/người/năm trở lên" in shown
    assert form == Form("thu_nhap_binh_quan", "58", "", "target", "2024")
    typed = Form("thu_nhap_binh_quan", "59,5", "", "target", "2024")
    done = reviewed(assistant, "r1", "correct", form=typed, by="Lan", note="đọc lại bản giấy")
    assert "59,5" in done
    shown, form = opened(assistant, "r1")
    assert form == typed
    assert "Đã sửa bởi Lan" in shown
    assert "đọc lại bản giấy" in shown


def test_a_range_changes_its_comparator(assistant: FakeAssistant) -> None:
    row = assistant.shelf.row("r3")
    assert Form("thu_nhap_binh_quan", "60,5", "62", "target", "2024").changes(row) == {
        "value_max": "62",
        "comparator": "range",
    }


def test_nothing_changed_is_told(assistant: FakeAssistant) -> None:
    _, form = opened(assistant, "r1")
    with pytest.raises(InvalidCorrection, match="Chưa có trường nào thay đổi"):
        reviewed(assistant, "r1", "correct", form=form, by="Lan", note="")


def test_a_rejected_row_leaves_the_table(assistant: FakeAssistant) -> None:
    _, form = opened(assistant, "r1")
    reviewed(assistant, "r1", "reject", form=form, by="Lan", note="")
    assert "3 dòng" in rows(assistant, "", "", "")
    assert "Không có dòng nào" in rows(assistant, "", "", "", findings=True)


def test_the_queue_tells_why_and_what_came_second(assistant: FakeAssistant) -> None:
    html = queue(assistant, "", "", "")
    assert "1 số liệu đọc chưa chắc" in html
    assert "giảm 0,34 điểm %" in html
    assert "Độ chắc 0,42. Căn cứ: chỉ tiêu: tên trong dòng; năm 2024: năm của đề mục." in html
    assert "Cũng có thể là: năm 2023 (0,31)." in html
    assert "Lấy cách đọc kia: năm 2023" in html
    assert "Không còn số liệu nào" in queue(assistant, "", "", "2023")


@pytest.mark.parametrize(
    ("key", "review", "year"),
    [("confirm:r2", "confirmed", 2024), ("second:r2", "corrected", 2023), ("reject:r2", "rejected", 2024)],
)
def test_one_click_decides(assistant: FakeAssistant, key: str, review: str, year: int) -> None:
    assert "Tỷ lệ hộ nghèo" in decided(assistant, key, by="Lan")
    row = assistant.shelf.row("r2")
    assert (row.review, row.year) == (review, year)
    assert "Không còn số liệu nào" in queue(assistant, "", "", "")


@pytest.mark.parametrize(
    ("key", "by"), [("confirm:r2", " "), ("undo:r2", "Lan"), ("r2", "Lan"), ("second:r1", "Lan")]
)
def test_a_click_that_decides_nothing_says_why(assistant: FakeAssistant, key: str, by: str) -> None:
    with pytest.raises(InvalidCorrection):
        decided(assistant, key, by=by)
    assert assistant.shelf.row("r2").review == "extracted"


def test_the_table_marks_what_is_unsure(assistant: FakeAssistant) -> None:
    assert "đọc chưa chắc: có thể của năm 2023" in rows(assistant, "", "", "")
    decided(assistant, "confirm:r2", by="Lan")
    assert "đọc chưa chắc" not in rows(assistant, "", "", "")
