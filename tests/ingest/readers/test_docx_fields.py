"""Fields: the result and not the instruction."""

import pytest

from tests.ingest.word import contents, lines, paragraph, run


def field(instruction, result=None, *, data=""):
    """A field of several runs, without a result where that is None."""
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def shown(*inner):
    return lines("".join(map(paragraph, inner)))


def test_the_result_is_shown_and_a_field_within_the_instruction_is_not():
    condition = field("MERGEFIELD loai", run("7"))
    outer = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        f'{condition}<w:r><w:instrText> = 7 "a" "b"</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("26,5 tỷ")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert shown(run("Thu ") + outer + run(" đồng")) == ["Thu 26,5 tỷ đồng"]


def test_a_field_may_run_over_paragraphs():
    first = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DOCVARIABLE 9'
    assert shown(
        f"{first}</w:instrText></w:r>",
        f'<w:r><w:instrText>1</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("dòng một")}',
        f'{run("dòng hai")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "sau",
    ) == ["dòng một", "dòng hai", "sau"]


def test_what_does_not_end_is_no_field():
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    ended = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert shown(begun + run("còn 12 hộ"), "và 3 xóm") == ["còn 12 hộ", "và 3 xóm"]
    assert shown(run("còn 12 hộ") + ended, "và 3 xóm") == ["còn 12 hộ", "và 3 xóm"]
    read = contents(paragraph(begun + run("còn 12 hộ") + ended + run("và 3 xóm")))
    assert (read.text, read.remarks[-1].fate, read.remarks[-1].text) == ("và 3 xóm", "dropped", "còn 12 hộ")


def test_a_simple_field():
    assert shown('<w:fldSimple w:instr="DOCPROPERTY so">' + run("17") + "</w:fldSimple>") == ["17"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="xã"/><w:listEntry w:val="huyện"/></w:ddList>', "huyện"),
        ('<w:ddList><w:listEntry w:val="xã"/></w:ddList>', "xã"),
        ('<w:ddList><w:result w:val="4"/><w:listEntry w:val="xã"/></w:ddList>', ""),
    ],
)
def test_form_fields_show_what_was_chosen(data, text):
    ends = run("Cấp:") + field("FORM", data=f"<w:ffData>{data}</w:ffData>")
    assert shown(ends) == [f"Cấp:{text}"]


def test_a_form_field_of_text_shows_what_was_typed():
    assert shown(field("FORMTEXT", run("8,4 tỷ đồng"))) == ["8,4 tỷ đồng"]


@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        (r" EQ \f(7;19) ", "7/19"),
        (r"EQ \f(7,19)", "7/19"),
        (r"EQ \f(7,5;19)", "7,5/19"),
        ("MACROBUTTON NoMacro [ghi số]", "[ghi số]"),
        ("ADVANCE \\d4", ""),
    ],
)
def test_fields_without_a_result(instruction, text):
    assert shown(run("đạt ") + field(instruction) + run(" xã")) == [f"đạt {text} xã"]


@pytest.mark.parametrize(
    ("instructions", "labels"),
    [
        (("AUTONUM", "AUTONUM \\* Arabic", "AUTONUM"), ["1.", "2.", "3."]),
        (("AUTONUMLGL", "AUTONUMOUT", "AUTONUMLGL"), ["1.", "I.", "2."]),
        (("LISTNUM", "LISTNUM \\l 2", "LISTNUM  \\l 2", "LISTNUM", "LISTNUM \\l 2"), ["1)", "a)", "b)", "2)", "a)"]),
        (("LISTNUM OutlineDefault \\l 3 \\s 4", 'LISTNUM "OutlineDefault" \\l 3'), ["4.", "5."]),
    ],
)
def test_fields_that_number(instructions, labels):
    told = shown(*(field(each) + run(" Thu ngân sách") for each in instructions))
    assert told == [f"{label} Thu ngân sách" for label in labels]


def test_a_list_of_which_nothing_is_known_is_told():
    read = contents(paragraph(field("LISTNUM RIENG") + run("Thu 9")))
    assert (read.text, read.remarks[-1].fate, read.remarks[-1].text) == ("Thu 9", "dropped", "LISTNUM RIENG")


def test_numbers_of_pages_are_told_and_no_text():
    read = contents(paragraph(run("Mục lục ") + field("PAGEREF _Toc1 \\h", run("31"))))
    assert read.text == "Mục lục"
    assert [(each.part, each.fate, each.text) for each in read.remarks[1:]] == [("số trang", "dropped", "31")]
