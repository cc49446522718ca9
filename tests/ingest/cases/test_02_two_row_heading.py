"""Headings of a Word table over two rows, merged both ways, in other words than the given ones."""

import pytest

from tests.ingest.word import HEAD, given, ledger, paragraph, told, word

HEADING = "".join(map(paragraph, (*HEAD, "NGHỊ QUYẾT", "về nhiệm vụ năm 2023", "I. CÁC CHỈ TIÊU")))


def cell(text, span=1, merge=""):
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{paragraph(text)}</w:tc>'


def row(*cells):
    return f"<w:tr>{''.join(cells)}</w:tr>"


def test_the_given_one():
    given("02_two_row_heading/two_level_header.docx")


@pytest.mark.parametrize(("plan", "result"), [("KH", "TH"), ("Kế hoạch", "Ước thực hiện")])
def test_plan_and_result_of_one_year_under_it(plan, result):
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = row(
        cell("Chỉ tiêu", merge=begins), cell("ĐVT", merge=begins), cell("Năm 2022", 2), cell("KH 2023", merge=begins)
    )
    table += row(cell("", merge=goes_on), cell("", merge=goes_on), cell(plan), cell(result), cell("", merge=goes_on))
    table += row(cell("Tỷ lệ hộ nghèo"), cell("%"), cell("4,8"), cell("4,6"), cell("3,9"))
    assert told(ledger(word(f"{HEADING}<w:tbl>{table}</w:tbl>"))) == {
        ("ty_le_ho_ngheo", 4.8, "target", 2022),
        ("ty_le_ho_ngheo", 4.6, "actual", 2022),
        ("ty_le_ho_ngheo", 3.9, "target", 2023),
    }
