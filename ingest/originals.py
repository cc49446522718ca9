"""The file that a document came in, as it was sent: to be downloaded, and its pages to be looked at.

Only bytes whose hash is the document's are given out, so that no path leads to any other file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.errors import NoOriginal, UnreadableFile
from assistant.settings import Settings
from assistant.types import Filed, Resolution
from ingest.crew import Limits, Lost, alone
from ingest.detect import detect
from ingest.kept import kept_as
from ingest.members import Member
from ingest.unpack import unpack

_DRAWN = ("pdf", "image")
_SECONDS = 60.0  # to take a file out of a zip, or to draw one page


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was sent; ``pages`` are those that can be drawn, 0 where it has none to look at."""

    name: str
    data: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Where a file may lie, and the hash by which it is known."""

    places: tuple[str, ...]
    content_hash: str


def original(document: Resolution, files: list[Filed], *, settings: Settings) -> Original:
    """The file that a document came in. Raises ``NoOriginal`` where it lies nowhere any more."""
    found = _apart(partial(_load, page=None), _wanted(document, files, settings), settings)
    return Original(document.name.rpartition("/")[2], found.data, found.pages)


def page_picture(document: Resolution, files: list[Filed], *, page: int, settings: Settings) -> bytes:
    """One page of the file as a PNG; the first is 1. Raises ``NoOriginal`` where there is no such page."""
    return _apart(partial(_load, page=page), _wanted(document, files, settings), settings).data


def _wanted(document: Resolution, files: list[Filed], settings: Settings) -> _Wanted:
    own = kept_as(document.content_hash, settings=settings)
    return _Wanted((*(filed.origin.path for filed in files), *own), document.content_hash)


def _apart(run: partial[Original | str], wanted: _Wanted, settings: Settings) -> Original:
    """What ``run`` finds in a process of its own: a hostile file takes no more than that process."""
    limits = Limits(_SECONDS, settings.file_memory_mb)
    found = alone(run, wanted, limits=limits)
    if isinstance(found, Lost):
        raise NoOriginal("Không mở được tệp gốc để xem: tệp quá lớn hoặc đã hỏng. Hãy tải tệp về rồi mở.")
    if isinstance(found, str):
        raise NoOriginal(found)
    return found


def _load(wanted: _Wanted, *, page: int | None) -> Original | str:
    """The file, or one page of it drawn; else why there is none."""
    data = next((data for place in wanted.places for data in _at(place) if _is(data, wanted)), None)
    if data is None:
        return "Tệp gốc không còn ở nơi đã nạp; toàn văn trong kho vẫn đủ. Muốn xem lại tệp gốc, hãy tải tệp lên lại."
    kind = detect(data, name=wanted.places[0].rpartition("/")[2])
    if kind not in _DRAWN:
        return Original("", data, 0) if page is None else "Tệp này không có trang để xem. Hãy tải tệp gốc về."
    from ingest.readers.drawn import draw_page, page_count

    try:
        pages = page_count(data, kind=kind)
        if page is None:
            return Original("", data, pages)
        if not 1 <= page <= pages:
            return f"Tệp gốc có {pages} trang, không có trang {page}."
        return Original("", draw_page(data, page, kind=kind), pages)
    except UnreadableFile as error:
        return Original("", data, 0) if page is None else str(error)


def _is(data: bytes, wanted: _Wanted) -> bool:
    return hashlib.sha256(data).hexdigest() == wanted.content_hash


def _at(place: str) -> Iterator[bytes]:
    """What lies at a path, also within a zip or a mail."""
    path = Path(place)
    file = next((each for each in (path, *path.parents) if each.is_file()), None)
    if file is None:
        return
    if file == path:
        yield file.read_bytes()
    parts = unpack(file.read_bytes(), name=file.as_posix()) if file != path else ()
    yield from (part.data for part in parts if isinstance(part, Member) and part.name == place)
