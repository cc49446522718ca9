"""What a cell of a table looks like."""

import pytest

from ingest.tables.cells import as_scanned, is_figure, is_of_places


@pytest.mark.parametrize(("cell", "read"), [("l0.115", "10.115"), ("59,O", "59,0"), ("1OO %", "100 %")])
def test_digits_that_a_scanner_took_for_letters(cell, read):
    assert as_scanned(cell) == read
    assert is_figure(cell)


@pytest.mark.parametrize("cell", ["lol", "Ol", "10 lô", "Ô tô", "10.115", "l. Lúa"])
def test_what_no_scanner_misread(cell):
    assert as_scanned(cell) == cell


@pytest.mark.parametrize(
    ("heading", "cells"),
    [("Tên xã", ["An Bình", ""]), ("Nơi", ["Xã An Bình", "Thị trấn Mậu A", "Cộng"]), ("", ["Thôn 3", "thôn Hạ"])],
)
def test_a_column_of_places(heading, cells):
    assert is_of_places(cells, heading=heading)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Chỉ tiêu", ["Xã đạt chuẩn nông thôn mới", "Hộ nghèo"]),
        ("Đơn vị tính", ["xã", "thôn"]),
        ("", ["Thôn văn hóa"]),
    ],
)
def test_a_column_that_only_speaks_of_places(heading, cells):
    assert not is_of_places(cells, heading=heading)
