"""What tables have for each of several things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ask.retrieving.series import series_of, summed
from assistant.ask.retrieving.stretches import Stretch, stretches
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
PROJECTS = """HỘI ĐỒNG NHÂN DÂN
PHƯỜNG BẾN GỖ
NGHỊ QUYẾT
Kế hoạch đầu tư công trung hạn của phường Bến Gỗ

Đơn vị tính: triệu đồng

| STT | Danh mục dự án | Tổng mức đầu tư | KH trung hạn 2026-2030 | KH năm 2026 |
|---|---|---|---|---|
| | TỔNG SỐ | 61.500 | 60.000 | 14.300 |
| I | Giao thông | 42.000 | 41.000 | 9.000 |
| 1 | Cầu Vàm Sáo | 28.000 | 27.000 | 9.000 |
| 2 | Đường rạch Ông Kèo | 14.000 | 14.000 | - |
| II | Giáo dục | 19.500 | 19.000 | 5.300 |
| 1 | Trường mầm non Hoa Lài | 12.500 | 12.000 | 3.100 |
| 2 | Sửa Trường tiểu học Ngã Bát | 7.000 | 7.000 | 2.200 |
"""

BY_YEAR = """UBND XÃ KHE SẬY
BÁO CÁO
Tình hình năm 2023, kế hoạch năm 2024

