"""The files that people send in, kept below the data folder so that they can be read again, seen and downloaded.

A file lies under its name in a folder named after its bytes: sent twice it is the same file, and no file of another
office takes the place of one of the same name.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO

from assistant.adapters.disk import disk_trouble
from assistant.errors import TooLarge, UploadRefused
from assistant.settings import Settings
from ingest.members import safe_path
from ingest.names import readable
from ingest.origin import path_of
from ingest.pipeline import Named

_FOLDER = "uploads"
_OWNERS = ".owners"  # for each folder of bytes who sent them first
_COMING = ".tmp"  # what is still on its way; nothing lists hidden files
_HASH = 12  # hex digits of a folder's name
_BLOCK = 1 << 20  # bytes
_BYTES_PER_MB = 1_000_000
_SECONDS_PER_DAY = 86_400.0
_LONGEST = 120  # bytes of one part of a name; file systems take 255
_DEEPEST = 8  # folders of a name that are kept, the last ones
_UNSAFE = re.compile(r'[<>:"|?*\\]')  # what Windows has no files of


def uploads_folder(settings: Settings) -> Path:
    """Where uploads lie."""
    return settings.data / _FOLDER


def safe_name(sent: str) -> str:
    """The name that a file is kept under: its folders and its own, without what would lead out of the folder.

    "" where nothing of it can be used.
    """
    parts = safe_path(sent.replace("\\", "/").split("/")).split("/")
    return "/".join(filter(None, map(_safe_part, parts[-_DEEPEST:])))


def _safe_part(part: str) -> str:
    clean = _UNSAFE.sub("_", readable(os.fsencode(part))).strip(" .")
    stem, dot, suffix = clean.rpartition(".")
    if len(clean.encode()) <= _LONGEST:
        return clean
    room = _LONGEST - len((dot + suffix).encode()) if stem else 0
    return _cut(stem, room) + dot + suffix if room > 0 else _cut(clean, _LONGEST)


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")


def keep(source: BinaryIO, *, sent_as: str, settings: Settings, owner: str | None = None) -> Named:
    """Keeps what is sent under its name; new bytes count as ``owner``'s.

    Raises ``UploadRefused`` for a name of which nothing can be used and where there is no room, ``TooLarge``, and
    ``ArchiveUnusable`` where the disk is full or may not be written.
    """
    name = safe_name(sent_as)
    if not name:
        raise UploadRefused(f"“{sent_as}”: tên tệp không dùng được. Hãy đổi tên rồi tải lên lại.")
    folder = uploads_folder(settings)
    try:
        return Named(_put(source, folder, name=name, settings=settings, owner=owner), name)
    except OSError as error:
        if (trouble := disk_trouble(error, folder)) is not None:
            raise trouble from error
        raise


def _put(source: BinaryIO, folder: Path, *, name: str, settings: Settings, owner: str | None) -> Path:
    """Where it lies now; nothing is left of what could not be written whole."""
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix=".", suffix=_COMING, delete=False) as coming:
        try:
            digest = _copy(source, coming, name=name, settings=settings)
            coming.close()
            place = folder / digest[:_HASH] / name
            if owner is not None and not place.parent.exists():
                _note_owner(folder, digest[:_HASH], owner)
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                Path(coming.name).replace(place)
            os.utime(folder / digest[:_HASH])  # sent again it is new again, and does not expire before it is read
        finally:
            Path(coming.name).unlink(missing_ok=True)
    return place


def _copy(source: BinaryIO, target: IO[bytes], *, name: str, settings: Settings) -> str:
    """The SHA-256 of what was copied. Raises ``TooLarge`` at the first byte too many."""
    digest, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        size += len(block)
        if size > settings.max_file_mb * _BYTES_PER_MB:
            raise TooLarge(
                f"{name}: lớn hơn {settings.max_file_mb:g} MB là cỡ tối đa của một tệp. Hãy tách tệp hoặc bỏ bớt "
                "hình ảnh rồi tải lên lại."
            )
        digest.update(block)
        target.write(block)
    return digest.hexdigest()


def _note_owner(folder: Path, name: str, owner: str) -> None:
    (folder / _OWNERS).mkdir(exist_ok=True)
    (folder / _OWNERS / name).write_text(owner, encoding="utf-8")


def room_for(
    size: int, *, settings: Settings, owner: str | None = None, elsewhere: int = 0, own_elsewhere: int = 0
) -> None:
    """Lets an upload of ``size`` bytes in. Raises ``UploadRefused`` where it is more than there is room for.

    ``owner`` has a share of their own; None where nobody has to sign in. ``elsewhere`` are bytes that lie outside of
    the folder and count too, ``own_elsewhere`` those of the owner.
    """
    folder = uploads_folder(settings)
    if owner is not None:
        mine = settings.user_uploads_mb * _BYTES_PER_MB - _used_by(folder, owner) - own_elsewhere
        if size > mine:
            raise UploadRefused(
                f"Tệp của {owner} chỉ còn chỗ cho {max(0.0, mine) / _BYTES_PER_MB:.0f} MB trong "
                f"{settings.user_uploads_mb:g} MB. Hãy gỡ văn bản không dùng nữa, hoặc nhờ người quản trị nâng "
                "NQ_USER_UPLOADS_MB."
            )
    left = settings.uploads_mb * _BYTES_PER_MB - _used(folder) - elsewhere
    if size > left:
        raise UploadRefused(
            f"Chỗ dành cho tệp tải lên chỉ còn {max(0.0, left) / _BYTES_PER_MB:.0f} MB trong "
            f"{settings.uploads_mb:g} MB. Hãy gỡ văn bản không dùng nữa, hoặc nhờ người quản trị nâng NQ_UPLOADS_MB."
        )


def _used(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else 0


def _used_by(folder: Path, owner: str) -> int:
    kept = folder / _OWNERS
    records = kept.iterdir() if kept.is_dir() else ()
    return sum(_used(folder / one.name) for one in records if one.read_text(encoding="utf-8") == owner)


def expire(settings: Settings, *, held: Collection[str]) -> None:
    """Forgets uploads of which no document is left, once they are old enough.

    ``held`` are the paths of the files of the archive; what lies in a zip holds the zip.
    """
    oldest = time.time() - settings.upload_days * _SECONDS_PER_DAY
    folder = uploads_folder(settings)
    for place in folder.iterdir() if folder.is_dir() else ():
        if place.name == _OWNERS:
            continue
        with suppress(OSError):  # it may have gone meanwhile
            own = path_of(place)
            if place.stat().st_mtime < oldest and not any(path.startswith(f"{own}/") for path in held):
                shutil.rmtree(place) if place.is_dir() else place.unlink()
                (folder / _OWNERS / place.name).unlink(missing_ok=True)


def kept_as(content_hash: str, *, settings: Settings) -> list[str]:
    """Where a file of that hash lies, also after the data folder was moved."""
    folder = uploads_folder(settings) / content_hash[:_HASH]
    return [path_of(file) for file in sorted(folder.rglob("*")) if file.is_file()] if folder.is_dir() else []
