"""Writes OLE packages (.doc, .msg and the like) with the streams that a test needs."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Tree = Mapping[str, "bytes | Tree"]

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    left: int = _NONE
    child: int = _NONE
    start: int = _END
    size: int = 0
    children: list[int] = field(default_factory=list)


def made_ole(tree: Tree) -> bytes:
    """The bytes of a package; a mapping in it is a storage."""
    entries = [_Entry("Root Entry", _ROOT)]
    _add(entries, entries[0], tree)
    mini, mini_fat = _mini_stream(entries)
    body, fat = bytearray(), list[int]()

    def put(data: bytes) -> int:
        if not data:
            return _END
        start, count = len(fat), -(-len(data) // _SECTOR)
        body.extend(data.ljust(count * _SECTOR, b"\0"))
        fat.extend([*range(start + 1, start + count), _END])
        return start

    for entry in entries:
        if entry.kind == _STREAM and len(entry.data) >= _CUTOFF:
            entry.start = put(entry.data)
    entries[0].start, entries[0].size = put(mini), len(mini)
    mini_start = put(b"".join(struct.pack("<I", each) for each in mini_fat))
    folder_start = put(b"".join(_packed(entries)))
    sectors = -(-(len(fat) + 1) // (_SECTOR // 4 - 1))
    first = len(fat)
    fat.extend([_FAT] * sectors)
    table = b"".join(struct.pack("<I", each) for each in fat).ljust(sectors * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, sectors, folder_start, 0, _CUTOFF, mini_start, -(-len(mini_fat) * 4 // _SECTOR), _END, 0),
    )
    places = [*range(first, first + sectors), *[_FREE] * (109 - sectors)]
    return header + struct.pack("<109I", *places) + bytes(body) + table


def _add(entries: list[_Entry], parent: _Entry, tree: Tree) -> None:
    """Adds what a storage holds; its members hang on one another by their left side."""
    before = _NONE
    for name, held in tree.items():
        is_stream = isinstance(held, bytes)
        entry = _Entry(name, _STREAM if is_stream else _STORAGE, held if isinstance(held, bytes) else b"", before)
        entry.size = len(entry.data)
        before = len(entries)
        entries.append(entry)
        if not isinstance(held, bytes):
            _add(entries, entry, held)
    parent.child = before


def _mini_stream(entries: list[_Entry]) -> tuple[bytes, list[int]]:
    """Small streams lie in sectors of their own size, one behind the other."""
    stream, fat = bytearray(), list[int]()
    for entry in entries:
        if entry.kind == _STREAM and 0 < len(entry.data) < _CUTOFF:
            entry.start, count = len(fat), -(-len(entry.data) // _MINI)
            stream.extend(entry.data.ljust(count * _MINI, b"\0"))
            fat.extend([*range(entry.start + 1, entry.start + count), _END])
    return bytes(stream), fat


def _packed(entries: list[_Entry]) -> Iterator[bytes]:
    for entry in entries:
        name = entry.name.encode("utf-16-le")
        yield struct.pack(
            "<64sHBBIII36xIQ",
            *(name, len(name) + 2, entry.kind, 1, entry.left, _NONE, entry.child, entry.start, entry.size),
        )
