from dataclasses import replace

from assistant.language.catalogue import catalogue
from tests.ui.fake_assistant import FakeAssistant
from ui.ledger import Entry, select
from ui.views.ledger_pivot import Column, pivot, pivoted
from ui.views.ledger_state import LedgerState

INCOME = "thu_nhap_binh_quan"


def entries(assistant: FakeAssistant) -> list[Entry]:
    return select(assistant, indicator=INCOME)


def test_targets_and_results_stand_apart(assistant: FakeAssistant) -> None:
    found = pivoted(entries(assistant))
    assert found.columns == (Column(2023, "actual"), Column(2024, "target"))
    assert [[row.row_id for rows in by.values() for row in rows] for by in found.cells.values()] == [
        ["r4"],
        ["r3"],
        ["r1"],
    ]
    assert found.left_out == 0


def test_what_is_no_level_of_a_whole_year_is_left_out_and_counted(assistant: FakeAssistant) -> None:
    first = entries(assistant)[0]
    changes = ({"year": None}, {"period": "6 tháng"}, {"scope": "nông thôn"}, {"measure": "change"}, {"unit": "%"})
    odd = [replace(first, indicator=replace(first.indicator, **change)) for change in changes]
    found = pivoted([*entries(assistant), *odd])
    assert found.left_out == 5
    html = pivot([*entries(assistant), *odd], LedgerState("pivot", indicator=INCOME), catalogue())
    assert "5 dòng không đưa vào bảng" in html


def test_a_missing_cell_is_a_dash_and_a_figure_opens_its_row(assistant: FakeAssistant) -> None:
    html = pivot(entries(assistant), LedgerState("pivot", indicator=INCOME), catalogue())
    assert html.count('<td class="nq-digits">–</td>') == 3
    assert 'data-nq="review" data-key="r1">từ 58 trở lên</a>' in html
    assert "3 đơn vị" in html


def test_figures_that_differ_stand_side_by_side(assistant: FakeAssistant) -> None:
    first = entries(assistant)[0]
    other = replace(first, indicator=replace(first.indicator, value=59.0, row_id="x"))
    html = pivot([first, other, other], LedgerState("pivot", indicator=INCOME), catalogue())
    assert "từ 58 trở lên</a>; <a" in html
    assert html.count("từ 59 trở lên") == 1


def test_a_unit_is_put_on_the_chart_and_taken_off(assistant: FakeAssistant) -> None:
    state = LedgerState("pivot", indicator=INCOME, drawn="xã Hưng Tân (suy ra)")
    html = pivot(entries(assistant), state, catalogue())
    assert "Bỏ khỏi biểu đồ" in html
    assert html.count("Đưa vào biểu đồ") == 2


def test_bars_are_of_the_year_that_most_units_state(assistant: FakeAssistant) -> None:
    first = entries(assistant)[0]
    late = replace(first, indicator=replace(first.indicator, year=2030, row_id="x"))
    html = pivot([*entries(assistant), late], LedgerState("pivot", indicator=INCOME, chart="bars"), catalogue())
    assert "chỉ tiêu năm 2024</figcaption>" in html
    assert html.count("<rect") == 2
