"""Controls: what they show where it is written, the words found in them where it is not."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from assistant.types import Contents
from ingest.readers.docx import read_docx
from tests.ingest.word import paragraph, relations, run, word, zipped

AX = 'xmlns:ax="http://schemas.microsoft.com/office/2006/activeX"'
TEXT_BOX = "{8BD21D10-EC42-11CE-9E0D-00AA006002F3}"


def read(control: str, binary: bytes = b"") -> Contents:
    drawn = '<w:r><w:object><v:shape/><w:control r:id="rId7" w:name="Muc1"/></w:object></w:r>'
    data = word(
        paragraph(run("Thu ngân sách ") + drawn + run(" tỷ đồng")), links={"control:rId7": "activeX/activeX1.xml"}
    )
    with zipfile.ZipFile(BytesIO(data)) as package:
        members: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    members["word/activeX/activeX1.xml"] = control
    members["word/activeX/_rels/activeX1.xml.rels"] = relations({"activeXControlBinary:rId1": "activeX1.bin"})
    members["word/activeX/activeX1.bin"] = binary
    return read_docx(zipped(members), name="a.docx")


def properties(**said: str) -> str:
    inner = "".join(f'<ax:ocxPr ax:name="{name}" ax:value="{value}"/>' for name, value in said.items())
    return f'<ax:ocx {AX} ax:classid="{TEXT_BOX}" ax:persistence="persistPropertyBag">{inner}</ax:ocx>'


@pytest.mark.parametrize(
    ("control", "text"),
    [
        (properties(Size="5000;600", Value="7,5"), "7,5"),
        (properties(Text="7,5", ListRows="3"), "7,5"),
        (properties(Caption="Đạt 12", Value="1"), "☒ Đạt 12"),
        (properties(Caption="Đạt 12", Value="0"), "☐ Đạt 12"),
        (properties(Caption="7,5"), "7,5"),
    ],
)
def test_what_a_control_shows_stands_in_its_place(control: str, text: str) -> None:
    contents = read(control)

    assert contents.text == f"Thu ngân sách {text} tỷ đồng"
    assert [each.fate for each in contents.remarks if each.part == "ô điều khiển Muc1"] == ["read"]


@pytest.mark.parametrize("words", ["thu 7,5 tỷ", "Kết nạp 9 đảng viên"])
def test_of_a_binary_control_the_words_are_told(words: str) -> None:
    stored = f'<ax:ocx {AX} ax:classid="{TEXT_BOX}" ax:persistence="persistStreamInit" r:id="rId1" xmlns:r="x"/>'

    contents = read(
        stored, b"\x00\x02\x14\x00\x01\x01" + words.encode("utf-16-le") + b"\x00\x00\x00\x05Arial\x00\x00"
    )

    (told,) = [each for each in contents.remarks if each.fate == "unread"]
    assert contents.text == "Thu ngân sách  tỷ đồng"
    assert words in told.text
    assert "hãy mở bằng Word" in told.reason


def test_a_control_of_which_nothing_is_there_is_told() -> None:
    assert [each.text for each in read("").remarks if each.fate == "unread"] == [""]
