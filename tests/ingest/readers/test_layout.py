"""Lines and tables of a page from its words and rules."""

from __future__ import annotations

from ingest.readers.layout import Line, Table, continued, laid_out
from ingest.readers.layout_words import Word
from ingest.readers.ruled import Rule


def word(text: str, left: float, base: float, *, size: float = 10, late: bool = False) -> Word:
    """A word whose letters are half as wide as high."""
    return Word(text, left, base - 0.8 * size, left + 0.5 * size * len(text), base + 0.2 * size, size, late=late)


def grid(left: float, top: float, columns: list[float], rows: list[float]) -> list[Rule]:
    """The rules of a table with columns and rows of these sizes."""
    across = [left + sum(columns[:at]) for at in range(len(columns) + 1)]
    down = [top + sum(rows[:at]) for at in range(len(rows) + 1)]
    flats = [Rule(True, y, across[0], across[-1]) for y in down]
    return [*flats, *(Rule(False, x, down[0], down[-1]) for x in across)]


def written(words: list[Word], rules: list[Rule]) -> list[str]:
    lines: list[str] = []
    for item in laid_out(words, rules):
        lines += [item.text] if isinstance(item, Line) else item.written()
    return lines


def test_words_of_one_height_are_a_line() -> None:
    assert written([word("Thu", 10, 50), word("ngân", 30, 50), word("sách", 10, 65)], []) == ["Thu ngân", "sách"]


def test_what_was_typed_over_the_page_fills_its_gap() -> None:
    words = [word("đạt", 10, 50), word("triệu", 60, 50), word("Hết", 10, 80), word("58", 35, 50, late=True)]

    assert written(words, []) == ["đạt 58 triệu", "Hết"]


def test_a_raised_word_is_marked() -> None:
    assert written([word("58", 10, 50), word("1", 20, 46, size=6)], []) == ["58 <sup>1</sup>"]


def test_a_wide_gap_keeps_the_columns_below_each_other() -> None:
    assert written([word("Xã", 10, 50), word("58", 110, 50), word("Phường", 10, 65), word("7", 110, 65)], []) == [
        "Xã                  58",
        "Phường              7",
    ]


def test_a_table_stands_where_its_first_word_was_drawn() -> None:
    words = [word("Biểu", 10, 20), word("TT", 12, 45), word("KH", 55, 45), word("1", 12, 65), word("58", 55, 65)]

    assert written([*words, word("Hết", 10, 95)], grid(10, 30, [40, 60], [20, 20])) == [
        "Biểu",
        "| TT | KH |",
        "| 1 | 58 |",
        "Hết",
    ]


def test_lines_of_a_cell_are_one_text() -> None:
    words = [word("TT", 12, 45), word("Chỉ", 55, 45), word("1", 12, 65), word("Thu", 55, 62), word("ngân", 55, 72)]
    words += [word("ĐVT", 120, 45), word("tỷ", 120, 65)]

    assert written(words, grid(10, 30, [40, 60, 50], [20, 25]))[-1] == "| 1 | Thu ngân | tỷ |"


def test_a_table_goes_on_on_the_next_page_without_its_head() -> None:
    def table(*rows: tuple[str, str]) -> Table:
        words = [
            word(text, 12 + 43 * at, 45 + 20 * row) for row, cells in enumerate(rows) for at, text in enumerate(cells)
        ]
        (found,) = laid_out(words, grid(10, 30, [40, 60], [20] * len(rows)))
        assert isinstance(found, Table)
        return found

    whole = continued(table(("TT", "KH"), ("1", "58")), table(("TT", "KH"), ("2", "15")))

    assert whole is not None
    assert whole.written() == ["| TT | KH |", "| 1 | 58 |", "| 2 | 15 |"]
