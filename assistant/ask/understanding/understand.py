"""A question as staff type it -> ``Question``: what is asked, of which figure, where, when.

1. ``words``: numbers in words become digits, marks that were left out come back in words of figures.
2. ``names``: the units of the archive that it names, units of today that took over some of them, and what it
   names in vain.
3. ``clauses``: the catalogue's indicators, and the conditions on them, joined by "và" and "hoặc".
4. ``intent``: what is wanted, and so which route answers.
5. ``follow_up``: what it leaves out is taken from the question before it.

What bears meaning and was read by none of these makes the question one that is refused (``unread``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.understanding import intent as intents
from assistant.ask.understanding.clauses import (
    Figures,
    between_years,
    name_before,
    of_commune,
    read_figures,
    read_kind,
    read_measure,
    read_met,
    read_months,
    read_part_of_year,
    read_since,
    read_than,
    read_years,
    turned,
    unnamed_figure,
)
from assistant.ask.understanding.follow_up import NO_INDICATOR, completed, leans
from assistant.ask.understanding.gazetteer import Gazetteer
from assistant.ask.understanding.names import Names, read_levels, read_names
from assistant.ask.understanding.operations import with_operations
from assistant.ask.understanding.reading import reading, standalone
from assistant.ask.understanding.vocabulary import WHOLE_YEAR, table
from assistant.ask.understanding.words import (
    Asked,
    content_words,
    keyed,
    lists,
    pattern,
    prepare,
    roles,
    themes,
    without_denied,
)
from assistant.types import Intent, Place, Question, Turn


def understand(text: str, names: Gazetteer, *, history: Sequence[Turn] = ()) -> Question:
    """Reads a question over an archive that holds ``names``. Pure: the same input gives the same question."""
    before: Question | None = None
    said = ""
    for turn in (*history, Turn("user", text)):
        if turn.role == "assistant":
            said = turn.content
            continue
        asked = prepare(turn.content, known=names.label_words)
        question = _with_second_half(_alone(turn.content, asked, names), asked)
        lean = before if before is not None and leans(question, asked) else None
        if lean is not None:
            question = completed(question, lean, asked, said=said, names=names)
        question = with_operations(question, asked, lean)
        if lean is not None:
            question = replace(question, standalone=standalone(question))
        # A greeting or a question that was not understood is nothing to lean on.
        if question.indicators or question.words or question.places:
            before = question
    return replace(question, reading=reading(question))


def _alone(text: str, asked: Asked, names: Gazetteer) -> Question:
    """The question by itself, without its conversation."""
    named = read_names(asked, names)
    rest = asked.without(named.spans)
    figures = of_commune(read_figures(asked, named.spans, names.labels), named.places)
    if named.places:  # "số xã đạt chuẩn của huyện Bình Lâm" asks of no commune
        named = replace(named, levels=read_levels(rest.without(figures.spans)))
    intent = intents.read_intent(rest, named.places, figures)
    about = _about(rest, figures, intent)
    if about:
        intent = "about"
    than = read_than(rest, figures.indicators, named.places, named.starts) if _asks_others(rest, named) else None
    if than is not None:
        intent = "filter"
    places = tuple(place for place in named.places if than is None or place != than.than)
    any_of = () if about else figures.any_of if than is None else ((than,),)
    negated = rest.says("negated")
    if negated and any_of and intent != "describe":
        any_of = turned(any_of) or any_of
    over_units = intent in intents.OVER_UNITS
    kind, kind_said = read_kind(
        without_denied(rest), over_units=over_units and intent != "list" and (not places or rest.says("units"))
    )
    measure, direction = read_measure(rest, figures)
    yes_no = intents.asks_yes_no(rest) and (bool(any_of) or not rest.says("values"))
    of_units = rest.says("units") or intent == "count"
    met = read_met(rest, figures) if intent in _MAY_BE_MET and (yes_no or of_units) else None
    if met is not None:
        kind, kind_said, measure, direction = None, True, "vs_plan", None
        within = all(each.name and each.level in ("huyện", "tỉnh") for each in named.places)
        intent = "filter" if of_units and within else intent
    years = read_years(asked)
    since = read_since(rest, years) if figures.indicators else None
    if intent in ("lookup", "list") and named.places and between_years(rest, years):
        intent, measure, direction = "compare", None, None
    communes = bool(named.levels) and named.levels != ("huyện",)
    return Question(
        text=text,
        standalone=text,
        route="ledger" if intent in intents.LEDGER else "passages",
        intent=intent,
        indicators=() if "signer" in about else figures.indicators,
        any_of=any_of,
        places=tuple(_with_members(place, members=communes or over_units) for place in places),
        unknown_places=named.unknown,
        superiors=named.superiors,
        merged=named.merged,
        levels=_levels(named, places, figures, intent),
        kind=kind,
        kind_said=kind_said,
        measure=measure,
        direction=direction,
        years=() if since is not None else years,
        since=since,
        part_of_year=read_part_of_year(asked) or (WHOLE_YEAR if met and rest.says("whole_year") else None),
        highest=not (intents.ascending(rest) or (intent == "compare" and rest.says("less_than"))),
        limit=intents.limit(rest),
        areas=_areas(rest) if intent == "list" and not figures.indicators else (),
        negated=negated,
        yes_no=yes_no,
        naming=rest.says("naming"),
        figure=rest.says("values"),
        per_month=rest.says("per_month"),
        met=met,
        related=tuple(each for each in figures.related if each not in figures.indicators),
        document_kinds=_document_kinds(rest, intent),
        families=intents.families(rest) if intent == "archive" else (),
        issued=intent == "archive" and rest.says("issued"),
        months=read_months(asked) if intent == "archive" else (),
        about=about,
        unread=_unread(rest, intent, figures, any_of, places),
        corrections=named.corrections,
        words=content_words(rest),
        sections=roles(rest),
        anchors=tuple(anchor for anchor in table()["anchors"]["words"] if rest.find(pattern((anchor,)))),
    )


def _document_kinds(asked: Asked, intent: Intent) -> tuple[str, ...]:
    """The kinds of document asked for, or to which figures of many units are held."""
    if intent in ("archive", "about", "mention"):
        return intents.document_kinds(asked)
    return intents.within_kinds(asked) if intent in intents.OVER_UNITS else ()


_MAY_BE_MET: frozenset[Intent] = frozenset({"lookup", "list", "filter", "compare", "count"})


def _areas(asked: Asked) -> tuple[str, ...]:
    """The fields of the catalogue, or the narrower themes, whose figures a list is to have."""
    fields = [name for name, words in keyed("areas").items() if asked.find(words)]
    return tuple(fields or (name for name in themes() if asked.find(pattern((name,)))))


def _with_second_half(question: Question, asked: Asked) -> Question:
    """With the second half of a question for a figure and for text: "đạt bao nhiêu và có giải pháp gì"."""
    if question.intent not in ("lookup", "list", "compare") or not question.indicators or question.any_of:
        return question
    if not asked.says("strong_describe"):
        return question
    told = asked.find(lists()["strong_describe"])
    breaks = [match.end() for match in asked.all(lists()["breaks"]) if told and match.end() <= told.start()]
    half = replace(asked, words=asked.words[max(breaks, default=0) :])
    second = replace(question, route="passages", intent="describe", figure=False, indicators=())
    words = content_words(half) or question.words
    return replace(question, also=replace(second, kind=None, measure=None, words=words))


def _with_members(place: Place, *, members: bool) -> Place:
    return replace(place, members=members and bool(place.name) and place.level in ("huyện", "tỉnh"))


def _levels(named: Names, places: Sequence[Place], figures: Figures, intent: Intent) -> tuple[str, ...]:
    """The levels asked about, where no unit is named; a commune that is counted is no unit asked about."""
    if places and not all(place.level in ("huyện", "tỉnh") and place.name for place in places):
        return ()
    if places and len(named.levels) > 1:
        # In "các xã huyện Bình Lâm" the district's own word names no level that is asked about.
        return tuple(level for level in named.levels if level not in {place.level for place in places})
    if "huyện" in named.levels and len(named.levels) > 1 and intent != "filter":
        return ("huyện",)
    return named.levels


def _asks_others(asked: Asked, named: Names) -> bool:
    """Whether other units are held against a named one: "xã nào cao hơn xã Hưng Tân"."""
    return bool(named.places) and (asked.says("units") or asked.says("counted_units"))


def _about(asked: Asked, figures: Figures, intent: Intent) -> tuple[str, ...]:
    """Which facts of a document are asked for: its number, date, signer, place …; or where a unit went."""
    if not figures.indicators and not figures.quantities and asked.says("which"):
        # "Nay thuộc xã nào?", "gồm những xã cũ nào?"
        for fact in ("former", "now"):
            if asked.says(fact):
                return (fact,)
    signed = asked.says("signed") or (asked.says("who") and asked.says("offices"))
    if not signed and (figures.indicators or any(each.unit for each in figures.quantities) or intent == "archive"):
        return ()  # who signed is asked for whatever "kế hoạch" may be the name of
    told = {fact for fact, words in keyed("about").items() if asked.find(words)} | ({"signer"} if signed else set())
    beside = {fact for fact, words in keyed("about_beside").items() if told and asked.find(words)}
    return tuple(fact for fact in keyed("about") if fact in told | beside)


def _unread(
    asked: Asked,
    intent: Intent,
    figures: Figures,
    any_of: Sequence[Sequence[object]],
    places: Sequence[Place],
) -> tuple[str, ...]:
    """Words that bear meaning and that no other step reads; with any, the question must not be answered."""
    conflicts: list[str] = []
    names = ["opinion"]
    if intent in intents.LEDGER:
        if any_of and not figures.indicators:
            conflicts += [NO_INDICATOR, *unnamed_figure(asked, figures.quantities)]
        if any_of and asked.says("negated") and turned(figures.any_of) is None:
            names.append("negated")
        names += ["others"] if any_of else []
        names += ["negated"] if intent == "archive" else []
    elif intent == "describe" and asked.says("units"):
        # An extreme of all, or all beyond a figure, cannot be found among the nearest passages.
        conflicts += [] if figures.indicators else unnamed_figure(asked, figures.quantities)
        extremes = (asked.find(lists()[name]) for name in ("highest", "lowest"))
        conflicts += [" ".join((*name_before(asked, each.start()), each.group())) for each in extremes if each]
    found = (asked.find(lists()[name]) for name in names)
    return (*conflicts, *(asked.text[match.start() : match.end()] for match in found if match))
