"""Words that qualify a figure, from ``figures.toml``, as patterns over normalised text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from assistant.language.tables import load_table


@dataclass(frozen=True, slots=True)
class Words:
    """Each list of ``figures.toml``; the keys there say what the words are for."""

    scopes: re.Pattern[str]
    orders: re.Pattern[str]
    resumes: re.Pattern[str]
    held: re.Pattern[str]
    titles: re.Pattern[str]
    averaging: re.Pattern[str]
    yearly: re.Pattern[str]
    ahead: re.Pattern[str]
    against: re.Pattern[str]
    joining: re.Pattern[str]
    shares: re.Pattern[str]
    stems: re.Pattern[str]
    falls: re.Pattern[str]
    target_in_bracket: re.Pattern[str]
    cumulative: re.Pattern[str]
    ranks: re.Pattern[str]
    governing: re.Pattern[str]
    shared_verbs: re.Pattern[str]
    target: re.Pattern[str]
    actual: re.Pattern[str]
    edges: tuple[tuple[str, ...], ...]
    empty: frozenset[str]
    counted: re.Pattern[str]
    again: frozenset[str]
    rates: frozenset[str]
    gifts: re.Pattern[str]
    stocks: frozenset[str]
    totals: frozenset[str]
    never_units: frozenset[str]
    stop_words: frozenset[str]


@cache
def words() -> Words:
    """The table, read once."""
    table = load_table("ingest.figures", "figures.toml")

    def any_of(listed: Iterable[str]) -> re.Pattern[str]:
        ordered = sorted(listed, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")

    return Words(
        scopes=any_of(table["scopes"]["words"]),
        orders=any_of(table["orders"]["words"]),
        resumes=re.compile(table["resumes"]["pattern"]),
        held=re.compile(table["resumes"]["held"]),
        titles=any_of(table["titles"]["words"]),
        counted=any_of(table["counted"]["words"]),
        averaging=any_of(table["averaging"]["words"]),
        yearly=re.compile(table["averaging"]["yearly"]),
        ahead=any_of(table["ahead"]["words"]),
        against=re.compile(table["against"]["pattern"]),
        joining=any_of(table["joining"]["words"]),
        shares=any_of(table["shares"]["words"]),
        stems=any_of(table["stems"]["words"]),
        falls=any_of(table["falls"]["words"]),
        target_in_bracket=re.compile(rf"\s*\(\s*{any_of(table['kinds']['target']).pattern}"),
        cumulative=any_of(table["cumulative"]["words"]),
        ranks=any_of(table["ranks"]["words"]),
        governing=any_of(table["governing"]["words"]),
        shared_verbs=any_of(table["shared_verbs"]["words"]),
        target=re.compile(
            rf"{any_of(table['kinds']['target']).pattern}(?!\s+(?:{'|'.join(table['kinds']['no_target'])}))"
        ),
        actual=any_of(table["kinds"]["actual"]),
        edges=tuple(tuple(edge.split()) for edge in table["edges"]["words"]),
        empty=frozenset(table["empty"]["words"]),
        again=frozenset(table["again"]["words"]),
        rates=frozenset(table["unknown"]["rates"]),
        gifts=re.compile(table["unknown"]["gifts"]),
        stocks=frozenset(table["joining"]["stocks"]),
        totals=frozenset(table["totals"]["words"]),
        never_units=frozenset(table["unknown"]["never_units"]),
        stop_words=frozenset(table["unknown"]["stop_words"]),
    )


def found_in(pattern: re.Pattern[str], text: str) -> str | None:
    """The distinct words of a list that stand in a text, joined by commas, or None."""
    return ", ".join(dict.fromkeys(pattern.findall(text))) or None
