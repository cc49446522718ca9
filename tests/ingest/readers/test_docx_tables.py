"""Merging of the old kind, and changes of rows and cells."""

from tests.ingest.word import lines, paragraph


def table(*rows):
    written = ""
    for properties, cells in rows:
        inner = "".join(f"<w:tc><w:tcPr>{more}</w:tcPr>{paragraph(text)}</w:tc>" for text, more in cells)
        written += f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"
    return f"<w:tbl>{written}</w:tbl>"


HEAD = ("", [("Chỉ tiêu", ""), ("TH", ""), ("KH", "")])


def test_merged_across_by_the_old_way():
    head = ("", [("Chỉ tiêu", ""), ("Năm 2020", '<w:hMerge w:val="restart"/>'), ("", "<w:hMerge/>")])
    row = ("", [("Thu", ""), ("8", ""), ("9", "")])
    assert lines(table(head, HEAD, row))[0] == "| Chỉ tiêu | Năm 2020 | Năm 2020 |"


def test_inserted_rows_are_rows_and_deleted_rows_and_cells_are_struck():
    rows = [
        HEAD,
        ("<w:ins/>", [("Thu", ""), ("8", ""), ("9", "")]),
        ("<w:del/>", [("Chi", ""), ("6", ""), ("7", "")]),
        ("", [("Dư", ""), ("99", "<w:cellDel/>"), ("2", ""), ("3", "")]),
    ]
    assert lines(table(*rows)) == [
        "| Chỉ tiêu | TH | KH |",
        "| Thu | 8 | 9 |",
        "| Dư | 2 | 3 |",
        "<s>Chi 6 7</s>",
        "<s>99</s>",
    ]


def test_cells_merged_by_a_change():
    rows = [
        HEAD,
        ("", [("Thu", '<w:cellMerge w:vMerge="rest"/>'), ("8", ""), ("9", "")]),
        ("", [("", '<w:cellMerge w:vMerge="cont"/>'), ("6", ""), ("7", "")]),
    ]
    assert lines(table(*rows))[1:] == ["| Thu | 8 | 9 |", "| Thu | 6 | 7 |"]


def test_what_a_merged_cell_covers_is_told():
    rows = [
        HEAD,
        ("", [("Thu", '<w:vMerge w:val="restart"/>'), ("8", ""), ("9", "")]),
        ("", [("bị che 5", "<w:vMerge/>"), ("6", ""), ("7", "")]),
    ]
    assert lines(table(*rows))[1:] == ["| Thu | 8 | 9 |", "| Thu | 6 | 7 |", "<!--bị che 5-->"]


def test_counts_of_columns_that_are_none():
    rows = [
        HEAD,
        (
            '<w:gridBefore w:val="-3"/>',
            [("Thu", '<w:gridSpan w:val="x"/>'), ("8", '<w:gridSpan w:val="0"/>'), ("9", "")],
        ),
    ]
    assert lines(table(*rows))[0] == "| Chỉ tiêu | TH | KH |"


def gridded(widths, *rows):
    """A table with a grid of these widths, whose cells are texts with the columns that they span."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    written = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{paragraph(text)}</w:tc>' for text, span in row
        )
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>"


def test_a_column_too_narrow_for_a_letter_is_none():
    rows = [
        [("Chỉ tiêu", 1), ("Năm 2024", 2), ("KH 2025", 2)],
        [("Chỉ tiêu", 1), ("KH", 1), ("TH", 2), ("", 1)],
        [("Thu", 1), ("8", 1), ("9", 2), ("11", 1)],
    ]
    assert lines(gridded((2000, 999, 998, 1, 999), *rows)) == [
        "| Chỉ tiêu | Năm 2024 | Năm 2024 | KH 2025 |",
        "| Chỉ tiêu | KH | TH |  |",
        "| Thu | 8 | 9 | 11 |",
    ]


def test_a_narrow_column_with_cells_of_its_own_stays():
    rows = [[("Chỉ tiêu", 1), ("TH", 1), ("KH", 1)], [("Thu", 1), ("8", 1), ("9", 1)]]
    assert lines(gridded((2000, 12, 999), *rows))[-1] == "| Thu | 8 | 9 |"


def test_a_table_within_a_cell_leaves_the_rows_around_it():
    inner = table(("", [("Bản", ""), ("Số hộ", "")]), ("", [("Nà Ni", ""), ("12", "")]))
    outer = (
        f"<w:tbl><w:tr><w:tc>{paragraph('Chỉ tiêu')}</w:tc><w:tc>{paragraph('KH 2025')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('Che phủ rừng (%)')}</w:tc><w:tc>{paragraph('45,5')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('Ghi chú')}</w:tc><w:tc>{inner}{paragraph('')}</w:tc></w:tr></w:tbl>"
    )
    assert lines(outer) == [
        "| Chỉ tiêu | KH 2025 |",
        "| Che phủ rừng (%) | 45,5 |",
        "| Ghi chú |  |",
        "| Bản | Số hộ |",
        "| Nà Ni | 12 |",
    ]


def test_a_table_that_only_places_two_others_is_none():
    sides = [table(("", [(said, ""), ("8", "")]), ("", [(said, ""), ("9", "")])) for said in ("Thu", "Chi")]
    outer = "<w:tbl><w:tr>" + "".join(f"<w:tc>{side}{paragraph('')}</w:tc>" for side in sides) + "</w:tr></w:tbl>"
    assert lines(outer) == ["| Thu | 8 |", "| Thu | 9 |", "| Chi | 8 |", "| Chi | 9 |"]
