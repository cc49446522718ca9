from tests.ui.fake_assistant import FakeAssistant
from ui.tabs.ledger import choices, rows


def test_filters_offer_what_the_ledger_holds(assistant: FakeAssistant) -> None:
    indicators, places, years = (dropdown.choices for dropdown in choices(assistant))
    assert ("Tỷ lệ hộ nghèo (ty_le_ho_ngheo)", "ty_le_ho_ngheo") in indicators
    assert [value for _, value in places] == ["", "Hưng Tân", "Thọ Xuân", "Trường Xuân"]
    assert [value for _, value in years] == ["", "2024", "2023"]


def test_rows_for_the_filters(assistant: FakeAssistant) -> None:
    assert "4 dòng" in rows(assistant, "", "", "")
    assert "1 dòng" in rows(assistant, "thu_nhap_binh_quan", "Trường Xuân", "2024")
