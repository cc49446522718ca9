"""A shelf whose documents are the archive's and whose ledger is another; the archive itself stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import UnknownRow
from assistant.ledger.listed import choices_of, page_of
from assistant.ports import Shelf
from assistant.types import (
    Correction,
    Filed,
    Gone,
    Indicator,
    Passage,
    Receipt,
    Resolution,
    RowChoices,
    RowPage,
    RowQuery,
)


@dataclass(frozen=True, slots=True)
class GoldShelf:
    """``Shelf`` over ``shelf`` with ``rows`` as all of its ledger, in the order of the documents and their text."""

    shelf: Shelf
    rows: tuple[Indicator, ...]

    def documents(self) -> list[Resolution]:
        """The archive's documents."""
        return self.shelf.documents()

    def document(self, id_or_name: str) -> Resolution:
        """One of the archive's documents. Raises ``UnknownDocument``."""
        return self.shelf.document(id_or_name)

    def files(self, document_id: str | None = None) -> list[Filed]:
        """The archive's files."""
        return self.shelf.files(document_id)

    def receipt(self, id_or_name: str) -> Receipt:
        """The archive's receipt of a document. Raises ``UnknownDocument``."""
        return self.shelf.receipt(id_or_name)

    def gone(self, document_id: str) -> Gone | None:
        """What the archive knows of a document that it has no more."""
        return self.shelf.gone(document_id)

    def passages(self, ids: Sequence[str] | None = None) -> list[Passage]:
        """The archive's passages."""
        return self.shelf.passages(ids)

    def passage_ids(self, since: int = 0) -> set[str]:
        """The archive's ids of passages."""
        return self.shelf.passage_ids(since)

    def indicators(
        self,
        ids: Sequence[str] | None = None,
        *,
        documents: Sequence[str] | None = None,
        unsure_below: float | None = None,
    ) -> list[Indicator]:
        """The rows of these catalogue ids and unknown labels, of these documents, not read for sure, or all."""
        return [
            row
            for row in self.rows
            if (ids is None or (row.indicator or row.label) in ids)
            and (documents is None or row.document_id in documents)
            and (unsure_below is None or row.confidence < unsure_below)
        ]

    def ledger_page(self, query: RowQuery) -> RowPage:
        """Some of the rows, filtered and sorted, and how many there are in all."""
        return page_of(self.rows, self.documents(), query)

    def ledger_choices(self) -> RowChoices:
        """What the rows can be narrowed by."""
        return choices_of(self.rows, self.documents())

    def placed(self) -> list[Indicator]:
        """One row of each unit that is not its document's own."""
        rows = [row for row in self.rows if row.place is not None]
        return list({(row.document_id, row.place): row for row in reversed(rows)}.values())[::-1]

    def row(self, row_id: str) -> Indicator:
        """One row by its id. Raises ``UnknownRow``."""
        found = next((row for row in self.rows if row.row_id == row_id), None)
        if found is None:
            raise UnknownRow(f"Sổ mẫu không có dòng nào mang mã “{row_id}”.")
        return found

    def corrections(self) -> list[Correction]:
        """None: what people said was of rows that are not here."""
        return []

    def labels(self) -> list[str]:
        """The labels of rows that the catalogue does not know, each once."""
        return sorted({row.label for row in self.rows if row.indicator is None})
