"""Suggestions with their arithmetic; the expected figures can be checked by eye."""

import pytest

from assistant.drafting.suggest import suggest
from assistant.types import Figure, IndicatorRow, Span

ROW = {
    "key": "k",
    "number": "1",
    "group": "targets",
    "indicator": "thu_nhap_binh_quan",
    "label": "Thu nhập",
    "unit": "triệu đồng/người/năm",
    "wording": "",
    "comparator": ">=",
    "measure": "level",
    "better": "higher",
    "last": Figure(58.0),
    "source": Span("d", "", 0, 0, ""),
}


def row(**changes):
    return IndicatorRow(**(ROW | changes))


def test_what_the_level_above_assigned_comes_first():
    found = suggest(row(result=Figure(60.0), superior=Figure(63.0), superior_source="cấp trên giao"))
    assert (found.figure, found.reason) == (Figure(63.0), "bằng mức 63 triệu đồng/người/năm của cấp trên giao")


def test_the_trend_of_two_years():
    found = suggest(row(result=Figure(60.0)), before=Figure(50.0))
    assert found.figure == Figure(72.0)  # 60 × 60 / 50
    assert found.reason == "theo đà hai năm: 60 × 60 / 50 = 72"


def test_a_share_never_exceeds_all():
    found = suggest(row(unit="%", last=Figure(96.0), result=Figure(98.0)), before=Figure(90.0))
    assert found.figure == Figure(100.0)


@pytest.mark.parametrize(
    ("better", "last", "result", "best"),
    [("higher", 58.0, 60.2, 60.2), ("higher", 58.0, 55.0, 58.0), ("lower", 1.2, 0.9, 0.9), ("lower", 1.2, 1.5, 1.2)],
)
def test_what_was_reached_is_kept(better, last, result, best):
    found = suggest(row(better=better, last=Figure(last), result=Figure(result)))
    assert found.figure == Figure(best)
    assert found.reason.startswith("giữ mức đã đạt")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"result": Figure(60.0), "better": ""},
        {"result": Figure(60.0), "last": None},
        {"result": Figure(27.0, of=29.0)},
        {"result": Figure(17.0), "last": Figure(15.0, 16.0)},
        {"result": Figure(60.0), "group": "results", "last": None},
    ],
)
def test_nothing_is_suggested_without_grounds(changes):
    assert suggest(row(**changes)) is None


def test_a_fall_is_no_trend_to_repeat():
    assert suggest(row(result=Figure(50.0)), before=Figure(60.0)).reason.startswith("giữ mức đã đạt")
