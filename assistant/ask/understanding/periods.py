"""The years and the parts of a year that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.ask.understanding.vocabulary import table
from assistant.ask.understanding.words import Asked
from assistant.language.dates import find_years, part_of_year
from assistant.language.text import fold, normalise


def between_years(asked: Asked, years: Sequence[int]) -> bool:
    """Whether a change between two years is asked for: "2023 so với 2022 giảm bao nhiêu", "từ năm 2026 đến năm 2030
    giảm bao nhiêu"; their levels tell it.
    """
    if not (asked.says("increase") or asked.says("decrease")):
        return False
    against = len(years) == 2 and asked.says("against")
    return against or (len(years) > 1 and _FROM_TO.search(normalise(asked.text)) is not None and asked.says("values"))


_FROM_TO = re.compile(
    r"(?<!\w)từ\s+(?:(?:đầu|cuối)\s+)?năm\s+\d{4}\s+(?:đến|tới)\s+(?:(?:đầu|cuối)\s+)?(?:năm\s+)?\d{4}"
)


def read_since(asked: Asked, years: Sequence[int]) -> int | None:
    """The year from which on all are asked for: "từ năm 2022 tới nay"."""
    return years[0] if len(years) == 1 and asked.says("until_now") else None


def read_years(asked: Asked) -> tuple[int, ...]:
    """The years of a question; "từ năm 2022 đến 2024" are three."""
    years = find_years(asked.text)
    values = [year.value for year in years]
    if len(years) == 2 and re.fullmatch(
        r"\s*(?:đến|tới|-|–)\s*(?:năm\s*)?", normalise(asked.text[years[0].end : years[1].start])
    ):
        return tuple(range(min(values), max(values) + 1))
    return tuple(dict.fromkeys(values))


def read_months(asked: Asked) -> tuple[str, ...]:
    """The months named with their year, as ISO has them: "tháng 12/2025" is "2025-12"."""
    found = re.finditer(r"(?<!\w)th[aá]ng\s+(\d{1,2})\s*(?:[/.-]|n[aă]m)\s*((?:19|20)\d{2})(?!\d)", asked.words)
    return tuple(dict.fromkeys(f"{match[2]}-{int(match[1]):02}" for match in found))


def read_part_of_year(asked: Asked) -> str | None:
    """The part of a year that is asked about ("6 tháng đầu năm"), as it is typed; None beside the whole year too."""
    parts = parts_of_year(asked)
    return parts[0].group() if parts and not asked.says("whole_year") else None


def parts_of_year(asked: Asked) -> list[re.Match[str]]:
    """Where a question names parts of a year, as documents do or by the number of months alone."""
    whole = list(part_of_year(plain=asked.plain).finditer(asked.words))
    return whole or list(_months(plain=asked.plain).finditer(asked.words))


@cache
def _months(*, plain: bool) -> re.Pattern[str]:
    pattern = table()["months"]["pattern"]
    return re.compile(fold(pattern) if plain else pattern)
