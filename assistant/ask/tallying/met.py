"""Results held against their targets: "có đạt chỉ tiêu không", "đơn vị nào không đạt kế hoạch".

1. A document's results of the year asked for (else of its latest year) are grouped by what they are of.
2. A group is judged by the rate that the document states ("94,8% kế hoạch"), else by the target of the same unit and
   year, its own document's before another's, else by the plan in the figure itself ("12/15 ha").
3. Where the two cannot be told apart nothing is sure, nor is it where the year is not over and the result behind its
   plan: it has not exceeded it, and whether it will reach it is open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from assistant.ask.understanding.vocabulary import WHOLE_YEAR, table
from assistant.ask.understanding.words import Words, pattern
from assistant.language.catalogue import catalogue
from assistant.ledger.units import Unit, units_of
from assistant.types import Direction, Indicator, Question, Resolution, Standing, Verdict

Reached = Literal["exceeded", "reached", "missed", "pending", "unsure"]

_WHOLE = 100.0  # percent of the plan
_FROM_WORST: tuple[Reached, ...] = ("missed", "unsure", "pending", "reached", "exceeded")
_BY_VERB: Mapping[Direction, Reached] = {"vượt": "exceeded", "hụt": "missed"}
_FULFILS: Mapping[Standing, tuple[Reached, ...]] = {
    "reached": ("reached", "exceeded"),
    "exceeded": ("exceeded",),
    "missed": ("missed",),
}


@dataclass(frozen=True, slots=True)
class Plans:
    """The targets of units by what they are of, and the units by their documents."""

    units: Mapping[str, Unit]
    targets: Mapping[tuple[object, ...], Sequence[Indicator]]

    def of(self, document_id: str, what: tuple[object, ...]) -> Sequence[Indicator]:
        """The targets of a thing that the unit of a document has."""
        return self.targets.get((self.units[document_id], *what), ())


NO_PLANS = Plans({}, {})


def planned(documents: Sequence[Resolution], rows: Sequence[Indicator], *, without: Collection[str]) -> Plans:
    """The targets of each unit by what they are of; ``without`` are documents that do not stand."""
    units = units_of({each.document_id: each.identity for each in documents})
    found: dict[tuple[object, ...], list[Indicator]] = {}
    for row in rows:
        if row.kind == "target" and row.document_id in units and row.document_id not in without:
            found.setdefault((units[row.document_id], *_of(row)), []).append(row)
    return Plans(units, found)


def of_whole_years(rows: Sequence[Indicator], documents: Sequence[Resolution]) -> Sequence[Indicator]:
    """The rows without results of a part of a year of which their unit, in whatever document, has the whole: a part
    of a year is not the year.
    """
    if not any(row.kind == "actual" and is_part_of_year(row) for row in rows):
        return rows
    stating = {row.document_id for row in rows}
    units = units_of({each.document_id: each.identity for each in documents if each.document_id in stating})

    def what(row: Indicator) -> tuple[object, ...]:
        changes = row.measure == "change"  # a level of the year takes no change of its months along
        return (units.get(row.document_id), row.indicator or row.label, row.year, row.sub_of, row.scope, changes)

    whole = {
        what(row) for row in rows if row.kind == "actual" and row.measure != "vs_plan" and not is_part_of_year(row)
    }
    return [row for row in rows if not (row.kind == "actual" and is_part_of_year(row) and what(row) in whole)]


def held_to_plan(
    question: Question, document: Resolution, rows: Sequence[Indicator], plans: Plans
) -> tuple[Verdict, tuple[Indicator, ...]] | None:
    """What a document's results say to ``question.met``, with the rows that decide; None where it states none."""
    if question.met is None:
        return None
    judged = _judged(question, document, rows, plans)
    if not judged:
        return None
    worst = min((reached for reached, _ in judged), key=_FROM_WORST.index)
    deciding = tuple(dict.fromkeys(row for _, each in judged for row in each))
    if worst == "pending" and question.met == "exceeded":
        return "no_match", deciding  # what has not reached its plan by the middle of the year has not exceeded it
    if worst in ("unsure", "pending"):
        return "boundary", deciding
    return ("match" if worst in _FULFILS[question.met] else "no_match"), deciding


def missed(
    question: Question, document: Resolution, rows: Sequence[Indicator], plans: Plans
) -> list[tuple[Indicator, ...]]:
    """What a document's results surely fell short of in the year asked for, each with its target."""
    judged = _judged(question, document, rows, plans)
    return [tuple(dict.fromkeys(deciding)) for reached, deciding in judged if reached == "missed"]


