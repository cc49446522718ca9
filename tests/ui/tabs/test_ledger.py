import pytest

from assistant.errors import InvalidCorrection
from tests.ui.fake_assistant import FakeAssistant
from ui.tabs.ledger import Form, choices, opened, reviewed, rows


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
