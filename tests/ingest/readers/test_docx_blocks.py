"""Changes that join paragraphs, notes behind their blocks, boxes behind their paragraphs."""

import pytest

from tests.ingest.word import contents, lines, paragraph, run

GONE = "<w:rPr><w:del/></w:rPr>"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    assert lines(paragraph("Thu ngân sách ", GONE) + paragraph("đạt 9 tỷ") + paragraph("Chi")) == [
        "Thu ngân sách đạt 9 tỷ",
        "Chi",
    ]
    assert lines(paragraph("cuối cùng", GONE)) == ["cuối cùng"]


def test_so_does_one_whose_end_is_hidden():
    assert lines(paragraph("1. Thu. ", "<w:rPr><w:vanish/></w:rPr>") + paragraph("Đạt 9 tỷ")) == ["1. Thu. Đạt 9 tỷ"]


def test_what_was_moved_stands_where_it_went():
    moved = paragraph("<w:moveFrom>" + run("dòng 7") + "</w:moveFrom>", "<w:rPr><w:moveFrom/></w:rPr>")
    there = paragraph("<w:moveTo>" + run("dòng 7") + "</w:moveTo>", "<w:rPr><w:moveTo/></w:rPr>")
    assert lines(moved + paragraph("giữa") + there) == ["giữa", "dòng 7"]


def test_changes_of_looks_are_as_they_are_now():
    now = run("58", "<w:rPrChange><w:rPr><w:strike/><w:vanish/></w:rPr></w:rPrChange>")
    assert lines(paragraph(now)) == ["58"]


FOOTNOTES = {
    "footnotes": "".join(
        f'<w:footnote w:id="{at}">{paragraph(text)}</w:footnote>' for at, text in ((4, "bốn"), (7, "bảy"))
    )
}


def mark(at, more=""):
    return f'<w:r><w:footnoteReference w:id="{at}"{more}/></w:r>'


def test_notes_are_numbered_as_the_text_refers_to_them_and_stand_behind_their_block():
    row = "".join(f"<w:tc>{paragraph(inner)}</w:tc>" for inner in ("Thu", run("9") + mark(4), "tỷ"))
    body = paragraph(run("đất") + mark(7) + run(".")) + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>" + paragraph("hết")
    assert lines(body, FOOTNOTES) == [
        "đất<sup>[1]</sup>.",
        "[1] bảy",
        "| Thu | 9<sup>[2]</sup> | tỷ |",
        "[2] bốn",
        "hết",
    ]


def test_a_note_that_is_referred_to_again_is_written_once():
    assert lines(paragraph(run("9") + mark(4)) + paragraph(run("8") + mark(4)), FOOTNOTES) == [
        "9<sup>[1]</sup>",
        "[1] bốn",
        "8<sup>[1]</sup>",
    ]


def test_a_mark_of_its_own_is_what_its_author_typed():
    own = '<w:r><w:footnoteReference w:id="4" w:customMarkFollows="1"/><w:t>(*)</w:t></w:r>'
    assert lines(paragraph(run("9") + own + mark(7)), FOOTNOTES) == [
        "9<sup>(*)</sup><sup>[1]</sup>",
        "bốn",
        "[1] bảy",
    ]


def test_a_note_whose_mark_was_deleted_is_struck():
    deleted = f"<w:del>{mark(4)}</w:del>"
    assert lines(paragraph(run("9") + deleted + mark(7)), FOOTNOTES) == ["9<sup>[1]</sup>", "<s>bốn</s>", "[1] bảy"]


@pytest.mark.parametrize(
    ("settings", "label"), [("", "i"), ('<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>', "1")]
)
def test_endnotes_stand_at_the_end(settings, label):
    parts = {"endnotes": f'<w:endnote w:id="2">{paragraph("nguồn")}</w:endnote>', "settings": settings}
    body = paragraph(run("9") + '<w:r><w:endnoteReference w:id="2"/></w:r>') + paragraph("hết")
    assert lines(body, parts) == [f"9<sup>[{label}]</sup>", "hết", f"[{label}] nguồn"]


def test_a_box_of_a_deleted_run_is_struck():
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('thu 8 tỷ')}</w:txbxContent></w:pict></w:r>"
    assert lines(paragraph(run("A") + f"<w:del>{box}</w:del>")) == ["A", "<s>thu 8 tỷ</s>"]


def test_the_receipt_counts_what_was_read():
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('b')}</w:txbxContent></w:pict></w:r>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph('x')}</w:tc></w:tr></w:tbl>"
    read = contents(paragraph(run("a") + box + mark(4)) + table + paragraph("c"), FOOTNOTES)
    assert [(each.part, each.fate) for each in read.remarks] == [
        ("đoạn văn: 2", "read"),
        ("bảng: 1", "read"),
        ("khung chữ: 1", "read"),
        ("chú thích cuối trang: 1", "read"),
    ]
