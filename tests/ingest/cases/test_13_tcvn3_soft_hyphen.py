"""Text in fonts from before Unicode, run by run, with the letter that some programs take for a soft hyphen."""

import pytest

from tests.ingest.word import HEAD, given, ledger, lines, paragraph, run, told, word

TIME = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
CAPITALS = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
VNI = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
SOFT = f"<w:r><w:rPr>{TIME}</w:rPr><w:softHyphen/></w:r>"


def test_the_given_one():
    given("13_tcvn3_soft_hyphen/via_libreoffice.docx")


def test_a_soft_hyphen_between_runs_of_the_font():
    line = run("1. Thu nhËp b×nh qu©n ®Çu ng", TIME) + SOFT + run("êi ®¹t 41 triÖu ®ång/ng", TIME) + SOFT
    body = "".join(map(paragraph, (*HEAD, "NGHỊ QUYẾT", "về nhiệm vụ năm 2023", "II. CHỈ TIÊU NĂM 2023")))
    rows = told(ledger(word(body + paragraph(line + run("êi.", TIME)))))
    assert rows == {("thu_nhap_binh_quan", 41, "target", 2023)}


def test_fonts_of_one_sentence_are_read_each_by_its_own_table():
    line = (
        run("Tæng thu ®¹t ", TIME)
        + run("bằng ")
        + run("ngaân saùch naêm tröôùc", VNI)
        + run("; nghÞ quyÕt", CAPITALS)
    )
    assert lines(paragraph(line)) == ["Tổng thu đạt bằng ngân sách năm trước; NGHỊ QUYẾT"]


@pytest.mark.parametrize("where", ["character", "paragraph", "default", "all text"])
def test_the_font_may_come_from_a_style(where):
    kind = "character" if where == "character" else "paragraph"
    marked = ' w:default="1"' if where == "default" else ""
    styles = f'<w:style w:type="{kind}" w:styleId="Cu"{marked}><w:rPr>{TIME}</w:rPr></w:style>'
    if where == "all text":
        styles = f"<w:docDefaults><w:rPrDefault><w:rPr>{TIME}</w:rPr></w:rPrDefault></w:docDefaults>"
    own = '<w:rStyle w:val="Cu"/>' if where == "character" else ""
    body = paragraph(run("x· Hßa B×nh", own), '<w:pStyle w:val="Cu"/>' if where == "paragraph" else "")
    assert lines(body, {"styles": styles}) == ["xã Hòa Bình"]


def test_a_header_in_the_font():
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    parts = {"header1": paragraph(run("®¶ng ñy x·", CAPITALS))}
    assert lines(paragraph("Nội dung") + section, parts) == ["ĐẢNG ỦY XÃ", "Nội dung"]


def test_a_restored_text_that_kept_the_name_of_its_font_stays():
    body = paragraph(run("Thôn Tô Hạ có", TIME)) + paragraph(run("6 thôn, ", TIME) + run("tô điểm lại", TIME))
    assert lines(body) == ["Thôn Tô Hạ có", "6 thôn, tô điểm lại"]


def test_a_soft_hyphen_of_other_text_is_none_of_its_letters():
    body = "".join(map(paragraph, (*HEAD, "NGHỊ QUYẾT", "về nhiệm vụ năm 2023", "II. CHỈ TIÊU NĂM 2023")))
    line = run("1. Tỷ lệ hộ ng") + "<w:r><w:softHyphen/></w:r>" + run("hèo còn 3,4%.")
    assert told(ledger(word(body + paragraph(line)))) == {("ty_le_ho_ngheo", 3.4, "target", 2023)}
