"""The name that a file's document is asked for by: no two of an archive have the same, and it may be typed freely."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count

from assistant.errors import UnknownDocument
from assistant.language.text import normalise


def free_name(name: str, *, path: str, taken: Callable[[str], bool]) -> str:
    """``name``, or where it is taken, ``name`` below as many of the folders of ``path`` as tell it apart."""
    return next(each for each in _names(name, path) if not taken(each))


def _names(name: str, path: str) -> Iterator[str]:
    yield name
    if path.endswith(f"/{name}"):
        folders = [folder for folder in path.removesuffix(name).split("/") if folder]
        yield from ("/".join((*folders[-depth:], name)) for depth in range(1, len(folders) + 1))
    yield from (f"{name} ({number})" for number in count(2))


def meant(typed: str, held: Mapping[str, str]) -> str | None:
    """What is ``held`` under the name that ``typed`` means; None where it means none.

    Letters may be composed or apart, small or great, tone marks on either vowel, folders left out. Raises
    ``UnknownDocument`` where names of several documents may be meant.
    """
    names = _meant(typed, sorted(held))
    if len({held[name] for name in names}) > 1:
        told = ", ".join(f"“{name}”" for name in names)
        raise UnknownDocument(f"Có nhiều văn bản mang tên “{typed}”: {told}. Hãy gõ đủ đường dẫn như trên.")
    return held[names[0]] if names else None


def _meant(typed: str, names: Iterable[str]) -> list[str]:
    """The very name, else those that read the same, else those of which it is the last parts."""
    sought = normalise(typed)
    read = {name: normalise(name) for name in names}
    if typed in read:
        return [typed]
    same = [name for name, reads in read.items() if reads == sought]
    return same or [name for name, reads in read.items() if reads.endswith(f"/{sought}")]
