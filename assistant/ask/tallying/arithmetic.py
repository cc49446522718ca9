"""What staff work out from figures: how far apart, how many times, which share, what is left, what a rise comes to.

Pure: operands go in, the result comes out with the formula as one would write it on paper and the ``Derived`` that
``verify`` does again. A bound as operand ("trên 59") gives a bound ("trên 4,3"), or nothing where no bound follows
from it. What cannot be put together (other units, ranges, a division by nought) gives None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.language.catalogue import convert
from assistant.language.quantities import format_number, rules
from assistant.types import DERIVED_DECIMALS, Comparator, Derived, Indicator

_FLIPPED: dict[Comparator, Comparator] = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "=": "="}
_WHOLE = 100.0
_UP: tuple[Comparator, ...] = (">", ">=")
_DOWN: tuple[Comparator, ...] = ("<", "<=")
BOUND_WORDS: dict[Comparator, str] = {"=": "", ">": "trên ", ">=": "từ ", "<": "dưới ", "<=": "không quá "}


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure as it goes into arithmetic; ``value`` is in ``unit``, the canonical one of its row."""

    value: float
    unit: str
    comparator: Comparator = "="
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Worked:
    """A result: ``value`` in ``unit`` with its ``comparator``, and the ``formula`` that ends in it."""

    value: float
    unit: str
    comparator: Comparator
    approximate: bool
    formula: str
    derived: Derived

    @property
    def words(self) -> str:
        """As in "trên 4,3 triệu đồng", "khoảng 20,66 %"."""
        about = "khoảng " if self.approximate and self.comparator == "=" else ""
        return f"{about}{BOUND_WORDS[self.comparator]}{format_number(self.value)} {self.unit}".strip()

    def words_in(self, unit: str | None) -> str:
        """The same with the unit that was asked for beside it: "13,927 tỷ đồng (13.927 triệu đồng)"."""
        scale = convert(1.0, unit, to=self.unit) if unit and unit != self.unit else None
        if not scale or scale == 1:
            return self.words
        value = float(f"{self.value / scale:.9g}")
        return f"{self.words} ({BOUND_WORDS[self.comparator]}{format_number(value)} {unit})"

    @property
    def operand(self) -> Operand:
        """The result, to go on with."""
        return Operand(self.value, self.unit, self.comparator, self.approximate)


def operand(row: Indicator, unit: str | None = None) -> Operand | None:
    """The figure of a row, in ``unit`` where one is given and the row's is another of its kind; a range is none."""
    if row.comparator == "range" or row.value_max is not None:
        return None
    value = row.value if unit in (None, row.unit) else convert(row.value, row.unit, to=unit or "")
    return None if value is None else Operand(value, unit or row.unit, row.comparator, row.approximate)


def against_plan(result: Indicator, target: Indicator) -> tuple[Operand, Operand] | None:
    """A result and the mark that it had to reach: of "từ 58" that is 58, whatever more was allowed."""
    first, second = operand(result), operand(target)
    return None if first is None or second is None else (first, replace(second, comparator="="))


def difference(first: Operand, second: Operand) -> Worked | None:
    """How far the larger is above the smaller: "70,8 − 63,6 = 7,2"; points for shares."""
    high, low = (first, second) if first.value >= second.value else (second, first)
    bound = _joined((high.comparator, _FLIPPED.get(low.comparator, "range")))
    if first.unit != second.unit or bound is None or (high.value == low.value and bound != "="):
        return None
    value = _exact(high.value - low.value)
    unit = "điểm %" if first.unit == "%" else first.unit
    derived = Derived("difference", (high.value, low.value), value, first.unit, bound)
    formula = f"{format_number(high.value)} − {format_number(low.value)} = {format_number(value)}"
    return Worked(value, unit, bound, _is_rough(first, second), formula, derived)


