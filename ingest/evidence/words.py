"""Words that speak for a side, from ``words.toml``, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from assistant.language.tables import load_table

NAMES = (
    "target",
    "actual",
    "task",
    "limit",
    "gone",
    "coming",
    "plan_share",
    "past_share",
    "fall",
    "share",
    "place",
    "group",
    "compared",
    "since",
    "by_now",
    "counted",
)


@cache
def side_words() -> Mapping[str, re.Pattern[str]]:
    """Each list of ``words.toml`` as a pattern over text in normal form, longest words first."""
    table = load_table("ingest.evidence", "words.toml")
    return {
        name: re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(table[name]['words'], key=len, reverse=True)))})(?!\w)"
        )
        for name in NAMES
    }


def last_end(name: str, said: str) -> int:
    """How many characters before the end of ``said`` the last word of a list ends; -1 where none stands in it."""
    found = -1
    for match in side_words()[name].finditer(said):
        found = match.end()
    return len(said) - found if found >= 0 else -1


def count(name: str, said: str) -> int:
    """How many words of a list stand in ``said``."""
    return sum(1 for _ in side_words()[name].finditer(said))
