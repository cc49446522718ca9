"""What is short of a whole, from how much of it is reached."""

import pytest

from assistant.ask.short_of import with_short
from tests.builders import indicator

REACHED, SHORT = "so_chi_tieu_dat", "so_chi_tieu_khong_dat"


def _reached(document="d", **changes):
    values = {"indicator": REACHED, "kind": "actual", "comparator": "=", "value": 15.0, "of": 17.0, "year": 2024}
    return indicator(f"{document}r", document, **(values | changes))


def test_the_rest_is_told_with_the_words_of_the_whole():
    (made,) = with_short([], [_reached(figure="15/17 chỉ tiêu")])
    assert (made.indicator, made.value, made.of, made.figure) == (SHORT, 2.0, None, "15/17 chỉ tiêu")


def test_a_document_that_counts_the_rest_keeps_its_own():
    own = indicator("s", "d", indicator=SHORT, kind="actual", value=2.0, year=2024)
    assert with_short([own], [_reached()]) == [own]


@pytest.mark.parametrize("changes", [{"of": None}, {"kind": "target"}, {"period": "6 tháng đầu năm"}])
def test_a_target_or_a_part_of_a_year_leaves_no_rest(changes):
    assert with_short([], [_reached(**changes)]) == []