| Chỉ tiêu | ĐVT | TH 2021 | Năm 2022 | Ước 2023 | KH 2024 |
|---|---|---|---|---|---|
| Sản lượng lúa | tấn | 1.240 | 1.310 | 1.275 | 1.350 |
| Đàn vật nuôi (con giống, chuồng trại) | | 310 | 290 | 350 | 400 |
| Thu ngân sách | triệu đồng | 820 | 790 | 905 | 950 |
"""


def series_in(tmp_path, text, name="khe_say.txt"):
    return {each.name: each for each in series_of(stretches(document(tmp_path, text, name)))}


def test_each_column_of_figures_is_a_series(tmp_path):
    found = series_in(tmp_path, BY_ROW)
    assert list(found) == [
        "Số hộ",
        "Hộ nghèo đầu năm",
        "Hộ thoát nghèo",
        "Hộ nghèo cuối năm",
        "Hộ nghèo cuối năm, Tỷ lệ (%)",  # by itself it says not of what
        "Đàn dê (con)",
    ]
    rate = found["Hộ nghèo cuối năm, Tỷ lệ (%)"]
    assert (rate.key, rate.unit, rate.is_share, rate.whole.text) == ("Tên bản", "%", True, "15,5")
    assert [(each.name, each.value) for each in rate.entries[:2]] == [("Nà Khoang", 25.0), ("Phiêng Lừ", 15.0)]
    assert (found["Số hộ"].unit, found["Đàn dê (con)"].unit) == ("hộ", "con")


def test_units_may_be_the_columns(tmp_path):
    corn = series_in(tmp_path, BY_COLUMN)["Ngô (ha)"]
    assert (corn.by_row, corn.unit, corn.whole.text) == (False, "ha", "41")
    assert [each.text for each in corn.entries] == ["12,5", "9", "7,5", "12"]


def test_lines_stand_under_their_group_and_take_the_unit_above(tmp_path):
    found = series_in(tmp_path, PROJECTS, "ben_go.txt")
    year = found["KH năm 2026"]
    assert (year.unit, year.years, year.weak, year.whole.text) == ("triệu đồng", (2026,), True, "14.300")
    assert [(each.group, each.text, each.is_blank) for each in year.entries] == [
        ("Giao thông", "9.000", False),
        ("Giao thông", "-", True),
        ("Giáo dục", "3.100", False),
        ("Giáo dục", "2.200", False),
    ]


def test_years_may_be_the_columns_without_plans_beside_results(tmp_path):
    found = series_in(tmp_path, BY_YEAR, "khe_say_2024.txt")
    rice = found["Sản lượng lúa (tấn)"]
    assert (rice.is_over_years, rice.unit) == (True, "tấn")
    assert [(each.name, each.text) for each in rice.entries] == [
        ("TH 2021", "1.240"),
        ("Năm 2022", "1.310"),
        ("Ước 2023", "1.275"),
    ]


def test_a_unit_is_the_whole_of_what_stands_in_brackets(tmp_path):
    found = series_in(tmp_path, BY_YEAR, "khe_say_2024.txt")
    assert found["Đàn vật nuôi (con giống, chuồng trại)"].unit == ""


def test_two_columns_of_one_year_are_no_years(tmp_path):
    assert not [
        each for each in series_in(tmp_path, BY_YEAR.replace("Ước 2023", "ƯTH 2022")).values() if not each.by_row
    ]


def test_names_are_no_totals_and_no_columns_of_years(tmp_path):
    named = BY_ROW.replace("Nà Khoang", "Cộng Hòa")
    assert series_in(tmp_path, named)["Số hộ"].entries[0].name == "Cộng Hòa"
    named = (
        BY_COLUMN.replace("Nà Khoang", "Nam Phong").replace("Phiêng Lừ", "Thắng Lợi").replace("Huổi Mịn", "Giao Tiến")
    )
    corn = series_in(tmp_path, named)["Ngô (ha)"]
    assert [each.name for each in corn.entries] == ["Nam Phong", "Thắng Lợi", "Giao Tiến", "Bó Lếch"]


@pytest.mark.parametrize(
    ("cell", "value", "is_blank"),
    [("-12", -12.0, False), ("-", None, True), ("", None, True), ("10 - 20", None, False), ("0", 0.0, True)]
    + [("12.", 12.0, False), ("1.234,5 ha", 1234.5, False)]
    + [(cell, None, False) for cell in ("1.6.3", "1.6.3%", "1..2", "1.234.5", "30.6.2025", "1,2,3")],
)
def test_a_cell_is_a_figure_with_its_sign_or_none(tmp_path, cell, value, is_blank):
    entry = series_in(tmp_path, BY_ROW.replace("| 80 |", f"| {cell} |"))["Số hộ"].entries[0]
    assert (entry.value, entry.is_blank) == (value, is_blank)


PIECES = ("1", "23", "456", ".", ".", ",", "-", "–", "/", "%", " ", "²", "٣", "x")
CELLS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


@given(cells=st.lists(CELLS, min_size=4, max_size=4))
def test_whatever_cells_hold_a_table_is_read(cells):
    villages = ("Nà Khoang", "Phiêng Lừ", "Huổi Mịn", "Bó Lếch")
    rows = [
        Stretch("bản", 100 * at, 100 * at + 90, f"{name} {cell}", label=name, cells=(("Số hộ", cell), ("Khẩu", "9")))
        for at, (name, cell) in enumerate(zip(villages, cells, strict=True))
    ]
    found = {each.name: each for each in series_of(rows)}
    assert [each.value for each in found["Khẩu"].entries] == [9.0] * 4
    told = [each.text for each in found["Số hộ"].entries] if "Số hộ" in found else []
    assert told in ([], [" ".join(each.split()) for each in cells])


@pytest.mark.parametrize("again", ["Phiêng Lừ", "Nà Khoang"])
def test_lines_that_repeat_a_label_are_of_no_one_thing(tmp_path, again):
    assert not series_in(tmp_path, BY_ROW.replace("Huổi Mịn", again))


def test_series_are_summed_thing_by_thing(tmp_path):
    found = series_in(tmp_path, PROJECTS, "ben_go.txt")
    both = summed([found["KH trung hạn 2026-2030"], found["KH năm 2026"]])
    assert [each.value for each in both.entries] == [36_000, 14_000, 15_100, 9_200]
    assert both.entries[0].parts == (27_000, 9_000)
    assert both.whole.value == 74_300
