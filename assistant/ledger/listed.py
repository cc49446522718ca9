"""What the ledger is filtered and sorted by: one narrow line a row, and the same query over lines in memory.

An archive in SQL keeps the lines (``assistant/adapters/archive_listed.py``) and asks them in its own language; what a
line holds and what a query means is said here once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.language.text import fold
from assistant.ledger.placed import identity_of, inferred_unit
from assistant.ledger.sureness import is_unsure
from assistant.types import (
    COMMUNE_LEVELS,
    Identity,
    Indicator,
    Kind,
    Resolution,
    Review,
    RowChoices,
    RowPage,
    RowQuery,
)

_LEVEL_WORDS = tuple(
    sorted((fold(level) + " " for level in (*COMMUNE_LEVELS, "huyện", "tỉnh")), key=len, reverse=True)
)
_BETWEEN = "|"  # stands around each of the names of a line


@dataclass(frozen=True, slots=True)
class Listed:
    """The line of a row. ``name`` is its catalogue id or else its label; ``shown`` the unit that it is shown under.

    Folded: ``label``, ``place`` (the unit; "" where nothing is known of it), ``names`` (the unit and those that it
    lies in, each between bars) and ``sought`` (the words that are looked through).
    """

    row_id: str
    document_id: str
    name: str
    label: str
    place: str
    shown: str
    names: str
    level: str | None
    year: int | None
    kind: Kind
    unit: str
    review: Review
    confidence: float
    value: float
    sought: str


def listed(row: Indicator, document: Identity) -> Listed:
    """The line of a row of a document of that identity."""
    identity = identity_of(row, document)
    shown = identity.place or inferred_unit(identity) or ""
    names = "".join(f"{name}{_BETWEEN}" for name in sorted(_names(identity)))
    return Listed(
        row_id=row.row_id,
        document_id=row.document_id,
        name=row.indicator or row.label,
        label=fold(row.label),
        place=fold(shown),
        shown=shown,
        names=f"{_BETWEEN}{names}",
        level=identity.level,
        year=row.year,
        kind=row.kind,
        unit=row.unit,
        review=row.review,
        confidence=row.confidence,
        value=row.value,
        sought=" ".join(fold(" ".join((row.label, row.quote, row.unit, shown))).split()),
    )


def bare_name(name: str) -> str:
    """A unit's name folded and without its level: "xã Trường Xuân" is "truong xuan"."""
    folded = " ".join(fold(name).split())
    return next((folded.removeprefix(word) for word in _LEVEL_WORDS if folded.startswith(word)), folded)


def within(name: str) -> str:
    """What stands in the names of every line of a unit of that name, or of one that lies in it."""
    return f"{_BETWEEN}{bare_name(name)}{_BETWEEN}"


def page_of(rows: Iterable[Indicator], documents: Sequence[Resolution], query: RowQuery) -> RowPage:
    """The page of ``query``; ``rows`` are those of the ledger in the order of their documents and their text."""
    identities = {document.document_id: document.identity for document in documents}
    names = {document.document_id: document.name for document in documents}
    lines = [(row, listed(row, identities[row.document_id])) for row in rows if row.document_id in identities]
    found = [(row, line) for row, line in lines if _is_wanted(line, row, query)]
    if query.sort == "document":
        found.sort(key=lambda each: names[each[0].document_id], reverse=query.descending)
    else:
        found = _sorted(found, query)
    end = None if query.limit is None else query.offset + query.limit
    return RowPage(tuple(row for row, _ in found[query.offset : end]), len(found))


def choices_of(rows: Iterable[Indicator], documents: Sequence[Resolution]) -> RowChoices:
    """What these rows can be narrowed by."""
    identities = {document.document_id: document.identity for document in documents}
    held = [row for row in rows if row.review != "rejected" and row.document_id in identities]
    lines = [listed(row, identities[row.document_id]) for row in held]
    return RowChoices(
        indicators=Counter(line.name for line in lines),
        places=Counter(line.shown for line in lines if line.shown),
        levels=Counter(line.level for line in lines if line.level),
        years=Counter(line.year for line in lines if line.year is not None),
        units=Counter(line.unit for line in lines if line.unit),
    )


def _is_wanted(line: Listed, row: Indicator, query: RowQuery) -> bool:
    exact: Mapping[str, object] = {"year": query.year, "kind": query.kind, "unit": query.unit, "level": query.level}
    return (
        all(wanted is None or getattr(line, field) == wanted for field, wanted in exact.items())
        and (query.indicators is None or line.name in query.indicators)
        and (query.document is None or line.document_id == query.document)
        and (query.rows is None or line.row_id in query.rows)
        and (query.place is None or within(query.place) in line.names)
        and all(word in line.sought for word in fold(query.text).split())
        and _is_in_state(row, query)
    )


def _is_in_state(row: Indicator, query: RowQuery) -> bool:
    if query.state is None:
        return query.with_rejected or row.review != "rejected"
    return is_unsure(row) if query.state == "unsure" else row.review == query.state


def _sorted(found: list[tuple[Indicator, Listed]], query: RowQuery) -> list[tuple[Indicator, Listed]]:
    """By the value of one column; what has none comes last, and what has the same one by document and text."""
    by_document = sorted(found, key=lambda each: each[1].document_id)
    known = [each for each in by_document if getattr(each[1], query.sort) is not None]
    known.sort(key=lambda each: getattr(each[1], query.sort), reverse=query.descending)
    return [*known, *(each for each in by_document if getattr(each[1], query.sort) is None)]


def _names(identity: Identity) -> set[str]:
    stated = (identity.village, identity.commune, identity.district, identity.province)
    inferred = (
        guess.value for field, guess in identity.inferred.items() if field in ("commune", "district", "province")
    )
    return {bare_name(name) for name in (*stated, *inferred) if name}
