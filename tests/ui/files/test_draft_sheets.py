import csv
import io

import openpyxl
import pytest

from assistant.drafting.pipeline import draft
from assistant.drafting.results import read_results
from assistant.types import DraftRequest, Entry, Figure
from tests.assistant.drafting.making import archive_of, read_text, resolution
from ui.files.draft_sheets import findings_sheet, read_sheet, sheet, template_sheet

BASE = resolution(targets="- Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm;")


@pytest.fixture
def manuscript():
    return draft(DraftRequest("goc", 2025), shelf=archive_of(goc=BASE), read=read_text)


@pytest.mark.parametrize("text", ["=1+1", "-Thu", "+1", "@x", "＝1", "＋1", "－1", "\t=1"])
def test_no_cell_is_run(text):
    made = sheet(("A",), [(text,)], form="csv", title="t").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(made), delimiter=";"))[1] == [f"'{text}"]
    book = openpyxl.load_workbook(io.BytesIO(sheet(("A",), [(text,)], form="xlsx", title="t")))
    cell = book.active["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


def test_the_template_filled_in_excel_is_taken(manuscript):
    book = openpyxl.load_workbook(io.BytesIO(template_sheet(manuscript, form="xlsx")))
    page = book.active
    assert [cell.value for cell in page[1]] == ["Mã", "Chỉ tiêu", "Kết quả", "Đơn vị", "Đề xuất", "Cấp trên giao"]
    page["C2"], page["E2"] = 60.2, "≥ 62"
    out = io.BytesIO()
    book.save(out)
    typed = read_results(read_sheet(out.getvalue(), most_lines=100), rows=manuscript.rows)
    assert typed == {manuscript.rows[0].key: Entry(Figure(60.2), Figure(62.0, comparator=">="))}


def test_the_findings_say_where(manuscript):
    made = findings_sheet(manuscript, form="csv").decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(made), delimiter=";")
    assert head[:3] == ["Mức", "Vị trí", "Nội dung"]
    assert len(lines) == len(manuscript.findings)
    assert ["chỗ cần điền", "mục II, đoạn 1"] in [line[:2] for line in lines]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"", b"PK\x03\x04" + b"\0" * 200])
def test_what_is_no_workbook(data):
    with pytest.raises(ValueError):
        read_sheet(data, most_lines=10)
