"""One file read in a process of its own, as ``ingest`` reads it, for a command that keeps nothing of it."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from assistant.errors import UnreadableFile
from assistant.language.catalogue import Catalogue, load_catalogue
from assistant.settings import Settings
from assistant.types import Archived, SourceDocument
from ingest.crew import Limits, Lost, alone
from ingest.names import readable
from ingest.read import read
from ingest.read_file import archived, fault

_BYTES_PER_MB = 1_000_000


def read_alone(path: Path, *, settings: Settings) -> tuple[SourceDocument, Archived]:
    """A file that is one document: its text as it was read, and all that is read from it.

    Raises ``UnreadableFile``, also where the file takes more than the limits of ``settings`` allow.
    """
    known = load_catalogue(settings.catalogue)
    run = partial(_read, max_bytes=int(settings.max_file_mb * _BYTES_PER_MB), known=known)
    limits = Limits(settings.file_seconds, settings.file_memory_mb)
    found = alone(run, path, limits=limits)
    if isinstance(found, Lost):
        raise UnreadableFile(f"{_name(path)}: {found.why(limits)}")
    if isinstance(found, str):
        raise UnreadableFile(found)
    return found


def _read(path: Path, *, max_bytes: int, known: Catalogue) -> tuple[SourceDocument, Archived] | str:
    """What the file holds, or the line that says why it is rejected."""
    try:
        source = read(path, max_bytes=max_bytes)
        return source, archived(source, known=known)
    except UnreadableFile as error:
        return str(error)
    except MemoryError:
        raise
    except Exception as error:
        return fault(_name(path), error)


def _name(path: Path) -> str:
    return readable(os.fsencode(path.name))
