"""Arithmetic that a question asks for, and the figures that it is to be done with.

An operation is a word that compares ("hơn", "tăng", "gấp", "chiếm") with an amount that is asked for ("bao nhiêu tỷ",
"mấy phần trăm", "mấy lần"). Its operands are the kinds and years that stand together in the question: in "kế hoạch
2023 hơn thực hiện 2022" the target of 2023 and the result of 2022, and never the target of 2022.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.ask.understanding.clauses import asked_unit
from assistant.ask.understanding.words import Asked, Words, lists, pattern
from assistant.language.dates import find_years
from assistant.language.quantities import find_quantities
from assistant.language.tables import load_table
from assistant.language.text import fold
from assistant.types import Kind, Operation, Question, Reference

_SPACE = r"\s+"
_FEW = r"(?:[^\s,;?.]+\s+){0,5}?"  # words between the parts of an operation: "hơn năm trước bao nhiêu tấn"


@cache
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
    found: list[Operation] = []
    words = replace(asked, words=re.sub("%", " % ", asked.words))
    apart = words.find(_sequence("apart", "amount", few=True)) or words.find(_sequence("amount", "apart"))
    if apart is not None:
        after = replace(words, words=words.words[apart.start() :])
        percent = after.find(_sequence("amount", "percent"))
        if after.find(_sequence("amount", "times")) is not None:
            found.append("times")
        if percent is not None:
            found.append("percent")
        if percent is None or len(after.all(_list("amount"))) > 1:
            found.append("difference")
    if words.find(_sequence("multiplied", "amount", "times", few=True)) is not None:
        found.append("times")
    if words.find(_sequence("shared", "amount", "percent")) is not None:
        found.append("share")
    if words.find(_list("together")) is not None:
        found.append("parts")
    if words.find(_list("rest")) is not None and words.find(_list("amount")) is not None:
        found.append("remainder")
    if words.find(_list("worked_out")) is not None and words.find(_list("amount")) is not None:
        found.append("back")
    if asks_verdict(asked):
        found.append("verdict")
    return tuple(dict.fromkeys(found))


def asks_verdict(asked: Asked) -> bool:
    """Whether it is asked, beside the figures, if the target was reached: "… giao mấy, có đạt không"."""
    ends = (("verdict_verbs", "verdict_ends"), ("verdict_verbs", "verdict_of", "verdict_ends"))
    return asked.says("values") and any(asked.find(_sequence(*each)) is not None for each in ends)


def read_rate(asked: Asked) -> float | None:
    """As in "tăng 8% so ước 2016": the per cent by which a base is to go up or (negative) down."""
    for quantity in find_quantities(asked.text, words=False):
        before = asked.before(quantity.start)
        up, down = before.ends_with(_list("up")), before.ends_with(_list("down"))
        against = re.match(r"\s*so(?!\w)", asked.words[quantity.end :])
        if quantity.unit == "%" and (up or down) and against is not None:
            return quantity.value if up else -quantity.value
    return None


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

    A kind goes with the year after it up to the next break, else with the one before it; one without any year with the
    year before. ``last_year`` is what "năm trước" is.
    """
    found: list[Reference] = []
    year_before: int | None = None
    for clause in _clauses(asked, last_year):
        kinds = [mark.kind for mark in clause if mark.kind is not None]
        years = [mark.year for mark in clause if mark.year is not None]
        for year in years or ([year_before] if year_before and kinds else []):
            found += [Reference(kind, year) for kind in kinds or [None]]
        year_before = years[-1] if years else year_before
    return tuple(dict.fromkeys(found))


def _clauses(asked: Asked, last_year: int | None) -> list[list[_Mark]]:
    """The marks between two breaks; a clause that names two years with a kind each is two."""
    years = [_Mark(each.start, each.end, year=each.value) for each in find_years(asked.text)]
    if last_year is not None:
        years += [_Mark(*match.span(), year=last_year) for match in asked.all(lists()["last_year"])]
    kinds = [_Mark(*match.span(), kind=kind) for kind in _KINDS for match in asked.all(_kind_words(kind))]
    breaks = [match.start() for match in _break(plain=asked.plain).finditer(asked.words)]
    clauses: dict[int, list[_Mark]] = {}
    for mark in sorted((*years, *_longest(kinds)), key=lambda mark: mark.start):
        clauses.setdefault(sum(at < mark.start for at in breaks), []).append(mark)
    return [part for _, clause in sorted(clauses.items()) for part in _parted(clause)]


def _parted(clause: Sequence[_Mark]) -> list[list[_Mark]]:
    """"Kết quả 2025 và mục tiêu 2030" is two; "kế hoạch và thực hiện 2025" is one."""
    parts: list[list[_Mark]] = [[]]
    for mark in clause:
        own = parts[-1]
        if mark.kind is not None and any(each.year for each in own) and any(each.kind for each in own):
            parts.append([])
        parts[-1].append(mark)
    return [part for part in parts if part]


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


