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

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.understanding import intent as intents
from assistant.ask.understanding.carried import over_talked, points_at_talked, written_out
from assistant.ask.understanding.clauses import (
    Figures,
    of_commune,
    read_figures,
    turned,
)
from assistant.ask.understanding.coordinated import with_tail
from assistant.ask.understanding.follow_up import NO_INDICATOR, completed, definite_unit, leans
from assistant.ask.understanding.gazetteer import Gazetteer, without_texts
from assistant.ask.understanding.goal import Goal, read_goal
from assistant.ask.understanding.labels import name_before, unnamed_figure
from assistant.ask.understanding.names import Names, read_document_levels, read_levels, read_names
from assistant.ask.understanding.operations import with_operations, without_shared
from assistant.ask.understanding.overview import summed_up, talk_of, without_courtesy, without_wholes
from assistant.ask.understanding.periods import parts_of_year, read_months, read_part_of_year, read_since, read_years
from assistant.ask.understanding.reading import reading, standalone
from assistant.ask.understanding.several import amounts, has_parts, parted, within_whole
from assistant.ask.understanding.sole_units import with_sole_units
from assistant.ask.understanding.supposed import asks_help, supposed_case
from assistant.ask.understanding.titles import asks_who_decides, named_beside, only_describes
from assistant.ask.understanding.vocabulary import WHOLE_YEAR, table
from assistant.ask.understanding.votes import asks_vote
from assistant.ask.understanding.words import (
    Asked,
    content_words,
    keyed,
    led,
    lists,
    only_denied,
    pattern,
    prepare,
    roles,
    themes,
    without_denied,
    worded,
)
from assistant.language.catalogue import catalogue
from assistant.language.places import is_village
from assistant.language.text import fold, normalise
from assistant.types import COMMUNE_LEVELS, Intent, Place, Question, Turn


def understand(text: str, names: Gazetteer, *, history: Sequence[Turn] = ()) -> Question:
    """Reads a question over an archive that holds ``names``. Pure: the same input gives the same question."""
    if _is_strange(text):
        return Question(text, text, "passages", "describe", unread=(STRANGE,), typed=text, reading=STRANGE)
    before: Question | None = None
    talked: list[Question] = []
    said = ""
    for turn in (*history, Turn("user", text)):
        if turn.role == "assistant":
            said = turn.content
            continue
        if (talk := talk_of(turn.content) or talk_of(worded(turn.content))) is not None:
            question = Question(turn.content, turn.content, "ledger", "talk", talk=talk)
            continue
        text = worded(without_courtesy(turn.content), named=names.exact, held=names.texts.holds_word)
        text = with_sole_units(text, names, talked=_levels_named(before))
        asked = prepare(text, known=names.label_words, named=names.exact)
        earlier = before
        read = _read(text, asked, names, before, said)
        if talked and points_at_talked(asked):
            own = _alone(text, asked, names, None)
            over = over_talked(own, read, asked, talked, said=said, names=names)
            read = read if over is None else replace(over, standalone=standalone(over))
        question = replace(read, typed=turn.content)
        # A greeting or a question that was not understood is nothing to lean on.
        if question.indicators or question.words or question.places:
            before = question
            talked.append(question)
    if question.talk is None:
        question = _of_its_parts(question, _parts(question, asked, names, earlier, said))
    return replace(question, reading=reading(question))


def _is_strange(text: str) -> bool:
    """Whether most of a question is of no letters, digits and marks that Vietnamese is written with: nobody means it,
    and every step would look each of its words up.
    """
    return len(text) >= _LONG and 2 * sum(character.isascii() for character in fold(text)) < len(text)


_LONG = 40  # characters of a question in which strange ones are no slip
STRANGE = "phần lớn là ký tự lạ"


def _levels_named(before: Question | None) -> frozenset[str]:
    """The levels of the units that the question before asks about; a unit without a level word is a commune."""
    places = before.places if before is not None else ()
    return frozenset(level for place in places for level in ([place.level] if place.level else COMMUNE_LEVELS))


