"""A folder that is looked at again and again: what is new or changed in it is read once it has been written.

A file is taken when two looks in a row find it the same, so that one that is being copied is left until it is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ingest.names import is_left_by_system

Look = dict[Path, tuple[int, int]]  # size in bytes and time in nanoseconds of each file


def settled(look: Callable[[], Look], pause: Callable[[], bool]) -> Iterator[list[Path]]:
    """The files that are new or have changed and stand still, each time that there are any.

    ``pause`` waits before the next look, and says whether there is to be one.
    """
    taken: Look = {}
    before: Look = {}
    while pause():
        now = look()
        ripe = [path for path, told in now.items() if before.get(path) == told != taken.get(path)]
        before = now
        if ripe:
            taken.update({path: now[path] for path in ripe})
            yield ripe


def look_at(folder: Path) -> Look:
    """The files below a folder as they are now, without what systems leave there; one that goes is left out."""
    found: Look = {}
    for path in folder.rglob("*"):
        if is_left_by_system(path.relative_to(folder).as_posix()):
            continue
        try:
            told = path.stat()
        except OSError:
            continue
        if path.is_file():
            found[path] = (told.st_size, told.st_mtime_ns)
    return found
