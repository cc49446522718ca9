"""Check 2: each figure has a unit, and one that its indicator can have."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.checked import Checked, around, finding
from assistant.language.catalogue import catalogue, convert
from assistant.language.quantities import find_quantities
from assistant.types import DraftFinding, Indicator

_FULL = 100.0


def check_units(checked: Checked) -> Iterator[DraftFinding]:
    """An error where a figure lacks its unit, has one of another dimension, or cannot be what it says."""
    for row in checked.indicators:
        problem = _problem(row, level=checked.identity.level)
        if problem is not None:
            yield finding("units", "error", f"{row.label}: {problem}.", "Sửa số hoặc đơn vị.", row.quote)
    yield from _misfits(checked)


def _problem(row: Indicator, *, level: str | None) -> str | None:
    if row.unit == "" and not _tells_unit(row):
        return f"“{row.figure}” không có đơn vị"
    if row.unit == "%" and row.measure == "level" and max(row.value, row.value_max or 0) > _FULL:
        return f"“{row.figure}” quá 100%"
    entry = catalogue().entries.get(row.indicator or "")
    if entry and row.measure == "level" and not entry.is_plausible(row.value, level=level):
        return f"“{row.figure}” ngoài khoảng thường gặp của {entry.name.lower()}"
    return None


def _tells_unit(row: Indicator) -> bool:
    """Whether the words say what is counted, where the ledger knows no such unit: "3.600 cây", "Trồng mới (cây)"."""
    return any(map(str.isalpha, row.figure)) or row.label.rstrip(" :*").endswith(")")


def _misfits(checked: Checked) -> Iterator[DraftFinding]:
    """Figures of targets that the ledger left unnamed beside an indicator's words: their unit does not fit."""
    for line in checked.lines():
        if line.role not in ("targets", "results"):
            continue
        held = [row for row in checked.indicators if line.start <= row.start < line.start + len(line.text)]
        for quantity in find_quantities(line.text, words=False):
            at = line.start + quantity.start
            if any(row.start <= at < row.end and row.indicator for row in held):
                continue
            before = line.text[: quantity.start]
            clause = before[max(before.rfind(sign) for sign in ";.(") + 1 :]
            matches = catalogue().find(clause)
            if not matches:
                continue
            best = max(matches, key=lambda match: (match.end, match.words)).entry
            fits = convert(quantity.value, quantity.unit, to=best.unit) is not None
            # A share of the plan, or a growth in %, may be said of anything.
            if not fits and not quantity.unit.startswith(("%", "điểm")) and quantity.unit:
                yield finding(
                    "units",
                    "error",
                    f"{best.name} tính bằng {best.unit}, không bằng {quantity.unit}.",
                    "Sửa đơn vị.",
                    around(line.text, quantity.start, quantity.end),
                )
