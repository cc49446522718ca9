"""Numbers in words."""

import pytest

from assistant.language.numerals import with_digits
from assistant.language.text import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trên năm mươi tám triệu", "trên 58 triệu"),
        ("năm mươi tám phẩy năm triệu", "58,5 triệu"),
        ("năm tỷ rưỡi", "5,5 tỷ"),
        ("chín mươi lăm phần trăm", "95 phần trăm"),
        ("một trăm linh năm hộ", "105 hộ"),
        ("hai mươi mốt đảng viên", "21 đảng viên"),
        ("mười hai tiêu chí", "12 tiêu chí"),
        ("hai trăm nghìn con", "200000 con"),
        ("một nghìn hai trăm tấn", "1200 tấn"),
        ("ba tỷ đồng", "3 tỷ đồng"),
    ],
)
def test_a_number_in_words_becomes_digits(text, expected):
    assert with_digits(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ba xã nào",
        "năm nay",
        "xã Ba Đình",
        "một người",
        "năm 2023",
        "tư liệu",
        "không có hộ nghèo",
        "tỷ lệ hộ nghèo",
        "phần trăm hộ",
    ],
)
def test_what_is_no_number_stays(text):
    assert with_digits(text) == text


def test_without_diacritics():
    assert with_digits("tren nam muoi tam trieu", plain=True) == "tren 58 trieu"
    assert (
        with_digits(fold("tỷ lệ hộ nghèo của trạm y tế năm 2023"), plain=True)
        == "ty le ho ngheo cua tram y te nam 2023"
    )
