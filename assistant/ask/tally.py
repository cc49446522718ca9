"""A question run over all rows of the ledger.

A row is a set of admissible values ("từ 58" is every value from 58 up), a condition is one too, and their
relation is the verdict: the row lies within the condition (match), within it but for its very edge (boundary:
"từ 58" asked with "trên 58"), or neither (no_match). Every document of the archive ends in exactly one group.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.language.catalogue import convert
from assistant.language.text import fold
from assistant.types import (
    COMMUNE_LEVELS,
    Comparator,
    Condition,
    Counted,
    Identity,
    Indicator,
    Place,
    Question,
    Resolution,
    Tally,
    Verdict,
)

_PERMILLE_PER_PERCENT = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """A set of values; ``open_low``/``open_high`` tell that the end itself is not in it."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False

    def within(self, other: Interval, *, closed: bool = False) -> bool:
        """Whether every value lies in ``other``; with ``closed``, in ``other`` together with its ends."""
        low_fits = self.low > other.low or (self.low == other.low and (closed or self.open_low or not other.open_low))
        high_fits = self.high < other.high or (
            self.high == other.high and (closed or self.open_high or not other.open_high)
        )
        return low_fits and high_fits


def interval(comparator: Comparator, value: float, value_max: float | None = None) -> Interval:
    """The values that a comparator and its figure admit."""
    if comparator == "range" and value_max is not None:
        return Interval(value, value_max)
    if comparator in (">", ">="):
        return Interval(value, math.inf, open_low=comparator == ">", open_high=True)
    if comparator in ("<", "<="):
        return Interval(-math.inf, value, open_low=True, open_high=comparator == "<")
    return Interval(value, value)


def verdict(row: Indicator, condition: Condition) -> Verdict | None:
    """What a row says to a condition; None where their units cannot be compared."""
    wanted = _wanted(condition, row.unit)
    if wanted is None:
        return None
    given = interval(row.comparator, row.value, row.value_max)
    if given.within(wanted):
        # An approximate figure right at the condition's edge may lie on either side of it.
        at_edge = row.approximate and row.value in (wanted.low, wanted.high)
        return "boundary" if at_edge else "match"
    return "boundary" if given.within(wanted, closed=True) else "no_match"


@lru_cache(maxsize=256)
def _wanted(condition: Condition, unit: str) -> Interval | None:
    """The values that a condition admits, in the unit of a row; None where the two cannot be compared."""
    value = _in_unit(condition.value, condition.unit, unit)
    if value is None or condition.value_max is None:
        return None if value is None else interval(condition.comparator, value)
    value_max = _in_unit(condition.value_max, condition.unit, unit)
    return None if value_max is None else interval(condition.comparator, value, value_max)


def _in_unit(value: float, unit: str, to: str) -> float | None:
    """A condition's value in the unit of a row; a bare number is taken to be in it already."""
    if not unit or unit == to:
        return value
    if {unit, to} == {"%", "‰"}:
        return value * _PERMILLE_PER_PERCENT if to == "‰" else value / _PERMILLE_PER_PERCENT
    if unit.startswith("%") and to.startswith(("%", "điểm %")):
        return value
    return convert(value, unit, to=to)


def tally(question: Question, documents: Sequence[Resolution], rows: Sequence[Indicator]) -> Tally:
    """Sorts ``documents`` by what their ``rows`` (of the question's indicators) say to the question."""
    by_document: dict[str, list[Indicator]] = {}
    for row in rows:
        by_document.setdefault(row.document_id, []).append(row)
    groups: dict[Verdict, list[Counted]] = {"match": [], "boundary": [], "no_match": []}
    silent: list[str] = []
    excluded: dict[str, str] = {}
    for document in documents:
        own = by_document.get(document.document_id, [])
        reason = out_of_scope(question, document.identity)
        asked = [judged for row in own if _is_asked(question, row) and (judged := _judged(row, question))]
        if reason is None and not asked and (other := _other_years(question, document.identity, own)):
            reason = other
        if reason is not None:
            excluded[document.document_id] = reason
        elif not asked:
            silent.append(document.document_id)
        else:
            group, deciding = _decide(asked)
            groups[group].append(Counted(document.document_id, deciding))
    if question.intent == "superlative":
        best, others = _extremes(groups["match"], highest=question.highest)
        groups = {**groups, "match": best, "no_match": [*others, *groups["no_match"]]}
    return Tally(
        match=tuple(groups["match"]),
        boundary=tuple(groups["boundary"]),
        no_match=tuple(groups["no_match"]),
        silent=tuple(silent),
        excluded=excluded,
    )