def _read(
    text: str, asked: Asked, names: Gazetteer, before: Question | None, said: str, *, goes_on: bool = False
) -> Question:
    """One question in its conversation; one that ``goes_on`` leans on the one before whatever it says."""
    unit = None if before is None else definite_unit(asked, _named(asked, names), before)
    question = _alone(text, asked, names, unit)
    if goes_on and before is not None and not any(each in catalogue().entries for each in question.indicators):
        alike = fold if asked.plain else normalise
        asked = with_tail(asked, before.text, frozenset(alike(label.text) for label in names.labels))
        question = _alone(asked.text, asked, names, unit)
    if before is not None and not goes_on and (other := written_out(question, before, asked, names)) is not None:
        question = _alone(other, prepare(other, known=names.label_words, named=names.exact), names, None)
        return with_operations(question, without_denied(asked), None)
    lean = before if before is not None and (goes_on or unit is not None or leans(question, asked)) else None
    if lean is not None:
        question = completed(question, lean, asked, said=said, names=names, goes_on=goes_on)
    question = with_operations(question, without_denied(asked), lean)
    return question if lean is None else replace(question, standalone=standalone(question))


def _parts(
    whole: Question, asked: Asked, names: Gazetteer, before: Question | None, said: str
) -> tuple[Question, ...]:
    """The parts of a question that asks several things; () where it asks for one, or for more than anybody asks."""
    if whole.intent == "about" and not whole.unread:
        return _figures_beside(whole, asked, names, said)
    parts = parted(asked) if has_parts(whole) else []
    found: list[Question] = []
    for part in parts if 1 < len(parts) <= _MOST_PARTS else ():
        first = not found
        lean = before if first else found[-1]
        question = _read(part.text, part, names, lean, said, goes_on=not first)
        if {place.name for place in question.places} - {place.name for place in whole.places}:
            # "Tổ dân phố văn hóa" of a part is no unit where the whole names none of that name.
            question = _read(part.text, part, without_texts(names), lean, said, goes_on=not first)
        found.append(within_whole(question, whole) if first else _of_own_time(question, part, names))
    return tuple(found)


def _of_own_time(part: Question, asked: Asked, names: Gazetteer) -> Question:
    """A later part in words on a unit that it names: the time of the part before is of that one's figures."""
    is_carried = part.route == "passages" and part.years and not read_years(asked)
    return replace(part, years=()) if is_carried and names.exact(asked.text) else part


def _of_its_parts(whole: Question, parts: tuple[Question, ...]) -> Question:
    """The question with its parts; where all of them ask of the text, it does so too, and for no figure that only its
    label names: in "lấn chiếm mấy vụ, diện tích bao nhiêu" the area is of what was taken.
    """
    known = any(each in catalogue().entries or len(each.split()) > _SHORT_LABEL for each in whole.indicators)
    taken = {each for part in parts for each in part.indicators}
    if not parts or known or not whole.indicators or taken.intersection(whole.indicators):
        return replace(whole, also=parts)
    return replace(whole, route="passages", intent="describe", indicators=(), also=parts)


_SHORT_LABEL = 2  # syllables of a name that says no thing: "diện tích", "kinh phí"
_MOST_PARTS = 8  # what falls into more is no list of questions, and each part costs as much as a question


def _figures_beside(whole: Question, asked: Asked, names: Gazetteer, said: str) -> tuple[Question, ...]:
    """The figures that are asked for beside facts of a document, which are told together: "ai ký, ngày nào, và tổng
    chi bao nhiêu".
    """
    parts = (_read(part.text, part, names, whole, said, goes_on=True) for part in amounts(asked))
    return tuple(part for part in parts if part.route == "ledger" and part.indicators)


def _named(asked: Asked, names: Gazetteer) -> Names:
    # "Hai nơi" is no "Hà Nội" misspelt.
    return read_names(asked.unnamed(match.span() for match in asked.all(lists()["pair"])), names)


