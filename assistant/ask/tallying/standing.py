"""Which figures stand: where an amending document gives a newer one for the same thing, that one counts.

The amended document stays, with all else that it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from assistant.ask.tallying.twins import is_amending
from assistant.ledger.units import Unit
from assistant.types import Indicator, Resolution

Key = tuple[object, ...]


def replaced_rows(
    rows: Iterable[Indicator], documents: Mapping[str, Resolution], unit_of: Callable[[str], Unit]
) -> dict[str, str]:
    """Row id -> id of the amending document that gives a newer figure of the same unit, year and indicator;
    ``unit_of`` tells the unit of a document by its id.
    """
    amending = {key for key, document in documents.items() if is_amending(document)}
    if not amending:
        return {}
    kept = list(rows)
    newer = {_figure(row, unit_of(row.document_id)): row.document_id for row in kept if row.document_id in amending}
    return {
        row.row_id: newer[figure]
        for row in kept
        if row.document_id not in amending and (figure := _figure(row, unit_of(row.document_id))) in newer
    }


def _figure(row: Indicator, unit: Unit) -> Key:
    return (unit, row.indicator or row.label, row.kind, row.measure, row.year, row.scope, row.sub_of, row.rank)
