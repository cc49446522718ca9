"""The rows of the ledger that a reader asked for, each with its document."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.ledger.listed import listed, within
from assistant.ledger.placed import identity_of
from assistant.types import Finding, Identity, Indicator, Proposal, Resolution, RowQuery
from ui.ports import Assistant


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the ledger beside the document it was read from, with what looks wrong in it."""

    indicator: Indicator
    resolution: Resolution
    findings: tuple[Finding, ...] = ()

    @property
    def identity(self) -> Identity:
        """Whom the row speaks for: its document's unit, or the one that it names."""
        return identity_of(self.indicator, self.resolution.identity)


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A stretch of the rows that were asked for, and how many there are in all."""

    entries: tuple[Entry, ...]
    total: int


def page(assistant: Assistant, query: RowQuery, *, with_findings: bool = True) -> EntryPage:
    """The rows of a query with their documents.

    What looks wrong is worked out over the whole archive, once after each change: seconds for 100,000 rows. So a
    view that does not show it goes without.
    """
    found = assistant.shelf.ledger_page(query)
    told = assistant.ledger.findings() if with_findings else {}
    documents = {
        document_id: assistant.shelf.document(document_id) for document_id in {row.document_id for row in found.rows}
    }
    entries = (Entry(row, documents[row.document_id], told.get(row.row_id, ())) for row in found.rows)
    return EntryPage(tuple(entries), found.total)


def select(
    assistant: Assistant,
    *,
    indicator: str | None = None,
    place: str | None = None,
    year: int | None = None,
    only_findings: bool = False,
    only_unsure: bool = False,
    with_rejected: bool = False,
) -> list[Entry]:
    """Rows of one indicator, one place and one year, each where given, in the order of the documents.

    With ``only_findings`` those alone in which something looks wrong; with ``only_unsure`` those that were not read
    for sure and that nobody has looked at yet, the least sure first; ``with_rejected`` also those that staff
    rejected, so that one can be taken back.

    ``place`` may carry its level and needs no diacritics: "xa truong xuan" finds Trường Xuân. It is held
    against the unit that a document states or, failing that, the one inferred for it.
    """
    query = RowQuery(
        indicators=(indicator,) if indicator else None,
        place=place or None,
        year=year,
        state="unsure" if only_unsure else None,
        rows=frozenset(assistant.ledger.findings()) if only_findings else None,
        with_rejected=with_rejected,
        sort="confidence" if only_unsure else "document",
    )
    return list(page(assistant, query).entries)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal of a second reader, and its row as the ledger would show it."""

    proposal: Proposal
    entry: Entry


def waiting_proposals(
    assistant: Assistant, *, indicator: str | None = None, place: str | None = None, year: int | None = None
) -> list[Waiting]:
    """What a model proposed and nobody has decided on, in the order of the documents; filtered as ``select`` does."""
    documents = {resolution.document_id: resolution for resolution in assistant.shelf.documents()}
    waiting = (
        Waiting(each, Entry(each.row, documents[each.row.document_id]))
        for each in assistant.ledger.proposals()
        if each.row.document_id in documents
    )
    return [
        each
        for each in waiting
        if indicator in (None, each.proposal.row.indicator or each.proposal.row.label)
        and (year is None or each.proposal.row.year == year)
        and (place is None or within(place) in listed(each.proposal.row, each.entry.resolution.identity).names)
    ]
