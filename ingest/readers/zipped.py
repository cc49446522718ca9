"""Zip files, also those whose names are in the encoding of the machine that packed them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from assistant.errors import TooLarge, UnsupportedFormat
from ingest.members import Member, Refused, safe_path
from ingest.names import is_left_by_system, readable

_UTF8, _ENCRYPTED = 0x800, 0x1  # flags of a member
_UNICODE_PATH = 0x7075  # the extra field in which Info-ZIP and WinRAR keep the name in UTF-8
_BOMB = 200  # times; what text packs to is 3 to 30 times smaller
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)


def open_zip(data: bytes, *, name: str, most: int) -> Iterator[Member | Refused]:
    """The files of a zip, without those that systems leave in it.

    Raises ``UnsupportedFormat`` where it is broken, ``TooLarge`` where a member is a bomb or several are one.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise UnsupportedFormat(
            f"{name}: tệp nén .zip đã hỏng; hãy tải lại tệp, hoặc giải nén bằng 7-Zip rồi nạp các tệp bên trong."
        ) from error
    with package:
        places = [info.header_offset for info in package.infolist() if not _is_folder(info)]
        if len(set(places)) < len(places):
            raise TooLarge(
                f"{name}: nhiều tên trong tệp cùng trỏ tới một chỗ, có lẽ là bom nén; hãy giải nén bằng tay rồi nạp "
                "những tệp cần dùng."
            )
        for info in package.infolist():
            path = _path(info)
            if path and not _is_folder(info) and not is_left_by_system(path):
                yield _member(package, info, path, name, most)


def _member(package: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, name: str, most: int) -> Member | Refused:
    own = path.rpartition("/")[2]
    if info.flag_bits & _ENCRYPTED:
        return Refused(path, f"{own}: tệp trong {name} có mật khẩu; hãy giải nén bằng mật khẩu rồi nạp tệp.")
    if info.file_size > most:
        if info.file_size > _BOMB * max(1, info.compress_size):
            raise TooLarge(
                f"{name}: {own} giải nén từ {info.compress_size / 1e6:.1f} ra {info.file_size / 1e6:.0f} MB, có lẽ "
                "là bom nén; hãy giải nén bằng tay rồi nạp những tệp cần dùng."
            )
        return Refused(
            path,
            f"{own}: giải nén ra {info.file_size / 1e6:.0f} MB, quá mức {most / 1e6:.0f} MB; hãy tách tệp rồi nạp.",
        )
    try:
        return Member(path, package.read(info))
    except NotImplementedError:
        return Refused(path, f"{own}: nén theo cách riêng của phần mềm khác; hãy giải nén bằng 7-Zip rồi nạp tệp.")
    except _BROKEN:
        return Refused(path, f"{own}: phần nén của tệp này trong {name} đã hỏng; hãy tải lại tệp nén rồi nạp.")


def _path(info: zipfile.ZipInfo) -> str:
    """The path of a member as people read it. Without the flag for UTF-8 the bytes of its name are guessed at."""
    raw = info.orig_filename.partition("\0")[0].encode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace")
    written = readable(_unicode_path(info.extra) or raw)
    return safe_path(written.replace("\\", "/").split("/"))


def _is_folder(info: zipfile.ZipInfo) -> bool:
    """As ``is_dir``, also of a member without a name."""
    return info.filename.endswith("/")


def _unicode_path(extra: bytes) -> bytes:
    """The name in the extra field for it: a version, a checksum of the plain name, the name."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_PATH:
            return extra[9 : 4 + size]
        extra = extra[4 + size :]
    return b""
