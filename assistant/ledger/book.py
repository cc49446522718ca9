"""The ledger as an office keeps it: its rows with what looks wrong in them, and what people said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock
from typing import Literal, Protocol

from assistant.errors import InvalidCorrection
from assistant.language.catalogue import Catalogue
from assistant.ledger import alternative
from assistant.ledger.findings import findings, implausible, lost
from assistant.ledger.labelled import Labelled, labelled
from assistant.ledger.placed import identity_of
from assistant.ledger.rejected import rejected
from assistant.ledger.review import at_place_of, change
from assistant.ledger.unknown import Group, unknown
from assistant.ports import Archive, Shelf
from assistant.types import Correction, Finding, Indicator, Proposal, Review, RowChoices

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
        self._finding = Lock()  # so that of many who wait for a changed archive one looks through it
        self._choices: tuple[int, RowChoices] | None = None

    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """What looks wrong, by row id; worked out anew when the archive has changed."""
        with self._finding:
            revision = self._store.revision()  # asked for when one's turn has come: it may have changed since
            held = self._found
            if held is None or held[0] != revision:
                documents = {document.document_id: document for document in self._store.documents()}
                found = findings(self._store.indicators(), documents=documents, known=self.known)
                self._found = held = (revision, found)
            return held[1]

    def findings_of(self, row: Indicator) -> tuple[Finding, ...]:
        """What looks wrong in one row, held against what it can be at odds with: its indicator's and document's rows.

        For 100,000 rows ``findings`` takes seconds after each change, this a few milliseconds.
        """
        held = self._found
        if held is not None and held[0] == self._store.revision():
            return held[1].get(row.row_id, ())
        beside = self._store.indicators([row.indicator or row.label])
        others = [each for each in beside if each.document_id != row.document_id]
        rows = [*self._store.indicators(documents=[row.document_id]), *others]
        documents = {document.document_id: document for document in self._store.documents()}
        return findings(rows, documents=documents, known=self.known).get(row.row_id, ())

    def choices(self) -> RowChoices:
        """What the rows can be narrowed by; worked out anew when the archive has changed."""
        revision = self._store.revision()
        held = self._choices
        if held is None or held[0] != revision:
            self._choices = held = (revision, self._store.ledger_choices())
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
        place. A proposal becomes a row where it is confirmed or corrected, and is dropped where it is rejected.
        Raises ``UnknownRow``, and ``InvalidCorrection`` where the changes or the name cannot be used.
        """
        if not by.strip():
            raise InvalidCorrection("Chưa ghi tên người xem xét. Hãy ghi tên rồi làm lại.")
        if (decision == "correct") != bool(changes):
            raise InvalidCorrection(
                "Sửa một dòng thì ghi trường và giá trị mới, ví dụ value=13,655; các việc khác thì không ghi."
            )
        proposal = self._proposal(row_id)
        if proposal is not None:
            return self._decided(proposal, decision, by=by.strip(), changes=changes or {}, note=note.strip())
        row = self._store.row(row_id)
        said = next((each for each in self._store.corrections() if each.row.row_id == row_id), None)
        extracted = said.extracted if said else row
        typed = self._second(row) if decision == "second" else changes
        new = extracted if decision == "undo" else change(row, typed or {}, known=self.known)
        new = replace(new, review=_REVIEWS[decision])
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._store.correct(Correction(extracted=extracted, row=new, by=by.strip(), at=at, note=note.strip()))
        return new

    def proposals(self) -> list[Proposal]:
        """What a model read a second time and nobody has decided on: rows that count for nothing yet."""
        return self._store.proposals()

    def _proposal(self, row_id: str) -> Proposal | None:
        return next((each for each in self._store.proposals() if each.row.row_id == row_id), None)

    def _decided(
        self, proposal: Proposal, decision: Decision, *, by: str, changes: Mapping[str, str], note: str
    ) -> Indicator:
        """What a person makes of a proposal. Raises ``InvalidCorrection`` and ``UnknownRow``."""
        if decision in ("second", "undo"):
            raise InvalidCorrection("Đây là dòng mô hình đề nghị: chỉ xác nhận, sửa hoặc loại được.")
        row = proposal.row
        if decision == "reject":
            self._store.drop(row.row_id)
            return replace(row, review="rejected")
        new = replace(change(row, changes, known=self.known), review=_REVIEWS[decision])
        extracted = replace(row, review="extracted")
        if proposal.replaces is not None:
            said = next((each for each in self._store.corrections() if each.row.row_id == proposal.replaces), None)
            extracted = said.extracted if said else self._store.row(proposal.replaces)
            new = replace(at_place_of(new, extracted), review="corrected")
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._store.adopt(row.row_id, Correction(extracted=extracted, row=new, by=by, at=at, note=note))
        return new

    def _second(self, row: Indicator) -> Mapping[str, str]:
        """The reading of a row that came second, as a person would type it."""
        typed = alternative.changes(row, self.known)
        if typed is None:
            raise InvalidCorrection("Dòng này không có cách đọc thứ hai dùng ngay được. Hãy sửa từng trường.")
        return typed
