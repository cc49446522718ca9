"""What follows from the rows of one unit: the year before, the plan, a part of the year."""

from dataclasses import replace

import pytest

from assistant.ask.tallying.implied import implied, months_of, with_earlier
from tests.builders import indicator


def _row(value, unit="tỷ đồng", **changes):
    values = {
        "indicator": "thu_ngan_sach",
        "year": 2022,
        "quote": "thu ngân sách",
        "figure": f"{value} {unit}",
        "comparator": "=",
    }
    return replace(
        indicator(f"r{value}{unit}", "d", value=value, unit=unit), **(values | {"kind": "actual"} | changes)
    )


def _told(*rows):
    return [(each.kind, each.year, each.months, each.made.value) for each in implied(rows)]


@pytest.mark.parametrize(
    ("change", "year", "value"),
    [
        (_row(5.0, measure="change", direction="tăng"), 2021, 45.0),
        (_row(5.0, measure="change", direction="giảm", quote="giảm 5.0 tỷ đồng so với năm 2017"), 2017, 55.0),
        (_row(25.0, "%", measure="change", direction="tăng"), 2021, 40.0),
        (_row(2.5, "lần", measure="change", quote="gấp 2.5 lần năm 2016"), 2016, 20.0),
        (_row(5.0, measure="change", direction="tăng", quote="tăng 5.0 tỷ đồng so với đầu nhiệm kỳ"), 2017, 45.0),
    ],
)
def test_the_figure_before_a_change(change, year, value):
    assert _told(_row(50.0), change) == [("actual", year, (1, 12), value)]


@pytest.mark.parametrize(
    ("against", "value"),
    [
        (_row(80.0, "% so với kế hoạch", measure="vs_plan"), 62.5),
        (_row(25.0, "% so với kế hoạch", measure="vs_plan", direction="vượt"), 40.0),
        (_row(4.0, measure="vs_plan", direction="vượt"), 46.0),
        (_row(4.0, measure="vs_plan", direction="hụt"), 54.0),
    ],
)
def test_the_plan_of_a_share_or_an_excess(against, value):
    assert _told(_row(50.0), against) == [("target", 2022, (1, 12), value)]


def test_two_shares_that_differ_tell_no_plan():
    shares = [_row(each, "% so với kế hoạch", measure="vs_plan") for each in (80.0, 90.0)]
    assert _told(_row(50.0), *shares) == []


def test_a_change_of_another_extent_is_none_of_the_level():
    assert _told(_row(50.0), _row(5.0, measure="change", direction="tăng", scope="trên địa bàn")) == []


def test_a_part_of_a_year_from_two_others():
    nine, last = _row(31.0, period="9 tháng"), _row(12.0, period="quý III")
    assert _told(nine, last) == [("actual", 2022, (1, 6), 19.0)]
    assert ("actual", 2022, (10, 12), 9.0) in _told(nine, _row(40.0))
    per_head = [replace(each, unit="triệu đồng/người/năm") for each in (nine, last)]
    assert _told(*per_head) == []  # parts of an income do not add up


@pytest.mark.parametrize(
    ("period", "months"),
    [
        (None, (1, 12)),
        ("6 tháng đầu năm", (1, 6)),
        ("chín tháng", (1, 9)),
        ("quý IV", (10, 12)),
        ("tháng 5", (5, 5)),
        ("6 tháng cuối năm", (7, 12)),
        ("vụ xuân", None),
    ],
)
def test_months(period, months):
    assert months_of(period) == months


def test_from_and_to_are_two_figures():
    row = _row(50.0, previous=32.0, quote="từ 32 tỷ đồng năm 2018 lên 50.0 tỷ đồng")
    assert [(each.year, each.value) for each in with_earlier([row])] == [(2022, 50.0), (2018, 32.0)]
    stated = _row(33.0, year=2018)
    assert len(with_earlier([row, stated])) == 2
