"""Units that a document gives figures of besides its own, made into documents of their own for the tally.

"Xã nào trên 58 triệu" is asked of the communes in a district's table, too. So each row of another unit is told under
an id of its own, made of its document's and the unit's, and the unit is a document with the same text and name that
speaks for it. Whatever is shown or cited goes back to the document (``document_id_of``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from assistant.ledger.placed import identity_of
from assistant.types import Indicator, Resolution, Span

_MARK = "#"


def document_id_of(unit_id: str) -> str:
    """The id of the document that stands behind an id, which may be the document's own."""
    return unit_id.partition(_MARK)[0]


def is_elsewhere(unit_id: str) -> bool:
    """Whether an id is that of a unit in another's document."""
    return _MARK in unit_id


def under_unit(row: Indicator) -> Indicator:
    """The row under the id of its unit; as it is where that is its document's own.

    What is part of a commune's figure is the whole of its village's.
    """
    if row.place is None:
        return row
    sub_of = None if row.sub_of == row.indicator else row.sub_of
    return replace(row, document_id=f"{row.document_id}{_MARK}{row.place}", sub_of=sub_of)


def under_document(row: Indicator) -> Indicator:
    """The row as the archive has it."""
    return replace(row, document_id=document_id_of(row.document_id)) if is_elsewhere(row.document_id) else row


def in_document(span: Span) -> Span:
    """The span as it is cited: of the document."""
    return replace(span, document_id=document_id_of(span.document_id)) if is_elsewhere(span.document_id) else span


def units_elsewhere(rows: Iterable[Indicator], documents: Mapping[str, Resolution]) -> dict[str, Resolution]:
    """The units of rows that are not their documents' own, as documents by id; rows of unknown documents are left."""
    found: dict[str, Resolution] = {}
    for row in rows:
        document = documents.get(row.document_id)
        if document is None or row.place is None:
            continue
        unit_id = under_unit(row).document_id
        if unit_id not in found:
            found[unit_id] = replace(document, document_id=unit_id, identity=identity_of(row, document.identity))
    return found
