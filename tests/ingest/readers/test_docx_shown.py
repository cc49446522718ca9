"""A part is brought to what is shown of it: one of two branches, no hints."""

from tests.ingest.word import contents, lines, paragraph, run


def control(inner, properties=""):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def box(inner):
    return f"<w:txbxContent>{paragraph(inner)}</w:txbxContent>"


def twice(new, old):
    branches = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return f"<mc:AlternateContent>{branches}</mc:AlternateContent>"


def test_a_box_that_is_kept_for_old_programs_too_stands_once():
    both = twice(f"<w:drawing>{box('thu 8 tỷ')}</w:drawing>", f"<w:pict>{box('thu 8 tỷ')}</w:pict>")
    assert lines(paragraph(run("A") + f"<w:r>{both}</w:r>")) == ["A", "thu 8 tỷ"]


def test_the_old_branch_counts_where_the_new_one_has_no_words():
    old = f"<w:pict>{box('thu 8 tỷ')}</w:pict>"
    assert lines(paragraph(f"<w:r>{twice('<w:drawing/>', old)}</w:r>")) == ["thu 8 tỷ"]
    assert lines(paragraph(f"<w:r>{twice('', '<w:t>thu 8 tỷ</w:t>')}</w:r>")) == ["thu 8 tỷ"]


def test_a_box_within_a_box_stands_once():
    inner = f"<w:r><w:pict>{box('trong')}</w:pict></w:r>"
    outer = f"<w:r><w:pict>{box(run('ngoài') + inner)}</w:pict></w:r>"
    assert lines(paragraph(run("A") + outer)) == ["A", "ngoài", "trong"]


def test_a_hint_is_no_text_and_leaves_its_cell():
    hint = control(paragraph("Chọn 1 mục"), "<w:showingPlcHdr/>")
    cell = control(f"<w:tc>{paragraph('Nhập số')}</w:tc>", "<w:showingPlcHdr/>")
    row = f"<w:tr><w:tc>{paragraph('Thu')}</w:tc>{cell}<w:tc>{paragraph('9')}</w:tc></w:tr>"
    read = contents(
        f"{hint}<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc><w:tc>{paragraph('c')}</w:tc></w:tr>{row}</w:tbl>"
    )
    assert read.text.split("\n") == ["| a | b | c |", "| Thu |  | 9 |"]
    assert [(each.fate, each.text) for each in read.remarks[-2:]] == [
        ("dropped", "Chọn 1 mục"),
        ("dropped", "Nhập số"),
    ]


def test_controls_of_every_level_show_what_was_chosen():
    inline = control(run("12/3/2021"), '<w:date w:fullDate="2021-03-12T00:00:00Z"/>')
    chosen = paragraph(control(run("9"), "<w:dropDownList/>"))
    row = control(f"<w:tr><w:tc>{paragraph('Thu')}</w:tc><w:tc>{chosen}</w:tc></w:tr>")
    spent = control(f"<w:tc>{paragraph('8')}</w:tc>")
    other = f"<w:tr><w:tc>{paragraph('Chi')}</w:tc>{spent}</w:tr>"
    body = control(paragraph("khối")) + paragraph(run("ngày ") + inline) + f"<w:tbl>{row}{other}</w:tbl>"
    assert lines(body) == ["khối", "ngày 12/3/2021", "| Thu | 9 |", "| Chi | 8 |"]
