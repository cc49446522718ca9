"""Corrections find their row again, and only usable changes are taken."""

from dataclasses import replace

import pytest

from assistant.errors import InvalidCorrection
from assistant.language.catalogue import catalogue
from assistant.ledger.review import change, reviewed
from assistant.types import Correction
from tests.builders import archived, indicator

ROW = indicator("d1/II/c1", "d1")


def correction(extracted, **changes):
    return Correction(
        extracted, replace(extracted, review="corrected", **changes), "Lan", "2024-01-02T03:04:05+00:00"
    )


def test_without_corrections_nothing_changes():
    document = archived()
    assert reviewed(document, []).archived is document


def test_a_correction_takes_the_place_of_its_row():
    document = archived()
    (row,) = document.indicators
    found = reviewed(document, [correction(row, value=60.0)])
    assert [each.value for each in found.archived.indicators] == [60.0]
    assert found.lost == ()


def test_it_finds_its_row_when_the_reading_has_changed():
    document = archived()
    (row,) = document.indicators
    read_anew = replace(
        row, row_id="d9/III/c7", start=row.start + 0, quote=row.quote[:-1], end=row.end - 1, year=2024
    )
    again = replace(document, indicators=(read_anew,))
    (after,) = reviewed(again, [correction(row, value=60.0)]).archived.indicators
    assert (after.value, after.row_id, after.quote, after.year) == (60.0, "d9/III/c7", read_anew.quote, 2023)


def test_of_two_rows_of_one_figure_the_one_of_the_same_meaning_is_taken():
    document = archived()
    (row,) = document.indicators
    other = replace(row, row_id="other", indicator="ty_le_ho_ngheo")
    both = replace(document, indicators=(other, row))
    values = {each.row_id: each.value for each in reviewed(both, [correction(row, value=60.0)]).archived.indicators}
    assert values == {"other": 58.0, row.row_id: 60.0}


def test_a_figure_no_longer_read_stays_where_its_quote_stands():
    document = archived()
    (row,) = document.indicators
    (after,) = reviewed(replace(document, indicators=()), [correction(row, value=60.0)]).archived.indicators
    assert document.resolution.text[after.start : after.end] == row.quote
    assert after.value == 60.0


def test_a_rejected_row_stays_rejected_and_none_is_made_of_it():
    document = archived()
    (row,) = document.indicators
    rejected = Correction(row, replace(row, review="rejected"), "Lan", "")
    assert [each.review for each in reviewed(document, [rejected]).archived.indicators] == ["rejected"]
    assert reviewed(replace(document, indicators=()), [rejected]).archived.indicators == ()


def test_a_correction_whose_quote_is_gone_is_lost():
    document = archived()
    lost = correction(replace(document.indicators[0], quote="Câu không còn trong văn bản.", figure="9"))
    found = reviewed(document, [lost])
    assert (found.kept, found.lost) == ((), (lost,))
    assert found.archived.indicators == document.indicators


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"value": "13,655"}, {"value": 13.655}),
        ({"value": "9.850"}, {"value": 9850.0}),
        ({"year": "2025"}, {"year": 2025}),
        ({"year": ""}, {"year": None}),
        ({"comparator": "range", "value": "58", "value_max": "60"}, {"comparator": "range", "value_max": 60.0}),
        ({"indicator": "thu_ngan_sach"}, {"indicator": "thu_ngan_sach", "unit": "tỷ đồng"}),
        ({"indicator": "null", "label": "Số lồng bè", "unit": "lồng"}, {"indicator": None, "unit": "lồng"}),
        ({"kind": "actual", "measure": "change", "direction": "giảm"}, {"kind": "actual", "direction": "giảm"}),
    ],
)
def test_changes_as_typed(changes, expected):
    after = change(ROW, changes, known=catalogue())
    assert {name: getattr(after, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"value": "nhiều"}, "Mức “nhiều”: ghi một số"),
        ({"value": "-5"}, "không âm"),
        ({"year": "24"}, "năm bốn chữ số"),
        ({"indicator": "khong_co"}, "danh mục không có mã này"),
        ({"kind": "kế hoạch"}, "ghi một trong: target actual"),
        ({"quote": "x"}, "không có trường này"),
        ({"unit": "xyz"}, "Đơn vị “xyz”: chỉ tiêu “.*” tính bằng"),
        ({"label": ""}, "không được để trống"),
        ({"value_max": "60"}, "Khoảng"),
        ({"comparator": "range"}, "Khoảng"),
        ({"comparator": "range", "value_max": "50"}, "phải lớn hơn"),
        ({"value": "x", "year": "y"}, "Mức “x”.*Năm “y”"),
    ],
)
def test_what_cannot_be_used_is_told_with_the_remedy(changes, told):
    with pytest.raises(InvalidCorrection, match=told):
        change(ROW, changes, known=catalogue())