def growth(first: Operand, second: Operand) -> Worked | None:
    """By how many per cent the first is above the second; the value is negative where it is below."""
    bound = _joined((first.comparator, _FLIPPED.get(second.comparator, "range")))
    if first.unit != second.unit or not second.value or bound is None:
        return None
    value = round(_WHOLE * (first.value - second.value) / second.value, DERIVED_DECIMALS)
    if value < 0 and bound in _UP:
        return None  # more than five per cent less may be anything above it
    derived = Derived("growth", (first.value, second.value), value, first.unit, bound)
    high, low = max(first.value, second.value), min(first.value, second.value)
    apart = f"({format_number(high)} − {format_number(low)}) : {format_number(second.value)}"
    formula = f"{apart} = {format_number(abs(value))} %"
    return Worked(value, "%", bound, _is_rough(first, second), formula, derived)


def times(first: Operand, second: Operand) -> Worked | None:
    """How many times the second the first is."""
    return _divided(first, second, share=False)


def reached(result: Operand, plan: Operand) -> Worked | None:
    """How many per cent of a plan a result is; it may be more than all of it."""
    return _divided(result, plan, share=True)


def share(part: Operand, whole: Operand) -> Worked | None:
    """How many per cent of the whole a part is; none is more than the whole."""
    return _divided(part, whole, share=True) if part.value <= whole.value else None


def _divided(first: Operand, second: Operand, *, share: bool) -> Worked | None:
    bound = _joined((first.comparator, _FLIPPED.get(second.comparator, "range")))
    if first.unit != second.unit or not second.value or bound is None:
        return None
    value = round((_WHOLE if share else 1.0) * first.value / second.value, DERIVED_DECIMALS)
    derived = Derived("share" if share else "ratio", (first.value, second.value), value, first.unit, bound)
    unit = "%" if share else "lần"
    formula = f"{format_number(first.value)} : {format_number(second.value)} = {format_number(value)} {unit}"
    return Worked(value, unit, bound, _is_rough(first, second), formula, derived)


def total(operands: Sequence[Operand]) -> Worked | None:
    """The sum of two or more."""
    bound = _joined(tuple(each.comparator for each in operands))
    if len(operands) < _TWO or len({each.unit for each in operands}) != 1 or bound is None:
        return None
    value = _exact(sum(each.value for each in operands))
    derived = Derived("sum", tuple(each.value for each in operands), value, operands[0].unit, bound)
    formula = f"{' + '.join(format_number(each.value) for each in operands)} = {format_number(value)}"
    return Worked(value, operands[0].unit, bound, _is_rough(*operands), formula, derived)


_TWO = 2


def remainder(whole: Operand, part: Operand) -> Worked | None:
    """What of a whole is not the part; nothing where the part is larger."""
    return difference(whole, part) if part.value <= whole.value else None


def raised(base: Operand, rate: float) -> Worked | None:
    """The base with ``rate`` per cent put on it (a fall is negative): "312,45 + 8% = 337,446"."""
    if base.comparator == "range":
        return None
    value = _exact(base.value * (1 + rate / _WHOLE))
    derived = Derived("raised", (base.value, rate), value, base.unit, base.comparator)
    sign = "+" if rate >= 0 else "−"
    formula = f"{format_number(base.value)} {sign} {format_number(abs(rate))}% = {format_number(value)}"
    return Worked(value, base.unit, base.comparator, base.approximate, formula, derived)


def shared_out(figure: Operand, count: int, each: str) -> Worked | None:
    """What a figure comes to for each of ``count``: "300 : 5 = 60", in "ha/năm"."""
    if count <= 1:
        return None
    value = round(figure.value / count, DERIVED_DECIMALS)
    derived = Derived("shared", (figure.value, float(count)), value, figure.unit, figure.comparator)
    formula = f"{format_number(figure.value)} : {count} = {format_number(value)}"
    return Worked(value, f"{figure.unit}/{each}", figure.comparator, figure.approximate, formula, derived)


def before(level: Operand, change: Operand, *, fell: bool) -> Worked | None:
    """The level from which a change led to this one: "53,6 − 5,1 = 48,5", "3,2 + 0,8 = 4"."""
    same = Operand(change.value, level.unit, change.comparator, change.approximate)
    if change.unit not in (level.unit, f"điểm {level.unit}"):
        return None
    if fell:
        return total((level, same))
    return remainder(level, same)


