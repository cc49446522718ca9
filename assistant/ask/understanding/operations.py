"""Arithmetic that a question asks for, and the figures that it is to be done with.

An operation is a word that compares ("hơn", "tăng", "gấp", "chiếm") with an amount that is asked for ("bao nhiêu tỷ",
"mấy phần trăm", "mấy lần"). Its operands are the kinds and years that stand together in the question: in "kế hoạch
2023 hơn thực hiện 2022" the target of 2023 and the result of 2022, and never the target of 2022.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.ask.understanding.slots import asked_unit
from assistant.ask.understanding.words import Asked, Words, lists, pattern
from assistant.language.catalogue import asking_catalogue, catalogue
from assistant.language.dates import find_years, part_of_year
from assistant.language.quantities import find_quantities, parse_number
from assistant.language.tables import load_table
from assistant.language.text import fold, has_diacritics, normalise
from assistant.types import Kind, Operation, Question, Reference

_SPACE = r"\s+"
_FEW = r"(?:[^\s,;?.]+\s+){0,5}?"  # words between the parts of an operation: "hơn năm trước bao nhiêu tấn"


def _table() -> Mapping[str, Mapping[str, object]]:
    return load_table("assistant.ask.understanding", "operations.toml")


@cache
def _list(name: str) -> Words:
    words = _table()[name]["words"]
    return pattern(words) if isinstance(words, list) else pattern(())


@cache
def _sequence(*names: str, few: bool = False) -> Words:
    """Words of one list after another, side by side; with ``few`` some words may stand between the first two."""
    parts = [_list(name) for name in names]
    gap = rf"{_SPACE}{_FEW}" if few else _SPACE

    def joined(patterns: Sequence[str]) -> re.Pattern[str]:
        first, *rest = patterns
        return re.compile(first + "".join(f"{gap if not at else _SPACE}{each}" for at, each in enumerate(rest)))

    return Words(joined([each.exact.pattern for each in parts]), joined([each.folded.pattern for each in parts]))


def read_operations(asked: Asked) -> tuple[Operation, ...]:
    """The operations that the words ask for, whatever the figures are."""
    words = replace(asked, words=asked.words.replace("%", " % "))
    amount = words.find(_list("amount")) is not None
    said: Mapping[Operation, bool] = {
        "times": words.find(_sequence("multiplied", "amount", "times", few=True)) is not None,
        "share": any(words.find(_sequence(*each, "amount", "percent")) is not None for each in _SHARES)
        or _asks_of_its_plan(asked),
        "parts": words.find(_list("together")) is not None and broken_down(asked) is None,
        "breakdown": broken_down(asked) is not None,
        "remainder": amount and (words.find(_list("rest")) is not None or bool(taken_away(words))),
        "rest": words.find(_sequence("amount", "not_reached", few=True)) is not None,
        "back": amount and words.find(_list("worked_out")) is not None,
        "verdict": asks_verdict(asked),
        "to_go": amount and (_is_to_go(words) or share_of_plan(asked) is not None),
        "each": amount and shared_out(asked) is not None,
    }
    return tuple(dict.fromkeys((*_of_comparison(words), *(each for each, is_said in said.items() if is_said))))


_SHARES = (("shared",), ("shared", "about"))


def _asks_of_its_plan(asked: Asked) -> bool:
    """Whether it is asked by how many per cent of it a plan was reached: "đạt mấy % kế hoạch"."""
    words = " ".join(asked.words.replace("%", " % ").split())
    return _written("of_its_plan", plain=asked.plain).search(words) is not None


def share_of_plan(asked: Asked) -> float | None:
    """The per cent of the plan up to which it is asked what must be done: 50 of "muốn được 50% dự toán thì phải thu
    thêm bao nhiêu".
    """
    found = _written("share_of_plan", plain=asked.plain).search(asked.words)
    must = found is not None and replace(asked, words=asked.words[found.end() :]).find(
        _sequence("must", "amount", few=True)
    )
    return parse_number(found[1]) if found is not None and must else None


def _of_comparison(words: Asked) -> Iterator[Operation]:
    """What "hơn …", "tăng …" with an amount asks for: in the unit of the figures, in per cent, in times."""
    apart = words.find(_sequence("apart", "amount", few=True)) or words.find(_sequence("amount", "apart"))
    if words.says("up_or_down"):
        yield "difference"
    if apart is None:
        return
    after = replace(words, words=words.words[apart.start() :])
    percent = after.find(_sequence("amount", "percent")) is not None
    if after.find(_sequence("amount", "times")) is not None:
        yield "times"
    if percent:
        yield "percent"
    if not percent or len(after.all(_list("amount"))) > 1:
        yield "difference"


def compared_spans(asked: Asked) -> list[tuple[int, int]]:
    """Where words stand that say how figures are to be held against each other or over which time they are:
    "hơn", "gấp", "lần", "chiếm", "mỗi năm".
    """
    return [match.span() for name in _OF_COURSE for match in asked.all(_list(name))]


_OF_COURSE = (
    "apart",
    "multiplied",
    "times",
    "shared",
    "percent",
    "rest",
    "to_go",
    "more",
    "verdict_verbs",
    "verdict_of",
    "spans_of_time",
    "evenly",
)


def shared_out(asked: Asked) -> tuple[str, int | None] | None:
    """To what a figure is to be shared out evenly, and how many of them the question says there are: ("năm", None) of
    "chia đều mỗi năm mấy ha", ("thôn", 9) of "chia đều cho 9 thôn"; None where it is not.
    """
    if asked.find(_list("evenly")) is None and asked.find(_list("every_year")) is None:
        return None
    found = list(_written("each", plain=asked.plain).finditer(asked.words))
    if not found:
        return None
    noun = found[-1][2]
    if _marked(noun) not in TIMES and _is_of_each(asked):
        return None
    said = [match for match in _written("counted_each", plain=asked.plain).finditer(asked.words) if match[2] == noun]
    return _marked(noun), int(said[0][1]) if said else None


def _is_of_each(asked: Asked) -> bool:
    """Whether a question names only figures that already are one of each ("thu nhập bình quân đầu người", a rate):
    those of several units are no parts of a whole.
    """
    found = asking_catalogue().find(asked.words, without_diacritics=asked.plain)
    spans = {(match.start, match.end) for match in found}
    longest = [each for each in found if not any(_lies_in((each.start, each.end), other) for other in spans)]
    return bool(longest) and all("/" in each.entry.unit or each.entry.unit.startswith("%") for each in longest)


def _lies_in(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def is_of_whole_term(text: str) -> bool:
    """Whether words say of a figure that it is one of all years of a term together."""
    return Asked(text, normalise(text), plain=not has_diacritics(text)).find(_list("whole_term")) is not None


def asks_change(text: str) -> bool:
    """Whether it is asked how a figure went up or down: "mỗi năm tăng bao nhiêu"."""
    asked = Asked(text, normalise(text), plain=not has_diacritics(text))
    return asked.says("increase") or asked.says("decrease")


def asked_operations(text: str) -> tuple[Operation, ...]:
    """The operations that the words of a text ask for: "chiếm mấy phần trăm" for a share."""
    return read_operations(Asked(text, normalise(text), plain=not has_diacritics(text)))


def without_shared(asked: Asked) -> Asked:
    """Without the units that a figure is only to be shared out to ("cho 9 thôn"): they are not asked about."""
    shared = shared_out(asked)
    if shared is None or shared[1] is None:
        return asked
    found = [match for match in _written("each", plain=asked.plain).finditer(asked.words) if match[1]]
    nouns = {match[2] for match in found}
    every = [match for match in _written("each", plain=asked.plain).finditer(asked.words) if match[2] in nouns]
    return asked.unnamed(match.span() for match in (*found, *every))


@cache
def _marked(noun: str) -> str:
    """What is shared out to with its marks: "năm" of "nam"."""
    return next((each for each in _EACH if noun in (each, fold(each))), noun)


TIMES = ("năm", "tháng", "quý")
_EACH = (*TIMES, "thôn", "bản", "xóm", "ấp", "buôn", "làng", "khóm", "tổ dân phố", "xã", "phường")


def asks_verdict(asked: Asked) -> bool:
    """Whether it is asked, beside the figures, if the target was reached: "… giao mấy, có đạt không", "có hoàn thành
    chỉ tiêu thu ngân sách không, đạt bao nhiêu".
    """
    if asked.find(_list("verdict_against")) is not None and _ends_with_how(asked):
        return True
    if not asked.says("values"):
        return False
    ends = (("verdict_verbs", "verdict_ends"), ("verdict_verbs", "verdict_of", "verdict_ends"))
    if any(asked.find(_sequence(*each)) is not None for each in ends):
        return True
    of_named = asked.all(_sequence("verdict_verbs", "verdict_of"))
    clauses = (re.split(r"[,;.?]", asked.words[match.end() :])[0].rstrip() for match in of_named)
    return any(replace(asked, words=each).ends_with(_list("verdict_ends")) for each in clauses)


def _ends_with_how(asked: Asked) -> bool:
    return replace(asked, words=asked.words.rstrip(" ?.!")).ends_with(_list("verdict_how"))


def read_rate(asked: Asked) -> float | None:
    """As in "tăng 8% so ước 2016": the per cent by which a base is to go up or (negative) down."""
    for quantity in find_quantities(asked.text, words=False):
        clause = re.split(r"[,;.?]", asked.words[: quantity.start])[-1]
        before = replace(asked, words=re.split(r"\d", clause)[-1])
        ways = [(match.end(), sign) for name, sign in _WAYS for match in before.all(_list(name))]
        against = re.match(r"\s*so(?!\w)", asked.words[quantity.end :])
        if quantity.unit == "%" and ways and against is not None:
            return max(ways)[1] * quantity.value
    return None


_WAYS = (("up", 1.0), ("down", -1.0))


# -- kinds and years that stand together -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Mark:
    """A word of a kind, a year or a break, where it stands."""

    start: int
    end: int
    kind: Kind | None = None
    year: int | None = None


def read_references(asked: Asked, *, last_year: int | None = None) -> tuple[Reference, ...]:
    """The kinds and years of the question that stand together, in its order.

    A kind goes with the year after it up to the next break, else with the one before it; one without any year with
    the year before. ``last_year`` is what "năm trước" is.
    """
    found: list[Reference] = []
    year_before: int | None = None
    asked = asked.without(match.span() for match in asked.all(lists()["set_beside"]))
    for clause in _clauses(asked, last_year):
        kinds: tuple[Kind | None, ...] = tuple(mark.kind for mark in clause if mark.kind is not None)
        years = [mark.year for mark in clause if mark.year is not None]
        for year in years or ([year_before] if year_before and kinds else []):
            found += [Reference(kind, year) for kind in (kinds or (None,))]
        year_before = years[-1] if years else year_before
    return tuple(dict.fromkeys(found))


def _clauses(asked: Asked, last_year: int | None) -> list[list[_Mark]]:
    """The marks between two breaks; a clause that names two years with a kind each is two."""
    years = [_Mark(each.start, each.end, year=each.value) for each in find_years(asked.text)]
    if last_year is not None:
        years += [_Mark(*match.span(), year=last_year) for match in asked.all(lists()["last_year"])]
    kinds = [_Mark(*match.span(), kind=kind) for kind in _KINDS for match in asked.all(_kind_words(kind))]
    lists_of_years = [match.span() for match in _YEARS.finditer(asked.words)]
    breaks = [
        match.start()
        for match in _written("breaks", plain=asked.plain).finditer(asked.words)
        if not any(start <= match.start() < end for start, end in lists_of_years)
    ]
    clauses: dict[int, list[_Mark]] = {}
    for mark in sorted((*years, *_longest(kinds)), key=lambda mark: mark.start):
        clauses.setdefault(sum(at < mark.start for at in breaks), []).append(mark)
    return [part for _, clause in sorted(clauses.items()) for part in _parted(clause)]


def _parted(clause: Sequence[_Mark]) -> list[list[_Mark]]:
    """Two where each kind has its year ("kết quả 2025 và mục tiêu 2030"), or one is right before its own ("thu nhập
    2025 và mục tiêu 2026"); one in "kế hoạch và thực hiện 2025".
    """
    parts: list[list[_Mark]] = [[]]
    for mark, behind in zip(clause, (*clause[1:], None), strict=True):
        own = parts[-1]
        is_of_next = behind is not None and behind.year is not None and behind.start - mark.end <= _BESIDE
        if (
            mark.kind is not None
            and any(each.year for each in own)
            and (is_of_next or any(each.kind for each in own))
        ):
            parts.append([])
        parts[-1].append(mark)
    return [part for part in parts if part]


_BESIDE = len(" năm ")  # characters between a kind and the year that it is right before


def _longest(marks: Sequence[_Mark]) -> list[_Mark]:
    return [
        mark
        for mark in marks
        if not any(
            each.start <= mark.start and mark.end <= each.end and (each.end - each.start) > (mark.end - mark.start)
            for each in marks
        )
    ]


_KINDS: tuple[Kind, ...] = ("target", "actual")
_YEARS = re.compile(r"(?:19|20)\d{2}(?:\s*(?:,|và|va)?\s*(?:năm|nam)?\s*(?:19|20)\d{2})+")  # "năm 2021, 2022 và 2023"


@cache
def _kind_words(kind: Kind) -> Words:
    words = _table()["kinds"][kind]
    return pattern(words) if isinstance(words, list) else pattern(())


def kinds_said(text: str) -> set[Kind]:
    """The kinds that the normalised words of a head say: "Ước TH năm 2025" is of a result."""
    marks = [_Mark(*match.span(), kind=kind) for kind in _KINDS for match in _kind_words(kind).exact.finditer(text)]
    return {each.kind for each in _longest(marks) if each.kind is not None}


@cache
def _written(name: str, key: str = "pattern", *, plain: bool) -> re.Pattern[str]:
    """A pattern as the table has it; folded for a question without marks."""
    said = str(_table()[name][key])
    return re.compile(fold(said) if plain else said)


# -- into the question -------------------------------------------------------------------------------


def with_operations(question: Question, asked: Asked, before: Question | None = None) -> Question:
    """The question with its operations and what they are done with; ``before`` is the one that it leans on."""
    question = _of_counts(_with_operations(question, asked, before))
    # Beside a year that is named the last one of a term: "cuối kỳ phải đạt mấy, năm 2021 được mấy".
    twice = len(asked.all(_list("amount"))) > 1
    of_figures = bool(question.years and question.indicators and question.route == "ledger")
    if twice and of_figures and asked.find(_list("end_of_term")) is not None:
        return replace(question, operations=(*question.operations, "last"))
    beside = twice or bool(set(question.operations) & _OF_TWO)
    if (
        beside
        and of_figures
        and question.places
        and len(question.years) == 1
        and asked.find(_list("now")) is not None
    ):
        return replace(question, operations=(*question.operations, "now"), kind=None, kind_said=True)
    return question


def _of_counts(question: Question) -> Question:
    """What is added up, or is a part of a whole of the same, is a count and never its rate: "cộng hộ nghèo thôn 4 và
    thôn 5, bằng mấy phần trăm hộ nghèo cả xã".
    """
    several = "share" in question.operations and any(place.documents for place in question.places)
    if question.intent != "sum" and not several:
        return question
    entries = catalogue().entries.values()
    counts = {each.share: each.id for each in entries if each.share}
    counted = tuple(dict.fromkeys(counts.get(each, each) for each in question.indicators))
    return replace(question, indicators=counted)


def _with_operations(question: Question, asked: Asked, before: Question | None) -> Question:
    if question.indicators and asked.find(_list("latest")) is not None and not question.years:
        question = replace(question, operations=("latest",))
    if question.intent == "superlative" and asks_both_ends(asked):
        # "Nơi nào cao nhất, nơi nào thấp nhất": the other end is told beside the one.
        question = replace(question, operations=(*question.operations, "ends"))
    if question.intent in ("superlative", "rank") and asks_fulfilment(asked):
        return replace(question, operations=(*question.operations, "fulfilment"), kind=None, kind_said=True)
    of_many = question.intent in _OVER_UNITS and not question.places
    if question.route != "ledger" or not question.indicators or of_many:
        return question
    return _of_figures(_without_given(question, asked), asked, before)


def asks_both_ends(asked: Asked) -> bool:
    """Whether the highest and the lowest are both asked for."""
    pairs = (("highest", "lowest"), ("best", "worst"), ("highest", "worst"), ("best", "lowest"))
    return any(asked.says(first) and asked.says(second) for first, second in pairs)


def _of_figures(question: Question, asked: Asked, before: Question | None) -> Question:
    """A question for figures of named units with what is to be done with them."""
    operations = _operations_of(question, asked)
    references = _result_and_plan(question, asked) or _referred(
        question, asked, before, compared=bool(set(operations) & _OF_TWO)
    )
    question = replace(question, rate=share_of_plan(asked))
    rate = read_rate(asked)
    is_exact = "=" in {clause.condition.comparator for clause in question.clauses}
    if rate is not None and is_exact and asked.says("values"):
        return _with_rate(question, rate, references)
    if (start := _at_start(question, asked, before)) is not None:
        return start
    question = _of_part_left(question, asked)
    unplaced = _unplaced(asked, question)
    parts = _named_parts(unplaced, operations)
    whole = _named_whole(unplaced) if "share" in operations else ""
    operations = (*question.operations, *operations)
    question = replace(question, operations=operations, named_parts=parts, named_whole=whole)
    question = replace(question, unit=asked_unit(asked.words))
    if "each" in operations and (shared := shared_out(asked)) is not None:
        question = replace(question, each=shared[0], each_of=shared[1])
    if "verdict" in operations:
        question = replace(question, kind=None, kind_said=True, measure=None, direction=None, met=None)
    if "to_go" in operations and not references:
        return replace(question, intent="compare", measure=None, direction=None, kind=None, kind_said=True)
    of_terms = not (references or question.years) and asked.find(_list("last_term")) is not None
    if of_terms and set(operations) & _OF_TWO:
        return replace(question, intent="compare", measure=None, direction=None, kind=None, kind_said=True)
    years = tuple(dict.fromkeys(each.year for each in references))
    if set(question.years) - set(years) and len(question.years) > _TWO:
        return question  # "từ năm 2022 đến 2024" is of every year between
    if set(operations) & _OF_TWO and len(references) > 1:
        question = replace(question, intent="compare", measure=None, direction=None, years=years)
    if len({each.kind for each in references}) == 1 or not references:
        # "So với chỉ tiêu năm 2024" after a target of 2025 is of the two targets.
        of_two = bool(set(operations) & _OF_TWO) and len(references) > 1
        of_one = references[0].kind if of_two and question.kind is None else question.kind
        return replace(question, kind=of_one)
    return replace(question, references=references, kind=None, kind_said=True, years=years)


def _operations_of(question: Question, asked: Asked) -> tuple[Operation, ...]:
    """What the words ask for; what is missing to a plan only of one year: "từ 2026 đến 2030 phải giảm thêm" asks for
    a change.
    """
    operations = read_operations(asked)
    return tuple(each for each in operations if each != "to_go" or len(question.years) < _TWO)


def _result_and_plan(question: Question, asked: Asked) -> tuple[Reference, ...]:
    """What a question holds together that asks how much of its plan was reached, and names one year."""
    if len(question.years) != 1 or not _asks_of_its_plan(asked):
        return ()
    return (Reference(None, question.years[0]), Reference("target", question.years[0]))


def _at_start(question: Question, asked: Asked, before: Question | None) -> Question | None:
    """As in "giảm 38 hộ nghèo, vậy đầu năm có mấy hộ": the level of the year before is asked for."""
    changed = asked.says("decrease") or asked.says("increase") or (before is not None and before.measure == "change")
    if not (changed and len(question.years) == 1 and asks_start(asked)):
        return None
    question = replace(question, intent="lookup", years=(question.years[0] - 1,), operations=("back",), any_of=())
    question = replace(question, kind=None, kind_said=True, measure=None, direction=None, figure=True)
    return replace(question, inherited=question.inherited - {"years"})


def asks_start(asked: Asked) -> bool:
    """Whether the level at the start of a year is asked for; "6 tháng đầu năm" is another thing."""
    rest = asked.without(match.span() for match in _PART_OF_YEAR.finditer(asked.words))
    return asked.says("values") and rest.find(_list("at_start")) is not None


_PART_OF_YEAR = re.compile(r"(?:tháng|thang|quý|quy)\s+(?:đầu|dau)(?:\s+(?:năm|nam))?")


def _referred(question: Question, asked: Asked, before: Question | None, *, compared: bool) -> tuple[Reference, ...]:
    """The kinds and years named, with what "năm trước" is, and what the question before was of if this names one.

    "Chỉ tiêu ấy" points at what was talked of, and a plan of another year than that is not the figure's own.
    """
    years = question.years or (before.years if before is not None else ())
    this_year = max(years, default=0)
    asked = asked.without(match.span() for match in asked.all(_list("pointed_at")))
    turned = before is not None and bool(before.years) and this_year not in before.years
    if compared and len(years) == 1 and not turned and is_against_own_plan(asked):
        return (Reference("actual", this_year), Reference("target", this_year))
    if not (compared and asked.says("last_year") and this_year):
        said = read_references(asked)
        return _with_talked(said or _turned_to(question), question.talked) if compared else said
    if before is not None and question.years == (max(before.years, default=0) - 1,):
        this_year = max(before.years)  # "năm trước đó" was read as the year asked about
    references = read_references(asked, last_year=this_year - 1)
    if before is not None and [each.year for each in references] == [this_year - 1]:
        return (Reference(before.kind, this_year), *references)
    return references


def is_against_own_plan(asked: Asked) -> bool:
    """Whether a result is held against the plan of its own year: "vượt kế hoạch bao nhiêu", "còn thiếu mấy tỷ"."""
    return asked.find(_list("own_plan")) is not None or _is_to_go(asked)


def _is_to_go(asked: Asked) -> bool:
    """Whether what is missing to the plan is asked for: "còn thiếu mấy tỷ", "phải thu thêm bao nhiêu"."""
    return any(asked.find(each) is not None for each in (_list("to_go"), _sequence("must", "more", few=True)))


def talked(before: Question) -> tuple[Reference, ...]:
    """The kinds and years that a conversation has asked of, the last one last."""
    own = before.references or tuple(Reference(before.kind, year) for year in before.years)
    return tuple(dict.fromkeys((*before.talked, *own)))


def _turned_to(question: Question) -> tuple[Reference, ...]:
    """The year that a follow-up turns to without naming it: "năm sau"."""
    talked_of = {each.year for each in question.talked}
    return tuple(Reference(None, year) for year in question.years if talked_of and year not in talked_of)


def _with_talked(said: tuple[Reference, ...], earlier: Sequence[Reference]) -> tuple[Reference, ...]:
    """What a follow-up names, with what it is held against: "gấp mấy lần" after the figures of two years."""
    found = list(said)
    for each in reversed(earlier):
        if len(found) < _TWO and all((each.year, each.kind) != (one.year, one.kind or each.kind) for one in found):
            found.append(each)
    return tuple(found) if len(found) > 1 else said


def _with_rate(question: Question, rate: float, references: tuple[Reference, ...]) -> Question:
    """A rise that is put on a figure, and no condition: "tăng 8% so ước 2016 thì phải thu bao nhiêu"."""
    years = tuple(dict.fromkeys(each.year for each in references)) or question.years
    question = replace(question, intent="lookup", operations=("grown",), rate=rate, any_of=())
    question = replace(question, kind=None, kind_said=True, measure=None, direction=None)
    return replace(question, references=references, years=years)


def _named_parts(asked: Asked, operations: Sequence[Operation]) -> tuple[str, ...]:
    """What the question calls the parts of a whole: "thuế ngoài quốc doanh", "tiền đất"."""
    if not set(operations) & {"share", "parts", "remainder", "breakdown"}:
        return ()
    listed = broken_down(asked)
    segments = _written("segments", plain=asked.plain).split(listed or taken_away(asked) or asked.words)
    cut = (_written("segments", "ends", plain=asked.plain).split(segment, maxsplit=1)[0] for segment in segments)
    named = (_name(each, asked) for each in cut)
    told = (each for each in named if len(each.split()) > 1 and not any(map(str.isdigit, each)))
    return tuple(dict.fromkeys(each for each in told if replace(asked, words=each).find(_list("rest")) is None))


def _unplaced(asked: Asked, question: Question) -> Asked:
    """Without the names of the units asked about and the years: "dự phòng" alone is a part's name."""
    names = [normalise(place.name) for place in question.places if place.name]
    spans = [match.span() for match in (asked.all(pattern(names)) if names else ())]
    return asked.without([*spans, *(match.span() for match in _YEAR_SAID.finditer(asked.words))])


_YEAR_SAID = re.compile(
    r"(?:(?:dự toán|du toan|kế hoạch|ke hoach)\s+)?(?:(?:quý|quy|tháng|thang)\s+[ivx\d]+\s*/?\s*)?"
    r"(?:(?:năm|nam)\s+)?(?:19|20)\d{2}(?!\d)"
)


def broken_down(asked: Asked) -> str | None:
    """What follows where a whole is asked for with its parts: "đầu tư, thường xuyên" of "chia ra đầu tư, thường xuyên
    từng khoản thế nào"; "" where none is named, None where no parts are asked for.

    "Trong đó nữ bao nhiêu" asks of one part, which is a question of its own.
    """
    found = _written("broken_down", plain=asked.plain).search(asked.words)
    rest = replace(asked, words=found[1]) if found is not None else None
    asks = rest.find(_list("asked_of_parts")) if rest is not None else None
    if found is None or rest is None or asks is None:
        return None
    listed = rest.words[: asks.start()]
    several = len(_written("segments", plain=asked.plain).split(listed)) > 1
    opens = replace(asked, words=found.group()[: found.start(1) - found.start()])
    return None if opens.says("among") and not (several or rest.find(_list("each_part"))) else listed


def _named_whole(asked: Asked) -> str:
    """The whole of which a share is asked for: "tổng chi" of "chiếm mấy phần trăm tổng chi"; "" where none is."""
    found = _written("whole_of", plain=asked.plain).search(asked.words)
    if found is None or replace(asked, words=found[1]).find(_list("no_whole")) is not None:
        return ""
    return _name(found[1], asked)


def taken_away(asked: Asked) -> str:
    """What is to be taken away from a whole: "A với B" of "trừ A với B thì … còn mấy"; "" where nothing is."""
    found = _written("away", plain=asked.plain).search(asked.words)
    return found[1] if found is not None else ""


def _of_part_left(question: Question, asked: Asked) -> Question:
    """As in "trừ quý III thì 6 tháng đầu năm được mấy": the part of the year asked for is not the one taken away."""
    away = taken_away(asked)
    parts = [match.group() for match in part_of_year(plain=asked.plain).finditer(asked.words)]
    left = [each for each in parts if each not in away]
    is_away = question.part_of_year is not None and question.part_of_year in away
    return replace(question, part_of_year=left[-1]) if is_away and left else question


def _name(words: str, asked: Asked) -> str:
    """The words of a name without what only stands beside it: "khoản", "riêng", "từng loại"."""
    said = replace(asked, words=words)
    return " ".join(said.without(match.span() for match in said.all(_list("fillers"))).words.split())


_TWO = 2
_OVER_UNITS = frozenset({"count", "filter", "superlative", "rank", "mean", "missing", "archive", "about"})
_OF_TWO: frozenset[Operation] = frozenset({"difference", "percent", "times"})


def _without_given(question: Question, asked: Asked) -> Question:
    """Without figures that the question only repeats: "trong 88% lao động qua đào tạo … thì …", "thu vượt dự toán 3,1
    tỷ, vậy dự toán là bao nhiêu". Beside an amount that is asked of one named unit, an exact figure is no condition.
    """
    first = next(iter(find_quantities(asked.text, words=False)), None)
    if first is None or not question.clauses or not asked.says("values"):
        return question
    if any(clause.condition.comparator != "=" for clause in question.clauses) or read_rate(asked) is not None:
        return question
    among = len(question.clauses) == 1 and first.comparator == "=" and _is_given(asked.before(first.start))
    if among:
        return replace(question, any_of=(), intent="lookup")
    if not _asks_amount_of_one(question, asked):
        return question
    return replace(question, any_of=(), intent="lookup", measure=None, direction=None, yes_no=False)


def _is_given(before: Asked) -> bool:
    return before.ends_with(_list("given"))


def _asks_amount_of_one(question: Question, asked: Asked) -> bool:
    """Whether an amount of one named unit is asked for: "vậy dự toán là bao nhiêu tỷ"."""
    of_one = len(question.places) == 1 and not question.places[0].members and question.met is None
    return of_one and asked.find(_list("amount")) is not None


def asks_fulfilment(asked: Asked) -> bool:
    """Whether an order is by X in % of Y of figures "X/Y": "tỷ lệ số chỉ tiêu đạt trên tổng số"."""
    of_whole = asked.find(_list("fulfilment")) is not None and asked.find(_list("out_of")) is not None
    return of_whole or asked.find(_list("fulfilled")) is not None
