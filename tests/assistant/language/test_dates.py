"""Dates, years and periods."""

import pytest

from assistant.language.dates import find_date, find_periods, find_years


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hưng Tân, ngày  26 tháng 12 năm 2022", "2022-12-26"),
        ("ngày 08/3/2022", "2022-03-08"),
        ("ngày 31/02/2023", None),
        ("năm 2023", None),
    ],
)
def test_dates(text, expected):
    assert find_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("năm 2023 đạt 55", [2023]),
        ("(TH 2023: 75,2)", [2023]),
        ("qua các năm 2021, 2022, 2023", [2021, 2022, 2023]),
        ("giai đoạn 2021 - 2025", []),
        ("năm học 2023-2024", []),
        ("ngày 18/5/2021", []),
        ("theo giá so sánh năm 2010", []),
        ("đạt 2023,5 tỷ", []),
        ("1988/2017/QĐ-UBND", []),
    ],
)
def test_years(text, expected):
    assert [year.value for year in find_years(text)] == expected


def test_until():
    assert [year.until for year in find_years("đến năm 2030 và năm 2025")] == [True, False]


def test_periods():
    assert [period.label for period in find_periods("nhiệm kỳ 2025 – 2030, năm học 2023-2024")] == ["2025-2030"]
