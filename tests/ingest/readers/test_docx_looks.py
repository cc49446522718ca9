"""What of a Word file the eye cannot see, and what it can."""

import pytest

from ingest.readers.docx import read_docx
from tests.ingest.word import NAMES, lines, paragraph, run, word

WHITE = '<w:color w:val="FFFFFF"/>'


def shade(fill):
    return f'<w:shd w:val="clear" w:fill="{fill}"/>'


def cell(text, properties="", fill=""):
    shaded = shade(fill) if fill else ""
    return f"<w:tc><w:tcPr>{shaded}</w:tcPr>{paragraph(run(text, properties))}</w:tc>"


@pytest.mark.parametrize(
    "properties",
    [
        WHITE,
        '<w:color w:val="FDFDFD"/>',
        WHITE + shade("FFFFFF"),
        WHITE + '<w:highlight w:val="white"/>',
        '<w:color w:val="000000"/><w:highlight w:val="black"/>',
        '<w:color w:val="1F4E79"/>' + shade("1F4E79"),
        '<w:color w:val="FF0000"/><w:shd w:val="solid" w:color="FF0000" w:fill="auto"/>',
        "<w:vanish/>",
        '<w:sz w:val="1"/>',
    ],
)
def test_unseen(properties):
    assert lines(paragraph(run("còn 3") + run("5", properties))) == ["còn 3<!--5-->"]


@pytest.mark.parametrize(
    "properties",
    [
        WHITE + shade("1F4E79"),
        WHITE + '<w:highlight w:val="darkBlue"/>',
        WHITE + '<w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>',
        '<w:color w:val="auto"/>' + shade("000000"),
        '<w:color w:val="808080"/>',
        "<w:webHidden/>",
        '<w:vanish w:val="0"/>',
    ],
)
def test_seen(properties):
    assert lines(paragraph(run("còn 3") + run("5", properties))) == ["còn 35"]


def test_white_letters_in_a_dark_paragraph_are_seen_and_dark_ones_of_its_colour_are_not():
    dark = shade("203040")
    assert lines(paragraph(run("còn 35", WHITE), dark)) == ["còn 35"]
    assert lines(paragraph(run("còn 35", '<w:color w:val="203040"/>'), dark)) == ["<!--còn 35-->"]


def test_white_letters_in_a_table():
    rows = f"<w:tr>{cell('Chỉ tiêu', WHITE, '203040')}{cell('KH', WHITE, '203040')}</w:tr>"
    rows += f"<w:tr>{cell('Hộ nghèo')}{cell('3,1')}</w:tr><w:tr>{cell('Thu')}{cell('99', WHITE)}</w:tr>"
    rows += f"<w:tr>{cell('Chi')}{cell('8', WHITE, 'FFFFFF')}</w:tr>"
    assert lines(f"<w:tbl>{rows}</w:tbl>") == [
        "| Chỉ tiêu | KH |",
        "| Hộ nghèo | 3,1 |",
        "| Thu | <!--99--> |",
        "| Chi | <!--8--> |",
    ]


def test_a_table_whose_style_is_shaded_may_shade_any_row():
    styles = (
        '<w:style w:type="table" w:styleId="Dam"><w:tblStylePr w:type="firstRow"><w:tcPr>'
        f"{shade('203040')}</w:tcPr></w:tblStylePr></w:style>"
    )
    table = f'<w:tbl><w:tblPr><w:tblStyle w:val="Dam"/></w:tblPr><w:tr>{cell("KH", WHITE)}{cell("TH", WHITE)}</w:tr>'
    assert lines(f"{table}</w:tbl>", {"styles": styles}) == ["| KH | TH |"]


def test_the_colour_of_the_paper():
    body = paragraph(run("còn 35", WHITE)) + paragraph(run("và 6", '<w:color w:val="102030"/>'))
    settings = {"settings": "<w:displayBackgroundShape/>"}
    data = word(body, settings)
    coloured = word("BODY", settings)
    assert read_docx(data, name="a").text.startswith("<!--")
    paper = f'<w:document {NAMES}><w:background w:color="102030"/><w:body>{body}</w:body></w:document>'
    assert read_docx(swapped(coloured, paper), name="a").text == "còn 35\n<!--và 6-->"


def swapped(data, document):
    """The file with another document."""
    import io
    import zipfile

    from tests.ingest.word import zipped

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | {"word/document.xml": document})


@pytest.mark.parametrize("lift", ["6", "3pt", "1.2mm"])
def test_raised_by_a_length(lift):
    assert lines(paragraph(run("58") + run("1", f'<w:position w:val="{lift}"/>'))) == ["58<sup>1</sup>"]


@pytest.mark.parametrize("lift", ["-6", "2", "x"])
def test_not_raised(lift):
    assert lines(paragraph(run("58") + run("1", f'<w:position w:val="{lift}"/>'))) == ["581"]


def test_marks_of_runs_side_by_side_are_one():
    raised = '<w:vertAlign w:val="superscript"/>'
    assert lines(paragraph(run("58") + "".join(run(each, raised) for each in "(1)"))) == ["58<sup>(1)</sup>"]
    assert lines(paragraph(run("5", "<w:strike/>") + run("6", "<w:dstrike/>") + run(" 7"))) == ["<s>56</s> 7"]
