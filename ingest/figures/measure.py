"""What a figure measures: a level, a change, or a share of the plan; and in which direction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.language.catalogue import Entry, convert
from assistant.language.quantities import otherwise, rules
from assistant.language.text import normalise
from assistant.types import Direction, Measure, Quantity

POINTS = "điểm %"
VERSUS_PLAN = "% so với kế hoạch"
TIMES = "lần"
_COUNTED_PLACES = frozenset({"thôn", "làng", "khu dân cư", "xã", "trường", "cơ quan", "gia đình"})
VERSUS_LAST_YEAR = "% so với năm trước"
_BULK = frozenset({"money", "mass", "area", "length", "volume"})  # dimensions of which no "X of Y" is counted
_SOFT = (
    r"(?:\s+(?:thêm|được|đạt|là|bình quân|trung bình|hằng năm|hàng năm|mỗi năm|thấp nhất|so với kế hoạch|mức|"
    r"khoảng|chung|từ))*"
)
_CHANGE_BEFORE = re.compile(rf"(?<!\w)(?P<verb>giảm|giam|tăng){_SOFT}[\s:.]*$")
_CHANGE_OPENS = re.compile(r"(?<!\w)(?P<verb>giảm|tăng)\s+(?:tỷ lệ\s+|số\s+|thêm\s+)?$")
_MORE = re.compile(r"(?<!\w)(?P<verb>cao hơn|nhiều hơn|thấp hơn|ít hơn)\s+[^,;\d]{2,30}$")
_RATE = re.compile(r"(?<!\w)tốc độ\s*$")
_CHANGE_WORD = re.compile(r"(?P<verb>giảm|tăng)\s")
_STAYS = re.compile(r"(?<!\w)(?:còn|xuống)(?!\w)")
_PLAN = (
    r"(?:(?:kế hoạch|kh|dự toán|nghị quyết|mục tiêu|chỉ tiêu (?:kế hoạch|đề ra|được giao|giao|nghị quyết|năm))(?!\w)"
    r"|chỉ tiêu(?=\s*(?:[,;.)]|$)))"
)
_PLAN_AFTER = re.compile(rf"^[\s,]*(?:so với|so|của)?\s*{_PLAN}")
_PLAN_BEFORE = re.compile(rf"(?<!\w)(?P<verb>vượt|đạt|bằng|hụt)\s+(?:mức\s+)?{_PLAN}[^,;:]{{0,24}}[\s:]*$")
_PLAN_VERB = re.compile(rf"(?<!\w)(?P<verb>vượt|hụt|thiếu|tăng){_SOFT}[\s:]*$")
_EQUALS = re.compile(r"(?<!\w)(?:bằng|đạt)[\s:]*$")
_YEAR_BEFORE = re.compile(r"^[\s,]*(?:so với|so)\s+(?:cùng kỳ|năm)")
_DIRECTIONS: dict[str, Direction] = {
    "tăng": "tăng",
    "giảm": "giảm",
    "giam": "giảm",
    "cao hơn": "tăng",
    "nhiều hơn": "tăng",
    "thấp hơn": "giảm",
    "ít hơn": "giảm",
    "vượt": "vượt",
    "hụt": "hụt",
    "thiếu": "hụt",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """The measure of a figure, and its direction where it has one."""

    measure: Measure
    direction: Direction | None = None
    against_last_year: bool = False


@lru_cache(maxsize=2048)  # the options of a figure that are said by the same words ask the same
def measured(before: str, after: str, *, label: tuple[int, int] | None = None, is_rate: bool = False) -> Measured:
    """Reads the words right before and after a figure.

    ``before`` is the text up to the figure's comparator, ``after`` the text from its end; ``label`` says where
    in ``before`` the indicator's own words stand, and ``is_rate`` that the indicator is itself a change
    ("tăng dân số", "giảm sinh"), so that its verb is part of the name.
    """
    left, right = normalise(before), normalise(after)
    if _PLAN_AFTER.match(right):
        verb = _PLAN_VERB.search(left)
        return Measured("vs_plan", _vs_plan_direction(verb["verb"]) if verb else None)
    if found := _PLAN_BEFORE.search(left):
        return Measured("vs_plan", _vs_plan_direction(found["verb"]))
    against = _YEAR_BEFORE.match(right) is not None
    verb_text = _change_verb(left, label, is_rate=is_rate)
    if verb_text:
        return Measured("change", _DIRECTIONS[verb_text], against_last_year=against)
    if against and _EQUALS.search(left):  # "bằng 108,44% so với năm 2022": neither a level nor a share of the plan
        return Measured("change", against_last_year=True)
    return Measured("level", against_last_year=against)


def _change_verb(left: str, label: tuple[int, int] | None, *, is_rate: bool) -> str | None:
    """The "tăng" or "giảm" that governs the figure: right before it, or right before the indicator's words."""
    if more := _MORE.search(left):  # "cao hơn cùng vụ năm trước 1,3 tạ/ha"
        return more["verb"]
    start, end = label or (len(left), len(left))
    near = _CHANGE_BEFORE.search(left)
    if near and _RATE.search(left[: near.start()]):  # "tốc độ tăng 5%" is the level of a rate
        return None
    if near and not (is_rate and start <= near.start() < end):
        return near["verb"]
    if label is None or is_rate or _STAYS.search(left[end:]):
        return None
    opener = _CHANGE_OPENS.search(left[:start]) or _CHANGE_WORD.match(left[start:end])
    return opener["verb"] if opener else None


