"""A question that leans on the one before it, with what it leaves out filled in."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.ask.understanding.clauses import Figures
from assistant.ask.understanding.facets import asked_facets
from assistant.ask.understanding.gazetteer import Gazetteer, level_before
from assistant.ask.understanding.intent import LEDGER, OVER_UNITS, asks_yes_no, extreme, is_better_low
from assistant.ask.understanding.kinds import read_kind, read_met
from assistant.ask.understanding.names import Names
from assistant.ask.understanding.operations import asks_start, compared_spans, read_operations, shared_out, talked
from assistant.ask.understanding.renamed import renamed
from assistant.ask.understanding.slots import unit_spans
from assistant.ask.understanding.words import Asked, content_words, lists, pattern, without_denied
from assistant.language.catalogue import catalogue
from assistant.language.dates import part_of_year
from assistant.language.places import LEVEL_WORDS, is_village
from assistant.language.text import fold
from assistant.types import Clause, Intent, Measure, Place, Question

NO_INDICATOR = "điều kiện không đi với chỉ tiêu nào"


def leans(question: Question, asked: Asked) -> bool:
    """Whether a question says, or leaves out so much, that it goes on with the one before."""
    if not any(character.isalnum() for character in question.text):
        return False
    opener = asked.find(lists()["openers"])
    opens = opener is not None and opener.start() <= 1
    pronoun = asked.says("pronouns")
    if question.intent == "about":
        return (pronoun or _points_back(asked)) and not question.places
    if question.unknown_places and not opens:
        return False
    refines = not question.indicators and question.intent == "describe" and not question.words
    refines = refines and not (question.places and question.summary is not None)
    pronoun = pronoun or (not question.places and (_points_back(asked) or _asks_side_alone(question)))
    return opens or pronoun or refines or (_asks_figures(question, asked) and not _stands_alone(question, asked))


def definite_unit(asked: Asked, names: Names, before: Question) -> Place | None:
    """The unit that a bare level word means in a conversation: "xã phấn đấu bao nhiêu" is of the commune talked of.

    None where units in general are asked for ("xã nào", "các xã"), or where no such unit was talked of.
    """
    if names.places or names.unknown or any(map(asked.says, _GENERAL)):
        return None
    said = dict.fromkeys(LEVEL_WORDS[word] for word in LEVEL_WORDS if asked.find(pattern((word,))))
    talked = [*before.talked_places, *before.places]
    found = [place for place in talked if place.name and place.level in (*said, None)]
    return found[-1] if found and said and not asked.says("pronouns") else None


_GENERAL = (
    "units",
    "counted_units",
    "list",
    "of_several",
    "every_level",
    "every_commune",
    "highest",
    "lowest",
    "not_district",
)


def _points_back(asked: Asked) -> bool:
    """Whether a thing is pointed to that was spoken of before: "đại hội đó", "kế hoạch ấy"."""
    return _POINTS.search(asked.text) is not None


_POINTS = re.compile(r"(?<!\w)(?!(?:trong|từ|do|sau|khi|theo|tới|đến|ở) )\w+ (?:đó|ấy)(?!\w)")


def _points_at_thing(asked: Asked) -> bool:
    """Whether a thing is pointed to, and no unit, time or document: "của nó", "dự án này", "con số đó"."""
    return _THING.search(asked.words) is not None


# Folded or not: behind one of these nouns "đó" and "này" mean a unit, a time, a document, or nothing at all.
_NO_THING = (
    "xã|phường|trấn|huyện|tỉnh|thôn|bản|làng|xóm|ấp|vị|phương|nơi|chỗ|năm|lúc|khi|kỳ|tháng|ngày|thời|quyết|văn|báo|cáo|"
    "hoạch|thị|trong|từ|do|sau|theo|tới|đến|ở|cả|điều|bên|trước|vậy|rồi|thế|này|đó"
)
_THING = re.compile(
    rf"(?<!\w)(?:nó|cua no)(?!\w)|(?<!\w)(?!(?:{_NO_THING}|{fold(_NO_THING)}) )[^\W\d_]+ (?:này|đó|ấy|nay|ay)(?!\w)"
)


def _asks_side_alone(question: Question) -> bool:
    """Whether a side is asked for and hardly a matter: "vì sao chưa đạt vậy?"."""
    return bool(asked_facets(question.text)) and not question.indicators and len(question.words) <= _FEW_OF_SIDE


_FEW_OF_SIDE = 2  # content words that such a question may have


def _asks_figures(question: Question, asked: Asked) -> bool:
    """A condition, a year, a kind, an extreme or a difference alone: it is asked of figures that are not named."""
    if question.indicators or asked.says("strong_describe"):
        return False
    worked = bool(set(read_operations(asked)) - {"verdict"}) or asks_start(asked)
    told = (
        worked
        or extreme(asked) is not None
        or asked.says("difference")
        or asked.says("up_or_down")
        or (asked.says("sum") and asked.says("values"))
        or asked.says("rank")
        or bool(question.any_of)
        or (asked.says("last_year") and asked.says("values"))
        or asked.says("namesake")
    )
    kind = asked.says("actuals") or asked.says("reached") or asked.says("targets")
    bare = len(question.words) <= 1 and question.intent in ("describe", "filter")
    # "Sang 2026 phấn đấu giảm bao nhiêu hộ": how much it is to change, and nothing of what.
    bare = bare or (question.intent == "describe" and asked.says("values") and not _own_matter(question, asked))
    return told or bare or (kind and len(question.words) <= _FEW_WORDS)


def _stands_alone(question: Question, asked: Asked) -> bool:
    """A question on the archive or with a list of its own needs none before it."""
    times = {
        word for match in part_of_year(plain=asked.plain).finditer(asked.words) for word in match.group().split()
    }
    of_units = {word for level in question.levels for word in level.split()} | _OF_ORDER
    own = [word for word in question.words if word not in times | of_units]
    return question.intent in ("archive", "list", "mention") or len(own) > _FEW_WORDS


_OF_ORDER = frozenset({"cao", "thấp", "nhất", "nhiều", "ít"})  # say which end is asked for, and not of what


_FEW_WORDS = 4  # content words that a question of figures may have beside its condition


def completed(
    question: Question, before: Question, asked: Asked, *, said: str, names: Gazetteer, goes_on: bool = False
) -> Question:
    """The question with what it leaves out taken from ``before``; ``said`` is the answer that was given to it.

    One that ``goes_on`` is a part of the same question as ``before``.
    """
    if question.summary is not None:
        return _of_before(question, before)
    if before.summary is not None and question.places and not (question.indicators or question.words):
        return _of_before(replace(before, text=question.text, places=question.places), question)
    if question.intent == "about":
        return replace(question, places=before.places or _named_in(said, names), levels=())
    if goes_on:
        return _completed_part(question, before, asked, names)
    # "Trong đó nữ bao nhiêu?" is of a part of the figure, and must not be told the whole.
    is_part = bool(before.places) and not before.any_of and asked.says("among") and asked.says("values")
    of_figures = _asks_figures(question, asked) and not (is_part and _names_other(question, before, asked))
    is_of_text = not of_figures and question.route == "passages" and bool(question.words)
    if is_of_text or question.intent == "mention" or asked.says("strong_describe"):
        return _about_text(question, before, asked)
    return _about_figures(question, before, asked, said, names)


def _own_matter(question: Question, asked: Asked) -> set[str]:
    """The words of content that say neither what is to be done with figures nor over which time they are."""
    return set(content_words(_without_course(asked))) & set(question.words)


def _names_other(question: Question, before: Question, asked: Asked) -> bool:
    """Whether a matter is named that neither the catalogue knows nor the question before had."""
    own = _own_matter(question, asked) - set(before.words)
    return bool(own) and not question.indicators and _renamed(asked, before) is None


def _completed_part(question: Question, before: Question, asked: Asked, names: Gazetteer) -> Question:
    """A part of a question with what it leaves out; what it names of its own is another matter ("…, mấy tàu cá")."""
    # "Kế hoạch cả năm là mấy" has words of content, and yet names no matter.
    question = question if _own_matter(question, asked) else replace(question, words=())
    if before.route == "passages" and not before.indicators and _is_side_of_thing(question):
        # "Lấn chiếm mấy vụ, diện tích bao nhiêu": the area is none of the ledger's.
        aside = replace(question, route="passages", intent="describe", indicators=())
        return _about_text(aside, before, asked, carries=True)
    of_figures = _asks_figures(question, asked) and not _names_other(question, before, asked)
    is_of_text = not of_figures and question.route == "passages" and bool(question.words)
    if is_of_text or question.intent == "mention" or asked.says("strong_describe"):
        return _about_text(question, before, asked)
    told = _about_figures(question, before, asked, "", names)
    if len(before.places) > 1 and not question.places:
        # "Thu của A và B cộng lại bao nhiêu, xã nào nhiều hơn" is of the two.
        told = replace(told, places=before.places, levels=())
    if told.intent in ("superlative", "rank") and is_village(before.levels) and extreme(asked) is None:
        # "Thôn nào nghèo nhất, cả xã tỷ lệ bao nhiêu": of the commune a figure alone is asked for.
        told = replace(told, intent="lookup", limit=None, kind=told.kind if told.kind_said else None)
    same = told.indicators == before.indicators
    words = tuple(dict.fromkeys((*question.words, *before.words))) if same else question.words
    # "Giảm bao nhiêu hộ, cuối năm còn bao nhiêu": the second is not of a change; "đạt mấy % kế hoạch" is of the plan.
    measure: Measure | None = "vs_plan" if same and asked.says("share_of_plan") else question.measure
    return replace(told, measure=measure, direction=question.direction, words=words)


def _is_side_of_thing(question: Question) -> bool:
    """Whether nothing but a figure is named that no catalogue knows ("diện tích", "kinh phí"): it is of any thing."""
    named = bool(question.indicators) and not any(each in catalogue().entries for each in question.indicators)
    rest = set(question.words).difference(*(each.lower().split() for each in question.indicators))
    return named and question.intent in _LOOKED_UP and len(rest) <= _FEW_OF_SIDE and not question.places


def _of_before(question: Question, before: Question) -> Question:
    """A summary of what the question before it was about: "nghị quyết này nói về gì"."""
    return replace(question, places=question.places or before.places, years=question.years or before.years)


def _named_in(said: str, names: Gazetteer) -> tuple[Place, ...]:
    """The units that an answer named, where it named no more than one."""
    found = tuple(dict.fromkeys(Place(each.name, each.level) for each in names.find(said)))
    return found if len({place.name for place in found}) == 1 else ()


def _named_first(said: str, names: Gazetteer) -> tuple[Place, ...]:
    """The unit that the first line of a list in an answer names."""
    line = next((line for line in said.splitlines() if line.startswith("- ")), "")
    return tuple(Place(each.name, each.level) for each in names.find(line)[:1])


def _about_text(question: Question, before: Question, asked: Asked, *, carries: bool = False) -> Question:
    # "Cụ thể là những tiêu chí nào?" is of what the question before it was about.
    # So is what only points at a thing ("tổng mức đầu tư của nó"), or at another document for the same.
    thing = _points_at_thing(asked)
    same = thing or asked.says("next_document") or len(question.words) <= _FEW_OF_SIDE
    carries = carries or (same and not asked_anew(question))
    carried = tuple(word for word in before.words if word not in question.words) if carries else ()
    return replace(
        question,
        words=(*question.words, *carried),
        indicators=question.indicators or (before.indicators if carries else ()),
        places=question.places or before.places,
        unknown_places=question.unknown_places or (() if question.places else before.unknown_places),
        years=question.years or (() if _asks_now(asked) else before.years),
        levels=() if before.places else question.levels or before.levels,
        figure=question.figure or (thing and before.figure and not asked_facets(question.text)),
    )


def asked_anew(question: Question) -> bool:
    """Whether a question names sections of its own: "thế giải pháp về y tế"."""
    return bool(question.sections or question.anchors)


def _about_figures(question: Question, before: Question, asked: Asked, answer: str, names: Gazetteer) -> Question:
    """What is asked of figures; "có đạt không" asks of the figure before whether its target was reached."""
    told = _of_figures(question, before, asked, answer, names)
    own = bool(question.indicators or question.any_of or not told.places)
    met = None if own or not asks_yes_no(asked) else read_met(asked, Figures(told.indicators, (), (), (), ()))
    if met is None or told.intent not in _LOOKED_UP:
        return told
    return replace(told, met=met, yes_no=True, kind=None, kind_said=True, measure="vs_plan", direction=None)


_LOOKED_UP: frozenset[Intent] = frozenset({"lookup", "list"})


def _of_figures(question: Question, before: Question, asked: Asked, answer: str, names: Gazetteer) -> Question:
    intent = _intent(question, before, asked)
    places = _places(question, before, asked)
    if question.places and intent in OVER_UNITS:
        intent = "lookup"
    if len(places) > 1 and intent == "lookup":
        intent = "compare"
    kind, said = read_kind(without_denied(asked), over_units=False)
    years = _years(question, before, asked)
    indicators = _indicators(question, before, asked)
    high = extreme(asked, better_low=is_better_low(indicators))
    # Of a matter that the catalogue does not know, its words are what the question before named.
    words = question.words if indicators and question.words else (*question.words, *before.words)
    if not places and asked.says("single") and (told := _named_first(answer, names)):
        # "Xã đó thu bao nhiêu" after the answer which one is first.
        intent, places = ("lookup" if intent in OVER_UNITS else intent), told
    return replace(
        question,
        route="ledger" if intent in LEDGER else "passages",
        intent=intent,
        indicators=indicators,
        any_of=_any_of(question, before, asked),
        unread=tuple(p for p in question.unread if p != NO_INDICATOR and question.intent in LEDGER),
        places=places,
        # A place that the archive does not hold is still the one that is talked of.
        unknown_places=question.unknown_places or (() if places or question.levels else before.unknown_places),
        levels=question.levels or (() if places else before.levels),
        # Between two years one may have a result and the other a target.
        kind=kind or (None if said or asked.says("up_or_down") else before.kind),
        # In "Còn năm trước đó?" target or result is open again.
        kind_said=said or (before.kind_said and years == before.years),
        years=years,
        talked=talked(before) if indicators == before.indicators else (),
        talked_places=tuple(dict.fromkeys((*before.talked_places, *before.places))),
        measure=question.measure or before.measure,
        direction=question.direction or before.direction,
        highest=before.highest if high is None else high,
        related=question.related or (before.related if indicators == before.indicators else ()),
        inherited=frozenset(
            name
            for name, own in (
                ("years", question.years),
                ("measure", question.measure),
                # What was only taken for granted before is so again.
                ("kind", said or not (before.kind_said or "kind" in before.inherited)),
            )
            if not own and getattr(before, name)
        ),
        figure=question.figure or (before.figure and not indicators),
        words=tuple(dict.fromkeys(words)),
    )


def _intent(question: Question, before: Question, asked: Asked) -> Intent:
    if asked.says("difference") or (asked.says("up_or_down") and before.route == "ledger"):
        return "compare"
    if extreme(asked) is not None and question.intent != "rank":
        return "superlative"
    if not question.indicators and before.route == "ledger" and not question.places:
        if asked.says("sum"):
            return "sum"
        if asked.says("mean") and shared_out(asked) is None:
            return "mean"
    own = question.intent in ("superlative", "rank", "count", "compare", "sum", "mean")
    if own and (question.indicators or before.route == "ledger"):
        return question.intent
    if question.any_of and before.intent not in ("filter", "count"):
        return "filter"
    if question.indicators and (before.route != "ledger" or before.intent in _OF_DOCUMENTS):
        return "lookup" if question.intent == "list" and not asked.says("list") else question.intent
    return before.intent


_OF_DOCUMENTS: frozenset[Intent] = frozenset({"about", "archive", "mention", "summary"})


def _narrows(question: Question, before: Question, asked: Asked) -> bool:
    """Whether a condition is asked of those that fulfil the one before: "trong đó xã nào có hộ nghèo dưới 1%"."""
    return bool(question.any_of and before.any_of) and asked.says("among")


def _indicators(question: Question, before: Question, asked: Asked) -> tuple[str, ...]:
    if _narrows(question, before, asked):
        return tuple(dict.fromkeys((*before.indicators, *question.indicators)))
    if question.indicators:
        return question.indicators
    other = _renamed(asked, before)
    return before.indicators if other is None else (other,)


def _renamed(asked: Asked, before: Question) -> str | None:
    """The indicator that differs from the one before in what is said, which is no word of how figures went."""
    return renamed(_without_course(asked), before.indicators)


def _without_course(asked: Asked) -> Asked:
    """Without what is asked to be done with figures: "tăng", "gấp", "còn", "kế hoạch"."""
    lists_of = (
        "decrease",
        "increase",
        "up_or_down",
        "levels_again",
        "standing_now",
        "targets",
        "actuals",
        "reached",
        "difference",
    )
    spans = [match.span() for name in lists_of for match in asked.all(lists()[name])]
    return asked.without([*spans, *compared_spans(asked), *unit_spans(asked.words)])


def _any_of(question: Question, before: Question, asked: Asked) -> tuple[tuple[Clause, ...], ...]:
    """The new condition, on the old indicator where it names none, beside the old one where it is asked among those
    found; the old one goes on without a new place.
    """
    if question.any_of:
        known = (question.indicators or before.indicators or (None,))[0]
        rows = tuple(
            tuple(replace(clause, indicator=clause.indicator or known) for clause in row) for row in question.any_of
        )
        if _narrows(question, before, asked):
            return tuple((*old, *new) for old in before.any_of for new in rows)
        return rows
    if question.places or question.indicators:
        return ()
    return before.any_of


def _places(question: Question, before: Question, asked: Asked) -> tuple[Place, ...]:
    """The new places; a district alone says which of two communes of one name was meant."""
    if before.places and (level := _level_of_namesake(asked)) is not None:
        return tuple(replace(place, level=level, members=False) for place in before.places)
    if not question.places and len(before.places) == 1 and asked.says("pair"):
        others = [place for place in before.talked_places if place not in before.places]
        return (*others[-1:], *before.places)
    if question.places and before.places and asked.says("besides"):
        return (*before.places, *question.places)
    above = all(place.level in ("huyện", "tỉnh") and place.name for place in question.places)
    if question.places and above and not asked.says("itself"):
        superior = question.places[0].name
        return tuple(replace(place, within=(superior,)) for place in before.places) or question.places
    # "Khu phố nào thấp nhất" goes on with the commune that was talked of: villages are within one, and so does "còn
    # trên 30% thì mấy xã" with the district whose communes were asked about.
    within = any(place.members for place in before.places)
    anew = question.levels and not is_village(question.levels) and not within
    return question.places or (() if anew and not asked.says("pronouns") else _with_villages(question, before))


def _with_villages(question: Question, before: Question) -> tuple[Place, ...]:
    """The places of the question before, with the villages in them where these are asked about."""
    if not is_village(question.levels):
        return before.places
    return tuple(replace(each, members=bool(each.name) and not each.documents) for each in before.places)


def _asks_now(asked: Asked) -> bool:
    """Whether what is now is asked for, whatever year the question before was of: "hiện có mấy ha"."""
    return asked.says("standing_now")


def _level_of_namesake(asked: Asked) -> str | None:
    """The level of another unit of the name that the question before it had: "còn thị trấn cùng tên thì sao"."""
    said = asked.find(lists()["namesake"])
    return level_before(asked.text, said.start()) if said is not None else None


def _years(question: Question, before: Question, asked: Asked) -> tuple[int, ...]:
    if not before.years or (_asks_now(asked) and not question.years):
        return question.years
    if not question.years and len(before.places) == 1 and asked.says("sum"):
        # "Cộng cả hai năm được bao nhiêu?" after the figures of each.
        return tuple(dict.fromkeys(each.year for each in talked(before)))
    # "Thế năm sau bao nhiêu, đến 2030 thì sao" asks of both.
    beside: tuple[int, ...] = (min(before.years) - 1,) if asked.says("last_year") else ()
    beside += before.years if asked.says("up_or_down") else ()
    beside += (max(before.years) + 1,) if asked.says("next_year") else ()
    return tuple(dict.fromkeys((*beside, *question.years))) or before.years
