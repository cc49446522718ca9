"""From files to the archive: unpack -> read -> clean -> outline -> identify -> split, extract -> archive -> indexes.

1. Every file is found again by where it lies; one that has not changed since it was read is left alone.
2. The others are read in processes of their own, within limits of time and memory (``ingest/crew``); a mail or a zip
   gives a document for each file in it.
3. Each document is stored whole in one transaction or not at all, in the order of the files, so that a run that was
   cut off goes on where it ended. What was rejected is noted with its reason, and not read again either.
4. The indexes are brought up to date once, at the end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from assistant.errors import InvalidSetting, UnreadableFile
from assistant.language.catalogue import Catalogue, load_catalogue
from assistant.ledger.receipt import receipt_of
from assistant.settings import Settings
from assistant.types import Archived, Filed, Origin, Receipt, Rejected, SourceDocument
from ingest.crew import Limits, Lost, each
from ingest.extract import read_document
from ingest.filing import Filing, own_filing
from ingest.members import Member, Refused
from ingest.names import is_left_by_system, readable
from ingest.origin import hash_of, lies, origin_of, path_of, reading_version, rejecting_version
from ingest.read import load, read_bytes
from ingest.resolve import resolve
from ingest.split import split
from ingest.unpack import unpack

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

    ``note`` tells of a name that another document has already, ``receipt`` what was read; None where nothing was.
    """

    name: str
    outcome: Literal["added", "updated", "unchanged", "rejected"]
    reason: str | None = None
    document_id: str | None = None
    note: str | None = None
    receipt: Counts | None = None


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read, and the name that it is kept under: its path below the folder that was given."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """How files are read: the most bytes of one, and the indicators by name."""

    max_bytes: int
    known: Catalogue


def ingest(
    paths: Sequence[Path],
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
    files = [file for file in _files(paths, data=settings.data) if only is None or file.path in only]
    reading = _Reading(int(settings.max_file_mb * _BYTES_PER_MB), load_catalogue(settings.catalogue))
    limits = Limits(settings.file_seconds, settings.file_memory_mb)
    versions = _Versions(reading_version(settings.catalogue), rejecting_version(settings))
    with ExitStack() as stack:
        filing = filing or stack.enter_context(own_filing(settings))
        began(len(files))
        known = _by_path([*filing.archive.files(), *filing.archive.rejected()])
        looked = [_looked(file, known=known, versions=versions) for file in files]  # 1
        changed = [file for file, at in zip(files, looked, strict=True) if not at.unchanged]
        found = each(partial(_read_one, reading=reading), changed, workers=workers, limits=limits)  # 2
        try:
            for file, at in zip(files, looked, strict=True):
                if not at.unchanged:
                    yield from _stored(
                        file, at, next(found), versions=versions, filing=filing, settings=settings
                    )  # 3
                    continue
                if at.touched is not None:
                    filing.archive.seen(at.touched)
                for held in at.unchanged:
                    yield _told_again(file, held)
        finally:  # also where the user stops it
            filing.update()  # 4


def archived(source: SourceDocument, *, known: Catalogue | None = None) -> Archived:
    """All that is kept of one document, read from its text alone. Pure: the same file gives the same ids.

    ``known`` names the indicators; by default the bundled catalogue.
    """
    resolution, reading = read_document(resolve(source), known=known)
    passages = split(resolution.text, resolution.sections, resolution.identity, document_id=resolution.document_id)
    return Archived(resolution, passages, reading.rows, reading.figures)


# -- finding files -------------------------------------------------------------------------------------


def _files(paths: Iterable[Path], *, data: Path) -> Iterator[_File]:
    """The files of ``paths``, each once; of folders all files below them in the order of their names.

    What systems and Word leave beside files and the data folder are passed over.
    """
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            below = (found for found in path.rglob("*") if found.is_file())
            meant = (found for found in below if not is_left_by_system(found.relative_to(path).as_posix()))
            files = [_File(found, _name(found.relative_to(path))) for found in sorted(meant)]
        elif path.exists():
            files = [_File(path, _name(Path(path.name)))]
        else:
            raise InvalidSetting(f"Không có tệp hay thư mục {path}. Hãy kiểm tra lại đường dẫn.")
        for file in files:
            whole = file.path.absolute()
            if whole not in seen and data.absolute() not in whole.parents:
                seen.add(whole)
                yield file


def _name(path: Path) -> str:
    return "/".join(readable(os.fsencode(part)) for part in path.parts)


# -- what has changed ----------------------------------------------------------------------------------


_Known = Filed | Rejected


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


def _looked(file: _File, *, known: Mapping[str, Sequence[_Known]], versions: _Versions) -> _Looked:
    """By size and time where these can be trusted, else by the bytes."""
    try:
        origin = origin_of(file.path, reading=versions.reading)
        held = _last(known.get(origin.path, ()))
        if not held or any(one.origin.reading != versions.of(one) for one in held):
            return _Looked(origin, known=bool(held))
        if origin.modified and all(_is_as(one.origin, origin) for one in held):
            return _Looked(origin, held, known=True)
        match held:
            case (Filed() as one,) if one.origin.path == origin.path and hash_of(file.path) == one.content_hash:
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
    return FileOutcome(name, "unchanged", document_id=held.document_id)


# -- reading and storing -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    """What one document of a file holds, or why it is rejected; ``name`` is that of the file, or leads to it.

    ``lasting`` is false for a reason that may be none the next time, though the file is the same.
    """

    name: str
    held: Archived | str
    lasting: bool = True


def _read_one(file: _File, *, reading: _Reading) -> list[_Found]:
    """What the file holds: one document, or those in a mail or a zip."""
    try:
        data = load(file.path, max_bytes=reading.max_bytes)
    except UnreadableFile as error:
        return [_Found(file.name, str(error), lasting=False)]
    try:
        parts = unpack(data, name=file.name)
        return [_Found(one.name, _read_member(one, known=reading.known)) for one in parts]
    except UnreadableFile as error:
        return [_Found(file.name, str(error))]
    except MemoryError:
        raise
    except Exception as error:  # a fault of ours in one file must not cost the others
        return [_Found(file.name, _fault(file.name, error))]


def _read_member(member: Member | Refused, *, known: Catalogue) -> Archived | str:
    """What one file holds, or why it is rejected."""
    if isinstance(member, Refused):
        return member.reason
    try:
        source = read_bytes(member.data, name=member.name.rpartition("/")[2])
        return archived(replace(source, name=member.name), known=known)
    except UnreadableFile as error:
        return str(error)
    except MemoryError:
        raise
    except Exception as error:
        return _fault(member.name, error)


def _fault(name: str, error: Exception) -> str:
    return (
        f"{name}: lỗi phần mềm khi đọc tệp ({type(error).__name__}: {error}); hãy mở ra rồi lưu lại thành "
        ".docx, hoặc gửi tệp cho người quản trị."
    )


def _stored(
    file: _File,
    at: _Looked,
    found: Sequence[_Found] | Lost,
    *,
    versions: _Versions,
    filing: Filing,
    settings: Settings,
) -> Iterator[FileOutcome]:
    if isinstance(found, Lost):
        why = _LOST[found.cause].format(s=settings.file_seconds, mb=settings.file_memory_mb)
        found = [_Found(file.name, f"{file.name}: {why}", lasting=found.cause != "died")]
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
        else:
            held.append(path)
            origin = replace(of_file, path=path, reading=of_file.reading if is_one else "")
            yield _stored_one(one.name, one.held, origin=origin, filing=filing)
    if rejected or not is_one or at.known:
        filing.archive.settle(of_file, held=held, rejected=rejected)


def _stored_one(name: str, found: Archived, *, origin: Origin, filing: Filing) -> FileOutcome:
    document_id, receipt = found.resolution.document_id, _counts(receipt_of(found))
    paths = [filed.origin.path for filed in filing.archive.files(document_id)]
    saved = filing.archive.save(found, origin=origin, gone=[path for path in paths if not lies(path)])
    note = _note(name, filing.archive.files(document_id), origin)
    return FileOutcome(name, saved, document_id=document_id, note=note, receipt=receipt)


_LOST = {
    "time": "đọc quá {s:g} giây thì dừng; hãy tách tệp ra, hoặc nâng NQ_FILE_SECONDS.",
    "memory": "đọc cần quá {mb} MB bộ nhớ thì dừng; hãy tách tệp, bỏ bớt hình ảnh, hoặc nâng NQ_FILE_MEMORY_MB.",
    "died": "tiến trình đọc tệp bị dừng giữa chừng (tệp hỏng hoặc hết bộ nhớ); hãy mở ra rồi lưu lại thành .docx.",
}


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
