"""Columns cut into the cells of rows."""

from __future__ import annotations

from ingest.readers.aligned_lines import Column, Line, Piece
from ingest.readers.aligned_rows import cut_rows
from ingest.readers.layout_words import Word

COLUMNS = (Column(0, 10, 0, 2, 2), Column(20, 80, 4), Column(100, 120, 2), Column(140, 160, 0, 2))


def line(base: float, *cells: tuple[float, str]) -> Line:
    pieces = (Piece((Word(text, left, base - 8, left + 5 * len(text), base + 2, 10),)) for left, text in cells)
    return Line(base, 10, tuple(pieces))


def rows(*lines: Line, body: float) -> list[tuple[str, ...]]:
    cut = cut_rows(lines, body, COLUMNS, [])
    assert cut is not None
    return list(cut.rows)


def test_cells_that_begin_at_the_height_of_their_row() -> None:
    found = rows(
        line(10, (0, "1"), (20, "Thu"), (100, "tỷ"), (140, "58")),
        line(22, (20, "ngân sách")),
        line(34, (0, "2"), (20, "Trồng"), (100, "ha"), (140, "145")),
        line(46, (20, "rừng")),
        body=10,
    )

    assert found == [("1", "Thu ngân sách", "tỷ", "58"), ("2", "Trồng rừng", "ha", "145")]


def test_cells_that_are_centred_on_their_row() -> None:
    found = rows(
        line(10, (20, "Thu")),
        line(16, (0, "1"), (100, "tỷ"), (140, "58")),
        line(22, (20, "ngân sách")),
        line(34, (20, "Trồng")),
        line(40, (0, "2"), (100, "ha"), (140, "145")),
        line(46, (20, "rừng")),
        body=16,
    )

    assert found == [("1", "Thu ngân sách", "tỷ", "58"), ("2", "Trồng rừng", "ha", "145")]


def test_a_cell_of_several_rows_is_parted_by_its_capitals() -> None:
    found = rows(
        line(10, (0, "1"), (20, "Thu"), (100, "tỷ"), (140, "58")),
        line(22, (0, "2"), (20, "ngân sách"), (100, "đồng"), (140, "145")),
        line(34, (20, "Trồng"), (100, "ha")),
        line(46, (20, "rừng")),
        body=10,
    )

    assert found == [("1", "Thu ngân sách", "tỷ đồng", "58"), ("2", "Trồng rừng", "ha", "145")]


def test_nothing_begins_a_row() -> None:
    assert cut_rows([line(10, (20, "Thu")), line(22, (20, "ngân sách"))], 10, COLUMNS, []) is None
