"""Which columns are computed from which others: every figure here can be checked by eye."""

import pytest

from ingest.tables.arithmetic import Ratio, printed, ratios
from ingest.tables.grid import Row, read_grid


def read(*lines):
    rows, at = [], 0
    for line in lines:
        rows.append(Row(tuple(cell.strip() for cell in line.split("|")), at, at + len(line)))
        at += len(line) + 1
    return ratios(read_grid(rows))


def test_a_share_of_the_plan():
    # 55 = 100 * 110 / 200, 120 = 100 * 60 / 50
    assert read("Chỉ tiêu|Kế hoạch|Thực hiện|Đạt", "Ngô|200|110|55", "Lạc|50|60|120,0", "Đỗ|40|-|-") == {
        3: Ratio("ratio", 2, 1)
    }


def test_a_share_may_be_rounded_or_cut():
    # 100 * 2 / 3 = 66,66...; 100 * 5 / 9 = 55,55...
    assert read("Chỉ tiêu|KH|TH|%", "Ngô|3|2|66,7", "Lạc|9|5|55,5") == {3: Ratio("ratio", 2, 1)}


def test_a_change_against_the_year_before():
    # 10 = 100 * (220 / 200 - 1), -25 = 100 * (30 / 40 - 1)
    assert read("Chỉ tiêu|Năm 2023|Năm 2024|Tăng, giảm", "Ngô|200|220|+10", "Lạc|40|30|-25") == {
        3: Ratio("change", 2, 1)
    }


def test_a_difference():
    # +20 = 220 - 200, -9 = 30 - 39
    assert read("Chỉ tiêu|Năm 2023|Năm 2024|Chênh", "Ngô|200|220|+20", "Lạc|39|30|-9") == {
        3: Ratio("difference", 2, 1)
    }


def test_a_sum_before_and_behind_its_parts():
    # 60 = 10 + 20 + 30, 9 = 2 + 3 + 4
    assert read("Việc|Cộng|Thôn A|Thôn B|Thôn C", "Ngô|60|10|20|30", "Lạc|9|2|3|4") == {1: Ratio("sum", 2, 4)}
    assert read("Việc|2021|2022|2023|Cộng", "Ngô|10|20|30|60", "Lạc|2|3|4|9") == {4: Ratio("sum", 1, 3)}


def test_a_whole_before_two_parts_is_a_sum_and_no_difference():
    # 63 = 16 + 47, 112 = 29 + 83
    assert read("Thôn|Tổng số|Nam|Nữ", "A|63|16|47", "B|112|29|83", "C|30|10|20") == {}
    assert read("Tên thôn|Tổng số|Nam|Nữ", "Thôn An|63|16|47", "Thôn Bình|112|29|83") == {1: Ratio("sum", 2, 3)}


@pytest.mark.parametrize(
    "lines",
    [
        ("Chỉ tiêu|KH|TH|%", "Ngô|200|110|55"),  # one row alone
        ("Chỉ tiêu|KH|TH|%", "Ngô|20|20|100", "Lạc|7|7|100"),  # equal is no evidence
        ("Chỉ tiêu|KH|TH|%", "Ngô|200|110|55", "Lạc|50|60|12", "Đỗ|8|4|5", "Vừng|4|3|75"),  # half of the rows
        ("Chỉ tiêu|KH|TH", "Ngô|200|110", "Lạc|50|60"),
    ],
)
def test_what_is_not_computed(lines):
    assert read(*lines) == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.140.500", 2140500),
        ("4.015,2", 4015.2),
        ("≥ 56", 56),
        ("-2,25", -2.25),
        ("+5", 5),
        ("trên 85%", 85),
        ("12 tỷ", 12),
        ("101.27", 101.27),
    ],
)
def test_printed_numbers(text, value):
    number = printed(text)
    assert number is not None
    assert number.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["15/19", "9 - 10", "Đạt", "", "-", "96,4 (quý III: 98,9)"])
def test_what_is_no_single_number(text):
    assert printed(text) is None
