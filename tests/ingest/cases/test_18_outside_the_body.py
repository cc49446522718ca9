"""What stands outside the body of a Word file is read, or told."""

from assistant.types import SourceDocument
from ingest.resolve import resolve
from tests.ingest.word import HEAD, contents, given, ledger, paragraph, told, word

BODY = "".join(map(paragraph, ("NGHỊ QUYẾT", "về nhiệm vụ năm 2023", "II. CHỈ TIÊU NĂM 2023")))
LETTERHEAD = "".join(map(paragraph, HEAD))


def section(*references, title=False):
    written = "".join(f'<w:{kind}Reference w:type="{type_}" r:id="{part}"/>' for kind, type_, part in references)
    return f"<w:sectPr>{written}{'<w:titlePg/>' if title else ''}</w:sectPr>"


def test_the_given_one():
    given("18_outside_the_body/header.docx")


def test_the_letterhead_of_the_first_page_and_the_title_that_the_others_repeat():
    ends = section(("header", "first", "header1"), ("header", "default", "header2"), title=True)
    running = paragraph("Nghị quyết về nhiệm vụ năm 2023") + paragraph("Trang 2")
    read = contents(BODY + ends, {"header1": LETTERHEAD, "header2": running})
    assert read.text.split("\n")[:6] == [*HEAD, "NGHỊ QUYẾT", "về nhiệm vụ năm 2023"]
    assert "Trang" not in read.text
    assert [(each.part, each.text) for each in read.remarks if each.fate == "dropped"] == [
        ("đầu trang", "Nghị quyết về nhiệm vụ năm 2023"),
        ("đầu trang", "Trang 2"),
    ]
    identity = resolve(SourceDocument("a.docx", "0" * 64, read.text)).identity
    assert identity.number == "21-NQ/ĐU"


def test_figures_of_notes_and_boxes_are_rows():
    note = f'<w:footnote w:id="3">{paragraph("Thu tiền sử dụng đất 4,5 tỷ đồng.")}</w:footnote>'
    end = f'<w:endnote w:id="3">{paragraph("Tỷ lệ hộ nghèo năm 2023 còn 3,3%.")}</w:endnote>'
    marks = '<w:r><w:footnoteReference w:id="3"/></w:r><w:r><w:endnoteReference w:id="3"/></w:r>'
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{paragraph('2. Kết nạp 19 đảng viên mới.')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    body = BODY + paragraph(f"<w:r><w:t>1. Thu ngân sách đạt 14 tỷ đồng</w:t></w:r>{marks}{box}")
    rows = told(ledger(word(LETTERHEAD + body, {"footnotes": note, "endnotes": end})))
    assert rows == {
        ("thu_ngan_sach", 14, "target", 2023),
        ("thu_tien_su_dung_dat", 4.5, "target", 2023),
        ("ket_nap_dang_vien", 19, "target", 2023),
        ("ty_le_ho_ngheo", 3.3, "target", 2023),
    }


def test_comments_are_told_and_no_text():
    comment = f'<w:comment w:id="1" w:author="Lê Thị Hạnh">{paragraph("Sửa thành 99 tỷ?")}</w:comment>'
    read = contents(LETTERHEAD + BODY, {"comments": comment})
    assert "99" not in read.text
    (dropped,) = (each for each in read.remarks if each.fate == "dropped")
    assert (dropped.part, dropped.text) == ("nhận xét bên lề của Lê Thị Hạnh", "Sửa thành 99 tỷ?")
