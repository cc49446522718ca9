from decimal import Decimal

import pytest

from eval.metrics.numbers import mentions, numbers, plain


@pytest.mark.parametrize("written", ["1.234,5", "1234.5", "1234,5", "1,234.5", "01234,50"])
def test_one_number_in_all_its_writings(written: str) -> None:
    assert numbers(f"đạt {written} tấn") == [Decimal(1234) + Decimal(5) / 10]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9.850 tấn", ["9850"]),  # a dot before three digits groups thousands
        ("5.900.000.000 đồng", ["5900000000"]),
        ("60,5 triệu, năm 2024.", ["60.5", "2024"]),  # the full stop belongs to the sentence
        ("2,390 triệu", ["2.39"]),
        ("0.340", ["0.34"]),  # thousands never begin with zero
        ("08 xã, 9/9 thôn", ["8", "9", "9"]),
        ("15-16 đảng viên", ["15", "16"]),
        ("100 m2 trên QL1A", ["100"]),  # digits of a name are no numbers
        ("mục 1.2.3", ["1", "2", "3"]),
    ],
)
def test_numbers_of_vietnamese_texts(text: str, expected: list[str]) -> None:
    assert numbers(text) == [Decimal(number) for number in expected]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Thu nhập đạt 60,5 triệu đồng", "60.5"),
        ("XÃ  TRƯỜNG XUÂN", "xã Trường Xuân"),
        ("xã Hoà Bình", "Xã Hòa Bình"),  # tone placement
        ("đạt 95 %", "95%"),
        ("tăng\n8%", "tăng 8%"),
        ("trên 1.234,5 tấn", "1234.5 tấn"),
    ],
)
def test_says_it_in_other_writing(text: str, phrase: str) -> None:
    assert mentions(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("đạt 18 xã", "8"),
        ("đạt 8,5%", "8"),
        ("đạt 85", "58"),
        ("1.234", "234"),
        ("xã Tân", "xã T"),  # whole words
        ("xã Hung Tan", "xã Hưng Tân"),  # diacritics count
    ],
)
def test_does_not_say_it(text: str, phrase: str) -> None:
    assert not mentions(text, phrase)


def test_emphasis_goes_and_file_names_stay() -> None:
    assert plain("__Xã__ *A* _(tệp 000_57c.txt)_") == "Xã A (tệp 000_57c.txt)"


def test_marks_list_numbers_and_emphasis_are_not_said() -> None:
    assert numbers(plain("1. Xã **Trường Xuân**: `58` triệu [2]\n2) Xã khác [13]")) == [Decimal(58)]
