"""Check 9: numbers as Vietnamese writes them: dots for thousands, a comma for decimals, no formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.drafting.checked import Checked, around, finding
from assistant.language.quantities import find_quantities
from assistant.language.tables import load_table
from assistant.types import DraftFinding

_COUNTED = frozenset({"mô hình", "doanh nghiệp", "xã", "thôn", "làng", "chi bộ", "cơ quan", "di tích", "trường"})
_WHOLE_THINGS = re.compile(r"(?<![\d.,/])\d{1,2},\d{3}\s*(?:tấn|con|người|hộ|lượt)\b")
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class _Fault:
    name: str
    pattern: re.Pattern[str]
    remedy: str


@cache
def _faults() -> tuple[_Fault, ...]:
    table = load_table("assistant.drafting.checks", "checks.toml")["numbers"]["fault"]
    return tuple(_Fault(row["name"], re.compile(row["pattern"]), row["remedy"]) for row in table)


def check_numbers(checked: Checked) -> Iterator[DraftFinding]:
    """An error for each number written otherwise, and where some counts have a leading zero and others none."""
    for line in checked.raw_lines():
        for fault in _faults():
            for match in fault.pattern.finditer(line):
                told = f"“{match.group().strip()}”: {fault.name}."
                yield finding("numbers", "error", told, fault.remedy, around(line, *match.span()))
        for match in _WHOLE_THINGS.finditer(line):
            told = f"“{match.group()}”: dấu phẩy dùng làm dấu ngăn nghìn."
            remedy = "Ngăn hàng nghìn bằng dấu chấm: 3.098."
            yield finding("numbers", "error", told, remedy, around(line, *match.span()))
    yield from _padding(checked)


def _padding(checked: Checked) -> Iterator[DraftFinding]:
    """Counts below ten are all written "05" or all "5"."""
    padded: list[str] = []
    bare: list[str] = []
    for line in checked.lines():
        if line.role != "targets":
            continue
        for quantity in find_quantities(line.text, words=False):
            digits = line.text[quantity.number_start : quantity.number_end]
            if quantity.unit in _COUNTED and quantity.value < _DIGITS and digits.isdigit() and quantity.value:
                (padded if digits.startswith("0") else bare).append(around(line.text, quantity.start, quantity.end))
    if padded and bare:
        fewer = padded if len(padded) < len(bare) else bare
        told = f"Số dưới 10 viết không thống nhất: {len(padded)} chỗ có số 0 đứng trước, {len(bare)} chỗ không."
        yield finding("numbers", "error", told, "Viết một kiểu trong cả văn bản.", fewer[0])
