"""The name that a file's document is asked for by: no two documents of an archive have the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count


def free_name(name: str, *, path: str, taken: Callable[[str], bool]) -> str:
    """``name``, or where it is taken, ``name`` below as many of the folders of ``path`` as tell it apart."""
    return next(each for each in _names(name, path) if not taken(each))


def _names(name: str, path: str) -> Iterator[str]:
    yield name
    if path.endswith(f"/{name}"):
        folders = [folder for folder in path.removesuffix(name).split("/") if folder]
        yield from ("/".join((*folders[-depth:], name)) for depth in range(1, len(folders) + 1))
    yield from (f"{name} ({number})" for number in count(2))
