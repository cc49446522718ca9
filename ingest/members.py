"""What comes out of a file that holds others: a mail with attachments, a zip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Member:
    """One file in another. ``name`` leads to it: "gói.zip/xã An Lạc/nghị quyết.docx"."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A member that cannot be taken out; ``reason`` is the whole line for the user, with the remedy."""

    name: str
    reason: str


class Opener(Protocol):
    """Takes one level out of a file."""

    def __call__(self, data: bytes, *, name: str, most: int) -> Iterator[Member | Refused]:
        """The members under their names, without that of the file; two may have the same, none exceed ``most`` bytes.

        Raises ``UnreadableFile`` where the file cannot be opened.
        """
        ...


def safe_path(parts: Sequence[str]) -> str:
    """The path of a member below its file, without what would lead out of it."""
    return "/".join(part for part in parts if part not in ("", ".", "..") and not part.endswith(":"))
