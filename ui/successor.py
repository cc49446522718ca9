"""The document that stands today in the place of one that is gone."""

from __future__ import annotations

from assistant.errors import UnknownDocument
from assistant.ports import Shelf
from assistant.types import Resolution


def successor(shelf: Shelf, document_id: str) -> Resolution | None:
    """The newest version of a document that was replaced, perhaps several times; None where it was removed."""
    seen = {document_id}
    gone = shelf.gone(document_id)
    while gone is not None and gone.replaced_by is not None and gone.replaced_by not in seen:
        seen.add(gone.replaced_by)
        try:
            return shelf.document(gone.replaced_by)
        except UnknownDocument:
            gone = shelf.gone(gone.replaced_by)
    return None
