"""The head of a table without rules."""

from __future__ import annotations

from ingest.readers.aligned_head import head_rows
from ingest.readers.aligned_lines import Column, Piece
from ingest.readers.grid import grid_rows
from ingest.readers.layout_words import Word

COLUMNS = (Column(0, 60, 4), Column(100, 130, 0, 4), Column(150, 180, 0, 4), Column(200, 230, 0, 4))


def at(base: float, left: float, right: float, text: str) -> tuple[float, Piece]:
    return base, Piece((Word(text, left, base - 8, right, base + 2, 10),))


def head(*pieces: tuple[float, Piece]) -> list[str]:
    return grid_rows(head_rows(pieces, COLUMNS))


def test_lines_of_a_heading_are_one() -> None:
    pieces = [at(10, 0, 50, "Chỉ tiêu"), at(10, 100, 125, "Thực"), at(22, 100, 125, "hiện"), at(10, 150, 170, "Ước")]

    assert head(*pieces, at(10, 200, 230, "So sánh")) == ["| Chỉ tiêu | Thực hiện | Ước | So sánh |"]


def test_a_heading_over_several_columns_has_its_own_row() -> None:
    below = [at(24, 100, 120, "KH"), at(24, 150, 170, "TH"), at(10, 200, 230, "Tăng")]

    assert head(at(10, 0, 50, "Chỉ tiêu"), at(10, 100, 175, "Năm 2024"), *below) == [
        "| Chỉ tiêu | Năm 2024 | Năm 2024 | Tăng |",
        "| Chỉ tiêu | KH | TH | Tăng |",
    ]


def test_a_year_over_the_middle_of_three_heads_them_all() -> None:
    below = [at(24, 100, 120, "KH"), at(24, 150, 170, "TH"), at(24, 200, 220, "%")]

    assert head(at(17, 0, 50, "Chỉ tiêu"), at(10, 150, 180, "Năm 2024"), *below) == [
        "| Chỉ tiêu | Năm 2024 | Năm 2024 | Năm 2024 |",
        "| Chỉ tiêu | KH | TH | % |",
    ]
