"""From a file to a ``SourceDocument``: the reader is picked by what the file is, whatever its name says."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from assistant.errors import EmptyFile, ProtectedFile, TooLarge, UnreadableFile, UnsupportedFormat
from assistant.types import Contents, Remark, SourceDocument
from ingest.bounded import bounded, countable
from ingest.detect import detect
from ingest.kinds import KINDS, suffix_of
from ingest.names import readable
from ingest.readers.legacy import restore_legacy
from ingest.readers.xml_bomb import refuse_bomb

Reader = Callable[..., Contents]

_OF_XML = frozenset(("docx", "word_xml", "odt", "xlsx", "xlsb", "excel_xml", "ods"))

_REFUSALS = {
    FileNotFoundError: "không có tệp này",
    PermissionError: "không có quyền đọc tệp",
    IsADirectoryError: "đây là thư mục, không phải tệp",
}


def read(path: Path, *, max_bytes: int) -> SourceDocument:
    """Reads one file of at most ``max_bytes`` bytes, which is one document.

    The name is the file's name without its folder, the hash that of its bytes. Raises what ``load`` and
    ``read_bytes`` raise.
    """
    return read_bytes(load(path, max_bytes=max_bytes), name=readable(os.fsencode(path.name)))


def load(path: Path, *, max_bytes: int) -> bytes:
    """The bytes of a file. Raises ``TooLarge`` before anything is read, ``EmptyFile``, and ``UnreadableFile`` where
    the system does not hand the file over.
    """
    name = readable(os.fsencode(path.name))
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):
            raise UnreadableFile(f"{name}: {_special(told.st_mode)}; hãy chép nội dung ra một tệp thường rồi nạp.")
        size = told.st_size
        if size > max_bytes:
            raise TooLarge(
                f"{name}: tệp có {_bytes(size)}, quá mức {_bytes(max_bytes)}; hãy tách tệp, bỏ bớt hình ảnh "
                "hoặc nâng NQ_MAX_FILE_MB."
            )
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)  # it may grow meanwhile
    except OSError as error:
        why = next((why for kind, why in _REFUSALS.items() if isinstance(error, kind)), error.strerror)
        raise UnreadableFile(f"{name}: {why}; hãy kiểm tra đường dẫn và quyền đọc tệp.") from error
    if not data:
        raise EmptyFile(f"{name}: tệp rỗng (0 byte); hãy kiểm tra lại tệp rồi nạp bản đúng.")
    return data


def read_bytes(data: bytes, *, name: str) -> SourceDocument:
    """The document in the bytes of a file.

    Raises ``EmptyFile``, ``ProtectedFile``, ``TooLarge``, and ``UnsupportedFormat`` with what to do.
    """
    name = unicodedata.normalize("NFC", name)
    kind = detect(data, name=name)
    reader = _reader(kind, name)
    if kind in _OF_XML:
        refuse_bomb(data, name=name)
    contents = reader(data, name=name)
    text = countable(restore_legacy(bounded(contents.text, name=name)), name=name)
    if not any(map(str.isalnum, text)):
        raise EmptyFile(f"{name}: {len(data)} byte nhưng không có chữ nào; hãy kiểm tra lại tệp rồi nạp bản đúng.")
    around = restore_legacy(bounded(contents.around, name=name))
    remarks = (*_misnamed(name, kind), *contents.remarks)
    return SourceDocument(name, hashlib.sha256(data).hexdigest(), text, around, remarks)


def _special(mode: int) -> str:
    """What a file is that holds no bytes of its own; reading it may wait for ever."""
    if stat.S_ISDIR(mode):
        return "đây là thư mục, không phải tệp"
    return "đây là ống dẫn, ổ cắm hoặc thiết bị của hệ thống, không phải tệp văn bản"


def _bytes(size: int) -> str:
    """A size as staff read it: "52,4 MB", or "1.200 byte" where it is small."""
    if size < 1_000_000:
        return f"{size:,} byte".replace(",", ".")
    return f"{size / 1e6:.1f} MB".replace(".", ",")


def _reader(kind: str, name: str) -> Reader:
    """The reader of a kind. Its vendor is imported here, so that a text file costs no PDF library."""
    if kind == "encrypted":
        raise ProtectedFile(
            f"{name}: tệp đòi mật khẩu mới mở được; hãy mở bằng mật khẩu, bỏ mật khẩu, lưu lại rồi nạp."
        )
    if kind not in KINDS:
        raise UnsupportedFormat(
            f"{name}: đuôi {suffix_of(name)} là của mã lệnh hoặc tệp hệ thống, không phải văn bản; nếu đúng là văn "
            "bản, hãy đổi đuôi thành .txt rồi nạp lại."
        )
    if not KINDS[kind].reader:
        raise UnsupportedFormat(f"{name}: nội dung là {KINDS[kind].title}; {KINDS[kind].remedy}.")
    module, _, function = KINDS[kind].reader.partition(":")
    try:
        reader: Reader = getattr(import_module(module), function)
    except ModuleNotFoundError as error:
        raise UnsupportedFormat(
            f"{name}: muốn đọc {KINDS[kind].title} phải có thư viện {error.name}; hãy cài bằng lệnh: pip install "
            f"{error.name}."
        ) from error
    return reader


def _misnamed(name: str, kind: str) -> Iterator[Remark]:
    """The line of the receipt for a file whose suffix is that of another kind."""
    suffix = suffix_of(name)
    known = any(suffix in each.suffixes for each in KINDS.values())
    if known and suffix not in KINDS[kind].suffixes:
        yield Remark(
            "tên tệp", "read", f"tên có đuôi {suffix} nhưng nội dung là {KINDS[kind].title}: đọc theo nội dung"
        )
