"""What the heading of a table says of its columns."""

import pytest

from ingest.tables.heads import Row, read_header, read_table


@pytest.mark.parametrize(
    ("heading", "kind", "measure", "year"),
    [
        ("KH 2024", "target", "level", 2024),
        ("Kế hoạch năm 2025", "target", "level", 2025),
        ("TH 2024", "actual", "level", 2024),
        ("Ước thực hiện năm 2024", "actual", "level", 2024),
        ("Kế hoạch thực hiện năm 2024", "target", "level", 2024),
        ("TH/KH (%)", "actual", "vs_plan", None),
        ("Tỷ lệ (%)", "actual", "vs_plan", None),
        ("Năm 2025", None, "level", 2025),
    ],
)
def test_columns(heading, kind, measure, year):
    header = read_header(("TT", "Chỉ tiêu", "ĐVT", heading))
    (column,) = header.figures
    assert (header.label, header.unit) == (1, 2)
    assert (column.kind, column.measure, column.year) == (kind, measure, year)


@pytest.mark.parametrize("row", [("Thu ngân sách", "12"), ("Chỉ tiêu", "Ghi chú"), ("TT", "Tên", "KH 2024"), ()])
def test_what_is_no_heading(row):
    assert read_header(row) is None


def test_part_rows_and_empty_cells():
    rows = [
        Row(("Chỉ tiêu", "KH 2025"), 0, 10),
        Row(("Thu ngân sách", "14"), 11, 20),
        Row(("Trong đó: thu tiền sử dụng đất", "9"), 21, 30),
        Row(("Thu khác", ""), 31, 40),
        Row(("", "5"), 41, 50),
    ]
    assert [(cell.label, cell.text, cell.part) for cell in read_table(rows)] == [
        ("Thu ngân sách", "14", False),
        ("thu tiền sử dụng đất", "9", True),
    ]
    assert read_table(rows[1:]) == []