SHARE = replace(ROW, indicator="ty_le_ho_ngheo", unit="%")
BUDGET = replace(ROW, indicator="thu_ngan_sach", unit="tỷ đồng", value=5.9)


@pytest.mark.parametrize(
    ("row", "changes"),
    [
        (SHARE, {"unit": "tỷ đồng"}),
        (SHARE, {"unit": "hộ"}),
        (SHARE, {"unit": "abc"}),
        (SHARE, {"unit": ""}),
        (BUDGET, {"unit": "%"}),
        (ROW, {"indicator": "thu_ngan_sach", "unit": "con"}),
    ],
)
def test_a_unit_that_cannot_become_the_indicators_is_refused_in_one_line(row, changes):
    with pytest.raises(InvalidCorrection, match="tính bằng") as told:
        change(row, changes, known=catalogue())
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("row", "changes", "expected"),
    [
        (BUDGET, {"value": "600", "unit": "triệu đồng"}, (0.6, "tỷ đồng")),
        (BUDGET, {"value": "6", "unit": "tỷ đồng"}, (6.0, "tỷ đồng")),
        (BUDGET, {"value": "6", "unit": "Tỉ  đồng"}, (6.0, "tỷ đồng")),
        (BUDGET, {"value": "600", "unit": "tr.đ"}, (0.6, "tỷ đồng")),
        (replace(ROW, indicator=None), {"unit": "htx"}, (ROW.value, "HTX")),
        (BUDGET, {"unit": "triệu đồng"}, (0.0059, "tỷ đồng")),
        (SHARE, {"value": "7", "unit": "‰"}, (7.0, "‰")),
        (replace(BUDGET, measure="change"), {"value": "7", "unit": "%"}, (7.0, "%")),
        (replace(SHARE, measure="change"), {"value": "2", "unit": "điểm %"}, (2.0, "điểm %")),
        (
            replace(BUDGET, measure="vs_plan"),
            {"value": "102", "unit": "% so với kế hoạch"},
            (102.0, "% so với kế hoạch"),
        ),
        (replace(ROW, indicator=None), {"unit": "lồng"}, (ROW.value, "lồng")),
    ],
)
def test_a_unit_that_fits_is_taken_and_brought_to_the_indicators(row, changes, expected):
    after = change(row, changes, known=catalogue())
    assert (after.value, after.unit) == expected


def test_what_is_not_typed_beside_a_unit_keeps_its_own():
    after = change(replace(BUDGET, plan=6.0), {"value": "600", "unit": "triệu đồng"}, known=catalogue())
    assert (after.value, after.plan) == (0.6, 6.0)


def test_the_place_of_a_row_is_corrected_and_taken_away():
    placed = change(ROW, {"place": "xã Mỹ Lâm"}, known=catalogue())
    assert placed.place == "xã Mỹ Lâm"
    assert change(placed, {"place": "không"}, known=catalogue()).place is None


def test_of_two_equal_figures_of_one_table_row_that_of_the_same_unit_is_found():
    document = archived(indicators=({"place": "xã Mỹ Lâm"}, {"place": "xã Đông Khê"}))
    second = document.indicators[1]
    found = reviewed(document, [correction(second, value=60.0)]).archived.indicators
    assert {each.place: each.value for each in found} == {"xã Mỹ Lâm": 58.0, "xã Đông Khê": 60.0}
