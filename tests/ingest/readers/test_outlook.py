"""The forms in which Outlook keeps the text of a mail, and which of them holds."""

from __future__ import annotations

import compressed_rtf

from ingest.members import Member
from ingest.readers.outlook import outlook_text
from ingest.readers.rtf_text import words_of

WORDS = rb"{\rtf1\ansi Thu ng\u226?n s\u225?ch 7\par}"
WRAPPED = (
    rb"{\rtf1\ansi\fromhtml1 {\*\htmltag1 <table><tr><td>}Thu{\*\htmltag1 </td><td>}7"
    rb"{\*\htmltag1 </td></tr></table>}}"
)
TABLE = rb"{\rtf1\ansi\trowd\cellx100\cellx200 Thu\cell 7\cell\row}"


def text(rtf: bytes = b"", *, page: str = "", plain: str = "", alone: bool = True) -> list[Member]:
    packed = compressed_rtf.compress(rtf, compressed=True) if rtf else b""
    return list(outlook_text("Giao chỉ tiêu", page=page, packed=packed, plain=plain, alone=alone))


def test_a_page_wrapped_in_rtf_keeps_its_table() -> None:
    page = "<h1>Giao chỉ tiêu</h1>\n<table><tr><td>Thu</td><td>7</td></tr></table>"

    assert text(WRAPPED, plain="Thu\n7") == [Member("nội dung thư.html", page.encode())]


def test_a_page_of_its_own_comes_first() -> None:
    (body,) = text(TABLE, page="<p>Thu 8</p>", plain="Thu 7")

    assert body.data.endswith(b"<p>Thu 8</p>")


def test_rtf_without_tables_is_its_words() -> None:
    said = "Giao chỉ tiêu\n\nThu ngân sách 7".encode()

    assert text(WORDS) == text(WORDS, plain="Thu ngân sách 7") == [Member("nội dung thư.txt", said)]


def test_rtf_with_tables_stays_rtf_under_the_subject() -> None:
    (body,) = text(TABLE, plain="Thu\n7")

    assert body.name == "nội dung thư.rtf"
    assert words_of(body.data) == "Giao chỉ tiêu\nThu\t7\t\n"


def test_a_covering_note_is_no_document() -> None:
    assert text(rb"{\rtf1\ansi K\u237?nh g\u7917?i\par}", alone=False) == []
    assert text() == []


def test_broken_rtf_leaves_the_words() -> None:
    packed = b"\x20\0\0\0\x10\0\0\0LZFu????abc"

    found = list(outlook_text("Giao", page=" ", packed=packed, plain="Thu 7", alone=True))

    assert found == [Member("nội dung thư.txt", b"Giao\n\nThu 7")]
