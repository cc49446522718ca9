"""The same table in each of the layouts in which tables come: its figures keep their labels, units and headings."""

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


# -- heads of two levels ---------------------------------------------------------------------------------

SHARE = "So với KH (%)"
SHAPES: list[list[tuple[str, list[str]]]] = [
    [("Thực hiện 2022", []), ("Năm 2023", ["Kế hoạch", "Ước thực hiện", SHARE]), ("Dự kiến 2024", [])],
    [("Năm 2023", ["Kế hoạch", "Thực hiện", SHARE]), ("Kế hoạch 2024", [])],
    [("Thực hiện 2022", []), ("Năm 2023", ["Kế hoạch", "Ước thực hiện", SHARE])],
]


@dataclass(frozen=True)
class Levels:
    shape: list[tuple[str, list[str]]]
    rows: list[list[str]]

    @property
    def headings(self) -> list[str]:
        return [f"{top} {child}".strip() for top, children in self.shape for child in children or [""]]

    @property
    def expected(self) -> list[tuple[str, str, str, str]]:
        return [
            (row[1], row[2], heading, text)
            for row in self.rows
            for heading, text in zip(self.headings, row[3:], strict=True)
        ]


@st.composite
def levels(draw: st.DrawFn) -> Levels:
    shape = draw(st.sampled_from(SHAPES))
    rows = []
    for number, (label, unit) in enumerate(
        draw(st.lists(st.sampled_from(LABELS), min_size=4, max_size=7, unique=True)), start=1
    ):
        plan = draw(st.integers(100, 900))
        done = draw(st.integers(100, 900).filter(lambda each, plan=plan: each != plan))
        other = [str(draw(st.integers(100, 900))) for _ in range(2)]
        shared = [str(plan), str(done), f"{100 * done / plan:.1f}".replace(".", ",")]
        figures = [text for top, children in shape for text in (shared if children else [other.pop()])]
        rows.append([str(number), label, unit, *figures])
    return Levels(shape, rows)


def two_rows(table: Levels) -> str:
    upper = ["TT", "Chỉ tiêu", "ĐVT"]
    lower = ["", "", ""]
    for top, children in table.shape:
        upper += [top, *[""] * (len(children) - 1)]
        lower += children or [""]
    return "\n".join(f"| {' | '.join(row)} |" for row in (upper, lower, *table.rows))


def children_behind(table: Levels) -> str:
    head = ["TT", "Chỉ tiêu", "ĐVT", *(top for top, _ in table.shape)]
    head += [child for _, children in table.shape for child in children]
    return "\n".join((*head, *(cell for row in table.rows for cell in row)))


def children_below(table: Levels) -> str:
    head = ["TT", "Chỉ tiêu", "ĐVT", *(cell for top, children in table.shape for cell in (top, *children))]
    return "\n".join((*head, *(cell for row in table.rows for cell in row)))


def printed(table: Levels, *, centred: bool, low: bool, right: bool) -> str:
    """Two lines over the columns: the common heading at the left or over the middle, the others above or below."""
    single = ["TT", "Chỉ tiêu", "ĐVT", *(child for top, children in table.shape for child in children or [top])]
    widths = [max(len(row[at]) for row in (single, *table.rows)) for at in range(len(single))]
    starts = [sum(widths[:at]) + 3 * at for at in range(len(single))]
    upper, lower = [" "] * 200, [" "] * 200

    def put(line: list[str], at: int, text: str) -> None:
        line[at : at + len(text)] = text

    for at, text in enumerate(single[:3]):
        put(lower if low else upper, starts[at], text)
    at = 3
    for top, children in table.shape:
        if not children:
            put(lower if low else upper, starts[at], top)
        else:
            span = starts[at + len(children) - 1] + widths[at + len(children) - 1] - starts[at]
            put(upper, starts[at] + ((span - len(top)) // 2 if centred else 0), top)
            for number, child in enumerate(children):
                put(lower, starts[at + number], child)
        at += max(1, len(children))
    lines = ["".join(upper).rstrip(), "".join(lower).rstrip(), "-" * 60]
    for row in table.rows:
        cells = [
            cell.rjust(width) if right and at > 2 else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("   ".join(cells).rstrip())
    return "\n".join(lines)


@pytest.mark.parametrize("layout", [two_rows, children_behind, children_below])
@given(table=levels())
def test_heads_of_two_levels(layout: Callable[[Levels], str], table: Levels) -> None:
    assert read(layout(table)) == table.expected


@given(table=levels(), centred=st.booleans(), low=st.booleans(), right=st.booleans())
def test_printed_heads_of_two_lines(table: Levels, *, centred: bool, low: bool, right: bool) -> None:
    assert read(printed(table, centred=centred, low=low, right=right)) == table.expected
