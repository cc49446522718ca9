"""XML that declares entities: what Office writes has none, and a few lines of them grow to gigabytes when read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from assistant.errors import UnsupportedFormat

_HEAD = 65_536  # bytes; what declares entities stands before the first element
_DECLARED = re.compile(rb"<!ENTITY\s")
_XML = (".xml", ".rels")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


def refuse_bomb(data: bytes, *, name: str) -> None:
    """Raises ``UnsupportedFormat`` for an XML file, or a package with a part, that declares entities.

    A package that cannot be opened is left to its reader.
    """
    part = next((part for part, head in _heads(data) if _DECLARED.search(head)), None)
    if part is not None:
        raise UnsupportedFormat(
            f"{name}: {part} khai báo thực thể XML, cách làm của bom XML (vài dòng nở ra tỷ chữ), nên không đọc; "
            "hãy hỏi nơi gửi, hoặc mở bằng Office, lưu lại thành .docx hoặc .xlsx rồi nạp."
        )


def _heads(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The beginning of the file, or of each XML in it, with what the user's line calls it."""
    if not data.startswith(b"PK"):
        yield "tệp", _narrow(data[:_HEAD])
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for member in package.infolist():
                if member.filename.lower().endswith(_XML):
                    with package.open(member) as part:
                        yield f"phần {member.filename}", _narrow(part.read(_HEAD))
    except _BROKEN:
        return


def _narrow(head: bytes) -> bytes:
    """The head as if in one byte a letter: UTF-16 need not be marked as such, and no other XML holds a nought."""
    return head.replace(b"\0", b"")
