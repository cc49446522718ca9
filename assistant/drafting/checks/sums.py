"""Check 3: parts after "trong đó" and in brackets add up to their whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isclose

from assistant.drafting.checked import Checked, finding
from assistant.language.catalogue import convert
from assistant.language.quantities import find_quantities, format_number
from assistant.language.text import normalise
from assistant.types import DraftFinding, Quantity

_OPENS = re.compile(r"\(\s*(?:trong đó\s*:?)?|[,;:.]?\s*trong đó\s*:?|[,;:]?\s*gồm(?:\s+có)?\s*:?")
_TOLERANCE = 0.0005  # relative; parts are often rounded
_SOME = ("riêng", "có ít nhất", "trong số đó", "ưu tiên", "bao gồm cả", "kể cả")


@dataclass(frozen=True, slots=True)
class _Group:
    whole: Quantity
    parts: tuple[Quantity, ...]
    start: int
    end: int


def check_sums(checked: Checked) -> Iterator[DraftFinding]:
    """An error where two or more parts in the unit of their whole do not add up to it, or one part exceeds it."""
    for line in checked.lines():
        for group in _groups(line.text):
            total = sum(part.value for part in group.parts)
            exact = len(group.parts) > 1 and not isclose(total, group.whole.value, rel_tol=_TOLERANCE)
            over = total > group.whole.value * (1 + _TOLERANCE)
            if exact or over:
                shown = " + ".join(format_number(part.value) for part in group.parts)
                yield finding(
                    "sums",
                    "error",
                    f"Các phần không bằng tổng: {shown} = {format_number(round(total, 6))}, "
                    f"tổng ghi {format_number(group.whole.value)} {group.whole.unit}.".replace(" .", "."),
                    "Sửa phần, hoặc sửa tổng.",
                    line.text[group.start : group.end],
                )


def _groups(text: str) -> Iterator[_Group]:
    """Each whole with the figures in its unit that follow an opener, up to the end of the sentence or bracket."""
    lowered = normalise(text)
    quantities = find_quantities(text, words=False)
    for opener in _OPENS.finditer(lowered):
        before = [one for one in quantities if one.end <= opener.start() + 1]
        if not before or lowered[before[-1].end : opener.start()].count(";"):
            continue
        whole, end = before[-1], _end(lowered, opener)
        inside = [one for one in quantities if opener.end() <= one.number_start < end]
        if any(word in lowered[opener.end() : end] for word in _SOME) or opener.group().strip() == "":
            continue
        parts = tuple(part for one in inside if (part := _like(one, whole)) is not None)
        bracket = lowered[opener.start()] == "("
        if parts and not (bracket and len(parts) < 2 and "trong đó" not in opener.group()):
            yield _Group(whole, parts, max(0, whole.start - 40), end)


def _end(lowered: str, opener: re.Match[str]) -> int:
    if lowered[opener.start()] == "(":
        closing = lowered.find(")", opener.end())
        return closing if closing >= 0 else len(lowered)
    # A further "trong đó", a new sentence, or a bracket that closes ends the parts.
    stop = re.compile(r"\.(?:\s|$)|\n|trong đó|\)").search(lowered, opener.end())
    return stop.start() if stop else len(lowered)


def _like(part: Quantity, whole: Quantity) -> Quantity | None:
    """A part with its value in the unit of the whole; None where it is no share of it in figures."""
    if part.unit == whole.unit and whole.unit not in ("%", "‰") and part.of is None:
        return part
    if not part.unit or not whole.unit or whole.unit in ("%", "‰") or part.of is not None:
        return None
    value = convert(part.value, part.unit, to=whole.unit)
    if value is None:
        return None
    return replace(part, value=value, unit=whole.unit)
