"""The ledger as facts, and the small arithmetic by which made questions get their answers.

It shares nothing with ``assistant.ask.tallying.tally``, which it is to test. There a row and a condition are
intervals and the verdict is their relation; here a few values that the row admits are tried, one by one, against the
condition: all fit: match. All fit once the condition's own edge counts as fitting: boundary. Else: neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.ledger.placed import identity_of
from assistant.types import Comparator, Identity, Indicator, Kind, Resolution, Verdict

# Nearer to an end of a row than any two figures of documents are to each other, and farther than any of them.
_NEAR = Decimal("1e-9")
_FAR = Decimal("1e15")


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune, district or province, told apart from its namesakes by what it lies in."""

    level: str
    name: str
    within: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of the ledger; ``unit`` is None where the document does not name its place."""

    row: Indicator
    document: str
    level: str | None
    unit: Unit | None

    @property
    def value(self) -> Decimal:
        """The figure, exactly as its digits say."""
        return exact(self.row.value)

    @property
    def value_max(self) -> Decimal | None:
        """The upper end of a range."""
        return None if self.row.value_max is None else exact(self.row.value_max)


@dataclass(frozen=True, slots=True)
class Limit:
    """A condition in the unit of the facts it is held against."""

    comparator: Comparator
    value: Decimal
    value_max: Decimal | None = None


def exact(value: float) -> Decimal:
    """A figure without the rounding of its conversion (13655 / 1000 may be 13.655000000000001)."""
    return Decimal(str(round(value, 9)))


def facts(documents: Sequence[Resolution], rows: Iterable[Indicator]) -> list[Fact]:
    """The rows of the catalogue's indicators with where they come from, in the order given; villages are left out."""
    held = {document.document_id: document for document in documents}
    of_unit = [(row, held[row.document_id]) for row in rows if row.indicator is not None and row.document_id in held]
    identities = {(row.document_id, row.place): identity_of(row, document.identity) for row, document in of_unit}
    others = [*(document.identity for document in documents), *identities.values()]
    units = {key: _unit(identity, others) for key, identity in identities.items()}
    return [
        Fact(row, document.name, identities[key].level, units[key])
        for row, document in of_unit
        if identities[key := (row.document_id, row.place)].village is None
    ]


def _unit(identity: Identity, others: Iterable[Identity]) -> Unit | None:
    """The unit of a document; one that leaves its district out is the namesake's, where there is just one."""
    if identity.level is None or identity.place is None:
        return None
    within = identity.district if identity.level != "huyện" else identity.province
    if within is None and identity.level not in ("huyện", "tỉnh"):
        known = {
            other.district
            for other in others
            if (other.level, other.place) == (identity.level, identity.place) and other.district
        }
        within = known.pop() if len(known) == 1 else None
    return Unit(identity.level, identity.place, within)


def is_whole(fact: Fact) -> bool:
    """Whether a figure is a level of a whole unit in one year: no part, no change, no sum or mean over years."""
    row = fact.row
    return row.measure == "level" and row.sub_of is None and row.period is None and row.averaging is None


def judge(fact: Fact, limit: Limit) -> Verdict:
    """What a figure says to a condition."""
    tried = _admitted(fact)
    if all(_fits(value, limit, closed=False) for value in tried):
        return "match"
    return "boundary" if all(_fits(value, limit, closed=True) for value in tried) else "no_match"


def judge_documents(found: Iterable[Fact], limit: Limit) -> Mapping[str, Verdict]:
    """File name to verdict: a document with several figures is judged by the one that fits best."""
    order: tuple[Verdict, ...] = ("match", "boundary", "no_match")
    best: dict[str, Verdict] = {}
    for fact in found:
        given = judge(fact, limit)
        best[fact.document] = min(given, best.get(fact.document, given), key=order.index)
    return best


def _admitted(fact: Fact) -> tuple[Decimal, ...]:
    """Values that the figure admits: those at its ends, just beside them, and far out."""
    value, comparator = fact.value, fact.row.comparator
    if comparator in (">", ">="):
        return ((value,) if comparator == ">=" else ()) + (value + _NEAR, value + _FAR)
    if comparator in ("<", "<="):
        return ((value,) if comparator == "<=" else ()) + (value - _NEAR, value - _FAR)
    return (value,) if fact.value_max is None else (value, (value + fact.value_max) / 2, fact.value_max)


def _fits(value: Decimal, limit: Limit, *, closed: bool) -> bool:
    edge = limit.value
    if limit.comparator == "range" and limit.value_max is not None:
        return edge <= value <= limit.value_max
    if value == edge:
        return closed or limit.comparator in (">=", "<=", "=")
    if limit.comparator in (">", ">="):
        return value > edge
    return limit.comparator in ("<", "<=") and value < edge


def units_of(found: Iterable[Fact]) -> set[object]:
    """The units behind facts; a document that does not name its place is one by itself."""
    return {fact.unit or fact.document for fact in found}


def of_kind(found: Iterable[Fact], *, indicator: str, kind: Kind, year: int | None, level: str | None) -> list[Fact]:
    """The facts that a question asks for; None for any year or any level."""
    return [
        fact
        for fact in found
        if (fact.row.indicator, fact.row.kind) == (indicator, kind)
        and year in (None, fact.row.year)
        and level in (None, fact.level)
    ]
