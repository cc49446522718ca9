import pytest

from tests.ui.fake_assistant import FakeAssistant
from ui.ledger import select


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        ({}, ["r1", "r2", "r3", "r4"]),
        ({"indicator": "ty_le_ho_ngheo"}, ["r2"]),
        ({"year": 2023}, ["r4"]),
        ({"place": "Trường Xuân"}, ["r1", "r2"]),
        ({"place": "xa truong xuan"}, ["r1", "r2"]),
        ({"place": "Hưng Tân"}, ["r3"]),
        ({"place": "huyện Thọ Xuân"}, ["r1", "r2", "r4"]),
        ({"place": "Xuân"}, []),
        ({"place": "Trường Xuân", "indicator": "thu_nhap_binh_quan", "year": 2024}, ["r1"]),
    ],
)
def test_filters(assistant: FakeAssistant, filters: dict, rows: list[str]) -> None:
    assert [entry.indicator.row_id for entry in select(assistant, **filters)] == rows


def test_rejected_rows_are_shown_where_asked_for(assistant: FakeAssistant) -> None:
    before = select(assistant)
    away = before[1].indicator.row_id
    assistant.ledger.review(away, decision="reject", by="Lan")
    assert away not in {entry.indicator.row_id for entry in select(assistant)}
    shown = select(assistant, with_rejected=True)
    assert [entry.indicator.row_id for entry in shown] == [entry.indicator.row_id for entry in before]
    assert [entry.indicator.review for entry in shown if entry.indicator.row_id == away] == ["rejected"]
