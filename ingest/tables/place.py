"""A line of a document where tables are looked for."""

from __future__ import annotations

from typing import NamedTuple

from assistant.types import Section


class Placed(NamedTuple):
    """A line with its section and its offset."""

    section: Section
    text: str
    start: int

    @property
    def end(self) -> int:
        """One past the last character."""
        return self.start + len(self.text)
