"""The columns of a table that belong to a year."""

import pytest

from assistant.drafting.columns import Column, cells_of, is_ornament, read_columns


def columns(line):
    return read_columns(cells_of(line), target=2024, result=2023)


def test_cells_stand_where_they_say():
    line = "| 1 | Thu nhập |  55,5 | |"
    assert [cell.text for cell in cells_of(line)] == ["1", "Thu nhập", "55,5", ""]
    assert all(line[cell.start : cell.end] == cell.text for cell in cells_of(line))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "| TT | Chỉ tiêu | ĐVT | KH 2023 | TH 2023 | KH 2024 |",
            (None, None, None, Column("target", 2023), Column("actual", 2023), Column("target", 2024)),
        ),
        (
            "| Nội dung | Kế hoạch | Ước thực hiện | So sánh TH/KH (%) |",
            (None, Column("target", 2024), Column("actual", 2023), Column("share", 2023)),
        ),
        ("| Chỉ tiêu | Năm 2023 | Năm 2024 |", (None, Column("actual", 2023), Column("target", 2024))),
        ("| 1 | Tỷ lệ hộ nghèo thực hiện | 2,4 |", (None, None, None)),
    ],
)
def test_what_a_head_names(line, expected):
    assert columns(line) == expected


def test_ornaments():
    assert [is_ornament(one) for one in ("-----", "| --- | :-: |", "***", ".....", "- a")] == [
        True, True, True, False, False,
    ]  # fmt: skip
