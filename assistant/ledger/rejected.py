"""The rows that staff rejected: no answer uses them, but they can be found, and taken back."""

from __future__ import annotations

from collections.abc import Collection

from assistant.errors import UnknownRow
from assistant.ports import Shelf
from assistant.types import Correction, Indicator


def rejected(shelf: Shelf, ids: Collection[str] | None = None) -> list[Indicator]:
    """The rejected rows whose figure still stands in its document, of these indicators or labels, or all."""
    said = (each for each in shelf.corrections() if each.row.review == "rejected")
    return [each.row for each in said if _stands(shelf, each) and (ids is None or _name(each.row) in ids)]


def _name(row: Indicator) -> str:
    return row.indicator or row.label


def _stands(shelf: Shelf, said: Correction) -> bool:
    try:
        return shelf.row(said.row.row_id).review == "rejected"
    except UnknownRow:
        return False
