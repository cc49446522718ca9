"""Check 5: no target is worse than what was reached the year before."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.checked import Checked, finding
from assistant.drafting.figures import convert_figure
from assistant.language.catalogue import catalogue
from assistant.language.quantities import format_number
from assistant.types import DraftFinding, Figure, Indicator


def check_direction(checked: Checked) -> Iterator[DraftFinding]:
    """A warning for each target on the wrong side of a result that the document or the table states."""
    targets = [row for row in checked.indicators if row.kind == "target" and row.measure == "level"]
    for target in targets:
        if target.year is not None and checked.year is not None and target.year < checked.year:
            continue  # the plan of the year before, beside its result
        entry = catalogue().entries.get(target.indicator or "")
        if entry is None or not entry.better:
            continue
        reached = _reached(checked, target)
        if reached is None:
            continue
        most = target.value_max or target.value
        worse = most < reached if entry.better == "higher" else target.value > reached
        if worse:
            side, remedy = ("thấp", "Nâng") if entry.better == "higher" else ("cao", "Hạ")
            yield finding(
                "direction",
                "warning",
                f"{entry.name}: chỉ tiêu {format_number(target.value)} {side} hơn kết quả năm trước "
                f"{format_number(reached)} {target.unit}.",
                f"{remedy} chỉ tiêu, hoặc nêu lý do.",
                target.quote,
            )


def _reached(checked: Checked, target: Indicator) -> float | None:
    """The result of the same indicator, in the target's unit: from the table, else from the document itself."""
    for row in checked.rows:
        if row.indicator == target.indicator and row.result is not None and row.measure == "level":
            converted = convert_figure(row.result, row.unit, to=target.unit)
            if converted is not None and converted.of is None:
                return converted.value
    for actual in checked.indicators:
        same = actual.indicator == target.indicator and actual.kind == "actual" and actual.measure == "level"
        if same and actual.scope == target.scope and actual.rank == target.rank and actual.period is None:
            found = convert_figure(Figure(actual.value), actual.unit, to=target.unit)
            if found is not None:
                return found.value
    return None
