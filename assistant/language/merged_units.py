"""Which unit of today a commune of before 1 July 2025 became part of, and the other way round.

The table (``merged_units.csv.gz``) is data of the package vietnamadminunits 1.0.4 (MIT), written by
``scripts/merged_units.py``. Of 10,035 communes 471 were split: for those it knows only where most of one went, so
that nothing more than "phần lớn" may be said. A name alone is no place: 1,190 old names were borne by several units.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.language.text import fold
from assistant.types import AdminUnit, Merger

SINCE = "01/7/2025"
_PROVINCE, _DISTRICT, _LEVEL, _NAME, _ALIASES, _NOW_PROVINCE, _NOW_LEVEL, _NOW_NAME, _SHARE = range(9)
_MOST, _LESS = "2", "3"  # of a split unit; "1" is the whole of one

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of the table by the folded name, without blanks, of the old unit or an earlier one, and of today's."""

    by_old: Mapping[str, tuple[Row, ...]]
    by_now: Mapping[str, tuple[Row, ...]]


def units_of_today(name: str, *, within: Iterable[str] = ()) -> tuple[Merger, ...]:
    """Where communes of this old name went, those in the named districts and provinces."""
    return _in(_rows().by_old.get(_key(name), ()), within)


def former_units(name: str, *, within: Iterable[str] = ()) -> tuple[Merger, ...]:
    """What became part of the units of today of this name, in the named provinces."""
    return _in(_rows().by_now.get(_key(name), ()), within)


def is_of_unit(name: str, merger: Merger) -> bool:
    """Whether a commune of this name is the old unit of a merger, or had been merged into it before."""
    return _key(name) == _key(merger.old.name) or _key(name) in merger.earlier


def _in(rows: Iterable[Row], within: Iterable[str]) -> tuple[Merger, ...]:
    wanted = set(map(fold, within))
    return tuple(
        _merger(row)
        for row in rows
        if wanted <= {fold(row[column]) for column in (_DISTRICT, _PROVINCE, _NOW_PROVINCE)}
    )


def _merger(row: Row) -> Merger:
    return Merger(
        old=AdminUnit(row[_LEVEL], row[_NAME], row[_DISTRICT] or None, row[_PROVINCE]),
        now=AdminUnit(row[_NOW_LEVEL], row[_NOW_NAME], None, row[_NOW_PROVINCE]),
        split=row[_SHARE] == _MOST,
        earlier=frozenset(row[_ALIASES].split()),
    )


def _key(name: str) -> str:
    return fold(name).replace(" ", "")


@cache
def _rows() -> _Rows:
    """The table, read when the first question needs it."""
    packed = resources.files("assistant.language").joinpath("merged_units.csv.gz").read_bytes()
    by_old: dict[str, list[Row]] = {}
    by_now: dict[str, list[Row]] = {}
    _header, *rows = csv.reader(gzip.decompress(packed).decode().splitlines())
    for row in rows:
        if row[_SHARE] != _LESS:
            for key in (_key(row[_NAME]), *row[_ALIASES].split()):
                by_old.setdefault(key, []).append(row)
            by_now.setdefault(_key(row[_NOW_NAME]), []).append(row)
    return _Rows(*({key: tuple(each) for key, each in index.items()} for index in (by_old, by_now)))
