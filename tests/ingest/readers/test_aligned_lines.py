"""Printed lines, their pieces, and the gaps of columns."""

from __future__ import annotations

from ingest.readers.aligned_lines import Column, bare, parted, printed
from ingest.readers.layout_words import Word


def word(text: str, left: float, base: float = 10, size: float = 10) -> Word:
    return Word(text, left, base - 0.8 * size, left + 5 * len(text), base + 0.2 * size, size)


def texts(*words: Word) -> list[list[str]]:
    return [[piece.text for piece in line.pieces] for line in printed(words)]


def test_words_of_one_height_are_a_line_however_they_were_drawn() -> None:
    assert texts(word("9", 100), word("Thu", 0), word("ngân", 18), word("sách", 0, 22)) == [
        ["Thu ngân", "9"],
        ["sách"],
    ]


def test_wide_blanks_of_a_justified_line_part_nothing() -> None:
    assert texts(word("Thu", 0), word("ngân", 23), word("sách", 51), word("58", 110)) == [["Thu ngân sách", "58"]]


def test_a_raised_mark_stays_in_its_line() -> None:
    assert texts(word("58", 0), word("<sup>1</sup>", 11, 5, size=8)) == [["58 <sup>1</sup>"]]


def test_a_gap_that_justified_lines_hide_is_found() -> None:
    lines = printed([word("Thu", 0), word("ngân", 20), word("ha", 50), word("sách", 0, 22), word("tỷ", 50, 22)])
    (gap,) = bare(Column(0, 60, 4), lines, 2)

    assert 40 <= gap <= 50
    assert [piece.text for piece in parted(lines[0], [gap]).pieces][-1] == "ha"
