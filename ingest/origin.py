"""Where a file lies, and by what it is known again: its path first, then its size and time, at last its bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
import unicodedata
from functools import cache
from importlib.metadata import distributions
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from assistant.settings import Settings
from assistant.types import Origin

_READ_BY = ("ingest", "assistant.language")  # the packages whose code and tables decide how a file is read
_TOOLS = ("soffice", "tesseract")  # with one more of these, a file may be read better
_KINDS = (".py", ".toml", ".npz", ".json", ".jsonl", ".gz")
_SETTLED_NS = 2_000_000_000  # a file changed since may change again without its time telling: FAT counts in 2 s
_BLOCK = 1 << 20  # bytes


def origin_of(path: Path, *, reading: str) -> Origin:
    """Where ``path`` lies and how it is; ``modified`` is 0 for a file that was changed a moment ago."""
    told = path.stat()
    modified = told.st_mtime_ns if time.time_ns() - told.st_mtime_ns > _SETTLED_NS else 0
    return Origin(path_of(path), told.st_size, modified, reading)


def path_of(path: Path) -> str:
    """The path by which a file is known: absolute, in NFC, and text also where a name is no UTF-8."""
    raw = os.fsencode(path.absolute().as_posix())
    return unicodedata.normalize("NFC", raw.decode("utf-8", "backslashreplace"))


def lies(path: str) -> bool:
    """Whether there is a file at ``path``, or a file that holds it, as a zip holds its members."""
    first, *rest = Path(path).parts
    places = [Path(first)]
    for part in rest:
        forms = {unicodedata.normalize(form, part) for form in ("NFC", "NFD")}
        places = [place / form for place in places for form in forms if (place / form).exists()]
        if any(place.is_file() for place in places):
            return True
    return "\\x" in path  # a name that is no UTF-8 cannot be looked for


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def reading_version(catalogue: Path | None) -> str:
    """Changes by itself when files may be read otherwise: by our code, its tables, the tools or the catalogue."""
    own = catalogue.read_bytes() if catalogue is not None and catalogue.is_file() else b""
    return hashlib.sha256(_software().encode() + own).hexdigest()[:16]


def rejecting_version(settings: Settings) -> str:
    """Changes by itself when what was rejected may be read after all: with the above, the limits, what is installed.

    A package more or less makes rejected files be read once more, no others.
    """
    from ingest.readers.soffice import program
    from ingest.readers.tesseract import engine

    limits = f"{settings.max_file_mb} {settings.file_seconds} {settings.file_memory_mb}"
    packages = " ".join(sorted(f"{each.name} {each.version}" for each in distributions()))
    said = f"{reading_version(settings.catalogue)} {limits} {program()} {engine()} {packages}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@cache
def _software() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for package in _READ_BY:
        _add(digest, files(package))
    digest.update(" ".join(tool for tool in _TOOLS if shutil.which(tool)).encode())
    return digest.hexdigest()


def _add(digest: hashlib._Hash, folder: Traversable) -> None:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            _add(digest, each)
        elif each.name.endswith(_KINDS):
            digest.update(each.name.encode() + each.read_bytes())
