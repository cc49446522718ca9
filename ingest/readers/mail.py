"""Mails (.eml): what the mail itself says as one file, each attachment as another."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from assistant.errors import UnsupportedFormat
from ingest.members import Member, Refused, safe_path
from ingest.names import readable
from ingest.readers.text import decode

BODY = "nội dung thư"
_LOGO = 20_000  # bytes; a smaller picture that the text of the mail shows is a signature's
_PAGE, _PLAIN = "text/html", "text/plain"
_SUFFIXES = {"message/rfc822": ".eml", _PAGE: ".html", _PLAIN: ".txt", "application/pdf": ".pdf"}
LONG_FIELD = re.compile(rb"^([A-Za-z-]{1,40}:[^\r\n]{4000})[^\r\n]+", re.MULTILINE)  # parsed with the square of it


def open_mail(data: bytes, *, name: str, most: int) -> Iterator[Member | Refused]:
    """The text of a mail and its attachments; a mail that is attached is a file of its own.

    Raises ``UnsupportedFormat`` where there is neither, and where its parts lie in each other without end.
    """
    try:
        message = message_from_bytes(LONG_FIELD.sub(rb"\1", data), policy=policy.default)
        leaves = list(_leaves(message))
    except RecursionError as error:
        raise UnsupportedFormat(
            f"{name}: các phần của thư lồng vào nhau quá sâu; hãy lưu riêng các tệp kèm rồi nạp."
        ) from error
    texts = [leaf for leaf in leaves if _is_text(leaf)]
    attached = [leaf for leaf in leaves if not _is_text(leaf) and not _is_logo(leaf)]
    bodies = [body for leaf in texts if (body := _body(leaf, name)) and any(map(str.isalnum, body[1]))]
    if not bodies and not attached:
        raise UnsupportedFormat(f"{name}: thư không có nội dung và tệp kèm nào; hãy kiểm tra lại tệp thư.")
    yield from message_text(str(message.get("Subject", "")), bodies, alone=not attached)
    for number, leaf in enumerate(attached, start=1):
        yield _attachment(leaf, number, most)


def message_text(subject: str, bodies: list[tuple[str, str]], *, alone: bool) -> Iterator[Member]:
    """The text of a mail under its subject as a file; ``bodies`` are (media type, text).

    A covering note without any figure is none, unless it is ``alone``.
    """
    if not bodies or not says(" ".join(text for _, text in bodies), alone=alone):
        return
    subject = " ".join(subject.split())
    if any(kind == _PAGE for kind, _ in bodies):
        pages = "\n".join(text if kind == _PAGE else f"<pre>{html.escape(text)}</pre>" for kind, text in bodies)
        yield Member(f"{BODY}.html", f"<h1>{html.escape(subject)}</h1>\n{pages}".encode())
    else:
        yield Member(f"{BODY}.txt", "\n\n".join([subject, *(text for _, text in bodies)]).strip().encode())


def says(text: str, *, alone: bool) -> bool:
    """Whether a text of a mail is a document: a covering note without any figure is none, unless ``alone``."""
    return alone or any(map(str.isdigit, text))


def _leaves(message: Message) -> Iterator[Message]:
    """The parts of a mail that hold something; of alternatives the page, since it keeps tables, else the last."""
    kind = message.get_content_type()
    if not message.is_multipart() or kind == "message/rfc822":
        yield message
        return
    parts = [part for part in message.get_payload() if isinstance(part, Message)]
    if kind == "multipart/alternative":
        pages = [part for part in parts if _PAGE in {leaf.get_content_type() for leaf in _leaves(part)}]
        plain = [part for part in parts if part.get_content_type() == _PLAIN]
        parts = (pages or plain or parts)[-1:]
    for part in parts:
        yield from _leaves(part)


def _is_text(leaf: Message) -> bool:
    """Whether a part is the mail's own text, not a file."""
    return leaf.get_content_type() in (_PLAIN, _PAGE) and not leaf.get_filename() and not _is_attached(leaf)


def _is_attached(leaf: Message) -> bool:
    return isinstance(leaf, EmailMessage) and leaf.get_content_disposition() == "attachment"


def _is_logo(leaf: Message) -> bool:
    return leaf.get_content_maintype() == "image" and not _is_attached(leaf) and len(_bytes(leaf)) < _LOGO


def _bytes(leaf: Message) -> bytes:
    payload = leaf.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _body(leaf: Message, name: str) -> tuple[str, str]:
    """The media type and the text of a part, in the charset that it names, or that it turns out to be in."""
    data = _bytes(leaf)
    try:
        return leaf.get_content_type(), data.decode(leaf.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return leaf.get_content_type(), decode(data, name=name)


def _attachment(leaf: Message, number: int, most: int) -> Member | Refused:
    kind = leaf.get_content_type()
    if kind == "message/rfc822":
        inner = next((part for part in leaf.get_payload() if isinstance(part, Message)), None)
        data = inner.as_bytes() if inner is not None else b""
        written = str(inner.get("Subject", "")) if inner is not None else ""
    else:
        data, written = _bytes(leaf), ""
    name = attachment_name(leaf.get_filename() or written, number)
    suffix = "" if leaf.get_filename() or name.endswith(_SUFFIXES.get(kind, "")) else _SUFFIXES[kind]
    return attachment(name + suffix, data, most)


def attachment_name(written: str, number: int) -> str:
    """The name of attachment ``number`` as that of a member: in one line, and in no folder."""
    flat = readable(written.encode("utf-8", "surrogateescape")).replace("/", "-").replace("\\", "-")
    return safe_path([flat]) or f"tệp kèm {number}"


def attachment(name: str, data: bytes, most: int) -> Member | Refused:
    """An attachment as a member, or why it is too large."""
    if len(data) <= most:
        return Member(name, data)
    size, limit = (f"{each / 1e6:.0f} MB" for each in (len(data), most))
    return Refused(name, f"{name}: tệp kèm có {size}, quá mức {limit}; hãy tách tệp rồi nạp từng phần.")
