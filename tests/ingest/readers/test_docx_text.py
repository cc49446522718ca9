"""Signs, equations and what stands within a line."""

import pytest

from tests.ingest.word import lines, paragraph, run


def maths(inner):
    return f"<m:oMath>{inner}</m:oMath>"


def m(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f"<m:f><m:num>{m('7')}</m:num><m:den>{m('19')}</m:den></m:f>", "7/19"),
        (f"<m:f><m:num>{m('a + b')}</m:num><m:den>{m('4')}</m:den></m:f>", "(a + b)/4"),
        (f"<m:sSup><m:e>{m('10')}</m:e><m:sup>{m('3')}</m:sup></m:sSup>", "10<sup>3</sup>"),
        (f"<m:d><m:e>{m('x')}</m:e></m:d>", "(x)"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{m("x")}</m:e></m:d>', "[x]"),
    ],
)
def test_equations(inner, text):
    assert lines(paragraph(run("đạt ") + maths(inner))) == [f"đạt {text}"]
    assert lines(f"<m:oMathPara>{maths(inner)}</m:oMathPara>") == [text]


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ('<w:sym w:font="Symbol" w:char="F0A3"/>', "≤"),
        ('<w:sym w:font="Symbol" w:char="F032"/>', "2"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "☑"),
        ('<w:sym w:font="Wingdings" w:char="F032"/>', " "),
        ('<w:sym w:font="Times New Roman" w:char="00B2"/>', "²"),
        ('<w:sym w:font="Times New Roman" w:char="2265"/>', "≥"),
        ('<w:sym w:font="Symbol" w:char="xyz"/>', " "),
        ("<w:tab/>", "\t"),
        ("<w:ptab/>", "\t"),
        ("<w:noBreakHyphen/>", "-"),
        ("<w:ruby><w:rt>" + run("đồng") + "</w:rt><w:rubyBase>" + run("5") + "</w:rubyBase></w:ruby>", "5(đồng)"),
    ],
)
def test_signs(sign, text):
    assert lines(paragraph(f"<w:r><w:t>a</w:t>{sign}<w:t>b</w:t></w:r>")) == [f"a{text}b"]


def test_letters_of_the_font_symbol():
    symbol = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    assert lines(paragraph(run("BHYT ") + run("³\uf0a3 95", symbol))) == ["BHYT ≥≤ 95"]


def test_links_tags_and_insertions_are_text():
    inner = f"<w:hyperlink>{run('a')}</w:hyperlink><w:smartTag>{run('b')}</w:smartTag><w:ins>{run('c')}</w:ins>"
    assert lines(paragraph(inner)) == ["abc"]
