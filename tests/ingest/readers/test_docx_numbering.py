"""Automatic numbers beyond those of python-docx's own lists."""

import pytest

from tests.ingest.word import lines, paragraph


def level(depth, format_="decimal", pattern=None, more="", start=1):
    pattern = f"%{depth + 1}." if pattern is None else pattern
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbering(*levels, lists='<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>'):
    return {"numbering": f'<w:abstractNum w:abstractNumId="3">{"".join(levels)}</w:abstractNum>{lists}'}


def item(text, depth=0, list_id=5, more=""):
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>{more}')


@pytest.mark.parametrize(
    ("suffix", "line"), [("tab", "Điều 1 . Thu"), ("space", "Điều 1 . Thu"), ("nothing", "Điều 1. Thu")]
)
def test_what_stands_behind_the_number(suffix, line):
    parts = numbering(level(0, pattern="Điều %1", more=f'<w:suff w:val="{suffix}"/>'))
    assert lines(item(". Thu"), parts) == [line]


@pytest.mark.parametrize(("restart", "last"), [("", "1."), ('<w:lvlRestart w:val="0"/>', "3.")])
def test_a_level_that_never_restarts(restart, last):
    parts = numbering(level(0, "upperRoman"), level(1, more=restart))
    body = item("A") + item("b", 1) + item("c", 1) + item("D") + item("e", 1)
    assert lines(body, parts) == ["I. A", "1. b", "2. c", "II. D", f"{last} e"]


def test_a_level_that_restarts_only_under_the_first():
    parts = numbering(level(0), level(1), level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>'))
    body = item("A") + item("b", 1) + item("c", 2) + item("d", 1) + item("e", 2) + item("F") + item("g", 2)
    assert [line.split()[0] for line in lines(body, parts)] == ["1.", "1.", "a)", "2.", "b)", "2.", "a)"]


def test_levels_that_are_skipped_count_as_begun():
    parts = numbering(level(0, "upperRoman"), level(1), level(2, "lowerLetter", "%3)"))
    body = item("a", 2) + item("b", 1) + item("C") + item("d", 2) + item("e", 1)
    assert lines(body, parts) == ["a) a", "2. b", "II. C", "a) d", "2. e"]


def test_legal_numbers_are_decimals_on_all_levels():
    parts = numbering(level(0, "upperRoman"), level(1, "decimal", "%1.%2.", "<w:isLgl/>"))
    assert lines(item("A") + item("b", 1), parts) == ["I. A", "1.1. b"]


def test_a_format_of_its_own():
    form = '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, ..."/>'
    form += '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    own = f'<w:lvl w:ilvl="0">{form}<w:lvlText w:val="%1/"/></w:lvl>'
    assert lines(item("một") + item("hai"), numbering(own)) == ["001/ một", "002/ hai"]


def test_a_hidden_number_and_a_list_that_is_taken_off():
    hidden = level(1).replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>")
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    )
    parts = numbering(level(0), hidden) | {"styles": styles}
    styled = '<w:pStyle w:val="Muc"/>'
    body = paragraph("A", styled) + item("b", 1) + paragraph("c", f'{styled}<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body + paragraph("D", styled), parts) == ["1. A", "b", "c", "2. D"]


def test_a_list_borrowed_through_a_style_counts_with_its_lender():
    styles = (
        '<w:style w:type="numbering" w:styleId="DS"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    )
    borrowed = '<w:abstractNum w:abstractNumId="4"><w:numStyleLink w:val="DS"/></w:abstractNum>'
    lists = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="{abstract}"/></w:num>' for at, abstract in ((5, 3), (6, 4))
    )
    parts = numbering(level(0, "upperLetter"), lists=borrowed + lists) | {"styles": styles}
    assert lines(item("một") + item("hai", list_id=6), parts) == ["A. một", "B. hai"]


def test_numbers_deleted_by_a_tracked_change_are_not_counted():
    gone = "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
    mark = "<w:rPr><w:del/></w:rPr>"
    before = "<w:pPrChange><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='5'/></w:numPr></w:pPr></w:pPrChange>"
    body = item("một") + item(gone, more=mark) + paragraph("không số", before) + item("hai")
    assert lines(body, numbering(level(0))) == ["1. một", "<s>bỏ</s>không số", "2. hai"]


@pytest.mark.parametrize(("count", "label"), [(27, "aa)"), (0, "0)"), (999999, "999999)")])
def test_letters_run_out(count, label):
    assert lines(item("x"), numbering(level(0, "lowerLetter", "%1)", start=count))) == [f"{label} x"]
