"""Workbooks as offices fill them, made by the test."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import openpyxl.drawing.image
import PIL.Image
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from assistant.errors import UnsupportedFormat
from assistant.types import Contents, Remark
from ingest.readers.sheets import read_xlsx

Sheet = Any
HEAD = ("TT", "Chỉ tiêu", "ĐVT", "TH 2024", "KH 2025")


def workbook(*rows: tuple[object, ...], title: str = "Sheet1") -> tuple[Any, Sheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book, sheet


def read(book: Any) -> Contents:
    file = io.BytesIO()
    book.save(file)
    return read_xlsx(file.getvalue(), name="a.xlsx")


def test_a_sheet_is_a_table_under_its_titles() -> None:
    book, sheet = workbook(
        ("UBND XÃ NẬM CẮN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("BIỂU GIAO CHỈ TIÊU NĂM 2025",),
        (None, None, None, None, "Đơn vị: triệu đồng"),
        HEAD,
        (1, "Thu ngân sách", "tr.đ", 6_800, 7_000),
        (2, "Thu tiền sử dụng đất", "tr.đ", 900.5, 1_200),
        (None,),
        (None, "NGƯỜI LẬP", None, "CHỦ TỊCH"),
        title="Biểu 1",
    )
    sheet["D5"].number_format = sheet["E5"].number_format = "#,##0"

    contents = read(book)

    assert contents.text.split("\n") == [
        "Biểu 1",
        "UBND XÃ NẬM CẮN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BIỂU GIAO CHỈ TIÊU NĂM 2025",
        "Đơn vị: triệu đồng",
        "| TT | Chỉ tiêu | ĐVT | TH 2024 | KH 2025 |",
        "| 1 | Thu ngân sách | tr.đ | 6.800 | 7.000 |",
        "| 2 | Thu tiền sử dụng đất | tr.đ | 900,5 | 1200 |",
        "NGƯỜI LẬP",
        "CHỦ TỊCH",
    ]
    assert contents.remarks == (Remark("trang tính “Biểu 1”", "read", "7 hàng"),)


def test_merged_cells_fill_what_they_cover() -> None:
    book, sheet = workbook(
        ("TT", "Chỉ tiêu", "Năm 2024", None, "KH 2025"),
        (None, None, "KH", "TH", None),
        (1, "Hộ nghèo", 0.03, 0.025, 0.02),
    )
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        sheet.merge_cells(area)
    for place in ("C3", "D3", "E3"):
        sheet[place].number_format = "0.0%"

    assert read(book).text.split("\n") == [
        "| TT | Chỉ tiêu | Năm 2024 | Năm 2024 | KH 2025 |",
        "| TT | Chỉ tiêu | KH | TH | KH 2025 |",
        "| 1 | Hộ nghèo | 3,0% | 2,5% | 2,0% |",
    ]


def test_what_is_hidden_is_told_and_not_read() -> None:
    book, sheet = workbook(HEAD, (1, "Lúa", "ha", 310, 320), (2, "Ngô", "ha", 44, 45), (3, "Chè", "ha", 71, 75))
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    other = book.create_sheet("nháp")
    other.append(("Thu", 99))
    other.sheet_state = "hidden"

    contents = read(book)

    assert contents.text.split("\n") == [
        "| TT | Chỉ tiêu | ĐVT | KH 2025 |",
        "| 1 | Lúa | ha | 320 |",
        "| 3 | Chè | ha | 75 |",
    ]
    assert [(remark.reason, remark.text) for remark in contents.remarks if remark.fate == "dropped"] == [
        ("hàng ẩn", "2 | Ngô | ha | 44 | 45"),
        ("cột ẩn", "TH 2024 | 310 | 44 | 71"),
        ("trang tính ẩn", "| Thu | 99 |"),
    ]


def test_merged_cells_are_shown_while_one_of_them_is() -> None:
    book, sheet = workbook(
        ("TT", "Chỉ tiêu", "Năm 2025", None, "Ghi chú"), (None, None, "KH", "TH"), (1, "Lúa", 320, 325, "vượt")
    )
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        sheet.merge_cells(area)
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["E"].hidden = True

    contents = read(book)

    assert contents.text.split("\n") == [
        "| TT | Chỉ tiêu | Năm 2025 |",
        "| TT | Chỉ tiêu | TH |",
        "| 1 | Lúa | 325 |",
    ]
    assert [each.text for each in contents.remarks if each.fate == "dropped"] == ["KH | 320", "Ghi chú | vượt"]


def test_columns_beyond_the_last_that_is_read_are_told() -> None:
    book, sheet = workbook(HEAD, (1, "Lúa", "ha", 310, 320))
    sheet["GR2"], sheet["GS2"], sheet["HA1"] = 71, 72, "TH 2023"

    contents = read(book)

    (told,) = [each for each in contents.remarks if each.fate == "unread"]
    assert "72" not in contents.text
    assert (told.part, told.text) == ("cột GS–HA, trang tính “Sheet1”", "TH 2023 | 72")
    assert "200 cột đầu" in told.reason


def test_many_faults_are_one_line() -> None:
    book, _ = workbook(HEAD, *((number, "Lúa", "ha", "#REF!", "#N/A") for number in range(30)))

    told = [each for each in read(book).remarks if each.fate == "unread"]

    assert [each.part.endswith(" và 10 ô khác, trang tính “Sheet1”") for each in told] == [True, True]


def test_pictures_on_a_sheet_are_read_or_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognised(data: bytes, *, inches: float, part: str) -> tuple[str, Remark]:
        return f"Thu 7 tỷ, rộng {inches:.1f}", Remark(part, "read")

    monkeypatch.setattr("ingest.readers.sheets.read_embedded", recognised)
    book, sheet = workbook(HEAD, (1, "Lúa", "ha", 310, 320))
    for size in ((960, 480), (60, 60)):
        file = io.BytesIO()
        PIL.Image.new("RGB", size).save(file, "PNG")
        sheet.add_image(openpyxl.drawing.image.Image(file), "B9")

    contents = read(book)

    assert contents.text.split("\n")[-1] == "Thu 7 tỷ, rộng 10.0"
    assert [each.part for each in contents.remarks[1:]] == ["hình 1, trang tính “Sheet1”"]


def test_formulas_without_a_result_faults_and_notes_are_told() -> None:
    book, sheet = workbook(HEAD, (1, "Lúa", "ha", 310, "=D2+5"), (2, "Ngô", "ha", "#REF!", 45))
    sheet["D2"].comment = Comment("Huyện giao 305", "x")

    told = {remark.part: (remark.fate, remark.text) for remark in read(book).remarks}

    assert told["ô E2, trang tính “Sheet1”"] == ("unread", "")
    assert told["ô D3, trang tính “Sheet1”"] == ("unread", "")
    assert told["ghi chú ô D2, trang tính “Sheet1”"] == ("dropped", "Huyện giao 305")


def test_what_is_raised_struck_or_white_is_marked() -> None:
    book, sheet = workbook(HEAD, (1, "Lúa", "ha", 310, 320), (2, "Ngô", "ha", 44, 45))
    sheet["D2"] = CellRichText("310", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    sheet["E2"] = CellRichText(TextBlock(InlineFont(strike=True), "315"), " 320")
    sheet["D3"].font = Font(strike=True)
    sheet["E3"].font = Font(color="FFFFFFFF")
    for cell in sheet[1]:
        cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF003366")

    assert read(book).text.split("\n") == [
        "| TT | Chỉ tiêu | ĐVT | TH 2024 | KH 2025 |",
        "| 1 | Lúa | ha | 310<sup>1</sup> | <s>315</s> 320 |",
        "| 2 | Ngô | ha | <s>44</s> | <!--45--> |",
    ]


def test_what_lies_outside_the_cells_is_told() -> None:
    book, sheet = workbook(HEAD, (1, "Lúa", "ha", 310, 320))
    sheet.oddHeader.center.text = "Phụ lục 3"
    sheet.oddFooter.right.text = "&P"
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("xl/drawings/drawing1.xml", "<x><a:t>Trồng mới 99 ha &amp; chăm sóc</a:t></x>")

    told = [(each.part, each.fate, each.text) for each in read_xlsx(file.getvalue(), name="a.xlsx").remarks]

    assert told[1:] == [
        ("đầu trang, trang tính “Sheet1”", "dropped", "Phụ lục 3"),
        ("hộp chữ trên trang tính", "unread", "Trồng mới 99 ha & chăm sóc"),
    ]


def test_two_tables_on_one_sheet() -> None:
    book, _ = workbook(
        HEAD, (1, "Lúa", "ha", 310, 320), (None,), ("Biểu 2",), ("TT", "Thôn", "Hộ nghèo"), (1, "Nà Pá", 12)
    )

    assert read(book).text.split("\n")[2:] == ["Biểu 2", "| TT | Thôn | Hộ nghèo |", "| 1 | Nà Pá | 12 |"]


@pytest.mark.parametrize("data", [b"abc", b"PK\x03\x04abc"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat, match=r"a\.xlsx: không phải bảng tính Excel"):
        read_xlsx(data, name="a.xlsx")
