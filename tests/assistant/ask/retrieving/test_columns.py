"""Tables as lines and columns."""

import pytest

from assistant.ask.retrieving.columns import grids_of, named_in
from assistant.ask.retrieving.stretches import stretches
from assistant.types import Reference
from tests.assistant.ask.retrieving.documents import document

MONEY = """UBND XÃ NẬM LỊCH
BÁO CÁO
Đầu tư công năm 2025

ĐVT: triệu đồng

| TT | Danh mục | Tổng mức đầu tư | Đã giải ngân đến 31/10/2025 | Kế hoạch 2025 | Ước TH 2025 | TH/KH (%) | Năm 2026 |
|---|---|---|---|---|---|---|---|
| 1 | Nâng cấp đường bản Pú | 9.000 | 3.000 | 4.000 | 3.600 | 90 | 2.000 |
| | Trong đó: đền bù | 1.000 | 800 | 900 | 800 | 88,9 | - |
| 2 | Trạm y tế xã Nậm Lịch | 3.000 | 1.000 | 1.200 | 1.200 | 100 | 700 |
| 3 | Nước sạch bản Tà Cọ | 2.000 | 700 | 800 | 900 | 112,5 | 300 |
"""


@pytest.fixture
def grid(tmp_path):
    (found,) = grids_of(stretches(document(tmp_path, MONEY, "nam_lich.txt")))
    return found


def test_a_column_is_told_by_its_head(grid):
    roles = ["whole", "so_far", "plan", "result", "change", "figure"]
    assert [each.role for each in grid.columns] == roles


@pytest.mark.parametrize(
    ("reference", "names"),
    [
        (Reference("target", 2025), ["Kế hoạch 2025"]),
        (Reference("actual", 2025), ["Đã giải ngân đến 31/10/2025", "Ước TH 2025"]),  # neither is it for certain
        (Reference(None, 2026), ["Năm 2026"]),
        (Reference("target", 2026), ["Năm 2026"]),  # it says no kind, and is the only one
        (Reference("target", 2027), []),
    ],
)
def test_the_columns_of_a_kind_and_a_year(grid, reference, names):
    assert [each.name for each in grid.columns_of(reference)] == names


def test_a_line_that_opens_with_of_which_is_part_of_the_one_before(grid):
    assert {each.name: each.part_of for each in grid.lines if each.part_of} == {"đền bù": "Nâng cấp đường bản Pú"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Đường bản Pú năm 2025 giải ngân bao nhiêu?", ["Nâng cấp đường bản Pú"]),
        ("duong ban pu va nuoc sach ban ta co", ["Nâng cấp đường bản Pú", "Nước sạch bản Tà Cọ"]),
        ("Xã Nậm Lịch năm 2025 giải ngân bao nhiêu?", []),  # the place of the question names no line
        ("Trạm y tế của xã Nậm Lịch còn thiếu bao nhiêu?", ["Trạm y tế xã Nậm Lịch"]),
        ("Bản Pú có bao nhiêu hộ?", []),
    ],
)
def test_lines_are_named_by_most_of_their_names(grid, text, names):
    assert [each.line.name for each in named_in(grid, text, places=["Nậm Lịch"])] == names


def test_a_line_from_which_a_cell_is_missing_has_no_figures(tmp_path):
    text = MONEY.replace("| TT | Danh mục |", "| TT | Danh mục | ĐVT |").replace("|---|---|", "|---|---|---|", 1)
    for name in ("đường bản Pú", "xã Nậm Lịch", "bản Tà Cọ"):
        text = text.replace(f"{name} |", f"{name} | triệu đồng |")
    (found,) = grids_of(stretches(document(tmp_path, text, "thieu_o.txt")))
    shifted = [each for each in found.lines if each.is_shifted]
    assert [each.name for each in shifted] == ["đền bù"]
    assert found.with_figure(shifted[0]) == []
