"""What happens once: clauses that tell of something reached or held in its year, which no later year repeats.

The year of such a clause never moves: a bridge that was opened in 2023 was not opened in 2024. A person decides
whether the draft still tells of it. The words are rows of ``plan.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Role

_CLAUSE = re.compile(r"(?:[^;.]|[.;](?=\S))+")
_YEARLY = "lễ kỷ niệm của một năm"  # comes again: its number and its year move on together


@dataclass(frozen=True, slots=True)
class Once:
    """A clause that tells of something that happens once, and what it is."""

    start: int
    end: int
    reason: str


@cache
def _patterns(table: str) -> dict[str, re.Pattern[str]]:
    rules = load_table("assistant.drafting", "plan.toml")[table]
    return {name: re.compile(pattern) for name, pattern in rules.items()}


def one_off_reason(text: str) -> str | None:
    """Why a task looks as if it ended with its year, or None: "lễ kỷ niệm của một năm"."""
    lowered = normalise(text)
    return next((name for name, pattern in _patterns("one_off").items() if pattern.search(lowered)), None)


def happened_once(text: str, *, role: Role) -> Iterator[Once]:
    """The clauses of a paragraph whose years stay; among targets and tasks also tasks that end with their year."""
    rules = dict(_patterns("done"))
    if role != "results":
        rules |= {name: one for name, one in _patterns("one_off").items() if name != _YEARLY}
    lowered = normalise(text)
    for clause in _CLAUSE.finditer(lowered):
        reason = next((name for name, pattern in rules.items() if pattern.search(clause.group())), None)
        if reason is not None:
            yield Once(clause.start(), clause.end(), reason)
