"""From files to the archive: unpack -> read -> clean -> outline -> identify -> split, extract -> archive -> indexes.

1. Every file is found again by where it lies; one that has not changed since it was read is left alone.
   So is a document that a person removed, unless its file is given by name.
2. The others are read in processes of their own, within limits of time and memory (``ingest/crew``); a mail or a zip
   gives a document for each file in it.
3. Each document is stored whole in one transaction or not at all, in the order of the files, so that a run that was
   cut off goes on where it ended. What was rejected is noted with its reason, and not read again either.
4. The indexes are brought up to date once, at the end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from assistant.errors import InvalidSetting, NghiquyetError
from assistant.language.catalogue import Catalogue, load_catalogue
from assistant.ledger.gone import day_of, undo
from assistant.ledger.receipt import receipt_of
from assistant.settings import Settings
from assistant.types import Archived, Filed, Origin, Receipt, Rejected, Removed
from ingest.crew import Limits, Lost, each
from ingest.filing import Filing, own_filing
from ingest.identified import with_identity
from ingest.names import is_left_by_system, readable
from ingest.origin import hash_of, lies, origin_of, path_of, reading_version, rejecting_version
from ingest.read_file import Found, fault, read_file

_BYTES_PER_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Counts:
    """A receipt in numbers: parts of the file by what became of them, rows, and figures that are none."""

    read: int
    dropped: int
    unread: int
    rows: int
    not_rows: int


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file, or of one in a mail or a zip; ``reason`` is the user's line where it was rejected.

    ``note`` tells of a name that another document has already, or that a person removed this one, ``receipt`` what
    was read; None where nothing was.
    """

    name: str
    outcome: Literal["added", "updated", "unchanged", "rejected"]
    reason: str | None = None
    document_id: str | None = None
    note: str | None = None
    receipt: Counts | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A file that is kept under a name of its own, as an upload is under the one that it was sent with."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read, and the name that it is kept under: its path below the folder that was given.

    ``given`` tells that it was given itself, and not a folder that it lies in.
    """

    path: Path
    name: str
    given: bool


def ingest(
    paths: Sequence[Path | Named],
    *,
    settings: Settings,
    workers: int = 1,
    filing: Filing | None = None,
    only: Collection[Path] | None = None,
    began: Callable[[int], None] = lambda _: None,
) -> Generator[FileOutcome]:
    """Reads files and folders into the archive, and says what became of each as it goes.

    With ``only`` the other files of ``paths`` are left alone, with ``filing`` a running chat's archive is written
    to; ``began`` is told how many files there are. Raises ``ArchiveInUse``, ``InvalidSetting`` for a path that does
    not exist, ``IndexMismatch``.
    """
    files, hidden = _apart(file for file in _files(paths, data=settings.data) if only is None or file.path in only)
    read = partial(
        _read, max_bytes=int(settings.max_file_mb * _BYTES_PER_MB), known=load_catalogue(settings.catalogue)
    )
    limits = Limits(settings.file_seconds, settings.file_memory_mb)
    versions = _Versions(reading_version(settings.catalogue), rejecting_version(settings))
    with ExitStack() as stack:
        filing = filing or stack.enter_context(own_filing(settings))
        began(len(files) + len(hidden))
        for file in hidden:
            yield FileOutcome(file.name, "rejected", reason=_SAME_NAME.format(name=file.name))
        filed, removed = filing.archive.files(), filing.archive.removed()
        known = _by_path([*filed, *filing.archive.rejected(), *_staying(removed, filed)])
        away = {(one.origin.path, one.content_hash): one for one in removed}
        looked = [_looked(file, known=known, versions=versions) for file in files]  # 1
        changed = [file for file, at in zip(files, looked, strict=True) if not at.unchanged]
        # Its processes are ended whatever becomes of what they read: one that is left would be waited for at the end.
        with closing(each(read, changed, workers=workers, limits=limits)) as found:  # 2
            try:
                for file, at in zip(files, looked, strict=True):
                    if not at.unchanged:
                        done = _stored(
                            file, at, next(found), versions=versions, filing=filing, settings=settings, away=away
                        )
                        yield from done  # 3
                        continue
                    if at.touched is not None:
                        filing.archive.seen(at.touched)
                    for held in at.unchanged:
                        yield _told_again(file, held)
            finally:  # also where the user stops it
                filing.update()  # 4


# -- finding files -------------------------------------------------------------------------------------


def _files(paths: Iterable[Path | Named], *, data: Path) -> Iterator[_File]:
    """The files of ``paths``, each once; of folders all files below them in the order of their names.

    What systems and Word leave beside files is passed over, and so is the data folder; uploads in it are named.
    """
    seen: set[Path] = set()
    for path in paths:
        if isinstance(path, Named):
            yield _File(path.path, path.name, given=True)
            continue
        if path.is_dir():
            below = (found for found in path.rglob("*") if found.is_file())
            meant = (found for found in below if not is_left_by_system(found.relative_to(path).as_posix()))
            files = [_File(found, _name(found.relative_to(path)), given=False) for found in sorted(meant)]
        elif path.exists():
            files = [_File(path, _name(Path(path.name)), given=True)]
        else:
            raise InvalidSetting(f"Không có tệp hay thư mục {path}. Hãy kiểm tra lại đường dẫn.")
        for file in files:
            whole = file.path.absolute()
            if whole not in seen and data.absolute() not in whole.parents:
                seen.add(whole)
                yield file


def _apart(files: Iterable[_File]) -> tuple[list[_File], list[_File]]:
    """The files by which their paths are known, and those that others hide: in a folder of Linux two may read alike.

    The one that was changed last is taken, as if it had been written over the other.
    """
    alike: dict[str, list[_File]] = {}
    for file in files:
        alike.setdefault(path_of(file.path), []).append(file)
    ordered = [sorted(each, key=_changed) for each in alike.values()]
    return [each[-1] for each in ordered], [file for each in ordered for file in each[:-1]]


def _changed(file: _File) -> int:
    try:
        return file.path.stat().st_mtime_ns
    except OSError:  # it is told when it is read
        return 0


def _name(path: Path) -> str:
    return "/".join(readable(os.fsencode(part)) for part in path.parts)


_SAME_NAME = (
    "{name}: trong thư mục có hai tệp nhìn cùng một tên (chỉ khác cách ghi dấu); đã lấy tệp sửa sau cùng. Nếu cần cả "
    "hai, hãy đổi tên một tệp."
)


# -- what has changed ----------------------------------------------------------------------------------


_Known = Filed | Rejected | Removed


@dataclass(frozen=True, slots=True)
class _Versions:
    """What reads files now, and what rejects them."""

    reading: str
    rejecting: str

    def of(self, known: _Known) -> str:
        """The one by which a file was told."""
        return self.rejecting if isinstance(known, Rejected) else self.reading


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file as it lies there now, and as the archive knows it, or what came out of it, where nothing has changed.

    ``touched`` is a file of the same bytes with another time, ``known`` whether the archive has anything of it.
    """

    origin: Origin | None
    unchanged: tuple[_Known, ...] = ()
    touched: Origin | None = None
    known: bool = False


