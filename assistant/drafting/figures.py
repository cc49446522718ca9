"""Figures as staff type them and as a draft writes them: "60,5", "27/29", "15-16"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.language.catalogue import convert
from assistant.language.quantities import find_quantities, format_number, parse_number
from assistant.language.text import normalise
from assistant.types import Comparator, Figure, IndicatorRow

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_TYPED = re.compile(rf"(?P<value>{_NUMBER})(?:\s*/\s*(?P<of>{_NUMBER})|\s*[-–]\s*(?P<most>{_NUMBER}))?")
_POINTS = frozenset({"%", "điểm %", "% so với kế hoạch"})
_MOST_DIGITS = 15
_EXACT = re.compile(r"(?:đúng|bằng)\s+(?=\d)")
_SIGNS: Mapping[Comparator, str] = {"=": "đúng", ">": ">", ">=": "≥", "<": "<", "<=": "≤"}
_BOUNDS: Mapping[Comparator, str] = {">": "trên", ">=": "từ", "<": "dưới", "<=": "không quá"}


def read_figure(typed: str) -> Figure | None:
    """A figure from what was typed, with its bound ("≥ 70", "70 trở lên", "đúng 70"), or None where that is no figure
    ("1e9", "-5", "=1+1", "khoảng 5").
    """
    bound, digits = _read_bound(typed.strip())
    match = _TYPED.fullmatch(digits)
    if match is None or len(re.sub(r"\D", "", typed)) > _MOST_DIGITS:
        return None
    value = parse_number(match["value"])
    most = parse_number(match["most"]) if match["most"] else None
    if most is not None and most <= value:
        return None
    return Figure(value, most, parse_number(match["of"]) if match["of"] else None, bound)


def _read_bound(typed: str) -> tuple[Comparator | None, str]:
    """The bound of a typed figure and what is left of it."""
    exact = _EXACT.match(normalise(typed))
    if exact:
        return "=", typed[exact.end() :]
    found = list(find_quantities(typed, words=False))
    if len(found) != 1 or found[0].unit or found[0].approximate or found[0].comparator in ("=", "range"):
        return None, typed
    if typed[: found[0].start].strip() or typed[found[0].end :].strip():
        return None, typed
    return found[0].comparator, typed[found[0].number_start : found[0].number_end]


def show_figure(figure: Figure, *, like: str = "") -> str:
    """A figure as a draft writes it; ``like`` is the digits it replaces, whose leading zero is kept ("06")."""
    if figure.of is not None:
        return f"{format_number(figure.value)}/{format_number(figure.of)}"
    if figure.value_max is not None:
        return f"{format_number(figure.value)}-{format_number(figure.value_max)}"
    shown = format_number(figure.value)
    return f"0{shown}" if like.startswith("0") and len(shown) == 1 and like.isdigit() else shown


def typed_figure(figure: Figure | None) -> str:
    """A figure as ``read_figure`` takes it back: "≥ 70", "đúng 18"; "" for none."""
    if figure is None:
        return ""
    return f"{_SIGNS.get(figure.comparator or 'range', '')} {show_figure(figure)}".strip()


def show_bound(figure: Figure, comparator: Comparator) -> str:
    """A target with its own bound, else ``comparator``, as "từ 58" and "dưới 0,5": a table must tell a floor from a
    ceiling.
    """
    return f"{_BOUNDS.get(figure.comparator or comparator, '')} {show_figure(figure)}".strip()


def show_amount(figure: Figure, comparator: Comparator, unit: str) -> str:
    """A figure with its bound and its unit, as a sentence has it: "từ 9.900 tấn", "trên 96%"."""
    joined = "" if unit.startswith(("%", "‰")) else " "
    return f"{show_bound(figure, comparator)}{joined}{unit}".strip()


def convert_figure(figure: Figure, unit: str, *, to: str) -> Figure | None:
    """A figure in another unit, or None where the units do not fit; points and shares of a plan are written as %."""
    if unit == to or {unit, to} <= _POINTS or not unit:
        return figure
    value = convert(figure.value, unit, to=to)
    most = convert(figure.value_max, unit, to=to) if figure.value_max is not None else None
    if value is None or (figure.value_max is not None and most is None):
        return None
    return Figure(value, most, figure.of, figure.comparator)


def reached(row: IndicatorRow) -> str:
    """How last year's target was met: the share of it ("103,4%"), where less is better "đạt" or "không đạt"."""
    if row.result is None or row.last is None or not row.last.value or row.result.of or row.last.of:
        return ""
    if row.better == "lower":
        most = row.last.value_max or row.last.value
        return "đạt" if row.result.value <= most else "không đạt"
    return f"{format_number(round(row.result.value / row.last.value * 100, 1))}%"
