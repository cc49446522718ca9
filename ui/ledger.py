"""The rows of the ledger that a reader asked for, each with its document."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from assistant.language.text import fold
from assistant.ledger.placed import identity_of
from assistant.ledger.sureness import is_unsure
from assistant.types import COMMUNE_LEVELS, Finding, Identity, Indicator, Resolution
from ui.ports import Assistant

_LEVEL_WORDS = tuple(
    sorted((fold(level) + " " for level in (*COMMUNE_LEVELS, "huyện", "tỉnh")), key=len, reverse=True)
)


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
    documents = {resolution.document_id: resolution for resolution in assistant.shelf.documents()}
    found = assistant.ledger.findings()
    rows = assistant.shelf.indicators([indicator] if indicator else None)
    if with_rejected:
        away = [row for row in assistant.ledger.rejected() if indicator in (None, row.indicator or row.label)]
        order = {document_id: at for at, document_id in enumerate(documents)}
        rows = sorted((*rows, *away), key=lambda row: (order.get(row.document_id, len(order)), row.start))
    entries = (
        Entry(row, documents[row.document_id], found.get(row.row_id, ()))
        for row in rows
        if row.document_id in documents
    )
    wanted = _bare(place) if place else None
    chosen = [
        entry
        for entry in entries
        if (year is None or entry.indicator.year == year)
        and (wanted is None or wanted in _names(entry.identity))
        and (entry.findings or not only_findings)
        and (not only_unsure or is_unsure(entry.indicator))
    ]
    return sorted(chosen, key=lambda entry: entry.indicator.confidence) if only_unsure else chosen


def indicator_names(entries: list[Entry]) -> dict[str, str]:
    """Each catalogue id in these rows and the label that documents use most for it, by label."""
    labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        if entry.indicator.indicator is not None:
            labels[entry.indicator.indicator][entry.indicator.label] += 1
    names = {identifier: counted.most_common(1)[0][0] for identifier, counted in labels.items()}
    return dict(sorted(names.items(), key=lambda item: fold(item[1])))


def _bare(name: str) -> str:
    folded = " ".join(fold(name).split())
    return next((folded.removeprefix(word) for word in _LEVEL_WORDS if folded.startswith(word)), folded)


def _names(identity: Identity) -> set[str]:
    stated = (identity.village, identity.commune, identity.district, identity.province)
    inferred = (
        guess.value for field, guess in identity.inferred.items() if field in ("commune", "district", "province")
    )
    return {_bare(name) for name in (*stated, *inferred) if name}