def _by_path(known: Iterable[_Known]) -> dict[str, list[_Known]]:
    """What the archive has of each path: the file itself, or what lies in it as in a folder or a zip."""
    found: dict[str, list[_Known]] = {}
    for one in known:
        path = one.origin.path
        found.setdefault(path, []).append(one)
        for at, character in enumerate(path):
            if character == "/":
                found.setdefault(path[:at], []).append(one)
    return found


def _staying(removed: Iterable[Removed], filed: Iterable[Filed]) -> Iterator[Removed]:
    """What was removed, where nothing else has come from its file since."""
    taken = {one.origin.path for one in filed}
    return (one for one in removed if one.origin.path not in taken)


def _looked(file: _File, *, known: Mapping[str, Sequence[_Known]], versions: _Versions) -> _Looked:
    """By size and time where these can be trusted, else by the bytes."""
    try:
        origin = origin_of(file.path, reading=versions.reading)
        held = _last(known.get(origin.path, ()))
        if file.given and any(isinstance(one, Removed) for one in held):
            return _Looked(origin, known=True)
        if not held or any(one.origin.reading != versions.of(one) for one in held):
            return _Looked(origin, known=bool(held))
        if origin.modified and all(_is_as(one.origin, origin) for one in held):
            return _Looked(origin, held, known=True)
        match held:
            case (Filed() | Removed() as one,) if (
                one.origin.path == origin.path and hash_of(file.path) == one.content_hash
            ):
                return _Looked(origin, held, touched=origin, known=True)
    except OSError:  # it is told when it is read
        return _Looked(None)
    return _Looked(origin, known=True)


def _last(held: Sequence[_Known]) -> tuple[_Known, ...]:
    """What came of each path the last time: a document may be kept from before it was rejected."""
    rejected = {one.origin.path for one in held if isinstance(one, Rejected)}
    return tuple(one for one in held if isinstance(one, Rejected) or one.origin.path not in rejected)


def _is_as(one: Origin, other: Origin) -> bool:
    return (one.size, one.modified) == (other.size, other.modified)


