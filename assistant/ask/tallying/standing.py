"""Which figures stand: where an amending document gives a newer one for the same thing, that one counts.

The amended document stays, with all else that it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.ask.tallying.twins import is_amending
from assistant.types import Indicator, Resolution

Key = tuple[object, ...]


def replaced_rows(rows: Iterable[Indicator], documents: Mapping[str, Resolution]) -> dict[str, str]:
    """Row id -> id of the amending document that gives a newer figure of the same unit, year and indicator."""
    amending = {key for key, document in documents.items() if is_amending(document)}
    if not amending:
        return {}
    kept = list(rows)
    newer = {_figure(row, documents): row.document_id for row in kept if row.document_id in amending}
    return {
        row.row_id: newer[figure]
        for row in kept
        if row.document_id not in amending and (figure := _figure(row, documents)) in newer
    }


def _figure(row: Indicator, documents: Mapping[str, Resolution]) -> Key:
    identity = documents[row.document_id].identity
    unit = (identity.level, identity.place or row.document_id, identity.district)
    return (*unit, row.indicator or row.label, row.kind, row.measure, row.year, row.scope, row.sub_of, row.rank)
