"""The years and the parts of a year of a question."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import Identity

NAMES = gazetteer(
    [
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Trường Xuân"),
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân"),
    ]
)

INCOME, REVENUE = "thu_nhap_binh_quan", "thu_ngan_sach"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Trường Xuân thu ngân sách 6 tháng đầu năm 2024 đạt bao nhiêu?", "6 tháng đầu năm"),
        ("Trường Xuân 9 tháng đầu năm 2025 thu ngân sách bao nhiêu?", "9 tháng đầu năm"),
        ("truong xuan thu ngan sach 6 thang dau nam 2024 bao nhieu", "6 thang dau nam"),
        ("Thu ngân sách của Trường Xuân năm 2024 bao nhiêu?", None),
    ],
)
def test_a_part_of_the_year_is_no_condition(text, part):
    question = understand(text, NAMES)
    assert (question.indicators, question.any_of, question.part_of_year) == ((REVENUE,), (), part)


@pytest.mark.parametrize(
    ("text", "intent", "years", "since"),
    [
        ("Tỷ lệ hộ nghèo Hưng Tân năm 2023 so với 2022 giảm bao nhiêu?", "compare", (2023, 2022), None),
        ("Hưng Tân đặt thu nhập 2026 tăng bao nhiêu so với thực hiện 2025?", "compare", (2026, 2025), None),
        ("Hộ nghèo của Hưng Tân từ 2022 tới nay tăng hay giảm?", "compare", (), 2022),
    ],
)
def test_a_change_between_years_is_of_their_levels(text, intent, years, since):
    question = understand(text, NAMES)
    assert (question.intent, question.years, question.since) == (intent, years, since)
    assert (question.measure, question.direction, question.kind) == (None, None, None)


def test_a_change_of_one_year_stays_one():
    assert understand("Hưng Tân đặt chỉ tiêu giảm hộ nghèo năm 2023 bao nhiêu?", NAMES).measure == "change"


@pytest.mark.parametrize(
    "text",
    [
        "Thu ngân sách Hưng Tân 9 tháng được bao nhiêu?",
        "Thu ngân sách Hưng Tân 6T 2023 bao nhiêu?",
        "thu ngan sach hung tan 11 thang 2024 duoc may ty",
    ],
)
def test_so_many_months_are_no_condition(text):
    question = understand(text, NAMES)
    assert (question.any_of, question.intent) == ((), "lookup")
    assert question.part_of_year is not None


def test_beside_the_whole_year_no_part_is_preferred():
    question = understand("Thu ngân sách Hưng Tân 9 tháng bao nhiêu, ước cả năm bao nhiêu?", NAMES)
    assert question.part_of_year is None


@pytest.mark.parametrize("end", ["năm cuối kỳ", "năm gốc", "xuất phát"])
def test_a_year_told_by_its_place_in_the_term_leaves_years_and_kind_open(end):
    question = understand(f"Kế hoạch thu nhập của Hưng Tân năm 2023 và {end} bao nhiêu?", NAMES)
    assert (question.years, question.kind) == ((), None)
