"""Tables on their grid, whatever file they come from."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.grid import Cell, grid_cells, grid_rows, is_layout


def row(*texts: str, at: int = 0) -> list[Cell]:
    return [Cell(at + column, (text,)) for column, text in enumerate(texts)]


def test_columns_in_which_no_cell_begins_are_none() -> None:
    rows = [
        [Cell(0, ("TT",), 2), Cell(2, ("Chỉ tiêu",), 5), Cell(7, ("KH 2021",), 3)],
        [Cell(0, ("1",), 2), Cell(2, ("Hộ nghèo",), 5), Cell(7, ("41",), 3)],
    ]

    assert grid_rows(rows) == ["| TT | Chỉ tiêu | KH 2021 |", "| 1 | Hộ nghèo | 41 |"]


def test_thousands_parted_by_blanks_are_one_figure() -> None:
    rows = [
        row("Chỉ tiêu", "TH 2024", "KH 2025"),
        row("Thu", "6 400", "12 500,5"),
        row("Chi", "1 250 000 đồng", "-3 100"),
        row("Hộ nghèo", "3 12", "3 120%"),
        row("Năm", "2024 2025", "0 100"),
    ]

    assert grid_rows(rows)[1:] == [
        "| Thu | 6.400 | 12.500,5 |",
        "| Chi | 1.250.000 đồng | -3.100 |",
        "| Hộ nghèo | 3 12 | 3 120% |",
        "| Năm | 2024 2025 | 0 100 |",
    ]


def test_a_title_over_the_whole_table_stands_once_and_the_head_goes_on_under_it() -> None:
    rows = [
        [Cell(0, ("Biểu 1: Chỉ tiêu chủ yếu",), 3)],
        [Cell(0, ("Chỉ tiêu",), 1, 2), Cell(1, ("Kế hoạch",), 2)],
        row("2021", "2022", at=1),
        row("Hộ nghèo", "41", "36"),
    ]

    assert grid_rows(rows) == [
        "| Biểu 1: Chỉ tiêu chủ yếu |  |  |",
        "| Chỉ tiêu | Kế hoạch | Kế hoạch |",
        "| Chỉ tiêu | 2021 | 2022 |",
        "| Hộ nghèo | 41 | 36 |",
    ]


def test_columns_that_are_numbered_belong_to_the_head() -> None:
    rows = [
        [Cell(0, ("Chỉ tiêu",)), Cell(1, ("Năm 2021",), 2)],
        row("", "KH", "TH"),
        row("A", "1", "2"),
        [Cell(0, ("Hộ nghèo",)), Cell(1, ("chưa rà soát",), 2)],
        row("Hộ cận nghèo", "20", "22"),
    ]

    assert grid_cells(rows)[0] == ["Chỉ tiêu", "Năm 2021", "Năm 2021"]
    assert grid_cells(rows)[2] == ["A", "1", "2"]


def test_a_letterhead_is_a_layout_and_two_columns_of_figures_are_none() -> None:
    letterhead = [[Cell(0, ("ĐẢNG BỘ", "XÃ A")), Cell(1, ("ĐẢNG CỘNG SẢN", "VIỆT NAM"))]]
    figures = [row("Chỉ tiêu", "KH 2021"), [Cell(0, ("Hộ nghèo", "Đàn bò")), Cell(1, ("41", "820"))]]

    assert is_layout(letterhead)
    assert not is_layout(figures)
    assert grid_rows(figures)[1:] == ["| Hộ nghèo | 41 |", "| Đàn bò | 820 |"]


texts = st.sampled_from(
    ["", "1", "II", "Thu ngân sách", "tỷ đồng", "12,5", "58", "Năm 2021", "a\nb", "7\n9", "x\n\n3"]
)
cells = st.tuples(texts, st.integers(1, 3), st.integers(1, 3))


@given(st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=5))
def test_every_row_has_every_column_and_no_number_is_lost_or_joined(rows: list[list[tuple[str, int, int]]]) -> None:
    table: list[list[Cell]] = []
    taken: set[tuple[int, int]] = set()
    for at, written in enumerate(rows):
        table.append([])
        column = 0
        for text, width, height in written:
            while (at, column) in taken:
                column += 1
            free = next(size for size in range(width, 0, -1) if not taken & {(at, column + n) for n in range(size)})
            taken |= {(at + down, column + right) for down in range(height) for right in range(free)}
            table[-1].append(Cell(column, tuple(text.split("\n")), free, height))
            column += free
    grid = grid_cells(table)
    said = Counter(re.findall(r"[\d,]+", " ".join(text for written in rows for text, _, _ in written)))
    shown = Counter(re.findall(r"[\d,]+", " ".join(" ".join(line) for line in grid)))

    assert len({len(line) for line in grid}) <= 1
    assert all(shown[number] >= count for number, count in said.items())
    assert set(shown) == set(said)


def test_cells_that_reach_without_end_are_left_as_they_stand() -> None:
    rows = [[Cell(column=at % 100, lines=(f"ô {at}",), width=1, height=100)] for at in range(20_000)]
    cells = grid_cells(rows)
    assert len(cells) == 20_000
    assert cells[-1] == ["ô 19999"]
