"""The ways in which a question may be meant, the likeliest first.

A question leaves much unsaid, and a conversation carries over more than is meant. The first way that the ledger has
rows for is answered, and the answer says what was taken otherwise than it was said; only where none has is a question
refused. What is said is never given up: another place, year, condition or kind would be another question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.ask.understanding.reading import indicator_name, lower_first
from assistant.ask.understanding.slots import asked_unit
from assistant.language.catalogue import catalogue, convert
from assistant.language.places import is_village
from assistant.language.text import normalise
from assistant.types import Intent, Question


@dataclass(frozen=True, slots=True)
class Way:
    """One way to mean a question; ``said`` tells what was taken otherwise, "" where nothing needs telling."""

    question: Question
    said: str = ""


def ways(question: Question) -> Iterator[Way]:
    """The question as read, then with what it took for granted given up, then of other indicators of its words."""
    yield Way(question)
    yield from _loosened(Way(question))
    unit = asked_unit(normalise(question.text))
    for indicator in () if question.any_of else question.related:
        if indicator not in question.indicators and _may_be_in(indicator, unit):
            said = f"Hiểu là hỏi {lower_first(indicator_name(indicator))}."
            other = Way(replace(question, indicators=(indicator,)), said)
            yield other
            yield from _loosened(other)


def between_levels(question: Question) -> Question | None:
    """A change asked of named places as the difference of two levels; None where none is, or that of a target."""
    if question.measure != "change" or question.kind == "target" or not question.places or question.any_of:
        return None
    operations = tuple(dict.fromkeys((*question.operations, "difference")))
    return replace(question, intent="compare", measure=None, direction=None, operations=operations)


def _may_be_in(indicator: str, unit: str | None) -> bool:
    """Whether an indicator may be told in a unit that is asked for, where one is: no rate for "bao nhiêu hộ"."""
    entry = catalogue().entries.get(indicator)
    return unit is None or entry is None or convert(1.0, unit, to=entry.unit) is not None


def with_kin(question: Question, is_stated: Callable[[str], bool]) -> Question:
    """The question with what the same words are said of in the place of each indicator that nobody states.

    ``is_stated`` tells whether the ledger has rows of an indicator for the places asked about.
    """
    entries = catalogue().entries
    several = len(question.indicators) > 1  # of one alone other ways to mean it say what was taken for it

    def kin_of(each: str) -> tuple[str, ...]:
        return (*entries[each].kin, *((entries[each].share,) if several else ())) if each in entries else ()

    told = [
        next((kin for kin in kin_of(each) if kin and is_stated(kin)), each)
        if any(kin_of(each)) and not is_stated(each)
        else each
        for each in question.indicators
    ]
    rests = [each for each in told if each in entries and entries[each].rest_of and not is_stated(each)]
    wholes = {each: entries[each].rest_of for each in rests if question.places and is_stated(entries[each].rest_of)}
    if not wholes:
        return replace(question, indicators=tuple(dict.fromkeys(told)))
    # "Mấy chỉ tiêu không đạt" is worked out of "25/26 chỉ tiêu đạt".
    told = [wholes.get(each, each) for each in told]
    operations = (*question.operations, "rest")
    return replace(question, indicators=tuple(dict.fromkeys(told)), operations=operations)


def with_told_kind(question: Question, stated_by: Callable[[Question], int], *, last_year: int = 0) -> Question:
    """The question with results in the place of the target that it takes for granted, where they are likelier meant:
    what is put in order or together where more than half as many units state them, a condition where many more do,
    but of a year that is over as with an order.

    ``stated_by`` tells how many units have rows for a question, ``last_year`` is the last that documents are about.
    """
    share = _ENOUGH.get(question.intent)
    if share is None or not assumes_target(question):
        return question
    if question.years and max(question.years) < last_year:
        share = min(share, _ENOUGH["rank"])
    results = replace(question, kind="actual")
    stated = stated_by(results)
    return results if stated > 1 and stated > share * stated_by(question) else question


# How many units must state results, for each that states a target, for results to be meant.
_ENOUGH: Mapping[Intent, float] = {
    "superlative": 0.5,
    "rank": 0.5,
    "sum": 0.5,
    "mean": 0.5,
    "filter": 2.0,
    "count": 2.0,
}


def assumes_target(question: Question) -> bool:
    """Whether a question of many units says nothing of target or result, nor leans to either."""
    return question.kind == "target" and not question.kind_said and "kind" not in question.inherited


def _loosened(way: Way) -> Iterator[Way]:
    """Without target or result that was taken for granted, and without what only the conversation carried over."""
    question = way.question
    if question.kind is not None and (not question.kind_said or "kind" in question.inherited):
        question = replace(question, kind=None)
        yield replace(way, question=question)
    if question.measure is not None and "measure" in question.inherited:
        question = replace(question, measure=None, direction=None)
        yield replace(way, question=question)
    if question.measure == "vs_plan" and question.places and not question.any_of:
        # "Thu ngân sách vượt kế hoạch": no rate is told, but the result and its plan may be.
        held = replace(
            question, measure=None, direction=None, kind=None, operations=(*question.operations, "verdict")
        )
        yield replace(way, question=held)
    if question.years and "years" in question.inherited and question.places:
        years = ", ".join(map(str, question.years))
        said = f"{way.said} Không có số liệu năm {years}; dưới đây là của năm khác.".strip()
        yield Way(replace(question, years=()), said)
    if is_village(question.levels):
        said = f"{way.said} Không có số liệu riêng của từng thôn; dưới đây là của xã.".strip()
        yield Way(replace(question, levels=()), said)
