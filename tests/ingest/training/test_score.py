"""What makes a row right, and what is neutral."""

import pytest

from ingest.training.score import score, total
from tests.builders import indicator


def gold(value, **changes):
    row = {"indicator": "thu_nhap_binh_quan", "value": value, "value_max": None, "unit": "triệu đồng/người/năm"}
    return {**row, "comparator": ">=", "kind": "target", "measure": "level", "year": 2023, **changes}


def row(value, **changes):
    return indicator("r", "d", value=value, **changes)


def test_a_row_that_is_a_gold_row_is_right():
    found = score([row(58.0, confidence=0.95)], [gold(58.0)])
    assert (found.f1, found.figure_recall, found.share("year")) == (1.0, 1.0, 1.0)
    assert found.sure(0.9) == (1.0, 1.0)


@pytest.mark.parametrize("changes", [{"year": 2024}, {"kind": "actual"}, {"comparator": ">"}, {"measure": "change"}])
def test_a_field_that_differs_makes_it_wrong_though_the_figure_is_found(changes):
    found = score([row(58.0, confidence=0.95, **changes)], [gold(58.0)])
    assert found.f1 == 0.0
    assert found.figure_recall == 1.0
    assert found.share(next(iter(changes))) == 0.0
    assert found.sure(0.9) == (0.0, 0.0)


def test_one_row_is_one_gold_row():
    found = score([row(58.0), row(58.0)], [gold(58.0)])
    assert (found.precision, found.recall) == (0.5, 1.0)


def test_rows_outside_the_catalogue_are_neutral_on_both_sides():
    found = score([row(7.0, indicator=None), row(9.0)], [gold(7.0, indicator=None), gold(9.0, indicator=None)])
    assert (found.gold, found.found) == (0, 0)


def test_a_figure_of_a_neutral_row_counts_where_another_gold_row_has_it_too():
    found = score([row(9.0)], [gold(9.0, indicator=None), gold(9.0)])
    assert (found.gold, found.right) == (1, 1)


def test_growth_is_one_thing_told_as_a_rate_or_as_a_change():
    told = row(9.0, indicator="tong_gia_tri_san_xuat", measure="change", unit="%", comparator="=")
    as_rate = gold(9.0, indicator="tang_truong_kinh_te", unit="%", comparator="=")
    assert score([told], [as_rate]).f1 == 1.0


def test_scores_add_up():
    right, wrong = score([row(58.0)], [gold(58.0)]), score([row(60.0)], [gold(61.0)])
    both = total([right, wrong])
    assert (both.gold, both.found, both.right, both.f1) == (2, 2, 1, 0.5)
    assert len(both.told) == 2