def _judged(
    question: Question, document: Resolution, rows: Sequence[Indicator], plans: Plans
) -> list[tuple[Reached, list[Indicator]]]:
    """How each thing that a document has results of stands to its plan."""
    results = [row for row in rows if row.kind == "actual" and row.year is not None]
    if question.part_of_year == WHOLE_YEAR:
        results = [row for row in results if not is_part_of_year(row)]
    last = max((row.year or 0 for row in results), default=0)
    years = question.years or (last,)
    groups: dict[tuple[object, ...], list[Indicator]] = {}
    for row in results:
        if row.year in years:
            groups.setdefault(_of(row), []).append(row)
    judged = []
    for key, group in groups.items():
        targets = plans.of(document.document_id, key)
        own = [row for row in targets if row.document_id == document.document_id]
        if (found := _reached(group, own or targets)) is not None:
            judged.append(found)
    return judged


def _of(row: Indicator) -> tuple[object, ...]:
    """What a result and its target have in common; a part of the year counts as the year."""
    period = None if is_part_of_year(row) else row.period
    return (row.indicator or row.label, row.year, row.scope, row.rank, row.sub_of, period)


def is_part_of_year(row: Indicator) -> bool:
    """Whether a row is of a part of a year ("6 tháng đầu năm"); up to the end of December it is whole."""
    if row.period is None or _TO_THE_END.search(row.period):
        return False
    return _parts_of_year().exact.search(row.period) is not None


_TO_THE_END = re.compile(r"(?<!\d)(?:12\s+tháng|31\s*/\s*12|ngày\s+31\s+tháng\s+12)(?!\d)")


@cache
def _parts_of_year() -> Words:
    return pattern(table()["met"]["part_of_year"])


def _reached(results: Sequence[Indicator], targets: Sequence[Indicator]) -> tuple[Reached, list[Indicator]] | None:
    """How the results of one thing stand to its plan; None where no plan is known."""
    by_rate = [(_by_rate(row), row) for row in results if row.measure == "vs_plan"]
    by_target = [
        (_by_target(row, target), target)
        for row in results
        for target in targets
        if row.measure == target.measure != "vs_plan" and (row.unit, row.direction) == (target.unit, target.direction)
    ]
    by_plan = [(_by_target(row, replace(row, comparator="=", value=row.plan)), row) for row in results if row.plan]
    judged = by_rate or by_target or by_plan
    if not judged:
        return None
    found = {reached for reached, _ in judged}
    # Rates or targets that say different things (of parts, or amended) leave it open.
    reached = found.pop() if len(found) == 1 else "unsure" if "missed" in found else "reached"
    if reached == "missed" and any(map(is_part_of_year, results)):
        reached = "pending"
    return reached, list(dict.fromkeys((*(row for _, row in by_target), *results)))


def _by_rate(row: Indicator) -> Reached:
    """As in "đạt 94,8% kế hoạch", "vượt 5%", "hụt 3%"; without a verb a rate says nothing where lower is better."""
    if row.direction is not None:
        return _BY_VERB.get(row.direction, "unsure")
    entry = catalogue().entries.get(row.indicator or "")
    if entry is not None and entry.better == "lower":
        return "unsure"
    if row.value >= _WHOLE:
        over = row.value > _WHOLE or row.comparator == ">"
        return "unsure" if row.comparator in ("<", "<=") else "exceeded" if over else "reached"
    return "unsure" if row.comparator in (">", ">=") else "missed"


def _by_target(row: Indicator, target: Indicator) -> Reached:
    """A result against its target, in the direction that the target or the catalogue gives."""
    entry = catalogue().entries.get(row.indicator or "")
    better = entry.better if entry is not None else ""
    if target.comparator in ("<", "<="):
        better = "lower"
    elif target.comparator in (">", ">=") or target.measure == "change":
        better = "higher"
    if not better:
        return "reached" if row.value == target.value else "unsure"
    sign = 1.0 if better == "higher" else -1.0
    bound = target.value_max if sign < 0 and target.value_max is not None else target.value
    best = target.value if sign < 0 or target.value_max is None else target.value_max
    ahead = sign * (row.value - bound)
    # "Trên 60" is more than 60, which may be more than 70 or less.
    open_up = (">", ">=") if sign > 0 else ("<", "<=")
    open_down = ("<", "<=") if sign > 0 else (">", ">=")
    strict = target.comparator in ("<", ">")
    if ahead < 0 or (ahead == 0 and strict and row.comparator == "="):
        return "unsure" if row.comparator in open_up else "missed"
    if row.comparator in open_down or (row.approximate and ahead == 0):
        return "unsure"
    return "exceeded" if sign * (row.value - best) > 0 else "reached"
