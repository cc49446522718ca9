"""winmail.dat, written by the test as Outlook wraps a mail."""

from __future__ import annotations

import struct

import compressed_rtf
import pytest

from assistant.errors import UnsupportedFormat
from ingest.members import Member, Refused
from ingest.readers.tnef import open_tnef
from ingest.unpack import unpack

_MESSAGE, _ATTACHMENT = 1, 2
_SUBJECT, _CODE_PAGE, _BODY, _PROPERTIES = 0x00078004, 0x00069007, 0x0002800C, 0x00069003
_RENDERING, _TITLE, _DATA, _ATTACHED = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_RTF, _LONG_NAME = 0x1009, 0x3707


def piece(level: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, kind, len(data)) + data + struct.pack("<H", sum(data) % 65536)


def properties(number: int, kind: int, value: bytes) -> bytes:
    padded = value + bytes(-len(value) % 4)
    return struct.pack("<IHHII", 1, kind, number, 1, len(value)) + padded


def winmail(*pieces: bytes) -> bytes:
    code_page = piece(_MESSAGE, _CODE_PAGE, struct.pack("<II", 1258, 0))
    return struct.pack("<IH", 0x223E9F78, 1) + code_page + b"".join(pieces)


def attached(title: bytes, data: bytes, long: str = "") -> bytes:
    made = piece(_ATTACHMENT, _RENDERING, bytes(14)) + piece(_ATTACHMENT, _TITLE, title + b"\0")
    made += piece(_ATTACHMENT, _DATA, data)
    if long:
        name = properties(_LONG_NAME, 0x1F, f"{long}\0".encode("utf-16-le"))
        made += piece(_ATTACHMENT, _ATTACHED, name)
    return made


def test_the_text_and_the_attachments() -> None:
    data = winmail(
        piece(_MESSAGE, _SUBJECT, "Giao chi tieu".encode("cp1258") + b"\0"),
        piece(_MESSAGE, _BODY, "Thu ngân sa\u0301ch 7 tỷ".encode("cp1258", "ignore") + b"\0"),
        attached(b"BIEU~1.CSV", b"a;7", "biểu giao.csv"),
        attached(b"lon.bin", bytes(50)),
    )

    body, table, refused = open_tnef(data, name="winmail.dat", most=9)

    assert isinstance(body, Member)
    assert body.name == "nội dung thư.txt"
    assert body.data.decode().startswith("Giao chi tieu\n\nThu ngân sách 7 t")
    assert table == Member("biểu giao.csv", b"a;7")
    assert isinstance(refused, Refused)


def test_a_text_in_packed_rtf() -> None:
    rtf = compressed_rtf.compress(rb"{\rtf1\ansi Thu 7\par}", compressed=True)
    data = winmail(piece(_MESSAGE, _PROPERTIES, properties(_RTF, 0x102, rtf)))

    (body,) = open_tnef(data, name="winmail.dat", most=9)

    assert body == Member("nội dung thư.txt", b"Thu 7")


def test_it_is_taken_apart_whatever_its_name() -> None:
    (found,) = unpack(winmail(attached(b"a.csv", b"a;7")), name="ATT0001.dat")

    assert found == Member("ATT0001.dat/a.csv", b"a;7")


ENDLESS = winmail(piece(_MESSAGE, _PROPERTIES, b"\xff\xff\xff\xff" + bytes(20)))


@pytest.mark.parametrize("data", [b"\x78\x9f\x3e\x22", winmail()[:20], winmail(), ENDLESS])
def test_a_broken_or_empty_one_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat):
        list(open_tnef(data, name="winmail.dat", most=9))
