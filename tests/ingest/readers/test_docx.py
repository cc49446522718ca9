"""Reading Word files, made here with python-docx."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from assistant.errors import TooLarge, UnsupportedFormat
from ingest.readers import docx as docx_reader
from ingest.readers.docx import read_docx


def text_of(document: Document) -> list[str]:
    stream = io.BytesIO()
    document.save(stream)
    return read_docx(stream.getvalue(), name="a.docx").split("\n")


def paragraph(document: Document, inner: str) -> None:
    """A paragraph of raw XML, for what python-docx cannot write."""
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w', 'm')}>{inner}</w:p>"))


def numbering(document: Document) -> Any:
    part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    return part.element


def add_list(document: Document, list_id: int, levels: list[tuple[str, str]], *, start: int = 1) -> None:
    """A list whose levels have these formats and patterns."""
    written = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (kind, pattern) in enumerate(levels)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{list_id}">{written}</w:abstractNum>'
    number = f'<w:num {nsdecls("w")} w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/></w:num>'
    numbering(document).append(parse_xml(abstract))
    numbering(document).append(parse_xml(number))


def item(document: Document, text: str, list_id: int, depth: int = 0) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = list_id
    properties.get_or_add_ilvl().val = depth


def test_paragraphs_and_tables_in_the_order_of_the_body() -> None:
    document = docx.Document()
    document.add_paragraph("NGHỊ QUYẾT")
    table = document.add_table(rows=2, cols=3)
    for row, cells in enumerate([("TT", "Chỉ tiêu", "KH 2023"), ("1", "Thu ngân sách | xã", "27 tỷ đồng")]):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    document.add_paragraph("Nghị quyết này được phổ biến đến chi bộ./.")

    assert text_of(document) == [
        "NGHỊ QUYẾT",
        "| TT | Chỉ tiêu | KH 2023 |",
        "| 1 | Thu ngân sách / xã | 27 tỷ đồng |",
        "Nghị quyết này được phổ biến đến chi bộ./.",
    ]


def test_a_merged_cell_speaks_once_and_columns_stay_in_place() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    for row in range(4):
        for column in range(3):
            table.cell(row, column).text = f"ô {row}{column}"
    table.cell(0, 1).text = ""
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(3, 2).text = ""
    table.cell(2, 2).merge(table.cell(3, 2))

    assert text_of(document) == [
        "| ô 00 |  | ô 02 |",
        "| ô 10 | ô 11 | ô 12 |",
        "| ô 20 | ô 21 | ô 22 |",
        "| ô 30 | ô 31 |  |",
    ]


def test_a_letterhead_is_read_block_after_block() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    for column, lines in enumerate([("ĐẢNG BỘ HUYỆN", "ĐẢNG ỦY XÃ"), ("ĐẢNG CỘNG SẢN VIỆT NAM", "Ngày 7/1/2023")]):
        table.cell(0, column).text = lines[0]
        table.cell(0, column).add_paragraph(lines[1])

    assert text_of(document) == ["ĐẢNG BỘ HUYỆN", "ĐẢNG ỦY XÃ", "ĐẢNG CỘNG SẢN VIỆT NAM", "Ngày 7/1/2023"]


@pytest.mark.parametrize(
    ("kind", "pattern", "labels"),
    [
        ("decimal", "%1-", ["1-", "2-", "3-"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("decimalZero", "(%1)", ["(01)", "(02)", "(03)"]),
        ("bullet", "\uf0b7", ["-", "-", "-"]),
        ("bullet", "+", ["+", "+", "+"]),
        ("none", "Tiêu chí", ["Tiêu chí", "Tiêu chí", "Tiêu chí"]),
    ],
)
def test_automatic_numbers_are_written_out(kind: str, pattern: str, labels: list[str]) -> None:
    document = docx.Document()
    add_list(document, 90, [(kind, pattern)])
    for text in ("thu nhập", "hộ nghèo", "văn hóa"):
        item(document, text, 90)

    assert text_of(document) == [
        f"{label} {text}" for label, text in zip(labels, ("thu nhập", "hộ nghèo", "văn hóa"), strict=True)
    ]


def test_levels_count_by_themselves_and_start_again_under_a_new_parent() -> None:
    document = docx.Document()
    add_list(document, 90, [("upperRoman", "%1."), ("decimal", "%1.%2."), ("lowerLetter", "%3)")])
    for text, depth in [("A", 0), ("b", 1), ("c", 2), ("d", 2), ("e", 1), ("f", 2), ("G", 0), ("h", 1)]:
        item(document, text, 90, depth)

    assert text_of(document) == ["I. A", "I.1. b", "a) c", "b) d", "I.2. e", "a) f", "II. G", "II.1. h"]


def test_a_list_may_start_later_and_a_second_list_may_start_again() -> None:
    document = docx.Document()
    add_list(document, 90, [("decimal", "%1.")], start=5)
    again = (
        f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    numbering(document).append(parse_xml(again))
    for text, list_id in [("năm", 90), ("sáu", 90), ("một", 91), ("hai", 91)]:
        item(document, text, list_id)

    assert text_of(document) == ["5. năm", "6. sáu", "1. một", "2. hai"]


def test_a_number_may_come_from_the_style() -> None:
    document = docx.Document()
    for text, style in [("một", "List Number"), ("hai", "List Number"), ("gạch", "List Bullet")]:
        document.add_paragraph(text, style=style)

    assert text_of(document) == ["1. một", "2. hai", "- gạch"]


def test_numbers_count_through_the_cells_of_a_table() -> None:
    document = docx.Document()
    add_list(document, 90, [("decimal", "%1")])
    table = document.add_table(rows=3, cols=2)
    for row, text in enumerate(("Thu nhập", "Hộ nghèo", "BHYT")):
        properties = table.cell(row, 0).paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = 90
        table.cell(row, 0).paragraphs[0].add_run(" ")
        table.cell(row, 1).text = text

    assert text_of(document) == ["| 1 | Thu nhập |", "| 2 | Hộ nghèo |", "| 3 | BHYT |"]


def test_changes_are_read_as_accepted() -> None:
    document = docx.Document()
    paragraph(
        document,
        "<w:r><w:t>đạt </w:t></w:r><w:del><w:r><w:delText>57</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>58</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> triệu</w:t></w:r>",
    )

    assert text_of(document) == ["đạt 58 triệu"]


def test_symbols_equations_and_breaks() -> None:
    document = docx.Document()
    paragraph(
        document,
        '<w:r><w:t>BHYT </w:t><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
        '<w:r><w:t xml:space="preserve"> 95%, </w:t></w:r>'
        "<m:oMath><m:f><m:num><m:r><m:t>6</m:t></m:r></m:num><m:den><m:r><m:t>19</m:t></m:r></m:den></m:f>"
        "</m:oMath><w:r><w:br/><w:t>kinh tế</w:t><w:noBreakHyphen/><w:t>xã hội</w:t></w:r>",
    )

    assert text_of(document) == ["BHYT ≥ 95%, 6/19", "kinh tế-xã hội"]


def test_content_controls_and_text_boxes_are_read() -> None:
    document = docx.Document()
    box = (
        '<w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>'
        "<w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></w:pict><w:t>NGHỊ QUYẾT</w:t></w:r>"
    )
    paragraph(document, box)
    control = OxmlElement("w:sdt")
    content = OxmlElement("w:sdtContent")
    content.append(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>Số 12-NQ/ĐU</w:t></w:r></w:p>"))
    control.append(content)
    document.element.body.insert(1, control)

    assert text_of(document) == ["NGHỊ QUYẾT", "DỰ THẢO", "Số 12-NQ/ĐU"]


def test_a_page_break_is_a_form_feed() -> None:
    document = docx.Document()
    document.add_paragraph("xây dựng nông thôn").add_run().add_break(WD_BREAK.PAGE)
    document.paragraphs[0].add_run("mới")

    assert text_of(document) == ["xây dựng nông thôn\fmới"]


def zipped(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [zipped("a.txt", b"abc"), b"PK\x03\x04 cut off", b"no zip", zipped("[Content_Types].xml", b"<broken")],
    ids=["a zip", "cut off", "no zip", "broken XML"],
)
def test_what_is_no_word_file_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat, match=r"^a\.docx: không phải tệp Word .*; hãy ") as refused:
        read_docx(data, name="a.docx")

    assert "\n" not in str(refused.value)


def test_a_small_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_reader, "_MAX_UNPACKED", 1_000_000)

    with pytest.raises(TooLarge, match=r"a\.docx: giải nén ra 2 MB"):
        read_docx(zipped("word/document.xml", bytes(2_000_000)), name="a.docx")
