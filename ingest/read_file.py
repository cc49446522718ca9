"""One file, read as a whole: what holds others is taken apart, and each document is cleaned, outlined and extracted.

Nothing that is wrong with a file is raised, but ``MemoryError``: each fault is the line of one document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import UnreadableFile
from assistant.language.catalogue import Catalogue
from assistant.types import Archived, SourceDocument
from ingest.extract import read_document
from ingest.members import Member, Refused
from ingest.read import load, read_bytes
from ingest.resolve import resolve
from ingest.split import split
from ingest.unpack import unpack

_LONGEST_ERROR = 200  # signs; a library may quote the whole file


@dataclass(frozen=True, slots=True)
class Found:
    """What one document of a file holds, or why it is rejected; ``name`` is that of the file, or leads to it.

    ``lasting`` is false for a reason that may be none the next time, though the file is the same.
    """

    name: str
    held: Archived | str
    lasting: bool = True


def read_file(path: Path, *, name: str, max_bytes: int, known: Catalogue | None = None) -> list[Found]:
    """What the file holds: one document, or those in a mail or a zip. ``known`` names the indicators."""
    try:
        data = load(path, max_bytes=max_bytes)
    except UnreadableFile as error:
        return [Found(name, str(error), lasting=False)]
    return list(_read_data(data, name=name, known=known))


def archived(source: SourceDocument, *, known: Catalogue | None = None) -> Archived:
    """All that is kept of one document, read from its text alone. Pure: the same file gives the same ids.

    ``known`` names the indicators; by default the bundled catalogue.
    """
    resolution, reading = read_document(resolve(source), known=known)
    passages = split(resolution.text, resolution.sections, resolution.identity, document_id=resolution.document_id)
    return Archived(resolution, passages, reading.rows, reading.figures)


def _read_data(data: bytes, *, name: str, known: Catalogue | None) -> Iterator[Found]:
    """The documents one by one; where the file cannot be taken apart further, those before it stay."""
    try:
        for member in unpack(data, name=name):
            yield Found(member.name, _read_member(member, known=known))
    except UnreadableFile as error:
        yield Found(name, str(error))
    except MemoryError:
        raise
    except Exception as error:  # a fault of ours in one file must not cost the others
        yield Found(name, fault(name, error))


def _read_member(member: Member | Refused, *, known: Catalogue | None) -> Archived | str:
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
        return fault(member.name, error)


def _short(error: Exception) -> str:
    """The beginning of what an error says, in one line."""
    return " ".join(str(error).split())[:_LONGEST_ERROR]


def fault(name: str, error: Exception) -> str:
    """The line for a fault of ours that a file brought out."""
    return (
        f"{name}: lỗi phần mềm khi đọc tệp ({type(error).__name__}: {_short(error)}); hãy mở ra rồi lưu lại thành "
        ".docx, hoặc gửi tệp cho người quản trị."
    )
