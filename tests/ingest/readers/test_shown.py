"""Values of cells as a spreadsheet shows them here."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.readers.shown import shown


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (58, "General", "58"),
        (58.0, "General", "58"),
        (0.1 + 0.2, "General", "0,3"),
        (12.5, "General", "12,5"),
        (1234567, "General", "1234567"),
        (0.125, "0.0%", "12,5%"),
        (0.125, "0%", "13%"),
        (1.0, "0.00%", "100,00%"),
        (12500, "#,##0", "12.500"),
        (12500.456, "#,##0.00", "12.500,46"),
        (12500.5, "#,##0.##", "12.500,5"),
        (12500, "#,##0.##", "12.500"),
        (2.5, "0", "3"),
        (-3.25, "0.0", "-3,3"),
        (-3, "#,##0;(#,##0)", "(3)"),
        (-3, '#,##0;-#,##0;"-"', "-3"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (7, '0" tỷ đồng"', "7 tỷ đồng"),
        (5, "00", "05"),
        (12_500_000, "#,##0,", "12.500"),
        (12500, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "12.500"),
        (12500, "[$-42A]#,##0\\ ₫", "12.500 ₫"),
        ("05-NQ/ĐU", "@", "05-NQ/ĐU"),
        (True, "General", "Đúng"),
        (None, "General", ""),
        (dt.datetime(2025, 3, 7), "dd/mm/yyyy", "07/03/2025"),
        (dt.datetime(2025, 3, 7), "mm-dd-yy", "07/03/2025"),
        (dt.datetime(2025, 3, 1), "mm/yyyy", "03/2025"),
        (dt.datetime(2025, 1, 1), "yyyy", "2025"),
        (dt.datetime(2025, 3, 7, 8, 30), "dd/mm/yyyy hh:mm", "08:30 07/03/2025"),
        (dt.date(2025, 3, 7), "d-mmm", "07/03"),
        (dt.time(8, 30), "hh:mm", "08:30"),
    ],
)
def test_a_value_in_its_format(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text
