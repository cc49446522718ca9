"""The year under review and the year of the targets: of the title, the headings, the text of results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.language.dates import find_periods, find_years
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Inference, Section


@dataclass(frozen=True, slots=True)
class Years:
    """The year of the results and that of the targets, and the former where it is only inferred."""

    result: int | None
    target: int | None
    inferred: Inference | None = None


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    table = load_table("ingest.identity", "years.toml")["years"]
    return {name: tuple(words) for name, words in table.items()}


def read_years(text: str, title: str, kind: str, sections: Sequence[Section]) -> Years:
    """The year under review and the year of the targets: title, then headings, then the text of results."""
    result, target = _title_years(title, reports=kind == "báo cáo")
    result = result or _heading_year(sections, "results", text)
    target = target or _heading_year(sections, "targets", text)
    if result is None:
        result = next(iter(_result_years(text, sections, target)), None)
    if result is None and target is not None and not find_periods(title):
        reason = f"năm liền trước năm của chỉ tiêu ({target})"
        return Years(result, target, Inference(str(target - 1), reason))
    return Years(result, target)


def titled_years(title: str, *, kind: str) -> Years:
    """The years that a title names in so many words ("nhiệm vụ năm 2025"); None for what it leaves open."""
    told = _title_years(title, reports=kind == "báo cáo")
    words = normalise(title)
    if all(told) or any(word in words for name in ("targets", "results") for word in _words()[name]):
        return Years(*told)
    return Years(None, None)


def _title_years(title: str, *, reports: bool) -> tuple[int | None, int | None]:
    """Years of results and of targets that a title names; a report's only year is that of its results."""
    years = sorted({year.value for year in find_years(title) if not year.until and not _is_cited(title, year.start)})
    periods = find_periods(title)
    words = normalise(title)
    if len(years) >= 2:
        return years[0], years[-1]
    if years:
        about_targets = any(word in words for word in _words()["targets"])
        about_results = any(word in words for word in _words()["results"])
        return (years[0], None) if reports or (about_results and not about_targets) else (None, years[0])
    return None, periods[-1].last if periods else None


def _is_cited(title: str, position: int) -> bool:
    """Whether a year belongs to a document that the title names: "(thay thế Nghị quyết năm 2022)"."""
    return (
        re.search(r"(?:thay thế|sửa đổi|bổ sung|căn cứ|theo)\s[^,;]{0,60}$", normalise(title[:position])) is not None
    )


def _heading_year(sections: Sequence[Section], role: str, text: str) -> int | None:
    """The year in a heading of this role; where one heading has several, results take the first."""
    for section in sections:
        if section.role == role and section.path:
            heading = section.heading or text[section.start : section.start + 120]
            years = [year.value for year in find_years(heading)]
            if years:
                return years[0] if role == "results" else years[-1]
    return None


def _result_years(text: str, sections: Sequence[Section], target: int | None) -> Iterator[int]:
    for section in sections:
        if section.role == "results":
            years = (year.value for year in find_years(text[section.start : section.end]))
            yield from (year for year in years if target is None or year < target)
