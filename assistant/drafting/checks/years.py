"""Check 4: the years agree. Title and targets name the draft's year, results the year before, no other strays, and
dates are dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.drafting.checked import Checked, Line, around, finding
from assistant.drafting.cite import find_citations
from assistant.language.dates import Year, find_periods, find_years, impossible_dates
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import DraftFinding, Role

_FAR = 2  # years before the draft's; an older one dates something of the past
_AHEAD = frozenset[Role]({"targets", "tasks", "implementation", "closing"})


@cache
def _before(name: str) -> re.Pattern[str]:
    return re.compile(load_table("assistant.drafting.checks", "checks.toml")["years"][name])


def check_years(checked: Checked) -> Iterator[DraftFinding]:
    """An error for each date that no calendar has, for the title, and for each stray year."""
    for text in checked.raw_lines():
        for start, end in impossible_dates(text):
            told = f"“{text[start:end]}” không phải ngày có thật."
            yield finding("years", "error", told, "Ghi lại ngày.", around(text, start, end))
    year = checked.for_year
    if year is None:
        yield finding("years", "error", "Không thấy văn bản là của năm nào.", "Ghi năm ở trích yếu.")
        return
    named = checked.identity.target_year
    if named != year:
        yield finding(
            "years",
            "error",
            f"Trích yếu ghi năm {named or '(không ghi)'}, dự thảo là cho năm {year}.",
            f"Ghi năm {year} ở trích yếu.",
            checked.identity.title,
        )
    for line in checked.lines():
        # The headings of a table name the years that it compares.
        for one in _stray(line, year) if not line.text.startswith("|") else ():
            yield _told(line, one, year)


def _stray(line: Line, year: int) -> Iterator[Year]:
    """Years of a line that are neither the draft's nor history, horizon, citation or period."""
    history = [(one.start, one.end) for one in find_citations(line.text)]
    history += [(one.start, one.end) for one in find_periods(line.text)]
    lowered = normalise(line.text)
    for one in find_years(line.text):
        near = year - _FAR <= one.value <= year
        is_history = one.until or any(start <= one.start < end for start, end in history)
        if near and not is_history and not _is_right(one, line, lowered, year):
            yield one


def _is_right(one: Year, line: Line, lowered: str, year: int) -> bool:
    if one.value != year and _before("ahead").search(lowered[: one.start]):
        return False
    if line.role == "results":
        return one.value in (year, year - 1) or _before("past").search(lowered[: one.start]) is not None
    if line.role in ("heading", "basis", "body"):
        return one.value in (year, year - 1)
    if one.value == year:
        return True
    # A result of the year before may be named among targets ("kết quả năm 2023", "so với năm 2023").
    before = lowered[max(0, one.start - 60) : one.start]
    speaks_of_results = re.search(r"kết quả|thực hiện được|đã đạt|đạt được|tổng kết|thành tựu|tình hình", before)
    return _before("past").search(before) is not None or speaks_of_results is not None


def _told(line: Line, one: Year, year: int) -> DraftFinding:
    where = "phần kết quả" if line.role == "results" else "phần chỉ tiêu, nhiệm vụ" if line.role in _AHEAD else "đây"
    ahead = _before("ahead").search(normalise(line.text)[: one.start]) is not None
    wanted = f"{year - 1} hoặc {year}" if line.role == "results" and not ahead else str(year)
    return finding(
        "years",
        "error",
        f"Năm {one.value} ở {where} của văn bản cho năm {year}.",
        f"Sửa thành {wanted}, hoặc nói rõ đó là năm nào.",
        around(line.text, one.start, one.end),
    )