def out_of_scope(question: Question, identity: Identity) -> str | None:
    """Why a document is not asked about, in Vietnamese, or None."""
    if question.places and not any(is_of(place, identity) for place in question.places):
        return "văn bản của nơi khác"
    if not question.places and question.levels and identity.level not in question.levels:
        return f"văn bản cấp {identity.level}" if identity.level else "văn bản không rõ cấp"
    return None


def is_of(place: Place, identity: Identity) -> bool:
    """Whether a document speaks for ``place`` (or, for a district or province, for a unit in it)."""
    superiors = [identity.district, identity.province]
    superiors += [identity.inferred[field].value for field in ("district", "province") if field in identity.inferred]
    known = {fold(name) for name in superiors if name}
    if place.within is not None and fold(place.within) not in known:
        return False
    own = identity.place
    if own is not None and fold(own) == fold(place.name):
        return place.level is None or place.level == identity.level
    return (
        place.members
        and place.level in ("huyện", "tỉnh")
        and identity.level in COMMUNE_LEVELS
        and fold(place.name) in known
    )


def _is_asked(question: Question, row: Indicator) -> bool:
    """Whether a row is of the kind, year and measure asked about."""
    if question.kind is not None and row.kind != question.kind:
        return False
    if question.years and row.year not in question.years:
        return False
    if question.intent in ("lookup", "list", "compare", "missing"):
        return question.measure is None or row.measure == question.measure
    if row.sub_of is not None and row.sub_of == row.indicator:
        return False
    if question.measure is not None:
        return row.measure == question.measure
    return row.measure == "level"


def _judged(row: Indicator, question: Question) -> tuple[Verdict, Indicator] | None:
    """A row with its verdict; None where its unit cannot be held against the condition's."""
    found = verdict(row, question.condition) if question.condition else "match"
    return None if found is None else (found, row)


def _other_years(question: Question, identity: Identity, rows: Sequence[Indicator]) -> str | None:
    """The reason for leaving out a document of other years; one of the asked year is silent instead."""
    if not question.years or {identity.target_year, identity.result_year} & set(question.years):
        return None
    year = identity.target_year or identity.result_year
    years = sorted({row.year for row in rows if row.year is not None} | ({year} if year else set()))
    return f"văn bản của năm {', '.join(map(str, years))}" if years else "văn bản không rõ năm"


def _decide(judged: Sequence[tuple[Verdict, Indicator]]) -> tuple[Verdict, tuple[Indicator, ...]]:
    """The best verdict that a document's rows give, and the rows that give it."""
    given = {found for found, _ in judged}
    best: Verdict = next(group for group in ("match", "boundary", "no_match") if group in given)
    return best, tuple(row for found, row in judged if found == best)


def _extremes(counted: Sequence[Counted], *, highest: bool) -> tuple[list[Counted], list[Counted]]:
    """The documents whose row is the highest (or lowest), and all others, each with the row that decides."""
    if not counted:
        return [], []
    choose = max if highest else min

    def height(row: Indicator) -> tuple[float, int]:
        return _height(row, highest=highest)

    bests = [Counted(each.document_id, (choose(each.rows, key=height),)) for each in counted]
    top = choose(height(each.rows[0]) for each in bests)
    best = [each for each in bests if height(each.rows[0]) == top]
    return best, [each for each in bests if height(each.rows[0]) != top]


def _height(row: Indicator, *, highest: bool) -> tuple[float, int]:
    """Order of rows: by value, and at the same value "trên 58" above "58" above "dưới 58"."""
    value = row.value_max if highest and row.value_max is not None else row.value
    value = value / _PERMILLE_PER_PERCENT if row.unit == "‰" else value
    return value, {">": 1, "<": -1}.get(row.comparator, 0)
