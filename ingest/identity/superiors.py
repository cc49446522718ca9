"""The units that stand above a document's own: of its district and its province."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from assistant.language.merged_units import units_of_today
from assistant.types import COMMUNE_LEVELS
from ingest.identity.evidence import Evidence, Weighed, weigh
from ingest.identity.mentions import FIELDS, RANK, Told, evidence_of, key, table
from ingest.identity.own import addressed, most_common
from ingest.identity.page import Page

_ABOLISHED = "2025-07"  # the month in which the districts ended


def read_superior(
    page: Page,
    mentions: Sequence[Told],
    field: str,
    found: Mapping[str, Weighed],
    *,
    date: str | None,
) -> Weighed | None:
    """The unit of ``field`` that stands above those ``found``; a district that has ended only by the surest word."""
    ended = field == "district" and _has_ended(page, date)
    floors = table()["floors"]
    below = {key(each.value) for each in found.values()}
    evidence = [
        each
        for unit in mentions
        if FIELDS[RANK[unit.level]] == field
        for each in _of_superior(unit, field, _as_superior(unit, below))
        if not ended or each.witness in table()["abolished"]["witnesses"]
    ]
    names = {each.value for each in evidence}
    evidence += addressed(page, field, names, {"address": table()["superior"]["address"]})
    return weigh(evidence, floor=floors["superior"], margin=floors["superior_margin"], key=key, spelt=most_common)


def merged(found: Mapping[str, Weighed], level: str, date: str | None) -> Mapping[str, Weighed]:
    """What the table of mergers adds to a commune and its one stated superior: the other superior, by field."""
    commune, district, province = (found.get(field) for field in FIELDS)
    if level not in COMMUNE_LEVELS or commune is None or (district is None) == (province is None):
        return {}
    known = district or province
    if known is None or not known.stated or (province and (date or "9999") >= _ABOLISHED):
        return {}
    old = {merger.old for merger in units_of_today(commune.value, within=[known.value]) if merger.old.level == level}
    unit = old.pop() if len(old) == 1 else None
    field, value = ("province", unit and unit.province) if district else ("district", unit and unit.district)
    if unit is None or not value:
        return {}
    reason = table()["reasons"]["merger"].format(words=unit.words)
    strength = table()["superior"]["merger"]
    said = Evidence(field, value, "merger", strength, stated=False, reason=reason)
    return {field: Weighed(value, strength, strength, (said,))}


@cache
def _abolished() -> re.Pattern[str]:
    return re.compile(table()["abolished"]["pattern"])


def _has_ended(page: Page, date: str | None) -> bool:
    """Whether a document is of the time since July 2025, which has no districts."""
    if date:
        return date >= _ABOLISHED
    return any(_abolished().search(line.words) for line in page.zone("head", "opening", "body"))


def _of_superior(unit: Told, field: str, witness: str) -> Iterator[Evidence]:
    strengths = table()["superior"]
    stated = witness in table()["stated"]["witnesses"] and unit.line.zone != "chrome"
    if witness in strengths:
        yield evidence_of(unit, field, witness, strengths[witness], stated=stated)


def _as_superior(unit: Told, below: set[str]) -> str:
    """A superior named right after one of the units below it is its own; after another unit it is barely heard."""
    if not unit.chained:
        return unit.witness
    return "chain" if unit.chained in below else "other"
