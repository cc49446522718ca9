"""Merged cells of a Word table hold for all their rows; lines of a cell are paired with those of its neighbours."""

from tests.ingest.word import HEAD, given, ledger, paragraph, told, word

HEADING = "".join(map(paragraph, (*HEAD, "NGHỊ QUYẾT", "về nhiệm vụ năm 2023", "I. CHỈ TIÊU NĂM 2023")))


def table(*rows):
    """A table of cells; "A/B" are two paragraphs, "^" is merged with the one above."""
    written = ""
    for row in rows:
        written += "<w:tr>"
        for text in row:
            merge = "<w:vMerge/>" if text == "^" else '<w:vMerge w:val="restart"/>'
            inner = "".join(map(paragraph, text.replace("^", "").split(" / ")))
            written += f"<w:tc><w:tcPr>{merge}</w:tcPr>{inner}</w:tc>"
        written += "</w:tr>"
    return f"<w:tbl>{written}</w:tbl>"


def read(*rows):
    return told(ledger(word(HEADING + table(("Chỉ tiêu", "ĐVT", "TH 2022", "KH 2023"), *rows))))


def test_the_given_one():
    given("10_cells_of_several_rows/cell_lines.docx")


def test_a_unit_merged_over_two_rows():
    assert read(("Thu ngân sách", "tỷ đồng", "15,1", "16,4"), ("Thu tiền sử dụng đất", "^", "5,5", "6,2")) == {
        ("thu_ngan_sach", 15.1, "actual", 2022),
        ("thu_ngan_sach", 16.4, "target", 2023),
        ("thu_tien_su_dung_dat", 5.5, "actual", 2022),
        ("thu_tien_su_dung_dat", 6.2, "target", 2023),
    }


def test_two_lines_in_each_cell_of_a_row():
    row = ("Tỷ lệ hộ nghèo / Tỷ lệ hộ cận nghèo", "% / %", "4,6 / 5,2", "3,9 / 4,4")
    assert {
        ("ty_le_ho_ngheo", 4.6, "actual", 2022),
        ("ty_le_ho_ngheo", 3.9, "target", 2023),
        ("ty_le_ho_can_ngheo", 5.2, "actual", 2022),
        ("ty_le_ho_can_ngheo", 4.4, "target", 2023),
    } == read(row)
