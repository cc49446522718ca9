"""Rows of a Word table that begin late or end early stand on the grid."""

import pytest

from tests.ingest.word import HEAD, given, ledger, paragraph, told, word

HEADING = "".join(map(paragraph, (*HEAD, "NGHỊ QUYẾT", "về nhiệm vụ năm 2023", "I. CHỈ TIÊU NĂM 2023")))


def row(cells, properties=""):
    written = "".join(f"<w:tc><w:tcPr>{more}</w:tcPr>{paragraph(text)}</w:tc>" for text, more in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{written}</w:tr>"


def plain(*texts):
    return [(text, "") for text in texts]


HEAD_ROW = row(plain("TT", "Chỉ tiêu", "ĐVT", "TH 2022", "KH 2023"))


def read(*rows):
    return told(ledger(word(f"{HEADING}<w:tbl>{HEAD_ROW}{''.join(rows)}</w:tbl>")))


def test_the_given_one():
    given("09_row_that_begins_late/gridbefore.docx")


def test_a_row_without_its_ordinal():
    late = row(plain("Tỷ lệ hộ nghèo", "%", "4,6", "3,9"), '<w:gridBefore w:val="1"/>')
    assert {("ty_le_ho_ngheo", 4.6, "actual", 2022), ("ty_le_ho_ngheo", 3.9, "target", 2023)} <= read(late)


def test_a_row_without_its_last_year():
    early = row(plain("1", "Tỷ lệ hộ nghèo", "%", "4,6"), '<w:gridAfter w:val="1"/>')
    assert read(early) == {("ty_le_ho_ngheo", 4.6, "actual", 2022)}


@pytest.mark.parametrize("merged", ["gridSpan", "hMerge"])
def test_cells_merged_across_by_the_new_and_the_old_way(merged):
    new = [("1", ""), ("Tỷ lệ hộ nghèo (%)", '<w:gridSpan w:val="2"/>')]
    old = [("1", ""), ("Tỷ lệ hộ nghèo (%)", '<w:hMerge w:val="restart"/>'), ("", "<w:hMerge/>")]
    cells = (new if merged == "gridSpan" else old) + plain("4,6", "3,9")
    assert {("ty_le_ho_ngheo", 4.6, "actual", 2022), ("ty_le_ho_ngheo", 3.9, "target", 2023)} <= read(row(cells))
