"""Formulas of an answer are done again."""

from decimal import Decimal

import pytest

from eval.metrics.formulas import formulas


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("tăng 3,64 % ((57 − 55) : 55 = 3,64 %).", "3.64"),
        ("Chênh lệch 2 (57 − 55 = 2)", "2"),
        ("gấp 1,54 lần (11.500 : 7.460 = 1,54)", "1.54"),
        ("5,9 × 12 = 70,8 triệu đồng", "70.8"),
        ("312,45 + 8% × 312,45 = 337,45", "337.446"),
        ("(312,45 + 8% = 337,446)", "337.446"),
        ("1.200 − 10% = 1.080", "1080"),
    ],
)
def test_what_is_right_stands(text, result):
    (found,) = formulas(text)
    assert found.stands
    assert abs(found.result - Decimal(result)) < Decimal("0.01")


@pytest.mark.parametrize("text", ["57 − 55 = 3", "(57 − 55) : 55 = 3,64", "11.500 : 7.460 = 1,6"])
def test_what_is_wrong_does_not(text):
    (found,) = formulas(text)
    assert not found.stands


@pytest.mark.parametrize("text", ["đạt 57 triệu đồng", "12 − 15 đảng viên", "15/19 tiêu chí = đạt", "a + b = c"])
def test_what_is_no_formula(text):
    assert list(formulas(text)) == []
