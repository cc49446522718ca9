"""Answers over rows: the answer first, then what is only at the boundary, then what was covered.

What the rows do not say is refused, with the reason and the nearest true fact (``refusals``); sums, orders and
comparisons are in ``compose_sums``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from assistant.ask.composing.coverage import boundary, coverage, silent_words
from assistant.ask.composing.from_text import quoted_lines
from assistant.ask.composing.items import items
from assistant.ask.composing.met import compose_met, verdicts
from assistant.ask.composing.refusals import contradicted, refuse, refuse_rejected
from assistant.ask.composing.side_by_side import side_by_side
from assistant.ask.composing.sums import compare, rank, total
from assistant.ask.composing.wording import Library, capital, counted, document_words, span_of, units
from assistant.ask.composing.worked import (
    added_changes,
    after_flows,
    between,
    communes_beside,
    following,
    fulfilments,
    left_of,
    parts_held,
    shared_figures,
    shares_of_commune,
)
from assistant.ask.retrieving.second_look import Seen
from assistant.ask.tallying.implied import with_earlier
from assistant.ask.tallying.met import is_part_of_year
from assistant.ask.tallying.tally import asks_members, documents_of, height, rows_of
from assistant.ask.understanding.asked_units import asked_units
from assistant.ask.understanding.kinds import asks_result
from assistant.ask.understanding.reading import (
    conditions_words,
    indicator_name,
    lower_first,
    measure_words,
    place_words,
)
from assistant.ask.understanding.vocabulary import WHOLE_YEAR
from assistant.language.catalogue import catalogue, convert
from assistant.language.quantities import find_quantities, format_number
from assistant.language.text import normalise
from assistant.types import (
    DERIVED_DECIMALS,
    Derived,
    Draft,
    Indicator,
    Kind,
    Operation,
    Question,
    Span,
    Statement,
    Tally,
    Verdict,
)

_GROUPS: tuple[Verdict, ...] = ("match", "boundary", "no_match")
_KIND_VERBS: dict[Kind | None, str] = {
    "target": "đặt chỉ tiêu",
    "actual": "có kết quả",
    None: "có chỉ tiêu hoặc kết quả",
}
_KIND_NOUNS: dict[Kind | None, str] = {"target": "chỉ tiêu", "actual": "kết quả", None: ""}


def compose_ledger(
    question: Question,
    tally: Tally,
    books: Library,
    *,
    nearest: Sequence[Indicator],
    rejected: Sequence[Indicator] = (),
    look: Callable[[Question], Seen] | None = None,
) -> Draft:
    """The answer to a question over rows; ``nearest`` are rows of the indicator outside the question's limits.

    ``rejected`` are rows that would answer, had staff not rejected them; ``look`` looks for a question in the text.
    """
    if question.intent == "missing":
        return _missing(question, tally, books)
    if question.met is not None:
        return compose_met(question, tally, books, nearest)
    if not (tally.match or tally.boundary or tally.no_match):
        if rejected:
            return refuse_rejected(question, tally, books, rejected)
        return refuse(question, tally, books, nearest)
    statements = tuple(_statements(question, tally, books, nearest, look))
    rows = _rows(tally)
    if question.intent == "compare" and not question.indicators:
        # Of whole units only what is held together is shown.
        cited = {span for statement in statements for span in statement.spans}
        rows = tuple((row, verdict) for row, verdict in rows if span_of(row) in cited)
    if (lead := _in_no_such_unit(question, tally)) is not None:
        return Draft("abstained", (lead, *statements), rows)
    if (
        "verdict" in question.operations
        and asks_result(question.text)
        and {row.kind for row, _ in rows} == {"target"}
    ):
        return Draft("abstained", (Statement("Văn bản không nêu kết quả; chỉ nêu chỉ tiêu:"), *statements), rows)
    of_parts = all(row.kind == "actual" and is_part_of_year(row) for row, _ in rows)
    if question.part_of_year == WHOLE_YEAR and rows and of_parts:
        lead = Statement("Văn bản không nêu kết quả cả năm; chỉ nêu:")
        return Draft("abstained", (lead, *statements), rows)
    return Draft("answered", statements, rows)


def _in_no_such_unit(question: Question, tally: Tally) -> Statement | None:
    """That no figure is in the unit in which a level is asked for ("bao nhiêu tỷ đồng"): the text says only by how
    much it changed, or which share of the plan it is.
    """
    asks_level = question.intent == "lookup" and not question.operations
    units = [each for each in asked_units(question.text) if asks_level and not each.startswith(("%", "điểm"))]
    rows = rows_of(tally.match)
    if not units or question.also or any(row.measure == "level" for row in rows):
        return None
    if any(convert(1.0, unit, to=row.unit) is not None for unit in units for row in rows):
        return None
    return Statement(f"Văn bản không nêu số tuyệt đối ({', '.join(units)}); chỉ nêu:")


def _rows(tally: Tally) -> tuple[tuple[Indicator, Verdict], ...]:
    groups = zip(_GROUPS, (tally.match, tally.boundary, tally.no_match), strict=True)
    return tuple((row, verdict) for verdict, each in groups for row in rows_of(each))


def _statements(
    question: Question,
    tally: Tally,
    books: Library,
    nearest: Sequence[Indicator],
    look: Callable[[Question], Seen] | None,
) -> list[Statement]:
    if question.places and question.any_of and not asks_members(question):
        return [
            *_judged(question, tally, books),
            *_by_month(question, tally),
            *_named(question, tally, books),
            *contradicted(question, tally, books, nearest),
        ]
    if question.intent in ("sum", "mean", "rank", "superlative") and not tally.match:
        # What no unit fulfils is neither added up nor put in order.
        answer = [_lead(replace(question, intent="filter"), tally, books)]
    elif question.intent in ("sum", "mean"):
        answer = total(question, tally, books)
        if any(not place.documents and not place.members for place in question.places):
            # "… để so với mức chung toàn xã"
            answer += items(question, communes_beside(rows_of(tally.match), nearest), books)
    elif question.intent == "rank":
        answer = rank(question, tally, books)
    elif question.intent == "compare" and (table := side_by_side(question, tally, books, outside=nearest, look=look)):
        answer = [*table, *_held_together(question, tally, books)]
    elif question.intent == "compare" or _is_trend(question):
        answer = [
            _lead(question, tally, books),
            *items(question, rows_of(tally.match), books),
            *_held_together(question, tally, books),
        ]
    else:
        answer = [_lead(question, tally, books), *items(question, rows_of(tally.match), books)]
        asked = set(question.operations)
        answer += fulfilments(rows_of(tally.match), books) if asked & {"fulfilment", "share"} else []
        of_plan = "share" in asked and "target" in {each.kind for each in question.references}
        untold = of_plan and not _says_share_of_plan(question, rows_of(tally.match))
        answer += _held_together(question, tally, books) if asked & _OF_TWO or untold else []
        answer += [] if of_plan else parts_held(question, rows_of(tally.match), books, beside=nearest)
        answer += left_of(rows_of(tally.match), books) if asked & {"rest", "remainder"} else []
    follows = following(question, nearest, books) if question.intent in ("lookup", "list", "compare") else []
    answer += [statement for _, statement in follows]
    answer += after_flows(question, rows_of(tally.match), books) if question.intent == "lookup" else []
    answer += added_changes(question, rows_of(tally.match), books) if question.intent == "lookup" else []
    verdict = verdicts(question, rows_of(tally.match), books) if "verdict" in question.operations else []
    shared = shared_figures(question, rows_of(tally.match), books) if "each" in question.operations else []
    if "share" in question.operations and any(place.documents for place in question.places):
        shared += shares_of_commune(question, rows_of(tally.match), nearest, books)
    return [
        *answer,
        *verdict,
        *shared,
        *_by_month(question, tally),
        *_named(question, tally, books),
        *_also_asked(question, tally, books, nearest),
        *_unstated(question, tally, books, look),
        *_unstated_years(question, tally, books, look, told={each.year for each, _ in follows}),
        *_unstated_kinds(question, tally, books, look),
        *boundary(question, tally, books),
        *coverage(question, tally, books),
    ]


def _says_share_of_plan(question: Question, rows: Sequence[Indicator]) -> bool:
    """Whether a document says itself how much of the plan of a whole year was reached."""
    said = [row for row in rows if row.measure == "vs_plan" and row.unit.startswith("%") and not is_part_of_year(row)]
    return any(not question.years or row.year in question.years for row in said)


_OF_TWO: frozenset[Operation] = frozenset({"difference", "percent", "times", "to_go"})


def _held_together(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """How far figures are apart; what is missing to a plan is told of the two that belong together or not at all."""
    worked = between(question, rows_of(tally.match), books)
    told = (
        worked
        or {"to_go", "share"} & set(question.operations)
        or (question.intent != "compare" and not _is_trend(question))
    )
    return worked if told else compare(question, tally, books)


def _is_trend(question: Question) -> bool:
    return question.intent == "lookup" and len(question.years) > 1


_OTHER_KIND: dict[Kind | None, str] = {
    "target": "Tính theo chỉ tiêu đặt ra:",
    "actual": "Tính theo kết quả đã thực hiện:",
}


def with_other_kind(draft: Draft, question: Question, tally: Tally, books: Library) -> Draft:
    """The answer with what figures of the other kind say beside it, where the question says none; ``question`` is the
    one that asks for these.
    """
    rows = rows_of(tally.match)
    if draft.outcome != "answered" or not rows:
        return draft
    beside = [Statement(_OTHER_KIND[question.kind]), *items(question, rows, books)]
    at = next((at for at, each in enumerate(draft.statements) if each.part != "answer"), len(draft.statements))
    return replace(draft, statements=(*draft.statements[:at], *beside, *draft.statements[at:]))


def with_other_end(draft: Draft, question: Question, tally: Tally, books: Library) -> Draft:
    """The highest with the lowest beside it, or the other way round; ``question`` is the one that asks for this."""
    rows = rows_of(tally.match)
    if draft.outcome != "answered" or not rows:
        return draft
    beside = [_lead(question, tally, books), *items(question, rows, books)]
    at = next((at for at, each in enumerate(draft.statements) if each.part != "answer"), len(draft.statements))
    return replace(draft, statements=(*draft.statements[:at], *beside, *draft.statements[at:]))


# -- a condition asked of named places ---------------------------------------------------------------


def _judged(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """A condition asked of named places: yes or no, then each figure with its verdict."""
    condition = conditions_words(question.any_of)
    where = ", ".join(map(place_words, question.places))
    yes = "Có" if tally.match and not (tally.boundary or tally.no_match) else "Không"
    if not tally.match and tally.boundary and not tally.no_match:
        yes = "Chưa bảo đảm"
    opening = f"{yes}: " if question.yes_no and (yes != "Không" or not tally.match) else ""
    text = f"{names_words(question)} của {where} so với mức {condition}:"
    lead = Statement(f"{opening}{text}" if opening else capital(text), labels=(*labels(question), condition))
    words = {"match": f"đạt mức {condition}", "boundary": f"đúng ở mốc, chưa bảo đảm {condition}"}
    groups = (("match", tally.match), ("boundary", tally.boundary), ("no_match", tally.no_match))
    found = [lead]
    for name, counts in groups:
        said = words.get(name, f"không đạt mức {condition}")
        equal = question.clauses[0].condition.comparator == "="
        said = said.replace("đạt mức", "đúng mức") if equal else said
        found += items(question, rows_of(counts), books, mark=f" — {said}")
    return found


# -- who does not state it ---------------------------------------------------------------------------


def _missing(question: Question, tally: Tally, books: Library) -> Draft:
    """Who does not state the indicator: the silent documents, each with what it is.

    Where another document of the same unit and year states it, the unit does: that is told apart.
    """
    names = names_words(question)
    stated = {_unit_and_year(each.document_id, books) for each in (*tally.match, *tally.boundary, *tally.no_match)}
    ids = [each for each in tally.silent if each not in tally.written]
    words = {each: document_words(books.of(each)) for each in ids}
    beside = list(dict.fromkeys(words[each] for each in ids if _unit_and_year(each, books) in stated))
    silent = list(dict.fromkeys(words[each] for each in ids if _unit_and_year(each, books) not in stated))
    noun = unit_noun(question)
    if not silent and not tally.written:
        text = f"Mọi {noun} trong phạm vi câu hỏi đều nêu số liệu về {names}."
        first = Statement(text, labels=labels(question))
    else:
        text = f"Có {len(silent)} văn bản của {noun} không nêu số liệu về {names}:"
        first = Statement(text, derived=(counted(len(silent)),), labels=labels(question))
    listed = [Statement(f"- {capital(unit)}", labels=(unit, capital(unit))) for unit in silent]
    others = [Statement(f"{_STATED_BESIDE} {'; '.join(beside)}.", labels=(*beside,))] if beside else []
    written = silent_words(replace(tally, silent=tally.written), books, part="answer")
    return Draft("answered", (first, *listed, *others, *written, *coverage(question, tally, books)))


_STATED_BESIDE = "Không tính văn bản mà cùng đơn vị, cùng năm đã có văn bản khác nêu:"


def _unit_and_year(document_id: str, books: Library) -> tuple[object, ...]:
    return (books.unit_of(document_id), books.of(document_id).identity.target_year)


def _unstated(
    question: Question, tally: Tally, books: Library, look: Callable[[Question], Seen] | None
) -> list[Statement]:
    """The indicators and the places of a question that its rows say nothing of: a half answer says so.

    What the text says of such an indicator is quoted.
    """
    if not question.places:
        return []
    found = {row.indicator or row.label for row in rows_of(tally.match)}
    missing = [each for each in question.indicators if each not in found] if len(question.indicators) > 1 else []
    statements = []
    if question.any_of:
        missing = []
    for each in list(missing) if look is not None else ():
        written = look(replace(question, indicators=(each,), words=())).clear if look is not None else ()
        if written:
            missing.remove(each)
            about = capital(lower_first(indicator_name(each)))
            statements.append(
                Statement(f"{about} (chưa đọc được thành số liệu trong sổ), văn bản ghi:", labels=(about,))
            )
            statements += quoted_lines(written, books)
            continue
        beside = _beside_it(each, rows_of(tally.match), books)
        if beside is not None:
            missing.remove(each)
            about = lower_first(indicator_name(each))
            opening = f"Chưa đọc được {about} thành số liệu trong sổ; cùng câu với số liệu trên văn bản ghi"
            text = f"{opening}: “{beside.quote}”"
            statements.append(Statement(text, (beside,), labels=(about,)))
    if missing:
        names = ", ".join(lower_first(indicator_name(each)) for each in missing)
        where = ", ".join(map(place_words, question.places))
        statements.append(Statement(f"Văn bản của {where} không nêu: {names}.", labels=(names, where)))
    if len(question.places) > 1:
        statements += silent_words(tally, books, part="answer")
    return statements


def _beside_it(indicator: str, rows: Sequence[Indicator], books: Library) -> Span | None:
    """The sentence of one of ``rows`` that begins as the indicator's name does and has another figure in its unit:
    the whole of what is read there ("thu 12.350 triệu đồng, trong đó tiền đất 7.480 triệu đồng").
    """
    entry = catalogue().entries.get(indicator)
    if entry is None:
        return None
    heads = {normalise(name).split()[0] for name in (*entry.synonyms, *entry.phrases)}
    for row in rows:
        span = sentence_of(row, books)
        figures = [
            each for each in find_quantities(span.quote) if span.quote[each.start : each.end] not in row.figure
        ]
        first = next((each for each in figures if convert(1.0, each.unit, to=entry.unit) is not None), None)
        if first is not None and heads & set(normalise(span.quote[: first.start]).split()):
            return span
    return None


def sentence_of(row: Indicator, books: Library) -> Span:
    """The sentence that a row stands in."""
    line = _paragraph(row, books)
    at = row.start - line.start
    start = max((match.end() for match in _SENTENCE_END.finditer(line.quote, 0, max(at, 0))), default=0)
    end = _SENTENCE_END.search(line.quote, at)
    quote = line.quote[start : end.start() + 1 if end else len(line.quote)]
    return replace(line, start=line.start + start, end=line.start + start + len(quote), quote=quote)


_SENTENCE_END = re.compile(r"[.!?;](?=\s)\s*")


def _unstated_years(
    question: Question,
    tally: Tally,
    books: Library,
    look: Callable[[Question], Seen] | None,
    *,
    told: AbstractSet[int] = frozenset(),
) -> list[Statement]:
    """The years of a question on one named place that no row is of, with what the text says of them; not those that
    were ``told`` otherwise.
    """
    found = {row.year for row in with_earlier(rows_of(tally.match))} | told
    several = question.intent in ("lookup", "list") and len(question.years) > 1
    asked_alone = several and len(question.places) == 1 and not question.any_of and look is not None
    statements = []
    for year in question.years if asked_alone and found else ():
        if year in found:
            continue
        written = look(replace(question, years=(year,))).clear if look is not None else ()
        where = ", ".join(map(place_words, question.places))
        if written:
            opening = f"Năm {year} (chưa đọc được thành số liệu trong sổ), văn bản ghi:"
            statements += [Statement(opening, labels=(f"Năm {year}",)), *quoted_lines(written, books)]
        else:
            text = f"Không thấy số liệu năm {year} trong văn bản của {where}."
            statements.append(Statement(text, labels=(f"năm {year}", where)))
    return statements


def _also_asked(question: Question, tally: Tally, books: Library, nearest: Sequence[Indicator]) -> list[Statement]:
    """Figures asked for beside a condition: "xã nào thu nhập trên 58 triệu và thu ngân sách bao nhiêu"."""
    conditioned = {clause.indicator for clause in question.clauses}
    wanted = [each for each in question.indicators if each not in conditioned] if conditioned else []
    documents = {each.document_id for each in tally.match}
    rows = [
        row
        for row in nearest
        if row.indicator in wanted and row.document_id in documents and question.kind in (None, row.kind)
    ]
    return items(question, rows, books) if rows else []


def _unstated_kinds(
    question: Question, tally: Tally, books: Library, look: Callable[[Question], Seen] | None
) -> list[Statement]:
    """Of a result and a plan that are both asked for the one that no row is of, where the text has it."""
    rows = rows_of(tally.match)
    asked = question.references if len(question.indicators) == len(question.places) == 1 and look is not None else ()
    if len({each.kind for each in asked}) < _PAIR or not rows:
        return []
    found: list[Statement] = []
    for each in asked:
        kind: Kind = each.kind or "actual"
        if look is None or any((row.kind, row.year) == (kind, each.year) for row in rows):
            continue
        if written := look(replace(question, years=(each.year,), kind=kind, references=())).clear:
            opening = f"{_KIND_NOUNS[kind].capitalize()} năm {each.year} (chưa đọc được thành số liệu trong sổ)"
            found += [Statement(f"{opening}, văn bản ghi:", labels=(opening,)), *quoted_lines(written, books)]
    return found


# -- the first sentence ------------------------------------------------------------------------------


def _lead(question: Question, tally: Tally, books: Library) -> Statement:
    """How many, of what, under which condition."""
    about = _about(question)
    if question.intent in ("filter", "count"):
        number = len(units(books.of(each.document_id) for each in tally.match))
        condition = f" {conditions_words(question.any_of)}" if question.any_of else ""
        if len({clause.indicator for clause in question.clauses}) > 1:
            about, condition = _KIND_VERBS[question.kind], f" {conditions_words(question.any_of)}"
        noun = unit_noun(question)
        opening = f"Có {number} {noun} {about}{condition}:" if number else f"Không có {noun} nào {about}{condition}."
        return Statement(opening, derived=(counted(number),), labels=(*labels(question), condition.strip()))
    if question.intent == "superlative":
        extreme = "cao nhất" if question.highest else "thấp nhất"
        condition = f" có mức {conditions_words(question.any_of)}" if question.any_of else ""
        text = f"{capital(about)} {extreme} trong các {unit_noun(question)} đã xét{condition}:"
        return Statement(text, labels=(*labels(question), condition))
    return Statement(f"{_yes_or_no(question, tally, books)}{capital(about)}:", labels=labels(question))


def _yes_or_no(question: Question, tally: Tally, books: Library) -> str:
    """The first word of an answer to a question without a figure of its own: "có đạt kế hoạch không"."""
    if not question.yes_no:
        return ""
    rows = rows_of(tally.match)
    if question.intent == "compare" and len(question.places) == _PAIR:
        return _compared(question, rows, books)
    short = any(row.of is not None and row.value < row.of for row in rows)
    missed = any(row.measure == "vs_plan" and (row.direction == "hụt" or _is_below_plan(row)) for row in rows)
    return "Không. " if missed else "Chưa. " if short else "Có. "


_PAIR = 2  # units that are held against each other


def _compared(question: Question, rows: Sequence[Indicator], books: Library) -> str:
    """Whether the first unit's figure is higher than the second's (or lower, where that is asked)."""
    documents = books.units
    meant = ({each.document_id for each in documents_of(place, documents)} for place in question.places)
    first, second = ([row for row in rows if row.document_id in ids] for ids in meant)
    if len(first) != 1 or len(second) != 1:
        return ""
    higher = height(first[0]) > height(second[0])
    lower = height(first[0]) < height(second[0])
    return "Có. " if (higher if question.highest else lower) else "Không. "


def _is_below_plan(row: Indicator) -> bool:
    return row.direction is None and row.value < _WHOLE_PLAN


_WHOLE_PLAN = 100.0  # percent


def _by_month(question: Question, tally: Tally) -> list[Statement]:
    """A yearly figure by the month, where that is asked for."""
    by_month = any("tháng" in clause.condition.unit for clause in question.clauses)
    rows = rows_of(tally.match) if question.per_month and not by_month else []
    found = []
    for row in rows:
        if row.unit.endswith("/năm"):
            value = round(row.value / _MONTHS, DERIVED_DECIMALS)
            text = f"Chia đều theo tháng: {format_number(value)} {row.unit.removesuffix('năm')}tháng (làm tròn)."
            made = Derived("ratio", (row.value, float(_MONTHS)), value)
            found.append(Statement(text, derived=(made,)))
    return found


_MONTHS = 12


def _named(question: Question, tally: Tally, books: Library) -> list[Statement]:
    """The whole paragraph around a figure, where the question asks for what the figure counts."""
    rows = rows_of(tally.match) if question.naming and not _names_units(question) else []
    if not 0 < len(rows) <= _MAX_NAMED:
        return []
    spans = dict.fromkeys(_paragraph(row, books) for row in rows)
    return [Statement(f"Nguyên văn: “{span.quote}”", spans=(span,)) for span in spans if len(span.quote) > _SHORT]


def _names_units(question: Question) -> bool:
    """Whether what is to be named are the units that fulfil a condition, and nothing that a figure counts."""
    over_units = question.intent in ("filter", "count", "superlative", "rank")
    of_one = any(place.name and not place.members for place in question.places)
    return over_units and not of_one and bool(question.any_of or question.levels)


_MAX_NAMED = 4  # figures whose paragraphs are quoted
_SHORT = 40  # characters; a shorter paragraph says no more than its figure
_LONGEST = 1200  # characters of a paragraph that an answer quotes


def _paragraph(row: Indicator, books: Library) -> Span:
    """The line that a row stands in."""
    text = books.of(row.document_id).text
    start = text.rfind("\n", 0, row.start) + 1
    end = text.find("\n", row.end)
    end = min(end if end >= 0 else len(text), start + _LONGEST)
    return Span(row.document_id, row.section, start, end, text[start:end])


def labels(question: Question) -> tuple[str, ...]:
    """Names in the first sentence, which are no figures: "trẻ dưới 5 tuổi", years and places of the question."""
    names = (lower_first(indicator_name(each)) for each in question.indicators)
    told = names_words(question)
    return (told, capital(told), *names, *map(str, question.years), *map(place_words, question.places))


def names_words(question: Question) -> str:
    """The indicators asked for; a change is said to be one ("mức giảm tỷ lệ hộ nghèo")."""
    if not question.indicators:
        return f"chỉ tiêu {', '.join(question.areas)}" if question.areas else "chỉ tiêu"
    measure = measure_words(question)
    of = " của" if question.measure == "vs_plan" else ""
    verb = f"{measure}{of} " if measure else ""
    return " và ".join(f"{verb}{lower_first(indicator_name(indicator))}" for indicator in question.indicators)


def _about(question: Question) -> str:
    """As in "đặt chỉ tiêu thu nhập bình quân đầu người năm 2024"."""
    words = _KIND_VERBS if question.intent in ("filter", "count") else _KIND_NOUNS
    names = names_words(question)
    entry = catalogue().entries.get(question.indicators[0]) if question.indicators else None
    kind = (
        ""
        if question.intent not in ("filter", "count") and entry and entry.unit == "chỉ tiêu"
        else words[question.kind]
    )
    kind = "" if kind == names else kind
    where = f"của {', '.join(map(place_words, question.places))}" if question.places else ""
    kind = kind if not names.startswith("chỉ tiêu") else ""
    return " ".join(part for part in (kind, names, years_words(question), where) if part)


def years_words(question: Question) -> str:
    """As in "năm 2023, 2024"; "" where the question names none."""
    return f"năm {', '.join(map(str, question.years))}" if question.years else ""


def unit_noun(question: Question) -> str:
    """What the question counts: "xã"; "đơn vị" where it asks for all."""
    return ", ".join(question.levels) if question.levels else "đơn vị"
