"""Every number of a text is told: a row, a figure with its reason, or none."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.types import SourceDocument
from ingest.extract import read_figures
from ingest.resolve import resolve

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
TEXT = """NGHỊ QUYẾT
Về nhiệm vụ năm 2025
Căn cứ Nghị quyết số 12-NQ/HU ngày 05/12/2024;
II. CHỈ TIÊU NĂM 2025
1. Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm.
| TT | Chỉ tiêu | ĐVT | TH 2024 | KH 2025 |
| 1 | Thu ngân sách xã | tỷ đồng | 12,5 | 14 |
| 2 | Tỷ lệ hộ nghèo | % | 2,1 | 1,5 |
Lắp 17 bóng đèn cho tổ 4.
"""


def told(text):
    document = resolve(SourceDocument("d.txt", "0" * 64, text))
    return document, read_figures(document)


def test_rows_reasons_and_what_is_no_figure():
    _, reading = told(TEXT)
    verdicts = {each.figure: each.verdict for each in reading.figures}
    assert {verdicts[number] for number in ("58", "12,5", "14", "2,1", "1,5")} == {"row"}
    assert {verdicts[number] for number in ("12", "05", "2025")} == {"none"}
    assert verdicts["17"] != "row"
    assert all(each.why and all(each.why) for each in reading.figures)
    rows = {row.row_id: row for row in reading.rows}
    for each in reading.figures:
        if each.row_id is not None:
            assert rows[each.row_id].start <= each.start < rows[each.row_id].end


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="I. đạt từ 0123456789,.;%()-/|\n thu ngân sách tỷ đồng hộ nghèo năm 2024", max_size=200))
def test_all_numbers_of_any_text_are_told_once(text):
    document, reading = told(f"II. CHỈ TIÊU NĂM 2025\n{text}")
    spans = [(each.start, each.end) for each in reading.figures]
    assert spans == [match.span() for match in NUMBER.finditer(document.text)]


@pytest.mark.parametrize("name", ["58", "12,5"])
def test_a_row_says_why_and_how_sure(name):
    _, reading = told(TEXT)
    row = next(row for row in reading.rows if row.figure.startswith(name))
    assert 0 < row.confidence <= 1
    assert row.why[0].startswith("chỉ tiêu: ")
    assert row.why[-1].startswith("năm ")
