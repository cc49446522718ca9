"""Words that qualify a figure, from ``extract.toml``, as patterns over normalised text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from assistant.language.tables import load_table


@dataclass(frozen=True, slots=True)
class Words:
    """Each list of ``extract.toml``; the keys there say what the words are for."""

    scopes: re.Pattern[str]
    orders: re.Pattern[str]
    titles: re.Pattern[str]
    averaging: re.Pattern[str]
    cumulative: re.Pattern[str]
    ranks: re.Pattern[str]
    governing: re.Pattern[str]
    shared_verbs: re.Pattern[str]
    target: re.Pattern[str]
    actual: re.Pattern[str]
    edges: tuple[tuple[str, ...], ...]
    empty: frozenset[str]
    again: frozenset[str]
    never_units: frozenset[str]
    stop_words: frozenset[str]


@cache
def words() -> Words:
    """The table, read once."""
    table = load_table("ingest", "extract.toml")

    def any_of(listed: Iterable[str]) -> re.Pattern[str]:
        ordered = sorted(listed, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")

    return Words(
        scopes=any_of(table["scopes"]["words"]),
        orders=any_of(table["orders"]["words"]),
        titles=any_of(table["titles"]["words"]),
        averaging=any_of(table["averaging"]["words"]),
        cumulative=any_of(table["cumulative"]["words"]),
        ranks=any_of(table["ranks"]["words"]),
        governing=any_of(table["governing"]["words"]),
        shared_verbs=any_of(table["shared_verbs"]["words"]),
        target=any_of(table["kinds"]["target"]),
        actual=any_of(table["kinds"]["actual"]),
        edges=tuple(tuple(edge.split()) for edge in table["edges"]["words"]),
        empty=frozenset(table["empty"]["words"]),
        again=frozenset(table["again"]["words"]),
        never_units=frozenset(table["unknown"]["never_units"]),
        stop_words=frozenset(table["unknown"]["stop_words"]),
    )


def found_in(pattern: re.Pattern[str], text: str) -> str | None:
    """The distinct words of a list that stand in a text, joined by commas, or None."""
    return ", ".join(dict.fromkeys(pattern.findall(text))) or None
