"""What a question sets against each other that stands in one line of a table, or in two: "dự toán 2026 tăng hay giảm
so với ước 2025", "còn thiếu bao nhiêu so với tổng mức", "không tính kiểm lâm thì còn mấy biên chế".

And lines that are chosen so: "khoản nào dự toán thấp hơn ước thực hiện", "cơ quan nào được tăng biên chế".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.ask.understanding import intent as intents
from assistant.ask.understanding.operations import is_against_own_plan, read_operations, read_references, taken_away
from assistant.ask.understanding.words import Asked, Words, pattern, prepared
from assistant.language.abbreviations import spelled_out
from assistant.language.tables import load_table
from assistant.language.text import fold, normalise, syllables
from assistant.types import Question, Reference

How = Literal["difference", "share", "left", "without"]
_TWO = 2


@dataclass(frozen=True, slots=True)
class SetAgainst:
    """``how`` is the arithmetic; ``references`` are the kinds and years that stand together, in the question's order,
    ``years`` those that it names; ``away`` is what is to be taken away, in the question's words ("" for nothing).
    ``than`` tells that something is named to hold a figure against which is no kind and no year: "hơn mức của tỉnh".
    ``part`` is the part of the year that it is of ("6 tháng", "cùng kỳ"; "" for all of it), ``named`` are the folded
    syllables in which columns may be named that tell no year; ``whole`` is what a share is asked of, in words.
    """

    how: How
    references: tuple[Reference, ...]
    years: tuple[int, ...]
    away: str = ""
    than: bool = False
    part: str = ""
    named: tuple[str, ...] = ()
    whole: str = ""


@dataclass(frozen=True, slots=True)
class ChosenBy:
    """Lines are chosen by which of two figures is higher: ``sign`` is 1 where the first is, -1 where it is lower, 0
    where both are the same. ``of_plan`` tells that a result is held against its plan, in the direction in which its
    indicator is better; ``most`` that those are asked for that are furthest apart (False: nearest), ``limit`` how
    many. ``goes_on`` is the folded syllable behind the word that says so: "nghèo" of "giảm nghèo".
    ``left`` asks for those of which something is not given or not used yet (False: nothing; None: it is not asked).
    """

    sign: int
    references: tuple[Reference, ...]
    years: tuple[int, ...]
    of_plan: bool = False
    most: bool | None = None
    limit: int = 1
    part: str = ""
    than: bool = False
    named: tuple[str, ...] = ()
    goes_on: str = ""
    left: bool | None = None


def set_against(question: Question) -> SetAgainst | None:
    """What is worked out of two figures; None where nothing is."""
    asked = prepared(question.text)
    operations = set(read_operations(asked))
    references = _references(asked, question)
    if "remainder" in operations and (away := taken_away(asked)):
        return SetAgainst("without", references, question.years, away)
    if asked.says("values") and _says(asked, "left"):
        return SetAgainst("left", references, question.years)
    if "share" in operations:
        whole = _OF_WHOLE.search(normalise(question.text)) or _OF_WHOLE.search(fold(question.text))
        said = whole[1] if whole is not None else ""
        return SetAgainst("share", references, question.years, named=_syllables(question), whole=said)
    of_two = len(references) == _TWO or len(question.years) == _TWO
    if operations & {"difference", "percent"} or (of_two and _THAN.search(fold(asked.words)) and _says(asked, "how")):
        than, part = _is_than_other(asked.words, references, question), part_in(question.text)
        return SetAgainst("difference", references, question.years, than=than, part=part, named=_syllables(question))
    return None


_OF_WHOLE = re.compile(
    r"(?:bao nhiêu|mấy|bao nhieu|may)\s*(?:phần trăm|phan tram|%)\s*(?:(?:của|trong|so với|cua|so voi)\s+)?(.*)"
)


def chosen_by(question: Question) -> ChosenBy | None:
    """By which of two figures lines are chosen; None where by none, or where an amount is asked for."""
    asked = prepared(question.text)
    references = _references(asked, question)
    if (found := _ASKS_WHICH.search(fold(asked.words))) is None:
        return None
    behind = asked.words[found.start() :]
    for name, sign in _MET.items():
        if _list(name).exact.search(behind) or (asked.plain and _list(name).folded.search(behind)):
            return ChosenBy(sign, references, question.years, of_plan=True)
    most, limit = intents.extreme(asked), intents.limit(asked) or 1
    for name, left in _LEFT.items():
        if _found(name, behind, asked):
            return ChosenBy(1, references, question.years, most=most, limit=limit, left=left)
    signs = [
        (match.start(), sign, match.end()) for name, sign in _SIGNS.items() for match in _found(name, behind, asked)
    ]
    if not signs:
        return None
    return ChosenBy(
        min(signs)[1],
        references,
        question.years,
        most=most,
        limit=limit,
        part=part_in(question.text),
        than=_is_than_other(behind, references, question),
        named=_syllables(question),
        goes_on=fold(next(iter(syllables(behind[min(signs)[2] :])), "")),
    )


def _syllables(question: Question) -> tuple[str, ...]:
    return tuple(syllables(spelled_out(question.text, plain=True)))


def _is_than_other(words: str, references: Sequence[Reference], question: Question) -> bool:
    """Whether a figure is held against what is neither another kind nor another year: "thấp hơn mức tỉnh đề ra"."""
    held = len(references) > 1 or len(question.years) > 1
    return not held and _THAN.search(fold(words)) is not None


_THAN = re.compile(r"(?<!\w)(?:hon|so voi|kem|thua|nhu)(?!\w)")


# What the lines are, before or behind the word that asks which: "cơ quan nào", "những xã", "liệt kê các khoản".
_ASKS_WHICH = re.compile(r"(?<!\w)(?:\w+\s+){1,5}nao(?!\w)|(?<!\w)(?:nhung|cac|liet ke|ke ten)\s+\w+")
_SIGNS: Mapping[str, int] = {"same": 0, "up": 1, "down": -1}
_LEFT: Mapping[str, bool] = {"some_left": True, "none_left": False}
_MET: Mapping[str, int] = {"missed": -1, "exceeded": 1}


def _references(asked: Asked, question: Question) -> tuple[Reference, ...]:
    if question.references:
        return question.references
    this_year = max(question.years, default=0)
    if len(question.years) == 1 and is_against_own_plan(asked):
        return (Reference("actual", this_year), Reference("target", this_year))
    last_year = this_year - 1 if this_year and asked.says("last_year") else None
    found = read_references(asked, last_year=last_year)
    if last_year is not None and [each.year for each in found] == [last_year]:
        return (Reference(None, this_year), *found)
    return found


def part_in(text: str) -> str:
    """The part of a year that a head or a question tells: "6 tháng", "quý i"; "cùng kỳ" is one of the year before."""
    found = _PART.search(normalise(text))
    return " ".join(found.group().replace("6t", "6 tháng").split()) if found is not None else ""


_PART = re.compile(r"(?<!\w)(?:cùng kỳ|\d{1,2}\s*tháng|6t|quý\s+(?:i{1,3}|iv|[1-4]))(?!\w)")


@cache
def comparing_words() -> frozenset[str]:
    """The folded syllables by which figures are set against each other: they name neither a line nor a column."""
    words = [word for name in ("left", "up", "down", "same", "missed", "exceeded", "beside") for word in _words(name)]
    return frozenset(each for word in words for each in fold(word).split())


def _says(asked: Asked, name: str) -> bool:
    return asked.find(_list(name)) is not None


def _found(name: str, words: str, asked: Asked) -> list[re.Match[str]]:
    own = _list(name)
    return list((own.folded if asked.plain else own.exact).finditer(words))


@cache
def _list(name: str) -> Words:
    return pattern(_words(name))


def _words(name: str) -> Sequence[str]:
    table: Mapping[str, Mapping[str, Sequence[str]]] = load_table("assistant.ask.understanding", "set_against.toml")
    return table[name]["words"]
