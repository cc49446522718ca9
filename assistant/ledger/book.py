"""The ledger as an office keeps it: its rows with what looks wrong in them, and what people said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal, Protocol

from assistant.errors import InvalidCorrection
from assistant.language.catalogue import Catalogue
from assistant.ledger import alternative
from assistant.ledger.findings import findings, implausible, lost
from assistant.ledger.labelled import Labelled, labelled
from assistant.ledger.placed import identity_of
from assistant.ledger.rejected import rejected
from assistant.ledger.review import change
from assistant.ledger.unknown import Group, unknown
from assistant.ports import Archive, Shelf
from assistant.types import Correction, Finding, Indicator, Review

Decision = Literal["confirm", "correct", "second", "reject", "undo"]
_REVIEWS: Mapping[Decision, Review] = {
    "confirm": "confirmed",
    "correct": "corrected",
    "second": "corrected",
    "reject": "rejected",
    "undo": "extracted",
}


class Store(Archive, Shelf, Protocol):
    """The archive from the sides that the ledger needs."""


class LedgerBook:
    """Findings, corrections and unknown indicators over one archive; safe for several threads."""

    def __init__(self, store: Store, known: Catalogue) -> None:
        self.known = known
        self._store = store
        self._found: tuple[int, Mapping[str, tuple[Finding, ...]]] | None = None

    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """What looks wrong, by row id; worked out anew when the archive has changed."""
        revision = self._store.revision()
        held = self._found
        if held is None or held[0] != revision:
            documents = {document.document_id: document for document in self._store.documents()}
            found = findings(self._store.indicators(), documents=documents, known=self.known)
            self._found = held = (revision, found)
        return held[1]

    def unknown(self) -> list[Group]:
        """Indicators that the catalogue lacks, those of most documents first."""
        return unknown(self._store.indicators())

    def corrections(self) -> list[Correction]:
        """What people said of rows, oldest first."""
        return self._store.corrections()

    def rejected(self) -> list[Indicator]:
        """The rows that staff rejected, which no answer uses."""
        return rejected(self._store)

    def labelled(self) -> list[Labelled]:
        """The documents of which people reviewed rows, to learn from."""
        return labelled(self._store.documents(), (*self._store.indicators(), *self.rejected()))

    def lost(self) -> list[Correction]:
        """Corrections whose figure stands in no document any more."""
        said = self._store.corrections()
        held = {row.row_id for row in self._store.indicators()}
        away = {each.row.row_id for each in said if each.row.review == "rejected"}
        return lost([each for each in said if each.row.row_id not in away], rows=held)

    def doubts(self, row: Indicator) -> tuple[Finding, ...]:
        """What is implausible in a row as a person left it: a warning, since people may know better."""
        if row.review != "corrected":
            return ()
        identity = identity_of(row, self._store.document(row.document_id).identity)
        return tuple(implausible(row, identity, self.known))

    def review(
        self, row_id: str, *, decision: Decision, by: str, changes: Mapping[str, str] | None = None, note: str = ""
    ) -> Indicator:
        """Confirms, corrects or rejects a row, or takes back what was said of it; returns the row as it now stands.

        ``changes`` are fields as typed, for a correction; "second" puts the reading that came second in the row's
        place. Raises ``UnknownRow``, and ``InvalidCorrection`` where the changes or the name cannot be used.
        """
        if not by.strip():
            raise InvalidCorrection("Chưa ghi tên người xem xét. Hãy ghi tên (--by TÊN) rồi làm lại.")
        if (decision == "correct") != bool(changes):
            raise InvalidCorrection(
                "Sửa một dòng thì ghi trường và giá trị mới, ví dụ value=13,655; các việc khác thì không ghi."
            )
        row = self._store.row(row_id)
        said = next((each for each in self._store.corrections() if each.row.row_id == row_id), None)
        extracted = said.extracted if said else row
        typed = self._second(row) if decision == "second" else changes
        new = extracted if decision == "undo" else change(row, typed or {}, known=self.known)
        new = replace(new, review=_REVIEWS[decision])
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._store.correct(Correction(extracted=extracted, row=new, by=by.strip(), at=at, note=note.strip()))
        return new

    def _second(self, row: Indicator) -> Mapping[str, str]:
        """The reading of a row that came second, as a person would type it."""
        typed = alternative.changes(row, self.known)
        if typed is None:
            raise InvalidCorrection("Dòng này không có cách đọc thứ hai dùng ngay được. Hãy sửa từng trường.")
        return typed
