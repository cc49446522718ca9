"""What staff work out on paper, with bounds."""

import pytest

from assistant.ask.tallying.arithmetic import (
    Operand,
    against_plan,
    before,
    difference,
    growth,
    operand,
    raised,
    remainder,
    share,
    shared_out,
    times,
    total,
)
from tests.builders import indicator

MONEY = "tỷ đồng"


def _of(value, comparator="=", unit=MONEY, **changes):
    return Operand(value, unit, comparator, **changes)


def test_a_difference_is_told_with_its_formula():
    made = difference(_of(46.1), _of(51.3))
    assert (made.value, made.unit, made.formula) == (5.2, MONEY, "51,3 − 46,1 = 5,2")
    assert made.derived.operands == (51.3, 46.1)


def test_shares_are_points_apart():
    assert difference(_of(4.2, unit="%"), _of(3.5, unit="%")).words == "0,7 điểm %"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (_of(62.0, ">"), _of(55.5), "trên 6,5 tỷ đồng"),
        (_of(62.0, ">="), _of(55.5), "từ 6,5 tỷ đồng"),
        (_of(62.0), _of(55.5, ">"), "dưới 6,5 tỷ đồng"),
        (_of(62.0, "<="), _of(55.5), "không quá 6,5 tỷ đồng"),
        (_of(62.0, ">"), _of(55.5, "<"), "trên 6,5 tỷ đồng"),
        (_of(62.0, approximate=True), _of(55.5), "khoảng 6,5 tỷ đồng"),
    ],
)
def test_a_bound_gives_a_bound(first, second, expected):
    assert difference(first, second).words == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (_of(62.0, ">"), _of(55.5, ">")),  # more than 62 and more than 55,5 may be any way apart
        (_of(62.0), _of(55.5, unit="%")),
        (_of(62.0, ">"), _of(62.0)),
    ],
)
def test_what_does_not_follow_is_not_said(first, second):
    assert difference(first, second) is None


def test_a_growth_is_over_the_second():
    made = growth(_of(60.0), _of(48.0))
    assert (made.value, made.formula) == (25.0, "(60 − 48) : 48 = 25 %")
    assert growth(_of(36.0), _of(48.0)).value == -25.0
    assert growth(_of(36.0, ">"), _of(48.0)) is None
    assert growth(_of(36.0), _of(0.0)) is None


def test_times_and_shares():
    assert times(_of(31.0), _of(8.0)).formula == "31 : 8 = 3,88 lần"
    assert share(_of(8.0), _of(32.0)).words == "25 %"
    assert share(_of(33.0), _of(32.0)) is None


def test_parts_and_what_is_left():
    added = total([_of(1.25), _of(0.5), _of(2.0)])
    assert added.formula == "1,25 + 0,5 + 2 = 3,75"
    assert remainder(_of(10.0), added.operand).formula == "10 − 3,75 = 6,25"
    assert remainder(_of(3.0), added.operand) is None
    assert total([_of(1.0), _of(2.0, unit="%")]) is None
    assert total([_of(1.0, ">"), _of(2.0, "<")]) is None
    assert total([_of(1.0)]) is None


def test_a_rise_is_put_on_a_base():
    made = raised(_of(240.0), 7.5)
    assert (made.value, made.formula) == (258.0, "240 + 7,5% = 258")
    assert raised(_of(240.0), -10.0).formula == "240 − 10% = 216"


@pytest.mark.parametrize(("fell", "expected"), [(False, "41,5 − 3,2 = 38,3"), (True, "41,5 + 3,2 = 44,7")])
def test_the_year_before(fell, expected):
    assert before(_of(41.5), _of(3.2), fell=fell).formula == expected


def test_points_take_a_share_back_and_percents_do_not_take_money():
    assert before(_of(4.0, unit="%"), _of(0.5, unit="điểm %"), fell=True).value == 4.5
    assert before(_of(4.0), _of(0.5, unit="%"), fell=True) is None


def test_the_unit_asked_for_stands_beside():
    made = difference(_of(5.25), _of(4.0))
    assert made.words_in("triệu đồng") == "1,25 tỷ đồng (1.250 triệu đồng)"
    assert made.words_in("ha") == made.words_in(None) == "1,25 tỷ đồng"


def test_a_range_is_no_operand():
    assert operand(indicator("r", "d", comparator="range", value=1.0, value_max=2.0)) is None
    assert operand(indicator("r", "d")).comparator == ">="


def test_a_result_is_held_against_the_mark_of_its_plan():
    result, target = indicator("a", "d", comparator="=", value=60.5, kind="actual"), indicator("b", "d")
    assert difference(*against_plan(result, target)).words == "2,5 triệu đồng/người/năm"
    assert against_plan(result, indicator("b", "d", comparator="range", value=58.0, value_max=60.0)) is None


def test_a_figure_in_another_unit_of_its_kind():
    row = indicator("r", "d", value=1500.0, unit="triệu đồng", comparator="=")
    assert operand(row, MONEY) == Operand(1.5, MONEY)
    assert operand(row, "tấn") is None


def test_a_figure_is_shared_out():
    made = shared_out(_of(300.0, unit="ha"), 5, "năm")
    assert (made.words, made.formula) == ("60 ha/năm", "300 : 5 = 60")
    assert shared_out(_of(300.0), 1, "năm") is None
