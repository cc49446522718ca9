"""Typed precision, recall and F1 of the ledger's rows against rows that people read from the documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isclose

from assistant.language.text import normalise
from assistant.types import Indicator
from eval.metrics.set_score import SetScore

# Largest relative difference between two values that count as the same figure.
TOLERANCE = 1e-6
# A missing and an extra row of one document that differ in no more fields than this are one almost-right row.
ALMOST = 2


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """The fields that make a row right. Without an ``indicator``, ``label`` names what the figure is of."""

    document: str
    indicator: str | None
    label: str
    comparator: str
    value: float
    value_max: float | None
    unit: str
    kind: str
    measure: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Almost:
    """An extracted row that differs from a gold row in these fields only."""

    gold: LedgerRow
    found: LedgerRow
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedgerScore:
    """The score, and each row that costs something, in one of three lists."""

    score: SetScore
    missing: tuple[LedgerRow, ...]
    extra: tuple[LedgerRow, ...]
    almost: tuple[Almost, ...]


def ledger_row(indicator: Indicator, *, document: str) -> LedgerRow:
    """A row of the archive in the fields compared; ``document`` is the file name."""
    return LedgerRow(
        document=document,
        indicator=indicator.indicator,
        label=indicator.label,
        comparator=indicator.comparator,
        value=indicator.value,
        value_max=indicator.value_max,
        unit=indicator.unit,
        kind=indicator.kind,
        measure=indicator.measure,
        year=indicator.year,
    )


def ledger(found: Sequence[LedgerRow], *, gold: Sequence[LedgerRow]) -> LedgerScore:
    """``found`` matched one to one with ``gold``; a pair is right when no field of ``differing`` differs.

    Almost-right pairs are shown to be mended and earn nothing: each is one miss and one extra in the score.
    """
    documents = sorted({row.document for row in (*found, *gold)})
    parts = [_of_document(_in(found, name), gold=_in(gold, name)) for name in documents]
    missing = tuple(row for part in parts for row in part.missing)
    almost = tuple(pair for part in parts for pair in part.almost)
    return LedgerScore(
        score=SetScore(hits=len(gold) - len(missing) - len(almost), found=len(found), wanted=len(gold)),
        missing=missing,
        extra=tuple(row for part in parts for row in part.extra),
        almost=almost,
    )


@dataclass(frozen=True, slots=True)
class _Unmatched:
    """What is left of one document's rows when the right ones are taken out."""

    missing: tuple[LedgerRow, ...]
    extra: tuple[LedgerRow, ...]
    almost: tuple[Almost, ...]


def _in(rows: Sequence[LedgerRow], document: str) -> list[LedgerRow]:
    return [row for row in rows if row.document == document]


def _of_document(found: list[LedgerRow], *, gold: list[LedgerRow]) -> _Unmatched:
    """The rows of one document; ``found`` is consumed."""
    missing = []
    for wanted in gold:
        same = next((row for row in found if not differing(wanted, row)), None)
        if same is None:
            missing.append(wanted)
        else:
            found.remove(same)
    almost = _almost(missing, found)
    return _Unmatched(
        missing=_others(missing, [pair.gold for pair in almost]),
        extra=_others(found, [pair.found for pair in almost]),
        almost=almost,
    )


def differing(one: LedgerRow, other: LedgerRow) -> tuple[str, ...]:
    """Names of the fields in which two rows differ, values within ``TOLERANCE``."""
    return tuple(name for name, same in _SAME.items() if not same(one, other))


def _almost(missing: Sequence[LedgerRow], extra: Sequence[LedgerRow]) -> tuple[Almost, ...]:
    """Pairs of rows of one document with the fewest differing fields first, each row in one pair at most."""
    pairs = [
        Almost(wanted, row, fields)
        for wanted in missing
        for row in extra
        if len(fields := differing(wanted, row)) <= ALMOST and not {"indicator", "value"} <= set(fields)
    ]
    taken: list[Almost] = []
    for pair in sorted(pairs, key=lambda pair: len(pair.fields)):
        if not any(pair.gold is other.gold or pair.found is other.found for other in taken):
            taken.append(pair)
    return tuple(taken)


def _others(rows: Sequence[LedgerRow], paired: Sequence[LedgerRow]) -> tuple[LedgerRow, ...]:
    """``rows`` without those in ``paired``, told apart by identity since two rows may be equal."""
    known = {id(row) for row in paired}
    return tuple(row for row in rows if id(row) not in known)


def _words(text: str) -> str:
    return " ".join(normalise(text).split())


def _same_indicator(one: LedgerRow, other: LedgerRow) -> bool:
    """By id; by normalised label where neither row has one."""
    if one.indicator is None and other.indicator is None:
        return _words(one.label) == _words(other.label)
    return one.indicator == other.indicator


def _same_number(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=TOLERANCE)


_SAME: dict[str, Callable[[LedgerRow, LedgerRow], bool]] = {
    "document": lambda one, other: one.document == other.document,
    "indicator": _same_indicator,
    "comparator": lambda one, other: one.comparator == other.comparator,
    "value": lambda one, other: _same_number(one.value, other.value),
    "value_max": lambda one, other: _same_number(one.value_max, other.value_max),
    "unit": lambda one, other: _words(one.unit) == _words(other.unit),
    "kind": lambda one, other: one.kind == other.kind,
    "measure": lambda one, other: one.measure == other.measure,
    "year": lambda one, other: one.year == other.year,
}
