"""The same table in each of the layouts in which tables come: its figures have the same labels, units and headings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Section, SourceDocument
from ingest.clean import clean
from ingest.tables.find import find_tables
from ingest.tables.grid import read_grid
from ingest.tables.place import Placed

LABELS = [
    ("Thu ngân sách trên địa bàn", "triệu đồng"),
    ("Sản lượng lúa", "tấn"),
    ("Tổng đàn bò", "con"),
    ("Tỷ lệ hộ nghèo", "%"),
    ("Trồng rừng tập trung", "ha"),
    ("Kết nạp đảng viên", "đ/c"),
    ("Thu nhập bình quân đầu người", "triệu đồng/người"),
    ("Người dân tham gia BHYT", "%"),
]
HEADINGS = [
    ["Thực hiện 2022", "Kế hoạch 2023", "Ước TH 2023", "Đề nghị 2024"],
    ["Giao", "Làm được", "Mức phấn đấu", "Cả giai đoạn"],
    ["2021", "2022", "2023", "2024"],
    ["Nghị quyết", "9 tháng", "Khả năng", "Đến 2030"],
]
FIGURES = ["12", "9,5", "1.250", "≥ 95", "87,25", "4", "310", "Trên 60", "2.140.500", "15/19", "-"]


@dataclass(frozen=True)
class Table:
    head: list[str]
    rows: list[list[str]]
    unit: bool
    order: bool

    @property
    def expected(self) -> list[tuple[str, str, str, str]]:
        first = self.order + 1 + self.unit
        return [
            (row[self.order], row[self.order + 1] if self.unit else "", heading, text)
            for row in self.rows
            for heading, text in zip(self.head[first:], row[first:], strict=True)
            if any(map(str.isdigit, text))
        ]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    unit, order = draw(st.booleans()), draw(st.booleans())
    width = draw(st.integers(2, 4))
    named = draw(st.lists(st.sampled_from(LABELS), min_size=3, max_size=6, unique=True))
    headings = draw(st.sampled_from(HEADINGS))[:width]
    rows = [
        [
            *([str(number)] * order),
            label,
            *([said] * unit),
            *draw(st.lists(st.sampled_from(FIGURES), min_size=width, max_size=width)),
        ]
        for number, (label, said) in enumerate(named, start=1)
    ]
    # a column of dashes alone holds nothing, and the first row tells where the head ends
    rows[0][-width:] = ["75,5"] * width
    rows[1][-width:] = ["62"] * width
    return Table([*(["TT"] * order), "Chỉ tiêu", *(["ĐVT"] * unit), *headings], rows, unit, order)


def piped(table: Table) -> str:
    lines = [f"| {' | '.join(row)} |" for row in (table.head, *table.rows)]
    return "\n".join([lines[0], "|" + "---|" * len(table.head), *lines[1:]])


def bare(table: Table) -> str:
    return "\n".join(" | ".join(row) for row in (table.head, *table.rows))


def tabs(table: Table) -> str:
    return "\n".join("\t".join(row) for row in (table.head, *table.rows))


def stacked(table: Table) -> str:
    return "\n".join("\n".join(row) for row in (table.head, *table.rows))


def blanks(table: Table, gap: int = 3) -> str:
    lines = [table.head, *table.rows]
    widths = [max(len(row[at]) for row in lines) + gap for at in range(len(table.head))]
    return "\n".join(
        "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in lines
    )


def ruled(table: Table) -> str:
    head, *rows = blanks(table).split("\n")
    return "\n".join([head, "-" * len(head), *rows, "=" * len(head)])


def read(text: str) -> list[tuple[str, str, str, str]]:
    cleaned = clean(
        SourceDocument("a.txt", "0", f"Các chỉ tiêu cụ thể như sau.\n\n{text}\n\nNghị quyết có hiệu lực từ ngày ký.")
    ).text
    section = Section((), "", "body", 0, 0, len(cleaned))
    lines, at = [], 0
    for line in cleaned.split("\n"):
        if line:
            lines.append(Placed(section, line, at))
        at += len(line) + 1
    cells = [cell for table in find_tables(lines) for cell in read_grid(table.rows).cells]
    assert all(cleaned[cell.row.start : cell.row.end].count(cell.text) for cell in cells)
    return [(cell.label, cell.unit, cell.column.heading, cell.text) for cell in cells]


@pytest.mark.parametrize("layout", [piped, bare, tabs, stacked, blanks, ruled])
@given(table=tables())
def test_every_layout_gives_the_same_cells(layout: Callable[[Table], str], table: Table) -> None:
    assert read(layout(table)) == table.expected
