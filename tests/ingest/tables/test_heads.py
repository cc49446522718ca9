"""What the heading of a table says of its columns."""

import pytest

from ingest.tables.heads import read_header


@pytest.mark.parametrize(
    "heading",
    [
        "KH 2024",
        "Kế hoạch năm 2025",
        "TH 2024",
        "Ước thực hiện năm 2024",
        "TH/KH (%)",
        "Tỷ lệ (%)",
        "Năm 2025",
    ],
)
def test_columns(heading):
    header = read_header(("TT", "Chỉ tiêu", "ĐVT", heading, "Ghi chú"))
    assert (header.label, header.unit, header.figures) == (1, 2, (3,))


@pytest.mark.parametrize("row", [("Thu ngân sách", "12"), ("Chỉ tiêu", "Ghi chú"), ("TT", "Tên", "KH 2024"), ()])
def test_what_is_no_heading(row):
    assert read_header(row) is None
