"""What a question wants of its figures and documents: the intent with its condition, kind, measure and verdict.

Decided one after the other, each once: the fact of a document that is asked for, the unit that others are held
against, the condition, target or result, level or change, whether a result met its target; then the intent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ask.understanding import intent as intents
from assistant.ask.understanding.clauses import Figures, read_than, turned
from assistant.ask.understanding.kinds import (
    as_shares_of_plan,
    orders_by_plan,
    other_kind,
    read_kind,
    read_measure,
    read_met,
)
from assistant.ask.understanding.names import Names
from assistant.ask.understanding.periods import between_years
from assistant.ask.understanding.vocabulary import table
from assistant.ask.understanding.words import Asked, keyed, led, lists
from assistant.language.text import fold
from assistant.types import Clause, Direction, Intent, Kind, Measure, Place, Standing


@dataclass(frozen=True, slots=True)
class Goal:
    """What is wanted, in the fields of ``Question``; ``places`` are without one that others are held against."""

    intent: Intent
    about: tuple[str, ...]
    any_of: tuple[tuple[Clause, ...], ...]
    places: tuple[Place, ...]
    kind: Kind | None
    kind_said: bool
    measure: Measure | None
    direction: Direction | None
    met: Standing | None
    negated: bool
    yes_no: bool

    @property
    def over_units(self) -> bool:
        """Whether all units are gone through, and not one alone."""
        return self.intent in intents.OVER_UNITS


def read_goal(asked: Asked, named: Names, figures: Figures, years: Sequence[int], *, denied: Asked) -> Goal:
    """What a question wants; ``asked`` is without names of places and without what is ``denied`` to be meant."""
    stated = intents.read_intent(asked, named.places, figures, years, named.levels)
    about = _about(asked, figures, stated, numbered=_is_numbered(named.places))
    than = read_than(asked, figures.indicators, named.places, named.starts) if _asks_others(asked, named) else None
    intent: Intent = "filter" if than is not None else "about" if about else stated
    places = tuple(place for place in named.places if than is None or place != than.than)
    negated = asked.without(figures.spans).says("negated")
    any_of = _condition(figures, than, about=about, turn=negated and intent != "describe")
    over_units = _is_over_units(asked, intent, places, named.levels)
    kind, kind_said = read_kind(asked.without(figures.spans), over_units=over_units)
    if not kind_said and read_kind(asked, over_units=over_units) == ("actual", False):
        kind = "actual"  # "kết nạp được nhiều đảng viên": within the name of the figure
    if not kind_said and (other := other_kind(denied)) is not None:
        kind, kind_said = other, True
    measure, direction = read_measure(asked, figures)
    yes_no = intents.asks_yes_no(asked) and (bool(any_of) or not asked.says("values"))
    of_units = asked.says("units") or intent == "count"
    met = read_met(asked, figures) if intent in _MAY_BE_MET and (yes_no or of_units) else None
    if met is not None:
        within = all(place.name and place.level in ("huyện", "tỉnh") for place in named.places)
        intent = "filter" if of_units and within else intent
        kind, kind_said, measure, direction = None, True, "vs_plan", None
    if measure == "vs_plan" and met is None:
        any_of = as_shares_of_plan(any_of, asked)
        kind, kind_said = (kind, kind_said) if kind_said and kind == "actual" else ("actual", True)
    if intent in ("superlative", "rank") and orders_by_plan(asked, figures):
        # "Xã nào thu ngân sách vượt dự toán nhiều nhất": how far above the plan is what is put in order.
        kind, kind_said, measure, direction = None, True, "vs_plan", None
    if intent in ("lookup", "list") and named.places and between_years(asked, years):
        intent, measure, direction = "compare", None, None
    return Goal(intent, about, any_of, places, kind, kind_said, measure, direction, met, negated, yes_no)


_MAY_BE_MET: frozenset[Intent] = frozenset({"lookup", "list", "filter", "compare", "count"})


def _condition(
    figures: Figures, than: Clause | None, *, about: Sequence[str], turn: bool
) -> tuple[tuple[Clause, ...], ...]:
    """The condition as a tree: none on a fact of a document, the other unit's figure, or the figures said."""
    if about:
        return ()
    any_of = figures.any_of if than is None else ((than,),)
    return (turned(any_of) or any_of) if turn and any_of else any_of


def _is_over_units(asked: Asked, intent: Intent, places: Sequence[Place], levels: Sequence[str]) -> bool:
    """Whether a question of many units takes a target for granted: of all, or of those of a district."""
    within = bool(set(levels) - {"huyện"}) and all(
        place.name and place.level in ("huyện", "tỉnh") for place in places
    )
    return intent in intents.OVER_UNITS and intent != "list" and (not places or within or asked.says("units"))


def _asks_others(asked: Asked, named: Names) -> bool:
    """Whether other units are held against a named one: "xã nào cao hơn xã Hưng Tân"."""
    return bool(named.places) and (asked.says("units") or asked.says("counted_units"))


def _is_numbered(places: Sequence[Place]) -> bool:
    """Whether a document is told by its number ("văn bản số 12/BC-UBND"): short words ask for its facts then."""
    return any(place.documents and any(map(str.isdigit, place.name)) for place in places)


_LINKS = ("amends", "carries_out", "grounds")  # to another document


def _about(asked: Asked, figures: Figures, intent: Intent, *, numbered: bool) -> tuple[str, ...]:
    """Which facts of a document are asked for: its number, date, signer, place …; or where a unit went."""
    # "Dân số bao nhiêu" asks for no number of a document, "ký kết" for no signature.
    asked = asked.without(match.span() for match in asked.all(lists()["no_number"]))
    if not figures.indicators and not figures.quantities:
        # "Gồm những xã cũ nào?", "nhập từ mấy xã?", "nay thuộc xã nào?"
        for fact, asks in (("former", ("which", "values")), ("now", ("which",))):
            if asked.says(fact) and asked.says("asks_unit") and any(map(asked.says, asks)):
                return (fact,)
    signed = asked.says("signed") or (asked.says("who") and asked.says("offices")) or _asks_holder(asked)
    # "Thay thế nghị quyết nào" asks for no list of documents, whatever "kế hoạch" may be the name of.
    written = {fact for fact, name in _WRITTEN.items() if _is_written(asked, name)}
    linked = any(asked.find(keyed("about")[link]) for link in _LINKS) or bool(written)
    if not (signed or linked) and (
        figures.indicators or any(each.unit for each in figures.quantities) or intent == "archive"
    ):
        return ()  # who signed is asked for whatever "kế hoạch" may be the name of
    told = {fact for fact, words in keyed("about").items() if asked.find(words)} | ({"signer"} if signed else set())
    told |= written
    beside = {fact for fact, words in keyed("about_beside").items() if (told or numbered) and asked.find(words)}
    if not told and "number" in beside:
        beside -= {"number"}  # it is what tells the document
    return tuple(fact for fact in keyed("about") if fact in told | beside)


_WRITTEN = {"grounds": "grounded", "amends": "replaced"}  # facts that other documents named by their kinds tell


def _is_written(asked: Asked, name: str) -> bool:
    """Whether a question has the pattern of a list: on which documents one rests, of which one takes the place."""
    written = table()[name]["pattern"]
    return re.search(fold(written) if asked.plain else written, " ".join(asked.words.split())) is not None


def _asks_holder(asked: Asked) -> bool:
    """Whether the name of who holds an office is asked for: "họ tên Chủ tịch", "ai làm Bí thư"."""
    return asked.find(led(table()["names_of"]["words"], table()["offices"]["words"])) is not None
