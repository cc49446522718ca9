"""Raised marks stand apart from the figure that they hang on."""

import pytest

from tests.ingest.word import HEAD, given, ledger, paragraph, run, told, word

HEADING = "".join(map(paragraph, (*HEAD, "NGHỊ QUYẾT", "về nhiệm vụ năm 2023", "II. CHỈ TIÊU NĂM 2023")))
STYLE = (
    '<w:style w:type="character" w:styleId="Chu"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="ChuNho"><w:basedOn w:val="Chu"/></w:style>'
)


def test_the_given_one():
    given("01_raised_marks/sup.docx")


@pytest.mark.parametrize(
    "properties",
    ['<w:vertAlign w:val="superscript"/>', '<w:position w:val="6"/>', '<w:rStyle w:val="ChuNho"/>'],
    ids=["aligned", "lifted", "by a style"],
)
def test_a_mark_behind_a_figure(properties):
    line = run("1. Thu ngân sách trên địa bàn đạt 16,4") + run("3", properties) + run(" tỷ đồng.")
    assert told(ledger(word(HEADING + paragraph(line), {"styles": STYLE}))) == {
        ("thu_ngan_sach", 16.4, "target", 2023)
    }


def test_a_reference_of_word_behind_a_figure_and_behind_a_unit():
    note = f'<w:footnote w:id="2">{paragraph("Không kể thu chuyển nguồn.")}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = paragraph(run("1. Kết nạp 24") + mark + run(" đảng viên mới."))
    body += paragraph(run("2. Làm mới 3 km") + mark + run(" đường nội đồng."))
    rows = ledger(word(HEADING + body, {"footnotes": note}))
    assert ("ket_nap_dang_vien", 24, "target", 2023) in told(rows)
    assert not {row.value for row in rows} & {241, 242, 1, 2}
    assert all("km2" not in (row.unit or "") for row in rows)
