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
from ingest.readers import docx_package
from ingest.readers.docx import read_docx


def text_of(document: Document) -> list[str]:
    stream = io.BytesIO()
    document.save(stream)
    return read_docx(stream.getvalue(), name="a.docx").text.split("\n")


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


def test_a_merged_cell_fills_what_it_covers() -> None:
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
        "| ô 00 | ô 00 | ô 02 |",
        "| ô 10 | ô 11 | ô 12 |",
        "| ô 20 | ô 21 | ô 22 |",
        "| ô 30 | ô 31 | ô 22 |",
    ]


def filled(document: Document, rows: list[list[str]]) -> Any:
    """A table with these texts, a cell each."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    return table


def merge(table: Any, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Merges cells into the first of them; what the others hold goes."""
    text = table.cell(*first).text
    table.cell(*first).merge(table.cell(*last)).text = text


def test_a_heading_of_two_rows_is_repeated_and_the_name_of_a_group_is_not() -> None:
    document = docx.Document()
    rows = [
        ["Số TT", "Nội dung", "Năm 2021", "", "Năm 2022", ""],
        ["", "", "KH", "TH", "KH", "Tăng (%)"],
        ["A", "Nông nghiệp", "", "", "", ""],
        ["1", "Đàn trâu (con)", "310", "322", "330", "2,5"],
        ["Cộng", "", "310", "322", "330", ""],
    ]
    table = filled(document, rows)
    for first, last in [((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((0, 4), (0, 5))]:
        merge(table, first, last)
    merge(table, (2, 1), (2, 5))
    merge(table, (4, 0), (4, 1))

    assert text_of(document) == [
        "| Số TT | Nội dung | Năm 2021 | Năm 2021 | Năm 2022 | Năm 2022 |",
        "| Số TT | Nội dung | KH | TH | KH | Tăng (%) |",
        "| A | Nông nghiệp |  |  |  |  |",
        "| 1 | Đàn trâu (con) | 310 | 322 | 330 | 2,5 |",
        "|  | Cộng | 310 | 322 | 330 |  |",
    ]


def test_units_and_groups_merged_over_rows_stand_in_each() -> None:
    document = docx.Document()
    rows = [
        ["Lĩnh vực", "Chỉ tiêu", "ĐVT", "KH 2020"],
        ["Xã hội", "Hộ nghèo", "hộ", "41"],
        ["", "Hộ cận nghèo", "", "36"],
        ["Môi trường", "Che phủ rừng", "%", "52"],
    ]
    table = filled(document, rows)
    merge(table, (1, 0), (2, 0))
    merge(table, (1, 2), (2, 2))

    assert text_of(document)[2:] == [
        "| Xã hội | Hộ cận nghèo | hộ | 36 |",
        "| Môi trường | Che phủ rừng | % | 52 |",
    ]


@pytest.mark.parametrize(("late", "early", "row"), [(1, 0, "|  | Hộ nghèo | 3,1 |"), (0, 1, "| 1 | Hộ nghèo |  |")])
def test_a_row_may_begin_late_or_end_early(late: int, early: int, row: str) -> None:
    document = docx.Document()
    table = filled(document, [["TT", "Chỉ tiêu", "TH 2019"], ["1", "Hộ nghèo", "3,1"], ["2", "Trồng rừng", "40 ha"]])
    line = table.rows[1]._tr
    for before, value in (("gridBefore", late), ("gridAfter", early)):
        line.get_or_add_trPr().append(parse_xml(f'<w:{before} {nsdecls("w")} w:val="{value}"/>'))
    line.remove(line.tc_lst[0] if late else line.tc_lst[-1])

    assert text_of(document) == ["| TT | Chỉ tiêu | TH 2019 |", row, "| 2 | Trồng rừng | 40 ha |"]


def test_lines_of_neighbouring_cells_pair_and_a_long_label_does_not() -> None:
    document = docx.Document()
    rows = [
        ["TT", "Chỉ tiêu", "ĐVT", "TH", "KH"],
        ["1", "Đàn lợn\nĐàn gà", "con", "850\n9.200", "900\n9.500"],
        ["2", "Tỷ lệ hộ\ndùng nước sạch", "%", "81", "85"],
        ["3", "Nhà ở", "nhà", "4", "5"],
    ]
    filled(document, rows)

    assert text_of(document) == [
        "| TT | Chỉ tiêu | ĐVT | TH | KH |",
        "| 1 | Đàn lợn | con | 850 | 900 |",
        "|  | Đàn gà | con | 9.200 | 9.500 |",
        "| 2 | Tỷ lệ hộ dùng nước sạch | % | 81 | 85 |",
        "| 3 | Nhà ở | nhà | 4 | 5 |",
    ]


def test_blank_lines_keep_figures_abreast_of_their_labels() -> None:
    document = docx.Document()
    filled(document, [["Chỉ tiêu", "TH", "KH"], ["Thu xã\nChi xã\nKết dư", "8,1\n7,9\n", "8,5\n\n0,4"]])

    assert text_of(document)[1:] == ["| Thu xã | 8,1 | 8,5 |", "| Chi xã | 7,9 |  |", "| Kết dư |  | 0,4 |"]


def test_a_table_in_a_cell_follows_its_table() -> None:
    document = docx.Document()
    table = filled(document, [["TT", "Nội dung", "KH"], ["1", "Trồng rừng", "40"], ["2", "Chăn nuôi", "3"]])
    inner = table.cell(2, 1).add_table(rows=2, cols=3)
    for row, texts in enumerate([("Loài", "Con", "Hộ"), ("Dê", "120", "16")]):
        for column, text in enumerate(texts):
            inner.cell(row, column).text = text

    assert text_of(document) == [
        "| TT | Nội dung | KH |",
        "| 1 | Trồng rừng | 40 |",
        "| 2 | Chăn nuôi | 3 |",
        "| Loài | Con | Hộ |",
        "| Dê | 120 | 16 |",
    ]


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ('<w:vertAlign w:val="superscript"/>', "thu 7,4<sup>2</sup> tỷ"),
        ('<w:position w:val="8"/>', "thu 7,4<sup>2</sup> tỷ"),
        ('<w:rStyle w:val="Mark"/>', "thu 7,4<sup>2</sup> tỷ"),
        ("<w:strike/>", "thu 7,4<s>2</s> tỷ"),
        ('<w:dstrike w:val="1"/>', "thu 7,4<s>2</s> tỷ"),
        ('<w:strike w:val="0"/>', "thu 7,42 tỷ"),
        ("<w:vanish/>", "thu 7,4<!--2--> tỷ"),
    ],
)
def test_what_is_raised_struck_or_hidden_is_marked(properties: str, text: str) -> None:
    document = docx.Document()
    style = (
        '<w:style {} w:type="character" w:styleId="Mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    document.styles.element.append(parse_xml(style.format(nsdecls("w"))))
    paragraph(
        document,
        f"<w:r><w:t>thu 7,4</w:t></w:r><w:r><w:rPr>{properties}</w:rPr><w:t>2</w:t></w:r>"
        '<w:r><w:t xml:space="preserve"> tỷ</w:t></w:r>',
    )

    assert text_of(document) == [text]


def test_a_deleted_row_is_struck() -> None:
    document = docx.Document()
    table = filled(document, [["TT", "Chỉ tiêu", "KH"], ["1", "Hộ nghèo", "3,1"], ["2", "Trồng rừng", "40 ha"]])
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')}/>"))

    assert text_of(document) == ["| TT | Chỉ tiêu | KH |", "| 2 | Trồng rừng | 40 ha |", "<s>1 Hộ nghèo 3,1</s>"]


def test_a_mark_of_several_runs_is_one_and_a_reference_of_word_none() -> None:
    document = docx.Document()
    runs = "".join(f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{text}</w:t></w:r>' for text in "(3)")
    paragraph(document, f'<w:r><w:t>còn 2</w:t></w:r>{runs}<w:r><w:footnoteReference w:id="2"/></w:r>')

    assert text_of(document) == ["còn 2<sup>(3)</sup>"]


def test_tabs_stay_for_the_columns_that_they_part() -> None:
    document = docx.Document()
    document.add_paragraph("Thu ngân sách\ttỷ đồng\t8,5")

    assert text_of(document) == ["Thu ngân sách\ttỷ đồng\t8,5"]


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


def test_changes_are_read_as_accepted_and_deletions_as_struck() -> None:
    document = docx.Document()
    paragraph(
        document,
        "<w:r><w:t>đạt </w:t></w:r><w:del><w:r><w:delText>57</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>58</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> triệu</w:t></w:r>",
    )

    assert text_of(document) == ["đạt <s>57</s>58 triệu"]


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
    monkeypatch.setattr(docx_package, "_MAX_UNPACKED", 1_000_000)

    with pytest.raises(TooLarge, match=r"a\.docx: giải nén ra 2 MB"):
        read_docx(zipped("word/document.xml", bytes(2_000_000)), name="a.docx")
