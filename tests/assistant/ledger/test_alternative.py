"""The second reading of a row, written by who read it and taken by who looks at it."""

from dataclasses import replace

import pytest

from assistant.language.catalogue import catalogue
from assistant.ledger.alternative import Alternative, alternative, changes, taken, written
from tests.builders import indicator

KNOWN = catalogue()
INCOME = KNOWN.entries["thu_nhap_binh_quan"]
HERD = KNOWN.entries["tong_dan_lon"]
ROW = indicator("r", "d", unit=INCOME.unit)


@pytest.mark.parametrize(
    ("field", "said", "value"),
    [("year", "2022", "2022"), ("kind", "kết quả", "actual"), ("indicator", HERD.name, HERD.id)],
)
def test_what_was_written_is_read_back(field, said, value):
    row = replace(ROW, runner_up=written(field, said, 0.416))
    assert alternative(row, KNOWN) == Alternative(field, value, said, 0.42)


def test_a_name_with_brackets_and_points_survives():
    name = next(entry.name for entry in KNOWN.entries.values() if "(" in entry.name)
    found = alternative(replace(ROW, runner_up=written("indicator", name, 0.3)), KNOWN)
    assert found is not None
    assert KNOWN.entries[found.value].name == name


@pytest.mark.parametrize("runner_up", [None, "", "chỉ tiêu không còn trong danh mục (0,40)", "năm 2022"])
def test_nothing_came_second(runner_up):
    row = replace(ROW, runner_up=runner_up)
    assert alternative(row, KNOWN) is None
    assert changes(row, KNOWN) is None
    assert taken(row, KNOWN) is None


def test_the_second_reading_takes_the_place_of_the_first():
    assert taken(replace(ROW, runner_up="năm 2022 (0,40)"), KNOWN).year == 2022
    assert taken(replace(ROW, runner_up="loại kết quả (0,40)"), KNOWN).kind == "actual"


def test_another_indicator_gets_the_figure_in_its_own_unit():
    money = [entry for entry in KNOWN.entries.values() if entry.unit == "tỷ đồng"]
    row = indicator("r", "d", indicator=None, unit="triệu đồng", value=8500.0, comparator="=")
    found = taken(replace(row, runner_up=written("indicator", money[0].name, 0.4)), KNOWN)
    assert (found.indicator, found.value, found.unit) == (money[0].id, 8.5, "tỷ đồng")


def test_an_indicator_of_another_nature_is_not_taken_by_one_click():
    row = replace(ROW, runner_up=written("indicator", HERD.name, 0.4))
    assert alternative(row, KNOWN) is not None
    assert changes(row, KNOWN) is None
