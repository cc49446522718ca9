"""XML with entities is told as what it is, in every package and alone."""

from __future__ import annotations

import pytest

from assistant.errors import UnsupportedFormat
from ingest.read import read_bytes
from ingest.readers.xml_bomb import refuse_bomb
from tests.ingest.word import paragraph, word, zipped

DECLARED = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "tỷ"><!ENTITY b "&a;&a;&a;">]>'
FLAT = (
    DECLARED
    + '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">&b;</office:document>'
)


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        (
            "a.docx",
            zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": DECLARED + "<a/>"}),
            "word/document.xml",
        ),
        (
            "a.xlsx",
            zipped({"[Content_Types].xml": DECLARED + "<a/>", "xl/workbook.xml": "<a/>"}),
            "[Content_Types].xml",
        ),
        (
            "a.odt",
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": FLAT}),
            "content.xml",
        ),
        ("a.fodt", FLAT.encode(), "tệp"),
        ("b.fodt", FLAT.encode("utf-16"), "tệp"),
        (
            "c.docx",
            zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": FLAT.encode("utf-16-be")}),
            "word",
        ),
    ],
)
def test_it_is_told_as_a_bomb(name: str, data: bytes, part: str) -> None:
    with pytest.raises(UnsupportedFormat, match="bom XML") as told:
        read_bytes(data, name=name)

    assert part in str(told.value)


def test_what_office_writes_is_none() -> None:
    refuse_bomb(word(paragraph("Viết <!ENTITY a> trong câu".replace("<", "&lt;"))), name="a.docx")
    refuse_bomb(b"PK\3\4broken", name="a.docx")