def _alone(text: str, asked: Asked, names: Gazetteer, unit: Place | None) -> Question:
    """The question by itself: where, what, what for, when; its conversation gives no more than the ``unit`` that a
    bare level word means.
    """
    asked = without_shared(asked)
    named = _named(asked, names)
    named = named if unit is None else replace(named, places=(unit,), levels=())
    whole = asked.without(named.spans)
    rest = without_denied(whole)

    def figures_in(asked: Asked) -> Figures:
        return of_commune(read_figures(asked, named.spans, names.labels), named.places)

    before, dated = rest, asked  # of what money is for the text tells, where no figure is asked for
    if (case := supposed_case(rest)) is not None:
        asked, whole, rest = (each.unnamed([case]) for each in (asked, whole, rest))
    figures = figures_in(asked)
    while (beside := named_beside(rest, figures, figures_in)) is not None:
        asked, whole, rest = (each.without([beside]) for each in (asked, whole, rest))
        figures = figures_in(asked)
    decided = bool(figures.indicators) and not figures.quantities and asks_who_decides(rest)
    if decided or (named.places and only_describes(rest, figures)) or (case is not None and asks_help(before)):
        figures = replace(figures, indicators=(), any_of=(), spans=())
    # "Số xã đạt chuẩn của huyện Bình Lâm" asks of no commune, "mấy thôn của Hạ Tứ đạt chuẩn văn hóa" of no village.
    levels = read_levels(whole.without(figures.spans) if named.places else whole) or intents.limited_level(rest)
    named = replace(named, levels=() if is_village(levels) and _counts_villages(figures) else levels)
    years = () if rest.says("term_ends") else read_years(dated)
    goal = read_goal(rest, named, figures, years, denied=only_denied(whole))
    if case is not None and not figures.indicators:
        goal = replace(goal, intent="describe", about=(), any_of=())
    if goal.intent == "archive":
        named = replace(named, levels=read_document_levels(whole))
    if goal.intent in ("sum", "mean") and not named.levels and rest.says("villages"):
        named = replace(named, levels=("thôn",))
    since = read_since(rest, years) if figures.indicators else None
    communes = bool(named.levels) and named.levels != ("huyện",)
    members = communes or goal.over_units
    villages = is_village(named.levels)
    # The best fall is the greatest, whatever it is of.
    levels_of = figures.indicators if goal.measure != "change" else ()
    return Question(
        text=text,
        standalone=text,
        route="ledger" if goal.intent in intents.LEDGER else "passages",
        intent=goal.intent,
        indicators=() if "signer" in goal.about else figures.indicators,
        any_of=goal.any_of,
        places=tuple(_with_members(place, members=members, villages=villages) for place in goal.places),
        excepted=named.excepted,
        unknown_places=named.unknown,
        superiors=named.superiors,
        merged=named.merged,
        levels=_levels(named, goal.places, goal.intent, listed=_lists_districts(rest)),
        # A term begins with a result and ends with a target.
        kind=None if rest.says("term_ends") else goal.kind,
        kind_said=goal.kind_said,
        measure=goal.measure,
        direction=goal.direction,
        years=() if since is not None else years,
        since=since,
        part_of_year=read_part_of_year(_without_plans(asked)) or (WHOLE_YEAR if _of_whole_year(rest) else None),
        highest=not (intents.ascending(rest, levels_of) or (goal.intent == "compare" and rest.says("less_than"))),
        limit=intents.limit(rest),
        areas=() if figures.indicators else _areas(rest, goal.intent),
        negated=goal.negated,
        yes_no=goal.yes_no,
        naming=rest.says("naming"),
        figure=rest.says("values"),
        per_month=rest.says("per_month"),
        met=goal.met,
        related=tuple(each for each in figures.related if each not in figures.indicators),
        document_kinds=_document_kinds(rest, goal.intent),
        families=intents.families(rest) if goal.intent == "archive" else (),
        issued=goal.intent == "archive" and rest.says("issued"),
        months=read_months(asked) if goal.intent == "archive" else (),
        about=goal.about,
        unread=_unread(rest, figures, goal),
        corrections=named.corrections,
        case="" if case is None else " ".join(text[slice(*case)].split()),
        words=content_words(rest if figures.indicators and case is None else before),
        sections=roles(rest),
        summary=None
        if goal.yes_no or (goal.intent == "archive" and not rest.says("describe"))
        else summed_up(rest, figures, goal.places, unknown=bool(named.unknown)),
        anchors=tuple(anchor for anchor in table()["anchors"]["words"] if rest.find(pattern((anchor,)))),
    )


def _of_whole_year(asked: Asked) -> bool:
    """Whether a whole year is asked of and no part of it: in "6 tháng … so với kế hoạch cả năm" only the plan is."""
    return _without_plans(asked).says("whole_year") and not parts_of_year(asked)


def _without_plans(asked: Asked) -> Asked:
    """Without the plan of a whole year that something is held against."""
    of_plans = led(table()["met"]["plans"], table()["whole_year"]["words"])
    return asked.without(match.span() for match in asked.all(of_plans))


