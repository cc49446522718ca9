"""Names of files as people read them, whatever encoding a system or a zip kept them in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from ingest.readers.legacy import from_tcvn3, from_vni, vietnamese_words


def readable(raw: bytes) -> str:
    """The bytes of a name as text in NFC: as UTF-8, else in the encoding of old Windows that reads best.

    Nothing in it can end a line or leave a folder: control characters become "_".
    """
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = max((read(raw) for read in _READINGS), key=_likeness)
    name = unicodedata.normalize("NFC", name)
    return "".join("_" if unicodedata.category(each) in ("Cc", "Cs", "Co", "Cn") else each for each in name)


_LEFT_BY_SYSTEMS = frozenset(("thumbs.db", "desktop.ini", "__macosx"))


def is_left_by_system(path: str) -> bool:
    """Whether a path is hidden, or leads to what a system or Word puts beside files: it is no document."""
    return any(part.startswith((".", "~$")) or part.lower() in _LEFT_BY_SYSTEMS for part in path.split("/"))


def _windows(encoding: str) -> Callable[[bytes], str]:
    return lambda raw: unicodedata.normalize("NFC", raw.decode(encoding, "replace"))


_MARKED_RUN = re.compile("[\xc0-\u024f\u1e00-\u1eff]{4,}")  # no syllable has more than three: "đườ"
# The first of those that read equally well is taken: Windows-1258 is what Vietnamese Windows writes.
_READINGS: tuple[Callable[[bytes], str], ...] = (
    _windows("cp1258"),
    lambda raw: from_tcvn3(raw.decode("latin-1")),
    lambda raw: from_vni(raw.decode("latin-1")),
    _windows("gb18030"),
)


def _likeness(name: str) -> tuple[int, int]:
    """How much a reading looks like a name: words of resolutions, then the characters that no name has."""
    foreign = sum(not (each.isascii() or each.isalpha()) for each in name)
    return vietnamese_words(name.replace("_", " ")), -foreign - sum(map(len, _MARKED_RUN.findall(name)))
