"""Check 12: nothing is left over: blanks, notes, the draft's mark, another commune's names, text twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.drafting.checked import Checked, around, finding, plain
from assistant.language.tables import load_table
from assistant.language.text import fold
from assistant.types import DraftFinding, Severity

BLANK_LEFT = "Còn chỗ để trống"  # how a finding about a blank begins


@dataclass(frozen=True, slots=True)
class _Mark:
    name: str
    pattern: re.Pattern[str]
    remedy: str
    severity: Severity


@cache
def _marks() -> tuple[_Mark, ...]:
    table = load_table("assistant.drafting.checks", "checks.toml")["leftovers"]["mark"]
    return tuple(_Mark(row["name"], re.compile(row["pattern"]), row["remedy"], row["severity"]) for row in table)


@cache
def _duplicate_length() -> int:
    length: int = load_table("assistant.drafting.checks", "checks.toml")["leftovers"]["duplicate_length"]
    return length


def check_leftovers(checked: Checked) -> Iterator[DraftFinding]:
    """A finding for each line with something left over (a blank is no error), and for each run of paragraphs that
    stands twice.
    """
    for line in checked.raw_lines():
        for mark in _marks():
            matches = list(mark.pattern.finditer(line))
            if matches:
                count = f" ({len(matches)} chỗ)" if len(matches) > 1 else ""
                quote = around(line, *matches[0].span())
                yield finding("leftovers", mark.severity, f"Còn {mark.name}{count}.", mark.remedy, quote)
        yield from _foreign(line, checked.foreign)
    yield from _twice(checked)


def _twice(checked: Checked) -> Iterator[DraftFinding]:
    """Long lines that were said before, one finding a run: a whole text is often pasted twice."""
    seen: set[str] = set()
    run: list[str] = []
    for line in (*checked.raw_lines(), ""):
        same = plain(line)
        is_long = len(same) >= _duplicate_length()
        if same in seen:
            run.append(line)
        elif run and (is_long or not same):
            many = f"{len(run)} đoạn liền nhau đã có ở trên" if len(run) > 1 else "Đoạn này đã có ở trên"
            yield finding("leftovers", "error", f"{many}.", "Bỏ phần lặp lại.", run[0])
            run = []
        if is_long:
            seen.add(same)


def _foreign(line: str, names: tuple[str, ...]) -> Iterator[DraftFinding]:
    """Names of another commune, whatever their case and marks; a word in small letters is no name."""
    folded = fold(line)
    for name in names:
        for match in re.finditer(rf"(?<!\w){re.escape(fold(name))}(?!\w)", folded):
            if line[match.start()].isupper() and fold(name) == fold(line[match.start() : match.end()]):
                told = f"Còn tên của nơi khác: “{line[match.start() : match.end()]}”."
                remedy = "Thay bằng tên của địa phương mình."
                yield finding("leftovers", "error", told, remedy, around(line, *match.span()))
