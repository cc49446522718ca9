"""From files to the archive: read -> clean -> outline -> identify -> split, extract -> archive -> indexes.

1. Every file is found again by where it lies; one that has not changed since it was read is left alone.
2. The others are read in processes of their own, within limits of time and memory (``ingest/crew``).
3. Each is stored whole in one transaction or not at all, in the order of the files, so that a run that was cut off
   goes on where it ended.
4. The indexes are brought up to date once, at the end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from assistant.errors import InvalidSetting, UnreadableFile
from assistant.language.catalogue import Catalogue, load_catalogue
from assistant.ledger.receipt import receipt_of
from assistant.settings import Settings
from assistant.types import Archived, Filed, Origin, Receipt, SourceDocument
from ingest.crew import Limits, Lost, each
from ingest.extract import read_document
from ingest.filing import Filing, own_filing
from ingest.names import readable
from ingest.origin import hash_of, lies, origin_of, path_of, reading_version
from ingest.read import read
from ingest.resolve import resolve
from ingest.split import split

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
    """What became of one file; ``reason`` is the line for the user where it was rejected.

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
    version = reading_version(settings.catalogue)
    with ExitStack() as stack:
        filing = filing or stack.enter_context(own_filing(settings))
        began(len(files))
        known = {filed.origin.path: filed for filed in filing.archive.files()}
        looked = [_looked(file, known=known, version=version) for file in files]  # 1
        changed = [file for file, at in zip(files, looked, strict=True) if not at.unchanged]
        found = each(partial(_read_one, reading=reading), changed, workers=workers, limits=limits)  # 2
        try:
            for file, at in zip(files, looked, strict=True):
                if at.unchanged is None:
                    yield _stored(file, next(found), origin=at.origin, filing=filing, settings=settings)  # 3
                    continue
                if at.origin is not None and at.origin != at.unchanged.origin:
                    filing.archive.seen(at.origin)
                yield FileOutcome(file.name, "unchanged", document_id=at.unchanged.document_id)
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

    Hidden files, Word's own of an open document and the data folder are passed over.
    """
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            below = (found for found in path.rglob("*") if found.is_file())
            visible = (found for found in below if _is_visible(found.relative_to(path)))
            files = [_File(found, _name(found.relative_to(path))) for found in sorted(visible)]
        elif path.exists():
            files = [_File(path, _name(Path(path.name)))]
        else:
            raise InvalidSetting(f"Không có tệp hay thư mục {path}. Hãy kiểm tra lại đường dẫn.")
        for file in files:
            whole = file.path.absolute()
            if whole not in seen and data.absolute() not in whole.parents:
                seen.add(whole)
                yield file


def _is_visible(path: Path) -> bool:
    """Whether a file is one that people put there."""
    return not any(part.startswith((".", "~$")) for part in path.parts)


def _name(path: Path) -> str:
    return "/".join(readable(os.fsencode(part)) for part in path.parts)


# -- what has changed ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file as it lies there now, and as the archive knows it where nothing has changed."""

    origin: Origin | None
    unchanged: Filed | None = None


def _looked(file: _File, *, known: dict[str, Filed], version: str) -> _Looked:
    """By size and time where these can be trusted, else by the bytes."""
    try:
        origin = origin_of(file.path, reading=version)
        held = known.get(origin.path)
        if held is None or held.origin.reading != version:
            return _Looked(origin)
        if origin == held.origin and origin.modified:
            return _Looked(origin, held)
        return _Looked(origin, held if hash_of(file.path) == held.content_hash else None)
    except OSError:  # it is told when it is read
        return _Looked(None)


# -- reading and storing -------------------------------------------------------------------------------


def _read_one(file: _File, *, reading: _Reading) -> Archived | str:
    """What the file holds, or why it is rejected."""
    try:
        source = read(file.path, max_bytes=reading.max_bytes)
        return archived(replace(source, name=file.name), known=reading.known)
    except UnreadableFile as error:
        return str(error)
    except MemoryError:
        raise
    except Exception as error:  # a fault of ours in one file must not cost the others
        return (
            f"{file.name}: lỗi phần mềm khi đọc tệp ({type(error).__name__}: {error}); hãy mở ra rồi lưu lại thành "
            ".docx, hoặc gửi tệp cho người quản trị."
        )


def _stored(
    file: _File, found: Archived | str | Lost, *, origin: Origin | None, filing: Filing, settings: Settings
) -> FileOutcome:
    if isinstance(found, Lost):
        found = f"{file.name}: {_LOST[found.cause].format(s=settings.file_seconds, mb=settings.file_memory_mb)}"
    if isinstance(found, str):
        return FileOutcome(file.name, "rejected", reason=found)
    origin = origin or Origin(path_of(file.path))
    document_id, receipt = found.resolution.document_id, _counts(receipt_of(found))
    paths = [filed.origin.path for filed in filing.archive.files(document_id)]
    saved = filing.archive.save(found, origin=origin, gone=[path for path in paths if not lies(path)])
    note = _note(file, filing.archive.files(document_id), origin)
    return FileOutcome(file.name, saved, document_id=document_id, note=note, receipt=receipt)


_LOST = {
    "time": "đọc quá {s:g} giây thì dừng; hãy tách tệp ra, hoặc nâng NQ_FILE_SECONDS.",
    "memory": "đọc cần quá {mb} MB bộ nhớ thì dừng; hãy tách tệp, bỏ bớt hình ảnh, hoặc nâng NQ_FILE_MEMORY_MB.",
    "died": "tiến trình đọc tệp bị dừng giữa chừng (tệp hỏng hoặc hết bộ nhớ); hãy mở ra rồi lưu lại thành .docx.",
}


def _note(file: _File, filed: Iterable[Filed], origin: Origin) -> str | None:
    """Under which name a file is kept whose own another document has."""
    named = next(each.name for each in filed if each.origin.path == origin.path)
    if named == file.name or not named.endswith(file.name):
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
