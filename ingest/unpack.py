"""The files in a file: zips and mails are taken apart, and what lies in those, down to documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import count
from pathlib import PurePosixPath

from assistant.errors import UnreadableFile
from ingest.detect import detect
from ingest.members import Member, Opener, Refused

_OPENERS = {
    "zip": "ingest.readers.zipped:open_zip",
    "mail": "ingest.readers.mail:open_mail",
    "msg": "ingest.readers.msg:open_msg",
    "tnef": "ingest.readers.tnef:open_tnef",
}

# Limits far above what offices send; a zip bomb ends at them with one line.
_MOST_MEMBERS = 5_000
_MOST_DEPTH = 5  # a zip in a mail in a zip …
_MOST_BYTES = 1_000_000_000  # unpacked, all together; one member at a time is held in memory
_MOST_IN_ONE = 100_000_000  # bytes


class _Stopped(Exception):
    """A limit that ends the unpacking; no error, it carries the line for the user."""


@dataclass(slots=True)
class _Spent:
    """What has been taken out of the outermost file so far."""

    members: int = 0
    size: int = 0

    def add(self, size: int) -> None:
        self.members += 1
        self.size += size
        if self.members > _MOST_MEMBERS:
            raise _Stopped(f"chứa quá {_MOST_MEMBERS} tệp")
        if self.size > _MOST_BYTES:
            raise _Stopped(f"giải nén ra quá {_MOST_BYTES // 1_000_000} MB")


def unpack(data: bytes, *, name: str) -> Iterator[Member | Refused]:
    """The files in the bytes of a file, in their order: the file itself, unless it holds others.

    Members of members too, each once; their names are paths that begin with ``name``. What is encrypted, broken or
    beyond a limit is ``Refused`` with its reason; nothing is raised and nothing is written anywhere.
    """
    try:
        yield from _unpack(Member(name, data), _Spent(), 0)
    except _Stopped as stopped:
        yield Refused(
            name, f"{_last(name)}: {stopped}, dừng giải nén ở đó; hãy giải nén bằng tay rồi nạp những tệp cần dùng."
        )


def _unpack(file: Member, spent: _Spent, depth: int) -> Iterator[Member | Refused]:
    opener = _opener(file)
    if opener is None:
        yield file
        return
    if depth == _MOST_DEPTH:
        raise _Stopped(f"có tệp nén lồng nhau quá {_MOST_DEPTH} lớp")
    before = spent.members
    taken: Counter[str] = Counter()
    try:
        for found in opener(file.data, name=_last(file.name), most=_MOST_IN_ONE):
            path = f"{file.name}/{_apart(found.name, taken)}"
            if isinstance(found, Refused):
                spent.add(0)
                yield Refused(path, found.reason)
            else:
                spent.add(len(found.data))
                yield from _unpack(Member(path, found.data), spent, depth + 1)
    except UnreadableFile as error:
        yield Refused(file.name, str(error))
        return
    if spent.members == before:
        yield Refused(
            file.name, f"{_last(file.name)}: không có tệp nào bên trong; hãy kiểm tra lại tệp rồi nạp bản đúng."
        )


def _apart(name: str, taken: Counter[str]) -> str:
    """``name``, or that with a number where another member has it: two communes attach "nghị quyết.docx"."""
    taken[name] += 1
    if taken[name] == 1:
        return name
    pure = PurePosixPath(name)
    numbered = (str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}")) for number in count(taken[name]))
    free = next(each for each in numbered if not taken[each])
    taken[free] += 1
    return free


def _opener(file: Member) -> Opener | None:
    """What takes a file apart, ``None`` where it is a document of its own. A vendor is imported here."""
    place = _OPENERS.get(detect(file.data, name=_last(file.name)))
    if place is None:
        return None
    module, _, function = place.partition(":")
    opener: Opener = getattr(import_module(module), function)
    return opener


def _last(name: str) -> str:
    return name.rpartition("/")[2]
