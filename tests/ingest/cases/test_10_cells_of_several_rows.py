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


def places(*rows, head):
    """Indicator, unit and value of each row that names another unit than its document's."""
    return {(row.indicator, row.place, row.value) for row in ledger(word(HEADING + table(head, *rows)))}


def test_an_indicator_merged_over_the_communes_that_stand_right_of_it():
    head = ("Chỉ tiêu", "ĐVT", "Xã", "Thực hiện 2022")
    income = ("Thu nhập bình quân đầu người", "triệu đồng/người/năm", "Xã Tam Lập", "52")
    poor = ("Tỷ lệ hộ nghèo", "%", "Xã Tam Lập", "3,4")
    rows = (income, ("^", "^", "Xã Phước Hải", "57"), poor, ("^", "^", "Xã Phước Hải", "2,9"))
    assert places(*rows, head=head) == {
        ("thu_nhap_binh_quan", "xã Tam Lập", 52),
        ("thu_nhap_binh_quan", "xã Phước Hải", 57),
        ("ty_le_ho_ngheo", "xã Tam Lập", 3.4),
        ("ty_le_ho_ngheo", "xã Phước Hải", 2.9),
    }


def test_more_communes_than_indicators_each_merged_over_its_rows():
    rows = []
    for name, budget, poor in (("Tam Lập", "6,1", "3,4"), ("Phước Hải", "7,2", "2,9"), ("Bình Khê", "8,3", "2,2")):
        rows += [(name, "Thu ngân sách", "tỷ đồng", budget), ("^", "Tỷ lệ hộ nghèo", "%", poor)]
    assert places(*rows, head=("Xã", "Chỉ tiêu", "ĐVT", "Thực hiện 2022")) == {
        ("thu_ngan_sach", "xã Tam Lập", 6.1),
        ("ty_le_ho_ngheo", "xã Tam Lập", 3.4),
        ("thu_ngan_sach", "xã Phước Hải", 7.2),
        ("ty_le_ho_ngheo", "xã Phước Hải", 2.9),
        ("thu_ngan_sach", "xã Bình Khê", 8.3),
        ("ty_le_ho_ngheo", "xã Bình Khê", 2.2),
    }
