"""Which unit a document speaks for, at what level, and which units stand above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.types import COMMUNE_LEVELS, Inference
from ingest.identity.evidence import Weighed
from ingest.identity.level import read_level
from ingest.identity.mentions import CENTRAL, FIELDS, RANK, beside, told
from ingest.identity.own import read_own
from ingest.identity.page import Page
from ingest.identity.superiors import merged, read_superior


@dataclass(frozen=True, slots=True)
class Units:
    """The level and the units of a document: stated ones, and inferred ones with their reason."""

    level: str | None
    stated: Mapping[str, str]
    inferred: Mapping[str, Inference]


def read_units(page: Page, *, number: str | None, date: str | None) -> Units:
    """The level of the unit that a document speaks for, the unit, and its superiors.

    Where nothing tells the level, superiors are read all the same, as if of a commune.
    """
    mentions = told(page)
    level = read_level(page, mentions, number)
    if level == CENTRAL:
        return Units(level, {}, {})
    own = read_own(page, mentions, level) if level else None
    rank = RANK[level] if level else 0
    found: dict[str, Weighed] = {FIELDS[rank]: own} if own else {}
    if own and level in COMMUNE_LEVELS:
        mentions += beside(page, own.value)
    for field in FIELDS[rank + 1 :]:
        winner = read_superior(page, mentions, field, found, date=date)
        if winner:
            found[field] = winner
    if level:
        found.update(merged(found, level, date))
    stated = {field: each.value for field, each in found.items() if level and each.stated}
    inferred = {field: Inference(each.value, each.reason) for field, each in found.items() if field not in stated}
    return Units(level, stated, inferred)
