"""Cells of tables: cited where the figure stands, with the unit that their documents write elsewhere."""

from assistant.ask.composing.tables import Cell, cell, table_head, table_row
from assistant.ask.composing.wording import CITED
from assistant.ask.verifying.verify import numbers_stand
from tests.builders import indicator


def _of_table(name, number, unit, **changes):
    return indicator(
        name,
        "d",
        comparator="=",
        quote=f"| Thu nhập ({unit}) | {number} |",
        figure=f"{number} {unit}",
        value=float(number),
        **changes,
    )


WRITTEN = indicator("w", "d", comparator="=", quote="Thu nhập đạt 58 triệu đồng", figure="58 triệu đồng", year=2023)


def test_a_figure_is_followed_by_its_mark():
    told = cell([WRITTEN], year=2023)
    assert (told.text, told.units) == (f"58 triệu đồng {CITED}", ())
    assert told.spans[0].quote == WRITTEN.quote


def test_another_year_than_the_column_is_told():
    assert "(năm 2023)" in cell([WRITTEN], year=2024).text


def test_a_unit_of_the_head_is_told_with_the_name_of_the_line():
    row = table_row("Thu nhập", [cell([_of_table("a", "58", "triệu đồng")], year=2023)])
    assert row.text == f"| Thu nhập (triệu đồng) | 58 {CITED} |"
    assert numbers_stand(row)


def test_units_that_differ_stand_behind_each_figure():
    cells = [cell([_of_table("a", "58", "triệu đồng")], year=2023), cell([_of_table("b", "6", "tỷ đồng")], year=2023)]
    row = table_row("Thu", cells)
    assert row.text == f"| Thu | 58 (triệu đồng) {CITED} | 6 (tỷ đồng) {CITED} |"
    assert numbers_stand(row)


def test_a_number_that_no_quote_has_does_not_stand():
    row = table_row("Thu", [Cell("61 triệu đồng", cell([WRITTEN], year=2023).spans)])
    assert not numbers_stand(row)


def test_the_head_has_a_line_below_it():
    head = table_head("Chỉ tiêu", ["Kết quả năm 2023", "Xã A | B"])
    assert head.text == "| Chỉ tiêu | Kết quả năm 2023 | Xã A / B |\n|---|---|---|"
    assert numbers_stand(head)
