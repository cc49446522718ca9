"""Mails of Outlook, written by the test as Outlook keeps them."""

from __future__ import annotations

import struct

import compressed_rtf
import pytest

from assistant.errors import UnsupportedFormat
from ingest.members import Member, Refused
from ingest.readers.msg import open_msg
from tests.ingest.made_ole import Tree, made_ole

_TEXT, _BYTES, _LONG = 0x1F, 0x102, 0x3
SUBJECT, BODY, RTF, ATTACHED, FILENAME, METHOD = 0x0037, 0x1000, 0x1009, 0x3701, 0x3707, 0x3705


def storage(header: int, properties: dict[int, str | bytes | int]) -> dict[str, bytes | Tree]:
    """A storage of a mail: its properties in one stream, their long values in streams of their own."""
    written, streams = bytes(header), dict[str, bytes | Tree]()
    for number, value in properties.items():
        if isinstance(value, int):
            written += struct.pack("<HHIII", _LONG, number, 6, value, 0)
            continue
        kind, data = (_TEXT, value.encode("utf-16-le")) if isinstance(value, str) else (_BYTES, value)
        written += struct.pack("<HHIII", kind, number, 6, len(data) + (2 if kind == _TEXT else 0), 0)
        streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
    return {"__properties_version1.0": written, **streams}


def outlook(body: str, **attached: bytes | None) -> bytes:
    tree = storage(32, {SUBJECT: "Giao chỉ tiêu", BODY: body, 0x001A: "IPM.Note"})
    for number, (name, data) in enumerate(attached.items()):
        held: dict[int, str | bytes | int] = {FILENAME: name, METHOD: 1 if data is not None else 5}
        if data is not None:
            held[ATTACHED] = data
        tree[f"__attach_version1.0_#{number:08X}"] = storage(8, held)
    return made_ole(tree)


def test_the_text_and_the_attachments() -> None:
    data = outlook("Thu ngân sách giao 7 tỷ đồng.", **{"biểu.csv": b"a;7", "lớn.bin": bytes(6_000)})

    found = list(open_msg(data, name="thư.msg", most=5_000))

    assert found[:2] == [
        Member("nội dung thư.txt", "Giao chỉ tiêu\n\nThu ngân sách giao 7 tỷ đồng.".encode()),
        Member("biểu.csv", b"a;7"),
    ]
    assert isinstance(found[2], Refused)


def test_the_name_of_an_attachment_stays_in_its_line_and_folder() -> None:
    found = open_msg(outlook("Chuyển tiếp.", **{"../a\nb.csv": b"a;7"}), name="thư.msg", most=9)

    assert [each.name for each in found] == ["..-a_b.csv"]


def test_a_mail_in_a_mail_is_told() -> None:
    (refused,) = open_msg(outlook("Chuyển tiếp.", thư=None), name="thư.msg", most=9)

    assert isinstance(refused, Refused)
    assert "hãy mở bằng Outlook" in refused.reason


def test_a_broken_or_empty_mail_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="đã hỏng"):
        list(open_msg(b"abc", name="thư.msg", most=9))
    with pytest.raises(UnsupportedFormat, match="không có nội dung"):
        list(open_msg(outlook(" "), name="thư.msg", most=9))


def test_a_text_that_is_kept_as_rtf_only() -> None:
    rtf = compressed_rtf.compress(rb"{\rtf1\ansi Thu ng\u226?n s\u225?ch 7\par}", compressed=True)

    (body,) = open_msg(made_ole(storage(32, {SUBJECT: "Giao chỉ tiêu", RTF: rtf})), name="thư.msg", most=9)

    assert body == Member("nội dung thư.txt", "Giao chỉ tiêu\n\nThu ngân sách 7".encode())
