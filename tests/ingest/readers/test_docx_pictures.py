"""What is drawn is told, where figures may stand in it."""

import io
import zipfile

import openpyxl
import pytest

from ingest.readers.docx import read_docx
from tests.ingest.word import NAMES, contents, paragraph, relations, word, zipped


def picture(width, height):
    """A drawing of so many centimetres."""
    extent = f'<wp:extent cx="{int(width * 360_000)}" cy="{int(height * 360_000)}"/>'
    return f"<w:r><w:drawing><wp:inline>{extent}<a:blip/></wp:inline></w:drawing></w:r>"


def old(size):
    return f'<w:r><w:pict><v:shape style="{size}"><v:imagedata/></v:shape></w:pict></w:r>'


def unread(read):
    return [(each.part, each.text) for each in read.remarks if each.fate == "unread"]


@pytest.mark.parametrize(
    ("drawn", "large"),
    [
        (picture(16, 20), True),
        (picture(3, 3), False),
        (picture(15, 0.2), False),
        (old("width:400pt;height:300pt"), True),
        (old("width:2cm;height:2cm"), False),
        (old(""), True),
    ],
)
def test_pictures_that_are_large_enough_for_text(drawn, large):
    assert unread(contents(paragraph("a") + paragraph(drawn))) == ([("hình ảnh: 1", "")] if large else [])


def test_an_embedded_file():
    drawn = '<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    assert unread(contents(paragraph(drawn))) == [("tệp nhúng Excel.Sheet.12", "")]


def test_the_words_of_an_embedded_file_are_quoted():
    drawn = '<w:r><w:object><v:shape/><o:OLEObject ProgID="Excel.Sheet.12" r:id="rE"/></w:object></w:r>'
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (("Chỉ tiêu", "KH 2025"), ("Thu nhập", 51)):
        book.active.append(row)
    book.save(file)
    data = word(paragraph(drawn), links={"package:rE": "embeddings/a.xlsx"})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    read = read_docx(zipped(members | {"word/embeddings/a.xlsx": file.getvalue()}), name="a.docx")
    assert unread(read) == [("tệp nhúng Excel.Sheet.12", "| Chỉ tiêu | KH 2025 |\n| Thu nhập | 51 |")]
    read = read_docx(zipped(members | {"word/embeddings/a.xlsx": b"PK"}), name="a.docx")
    assert unread(read) == [("tệp nhúng Excel.Sheet.12", "")]


def test_a_control_keeps_its_value_to_itself():
    drawn = '<w:r><w:pict><v:shape><v:imagedata/></v:shape><w:control w:name="O1"/></w:pict></w:r>'
    assert unread(contents(paragraph(drawn))) == [("ô điều khiển O1", "")]


def test_the_figures_of_a_chart_are_quoted():
    drawn = '<w:r><w:drawing><wp:inline><c:chart r:id="rC"/></wp:inline></w:drawing></w:r>'
    chart = f"<c:chartSpace {NAMES}><a:t>Thu</a:t><c:v>2021</c:v><c:v>8.4</c:v></c:chartSpace>"
    members = {
        "word/document.xml": f"<w:document {NAMES}><w:body>{paragraph(drawn)}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations({"chart:rC": "charts/chart1.xml"}),
        "word/charts/chart1.xml": chart,
    }
    assert unread(read_docx(zipped(members), name="a")) == [("biểu đồ", "Thu 2021 8.4")]
    assert unread(read_docx(word(paragraph(drawn)), name="a")) == [("biểu đồ", "")]
