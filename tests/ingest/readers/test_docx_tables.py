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
