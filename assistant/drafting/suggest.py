"""Figures that may be proposed for next year, each with the arithmetic that gave it. Nothing is ever filled in.

1. what the level above assigned, where it assigned it;
2. the level above's own figure, for rates (a commune's total says nothing beside a province's);
3. the trend, where the results of two years are known: the same change once more;
4. the better of last year's target and result, so that what was reached is kept.
"""

from __future__ import annotations

from assistant.drafting.figures import show_bound
from assistant.language.quantities import format_number
from assistant.types import Figure, IndicatorRow, Suggestion

_MOST_GROWTH = 0.5  # a change of more than half in one year is no trend to be repeated
_DECIMALS = 2
_FULL = 100.0


def suggest(row: IndicatorRow, *, before: Figure | None = None) -> Suggestion | None:
    """What may be proposed for a row, or None; ``before`` is the result of the year before the last one."""
    if row.group == "results" or row.last is None:
        return None
    if row.superior is not None:
        return Suggestion(
            row.superior, f"bằng mức {show_bound(row.superior, '=')} {row.unit} của {row.superior_source}"
        )
    if row.result is None or row.result.of is not None or row.last.value_max is not None:
        return None
    return _trend(row, row.result, before) or _kept(row, row.result, row.last)


def _trend(row: IndicatorRow, result: Figure, before: Figure | None) -> Suggestion | None:
    if before is None or not before.value or row.measure != "level":
        return None
    growth = result.value / before.value - 1
    worsens = (growth < 0) == (row.better == "higher")
    if not growth or not row.better or worsens or abs(growth) > _MOST_GROWTH:
        return None
    proposed = round(result.value * (1 + growth), _DECIMALS)
    if row.unit.startswith("%"):
        proposed = min(proposed, _FULL)
    numbers = (result.value, result.value, before.value, proposed)
    shown = [format_number(round(number, _DECIMALS)) for number in numbers]
    return Suggestion(Figure(proposed), f"theo đà hai năm: {shown[0]} × {shown[1]} / {shown[2]} = {shown[3]}")


def _kept(row: IndicatorRow, result: Figure, last: Figure) -> Suggestion | None:
    if row.better not in ("higher", "lower"):
        return None
    best = max(result.value, last.value) if row.better == "higher" else min(result.value, last.value)
    word = "lớn" if row.better == "higher" else "nhỏ"
    numbers = f"chỉ tiêu {format_number(last.value)}, kết quả {format_number(result.value)}"
    return Suggestion(Figure(best), f"giữ mức đã đạt: số {word} hơn của {numbers} là {format_number(best)}")
