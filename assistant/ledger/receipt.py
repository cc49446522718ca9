"""The receipt of a document, from all that is kept of it."""

from __future__ import annotations

from assistant.types import Archived, Receipt


def receipt_of(archived: Archived) -> Receipt:
    """What became of the file: its parts, what was dropped, its rows, and every number that is none."""
    resolution = archived.resolution
    return Receipt(
        document_id=resolution.document_id,
        document=resolution.name,
        remarks=resolution.remarks,
        dropped=resolution.dropped,
        rows=sum(row.review != "rejected" for row in archived.indicators),
        figures=tuple(each for each in archived.figures if each.verdict != "row"),
    )
