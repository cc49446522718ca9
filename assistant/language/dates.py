"""Dates and years as documents write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import fold, normalise

_LONG = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*((?:19|20)\d{2})")
_SHORT = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*((?:19|20)\d{2})(?!\d)")
_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-–]\s*((?:19|20)\d{2})(?!\d)")
_YEAR = re.compile(r"(?<![\d/.,-])((?:19|20)\d{2})(?![\d%]|[/.,]\d)")
_PRICE_BASE = re.compile(r"giá\s+(?:so sánh|cố định|hiện hành)\s+(?:năm\s+)?$")


@dataclass(frozen=True, slots=True)
class Year:
    """A year named in a text, where it stands, and whether it is said with "đến" ("đến năm 2030")."""

    value: int
    start: int
    end: int
    until: bool


@dataclass(frozen=True, slots=True)
class Period:
    """A span of years, "2021 - 2025"."""

    first: int
    last: int
    start: int
    end: int

    @property
    def label(self) -> str:
        """As the ledger keeps it: "2021-2025"."""
        return f"{self.first}-{self.last}"


def impossible_dates(text: str) -> list[tuple[int, int]]:
    """Start and end of each date that no calendar has ("31/02/2025"), in the normal form C of ``text``."""
    lowered = normalise(text)
    matches = (match for pattern in (_LONG, _SHORT) for match in pattern.finditer(lowered))
    return sorted(match.span() for match in matches if _iso(match) is None)


def _iso(match: re.Match[str]) -> str | None:
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def find_date(text: str) -> str | None:
    """The first whole date of ``text`` in ISO form, or None; an impossible one ("31/02/2023") is none."""
    lowered = normalise(text)
    found = (_iso(match) for pattern in (_LONG, _SHORT) for match in pattern.finditer(lowered))
    return next((each for each in found if each is not None), None)


def find_periods(text: str) -> list[Period]:
    """Terms and plan periods: "nhiệm kỳ 2025-2030"; school years are none."""
    lowered = normalise(text)
    return [
        Period(int(match[1]), int(match[2]), *match.span())
        for match in _PERIOD.finditer(lowered)
        if not lowered[: match.start()].rstrip().endswith("năm học")
    ]


def find_years(text: str) -> list[Year]:
    """Single years: those said with "năm", and bare ones in brackets or headings ("TH 2023: 75,2")."""
    lowered = normalise(text)
    taken = [match.span() for pattern in (_LONG, _SHORT, _PERIOD) for match in pattern.finditer(lowered)]
    return [
        Year(
            value=int(match[1]),
            start=match.start(),
            end=match.end(),
            until=re.search(r"đến\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?$", lowered[: match.start()]) is not None,
        )
        for match in _YEAR.finditer(lowered)
        if not any(start <= match.start() < end for start, end in taken)
        and not _PRICE_BASE.search(lowered[: match.start()])
    ]


@cache
def part_of_year(*, plain: bool = False) -> re.Pattern[str]:
    """Parts of a year ("6 tháng đầu năm", "quý I") in normal form; with ``plain`` as they stand without marks."""
    pattern = load_table("assistant.language", "dates.toml")["part_of_year"]["pattern"]
    return re.compile(fold(pattern) if plain else pattern)


def is_at_start(text: str) -> bool:
    """Whether a text speaks of the start of a year or term ("hộ nghèo đầu năm"); "6 tháng đầu năm" is no start."""
    return _AT_START.search(fold(text)) is not None


_AT_START = re.compile(r"(?<!\w)(?<!thang )dau (?:nam|ky)(?!\w)")


def period_words(period: str) -> str:
    """A part of a year as staff write it: "quý iii" is "quý III"."""
    return re.sub(r"\b(?:i{1,3}|iv)\b", lambda numeral: numeral.group().upper(), period)
