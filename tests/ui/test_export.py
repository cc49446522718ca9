import csv
import io
import json
from dataclasses import replace

import openpyxl
import pytest

from tests.ui.fake_assistant import FakeAssistant
from ui.export import export, harmless
from ui.ledger import Entry, select
from ui.render import ledger_json


@pytest.mark.parametrize("dangerous", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1", "＠x"])
def test_what_a_spreadsheet_would_run_becomes_text(dangerous: str) -> None:
    assert harmless(dangerous) == f"'{dangerous}"


@pytest.mark.parametrize("plain", ["Thu nhập", "58 = 58", "", 58.0, -5, None, True])
def test_everything_else_stays(plain: object) -> None:
    assert harmless(plain) is plain


def test_json_lines_are_exact(assistant: FakeAssistant) -> None:
    entries = select(assistant)
    lines = [json.loads(line) for line in export(entries, form="jsonl").decode().splitlines()]
    assert lines == [ledger_json(entry.indicator, resolution=entry.resolution) for entry in entries]
    assert lines[1]["quote"] == "- Tỷ lệ hộ nghèo giảm 0,34%"


def test_csv_opens_in_excel_and_runs_nothing(assistant: FakeAssistant) -> None:
    content = export(select(assistant), form="csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["value"] for row in rows] == ["58.0", "0.34", "60.5", "52.0"]
    assert rows[3]["label"] == '\'=HYPERLINK("http://ngoai.example")'
    assert rows[1]["quote"] == "'- Tỷ lệ hộ nghèo giảm 0,34%"
    assert rows[2]["place"] == ""


def test_xlsx_keeps_numbers_and_runs_nothing(assistant: FakeAssistant) -> None:
    first = select(assistant)[3]
    entries = [*select(assistant), Entry(replace(first.indicator, quote="a\x0bb"), first.resolution)]
    sheet = openpyxl.load_workbook(io.BytesIO(export(entries, form="xlsx"))).active
    titles = [cell.value for cell in sheet[1]]
    cells = [dict(zip(titles, (cell for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert [row["value"].value for row in cells] == [58, 0.34, 60.5, 52, 52]
    assert cells[3]["label"].value == '\'=HYPERLINK("http://ngoai.example")'
    assert not [cell for row in cells for cell in row.values() if cell.data_type == "f"]
    assert cells[4]["quote"].value == "ab"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_empty_ledger_still_has_its_titles(form: str) -> None:
    content = export([], form=form)
    if form == "csv":
        titles = content.decode("utf-8-sig").strip().split(",")
    else:
        titles = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content)).active[1]]
    assert (titles[0], titles[-1], len(titles)) == ("document", "document_place", 38)
