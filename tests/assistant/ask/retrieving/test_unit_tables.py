"""The column of a table of units that a question is about."""

import pytest

from assistant.ask.retrieving.stretches import stretches
from assistant.ask.retrieving.unit_tables import sought, unit_column
from tests.assistant.ask.retrieving.documents import document

BY_ROW = """UBND XÃ KHE SẬY
BÁO CÁO
Rà soát hộ nghèo năm 2021

| TT | Tên bản | Số hộ | Hộ nghèo đầu năm | Hộ thoát nghèo | Hộ nghèo cuối năm | Tỷ lệ (%) | Đàn dê (con) |
|---|---|---|---|---|---|---|---|
| 1 | Nà Khoang | 80 | 25 | 5 | 20 | 25,0 | 140 |
| 2 | Phiêng Lừ | 120 | 30 | 12 | 18 | 15,0 | 85 |
| 3 | Huổi Mịn | 60 | 14 | 2 | 12 | 20,0 | 60 |
| 4 | Bó Lếch | 95 | 9 | 4 | 5 | 5,3 | 44 |
| | Cộng | 355 | 78 | 23 | 55 | 15,5 | 329 |
"""
BY_COLUMN = """UBND XÃ KHE SẬY
KẾ HOẠCH
Giao chỉ tiêu năm 2022 cho các bản

| Chỉ tiêu | Đơn vị | Toàn xã | Nà Khoang | Phiêng Lừ | Huổi Mịn | Bó Lếch |
|---|---|---|---|---|---|---|
| Ngô | ha | 41 | 12,5 | 9 | 7,5 | 12 |
| Đàn dê | con | 329 | 140 | 85 | 60 | 44 |
| Hộ nghèo giảm | hộ | 16 | 5 | 6 | 2 | 3 |
"""


def _column(tmp_path, text, asked, *years):
    return unit_column(sought(asked, years, ["Khe Sậy"]), stretches(document(tmp_path, text, "khe_say.txt")))


@pytest.mark.parametrize(
    ("asked", "name", "first"),
    [
        ("Khe Sậy bản nào thoát nghèo nhiều nhất", "Hộ thoát nghèo", "5"),
        ("bản nào đông hộ nhất", "Số hộ", "80"),
        ("bản nào có tỷ lệ nghèo cao nhất", "Hộ nghèo cuối năm, Tỷ lệ (%)", "25,0"),
        ("bản nào nhiều hộ nghèo nhất", "Hộ nghèo cuối năm", "20"),
        ("đầu năm bản nào nhiều hộ nghèo nhất", "Hộ nghèo đầu năm", "25"),
        ("bản nào nuôi nhiều dê nhất", "Đàn dê (con)", "140"),
    ],
)
def test_a_column_is_told_by_its_words(tmp_path, asked, name, first):
    found = _column(tmp_path, BY_ROW, asked.replace("bản nào", " "))
    assert (found.name, found.cells[0].text, found.by_row) == (name, first, True)
    assert [each.unit for each in found.cells] == ["Nà Khoang", "Phiêng Lừ", "Huổi Mịn", "Bó Lếch"]


def test_units_may_be_the_columns(tmp_path):
    found = _column(tmp_path, BY_COLUMN, "trồng ngô nhiều nhất", 2022)
    assert (found.name, found.by_row, found.whole.text) == ("Ngô (ha)", False, "41")
    assert [each.text for each in found.cells] == ["12,5", "9", "7,5", "12"]


@pytest.mark.parametrize(
    ("asked", "years"), [("nuôi nhiều trâu nhất", ()), ("nhiều nhất", ()), ("thoát nghèo nhiều nhất", (2019,))]
)
def test_what_no_column_says_is_none(tmp_path, asked, years):
    assert _column(tmp_path, BY_ROW, asked, *years) is None


def test_lines_of_figures_are_no_units(tmp_path):
    text = BY_ROW.replace("Nà Khoang", "Diện tích lúa").replace("Phiêng Lừ", "Sản lượng ngô")
    assert _column(tmp_path, text, "thoát nghèo nhiều nhất") is None
