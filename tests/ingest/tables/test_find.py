"""Tables as they come: piped, stacked one cell a line, and printed one row a line."""

import pytest

from assistant.types import SourceDocument
from ingest.outline import outline
from ingest.read_file import archived
from ingest.tables.find import Placed, find_tables

HEAD = "KẾ HOẠCH\nPhát triển kinh tế - xã hội năm 2025\nII. MỤC TIÊU NĂM 2025\nCác chỉ tiêu chủ yếu như sau:\n"
TAIL = "\nIII. NHIỆM VỤ, GIẢI PHÁP\n1. Phát triển kinh tế\nTiếp tục thực hiện tốt.\n"
PIPED = (
    "| TT | Chỉ tiêu | ĐVT | TH 2024 | KH 2025 |\n| 1 | Thu ngân sách xã | tỷ đồng | 12,5 | 14 |\n"
    "| 2 | Tỷ lệ hộ nghèo | % | 2,1 | ≤ 1,5 |"
)
STACKED = (
    "TT\nChỉ tiêu\nĐVT\nTH 2024\nKH 2025\n1\nThu ngân sách xã\ntỷ đồng\n12,5\n14\n2\nTỷ lệ hộ nghèo\n%\n2,1\n≤ 1,5"
)
UNNUMBERED = "Chỉ tiêu\nĐVT\nTH 2024\nKH 2025\nThu ngân sách xã\ntỷ đồng\n12,5\n14\nTỷ lệ hộ nghèo\n%\n2,1\n≤ 1,5"
ALIGNED = "TT Chỉ tiêu ĐVT TH 2024 KH 2025\n1 Thu ngân sách xã tỷ đồng 12,5 14\n2 Tỷ lệ hộ nghèo % 2,1 ≤ 1,5"
WRAPPED = "TT Chỉ tiêu ĐVT TH 2024\nKH 2025\n1 Thu ngân sách\nxã tỷ đồng 12,5 14\n2 Tỷ lệ hộ nghèo % 2,1 ≤ 1,5"
GROUPED = STACKED.replace("1\nThu", "I\nKinh tế\n1\nThu")
EXPECTED = [
    ("thu_ngan_sach", "=", 12.5, "tỷ đồng", "actual", 2024),
    ("thu_ngan_sach", "=", 14.0, "tỷ đồng", "target", 2025),
    ("ty_le_ho_ngheo", "=", 2.1, "%", "actual", 2024),
    ("ty_le_ho_ngheo", "<=", 1.5, "%", "target", 2025),
]


def read(table):
    return archived(SourceDocument("x.txt", "0" * 64, f"{HEAD}{table}{TAIL}"))


@pytest.mark.parametrize("table", [PIPED, STACKED, UNNUMBERED, ALIGNED, WRAPPED, GROUPED])
def test_every_layout_gives_the_same_rows(table):
    document = read(table)
    rows = [(r.indicator, r.comparator, r.value, r.unit, r.kind, r.year) for r in document.indicators]
    assert rows == EXPECTED
    for row in document.indicators:
        assert document.resolution.text[row.start : row.end] == row.quote


def test_a_stacked_row_that_lost_a_cell_gives_no_figure_and_costs_no_other():
    rows = read(STACKED.replace("12,5\n14\n", "14\n")).indicators
    assert [row.indicator for row in rows] == []  # one row alone is no table
    three = STACKED.replace("12,5\n14\n", "14\n") + "\n3\nTỷ lệ che phủ rừng\n%\n40\n41"
    assert [row.value for row in read(three).indicators] == [2.1, 1.5, 40.0, 41.0]


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ tiêu\nThu ngân sách xã 14 tỷ đồng",
        "Nội dung\nKế hoạch\nThực hiện",
        "TT Chỉ tiêu ĐVT\n1 Thu ngân sách xã tỷ đồng",
        "Các chỉ tiêu kế hoạch năm 2025 được giao cho các thôn.\nThôn 1: 5\nThôn 2: 6",
        "",
    ],
)
def test_what_is_no_table(text):
    sections = outline(f"II. MỤC TIÊU\n{text}")
    starts, lines = 0, []
    for line in text.splitlines():
        lines.append(Placed(sections[0], line, starts))
        starts += len(line) + 1
    assert find_tables(lines) == []
