"""Headers and footers, each once."""

from tests.ingest.word import contents, paragraph, run


def section(*references, more=""):
    written = "".join(f'<w:{kind}Reference w:type="{type_}" r:id="{part}"/>' for kind, type_, part in references)
    return f"<w:sectPr>{written}{more}</w:sectPr>"


def page():
    return '<w:fldSimple w:instr="PAGE">' + run("2") + "</w:fldSimple>"


def dropped(read):
    return [(each.part, each.text) for each in read.remarks if each.fate == "dropped"]


def test_a_header_of_all_pages_comes_first_and_a_footer_last():
    read = contents(
        paragraph("Nội dung") + section(("header", "default", "header1"), ("footer", "default", "footer1")),
        {
            "header1": paragraph("ĐẢNG ỦY XÃ"),
            "footer1": paragraph("Nơi nhận: chi bộ") + paragraph(run("Trang ") + page()),
        },
    )
    assert read.text.split("\n") == ["ĐẢNG ỦY XÃ", "Nội dung", "Nơi nhận: chi bộ"]
    assert ("chân trang", "Trang") in dropped(read)
    assert ("số trang", "2") in dropped(read)


def test_a_title_over_two_lines_is_known_again():
    read = contents(
        paragraph("NGHỊ QUYẾT") + paragraph("Về nhiệm vụ") + section(("header", "default", "header1")),
        {"header1": paragraph("Nghị quyết về nhiệm vụ")},
    )
    assert read.text == "NGHỊ QUYẾT\nVề nhiệm vụ"
    assert dropped(read) == [("đầu trang", "Nghị quyết về nhiệm vụ")]


def test_a_line_of_the_letterhead_stays_though_a_sentence_has_its_words():
    read = contents(
        paragraph("Đảng ủy xã Mỹ Lộc ban hành") + section(("header", "default", "header1")),
        {"header1": paragraph("ĐẢNG ỦY XÃ MỸ LỘC")},
    )
    assert read.text.startswith("ĐẢNG ỦY XÃ MỸ LỘC\n")


def test_headers_that_no_page_shows_are_no_text():
    ends = section(("header", "first", "header1"), ("header", "even", "header2"))
    parts = {"header1": paragraph("trang bìa"), "header2": paragraph("trang chẵn")}
    assert contents(paragraph("Nội dung") + ends, parts).text == "Nội dung"
    shown = contents(paragraph("Nội dung") + ends, parts | {"settings": "<w:evenAndOddHeaders/>"})
    assert shown.text == "Nội dung\ntrang chẵn"


def test_the_header_of_a_later_section_stands_before_it_and_one_that_goes_on_stands_once():
    first = section(("header", "default", "header1"))
    body = paragraph("A", first) + paragraph("B", section()) + paragraph("C")
    read = contents(
        body + section(("header", "default", "header2")),
        {"header1": paragraph("đầu"), "header2": paragraph("Biểu 2")},
    )
    assert read.text.split("\n") == ["đầu", "A", "B", "Biểu 2", "C"]


def test_how_a_section_was_before_a_change_is_not_read():
    old = f"<w:sectPrChange>{section(('header', 'default', 'header1'))}</w:sectPrChange>"
    assert contents(paragraph("A") + section(more=old), {"header1": paragraph("cũ")}).text == "A"


def test_a_mark_across_the_page_is_told_and_words_drawn_in_the_body_are_text():
    drawn = '<w:r><w:pict><v:shape><v:textpath string="DỰ THẢO"/></v:shape></w:pict></w:r>'
    read = contents(
        paragraph(run("Nội dung") + drawn) + section(("header", "default", "header1")),
        {"header1": paragraph(drawn.replace("DỰ THẢO", "LƯU HÀNH NỘI BỘ"))},
    )
    assert read.text == "Nội dung\nDỰ THẢO"
    assert dropped(read) == [("chữ chìm", "LƯU HÀNH NỘI BỘ")]


def test_a_broken_header_is_told():
    read = contents(paragraph("A") + section(("header", "default", "header1")), {"header1": "<w:p>"})
    assert [(each.part, each.fate) for each in read.remarks[1:]] == [("đầu trang", "unread")]
