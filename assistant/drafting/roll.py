"""Last year's text moved on to the year of the draft: what rolls, what never does, and what a person must see.

    rolls          the base's year, the year of its results and the year before it; school years and seasons;
                   anniversaries with the date of the celebration
    never rolls    terms and plan periods, cited documents with their dates and titles, laws, dates of past events,
                   what was reached or held once
    is taken out   the date of the base's own meeting: the draft's is not known
    is doubted     a period or term that is over, a year after the base's, an anniversary that is no round one

The words that tell these apart are rows of ``roll.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.drafting.cite import Cited, find_citations
from assistant.drafting.once import Once, happened_once
from assistant.drafting.vocabulary import BLANK, Years
from assistant.language.dates import Period, find_periods, find_years
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Change, ChangeKind, Doubt, Reworked, Role

_DATE = re.compile(
    r"(?:ngày\s*)?(?<!\d)\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?P<short>(?:19|20)\d{2})(?!\d)"
    r"|ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*(?P<long>(?:19|20)\d{2})"
)
_MONTH_YEAR = re.compile(r"(?:tháng|quý)\s+(?:\d{1,2}|[ivx]{1,3})\s*[/-]\s*(?P<year>(?:19|20)\d{2})(?!\d)")
_TWO_YEARS = re.compile(r"(?<!\d)(?P<first>(?:19|20)\d{2})\s*[-–]\s*(?P<second>(?:19|20)\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class _Rules:
    two_years: re.Pattern[str]
    past: re.Pattern[str]
    deadline: re.Pattern[str]
    meeting: tuple[str, ...]
    anniversary: re.Pattern[str]
    anniversary_dates: re.Pattern[str]
    round: int


@cache
def _rules() -> _Rules:
    table = load_table("assistant.drafting", "roll.toml")
    return _Rules(
        two_years=re.compile(table["two_years"]["before"]),
        past=re.compile(table["past"]["before"]),
        deadline=re.compile(table["deadline"]["before"]),
        meeting=tuple(table["meeting"]["words"]),
        anniversary=re.compile(table["anniversary"]["pattern"]),
        anniversary_dates=re.compile(table["anniversary"]["dates"]),
        round=table["anniversary"]["round"],
    )


def roll(text: str, *, role: Role, years: Years) -> Reworked:
    """What of a paragraph moves on, and what is doubted; offsets are those of ``text`` (normal form C)."""
    once = tuple(happened_once(text, role=role))
    source = _Source(text, normalise(text), role, years, find_citations(text), once)
    changes: list[Change] = []
    doubts: list[Doubt] = []
    for found in (_anniversaries, _spans_of_years, _dates, _months, _single_years):
        for one in found(source):
            overlaps = any(other.start < one.end and one.start < other.end for other in changes)
            if isinstance(one, Doubt):
                doubts.append(one)
            elif not overlaps:
                changes.append(one)
    return Reworked(tuple(sorted(changes, key=lambda change: change.start)), tuple(doubts))


@dataclass(frozen=True, slots=True)
class _Source:
    text: str
    lowered: str
    role: Role
    years: Years
    citations: Sequence[Cited]
    once: Sequence[Once]

    def is_cited(self, start: int) -> bool:
        return any(cited.start <= start < cited.end for cited in self.citations)

    def stays(self, start: int) -> bool:
        """Whether what stands there belongs to a cited document, or to something that happened once."""
        return self.is_cited(start) or any(once.start <= start < once.end for once in self.once)

    def before(self, start: int) -> str:
        return self.lowered[max(0, start - 40) : start]


def _anniversaries(source: _Source) -> Iterator[Change | Doubt]:
    years, rules = source.years, _rules()
    for match in rules.anniversary.finditer(source.lowered):
        number = int(match["number"]) + years.step
        yield _moved(source, *match.span("number"), str(number), "anniversary")
        if number % rules.round:
            yield Doubt(
                match.start(),
                match.end(),
                f"Kỷ niệm {number} năm không phải năm tròn; còn tổ chức trong năm {years.to} không?",
            )
        dates = rules.anniversary_dates.search(source.lowered, match.end())
        if dates and int(dates["second"]) - int(dates["first"]) == int(match["number"]):
            yield _moved(source, *dates.span("second"), str(int(dates["second"]) + years.step), "anniversary")


def _spans_of_years(source: _Source) -> Iterator[Change | Doubt]:
    """School years and seasons move; periods and terms stay and are doubted where they are over."""
    years = source.years
    for match in _TWO_YEARS.finditer(source.lowered):
        first, second = int(match["first"]), int(match["second"])
        moves = _rules().two_years.search(source.before(match.start())) is not None
        if moves and second >= years.result and not source.stays(match.start()):
            for group, year in (("first", first), ("second", second)):
                yield _moved(source, *match.span(group), str(year + years.step), "year")
        elif not moves and second < years.to:
            reason = f"“{source.text[match.start() : match.end()]}” đã hết trước năm {years.to}; còn đúng không?"
            yield Doubt(match.start(), match.end(), reason)


def _dates(source: _Source) -> Iterator[Change | Doubt]:
    years = source.years
    for match in _DATE.finditer(source.lowered):
        year_at = match.span("short") if match["short"] else match.span("long")
        year = int(match["short"] or match["long"])
        if source.stays(match.start()) or _in_brackets_of_anniversary(source, match.start()):
            continue
        if _is_own_meeting(source, year):
            reason = "ngày họp của văn bản gốc; điền ngày họp của dự thảo"
            opener = source.text[match.start() :].split()[0] if match.group().startswith("ngày") else "ngày"
            yield Change(match.start(), match.end(), f"{opener} {BLANK}/{BLANK}/{BLANK}", "date", reason, sure=False)
        elif year == years.target and _rules().deadline.search(source.before(match.start())):
            yield _moved(source, *year_at, str(year + years.step), "date", sure=False)
        elif year >= years.target:
            yield Doubt(match.start(), match.end(), f"ngày thuộc năm {year} được giữ nguyên; còn đúng không?")


def _in_brackets_of_anniversary(source: _Source, start: int) -> bool:
    matches = _rules().anniversary_dates.finditer(source.lowered)
    return any(match.start() <= start < match.end() for match in matches)


def _is_own_meeting(source: _Source, year: int) -> bool:
    opens = source.role in ("heading", "basis")
    return opens and year >= source.years.result and any(word in source.lowered for word in _rules().meeting)


def _months(source: _Source) -> Iterator[Change | Doubt]:
    for match in _MONTH_YEAR.finditer(source.lowered):
        year = int(match["year"])
        if source.years.moves(year) and not source.stays(match.start()):
            yield _moved(source, *match.span("year"), str(year + source.years.step), "year", sure=False)


def _single_years(source: _Source) -> Iterator[Change | Doubt]:
    years = source.years
    periods: Sequence[Period] = find_periods(source.text)
    for year in find_years(source.text):
        if source.is_cited(year.start) or any(one.start <= year.start < one.end for one in periods):
            continue
        if years.target < year.value <= years.to and not year.until:
            reason = f"năm {year.value} đứng sau năm của văn bản gốc; nay còn đúng không?"
            yield Doubt(year.start, year.end, reason)
        if source.stays(year.start) or not years.moves(year.value):
            continue
        if not (_rules().past.search(source.before(year.start)) and year.value < years.target):
            yield _moved(source, year.start, year.end, str(year.value + years.step), "year")


def _moved(source: _Source, start: int, end: int, text: str, kind: ChangeKind, *, sure: bool = True) -> Change:
    step = source.years.step
    reason = f"{source.text[start:end]} → {text} (chuyển {step} năm)"

    return Change(start, end, text, kind, reason, sure)
