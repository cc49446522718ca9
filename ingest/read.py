"""From a file to a ``SourceDocument``: the reader is picked by suffix and by content, and both must agree."""

from __future__ import annotations

import codecs
import hashlib
import unicodedata
from collections.abc import Callable
from pathlib import Path

from assistant.errors import EmptyFile, ProtectedFile, TooLarge, UnreadableFile, UnsupportedFormat
from assistant.types import Contents, SourceDocument
from ingest.readers.legacy import restore_legacy

Reader = Callable[..., Contents]

# What a suffix promises.
_PROMISED = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
SUFFIXES = tuple(_PROMISED)

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_PAGE_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")
_HEAD = 1024  # bytes; a PDF may have that many before its mark
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_REFUSALS = {
    FileNotFoundError: "không có tệp này",
    PermissionError: "không có quyền đọc tệp",
    IsADirectoryError: "đây là thư mục, không phải tệp",
}
_NAMES = {
    "text": "văn bản thường",
    "html": "trang web",
    "docx": "tệp Word .docx hoặc tệp nén",
    "pdf": "tệp PDF",
    "doc": "tệp Word đời cũ .doc",
    "rtf": "tệp .rtf",
    "image": "tệp ảnh",
}


def read(path: Path, *, max_bytes: int) -> SourceDocument:
    """Reads one file of at most ``max_bytes`` bytes.

    The name is the file's name without its folder, the hash that of its bytes. Raises ``TooLarge`` before
    anything is read, ``EmptyFile``, ``ProtectedFile``, ``UnsupportedFormat``, and ``UnreadableFile`` where
    the system does not hand the file over.
    """
    name = unicodedata.normalize("NFC", path.name)
    promised = _promised(name)
    data = _load(path, name, max_bytes)
    kind = _kind(data, name, promised)
    reader = _reader(kind)
    contents = reader(data, name=name)
    text = restore_legacy(contents.text)
    if not any(map(str.isalnum, text)):
        raise EmptyFile(f"{name}: {len(data)} byte nhưng không có chữ nào; hãy kiểm tra lại tệp rồi nạp bản đúng.")
    around = restore_legacy(contents.around)
    return SourceDocument(name, hashlib.sha256(data).hexdigest(), text, around, contents.remarks)


def _promised(name: str) -> str:
    suffix = Path(name).suffix.lower()
    if suffix not in _PROMISED:
        raise UnsupportedFormat(
            f"{name}: không đọc được đuôi tệp {suffix or '(không có)'}; hãy lưu thành một trong các đuôi "
            f"{', '.join(SUFFIXES)}."
        )
    return _PROMISED[suffix]


def _load(path: Path, name: str, max_bytes: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise TooLarge(
                f"{name}: tệp có {_bytes(size)}, quá mức {_bytes(max_bytes)}; hãy tách tệp, bỏ bớt hình ảnh "
                "hoặc nâng NQ_MAX_FILE_MB."
            )
        data = path.read_bytes()
    except OSError as error:
        why = next((why for kind, why in _REFUSALS.items() if isinstance(error, kind)), error.strerror)
        raise UnreadableFile(f"{name}: {why}; hãy kiểm tra đường dẫn và quyền đọc tệp.") from error
    if not data:
        raise EmptyFile(f"{name}: tệp rỗng (0 byte); hãy kiểm tra lại tệp rồi nạp bản đúng.")
    return data


def _bytes(size: int) -> str:
    """A size as staff read it: "52,4 MB", or "1.200 byte" where it is small."""
    if size < 1_000_000:
        return f"{size:,} byte".replace(",", ".")
    return f"{size / 1e6:.1f} MB".replace(".", ",")


def _kind(data: bytes, name: str, promised: str) -> str:
    """What the file is; raises where that is not what its suffix promises."""
    found = _found(data)
    if {found, promised} <= {"text", "html"}:  # a web page is often saved as .txt, and text as .html
        return "text" if found == promised == "text" else "html"
    if found == promised:
        return found
    if found == "doc" and _ENCRYPTED_OFFICE in data:
        raise ProtectedFile(
            f"{name}: tệp Word đòi mật khẩu mới mở được; hãy mở bằng mật khẩu, bỏ mật khẩu, lưu lại rồi nạp."
        )
    raise UnsupportedFormat(
        f"{name}: nội dung là {_NAMES[found]} chứ không phải {_NAMES[promised]}; hãy đổi đuôi tệp cho đúng, "
        f"hoặc mở bằng phần mềm của nó rồi lưu thành một trong các đuôi {', '.join(SUFFIXES)}."
    )


def _found(data: bytes) -> str:
    """What the first bytes say that the file is."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if b"%pdf-" in head:
        return "pdf"
    return "html" if head.startswith(_PAGE_STARTS) else "text"


def _reader(kind: str) -> Reader:
    """The reader of a kind. Its vendor is imported here, so that a text file costs no PDF library."""
    if kind == "docx":
        from ingest.readers.docx import read_docx as reader
    elif kind == "pdf":
        from ingest.readers.pdf import read_pdf as reader
    elif kind == "html":
        from ingest.readers.html import read_html as reader
    else:
        from ingest.readers.text import read_text as reader
    return reader
