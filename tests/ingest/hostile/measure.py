"""What each of many hostile files costs, and what becomes of it.

``python -m tests.ingest.hostile.measure 1000 --seed 7`` makes them, reads each in a process of its own as ``ingest``
does, and tells those that end in a fault, take over 20 s or over 1 GB. ``--keep FOLDER`` keeps those.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import pickle
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.language.catalogue import load_catalogue
from assistant.settings import Settings
from ingest.read_file import read_file
from tests.ingest.formats import every_format
from tests.ingest.hostile.changed import changed
from tests.ingest.hostile.office import OFFICE
from tests.ingest.hostile.packed import PACKED
from tests.ingest.hostile.paged import PAGED
from tests.ingest.hostile.written import WRITTEN, Maker

CRAFTED: dict[str, Maker] = {**WRITTEN, **OFFICE, **PAGED, **PACKED}
MOST_SECONDS, MOST_MB = 20.0, 1_000.0
_CRAFTED_SHARE = 0.6
_MOST_WAITED = 240.0  # seconds; a process that waits for something that never comes
_LARGEST = 40_000_000  # bytes; what is larger is refused unread


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file, and the maker that it came from."""

    name: str
    maker: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a file: "read", "rejected", or what went wrong."""

    name: str
    maker: str
    outcome: str
    line: str
    seconds: float
    megabytes: float

    @property
    def is_well(self) -> bool:
        """Whether it was read or rejected as it should be, within time and memory."""
        return self.outcome in ("read", "rejected") and self.seconds <= MOST_SECONDS and self.megabytes <= MOST_MB


def hostile_files(count: int, *, seed: int, folder: Path) -> Iterator[Hostile]:
    """So many files, the same for a seed; the kinds take turns."""
    chance = random.Random(seed)
    good = every_format(folder)
    crafted, formats = list(CRAFTED), list(good)
    for at in range(count):
        own = random.Random(chance.random())
        if at % 10 < 10 * _CRAFTED_SHARE:
            maker = crafted[(at // 10 * 6 + at % 10) % len(crafted)]
            yield Hostile(f"{at} {maker}", maker, CRAFTED[maker](own)[:_LARGEST])
        else:
            kind = formats[(at // 10 * 4 + at % 10 - 6) % len(formats)]
            yield Hostile(f"{at} đổi.{kind}", f"đổi.{kind}", changed(good[kind], own))


def measured(file: Hostile, folder: Path) -> Told:
    """Reads one in a process of its own, which may take twice what is allowed, and much longer on a machine that does
    other work besides: the time that counts is that of its processors."""
    path = folder / file.name
    path.write_bytes(file.data)
    heard, says = os.pipe()
    held = _held_mb()  # a child begins with what its parent holds
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _read(path, says)
    os.close(says)
    signal.signal(signal.SIGALRM, lambda *_: _end_late(child, began=began))
    signal.setitimer(signal.ITIMER_REAL, 2 * MOST_SECONDS, 1.0)
    with os.fdopen(heard, "rb") as pipe:
        said = pipe.read()
    _, status, spent = os.wait4(child, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    path.unlink()
    ended = os.WTERMSIG(status) == signal.SIGKILL
    waited = time.monotonic() - began
    seconds = waited if ended else min(waited, spent.ru_utime + spent.ru_stime)
    megabytes = max(0.0, spent.ru_maxrss / 1000 - held)
    died = "hết giờ" if ended else "rejected"  # the crew has a line for it
    outcome, line = pickle.loads(said) if said else (died, f"tiến trình chết ({status})")
    return Told(file.name, file.maker, outcome, line, round(seconds, 2), round(megabytes))


def _end_late(child: int, *, began: float) -> None:
    """Ends a group of processes that has had its time of the processors, or sits there without using any."""
    if _cpu_seconds(child) > 2 * MOST_SECONDS or time.monotonic() - began > _MOST_WAITED:
        os.killpg(child, signal.SIGKILL)


def _cpu_seconds(group: int) -> float:
    """What a group of processes has used of the processors, with those of its children that have ended."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # one that ended meanwhile
            told = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            ticks += sum(map(int, told[11:15])) if int(told[2]) == group else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def _held_mb() -> float:
    """What this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _read(path: Path, says: int) -> None:
    """The life of the child."""
    import resource

    os.setpgid(0, 0)
    sys.stderr.write(f"{path.name}\n")
    faulthandler.dump_traceback_later(MOST_SECONDS)  # where it is when its time is up
    memory = Settings().file_memory_mb * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    try:
        found = [
            each.held for each in read_file(path, name=path.name, max_bytes=_LARGEST, known=load_catalogue(None))
        ]
        lines = [held for held in found if isinstance(held, str)]
        bad = [line for line in lines if "\n" in line or "lỗi phần mềm" in line or "hãy" not in line]
        told = (
            ("lỗi", bad[0])
            if bad
            else ("read", "")
            if len(lines) < len(found) or not found
            else ("rejected", lines[0])
        )
    except MemoryError:
        told = ("rejected", "bộ nhớ")  # as the crew tells it
    except BaseException as error:
        told = ("ngoại lệ", f"{type(error).__name__}: {error}"[:300])
    with os.fdopen(says, "wb") as pipe:
        pickle.dump(told, pipe)
    os._exit(0)


def measure(count: int, *, seed: int, keep: Path | None = None) -> Iterator[Told]:
    """Each of so many files, as it is done with."""
    load_catalogue(None)
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as given:
        for file in hostile_files(count, seed=seed, folder=Path(made)):
            told = measured(file, Path(given))
            if keep is not None and not told.is_well:
                (keep / file.name).write_bytes(file.data)
            yield told


def main() -> None:
    """Measures and prints: one line for each that is not well, then how many of each."""
    asked = argparse.ArgumentParser()
    asked.add_argument("count", type=int)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--keep", type=Path)
    given = asked.parse_args()
    counts: Counter[str] = Counter()
    slowest = largest = 0.0
    for told in measure(given.count, seed=given.seed, keep=given.keep):
        counts[told.outcome] += 1
        counts["> 20 s"] += told.seconds > MOST_SECONDS
        counts["> 1 GB"] += told.megabytes > MOST_MB
        counts["không đạt"] += not told.is_well
        slowest, largest = max(slowest, told.seconds), max(largest, told.megabytes)
        if not told.is_well:
            said = (told.name, told.outcome, told.seconds, told.megabytes, told.line[:160])
            sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    sys.stdout.write(f"{dict(counts)}; lâu nhất {slowest} s, nhiều nhất {largest} MB\n")


if __name__ == "__main__":
    main()
