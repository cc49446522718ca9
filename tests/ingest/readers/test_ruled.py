"""Cells from ruled lines."""

from __future__ import annotations

from ingest.readers.ruled import Place, Rule, frames


def test_an_underline_and_a_border_are_no_table() -> None:
    border = [Rule(True, 0, 0, 100), Rule(True, 100, 0, 100), Rule(False, 0, 0, 100), Rule(False, 100, 0, 100)]

    assert frames([Rule(True, 50, 10, 40)]) == []
    assert frames(border) == []


def test_fields_that_no_rule_parts_are_one_cell() -> None:
    flats = [Rule(True, 0, 0, 90), Rule(True, 20, 30, 90), Rule(True, 40, 0, 90)]
    uprights = [Rule(False, 0, 0, 40), Rule(False, 30, 0, 40), Rule(False, 60, 20, 40), Rule(False, 90, 0, 40)]

    (found,) = frames([*flats, *uprights])

    assert found.cells == (Place(0, 0, 2, 1), Place(0, 1, 1, 2), Place(1, 1, 1, 1), Place(1, 2, 1, 1))


def test_borders_drawn_cell_by_cell_are_one_rule() -> None:
    flats = [Rule(True, y, x, x + 49.5) for y in (0, 20) for x in (0, 50)]
    uprights = [Rule(False, x + shift, 0, 20) for x in (0, 50, 100) for shift in (0, 0.5)]

    (found,) = frames([*flats, *uprights])

    assert len(found.cells) == 2


def test_a_table_open_at_its_sides_has_its_outer_columns() -> None:
    flats = [Rule(True, y, 0, 150) for y in (0, 20, 40)]

    (found,) = frames([*flats, Rule(False, 50, 0, 40), Rule(False, 100, 0, 40)])

    assert len(found.cells) == 6
