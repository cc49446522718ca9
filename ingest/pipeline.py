"""From files to the archive: unpack -> read -> clean -> outline -> identify -> split, extract -> archive -> indexes.

Each file is stored whole in one transaction or not at all; the indexes are brought up to date once, at the end.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.build import Places, open_archive, open_embedder, open_lexical, open_vectors, own_data
from assistant.errors import InvalidSetting, UnreadableFile
from assistant.language.catalogue import Catalogue, load_catalogue
from assistant.settings import Settings
from assistant.types import Archived, SourceDocument
from ingest.extract import read_document
from ingest.index import sync
from ingest.members import Member, Refused
from ingest.names import readable
from ingest.read import load, read_bytes
from ingest.resolve import resolve
from ingest.split import split
from ingest.unpack import unpack

if TYPE_CHECKING:
    from assistant.adapters.archive_sql import SqlArchive

_BYTES_PER_MB = 1_000_000
_Found = tuple[str, "Archived | str"]  # the name of a document, and what it holds or why it was rejected


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file; ``reason`` is the line for the user where it was rejected."""

    name: str
    outcome: Literal["added", "updated", "unchanged", "rejected"]
    reason: str | None = None
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read, and the name that it is kept under: its path below the folder that was given."""

    path: Path
    name: str


def ingest(paths: Sequence[Path], *, settings: Settings, workers: int = 1) -> Iterator[FileOutcome]:
    """Reads files and folders into the archive, and says what became of each as it goes.

    Raises ``ArchiveInUse``, ``InvalidSetting`` for a path that does not exist, ``IndexMismatch``.
    """
    files = list(_files(paths))
    limit = int(settings.max_file_mb * _BYTES_PER_MB)
    known = load_catalogue(settings.catalogue)
    with own_data(settings), open_archive(settings) as archive:
        for name, found in chain.from_iterable(_read_all(files, limit, known, workers)):
            if isinstance(found, str):
                yield FileOutcome(name, "rejected", reason=found)
            else:
                saved = archive.save(found)
                yield FileOutcome(name, saved, document_id=found.resolution.document_id)
        _update_indexes(settings, archive)


def archived(source: SourceDocument, *, known: Catalogue | None = None) -> Archived:
    """All that is kept of one document, read from its text alone. Pure: the same file gives the same ids.

    ``known`` names the indicators; by default the bundled catalogue.
    """
    resolution, rows = read_document(resolve(source), known=known)
    passages = split(resolution.text, resolution.sections, resolution.identity, document_id=resolution.document_id)
    return Archived(resolution, passages, rows)


def _files(paths: Iterable[Path]) -> Iterator[_File]:
    """The files of ``paths``; of folders all files below them, without hidden ones, in the order of their names."""
    for path in paths:
        if path.is_dir():
            below = (found for found in path.rglob("*") if found.is_file())
            visible = (
                found for found in below if not any(part.startswith(".") for part in found.relative_to(path).parts)
            )
            yield from (_File(found, _readable(found.relative_to(path))) for found in sorted(visible))
        elif path.exists():
            yield _File(path, _readable(Path(path.name)))
        else:
            raise InvalidSetting(f"Không có tệp hay thư mục {path}. Hãy kiểm tra lại đường dẫn.")


def _readable(path: Path) -> str:
    """A path as people read it, whatever encoding its name came in."""
    return readable(os.fsencode(path.as_posix()))


def _read_all(files: Sequence[_File], limit: int, known: Catalogue, workers: int) -> Iterator[list[_Found]]:
    """The documents of each file, or why they were rejected, in the order of ``files``."""
    if workers <= 1 or len(files) <= 1:
        yield from map(_read_one, files, repeat(limit), repeat(known))
        return
    with ProcessPoolExecutor(max_workers=workers) as pool:
        yield from pool.map(_read_one, files, repeat(limit), repeat(known), chunksize=4)


def _read_one(file: _File, limit: int, known: Catalogue) -> list[_Found]:
    """The documents of one file by name: one, or those in a zip or a mail."""
    try:
        data = load(file.path, max_bytes=limit)
    except UnreadableFile as error:
        return [(file.name, str(error))]
    return [
        (part.name, part.reason if isinstance(part, Refused) else _read_member(part, known))
        for part in unpack(data, name=file.name)
    ]


def _read_member(member: Member, known: Catalogue) -> Archived | str:
    try:
        source = read_bytes(member.data, name=member.name.rpartition("/")[2])
    except UnreadableFile as error:
        return str(error)
    return archived(replace(source, name=member.name), known=known)


def _update_indexes(settings: Settings, archive: SqlArchive) -> None:
    embedder = open_embedder(settings)
    places = Places(settings.data)
    if not (places.lexical.is_dir() and places.vectors.is_dir()):
        places.manifest.unlink(missing_ok=True)  # it speaks of folders that are gone
    with ExitStack() as stack:
        sync(
            archive,
            lexical=stack.enter_context(open_lexical(settings)),
            vectors=stack.enter_context(open_vectors(settings, dimension=embedder.dimension)),
            embedder=embedder,
            manifest_path=places.manifest,
        )
