"""A copy of a data folder in one file, made while the service goes on, and a data folder made of it again.

The archive is copied by SQLite itself, so that the copy is whole whatever is written meanwhile. Indexes are left out:
they are derived, and come back from the archive.

What is half done lies under names of its own and takes its place at the end, so that a run that is cut off leaves an
older backup, and an older archive, as they were. Where a restored archive takes the place of another one, that one is
put aside in the data folder, never deleted.
"""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path, PurePosixPath

from assistant.adapters.owner_lock import LOCK_FILE, OWNER_FILE
from assistant.adapters.sql import reading_only
from assistant.errors import ArchiveUnusable, EmptyArchive, InvalidSetting, NghiquyetError

HALF_RESTORED = "restoring.part"  # a folder: what is being restored, before it takes its place
_ASIDE = "backups"
_DERIVED = ("index", _ASIDE, HALF_RESTORED)  # folders
# The last two hold secrets: the key of a running chat, and what signs the cookies of its pages.
_OF_THE_PROCESS = (LOCK_FILE, OWNER_FILE, "chat.json", "session.key")


def write_backup(archive: Path, *, out: Path) -> int:
    """Writes the ZIP of an archive's folder and gives its size in bytes; an older backup there is replaced.

    Raises ``NghiquyetError`` where there is no archive, or no room, ``ArchiveUnusable`` where it is broken,
    ``InvalidSetting`` where ``out`` is something else than a backup.
    """
    if not archive.exists():
        raise EmptyArchive(
            f"Chưa có kho văn bản nào trong thư mục {archive.parent} để sao lưu. Hãy nạp văn bản trước."
        )
    _require_no_other(out, archive=archive)
    copied, half = (out.with_name(f"{out.name}.{part}.part") for part in ("kho", "zip"))
    try:
        _copy(archive, copied)
        _pack(archive, copied, half)
        half.replace(out)
    except (OSError, sqlite3.Error) as error:
        raise NghiquyetError(
            f"Không sao lưu được vào {out} ({_said(error)}). Hãy xem ổ đĩa còn chỗ và quyền ghi."
        ) from error
    finally:
        for path in (copied, half):
            with suppress(OSError):
                path.unlink()
    return out.stat().st_size


def read_backup(packed: Path, *, archive: Path, replaced: bool = False) -> Path | None:
    """Puts a backup into an archive's folder, whose owner the caller is; where what was there lies now, if it did.

    Raises ``InvalidSetting`` where ``packed`` is no backup, or the folder holds something and ``replaced`` is false,
    ``ArchiveUnusable`` where the archive in it is broken, ``NghiquyetError`` where there is no room. Nothing of the
    folder has changed then.
    """
    data = archive.parent
    if _held(data) and not replaced:
        raise InvalidSetting(
            f"Thư mục {data} đã có dữ liệu. Hãy chọn một thư mục trống bằng --data, hoặc thêm --replace: dữ liệu "
            f"đang có được dời sang {data / _ASIDE}, không bị xóa."
        )
    half = data / HALF_RESTORED
    shutil.rmtree(half, ignore_errors=True)
    try:
        _unpack(packed, half, archive=archive)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    try:
        return _put_in_place(half, archive)
    except OSError as error:
        raise NghiquyetError(
            f"Việc khôi phục vào {data} bị ngắt ({_said(error)}). Hãy xem ổ đĩa và quyền ghi rồi chạy lại với "
            f"--replace; dữ liệu cũ nằm trong {data / _ASIDE}."
        ) from error


# -- writing -------------------------------------------------------------------------------------------


def _require_no_other(out: Path, *, archive: Path) -> None:
    """Raises ``InvalidSetting`` where the backup would take the place of something else."""
    if out.is_dir():
        raise InvalidSetting(f"{out} là một thư mục. Hãy ghi cả tên tệp, ví dụ: {out / 'sao-luu.zip'}")
    if out.exists() and not _is_backup(out, archive.name):
        raise InvalidSetting(f"{out} là một tệp khác, không phải bản sao lưu. Hãy chọn tên tệp khác.")


def _is_backup(path: Path, name: str) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            return name in packed.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def _copy(archive: Path, copied: Path) -> None:
    copied.unlink(missing_ok=True)
    try:
        with closing(reading_only(archive)) as source, closing(sqlite3.connect(copied)) as target:
            source.backup(target)
    except sqlite3.OperationalError:  # of the disk, not of what is on it
        raise
    except sqlite3.DatabaseError as error:
        raise _broken(archive, str(error)) from error
    _require_sound(copied, named=archive)