def _counts_villages(figures: Figures) -> bool:
    """Whether villages are what the figure asked for counts."""
    entries = (catalogue().entries.get(each) for each in figures.indicators)
    return any(entry is not None and is_village((entry.unit,)) for entry in entries)


def _document_kinds(asked: Asked, intent: Intent) -> tuple[str, ...]:
    """The kinds of document asked for, or to which figures of many units are held."""
    if intent in ("archive", "about", "mention"):
        return intents.document_kinds(asked)
    return intents.within_kinds(asked) if intent in intents.OVER_UNITS else ()


def _areas(asked: Asked, intent: Intent) -> tuple[str, ...]:
    """The fields of the catalogue, or the narrower themes, whose figures a list or a comparison is to have."""
    if intent not in ("list", "compare"):
        return ()
    asked = without_wholes(asked) if intent == "compare" else asked
    fields = [name for name, words in keyed("areas").items() if asked.find(words)]
    return tuple(fields or (name for name in themes() if asked.find(pattern((name,)))))


def _with_members(place: Place, *, members: bool, villages: bool) -> Place:
    """The place with the units in it: communes are of a district or province, villages of a commune too."""
    return replace(place, members=members and bool(place.name) and (villages or place.level in ("huyện", "tỉnh")))


def _lists_districts(asked: Asked) -> bool:
    """Whether districts are named as one of several levels: "tính theo xã, phường, thị trấn, huyện"."""
    return _LISTED_DISTRICTS.search(asked.words) is not None


_LISTED_DISTRICTS = re.compile(
    r"(?:xã|phường|thị trấn|xa|phuong|thi tran)\s*(?:,|và|va|hoặc|hoac|hay|lẫn|lan|cả|ca)\s*(?:huyện|huyen)(?!\w)"
    r"|(?:huyện|huyen)\s*(?:,|và|va|hoặc|hoac|hay|lẫn|lan)\s*(?:xã|phường|thị trấn|xa|phuong|thi tran)(?!\w)"
)


def _levels(named: Names, places: Sequence[Place], intent: Intent, *, listed: bool) -> tuple[str, ...]:
    """The levels asked about, where no unit is named; a commune that is counted is no unit asked about.

    A district beside communes is the only level meant, unless it is ``listed`` as one of them.
    """
    if places and is_village(named.levels):
        return tuple(level for level in named.levels if is_village((level,)))
    if places and not all(place.level in ("huyện", "tỉnh") and place.name for place in places):
        return ()
    if places and len(named.levels) > 1:
        # In "các xã huyện Bình Lâm" the district's own word names no level that is asked about.
        return tuple(level for level in named.levels if level not in {place.level for place in places})
    if "huyện" in named.levels and len(named.levels) > 1 and intent not in ("filter", "archive") and not listed:
        return ("huyện",)
    return named.levels


def _unread(asked: Asked, figures: Figures, goal: Goal) -> tuple[str, ...]:
    """Words that bear meaning and that no other step reads; with any, the question must not be answered."""
    conflicts: list[str] = []
    names = ["opinion"] if figures.indicators else ["opinion", "better_than"]
    if goal.intent in intents.LEDGER:
        if goal.any_of and not figures.indicators and not asks_vote(asked.text):
            conflicts += [NO_INDICATOR, *unnamed_figure(asked, figures.quantities)]
        if goal.any_of and asked.says("negated") and turned(figures.any_of) is None:
            names.append("negated")
        names += ["others"] if goal.any_of else []
        names += ["negated"] if goal.intent == "archive" else []
    elif goal.intent == "describe" and asked.says("units"):
        # An extreme of all, or all beyond a figure, cannot be found among the nearest passages.
        conflicts += [] if figures.indicators else unnamed_figure(asked, figures.quantities)
        extremes = (asked.find(lists()[name]) for name in ("highest", "lowest", "best", "worst"))
        conflicts += [" ".join((*name_before(asked, each.start()), each.group())) for each in extremes if each]
    # Without marks the "không đạt" of a figure's name looks like "không đặt".
    rest = asked.without(figures.spans)
    found = (rest.find(lists()[name]) for name in names)
    return (*conflicts, *(asked.text[match.start() : match.end()] for match in found if match))
