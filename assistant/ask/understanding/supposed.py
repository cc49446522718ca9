"""The case that a question supposes before it asks: "hộ nghèo trồng 1,2 ha bưởi thì được hỗ trợ bao nhiêu".

What a case names is no figure that is asked for and no condition on one: it tells which rule of the text is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from assistant.ask.understanding import words
from assistant.ask.understanding.words import Asked, lists
from assistant.language.quantities import find_quantities, read_unit
from assistant.language.tables import load_table
from assistant.language.text import fold


def supposed_case(asked: Asked) -> tuple[int, int] | None:
    """Where a question supposes a case, up to what it asks of it; None where it supposes none.

    A case is opened as one ("nếu", "trường hợp"), tells how much of something there is, or goes on with what follows
    from it ("thì được …"): in "xã Hòa An thì thu bao nhiêu" the first words only say of whom it is asked. Who is
    helped is a case too, where it is asked by how much.
    """
    written = _written(plain=asked.plain)
    then = next(
        (each for each in written.then.finditer(asked.words) if _asks_matter(asked, each.end(), written)), None
    )
    cut = then or _who_is_helped(asked, written)
    if cut is None or written.asks.search(asked.words, 0, cut.start()) or written.wholes.match(asked.words):
        return None
    opened = written.opens.match(asked.words)
    start = opened.end() if opened is not None else 0
    case = asked.words[start : cut.start()]
    counted = any(each.unit for each in find_quantities(case)) and not written.changes.search(case)
    goes_on = written.follows.match(asked.words, cut.end()) is not None and not (
        written.changes.search(case) and asked.says("values")
    )
    return (start, cut.start()) if then is None or opened is not None or counted or goes_on else None


def asks_help(asked: Asked) -> bool:
    """Whether it is asked how much somebody is helped: what else is named is what the help is for."""
    return _who_is_helped(asked, _written(plain=asked.plain)) is not None


@cache
def words_of_help() -> frozenset[str]:
    """The syllables, with and without marks, by which it is asked how much somebody is helped: a rule that says how
    much may say it without them.
    """
    said = {word for phrase in _table()["helps"] for word in phrase.split()}
    return frozenset(said | set(map(fold, said)))


def _asks_matter(asked: Asked, start: int, written: _Written) -> bool:
    """Whether what stands behind "thì" asks for something, and names it."""
    behind = replace(asked, words=asked.words[start:])
    if written.asked.search(behind.words) is None or behind.says("units"):
        return False
    counted = [(match.start(), read_unit(behind.words, match.end())[1]) for match in behind.all(lists()["values"])]
    rest = written.asked.sub(" ", behind.without(counted).words)
    return any(not word.isdigit() for word in _WORD.findall(written.empty.sub(" ", rest)))


_WORD = re.compile(r"\w+")


def _who_is_helped(asked: Asked, written: _Written) -> re.Match[str] | None:
    """Where it is said that somebody is helped, of whom it is asked by how much."""
    helped = written.helped.search(asked.words)
    return helped if helped is not None and written.amounts.search(asked.words, helped.end()) else None


def _table() -> Mapping[str, Any]:
    return load_table("assistant.ask.understanding", "supposed.toml")


@dataclass(frozen=True, slots=True)
class _Written:
    """The patterns of one way of writing, with marks or without."""

    opens: re.Pattern[str]
    wholes: re.Pattern[str]
    changes: re.Pattern[str]
    then: re.Pattern[str]
    follows: re.Pattern[str]
    asks: re.Pattern[str]
    asked: re.Pattern[str]
    empty: re.Pattern[str]
    helped: re.Pattern[str]
    amounts: re.Pattern[str]


@cache
def _written(*, plain: bool) -> _Written:
    table = _table()
    form: Callable[[str], str] = fold if plain else str

    def one_of(*names: str) -> str:
        return words.one_of((word for name in names for word in table[name]), plain=plain)

    return _Written(
        opens=re.compile(rf"\s*{one_of('opens')}"),
        wholes=re.compile(rf"\s*{one_of('wholes')}"),
        changes=re.compile(rf"(?<!\w){one_of('changes')}"),
        then=re.compile(rf"(?<!\w){one_of('then')}"),
        follows=re.compile(rf"\s*{one_of('follows')}"),
        asks=re.compile(rf"(?<!\w)(?<!\d ){one_of('asks')}"),  # "OCOP 4 sao" asks for nothing
        asked=re.compile(rf"(?<!\w)(?<!\d ){one_of('asks', 'whether')}"),
        empty=re.compile(rf"(?<!\w){one_of('empty')}"),
        helped=re.compile(rf"(?<!\w){form('được')}\s+(?:{one_of('givers')}\s+){{0,2}}{one_of('helps')}"),
        amounts=re.compile(rf"(?<!\w)(?:{form(table['amounts'])})"),
    )