@cache
def _kind_words(kind: Kind) -> Words:
    words = _table()["kinds"][kind]
    return pattern(words) if isinstance(words, list) else pattern(())


@cache
def _break(*, plain: bool) -> re.Pattern[str]:
    said = str(_table()["breaks"]["pattern"])
    return re.compile(fold(said) if plain else said)


# -- into the question -------------------------------------------------------------------------------


def with_operations(question: Question, asked: Asked, before: Question | None = None) -> Question:
    """The question with its operations and what they are done with; ``before`` is the one that it leans on."""
    if question.indicators and asked.find(_list("latest")) is not None and not question.years:
        question = replace(question, operations=("latest",))
    if question.intent in ("superlative", "rank") and asks_fulfilment(asked):
        return replace(question, operations=(*question.operations, "fulfilment"), kind=None, kind_said=True)
    if question.route != "ledger" or not question.indicators or (question.intent in _OVER_UNITS and not question.places):
        return question
    question = _of_given(question, asked)
    operations = read_operations(asked)
    compared = operations and set(operations) & _OF_TWO and asked.says("last_year")
    this_year = max(question.years or (before.years if before else ()) or (0,))
    if compared and before is not None and question.years == (max(before.years, default=0) - 1,):
        this_year = max(before.years)  # "năm trước đó" was read as the year asked about
    references = read_references(asked, last_year=this_year - 1 if compared and this_year else None)
    if compared and before is not None and len(references) == 1 and references[0].year == this_year - 1:
        references = (Reference(before.kind, this_year), *references)
    rate = read_rate(asked)
    if rate is not None and "=" in {clause.condition.comparator for clause in question.clauses}:
        years = tuple(dict.fromkeys(each.year for each in references)) or question.years
        return replace(
            question,
            intent="lookup",
            operations=("grown",),
            rate=rate,
            any_of=(),
            references=references,
            kind=None,
            kind_said=True,
            measure=None,
            direction=None,
            years=years,
        )
    operations = (*question.operations, *operations)
    parts = _named_parts(asked, operations)
    question = replace(question, operations=operations, named_parts=parts, unit=asked_unit(asked.words))
    if "verdict" in operations:
        question = replace(question, kind=None, kind_said=True, measure=None, direction=None, met=None)
    years = tuple(dict.fromkeys(each.year for each in references))
    if set(operations) & _OF_TWO and len(references) > 1:
        question = replace(question, intent="compare", measure=None, direction=None, years=years)
    if not _tell_apart(references):
        return question
    return replace(question, references=references, kind=None, kind_said=True, years=years)


def _named_parts(asked: Asked, operations: Sequence[Operation]) -> tuple[str, ...]:
    """What the question calls the parts of a whole: "thuế ngoài quốc doanh", "tiền đất"."""
    if not set(operations) & {"share", "parts", "remainder"}:
        return ()
    segments = _segment(plain=asked.plain).split(asked.words)
    cut = (_cut(plain=asked.plain).split(segment, maxsplit=1)[0] for segment in segments)
    named = (" ".join(replace(asked, words=each).without(_filler_spans(each, asked)).words.split()) for each in cut)
    told = (each for each in named if len(each.split()) > 1 and not any(map(str.isdigit, each)))
    return tuple(dict.fromkeys(each for each in told if replace(asked, words=each).find(_list("rest")) is None))


def _filler_spans(words: str, asked: Asked) -> list[tuple[int, int]]:
    return [match.span() for match in replace(asked, words=words).all(_list("fillers"))]


@cache
def _segment(*, plain: bool) -> re.Pattern[str]:
    said = str(_table()["segments"]["pattern"])
    return re.compile(fold(said) if plain else said)


@cache
def _cut(*, plain: bool) -> re.Pattern[str]:
    said = str(_table()["segments"]["ends"])
    return re.compile(fold(said) if plain else said)


_OVER_UNITS = frozenset({"count", "filter", "superlative", "rank", "mean", "missing", "archive", "about"})
_OF_TWO: frozenset[Operation] = frozenset({"difference", "percent", "times"})


def _tell_apart(references: Sequence[Reference]) -> bool:
    """Whether kinds and years must be kept together: there are two, and not the same kind of each."""
    return len(references) > 1 and (len({each.kind for each in references}) > 1 or any(r.kind for r in references))


def _of_given(question: Question, asked: Asked) -> Question:
    """"Trong 88% lao động qua đào tạo … thì …" repeats a figure, and sets no condition."""
    first = next(iter(find_quantities(asked.text, words=False)), None)
    if first is None or len(question.clauses) != 1 or not asked.says("values"):
        return question
    if first.comparator != "=" or not asked.before(first.start).ends_with(_list("given")):
        return question
    return replace(question, any_of=(), intent="lookup")


def asks_fulfilment(asked: Asked) -> bool:
    """Whether an order is by X in % of Y of figures "X/Y": "tỷ lệ số chỉ tiêu đạt trên tổng số"."""
    return asked.find(_list("fulfilment")) is not None and asked.find(_list("out_of")) is not None
