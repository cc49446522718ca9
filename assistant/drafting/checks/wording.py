"""Check 6: an indicator is said in one way: level or change told apart, one comparator, one value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from assistant.drafting.checked import Checked, around, finding
from assistant.language.quantities import format_number
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import DraftFinding, Indicator

_NEAR = 40  # characters on either side in which a fall may be told to be one of points, or to a level


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_table("assistant.drafting.checks", "checks.toml")["wording"]
    return table


def check_wording(checked: Checked) -> Iterator[DraftFinding]:
    """An error for a fall that may be read two ways or ends higher, and for an indicator said in two ways."""
    yield from _falls(checked)
    yield from _turned(checked)
    yield from _twice(checked)


def _falls(checked: Checked) -> Iterator[DraftFinding]:
    for line in checked.lines():
        lowered = normalise(line.text)
        for match in re.finditer(_table()["fall"], lowered):
            near = lowered[match.start() : match.end() + _NEAR]
            if re.search(_table()["told"], near) is None:
                said = line.text[match.start() : match.end()]
                told = f"“{said}” chưa rõ giảm bao nhiêu điểm % hay giảm còn bao nhiêu."
                remedy = "Viết “giảm … điểm %” hoặc “giảm còn …%”."
                yield finding("wording", "error", told, remedy, around(line.text, *match.span()))


def _turned(checked: Checked) -> Iterator[DraftFinding]:
    for line in checked.lines():
        for match in re.finditer(_table()["turned"], normalise(line.text)):
            told = f"“{line.text[match.start() : match.end()]}”: nói tăng mà lại xuống, hoặc nói giảm mà lại lên."
            yield finding("wording", "error", told, "Sửa chiều hoặc sửa số.", around(line.text, *match.span()))


def _twice(checked: Checked) -> Iterator[DraftFinding]:
    """Targets of one indicator, year, kind of figure and scope must be one."""
    groups: dict[tuple[object, ...], list[Indicator]] = defaultdict(list)
    for row in checked.indicators:
        if row.indicator and row.kind == "target" and row.sub_of is None and row.period is None:
            key = (row.indicator, row.year, row.measure, row.unit, row.scope, row.rank, row.averaging)
            groups[key].append(row)
    for rows in groups.values():
        first = rows[0]
        for other in rows[1:]:
            if _in_one_item(checked, first, other):
                continue
            if (other.value, other.value_max, other.of) != (first.value, first.value_max, first.of):
                message = (
                    f"{first.label}: hai số khác nhau trong một văn bản, {format_number(first.value)} và "
                    f"{format_number(other.value)} {first.unit}."
                )
                yield finding("wording", "error", message, "Giữ một số.", other.quote)
            elif other.comparator != first.comparator:
                message = f"{first.label}: lúc ghi “{first.figure.strip()}”, lúc ghi “{other.figure.strip()}”."
                remedy = "Dùng một cách nói: đạt, từ … trở lên, hoặc trên."
                yield finding("wording", "error", message, remedy, other.quote)


def _in_one_item(checked: Checked, first: Indicator, other: Indicator) -> bool:
    """Several figures of one line are parts of a list ("Mức độ 3 trên 60%, mức độ 4 trên 60%")."""
    return checked.line_at(first.start) == checked.line_at(other.start)
