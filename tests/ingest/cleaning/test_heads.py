"""Heads of wide blanks: words over the columns that they stand over, whatever the columns of the lines."""

from __future__ import annotations

import pytest

from ingest.cleaning.columns import pipe_columns


def piped(text: str) -> list[str]:
    return [line for line in pipe_columns(text.strip("\n")).split("\n") if line.startswith("|")]


def test_a_heading_over_several_years_and_a_rule_below() -> None:
    text = """
                           Nghị quyết     Từng năm thực hiện                  Bình quân
  Nội dung                 ĐH khóa VII    2016     2017     2018  Ước 2019    4 năm
  =====================================================================================
  Thu ngân sách (tỷ đồng)        18       12,4     13,9     15,2     18,7       15,6
  Hộ nghèo (%)              dưới 2         5,1      4,2      3,3      2,4          -
"""
    assert piped(text)[:3] == [
        "| Nội dung | Nghị quyết | Từng năm thực hiện |  |  |  | Bình quân |",
        "|  | ĐH khóa VII | 2016 | 2017 | 2018 | Ước 2019 | 4 năm |",
        "| Thu ngân sách (tỷ đồng) | 18 | 12,4 | 13,9 | 15,2 | 18,7 | 15,6 |",
    ]


def test_headings_that_run_over_two_lines() -> None:
    text = """
Chỉ tiêu                ĐVT     Kế hoạch    Đạt    So cùng
                                cả năm      (%)    kỳ (%)
-----------------------------------------------------------
Diện tích lúa           ha      920         52,9   100,8
Sản lượng lương thực    tấn     6.150       54,3   103,6
"""
    assert piped(text)[:2] == ["| Chỉ tiêu | ĐVT | Kế hoạch | Đạt | So cùng |", "|  |  | cả năm | (%) | kỳ (%) |"]


@pytest.mark.parametrize("years", ["2021 2022 2023", "2021  2022 2023", "  2021  2022 2023"])
def test_years_parted_by_single_blanks(years: str) -> None:
    text = f"Chỉ tiêu         {years}\nThu ngân sách    12,4   13,9   15,2\nHộ nghèo         5,1    4,2    3,3"
    assert piped(text)[0] == "| Chỉ tiêu | 2021 | 2022 | 2023 |"


def test_a_heading_over_figures_alone() -> None:
    text = """
                                             Đến 2025
  1. Tăng trưởng kinh tế (%)                12 - 12,5
  2. Thu ngân sách (tỷ đồng)                    1.900
"""
    assert piped(text) == [
        "|  | Đến 2025 |",
        "| 1. Tăng trưởng kinh tế (%) | 12 - 12,5 |",
        "| 2. Thu ngân sách (tỷ đồng) | 1.900 |",
    ]


def test_the_unit_of_a_table_and_its_title_head_no_column() -> None:
    text = """
BIỂU SỐ 2: GIAO CHỈ TIÊU CHO CÁC THÔN
                                             Đơn vị tính: ha
                 Cây lương thực       Cây
Thôn             Lúa       Ngô        chè
Đông             12        5          4
Đoài             20        6,5        8
"""
    assert piped(text)[:3] == [
        "| Thôn | Cây lương thực |  | Cây |",
        "|  | Lúa | Ngô | chè |",
        "| Đông | 12 | 5 | 4 |",
    ]


def test_the_name_of_a_group_below_the_head() -> None:
    text = """
                          Năm 2023                Kế hoạch
TT  Chỉ tiêu     ĐVT      Kế hoạch   Ước TH       2024
I   KINH TẾ
1   Lúa          ha       920        486,5        910
2   Lạc          tấn      735        702          740
"""
    assert piped(text)[:4] == [
        "| TT | Chỉ tiêu | ĐVT | Năm 2023 |  | Kế hoạch |",
        "|  |  |  | Kế hoạch | Ước TH | 2024 |",
        "| I | KINH TẾ |  |  |  |  |",
        "| 1 | Lúa | ha | 920 | 486,5 | 910 |",
    ]


def test_a_cell_in_quotation_marks_over_several_lines() -> None:
    text = 'STT\tChỉ tiêu\tĐVT\tKH 2030\n1\tTăng trưởng\t%\t"10,5 - 11\n(bình quân)"\n2\tHộ nghèo\t%\t"Dưới 1"'
    assert piped(text)[1:] == ["| 1 | Tăng trưởng | % | 10,5 - 11 (bình quân) |", "| 2 | Hộ nghèo | % | Dưới 1 |"]


def test_a_row_of_bare_pipes_without_its_first_cell() -> None:
    text = "TT | Chỉ tiêu | ĐVT | KH |\n1 | Sản lượng | tấn | 62 |\n | Tr.đó: bắp | tấn | 9 |\n2 | Bò | con | 4 |"
    assert piped(text)[2] == "|  | Tr.đó: bắp | tấn | 9 |  |"


def test_a_head_of_bare_pipes_that_lost_its_merged_cells() -> None:
    body = "Đắk Nhe | 4.385 | 265 | 4.120 |\nHòa Lâm | 4.910 | 1.030 | 3.880 |"
    text = f"Xã | Tổng số | Bao gồm |\nThu tại xã | Bổ sung |\n{body}"
    assert piped(text)[:2] == ["| Xã | Tổng số | Bao gồm |  |  |", "|  |  | Thu tại xã | Bổ sung |  |"]
