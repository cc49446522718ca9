"""How right the rows of a document are, against rows that people read from it.

A figure is found when its value stands among the gold rows of the document; it is right as typed when indicator,
comparator, result or target, measure and year agree too. Rows outside the catalogue, and parts that bear the id of
their whole, are neutral: neither rewarded nor punished, and so is a row that can only be one of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.types import Indicator

FIELDS = ("indicator", "kind", "year", "measure", "comparator")
_RATE = "tang_truong"
_REVENUE = "thu_ngan_sach"
_PRODUCTION = ("tong_gia_tri_san_xuat", "gtsx_", "tong_san_pham")


@dataclass(frozen=True, slots=True)
class Typed:
    """What of a row is compared."""

    value: float | None
    value_max: float | None
    indicator: str | None
    comparator: str
    kind: str
    measure: str
    year: int | None

    @property
    def figure(self) -> tuple[float | None, float | None]:
        """Its value alone."""
        return self.value, self.value_max


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over documents; scores add up.

    ``figures`` and ``right`` count rows whose value, or all of it, a gold row has. ``fields`` counts for each field
    the figures found once in a document's gold (so that it is plain which row is meant) that have it right, of
    ``compared``. ``told`` has each row's confidence and whether all of it is right.
    """

    gold: int = 0
    found: int = 0
    figures: int = 0
    right: int = 0
    compared: int = 0
    fields: Mapping[str, int] = field(default_factory=dict)
    told: tuple[tuple[float, bool], ...] = ()

    def __add__(self, other: Score) -> Score:
        fields = {name: self.fields.get(name, 0) + other.fields.get(name, 0) for name in FIELDS}
        return Score(
            self.gold + other.gold,
            self.found + other.found,
            self.figures + other.figures,
            self.right + other.right,
            self.compared + other.compared,
            fields,
            self.told + other.told,
        )

    @property
    def figure_precision(self) -> float:
        """Share of the rows whose value is a gold row's."""
        return self.figures / max(1, self.found)

    @property
    def figure_recall(self) -> float:
        """Share of the gold rows whose value is a row's."""
        return self.figures / max(1, self.gold)

    @property
    def precision(self) -> float:
        """Share of the rows that are right as typed."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Share of the gold rows that were read rightly."""
        return self.right / max(1, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of ``precision`` and ``recall``."""
        return 2 * self.right / max(1, self.found + self.gold)

    def share(self, name: str) -> float:
        """Share of the figures found that have a field right."""
        return self.fields.get(name, 0) / max(1, self.compared)

    def sure(self, least: float) -> tuple[float, float]:
        """Of the rows told with at least this confidence: the share that is right, and the gold rows they are."""
        sure = [right for confidence, right in self.told if confidence >= least]
        return sum(sure) / max(1, len(sure)), sum(sure) / max(1, self.gold)


def total(scores: Iterable[Score]) -> Score:
    """The scores of several documents as one."""
    return sum(scores, Score())


def score(rows: Sequence[Indicator], gold: Sequence[Mapping[str, Any]]) -> Score:
    """The rows of one document against its gold rows."""
    wanted = [_of_gold(row) for row in gold if not _is_neutral(row)]
    neutral = {_rounded(row["value"]) for row in gold if _is_neutral(row)}
    neutral -= {row.value for row in wanted}
    pairs = [(_of_row(row), row) for row in rows if row.indicator is not None]
    kept = [(typed, row.confidence) for typed, row in pairs if typed.value not in neutral]
    right = _matched([typed for typed, _ in kept], wanted)
    values = Counter(row.figure for row in wanted)
    figures = sum((values & Counter(typed.figure for typed, _ in kept)).values())
    alone = _told_once([typed for typed, _ in kept], wanted)
    return Score(
        gold=len(wanted),
        found=len(kept),
        figures=figures,
        right=sum(right),
        compared=len(alone),
        fields={name: sum(getattr(one, name) == getattr(other, name) for one, other in alone) for name in FIELDS},
        told=tuple(
            (sure if sure is not None else 1.0, is_right) for (_, sure), is_right in zip(kept, right, strict=True)
        ),
    )


def _matched(rows: Sequence[Typed], wanted: Sequence[Typed]) -> list[bool]:
    """Which rows are gold rows, one to one."""
    left = Counter(wanted)
    found = []
    for row in rows:
        found.append(left[row] > 0)
        left[row] -= left[row] > 0
    return found


def _told_once(rows: Sequence[Typed], wanted: Sequence[Typed]) -> list[tuple[Typed, Typed]]:
    """The pairs of a row and the only gold row of its value, where it is the only row of it too."""
    of_rows, of_gold = Counter(row.figure for row in rows), {row.figure: row for row in wanted}
    counts = Counter(row.figure for row in wanted)
    return [(row, of_gold[row.figure]) for row in rows if of_rows[row.figure] == 1 and counts[row.figure] == 1]


def _is_neutral(row: Mapping[str, Any]) -> bool:
    return row["indicator"] is None or (bool(row.get("sub_of")) and row["sub_of"] == row["indicator"])


def _of_gold(row: Mapping[str, Any]) -> Typed:
    return _typed(
        row["indicator"],
        row["value"],
        row.get("value_max"),
        row["comparator"],
        row["kind"],
        row.get("measure") or "level",
        row["year"],
        row["unit"],
    )


def _of_row(row: Indicator) -> Typed:
    return _typed(row.indicator, row.value, row.value_max, row.comparator, row.kind, row.measure, row.year, row.unit)


def _typed(
    indicator: str | None,
    value: float,
    value_max: float | None,
    comparator: str,
    kind: str,
    measure: str,
    year: int | None,
    unit: str,
) -> Typed:
    """A row in the form compared. Growth is one thing, told as a rate of its own or as the change of the amount."""
    name = indicator or ""
    changed = measure == "change" and unit.startswith("%")
    if name.startswith(_RATE) or (changed and name.startswith(_PRODUCTION)):
        indicator, measure = _RATE, "level"
    elif name == f"tang_{_REVENUE}" or (changed and name == _REVENUE):
        indicator, measure = f"tang_{_REVENUE}", "level"
    elif name == "ty_le_tang_dan_so" and unit.startswith("%"):  # told in % or in ‰
        value = value * 10
    return Typed(_rounded(value), _rounded(value_max), indicator, comparator, kind, measure, year)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)
