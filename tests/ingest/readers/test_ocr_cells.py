"""Cells of a scanned table: cut out, set beside each other, and put back where they stand."""

from __future__ import annotations

import numpy as np

from ingest.readers.ocr_cells import dots, in_cells, sheet_of
from ingest.readers.picture import Picture
from ingest.readers.ruled import Frame, Place
from ingest.readers.tesseract import Letter, Line

DPI = 72  # a dot is a point
TABLE = Frame((0, 100, 200), (0, 50, 100), tuple(Place(row, column, 1, 1) for row in (0, 1) for column in (0, 1)))


def page(*places: tuple[int, int]) -> Picture:
    """A page with ink of 10 dots at each place, given by its top and left."""
    drawn = np.full((120, 220), 255, np.uint8)
    for top, left in places:
        drawn[top : top + 10, left : left + 10] = 0
    return drawn


def read_at(x: float, y: float, text: str, sure: float = 90.0) -> Line:
    return [[Letter(text, x - 2, y - 2, x + 2, y + 2, sure)]]


def test_filled_cells_of_a_row_begin_at_one_height_and_empty_ones_are_left_out() -> None:
    sheet = sheet_of(page((10, 20), (30, 150), (60, 120)), TABLE, DPI)

    assert [(piece.row, piece.rows.start) for piece in sheet.pieces] == [
        (0, 30),
        (0, 30),
        (1, sheet.pieces[2].rows.start),
    ]
    assert sheet.pieces[2].rows.start > sheet.pieces[0].rows.stop
    for piece in sheet.pieces:
        assert int((sheet.picture[piece.rows, piece.columns] == 0).sum()) == 100


def test_a_letter_is_put_back_where_its_cell_stands() -> None:
    sheet = sheet_of(page((10, 20), (60, 120)), TABLE, DPI)
    shown = [
        read_at(piece.columns.start + 9, piece.rows.start + 9, text)
        for piece, text in zip(sheet.pieces, "58", strict=True)
    ]

    found = [letter for row in in_cells([shown, shown], sheet) for cell in row for ((letter,),) in cell]

    # Four dots of rim, and the nine from its corner.
    assert [(one.text, one.left + 2, one.top + 2) for one in found] == [("5", 25, 15), ("8", 125, 65)]


def test_what_two_readings_say_is_sure_and_what_one_says_alone_is_not() -> None:
    sheet = sheet_of(page((10, 20)), TABLE, DPI)
    at = sheet.pieces[0].columns.start + 9, sheet.pieces[0].rows.start + 9

    def of(*said: tuple[str, float]) -> Letter:
        return in_cells([[read_at(*at, *each)] for each in said], sheet)[0][0][0][0][0]

    agreed, alone = of(("S", 96.0), ("5", 80.0), ("5", 70.0)), of(("S", 96.0), ("5", 80.0), ("8", 70.0))
    assert (agreed.text, agreed.sure) == ("5", 99.0)
    assert (alone.text, alone.sure) == ("S", 0.0)


def test_a_table_without_ink_has_no_pieces() -> None:
    sheet = sheet_of(page(), TABLE, DPI)

    assert sheet.pieces == ()
    assert in_cells([[], []], sheet) == []


def test_points_as_dots_never_lie_before_the_page() -> None:
    assert dots(-3, 36, 300) == slice(0, 150)


def test_each_letter_of_a_line_goes_to_the_cell_that_it_lies_in_and_what_lies_in_none_is_left_out() -> None:
    sheet = sheet_of(page((10, 20), (30, 150), (60, 20), (60, 120)), TABLE, DPI)
    middles = [(piece.columns.start + 9, piece.rows.start + 9) for piece in sheet.pieces]
    (x, y), (right, _), below, _ = middles
    line = [read_at(at_x, at_y, text)[0] for (at_x, at_y), text in zip(middles, "1234", strict=True)]
    outside = [(0, 0), (x, 0), (0, y), ((x + right) // 2, y), (right + 90, y), (x, (y + below[1]) // 2), (x, y + 900)]
    lost = [read_at(*at, "?")[0] for at in outside]

    found = in_cells([[[*line, *lost]]] * 2, sheet)

    cells = [cell for row in found for cell in row]
    said = [[["".join(letter.text for letter in word) for word in line] for line in cell] for cell in cells]
    assert said == [[["1"]], [["2"]], [["3"]], [["4"]]]


def test_a_word_over_two_cells_is_parted() -> None:
    sheet = sheet_of(page((10, 20), (30, 150)), TABLE, DPI)
    middles = [(piece.columns.start + 9, piece.rows.start + 9) for piece in sheet.pieces]
    word = [letter for at, text in zip(middles, "ab", strict=True) for letter in read_at(*at, text)[0]]

    ((left, right),) = in_cells([[[word]]], sheet)

    assert [left[0][0][0].text, right[0][0][0].text] == ["a", "b"]
