"""Check 1: every indicator of last year's document is there, or its removal is stated."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.checked import Checked, finding, plain
from assistant.drafting.plan import plan
from assistant.language.catalogue import catalogue
from assistant.types import DraftFinding

_ENOUGH = 6  # words of an item without a figure; its end is often put otherwise


def check_indicators(checked: Checked) -> Iterator[DraftFinding]:
    """An error for each target of the base whose indicator, or whose words, the document no longer has."""
    if checked.base is None:
        return
    lines = [plain(line) for line in checked.raw_lines()]
    held = {match.entry.id for line in lines for match in catalogue().find(line)}
    renewed = {row.key: row.label for row in checked.rows}
    for row in plan(checked.base).rows:
        if row.group != "targets" or row.indicator in held:
            continue
        labels = (row.label, renewed.get(row.key, row.label))
        if not any(_speaks_of(line, label) for label in labels for line in lines):
            yield finding(
                "indicators",
                "error",
                f"Chỉ tiêu {row.number} của năm trước không còn: {row.label}.",
                "Thêm lại chỉ tiêu, hoặc ghi rõ đã bỏ và lý do.",
            )


def _speaks_of(line: str, label: str) -> bool:
    """Whether a line has the words of a label, figures apart; a stated removal ("bỏ chỉ tiêu …") has them too."""
    words = [word.strip(",;:.()") for word in plain(label).split() if not any(map(str.isdigit, word))]
    return bool(words) and all(word in line for word in words[:_ENOUGH])