def _pack(archive: Path, copied: Path, half: Path) -> None:
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
        packed.write(copied, archive.name)
        for path in _others(archive):
            if not path.name.startswith(half.name.removesuffix(".zip.part")):  # older backups, and this one
                with suppress(FileNotFoundError):  # an upload that was taken out meanwhile
                    packed.write(path, path.relative_to(archive.parent))


def _others(archive: Path) -> Iterator[Path]:
    """The files beside the archive that cannot be made again."""
    data = archive.parent
    for path in sorted(data.rglob("*")):
        inside = path.relative_to(data)
        own = inside.parts[0] in (*_DERIVED, *_OF_THE_PROCESS) or path.name.startswith(archive.name)
        if path.is_file() and not path.is_symlink() and not own:
            yield path


# -- reading -------------------------------------------------------------------------------------------


def _held(data: Path) -> list[Path]:
    """What a data folder holds, but for what belongs to the process that owns it, and what was put aside."""
    if not data.is_dir():
        return []
    passed = (*_OF_THE_PROCESS, _ASIDE, HALF_RESTORED)
    return sorted(path for path in data.iterdir() if path.name not in passed)


def _unpack(packed: Path, half: Path, *, archive: Path) -> None:
    try:
        with zipfile.ZipFile(packed) as source:
            members = [each for each in source.infolist() if not each.is_dir()]
            _require_backup(members, packed=packed, name=archive.name)
            half.mkdir(parents=True, exist_ok=True)
            _require_room(sum(each.file_size for each in members), half)
            for member in members:
                source.extract(member, half)
    except FileNotFoundError as error:
        raise InvalidSetting(f"Không có tệp {packed}. Hãy kiểm tra lại đường dẫn.") from error
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError) as error:
        raise InvalidSetting(
            f"{packed} không phải bản sao lưu, hoặc đã hỏng ({_said(error)}). Hãy dùng một bản sao lưu khác."
        ) from error
    except OSError as error:
        raise NghiquyetError(
            f"Không khôi phục được từ {packed} ({_said(error)}). Hãy xem ổ đĩa còn chỗ và quyền đọc, ghi."
        ) from error
    _require_sound(half / archive.name, named=packed)


def _require_backup(members: list[zipfile.ZipInfo], *, packed: Path, name: str) -> None:
    """Raises ``InvalidSetting`` for a ZIP of something else, or one whose names lead elsewhere."""
    names = [PurePosixPath(each.filename) for each in members]
    if PurePosixPath(name) not in names:
        raise InvalidSetting(f"{packed} không phải bản sao lưu: trong đó không có {name}. Hãy chọn tệp khác.")
    astray = [each for each in names if each.is_absolute() or ".." in each.parts or each.parts[0] in _OF_THE_PROCESS]
    if astray:
        raise InvalidSetting(
            f"{packed} không phải bản sao lưu do nghiquyet tạo: có tên tệp lạ '{astray[0]}'. Hãy chọn tệp khác."
        )


def _require_room(size: int, place: Path) -> None:
    free = shutil.disk_usage(place).free
    if size > free:
        raise NghiquyetError(
            f"Ổ đĩa chứa {place.parent} chỉ còn {free / 1e6:.0f} MB, khôi phục cần {size / 1e6:.0f} MB. Hãy dọn bớt "
            "ổ đĩa."
        )


def _put_in_place(half: Path, archive: Path) -> Path | None:
    """The archive leaves first and comes last: while it is away, opening the folder tells that this was cut off."""
    data, aside = archive.parent, None
    shutil.rmtree(data / "index", ignore_errors=True)
    if held := _held(data):
        aside = data / _ASIDE / f"{datetime.now():%Y-%m-%d-%H%M%S}"
        aside.mkdir(parents=True)
        for path in sorted(held, key=lambda each: each != archive):
            path.rename(aside / path.name)
    for path in sorted(half.iterdir(), key=lambda each: each.name == archive.name):
        path.rename(data / path.name)
    half.rmdir()
    return aside


def _require_sound(copied: Path, *, named: Path) -> None:
    """Raises ``ArchiveUnusable`` where a copy of an archive is broken."""
    try:
        with closing(sqlite3.connect(copied)) as connection:
            said = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise _broken(named, said)


def _broken(named: Path, said: str) -> ArchiveUnusable:
    return ArchiveUnusable(
        f"Kho văn bản {named} đã hỏng ({' '.join(said.split())[:100]}). Hãy dùng bản sao lưu gần nhất còn tốt; xem "
        "chi tiết của kho đang dùng: nghiquyet doctor"
    )


def _said(error: Exception) -> str:
    """What went wrong, without the path that the line names already."""
    return str(getattr(error, "strerror", None) or error)
