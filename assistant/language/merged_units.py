"""Which unit of today a commune of before 1 July 2025 became part of, and the other way round.

The table (``merged_units.csv.gz``) is data of the package vietnamadminunits 1.0.4 (MIT), written by
``scripts/merged_units.py``. Of 10,035 communes 471 were split: for those it knows only where most of one went, so
that nothing more than "phần lớn" may be said. A name alone is no place: 1,190 old names were borne by several units.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.language.text import fold

SINCE = "01/7/2025"


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit; a unit of today has no district."""

    level: str
    name: str
    district: str | None
    province: str

    @property
    def words(self) -> str:
        """As in "xã Xuân Lập, tỉnh Thanh Hóa"."""
        district = f", {self.district}" if self.district else ""
        return f"{self.level} {self.name}{district}, {self.province}"


@dataclass(frozen=True, slots=True)
class Merger:
    """An old unit that became part of one of today; ``split`` tells that other parts went elsewhere.

    ``earlier`` are folded names, without blanks, of units that had been merged into the old one before.
    """

    old: Unit
    now: Unit
    split: bool
    earlier: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Mergers:
    """All mergers by the folded name, without blanks, of the old unit or an earlier one, and of today's."""

    by_old: Mapping[str, tuple[Merger, ...]]
    by_now: Mapping[str, tuple[Merger, ...]]


def units_of_today(name: str, *, within: Iterable[str] = ()) -> tuple[Merger, ...]:
    """Where communes of this old name went, those in the named districts and provinces."""
    return _in(_mergers().by_old.get(_key(name), ()), within)


def former_units(name: str, *, within: Iterable[str] = ()) -> tuple[Merger, ...]:
    """What became part of the units of today of this name, in the named provinces."""
    return _in(_mergers().by_now.get(_key(name), ()), within)


def is_of_unit(name: str, merger: Merger) -> bool:
    """Whether a commune of this name is the old unit of a merger, or had been merged into it before."""
    return _key(name) == _key(merger.old.name) or _key(name) in merger.earlier


def _in(mergers: Iterable[Merger], within: Iterable[str]) -> tuple[Merger, ...]:
    wanted = set(map(fold, within))
    return tuple(each for each in mergers if wanted <= {fold(name) for name in _superiors(each)})


def _superiors(merger: Merger) -> tuple[str, ...]:
    return (merger.old.district or "", merger.old.province, merger.now.province)


def _key(name: str) -> str:
    return fold(name).replace(" ", "")


@cache
def _mergers() -> _Mergers:
    """The table, read when the first question needs it (about 30 ms)."""
    packed = resources.files("assistant.language").joinpath("merged_units.csv.gz").read_bytes()
    by_old: dict[str, list[Merger]] = {}
    by_now: dict[str, list[Merger]] = {}
    for row in csv.DictReader(io.StringIO(gzip.decompress(packed).decode())):
        if row["share"] == "3":  # the smaller part of a split unit
            continue
        merger = Merger(
            old=Unit(row["level"], row["name"], row["district"] or None, row["province"]),
            now=Unit(row["now_level"], row["now_name"], None, row["now_province"]),
            split=row["share"] == "2",
            earlier=frozenset(row["aliases"].split()),
        )
        for key in {_key(merger.old.name), *merger.earlier}:
            by_old.setdefault(key, []).append(merger)
        by_now.setdefault(_key(merger.now.name), []).append(merger)
    return _Mergers(*({key: tuple(each) for key, each in index.items()} for index in (by_old, by_now)))
