"""Mails of Outlook (.msg), through python-oxmsg."""

from __future__ import annotations

import io
from collections.abc import Iterator

from oxmsg import Message
from oxmsg.attachment import Attachment

from assistant.errors import UnsupportedFormat
from ingest.members import Member, Refused
from ingest.readers.mail import attachment, attachment_name
from ingest.readers.outlook import outlook_text

_RTF = 0x1009  # the property with the text as Outlook formats it
_BROKEN = (OSError, ValueError, KeyError, IndexError, AssertionError, AttributeError)


def open_msg(data: bytes, *, name: str, most: int) -> Iterator[Member | Refused]:
    """The text of a mail and its attachments.

    Raises ``UnsupportedFormat`` where the file is broken, or holds neither.
    """
    try:
        message = Message.load(io.BytesIO(data))
        subject, page, plain = message.subject or "", message.html_body or "", message.body or ""
        packed = message.properties.binary_prop_value(_RTF) or b""
        attached = list(message.attachments)
    except _BROKEN as error:
        raise UnsupportedFormat(
            f"{name}: tệp thư .msg đã hỏng; hãy mở bằng Outlook, lưu lại thư và các tệp kèm rồi nạp."
        ) from error
    texts = list(outlook_text(subject, page=page, packed=packed, plain=plain, alone=not attached))
    if not texts and not attached:
        raise UnsupportedFormat(
            f"{name}: thư không có nội dung và tệp kèm nào đọc được; hãy mở bằng Outlook, lưu thành .eml hoặc .txt."
        )
    yield from texts
    for number, each in enumerate(attached, start=1):
        yield _attachment(each, number, most)


def _attachment(attached: Attachment, number: int, most: int) -> Member | Refused:
    try:
        written, data = attached.file_name, attached.file_bytes
    except _BROKEN:
        written, data = None, None
    name = attachment_name(written or "", number)
    if data is None:
        return Refused(
            name, f"{name}: thư hoặc đối tượng nằm trong thư .msg; hãy mở bằng Outlook, lưu riêng rồi nạp."
        )
    return attachment(name, data, most)
