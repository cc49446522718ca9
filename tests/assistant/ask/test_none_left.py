"""What documents say in words to be nought."""

import pytest

from assistant.ask.none_left import is_none_left, none_left
from tests.builders import document, row_of

POOR, COUNT = "ty_le_ho_ngheo", "so_ho_ngheo"


def _told(*lines, beside=(), **changes):
    source = document("a", *lines, **changes)
    rows = [row_of(source, quote, **fields) for quote, fields in beside]
    return [(row.indicator, row.kind, row.year, row.figure) for row in none_left([source], lambda _: rows)]


def test_a_saying_is_a_row_of_each_indicator_that_it_is_of():
    told = _told("Toàn phường hiện không còn hộ nghèo.", result_year=2025, target_year=2026)
    assert told == [(each, "actual", 2025, "không còn hộ nghèo") for each in (POOR, COUNT)]


@pytest.mark.parametrize(
    ("line", "kind", "year"),
    [
        ("Phấn đấu đến cuối năm không còn hộ nghèo.", "target", 2026),
        ("Đến năm 2030 xóa hết hộ nghèo theo chuẩn quốc gia.", "target", 2030),
        ("Từ năm 2024 hộ nghèo không còn.", "actual", 2024),
    ],
)
def test_whether_it_is_so_or_is_to_be_so(line, kind, year):
    assert {each[1:3] for each in _told(line, result_year=2025, target_year=2026)} == {(kind, year)}


@pytest.mark.parametrize(
    "line",
    [
        "Không có hộ nghèo nào được vay vốn.",
        "Cuối năm không còn quá 24 hộ nghèo.",
        "Xã Gò Sành không còn hộ nghèo.",
        "Hết hộ nghèo già cả neo đơn ở bản Tả.",
    ],
)
def test_what_says_something_else_or_is_of_another_unit_is_none(line):
    assert _told(line, commune="Suối Đá", result_year=2025) == []


def test_the_figure_beside_it_tells_what_it_does_not():
    beside = [("BHYT 97%", {"kind": "target", "year": 2027})]
    assert {each[1:3] for each in _told("- BHYT 97%", "- Không còn hộ nghèo", beside=beside)} == {("target", 2027)}


def test_one_that_the_ledger_has_as_such_a_row_is_told_of_the_other_indicator_alone():
    beside = [("không còn hộ nghèo", {"indicator": COUNT, "value": 0.0, "kind": "actual", "year": 2025})]
    assert [each[0] for each in _told("Phường không còn hộ nghèo.", beside=beside)] == [POOR]


def test_it_is_told_from_rows_of_the_ledger():
    source = document("a", "Xã đã hết hộ nghèo.")
    assert all(map(is_none_left, none_left([source], lambda _: [])))
    assert not is_none_left(row_of(source, "hết hộ nghèo"))


def test_a_name_is_found_however_it_is_written_and_by_itself_says_nothing():
    assert [each[3] for each in _told("Hiện nay không còn HỘ NGHÈO.")] == ["không còn HỘ NGHÈO"] * 2
    assert _told("Ho ngheo; hộ nghèo.") == []
