"""Which figures tell the most, and which years a document is about."""

import pytest

from assistant.ask.composing.headline import (
    best,
    headline_years,
    is_told_with,
    name_of,
    table,
    weight,
    with_count,
    with_share,
)
from assistant.ask.composing.wording import library
from assistant.language.catalogue import catalogue
from assistant.types import Resolution
from tests.builders import identity, indicator

BOOKS = library([Resolution("d", "d.txt", "h", "", (), (), identity(commune="Tân Hòa"))])


def _row(name="r", **changes):
    return indicator(name, "d", **changes)


def test_weights_name_indicators_of_the_catalogue():
    assert set(table()["weights"]) <= set(catalogue().entries)
    assert {entry.field for entry in catalogue().entries.values()} <= set(table()["fields"])


def test_income_tells_more_than_maize_and_that_more_than_the_unknown():
    rows = [_row(indicator=each) for each in ("thu_nhap_binh_quan", "dien_tich_ngo", None)]
    assert sorted(rows, key=weight, reverse=True) == rows


@pytest.mark.parametrize(
    "other",
    [
        {"scope": "hộ dân tộc thiểu số"},
        {"measure": "change"},
        {"period": "6 tháng đầu năm"},
        {"quote": "Xã Phú Lâm thu nhập 71 triệu đồng", "label": "Xã Phú Lâm thu nhập"},
        {"confidence": 0.4},
    ],
)
def test_the_whole_unit_stands_before_a_part(other):
    whole, part = _row("w", start=90, end=95), _row("p", start=0, end=5, **other)
    assert best([part, whole], BOOKS) == whole


def _years(about, *told):
    rows = [_row(str(at), kind=kind, year=year) for at, (kind, year) in enumerate(told)]
    return headline_years(Resolution("d", "d.txt", "h", "", (), (), identity(**about)), rows)


@pytest.mark.parametrize(
    ("about", "told", "years"),
    [
        ({"target_year": 2024, "result_year": 2023}, [("actual", 2023), ("target", 2024)], (2023, 2024)),
        # The document does not say so itself.
        (
            {"target_year": None},
            [("actual", 2022), ("actual", 2022), ("actual", 2021), ("target", 2023)],
            (2022, 2023),
        ),
        # What it takes for its year is that of its results.
        ({"target_year": 2022}, [("actual", 2022), ("target", 2022), *[("target", 2023)] * 3], (2022, 2023)),
        ({"target_year": 2030}, [("target", 2030)], (None, 2030)),
        ({"target_year": None}, [("actual", 2022)], (2022, None)),
    ],
)
def test_the_years_of_a_document(about, told, years):
    assert _years(about, *told) == years


def test_a_result_has_its_share_of_the_plan_with_it():
    level = _row("l", kind="actual", figure="6 tỷ đồng")
    share = _row("s", kind="actual", measure="vs_plan", figure="104%")
    change = _row("c", kind="actual", measure="change", figure="tăng 3%")
    assert with_share(level, [change, share, level]) == [level, share]
    assert with_share(level, [level]) == [level]


def test_names_fit_a_cell():
    assert name_of(_row(indicator=None, label="số hộ | trồng\nchè")) == "Số hộ / trồng chè"


def test_of_parts_of_a_year_the_longest_stands_for_it():
    quarter, months = _row("q", start=0, end=5, period="quý III"), _row("m", start=90, end=95, period="9 tháng")
    half = _row("h", start=50, end=55, period="6 tháng đầu năm")
    assert best([quarter, half, months], BOOKS) == months


def test_a_count_is_told_with_its_rate():
    rate = _row("r", indicator="ty_le_ho_ngheo", kind="actual", year=2023, unit="%", value=1.2)
    count = _row("c", indicator="so_ho_ngheo", kind="actual", year=2023, unit="hộ", value=40.0)
    others = [
        _row("o", indicator="so_ho_ngheo", kind="actual", year=2022),
        _row("p", indicator="so_ho_ngheo", kind="actual", year=2023, scope="thôn Hạ"),
    ]
    assert with_count(rate, [rate, *others, count], BOOKS) == [count]
    assert with_count(count, [rate, count], BOOKS) == []
    assert is_told_with(count, {"ty_le_ho_ngheo"})
    assert not is_told_with(count, {"thu_nhap_binh_quan"})
    assert not is_told_with(rate, {"so_ho_ngheo"})