def whole_of(part: Operand, rate: Operand, *, factor: float | None = None) -> Worked | None:
    """What a figure is ``rate`` per cent of: "84 : 56% = 150"; with ``factor`` the figure is so many times of it.

    A rate is rounded where it was written, so what follows is told as about.
    """
    if not rate.value or part.comparator != "=" or rate.comparator != "=":
        return None
    value = round(_WHOLE * part.value / rate.value, DERIVED_DECIMALS)
    if factor is None:
        value = _told(_WHOLE * part.value / rate.value, part.unit)
        derived = Derived("whole", (part.value, rate.value), value, part.unit)
        words = f"{format_number(rate.value)}%"
    else:
        derived = Derived("shared", (part.value, factor), value, part.unit)
        words = format_number(factor)
    formula = f"{format_number(part.value)} : {words} = {format_number(value)}"
    return Worked(value, part.unit, "=", True, formula, derived)


def without_rise(level: Operand, rate: float) -> Worked | None:
    """The level from which a rise by ``rate`` per cent (a fall is negative) led to this one: "50 + 8% = 54"."""
    if level.comparator != "=" or rate <= -_WHOLE:
        return None
    value = _told(level.value / (1 + rate / _WHOLE), level.unit)
    derived = Derived("unraised", (level.value, rate), value, level.unit)
    sign = "+" if rate >= 0 else "−"
    formula = f"{format_number(value)} {sign} {format_number(abs(rate))}% = {format_number(level.value)}"
    return Worked(value, level.unit, "=", True, formula, derived)


def _told(value: float, unit: str) -> float:
    """As it is told: what is counted in whole things (hộ, con, vụ) is whole."""
    known = rules().units.get(unit)
    is_counted = known is not None and known.dimension.startswith("count:")
    return float(round(value)) if is_counted and value >= _WHOLE else round(value, DERIVED_DECIMALS)


def changed(
    level: Operand, fallen: Sequence[Operand], risen: Sequence[Operand]
) -> tuple[Worked, tuple[Derived, ...]] | None:
    """A level after what left it and what came to it: "141 − 32 + 5 = 114"; with each step of the sum."""
    figures = (level, *fallen, *risen)
    if len({each.unit for each in figures}) != 1 or any(each.comparator != "=" for each in figures):
        return None
    left = _exact(level.value - sum(each.value for each in fallen))
    value = _exact(left + sum(each.value for each in risen))
    down = Derived("difference", tuple(each.value for each in (level, *fallen)), left, level.unit)
    up = Derived("sum", (left, *(each.value for each in risen)), value, level.unit)
    formula = format_number(level.value)
    formula += "".join(f" − {format_number(each.value)}" for each in fallen)
    formula += "".join(f" + {format_number(each.value)}" for each in risen)
    made = Worked(value, level.unit, "=", _is_rough(*figures), f"{formula} = {format_number(value)}", up)
    return (made, (down, up)) if left >= 0 else None


def part_of(whole: Operand, rate: float) -> Worked | None:
    """``rate`` per cent of a figure: "15,2 × 50% = 7,6"."""
    if whole.comparator == "range":
        return None
    value = _exact(whole.value * rate / _WHOLE)
    derived = Derived("part", (whole.value, rate), value, whole.unit, whole.comparator)
    formula = f"{format_number(whole.value)} × {format_number(rate)}% = {format_number(value)}"
    return Worked(value, whole.unit, whole.comparator, whole.approximate, formula, derived)


def _exact(value: float) -> float:
    """Nine significant digits: 575 - 528.6 is 46.4."""
    return float(f"{value:.9g}")


def _is_rough(*operands: Operand) -> bool:
    return any(each.approximate for each in operands)


def _joined(bounds: Sequence[Comparator]) -> Comparator | None:
    """The bound that follows from several that all add to the result; None where they pull apart."""
    found = {each for each in bounds if each != "="}
    if not found:
        return "="
    if found <= set(_UP):
        return ">" if ">" in found else ">="
    if found <= set(_DOWN):
        return "<" if "<" in found else "<="
    return None
