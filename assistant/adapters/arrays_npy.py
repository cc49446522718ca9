"""Arrays as ``.npy`` files, which the operating system reads where they lie: what is not asked for is not read.

All arrays of one time lie in a folder of their own, which gets its name when they are whole. The one before is taken
away then; who reads it meanwhile goes on, and where the system does not let go of it, it goes the next time. A sum of
each file's bytes (CRC-32) stands beside them: with a flipped bit a line would be there that no question finds. What
writes to a file while its array is read there is seen by its time and size; a disk that gives other bytes than were
written is not seen before the next start.
"""

from __future__ import annotations

import json
import os
import shutil
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from assistant.ports import Arrays

_UNFINISHED = ".tmp"
_ABANDONED_SECONDS = 86_400  # after which a folder that did not become whole is somebody's who was cut off
_SUMS = "sums.json"
_PAGE = 4096  # bytes of a file below which it is read at once


class _Stamp(NamedTuple):
    """Which file it is, with its size in bytes and the time when it was last written to, in ns."""

    device: int
    file: int
    size: int
    written: int


class NpyArrays:
    """Arrays in the folder ``path``, which is made by the first ``save``; safe for several threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._loaded: dict[Path, _Stamp] = {}  # of the files that are read where they lie

    def load(self) -> Arrays | None:
        """The arrays that were kept last, read-only; None where there are none, or some are broken."""
        self._loaded = {}
        for folder in reversed(self._folders()):
            with suppress(OSError, ValueError, EOFError):  # gone meanwhile, or cut off: what is derived is made again
                stamps = {each: _stamp(each) for each in folder.glob("*.npy")}  # before a byte is read
                arrays = _whole(folder)
                if arrays is not None:
                    self._loaded = stamps
                return arrays
        return None

    def is_as_loaded(self) -> bool:
        """Whether nobody has written to the files of the arrays that were loaded last.

        Files that are gone, or that others took the place of, are as they were to the one who reads them.
        """
        return not any(_is_written_to(path, stamp) for path, stamp in self._loaded.items())

    def save(self, arrays: Arrays) -> None:
        """Keeps all of them in the place of those before, or none: where they cannot be kept, nothing is said.

        A full disk, or one that may not be written, costs time at the next start and nothing else.
        """
        before = self._folders()
        made = self._path / f"{uuid4().hex}{_UNFINISHED}"
        try:
            made.mkdir(parents=True)
            for name, array in arrays.items():
                with (made / f"{name}.npy").open("wb") as file:
                    np.save(file, array, allow_pickle=False)
                    file.flush()
                    os.fsync(file.fileno())
            sums = {each.stem: _sum(each) for each in made.glob("*.npy")}
            (made / _SUMS).write_text(json.dumps(sums), encoding="utf-8")
            number = max((_number(each) for each in before), default=0) + 1
            made.rename(self._path / f"{number:08d}-{uuid4().hex[:8]}")
        except OSError:
            shutil.rmtree(made, ignore_errors=True)
            return
        for folder in (*before, *self._abandoned()):
            shutil.rmtree(folder, ignore_errors=True)

    def _abandoned(self) -> list[Path]:
        with suppress(OSError):
            since = time.time() - _ABANDONED_SECONDS
            return [each for each in self._path.glob(f"*{_UNFINISHED}") if each.stat().st_mtime < since]
        return []

    def _folders(self) -> list[Path]:
        """Those that are whole, the newest last."""
        with suppress(OSError):
            return sorted(each for each in self._path.iterdir() if each.suffix != _UNFINISHED)
        return []


def _number(folder: Path) -> int:
    number = folder.name.partition("-")[0]
    return int(number) if number.isdecimal() else 0


def _stamp(path: Path) -> _Stamp:
    told = path.stat()
    return _Stamp(told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns)


def _is_written_to(path: Path, stamp: _Stamp) -> bool:
    with suppress(OSError):
        now = _stamp(path)
        return now[:2] == stamp[:2] and now != stamp
    return False


def _whole(folder: Path) -> Arrays | None:
    """The arrays of a folder; None where one is not as it was written. Raises ``OSError`` and ``ValueError``."""
    sums = json.loads((folder / _SUMS).read_text(encoding="utf-8"))
    files = sorted(folder.glob("*.npy"))
    return {each.stem: _mapped(each) for each in files} if {each.stem: _sum(each) for each in files} == sums else None


def _sum(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found = zlib.crc32(piece, found)
    return found


def _mapped(path: Path) -> NDArray[Any]:
    """An array that lies in a file; as a plain one, since each piece of a mapped one costs more to make."""
    if path.stat().st_size >= _PAGE:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    array: NDArray[Any] = np.load(path, allow_pickle=False)
    array.flags.writeable = False
    return array
