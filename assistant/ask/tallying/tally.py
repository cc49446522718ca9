"""A question run over all rows of the ledger.

A row is a set of admissible values ("từ 58" is every value from 58 up), a condition is one too, and their
relation is the verdict: the row lies within the condition (match), within it but for its very edge (boundary:
"từ 58" asked with "trên 58"), or neither (no_match). Conditions on several indicators are joined document by
document: with "và" the worst verdict counts, with "hoặc" the best. Every document of the archive ends in exactly
one group. A unit whose figures stand in another's document (``elsewhere``) is in a group where they decide something.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from assistant.ask.elsewhere import document_id_of, is_elsewhere
from assistant.ask.none_left import is_none_left
from assistant.ask.tallying.met import NO_PLANS, held_to_plan, is_part_of_year, of_whole_years, planned
from assistant.ask.understanding.vocabulary import WHOLE_YEAR
from assistant.ask.understanding.words import lists
from assistant.language.bounds import PERMILLE_PER_PERCENT, WORST_FIRST, interval, wanted
from assistant.language.catalogue import catalogue
from assistant.language.dates import find_periods, find_years, is_at_start
from assistant.language.places import PROVINCES, is_village
from assistant.language.text import fold, normalise
from assistant.ledger.units import succeed, unit_of, units_of
from assistant.types import (
    COMMUNE_LEVELS,
    Clause,
    Comparator,
    Condition,
    Counted,
    Identity,
    Indicator,
    Place,
    Question,
    Resolution,
    Tally,
    Verdict,
)

_WHOLE_PLAN = 100.0  # percent
_PROVINCES = frozenset(map(fold, PROVINCES))


def verdict(row: Indicator, condition: Condition) -> Verdict | None:
    """What a row says to a condition; None where their units cannot be compared."""
    row = _as_share_of_plan(row)
    admitted = wanted(condition, row.unit)
    if admitted is None:
        return None
    given = interval(row.comparator, row.value, row.value_max)
    if given.within(admitted):
        if is_none_left(row) and admitted.low != admitted.high:
            return "boundary"  # words that give no figure fulfil for sure only that there is none
        # An approximate figure right at the condition's edge may lie on either side of it.
        at_edge = row.approximate and row.value in (admitted.low, admitted.high)
        return "boundary" if at_edge else "match"
    return "boundary" if given.within(admitted, closed=True) else "no_match"


_FLIPPED: Mapping[Comparator, Comparator] = {">": "<", ">=": "<=", "<": ">", "<=": ">="}


def _as_share_of_plan(row: Indicator) -> Indicator:
    """A figure by which a result is beyond its plan or short of it, as the share of the plan that it comes to:
    "vượt 8%" is 108, "hụt 8%" is 92.
    """
    if row.measure != "vs_plan" or row.direction is None or not row.unit.startswith("%"):
        return row
    if row.direction == "vượt":
        upper = None if row.value_max is None else _WHOLE_PLAN + row.value_max
        return replace(row, value=_WHOLE_PLAN + row.value, value_max=upper)
    if row.direction == "hụt":
        ends = sorted(_WHOLE_PLAN - each for each in (row.value, row.value_max) if each is not None)
        comparator = _FLIPPED.get(row.comparator, row.comparator)
        return replace(row, comparator=comparator, value=ends[0], value_max=ends[1] if len(ends) > 1 else None)
    return row


def overlaps(row: Indicator, condition: Condition) -> bool:
    """Whether a row that does not fulfil a condition might: "từ 58" asked with "trên 60"."""
    row = _as_share_of_plan(row)
    admitted = wanted(condition, row.unit)
    return admitted is not None and interval(row.comparator, row.value, row.value_max).meets(admitted)


def tally(
    question: Question,
    documents: Sequence[Resolution],
    rows: Sequence[Indicator],
    *,
    standing: Mapping[str, str] | None = None,
) -> Tally:
    """Sorts ``documents`` by what their ``rows`` (of the question's indicators) say to the question.

    ``documents`` may hold units of others' documents, and ``rows`` theirs under their ids. ``standing`` are documents
    that do not stand (drafts, copies), each with the reason.
    """
    told = _told_now(question, documents, rows)
    passed = set() if told is rows else _passed(question, rows, told)
    plans = planned(documents, rows, without=set(standing or {})) if question.met is not None else NO_PLANS
    by_document: dict[str, list[Indicator]] = {}
    for row in told:
        by_document.setdefault(row.document_id, []).append(row)
    groups: dict[Verdict, list[Counted]] = {"match": [], "boundary": [], "no_match": []}
    silent: list[str] = []
    fallen = standing or {}
    excluded = {
        **_of_other_kinds(question, documents),
        **out_of_scope(question, documents),
        **fallen,
        **_held_against(question, documents),
        **dict.fromkeys({row.document_id for row in rows} - set(by_document), _PASSED),
    }
    for document in documents:
        if document.document_id in excluded or document_id_of(document.document_id) in fallen:
            continue
        own = by_document.get(document.document_id, [])
        asked = [row for row in own if _is_asked(question, row)]
        if asked:  # most documents of a large archive have none
            asked = _of_part(question.part_of_year, asked)
            asked = _at_end(question, _plausible(question, document.identity, asked))
        judged = held_to_plan(question, document, own, plans) if question.met is not None else _said(question, asked)
        if not asked and judged is None and (reason := _left_out(question, document, own, passed=passed)):
            excluded[document.document_id] = reason
        elif judged is None:
            silent.append(document.document_id)
        else:
            group, deciding = judged
            groups[group].append(Counted(document.document_id, deciding))
    if question.intent in ("sum", "mean"):
        groups["match"] = _without_parts(groups["match"], named=_named_villages(question, documents))
        if question.limit is not None:
            groups["match"], groups["no_match"] = _limited(groups["match"], question.limit, highest=question.highest)
    groups, again = _once(groups, documents)
    excluded |= dict.fromkeys(again, "nhắc lại chỉ tiêu mà văn bản của năm đó đã nêu")
    if question.intent == "superlative":
        by = fulfilment if "fulfilment" in question.operations else None
        best, others = _extremes_of(question.indicators, groups["match"], highest=question.highest, by=by)
        groups = {**groups, "match": best, "no_match": [*others, *groups["no_match"]]}
    return Tally(
        match=tuple(groups["match"]),
        boundary=tuple(groups["boundary"]),
        no_match=tuple(groups["no_match"]),
        silent=tuple(each for each in silent if not is_elsewhere(each)),
        excluded={key: reason for key, reason in excluded.items() if not is_elsewhere(key)},
    )


def _said(question: Question, asked: Sequence[Indicator]) -> tuple[Verdict, tuple[Indicator, ...]] | None:
    """What the rows asked about say to the condition, or that they are there; None where they are silent."""
    if not asked:
        return None
    if not question.any_of:
        return "match", tuple(asked)
    judged = judge(question.any_of, asked)
    if judged is None or not question.years or question.part_of_year is not None:
        return judged
    # Six months under the mark, or above it, say nothing of the year that was asked about.
    of_parts = all(row.kind == "actual" and is_part_of_year(row) for row in judged[1])
    return ("boundary", judged[1]) if of_parts else judged


def _once(
    groups: Mapping[Verdict, list[Counted]], documents: Sequence[Resolution]
) -> tuple[dict[Verdict, list[Counted]], list[str]]:
    """Without documents that only look back on targets which the unit's own document of that year states."""
    held = {each.document_id: each for each in documents}
    stated = [
        (unit_of(each.document_id, document.identity), document.identity.target_year)
        for counted in groups.values()
        for each in counted
        if (document := held[each.document_id]).identity.target_year is not None
    ]

    def is_stated(document: Resolution, year: int | None) -> bool:
        unit = unit_of(document.document_id, document.identity)
        return any(year == of_year and unit.may_be(other) for other, of_year in stated)

    def looks_back(each: Counted) -> bool:
        document = held[each.document_id]
        own = document.identity.target_year
        return all(row.kind == "target" and row.year != own and is_stated(document, row.year) for row in each.rows)

    again = [each.document_id for counted in groups.values() for each in counted if looks_back(each)]
    return {name: [each for each in counted if not looks_back(each)] for name, counted in groups.items()}, again


def _asks_of_today(question: Question) -> bool:
    """Whether each unit stands with its newest figure: it is asked so, or results are put in order or together and no
    year is asked.
    """
    if "latest" in question.operations:
        return True
    together = question.intent in ("superlative", "rank", "sum", "mean")
    return together and question.kind == "actual" and not question.years and question.since is None


_PASSED = "có số liệu mới hơn của cùng đơn vị"


def _passed(question: Question, rows: Sequence[Indicator], told: Sequence[Indicator]) -> set[str]:
    """The documents of which some rows that are asked for are not told, since others stand for them."""
    kept = {row.row_id for row in told}
    return {row.document_id for row in rows if row.row_id not in kept and _is_asked(question, row)}


def _left_out(
    question: Question, document: Resolution, rows: Sequence[Indicator], *, passed: Collection[str]
) -> str | None:
    """The reason for which a document that has no row to tell is not silent: others stand for its rows, or it is of
    other years.
    """
    if document.document_id in passed:
        return _PASSED
    return _other_years(question, document.identity, rows)


def _told_now(question: Question, documents: Sequence[Resolution], rows: Sequence[Indicator]) -> Sequence[Indicator]:
    """The rows without those that others of the same unit stand for: of later years, of the whole of a year, of the
    unit of today.
    """
    told = _newest(question, documents, rows) if _asks_of_today(question) else rows
    of_years = question.part_of_year in (None, WHOLE_YEAR) and (question.met is not None or bool(question.years))
    told = of_whole_years(told, documents) if of_years else told
    return _of_successors(question, documents, told) if question.years else told


def _of_successors(
    question: Question, documents: Sequence[Resolution], rows: Sequence[Indicator]
) -> Sequence[Indicator]:
    """Of a place that is named, and is one line before and since July 2025, what the newer states of a year and not
    what the older did.
    """
    dropped: set[str] = set()
    for place in question.places:
        named = {each.document_id: each for each in documents_of(place, documents)} if not place.members else {}
        units = units_of({key: each.identity for key, each in named.items()})
        if not succeed(set(units.values())):
            continue
        of_today = {key for key, unit in units.items() if unit.district == ""}
        newer = {_figure_of(row) for row in rows if row.document_id in of_today}
        older = (row for row in rows if row.document_id in units.keys() - of_today)
        dropped |= {row.row_id for row in older if _figure_of(row) in newer}
    return [row for row in rows if row.row_id not in dropped] if dropped else rows


def _figure_of(row: Indicator) -> tuple[object, ...]:
    return (row.indicator or row.label, row.year, row.kind, row.measure, row.sub_of, row.scope, row.rank, row.period)


def _newest(question: Question, documents: Sequence[Resolution], rows: Sequence[Indicator]) -> list[Indicator]:
    """Of each unit and figure the rows of its last year, over all its documents."""
    units = units_of({each.document_id: each.identity for each in documents})
    asked = [row for row in rows if row.document_id in units and _is_asked(question, row) and row.year is not None]
    last: dict[tuple[object, ...], int] = {}
    for row in asked:
        key = (units[row.document_id], *_what(row))
        last[key] = max(last.get(key, 0), row.year or 0)
    older = {row.row_id for row in asked if row.year != last[(units[row.document_id], *_what(row))]}
    return [row for row in rows if row.row_id not in older]


def _what(row: Indicator) -> tuple[object, ...]:
    return (row.indicator or row.label, row.kind, row.measure)


def rows_of(groups: Sequence[Counted]) -> list[Indicator]:
    """The rows of documents, one document after the other."""
    return [row for each in groups for row in each.rows]


def _limited(counted: Sequence[Counted], limit: int, *, highest: bool) -> tuple[list[Counted], list[Counted]]:
    """The so many highest (or lowest) of which a sum is asked ("3 thôn nghèo nhất cộng lại"), and the others."""
    ordered = sorted(counted, key=lambda each: height(each.rows[0], highest=highest), reverse=highest)
    return ordered[:limit], ordered[limit:]


def _named_villages(question: Question, documents: Sequence[Resolution]) -> frozenset[str]:
    """The villages that are asked about by their names, as documents."""
    return frozenset(
        document.document_id for place in question.places for document in documents if _is_village(place, document)
    )


def _without_parts(found: Sequence[Counted], *, named: frozenset[str]) -> list[Counted]:
    """Without the units of a document whose own figure is there: it holds theirs.

    Where villages are named, their commune only says where they lie: "của bốn làng … xã Ia Kly".
    """
    if held := {document_id_of(each) for each in named}:
        return [each for each in found if each.document_id in named or each.document_id not in held]
    own = {each.document_id for each in found if not is_elsewhere(each.document_id)}
    return [each for each in found if each.document_id in own or document_id_of(each.document_id) not in own]


def with_other_unit(question: Question, documents: Sequence[Resolution], rows: Sequence[Indicator]) -> Question:
    """The question with the other unit's own figure as its condition ("cao hơn xã Hưng Tân"), as it is written.

    Where the other unit states none, the question is about that unit alone, and is refused.
    """
    than = next((clause.than for clause in question.clauses if clause.than is not None), None)
    if than is None:
        return question
    own = [row for row in rows if _is_asked(question, row) and _is_row_of(than, row, documents)]
    if not own:
        return replace(question, places=(than,), any_of=(), intent="lookup")
    clause = question.clauses[0]
    latest = max(own, key=lambda row: row.year or 0)
    condition = replace(clause.condition, value=latest.value, unit=latest.unit)
    return replace(question, any_of=((replace(clause, condition=condition, than=than),),))


def _is_row_of(place: Place, row: Indicator, documents: Sequence[Resolution]) -> bool:
    return any(document.document_id == row.document_id for document in documents_of(place, documents))


# -- which documents ---------------------------------------------------------------------------------


def asks_members(question: Question) -> bool:
    """Whether the units within the places are gone through ("xã nào của huyện Bình Lâm"), and not the places."""
    over = question.intent in ("filter", "count") and bool(question.levels)
    return over and bool(question.places) and all(place.members for place in question.places)


def out_of_scope(question: Question, documents: Sequence[Resolution]) -> dict[str, str]:
    """The documents that are not asked about, each with the reason in Vietnamese."""
    left_out = {each.document_id for place in question.excepted for each in documents_of(place, documents)}
    return _not_asked(question, documents) | dict.fromkeys(left_out, "đơn vị mà câu hỏi không tính")


def _not_asked(question: Question, documents: Sequence[Resolution]) -> dict[str, str]:
    if question.places:
        meant = {each.document_id for place in question.places for each in documents_of(place, documents)}
        others = {each.document_id: "văn bản của nơi khác" for each in documents if each.document_id not in meant}
        units_in = set(question.levels) <= COMMUNE_LEVELS or is_village(question.levels)
        if not any(place.members for place in question.places) or not units_in:
            return others
        # "Các xã huyện Bình Lâm" is neither the district itself nor its town.
        return others | {key: why for key, why in _of_other_levels(question, documents).items() if key in meant}
    return _of_other_levels(question, documents)


def _of_other_levels(question: Question, documents: Sequence[Resolution]) -> dict[str, str]:
    """The documents of levels that are not asked about; a village is asked about only by its name."""
    if not question.levels:
        return {each.document_id: "số liệu của thôn" for each in documents if each.identity.village is not None}
    return {
        document.document_id: f"văn bản cấp {level}" if (level := document.identity.level) else "văn bản không rõ cấp"
        for document in documents
        if not _is_of_levels(document.identity, question.levels)
    }


def _is_of_levels(identity: Identity, levels: Sequence[str]) -> bool:
    """Whether a unit is of one of some levels; a village is whichever word its place has for one."""
    return identity.level in levels or (identity.village is not None and is_village(levels))


def _of_other_kinds(question: Question, documents: Sequence[Resolution]) -> dict[str, str]:
    """The documents of kinds that are not asked about: "trong các báo cáo"."""
    if not question.document_kinds:
        return {}
    return {
        each.document_id: f"văn bản loại {each.identity.kind}"
        for each in documents
        if each.identity.kind not in question.document_kinds
    }


def _held_against(question: Question, documents: Sequence[Resolution]) -> dict[str, str]:
    """The unit that the others are held against is none of them."""
    others = [clause.than for clause in question.clauses if clause.than is not None]
    return {each.document_id: "đơn vị làm mốc so sánh" for place in others for each in documents_of(place, documents)}


def documents_of(place: Place, documents: Sequence[Resolution]) -> list[Resolution]:
    """The documents that speak for a place.

    A document that does not say where its unit lies is taken for the unit meant only where none does say so.
    """
    if place.held_to:
        documents = [each for each in documents if document_id_of(each.document_id) in place.held_to]
    if villages := [document for document in documents if _is_village(place, document)]:
        return villages
    found = [document for document in documents if is_of(place, document)]
    found = found or [document for document in documents if _is_inferred(place, document.identity)]
    levels = {each.identity.level for each in found if not is_elsewhere(each.document_id)}
    if place.level is None and not place.members and levels:
        # A bare name is that of the unit that has documents, not of a namesake in another's.
        found = [each for each in found if each.identity.level in levels]
    sure = [document for document in found if not place.within or _lies_in(place, document.identity)]
    return sure or found


def _is_village(place: Place, document: Resolution) -> bool:
    """Whether a place asked for by what its document holds ("thôn Hạ Tứ") is a village that has figures there.

    "Xã có thôn Hạ Tứ" asks for the commune.
    """
    village = document.identity.village
    held = village is not None and document_id_of(document.document_id) in place.documents
    of_village = place.level is None or is_village((place.level,))
    return held and of_village and fold(village or "") == fold(place.name)


def is_of(place: Place, document: Resolution) -> bool:
    """Whether a document may speak for ``place`` (or, for a district or province, for a unit in it)."""
    identity = document.identity
    if place.documents:
        return document.document_id in place.documents
    if place.level is not None and not place.name:
        return identity.level == place.level
    if not _may_lie_in(place, identity):
        return False
    own = identity.place
    same_name = own is not None and fold(own) == fold(place.name)
    if same_name and (place.level is None or place.level == identity.level):
        return True
    if same_name and not place.members:  # a district's town may bear its name, and is one of its units
        return False
    if identity.village is not None and place.level not in ("huyện", "tỉnh"):
        return place.members and fold(identity.commune or "") == fold(place.name)
    return (
        place.members
        and place.level in ("huyện", "tỉnh")
        and identity.level in COMMUNE_LEVELS
        and fold(place.name) in {fold(name) for name in superiors(identity).values()}
    )


def _is_inferred(place: Place, identity: Identity) -> bool:
    """Whether a document that names no unit is inferred to be of a commune: its page's frame names it."""
    guess = identity.inferred.get("commune")
    named = identity.place is None and guess is not None and fold(guess.value) == fold(place.name)
    return named and place.level in (None, identity.level) and _may_lie_in(place, identity)


def superiors(identity: Identity) -> dict[str, str]:
    """The district and the province of a document's unit, stated or inferred, as far as they are known."""
    guessed = {key: each.value for key, each in identity.inferred.items() if key in ("district", "province")}
    stated = {"district": identity.district, "province": identity.province}
    return guessed | {key: name for key, name in stated.items() if name}


def _lies_in(place: Place, identity: Identity) -> bool:
    """Whether the document says that its unit lies in one of the places named."""
    known = {fold(name) for name in superiors(identity).values()}
    return any(fold(name) in known for name in place.within)


def _may_lie_in(place: Place, identity: Identity) -> bool:
    """Whether nothing that the document says of its district and province speaks against those named."""
    known = superiors(identity)
    for name in place.within:
        field = "province" if fold(name) in _PROVINCES else "district"
        same = [fold(each) == fold(name) for each in known.values()]
        if field in known and not any(same):
            return False
    return True


# -- which rows --------------------------------------------------------------------------------------


def _is_asked(question: Question, row: Indicator) -> bool:
    """Whether a row is of the kind, year and measure asked about."""
    if (question.kind is not None and row.kind != question.kind) or not _is_of_time(question, row):
        return False
    if question.direction is not None and row.direction not in (None, question.direction):
        return False
    if question.intent in ("lookup", "list", "compare", "missing"):
        return question.measure is None or row.measure == question.measure
    part = row.sub_of is not None and row.sub_of == row.indicator and not is_elsewhere(row.document_id)
    if part or _is_of_some(question, row):
        return False
    if "fulfilment" in question.operations and not row.of:
        return False
    if question.measure == "vs_plan" and question.intent in ("superlative", "rank") and not row.unit.startswith("%"):
        return False  # "vượt 12 đồng chí" is held against no other unit's share
    return row.measure == (question.measure or "level")


def _is_of_time(question: Question, row: Indicator) -> bool:
    """Whether a row is of a year asked about, of a term, and of a year and kind that are put together."""
    if question.years and row.year not in question.years and not _tells_before(row, question):
        return False
    if question.since is not None and (row.year is None or row.year < question.since):
        return False
    put_together = question.references
    held = any(each.year == row.year and each.kind in (None, row.kind) for each in put_together)
    return (held or not put_together) and not _is_of_another_term(question, row)


def _is_of_another_term(question: Question, row: Indicator) -> bool:
    """Whether a figure that is looked up lies in none of the terms that the question names.

    What 2030 is to have is no result of "nhiệm kỳ 2020-2025".
    """
    compares = question.years or {"difference", "percent", "times"} & set(question.operations)
    if compares or question.intent not in ("lookup", "list") or row.year is None:
        return False
    terms = find_periods(question.text)
    return bool(terms) and not any(each.first <= row.year <= each.last for each in terms)


def _tells_before(row: Indicator, question: Question) -> bool:
    """Whether a row says what its figure was in an asked year: "từ 46,3 triệu đồng (năm 2020) lên 64,8"."""
    if row.previous is None or question.intent not in ("lookup", "list") or question.any_of:
        return False
    return any(year.value in question.years for year in find_years(row.quote))


def _is_of_some(question: Question, row: Indicator) -> bool:
    """Whether a figure is of some people or places of its unit that the question does not name."""
    if not row.scope:
        return False
    scope, asked = normalise(row.scope), fold(question.text)
    return any(fold(match.group()) not in asked for match in lists()["subsets"].exact.finditer(scope))


def _plausible(question: Question, identity: Identity, rows: list[Indicator]) -> list[Indicator]:
    """Of many units the figures that can be of one, where it has any: a share of the plan that was read as the share
    of poor households is no highest.
    """
    if question.intent in ("lookup", "list", "compare", "missing"):
        return rows
    entries = catalogue().entries
    likely = [
        row
        for row in rows
        if row.measure != "level"
        or (entry := entries.get(row.indicator or "")) is None
        or entry.is_plausible(row.value, level=identity.level)
    ]
    return likely or rows


def _at_end(question: Question, rows: list[Indicator]) -> list[Indicator]:
    """Of many units without what a year began with, where it is told how it ended: "đầu năm 40, cuối năm 30"."""
    if question.intent in ("lookup", "list", "compare", "missing") or is_at_start(question.text):
        return rows
    begun = [row for row in rows if is_at_start(row.label)]
    if not begun:
        return rows
    ended = {(row.indicator, row.year, row.kind) for row in rows if row not in begun}
    return [row for row in rows if row not in begun or (row.indicator, row.year, row.kind) not in ended]


def _of_part(part: str | None, rows: list[Indicator]) -> list[Indicator]:
    """Of results, those of the part of the year that is asked about (or of none), where there are any."""
    if part is None:
        return rows
    if part == WHOLE_YEAR:
        return [row for row in rows if not is_part_of_year(row)] or rows
    asked = fold(part)
    of_part = [row for row in rows if row.period and (fold(row.period) in asked or asked in fold(row.period))]
    return [row for row in rows if row in of_part or row.kind == "target"] if of_part else rows


def _other_years(question: Question, identity: Identity, rows: Sequence[Indicator]) -> str | None:
    """The reason for leaving out a document of other years; one of the asked year is silent instead."""
    if not question.years or {identity.target_year, identity.result_year} & set(question.years):
        return None
    year = identity.target_year or identity.result_year
    years = sorted({row.year for row in rows if row.year is not None} | ({year} if year else set()))
    return f"văn bản của năm {', '.join(map(str, years))}" if years else "văn bản không rõ năm"


# -- conditions --------------------------------------------------------------------------------------


def judge(
    any_of: Sequence[Sequence[Clause]], rows: Sequence[Indicator]
) -> tuple[Verdict, tuple[Indicator, ...]] | None:
    """What a document's rows say to a tree of conditions, with the rows that decide; None where they are silent."""
    judged = [found for row in any_of if (found := _all_hold(row, rows)) is not None]
    return max(judged, key=lambda found: WORST_FIRST.index(found[0])) if judged else None


def _all_hold(clauses: Sequence[Clause], rows: Sequence[Indicator]) -> tuple[Verdict, tuple[Indicator, ...]] | None:
    """Conditions joined by "và": one that fails decides, else one that the document does not state."""
    found = [_holds(clause, rows) for clause in clauses]
    if len(found) == 1:  # by far the most, and asked of every document
        return found[0]
    known = [each for each in found if each is not None]
    failed = any(given == "no_match" for given, _ in known)
    if not known or (len(known) < len(found) and not failed):
        return None
    worst = next(group for group in WORST_FIRST if any(given == group for given, _ in known))
    deciding = (row for _, each in known for row in each)
    return worst, tuple(dict.fromkeys(deciding))


def _holds(clause: Clause, rows: Sequence[Indicator]) -> tuple[Verdict, tuple[Indicator, ...]] | None:
    """The best verdict of the rows of one indicator, and the rows that give it."""
    own = [row for row in rows if clause.indicator is None or clause.indicator in (row.indicator, row.label)]
    judged = [(given, row) for row in own if (given := verdict(row, clause.condition)) is not None]
    if not judged:
        return None
    best = next(group for group in reversed(WORST_FIRST) if any(given == group for given, _ in judged))
    return best, tuple(row for given, row in judged if given == best)


# -- extremes ----------------------------------------------------------------------------------------


def _extremes_of(
    indicators: Sequence[str],
    counted: Sequence[Counted],
    *,
    highest: bool,
    by: Callable[[Indicator], float] | None,
) -> tuple[list[Counted], list[Counted]]:
    """As ``_extremes``; of several indicators one decides, and those that are the best tell the others beside it.

    A share decides before its count ("nghèo nhất, còn bao nhiêu hộ"), else the one that is named first.
    """
    known = [each for each in indicators if each in catalogue().entries]
    if len(known) < _SEVERAL:
        return _extremes(counted, highest=highest, by=by)
    shares = [each for each in known if any(catalogue().entries[other].share == each for other in known)]
    told_of = {row.indicator for each in counted for row in each.rows}
    decides = next((each for each in (*shares, *known) if each in told_of), known[0])
    own = [(each, tuple(row for row in each.rows if row.indicator == decides)) for each in counted]
    best, others = _extremes([Counted(each.document_id, rows) for each, rows in own if rows], highest=highest, by=by)
    rows_of_unit = {each.document_id: each.rows for each in counted}
    told = [
        Counted(each.document_id, (*each.rows, *_beside(each.rows[0], rows_of_unit[each.document_id])))
        for each in best
    ]
    return told, [*others, *(each for each, rows in own if not rows)]


_SEVERAL = 2


def _beside(decides: Indicator, rows: Sequence[Indicator]) -> list[Indicator]:
    """The rows of other indicators of the year and the kind of the one that decides."""
    return [
        row
        for row in rows
        if row.indicator != decides.indicator and (row.year, row.kind) == (decides.year, decides.kind)
    ]


def _extremes(
    counted: Sequence[Counted], *, highest: bool, by: Callable[[Indicator], float] | None = None
) -> tuple[list[Counted], list[Counted]]:
    """The documents whose row is the highest (or lowest), and all others, each with the row that decides; ``by`` is
    what is compared in the place of the figure.
    """
    if not counted:
        return [], []
    choose = max if highest else min

    def key(row: Indicator) -> tuple[float, int]:
        return (by(row), 0) if by is not None else height(row, highest=highest)

    bests = [Counted(each.document_id, (choose(each.rows, key=key),)) for each in counted]
    top = choose(key(each.rows[0]) for each in bests)
    best = [each for each in bests if key(each.rows[0]) == top]
    return best, [each for each in bests if key(each.rows[0]) != top]


def fulfilment(row: Indicator) -> float:
    """X in parts of Y of a figure "X/Y"."""
    return row.value / row.of if row.of else 0.0


def height(row: Indicator, *, highest: bool = True) -> tuple[float, int]:
    """Order of rows: by value, and at the same value "trên 58" above "58" above "dưới 58"."""
    value = row.value_max if highest and row.value_max is not None else row.value
    value = value / PERMILLE_PER_PERCENT if row.unit == "‰" else value
    if row.measure == "vs_plan":
        # "Vượt 21%" of the plan is above "đạt 117%".
        value = {"vượt": _WHOLE_PLAN + value, "hụt": _WHOLE_PLAN - value}.get(row.direction or "", value)
    return value, {">": 1, "<": -1}.get(row.comparator, 0)
