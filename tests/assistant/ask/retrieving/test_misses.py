"""What is told of a stretch before its figures are found must never lose one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask.retrieving.misses import _dimension, may_have_figure
from assistant.ask.retrieving.wanted import Wanted
from assistant.language.quantities import find_quantities, rules

SAMPLE = Path(__file__).parents[4] / "ingest" / "sample"
LINES = sorted({line for path in SAMPLE.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()})
OTHERS = [
    "Toàn bộ chi bộ hoàn thành nhiệm vụ",
    "Thu ngân sách l00% kế hoạch",
    "Trồng 12  vạn   cây, 14 ha/60 ha lúa",
    "Có một mô hình; ít nhất một mô hình mới",
    "Thu nhập từ 12 lên 13,5 tỷ 655 triệu",
    "Hoà giải 6/19 vụ, đạt 31,5 %",
]


@pytest.mark.parametrize("dimension", sorted({unit.dimension for unit in rules().units.values()}))
def test_no_text_with_a_figure_of_a_unit_is_passed_over(dimension: str):
    unit = next(name for name, each in rules().units.items() if each.dimension == dimension)
    asked = Wanted(runs=(("a",),), units=(unit,), figure=True)
    held = [line for line in (*LINES, *OTHERS) if dimension in _dimensions(line)]
    assert [line for line in held if not may_have_figure(asked, line)] == []


def _dimensions(line: str) -> set[str]:
    return {_dimension(each.unit) for each in find_quantities(line)}


def test_a_text_that_names_no_asked_unit_is_passed_over():
    asked = Wanted(runs=(("a",),), units=("%",), figure=True)
    assert not may_have_figure(asked, "theo khoản 2 Điều 15 có 3 chi bộ")
    assert may_have_figure(asked, "đạt 95%")


@pytest.mark.parametrize("units", [(), ("",), ("vuông tròn",)])
def test_where_no_word_must_name_the_unit_every_number_counts(units: tuple[str, ...]):
    assert may_have_figure(Wanted(runs=(("a",),), units=units, figure=True), "có 3 khoản")


def test_where_no_figure_is_asked_every_text_may_hold_what_is():
    assert may_have_figure(Wanted(runs=(("a",),), units=("%",)), "không có số nào")
