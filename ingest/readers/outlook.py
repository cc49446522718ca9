"""The text of a mail as Outlook keeps it, packed RTF through compressed-rtf."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

import compressed_rtf

from ingest.members import Member
from ingest.readers.mail import BODY, message_text, says
from ingest.readers.rtf_text import page_of, words_of

_BEGINS, _TABLE = re.compile(rb"\{\\rtf\d*"), b"\\trowd"


def outlook_text(subject: str, *, page: str, packed: bytes, plain: str, alone: bool) -> Iterator[Member]:
    """The text of a mail under its subject as a file, none where it has none; see ``message_text`` for ``alone``.

    Of the forms in which Outlook keeps it the page comes first, then the one wrapped in RTF, then RTF with tables,
    since its bare words lose them.
    """
    rtf = _unpacked(packed)
    page = page if page.strip() else page_of(rtf) or ""
    if page.strip():
        return message_text(subject, [("text/html", page)], alone=alone)
    words = plain if plain.strip() else words_of(rtf)
    if _TABLE in rtf and says(words, alone=alone):
        return iter([Member(f"{BODY}.rtf", _with_subject(rtf, subject))])
    return message_text(subject, [("text/plain", words)] if words.strip() else [], alone=alone)


def _unpacked(packed: bytes) -> bytes:
    """The RTF that Outlook packed; nothing where it is broken, so that the bare words hold."""
    try:
        return bytes(compressed_rtf.decompress(packed)) if packed else b""
    except Exception:  # it raises that class itself for a checksum that does not hold
        return b""


def _with_subject(rtf: bytes, subject: str) -> bytes:
    """An RTF text with a paragraph in front."""
    written = subject.encode("utf-16-le")
    said = "".join(f"\\u{unit}?" for unit in struct.unpack(f"<{len(written) // 2}h", written))
    paragraph = f"{{\\pard {said}\\par}}".encode()
    return _BEGINS.sub(lambda begins: begins.group() + paragraph, rtf, count=1)
