"""What the heading of a table says of its columns."""

import pytest

from ingest.tables.heads import read_header


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
