"""Documents of which people reviewed rows, as labelled examples for who learns to read figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.types import Indicator, Resolution


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with all of its rows, rejected ones too, in the order of its text.

    Their ``review`` tells which count: rows that nobody has looked at are neither right nor wrong, and tell which
    figures are not to be learnt from.
    """

    resolution: Resolution
    rows: tuple[Indicator, ...]

    @property
    def reviewed(self) -> int:
        """How many of the rows a person confirmed, corrected or rejected."""
        return sum(row.review != "extracted" for row in self.rows)


def labelled(documents: Iterable[Resolution], rows: Iterable[Indicator]) -> list[Labelled]:
    """The documents of which some row was reviewed; ``rows`` are all rows, rejected ones among them."""
    by_document: dict[str, list[Indicator]] = {}
    for row in rows:
        by_document.setdefault(row.document_id, []).append(row)
    found = (
        Labelled(each, tuple(sorted(by_document.get(each.document_id, ()), key=lambda row: row.start)))
        for each in documents
    )
    return [each for each in found if each.reviewed]
