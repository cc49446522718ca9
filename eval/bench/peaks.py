"""How much memory the processes took that something started, by what Linux keeps of each."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

_EVERY = 0.1  # seconds; what a process took at most is kept until it ends, so that it is seen if it lives as long
_PROCESSES = Path("/proc")
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
_PARENT = re.compile(r"PPid:\s+(\d+)")
_FORKED = "multiprocessing.forkserver"


@contextmanager
def peaks() -> Iterator[dict[str, float]]:
    """The most memory of one process, in MB, by its program, of all below this one; filled until the block ends.

    Processes that read files are "worker". It stays empty where the system keeps no such figures.
    """
    largest: dict[str, float] = {}
    ended = Event()
    watching = Thread(target=_watch, args=(largest, ended), daemon=True)
    watching.start()
    try:
        yield largest
    finally:
        ended.set()
        watching.join()


def _watch(largest: dict[str, float], ended: Event) -> None:
    while not ended.wait(_EVERY):
        for program, size in _below(os.getpid()):
            largest[program] = max(size, largest.get(program, 0.0))


def _below(top: int) -> Iterator[tuple[str, float]]:
    """The processes below ``top`` with the most that each has taken."""
    parents: dict[int, int] = {}
    taken: dict[int, tuple[str, float]] = {}
    for place in _PROCESSES.glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            status = (place / "status").read_text(encoding="utf-8")
            parent, most = _PARENT.search(status), _PEAK.search(status)
            if parent and most:  # the system's own have none, nor those that have ended
                parents[int(place.name)] = int(parent[1])
                taken[int(place.name)] = _program(place, status), int(most[1]) * 1024 / 1e6
    below = found = {top}
    while found:
        found = {child for child, parent in parents.items() if parent in below} - below
        below |= found
    yield from (taken[one] for one in below - {top} if one in taken)


def _program(place: Path, status: str) -> str:
    if _FORKED in (place / "cmdline").read_text(encoding="utf-8"):
        return "worker"
    return status.partition("\n")[0].removeprefix("Name:").strip()
