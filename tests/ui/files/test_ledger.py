import csv
import io
import json
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from assistant.language.catalogue import catalogue
from tests.ui.fake_assistant import FakeAssistant
from ui.api.schemas import LedgerRowPublic
from ui.files.ledger import Format, export
from ui.files.ledger_columns import columns
from ui.ledger import Entry, select
from ui.render import ledger_json

KNOWN = catalogue()


def test_json_lines_are_exact(assistant: FakeAssistant) -> None:
    entries = select(assistant)
    lines = [json.loads(line) for line in export(entries, form="jsonl", known=KNOWN).decode().splitlines()]
    assert lines == [ledger_json(entry.indicator, resolution=entry.resolution) for entry in entries]
    assert lines[1]["quote"] == "- Tỷ lệ hộ nghèo giảm 0,34%"


def test_raw_csv_is_for_programs(assistant: FakeAssistant) -> None:
    content = export(select(assistant), form="csv", known=KNOWN, raw=True)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == list(LedgerRowPublic.model_fields)
    assert [row["value"] for row in rows] == ["58.0", "0.34", "60.5", "52.0"]
    assert rows[3]["label"] == '\'=HYPERLINK("http://ngoai.example")'


def test_csv_opens_in_a_vietnamese_excel_and_runs_nothing(assistant: FakeAssistant) -> None:
    content = export(select(assistant), form="csv", known=KNOWN)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["Mức"] for row in rows] == ["58", "0,34", "60,5", "52"]
    assert [row["Địa phương"] for row in rows][2:] == ["xã Hưng Tân (suy ra)", "huyện Thọ Xuân"]
    assert [row["Loại"] for row in rows] == ["chỉ tiêu", "chỉ tiêu", "chỉ tiêu", "kết quả"]
    assert [row["Trạng thái"] for row in rows] == ["đọc tự động", "chưa chắc", "đọc tự động", "đọc tự động"]
    first = rows[0]
    assert (first["So sánh"], first["Cách đo"], first["Ngày ban hành"]) == ("từ … trở lên", "mức", "20/12/2023")
    assert (first["Chỉ tiêu"], first["Mục"]) == ("Thu nhập bình quân đầu người", "II.1")
    assert rows[3]["Chỉ tiêu trong văn bản"] == '\'=HYPERLINK("http://ngoai.example")'
    assert rows[1]["Nguyên văn"] == "'- Tỷ lệ hộ nghèo giảm 0,34%"


def test_a_large_number_has_no_points_in_csv(assistant: FakeAssistant) -> None:
    first = select(assistant)[0]
    large = replace(first, indicator=replace(first.indicator, value=1234567.5, label="＝1", year=None))
    content = export([large], form="csv", known=KNOWN).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert (row["Mức"], row["Năm"], row["Chỉ tiêu trong văn bản"]) == ("1234567,5", "", "'＝1")


def test_xlsx_has_typed_cells_and_runs_nothing(assistant: FakeAssistant) -> None:
    first = select(assistant)[3]
    entries = [*select(assistant), Entry(replace(first.indicator, quote="a\x08b", label="＝x"), first.resolution)]
    sheet = openpyxl.load_workbook(io.BytesIO(export(entries, form="xlsx", known=KNOWN))).active
    titles = [cell.value for cell in sheet[1]]
    rows = [dict(zip(titles, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert [row["Mức"].value for row in rows] == [58, 0.34, 60.5, 52, 52]
    assert [row["Mức"].number_format for row in rows][:2] == ["#,##0", "#,##0.0#####"]
    assert rows[0]["Ngày ban hành"].value == datetime(2023, 12, 20)
    assert rows[0]["Năm"].value == 2024
    runs = rows[3]["Chỉ tiêu trong văn bản"]
    assert (runs.value, runs.data_type, runs.quotePrefix) == ('=HYPERLINK("http://ngoai.example")', "s", True)
    assert rows[4]["Chỉ tiêu trong văn bản"].quotePrefix
    assert not [cell for row in rows for cell in row.values() if cell.data_type == "f"]
    assert rows[4]["Nguyên văn"].value == "ab"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:AF6")
    assert sheet.column_dimensions["A"].width == 24


def test_columns_that_say_nothing_are_hidden_and_a_table_is_read_as_words(assistant: FakeAssistant) -> None:
    first = select(assistant)[0]
    table = Entry(replace(first.indicator, quote="| Hộ nghèo | 2,4 |", period="quý iii", plan=None), first.resolution)
    sheet = openpyxl.load_workbook(io.BytesIO(export([table], form="xlsx", known=KNOWN))).active
    columns = {cell.value: cell.column_letter for cell in sheet[1]}
    told = {title: sheet[f"{letter}2"].value for title, letter in columns.items()}
    assert told["Nguyên văn"] == "Hộ nghèo · 2,4"
    assert told["Kỳ"] == "quý III"
    assert sheet.column_dimensions[columns["Kế hoạch"]].hidden
    assert not sheet.column_dimensions[columns["Mức"]].hidden


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_empty_ledger_still_has_its_titles(form: Format) -> None:
    content = export([], form=form, known=KNOWN)
    if form == "csv":
        titles = content.decode("utf-8-sig").strip().split(";")
    else:
        titles = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content)).active[1]]
    assert titles == [column.title for column in columns()]


def test_no_code_and_no_english_stands_before_staff(assistant: FakeAssistant) -> None:
    content = export(select(assistant), form="csv", known=KNOWN).decode("utf-8-sig")
    for code in ("extracted", "actual", "target", "direction", "level", "thu_nhap_binh_quan", "r1;", " > "):
        assert code not in content
