"""The reading of a row that came second: how it is written down, read back, and put in the row's place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.errors import InvalidCorrection
from assistant.language.catalogue import Catalogue
from assistant.ledger.review import change
from assistant.types import Indicator, Kind

Field = Literal["indicator", "kind", "year"]
_PREFIXES: Mapping[Field, str] = {"indicator": "chỉ tiêu", "kind": "loại", "year": "năm"}
KIND_NAMES: Mapping[Kind, str] = {"target": "chỉ tiêu", "actual": "kết quả"}
_WRITTEN = re.compile(rf"(?P<prefix>{'|'.join(_PREFIXES.values())}) (?P<said>.+) \((?P<chance>\d,\d+)\)")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another value of one field of a row: ``said`` in words, ``value`` as typed in a correction."""

    field: Field
    value: str
    said: str
    chance: float


def written(field: Field, said: str, chance: float) -> str:
    """As a row keeps it: "năm 2023 (0,42)"."""
    amount = f"{chance:.2f}".replace(".", ",")
    return f"{_PREFIXES[field]} {said} ({amount})"


def alternative(row: Indicator, known: Catalogue) -> Alternative | None:
    """What came second for a row; None where nothing did, or the catalogue has no such indicator any more."""
    found = _WRITTEN.fullmatch(row.runner_up or "")
    if found is None:
        return None
    field = next(name for name, prefix in _PREFIXES.items() if prefix == found["prefix"])
    said = found["said"]
    value = {"indicator": _ids(known), "kind": {name: kind for kind, name in KIND_NAMES.items()}}.get(field, {})
    typed = said if field == "year" else value.get(said)
    return None if typed is None else Alternative(field, typed, said, float(found["chance"].replace(",", ".")))


def changes(row: Indicator, known: Catalogue) -> dict[str, str] | None:
    """The correction that puts the second reading in the place of the first.

    None where there is none, or where the figure's unit cannot become that of the other indicator: then a person
    must type the figure.
    """
    other = alternative(row, known)
    if other is None:
        return None
    typed: dict[str, str] = {other.field: other.value}
    if other.field == "indicator":
        typed["unit"] = row.unit  # the figure is in it, and is converted where the other indicator has another
    try:
        change(row, typed, known=known)
    except InvalidCorrection:
        return None
    return typed


def taken(row: Indicator, known: Catalogue) -> Indicator | None:
    """The row as it would be under its second reading; None as in ``changes``."""
    typed = changes(row, known)
    return None if typed is None else change(row, typed, known=known)


@lru_cache(maxsize=4)
def _ids(known: Catalogue) -> Mapping[str, str]:
    return {entry.name: entry.id for entry in known.entries.values()}
