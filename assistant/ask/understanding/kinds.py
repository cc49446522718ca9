"""Whether targets or results are asked for, levels or changes, and results held against their targets."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from assistant.ask.understanding.clauses import Figures
from assistant.ask.understanding.vocabulary import table
from assistant.ask.understanding.words import Asked, Words, keyed, led, lists, pattern
from assistant.language.catalogue import catalogue
from assistant.language.text import fold, has_diacritics, normalise
from assistant.types import Clause, Comparator, Direction, Kind, Measure, Standing


def read_kind(asked: Asked, *, over_units: bool) -> tuple[Kind | None, bool]:
    """Target or result, and whether the question says so; of many units a target is taken for granted."""
    if asked.says("both") or asked.says("missed_plan"):
        return None, True
    # In "đạt bao nhiêu chỉ tiêu" the targets are what is counted.
    rest = asked.without(match.span() for match in asked.all(lists()["counted_targets"]))
    rest = rest.without(match.span() for match in rest.all(lists()["set_beside"]))
    # Without marks "đặt" (set) and "đạt" (reached) are one word.
    target = rest.says("targets") or (not rest.plain and rest.says("set_targets"))
    actual = rest.says("actuals")
    if not target and _is_obliged(rest):
        return "target", True
    twice = rest.says("reached") and len(rest.all(lists()["values"])) > 1
    if target or actual:
        return (None if target and (actual or twice) else "target" if target else "actual"), True
    if rest.says("reached") and len(rest.all(lists()["values"])) < 2:
        return "actual", False
    return _leaning(rest) if over_units else (None, False)


def _is_obliged(asked: Asked) -> bool:
    """Whether it is asked what must be, and not what must be done besides."""
    rest = asked.without(match.span() for match in asked.all(lists()["no_obligation"]))
    return rest.find(_obliged()) is not None and not asked.says("more_to_do")


@cache
def _obliged() -> Words:
    words = table()["obliged"]
    # The name of a figure is blanked by here: "phải [thu ngân sách] bao nhiêu".
    return led(words["leads"], (*words["verbs"], " "))


def _leaning(asked: Asked) -> tuple[Kind, bool]:
    """Of many units what the words lean to: what is wanted is a target and said to be one, what there is or still is
    a result; else the target that is taken for granted. Without marks "đạt" (reached) is also "đặt" (set), and leans
    nowhere.
    """
    words = keyed("leans")
    rest = asked.without(match.span() for match in asked.all(words["not"]))
    if rest.find(words["target"]) is not None:
        return "target", True
    held = [match for match in rest.all(words["actual"]) if not (rest.plain and match.group().startswith("dat"))]
    # Who is the best or the worst is told by what was done.
    return ("actual" if held or rest.says("best") or rest.says("worst") else "target"), False


def other_kind(denied: Asked) -> Kind | None:
    """The kind that is left where the other one is said not to be meant: "không tính chỉ tiêu"."""
    kind, said = read_kind(denied, over_units=False)
    return {"target": "actual", "actual": "target"}.get(kind or "") if said else None  # type: ignore[return-value]


def asks_result(text: str) -> bool:
    """Whether a question says that it is what was reached that it asks for: "thực tế thu được bao nhiêu"."""
    asked = (
        Asked(text, fold(text), plain=True) if not has_diacritics(text) else Asked(text, normalise(text), plain=False)
    )
    return read_kind(asked, over_units=False)[0] == "actual"


def read_met(asked: Asked, figures: Figures) -> Standing | None:
    """Whether results are held against their targets: "có đạt chỉ tiêu không", "xã nào vượt kế hoạch"."""
    named = [catalogue().entries[each] for each in figures.indicators if each in catalogue().entries]
    is_outcome = bool(named) and all(entry.outcome for entry in named)
    # "Đạt bao nhiêu chỉ tiêu" asks for a figure, "đạt chỉ tiêu 58 triệu" gives the target itself.
    # In "mấy đơn vị vượt kế hoạch" the units are counted, and no figure is asked for.
    counted = [match.span() for match in asked.all(lists()["counted_units"])]
    if not figures.indicators or is_outcome or figures.quantities or asked.without(counted).says("values"):
        return None
    return _standing(asked, figures)


def orders_by_plan(asked: Asked, figures: Figures) -> bool:
    """Whether an order is by how far results are above or below their targets: "vượt dự toán nhiều nhất"."""
    named = [catalogue().entries[each] for each in figures.indicators if each in catalogue().entries]
    is_outcome = bool(named) and all(entry.outcome for entry in named)
    standing = _standing(asked, figures)
    # Without marks "đặt chỉ tiêu" (set) and "đạt chỉ tiêu" (reached) are one.
    stands = standing is not None and not (asked.plain and standing == "reached")
    return bool(named) and not is_outcome and (asked.says("against_plan") or stands)


def _standing(asked: Asked, figures: Figures) -> Standing | None:
    """Which standing of a result the words say, if any."""
    # "Đạt thu ngân sách theo chỉ tiêu": the name may stand between.
    words = " ".join(asked.without(figures.spans).words.split())
    planned = asked.find(_met_words("plans")) is not None
    ends = ("plans", "closings") if planned else ("plans",)
    found = [
        (match.end() - match.start(), standing)
        for said, lasts in ((asked, ends), (replace(asked, words=words), ("plans",)))
        for standing in _STANDINGS
        for match in said.all(_met_pairs(standing, lasts))
    ]
    if not (planned or asked.says("against") or asked.says("compare")):
        # "Thu ngân sách có đạt không": of what it is asked needs no word; "cao hơn không" is of another figure.
        reaching = ((standing, _reaching(standing)) for standing in _STANDINGS)
        found += [
            (match.end() - match.start(), standing) for standing, verbs in reaching for match in asked.all(verbs)
        ]
    # The longest counts: a "vượt chỉ tiêu" stands in "đạt và vượt chỉ tiêu" too.
    return max(found)[1] if found else None


_STANDINGS: tuple[Standing, ...] = ("missed", "exceeded", "reached")


@cache
def _met_words(name: str) -> Words:
    return pattern(table()["met"][name])


@cache
def _reaching(standing: Standing) -> Words:
    """A verb that is said of targets alone, right before the end of a question: "đạt không", "vượt chưa"."""
    words = table()["met"]
    return led(words["reaching"][standing], words["closings"])


@cache
def _met_pairs(standing: Standing, ends: tuple[str, ...]) -> Words:
    words = table()["met"]
    lasts = [last for end in ends for last in words[end]]
    return led(words[standing], lasts, between=words["between"])


def read_measure(asked: Asked, figures: Figures) -> tuple[Measure | None, Direction | None]:
    """Change or share of the plan, where the question asks for one; "giảm còn" asks for the level."""
    named = [catalogue().entries[each] for each in figures.indicators if each in catalogue().entries]
    share = bool(figures.quantities) and figures.quantities[0].unit.startswith("%")
    # "Số chỉ tiêu đạt và vượt kế hoạch" is the name of an indicator, not a measure of one.
    is_outcome = bool(named) and all(entry.outcome for entry in named)
    if (asked.says("missed_plan") and not is_outcome) or (share and asked.says("plan")):
        return "vs_plan", None
    if asked.says("standing_now") and not (asked.says("decrease") or asked.says("increase")):
        return "level", None
    if asked.says("levels_again") or asked.says("up_or_down") or (named and all(entry.rate for entry in named)):
        return None, None
    if asked.says("at_present") and asked.says("targets"):
        return None, None  # "hộ nghèo hiện nay và mục tiêu giảm nghèo": the level, and whatever is aimed at
    if asked.says("decrease"):
        return (None, None) if _is_of_one_name(asked, figures) else ("change", "giảm")
    return ("change", "tăng") if asked.says("increase") else (None, None)


def _is_of_one_name(asked: Asked, figures: Figures) -> bool:
    """Whether "giảm" is said of one of several figures by its name: "mục tiêu giảm nghèo và thu nhập"."""
    entries = [catalogue().entries[each] for each in figures.indicators if each in catalogue().entries]
    if len(entries) < _SEVERAL or all(entry.better == "lower" for entry in entries):
        return False
    return all(
        any(
            start <= match.start() < end or asked.words[match.end() : start].isspace() for start, end in figures.spans
        )
        for match in asked.all(lists()["decrease"])
    )


_SEVERAL = 2


def as_shares_of_plan(any_of: tuple[tuple[Clause, ...], ...], asked: Asked) -> tuple[tuple[Clause, ...], ...]:
    """The condition on a share of the plan, where the question says by how much it is passed or missed: "vượt dự toán
    trên 20%" is more than 120% of it, "hụt trên 10%" less than 90%.
    """
    beyond, short = asked.says("beyond_plan"), asked.says("short_of_plan")
    if beyond == short:
        return any_of
    return tuple(tuple(_as_share(clause, 1 if beyond else -1) for clause in row) for row in any_of)


def _as_share(clause: Clause, side: int) -> Clause:
    condition = clause.condition
    if not condition.unit.startswith("%") or condition.value >= _WHOLE_PLAN or clause.than is not None:
        return clause
    ends = [_WHOLE_PLAN + side * each for each in (condition.value, condition.value_max) if each is not None]
    comparator = condition.comparator if side > 0 else _MIRRORED.get(condition.comparator, condition.comparator)
    upper = max(ends) if len(ends) > 1 else None
    return replace(clause, condition=replace(condition, comparator=comparator, value=min(ends), value_max=upper))


_WHOLE_PLAN = 100.0  # percent
_MIRRORED: dict[Comparator, Comparator] = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
