"""The files in winmail.dat, in which Outlook wraps what it sends to others than Outlook, through tnefparse."""

from __future__ import annotations

import logging
import struct
from collections.abc import Iterator
from typing import Any

from tnefparse import TNEF

from assistant.errors import UnsupportedFormat
from ingest.members import Member, Refused
from ingest.names import readable
from ingest.readers.mail import attachment, attachment_name
from ingest.readers.outlook import outlook_text
from ingest.readers.text import decode

_HEADER, _CHECKSUM = 6, 2  # bytes before the first piece, and behind each
_PIECE = struct.Struct("<BHHI")  # level, name, kind and size in bytes
_COUNTED, _LEAST = frozenset((0x9003, 0x9004, 0x9005)), 4  # pieces that begin with a count; bytes of what is counted
_LONG_NAME = 0x3707  # the property with the name as Windows shows it


def open_tnef(data: bytes, *, name: str, most: int) -> Iterator[Member | Refused]:
    """The text of the mail, where it is in here and not beside it, and the attachments.

    Raises ``UnsupportedFormat`` where the file is broken, or holds neither.
    """
    try:
        wrapped = _wrapped(data)
    except Exception as error:  # it checks nothing that it reads, so a broken file may raise anything
        raise UnsupportedFormat(
            f"{name}: gói winmail.dat đã hỏng; hãy nhờ người gửi gửi lại thư dạng HTML, hoặc mở thư bằng Outlook, "
            "lưu riêng các tệp kèm rồi nạp."
        ) from error
    page, plain = _text(wrapped.htmlbody, name), _text(wrapped.body, name)
    attached = wrapped.attachments
    texts = list(
        outlook_text(_subject(wrapped), page=page, packed=wrapped._rtfbody or b"", plain=plain, alone=not attached)
    )
    if not texts and not attached:
        raise UnsupportedFormat(f"{name}: gói không có nội dung và tệp kèm nào; hãy kiểm tra lại tệp thư.")
    yield from texts
    for number, each in enumerate(attached, start=1):
        yield attachment(attachment_name(_name(each), number), each.data, most)


def _wrapped(data: bytes) -> TNEF:
    """What the library reads. Raises what it raises, and ``ValueError`` for a piece that counts more than it holds.

    It would go on counting to four thousand million, with a line for each.
    """
    at = _HEADER
    while at + _PIECE.size <= len(data):
        _, name, _, size = _PIECE.unpack_from(data, at)
        counted = data[at + _PIECE.size :][:4]
        if name in _COUNTED and int.from_bytes(counted, "little") > size // _LEAST:
            raise ValueError(f"a piece of {size} bytes counts {int.from_bytes(counted, 'little')} properties")
        at += _PIECE.size + size + _CHECKSUM
    logging.getLogger("tnefparse").setLevel(logging.CRITICAL)  # what it warns of is no line for the user
    return TNEF(data, do_checksum=False)


def _subject(wrapped: Any) -> str:
    return next((_line(each.data) for each in wrapped.msgprops if each.name == TNEF.ATTSUBJECT), "")


def _name(attached: Any) -> str:
    """The long name of an attachment, else the short one."""
    long = next((each.data for each in attached.mapi_attrs if each.name == _LONG_NAME), "")
    return _line(long) or _line(attached._name)


def _line(said: str | bytes | None) -> str:
    """A name as the library hands it out: as text, as bytes in some encoding, or not at all."""
    raw = said.encode("utf-8", "surrogateescape") if isinstance(said, str) else said or b""
    return readable(raw.rstrip(b"\0"))


def _text(said: str | bytes | None, name: str) -> str:
    """A text, in whichever of these forms."""
    return decode(said.rstrip(b"\0"), name=name) if isinstance(said, bytes) else (said or "").rstrip("\0")