def _told_again(file: _File, held: _Known) -> FileOutcome:
    """What is said of a file, or of one in it, that has not changed; its name is as the user gave it."""
    name = file.name + held.origin.path.removeprefix(path_of(file.path))
    if isinstance(held, Rejected):
        return FileOutcome(name, "rejected", reason=held.reason)
    note = _removed_note(held) if isinstance(held, Removed) else None
    return FileOutcome(name, "unchanged", document_id=held.document_id, note=note)


def _removed_note(removed: Removed) -> str:
    day = day_of(removed.at)
    return f"đã gỡ khỏi kho ngày {day}; lấy lại bằng: {undo(removed.document_id)}, hoặc nạp riêng tệp này"


# -- reading and storing -------------------------------------------------------------------------------


def _read(file: _File, *, max_bytes: int, known: Catalogue) -> list[Found]:
    return read_file(file.path, name=file.name, max_bytes=max_bytes, known=known)


def _stored(
    file: _File,
    at: _Looked,
    found: Sequence[Found] | Lost,
    *,
    versions: _Versions,
    filing: Filing,
    settings: Settings,
    away: Mapping[tuple[str, str], Removed],
) -> Iterator[FileOutcome]:
    if isinstance(found, Lost):
        limits = Limits(settings.file_seconds, settings.file_memory_mb)
        found = [Found(file.name, f"{file.name}: {found.why(limits)}", lasting=found.cause != "died")]
    of_file = at.origin or Origin(path_of(file.path))
    is_one = len(found) == 1 and found[0].name == file.name
    held: list[str] = []
    rejected: list[Rejected] = []
    for one in found:
        # What lies in a zip is known by the path that leads to it, and has the zip's size and time; not before all of
        # it is stored, or a run that is cut off would leave the rest out for ever.
        path = of_file.path + one.name.removeprefix(file.name)
        if isinstance(one.held, str):
            if one.lasting:
                rejected.append(Rejected(replace(of_file, path=path, reading=versions.rejecting), one.held))
            yield FileOutcome(one.name, "rejected", reason=one.held)
        elif not file.given and (removed := away.get((path, one.held.resolution.content_hash))):
            note = _removed_note(removed)
            yield FileOutcome(one.name, "unchanged", document_id=removed.document_id, note=note)
        else:
            held.append(path)
            origin = replace(of_file, path=path, reading=of_file.reading if is_one else "")
            yield _stored_one(one.name, one.held, origin=origin, filing=filing, settings=settings)
    if rejected or not is_one or at.known:
        filing.archive.settle(of_file, held=held, rejected=rejected)


def _stored_one(name: str, found: Archived, *, origin: Origin, filing: Filing, settings: Settings) -> FileOutcome:
    """What became of one document; one that cannot be stored is rejected alone, unless the archive itself fails."""
    try:
        said = _as_said(found, path=origin.path, filing=filing, settings=settings)
        return _saved(name, said, origin=origin, filing=filing)
    except NghiquyetError:
        raise
    except Exception as error:
        return FileOutcome(name, "rejected", reason=fault(name, error))


def _saved(name: str, found: Archived, *, origin: Origin, filing: Filing) -> FileOutcome:
    document_id, receipt = found.resolution.document_id, _counts(receipt_of(found))
    paths = [filed.origin.path for filed in filing.archive.files(document_id)]
    saved = filing.archive.save(found, origin=origin, gone=[path for path in paths if not lies(path)])
    note = _note(name, filing.archive.files(document_id), origin)
    return FileOutcome(name, saved, document_id=document_id, note=note, receipt=receipt)


def _as_said(found: Archived, *, path: str, filing: Filing, settings: Settings) -> Archived:
    """The document with what a person said of what it is, or of what its file held so far."""
    document = found.resolution
    said = filing.archive.identified(document.document_id, path=path)
    if said is None:
        return found
    filing.archive.identify(replace(said, document_id=document.document_id, extracted=document.identity))
    return with_identity(found, said.changes, known=load_catalogue(settings.catalogue))


def _note(name: str, filed: Iterable[Filed], origin: Origin) -> str | None:
    """Of which file this is a copy, or under which name it is kept where another document has its own."""
    named = next(one.name for one in filed if one.origin.path == origin.path)
    copied = next((one.name for one in filed if one.origin.path != origin.path), None)
    if copied is not None:
        return f"giống hệt tệp “{copied}” đã có trong kho, tính là một văn bản"
    if named == name or not named.endswith(name):
        return None
    return f"trùng tên với một văn bản khác trong kho; văn bản này ghi là “{named}”"


def _counts(receipt: Receipt) -> Counts:
    fates = [remark.fate for remark in receipt.remarks]
    return Counts(
        read=fates.count("read"),
        dropped=fates.count("dropped") + len(receipt.dropped),
        unread=fates.count("unread"),
        rows=receipt.rows,
        not_rows=len(receipt.not_rows),
    )
