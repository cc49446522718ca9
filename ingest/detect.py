"""What a file is, by its content: names are wrong too often (an .html called .xls, an .rtf called .doc)."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from itertools import repeat

from ingest.kinds import CODE, KINDS, suffix_of

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\x78\x9f\x3e\x22", "tnef"),
)
_BITMAP = re.compile(rb"BM.{4}\0{4}|RIFF.{4}WEBP", re.DOTALL)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAR, _TAR_AT = b"ustar", 257

# What stands in a zip of each kind: the first that has one of these members.
_ZIPPED = (
    ("word/", "docx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/", "xlsx"),
    ("ppt/", "slides"),
)
# What the member "mimetype" of an OpenDocument says.
_OPEN_DOCUMENTS = (("opendocument.text", "odt"), ("opendocument.spread", "ods"), ("opendocument.pres", "slides"))
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError, EOFError)
_ENCRYPTED_PART, _LONGEST_MANIFEST = "encryption-data", 1_000_000
# The streams at the root of an OLE file. A mail comes first: it may carry any of the others.
_STREAMS = (
    ("__properties_version1.0", "msg"),
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "slides"),
    ("MatOST", "works"),
    ("MM", "works"),
)
_PASSWORD, _PASSWORD_AT = 0x01, 11  # the flag in the header of a .doc
_HEAD = 4096  # bytes; pages of Word open with pages of namespaces, a PDF may have 1,024 before its mark
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|meta|frameset)\b", re.DOTALL
)
_XML = (
    ("<w:worddocument", "word_xml"),
    ("<office:document", "odt"),
    ("urn:schemas-microsoft-com:office:spreadsheet", "excel_xml"),
)
_FLAT_SHEET = "opendocument.spreadsheet"
_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]", re.MULTILINE)
_MAIL_FIELD_NAMES = """
    from to cc date subject message-id received return-path mime-version reply-to delivered-to x-mailer
    content-type content-transfer-encoding snapshot-content-location x-unsent
"""
_MAIL_FIELDS = frozenset(_MAIL_FIELD_NAMES.split())
_FEWEST_FIELDS = 2
_ARCHIVED_PAGE = re.compile(r"^(?:Snapshot-Content-Location:|From:\s*.{0,3}Saved by)", re.MULTILINE | re.IGNORECASE)
_SENT = re.compile(r"^(?:To|Received|Return-Path|Message-ID|Subject):", re.MULTILINE | re.IGNORECASE)
_RELATED = re.compile(r"^Content-Type:\s*multipart/related", re.MULTILINE | re.IGNORECASE)


def detect(data: bytes, *, name: str) -> str:
    """The kind of a file, a key of ``KINDS``, or "encrypted" (Office with a password) or "code".

    The ``name`` decides only between kinds of plain text and for a package that cannot be opened.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(_ZIP):
        return _zipped(data, name)
    if data.startswith(_OLE):
        return _streamed(data)
    if _BITMAP.match(data):
        return "image"
    if data[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        return "tar"
    if b"%pdf-" in data[:1024].lower():
        return "pdf"
    return _written(_head(data), name)


def _zipped(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            # Some programs write them with backslashes, a slash in front, or capitals.
            members = [each.replace("\\", "/").lstrip("/").lower() for each in package.namelist()]
            mime = _said(package, "mimetype")
            locked = _ENCRYPTED_PART in _said(package, "META-INF/manifest.xml")
    except _BROKEN_ZIP:
        return _promised(name, ("docx", "xlsx", "xlsb", "odt", "ods")) or "zip"
    for said, kind in _OPEN_DOCUMENTS:
        if said in mime:
            return "encrypted" if locked else kind
    if "[content_types].xml" in members:
        return next((kind for start, kind in _ZIPPED if any(map(str.startswith, members, repeat(start)))), "zip")
    return "zip"


def _said(package: zipfile.ZipFile, member: str) -> str:
    """The beginning of a member, "" where there is none."""
    if member not in package.namelist():
        return ""
    with package.open(member) as file:
        return file.read(_LONGEST_MANIFEST).decode("ascii", "replace")


def _streamed(data: bytes) -> str:
    from ingest.readers.ole import root_streams

    roots = root_streams(data, beginning_of="WordDocument", size=_PASSWORD_AT + 1)
    kind = next((kind for stream, kind in _STREAMS if stream in roots), "ole")
    header = roots.get("WordDocument", b"")[_PASSWORD_AT:]
    return "encrypted" if kind == "doc" and header and header[0] & _PASSWORD else kind


def _promised(name: str, kinds: tuple[str, ...]) -> str:
    """That of ``kinds`` whose suffix the file has, "" where it has none of theirs."""
    return next((kind for kind in kinds if suffix_of(name) in KINDS[kind].suffixes), "")


def _head(data: bytes) -> str:
    """The first characters of a file of text; only what is ASCII in them is looked at."""
    head = data[:_HEAD]
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1").replace("\0", "")


def _written(head: str, name: str) -> str:
    """The kind of a file of text."""
    small = head.lower()
    if _PAGE.match(small):
        return "html"
    if small.lstrip().startswith("<"):
        for start, kind in _XML:
            if start in small:
                return "ods" if kind == "odt" and _FLAT_SHEET in small else kind
    if _is_mail(head):
        return "mhtml" if _is_page_archive(head) else "mail"
    suffix = suffix_of(name)
    if suffix in CODE:
        return "code"
    return _promised(name, ("csv", "html")) or "text"


def _is_mail(head: str) -> bool:
    """Whether a text opens with the fields of a mail."""
    fields = _FIELD.findall(_header(head))
    return len({field.lower() for field in fields} & _MAIL_FIELDS) >= _FEWEST_FIELDS and head[:1].isalpha()


def _is_page_archive(head: str) -> bool:
    """Whether what looks like a mail is a web page that a browser or Word saved as one file."""
    header = _header(head)
    return bool(_ARCHIVED_PAGE.search(header) or (_RELATED.search(header) and not _SENT.search(header)))


def _header(head: str) -> str:
    return re.split(r"\r?\n[ \t]*\r?\n", head.lstrip("\r\n"), maxsplit=1)[0]