def _vs_plan_direction(verb: str) -> Direction | None:
    """As in "tăng 12% so với kế hoạch" is 12 % over it; "đạt 94,8 % kế hoạch" has no direction."""
    return "vượt" if verb == "tăng" else _DIRECTIONS.get(verb)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, or a range, in the unit of a row of the ledger; ``previous`` and ``plan`` as in ``Indicator``."""

    value: float
    value_max: float | None
    unit: str
    previous: float | None = None
    plan: float | None = None


def is_against_plan(quantity: Quantity) -> bool:
    """Whether X/Y is a result against its plan ("318/300 ha", "10/7 đảng viên") and not X of Y ("6/19 tiêu chí")."""
    if quantity.of is None:
        return False
    unit = rules().units.get(quantity.unit.partition("/")[0])
    return quantity.value > quantity.of or (unit is not None and unit.dimension in _BULK)


def fitted(
    quantity: Quantity, entry: Entry, how: Measured, *, text: str = "", level: str | None = None
) -> Figure | None:
    """The figure in the unit of this indicator's rows, or None where it cannot be one of this indicator.

    Of the two readings of "41.343" in ``text``, the line of the figure, the other one is taken where it is
    plausible for a unit of ``level`` and the usual one is not.
    """
    if quantity.unit == TIMES:
        return Figure(quantity.value, quantity.value_max, TIMES) if how.measure == "change" else None
    if how.against_last_year and how.direction is None:
        return Figure(quantity.value, quantity.value_max, VERSUS_LAST_YEAR) if _is_share(quantity) else None
    if unit := _share_unit(quantity, entry, how):
        return Figure(quantity.value, quantity.value_max, unit)
    if how.against_last_year and _is_share(quantity) and not entry.unit.startswith("%"):
        return None
    value = _in_unit_of(quantity, entry, level=level)
    if value is None:
        return None
    if how.measure == "level" and quantity.value_max is None and not entry.is_plausible(value, level=level):
        value = _other_reading(quantity, entry, text=text, level=level) or value
    return Figure(
        value,
        _converted(quantity.value_max, quantity, entry),
        entry.unit,
        previous=_converted(quantity.previous, quantity, entry),
        plan=_converted(quantity.of, quantity, entry) if is_against_plan(quantity) else None,
    )


def _is_share(quantity: Quantity) -> bool:
    return quantity.unit.split("/")[0] in ("%", POINTS)


def _share_unit(quantity: Quantity, entry: Entry, how: Measured) -> str:
    """The unit of a share that is not converted; "" where the figure is an amount, or a level of the indicator."""
    share, rate = _is_share(quantity), entry.unit.startswith("%")
    if how.measure == "vs_plan" and (share or not quantity.unit):
        return POINTS if rate and how.direction else VERSUS_PLAN
    if how.measure == "change" and share:
        return POINTS if rate else "%"
    if how.measure == "level" and share and entry.unit.partition("/")[0] in _COUNTED_PLACES:
        return "%"  # "90% khu dân cư đạt chuẩn": the share of a count
    return "‰" if quantity.unit == "‰" and entry.unit == "%" else ""


def _in_unit_of(quantity: Quantity, entry: Entry, *, level: str | None) -> float | None:
    """The value in the indicator's unit; a bare number counts anything, so it must at least be plausible."""
    value = convert(quantity.value, quantity.unit, to=entry.unit)
    if quantity.unit:
        return value
    if quantity.of is not None:  # "hoàn thành 24/29": of what is counted
        return quantity.value if value is not None or _is_count(entry) else None
    return value if value is not None and entry.is_plausible(value, level=level) else None


def _is_count(entry: Entry) -> bool:
    unit = rules().units.get(entry.unit.partition("/")[0])
    return unit is None or unit.dimension.startswith("count:")


def _converted(value: float | None, quantity: Quantity, entry: Entry) -> float | None:
    return None if value is None else convert(value, quantity.unit, to=entry.unit)


def _other_reading(quantity: Quantity, entry: Entry, *, text: str, level: str | None) -> float | None:
    """The value with the number's sign taken for the other one, where that is plausible; counts have no decimals."""
    if _is_count(entry):
        return None
    other = _converted(otherwise(text[quantity.number_start : quantity.number_end]), quantity, entry)
    return other if other is not None and entry.is_plausible(other, level=level) else None
