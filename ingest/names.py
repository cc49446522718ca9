"""Names of files as people read them, whatever encoding a system or a zip kept them in."""

from __future__ import annotations

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


def _windows(encoding: str) -> Callable[[bytes], str]:
    return lambda raw: unicodedata.normalize("NFC", raw.decode(encoding, "replace"))


# The first of those that read equally well is taken: Windows-1258 is what Vietnamese Windows writes.
_READINGS: tuple[Callable[[bytes], str], ...] = (
    _windows("cp1258"),
    lambda raw: from_tcvn3(raw.decode("latin-1")),
    lambda raw: from_vni(raw.decode("latin-1")),
    _windows("gb18030"),
)


def _likeness(name: str) -> tuple[int, int]:
    """How much a reading looks like a name: words of resolutions, then the letters that Vietnamese has not."""
    foreign = sum(not _is_usual(each) for each in name)
    return vietnamese_words(name.replace("_", " ")), -foreign


def _is_usual(character: str) -> bool:
    """Whether a character may stand in a name: a letter of any kind, or what keyboards have."""
    return character.isascii() or character.isalpha()
