"""Which figures a question is about, and under which conditions.

1. The catalogue and the ledger's labels name what is asked for (``slots``, ``labels``).
2. Each figure of the question belongs to the indicator nearest before it whose unit it fits, else the nearest after.
3. "và" and "hoặc" join the conditions: the question holds where all clauses of one row hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from assistant.ask.understanding.gazetteer import Label
from assistant.ask.understanding.labels import headed_labels, known_labels, labels_beside, longer_labels
from assistant.ask.understanding.periods import parts_of_year
from assistant.ask.understanding.slots import Slot, asked_unit, overlaps, read_slots, units_asked
from assistant.ask.understanding.vocabulary import stop_words, table
from assistant.ask.understanding.words import (
    Asked,
    Words,
    lists,
    more_comparators,
    pattern,
)
from assistant.language.catalogue import Entry, catalogue
from assistant.language.dates import find_years
from assistant.language.places import is_village
from assistant.language.quantities import find_quantities
from assistant.language.text import fold, syllables
from assistant.types import Clause, Comparator, Condition, Place, Quantity

_COUNTED_UNITS = frozenset({"xã", "cơ quan"})  # "3 xã nào cao nhất" counts units; it is no condition on a figure
_OPPOSITE: dict[Comparator, Comparator] = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}


@dataclass(frozen=True, slots=True)
class Figures:
    """What a question says of figures: indicators in their order, and the tree of conditions."""

    indicators: tuple[str, ...]
    any_of: tuple[tuple[Clause, ...], ...]
    spans: tuple[tuple[int, int], ...]
    quantities: tuple[Quantity, ...]
    related: tuple[str, ...]


def read_figures(asked: Asked, spans: Sequence[tuple[int, int]], labels: Sequence[Label]) -> Figures:
    """Finds the indicators and the conditions of a question; ``spans`` are names, where no figure stands."""
    rest = asked.without(spans)
    apart = tuple(spans) + tuple(match.span() for match in parts_of_year(asked))
    quantities = tuple(
        quantity
        for quantity in find_quantities(asked.text, words=False)
        if not overlaps((quantity.start, quantity.end), apart) and quantity.unit not in _COUNTED_UNITS
        if not (_is_told(asked, quantity) or _is_year(asked, quantity) or _counts_asked_units(asked, quantity))
        if not (_is_asked_for_one(asked, quantity) or _counts_things(asked, quantity))
    )
    slots = read_slots(rest, quantities)
    if _is_counted(rest, slots) and all(quantity.comparator == "=" for quantity in quantities):
        # "Bao nhiêu xã cơ bản hoàn thành 19 tiêu chí": what the units have done is told, and is no condition.
        slots, quantities = slots[:1], ()
    quantities = tuple(each for each in quantities if not _is_per_one(each, slots))
    # In "cơ bản hoàn thành 19 tiêu chí" the figure is part of the name.
    quantities = tuple(each for each in quantities if not any(s.start < each.number_start < s.end for s in slots))
    own = known_labels(rest, labels)
    slots = tuple(slot for slot in slots if not _is_label(slot, rest, own))
    own = own if slots or own else headed_labels(rest, labels)
    named = labels_beside(rest, labels, slots) if slots else own or longer_labels(rest, labels)
    known = tuple(dict.fromkeys(each for label in named for each in label.alike))
    owners = _owners(rest, slots, quantities)
    chosen = {slot: _unit_of(slot, owners, rest) for slot in slots}
    named_ids = [entry.id for slot in slots for entry in _entries(slot, chosen[slot], rest, slots)]
    indicators = tuple(dict.fromkeys((*named_ids, *known)))
    clauses = [
        (quantity, Clause(_indicator_of(owner, quantity, known), _condition(rest, quantity, owner)))
        for quantity, owner in owners
    ]
    clauses = _shared(rest, clauses, slots, chosen)
    return Figures(
        indicators=indicators,
        any_of=_tree(rest, clauses),
        spans=tuple(span for slot in slots for span in _named_by(slot, asked)),
        quantities=quantities,
        related=tuple(dict.fromkeys(match.entry.id for slot in slots for match in slot.matches)),
    )


def _named_by(slot: Slot, asked: Asked) -> Iterator[tuple[int, int]]:
    """The characters of a name, without what the question says in its midst of target or result: "tổng chỉ tiêu thu
    ngân sách" asks for a target.
    """
    start = slot.start
    if slot.has_gap(asked):
        for phrase in asked.all(lists()["target_phrases"]):
            if start < phrase.start() and phrase.end() < slot.end:
                yield start, phrase.start()
                start = phrase.end()
    yield start, slot.end


def _is_told(asked: Asked, quantity: Quantity) -> bool:
    """Whether a figure is no condition: within a name ("Đề án 1 triệu ha"), or the whole of what is asked for ("đạt
    mấy trên 19 tiêu chí").
    """
    if asked.before(quantity.number_start).ends_with(lists()["named_by_number"]):
        return True
    return quantity.comparator == ">" and asked.before(quantity.start).ends_with(lists()["values"])


def _is_year(asked: Asked, quantity: Quantity) -> bool:
    """Whether a figure is a year with a word behind it that is no unit of it: "2019 con may" without marks, "cuối
    2022 thôn nào", and "khách du lịch 2025 chỉ tiêu".
    """
    number = asked.text[quantity.number_start : quantity.number_end]
    behind = (asked.plain and quantity.unit == "con") or is_village((quantity.unit,)) or quantity.unit in _OUTCOMES
    return behind and bool(find_years(number)) and number.isdigit()


_OUTCOMES = frozenset({"chỉ tiêu", "tiêu chí", "mục tiêu", "kế hoạch"})


def _counts_asked_units(asked: Asked, quantity: Quantity) -> bool:
    """Whether a figure says how many villages are asked for, and is no condition: "3 bản nghèo nhất là bản nào"."""
    extreme = any(asked.says(each) for each in ("highest", "lowest", "best", "worst", "most"))
    return extreme and quantity.comparator == "=" and is_village((quantity.unit,))


def _counts_things(asked: Asked, quantity: Quantity) -> bool:
    """Whether a bare figure counts what stands behind it, which is no unit: "đấu giá 18 khu đất", "3 tỉnh cũ"."""
    if quantity.unit or quantity.comparator != "=" or quantity.of is not None:
        return False
    behind = re.match(r"\s+([^\W\d_]+)", asked.words[quantity.number_end :])
    if behind is None:
        return False
    return behind[1] in _LEVELS_COUNTED or (behind[1] not in stop_words() and quantity.value < _FEW_THINGS)


_FEW_THINGS = 100
_LEVELS_COUNTED = frozenset({"tỉnh", "huyện", "thị", "thành", "quận", "tinh", "huyen"})


def _is_asked_for_one(asked: Asked, quantity: Quantity) -> bool:
    """Whether a figure is the one for which an amount is asked: "được hỗ trợ bao nhiêu tiền một ha"."""
    is_one = quantity.value == 1 and quantity.comparator == "=" and quantity.of is None and bool(quantity.unit)
    clause = re.split(r"[,;.?]", asked.words[: quantity.start])[-1]
    return is_one and replace(asked, words=clause).says("values")


def _is_per_one(quantity: Quantity, slots: Sequence[Slot]) -> bool:
    """Whether a figure is what an indicator is reckoned by: "thu nhập bao nhiêu 1 người"."""
    is_one = quantity.value == 1 and quantity.comparator == "=" and quantity.of is None and bool(quantity.unit)
    return is_one and any(
        quantity.unit in match.entry.unit.split("/")[1:] for slot in slots for match in slot.matches
    )


def _is_counted(asked: Asked, slots: Sequence[Slot]) -> bool:
    """Whether what is counted is the first indicator's own unit: "bao nhiêu xã cơ bản hoàn thành"."""
    return bool(slots) and asked_unit(asked.words) == slots[0].matches[0].entry.unit == "xã"


def _is_label(slot: Slot, asked: Asked, labels: Sequence[Label]) -> bool:
    """Whether a label says more than the words that name an indicator ("sản lượng" of "sản lượng tôm"), or just
    these, and the unit asked for is none of the indicator's: "bao nhiêu hộ cận nghèo" asks for no rate.
    """
    words = {fold(word) for word in syllables(asked.words[slot.start : slot.end])}
    unit = asked_unit(asked.words, after=slot.start)
    if unit is not None and not slot.fits(unit):
        return any(words <= label.folded for label in labels)
    # "Riêng tiền đất" says no more than "tiền đất".
    return any(words < label.folded - stop_words() for label in labels)


# -- conditions -----------------------------------------------------------------------------------


def _owners(
    asked: Asked, slots: Sequence[Slot], quantities: Sequence[Quantity]
) -> list[tuple[Quantity, Slot | None]]:
    """Each figure with the indicator that it belongs to: nearest before it of a fitting unit, else after it."""
    owners: list[tuple[Quantity, Slot | None]] = []
    for quantity in quantities:
        fitting = [slot for slot in slots if slot.fits(quantity.unit)] or list(slots)
        before = [slot for slot in fitting if slot.start < quantity.number_start]
        after = [slot for slot in fitting if slot.start >= quantity.number_start]
        taken = {id(slot) for _, slot in owners}
        free = [slot for slot in after if id(slot) not in taken]
        # "trên 95% người dân tham gia BHYT và trên 58 triệu thu nhập": each figure before its own name.
        options = before[-1:] or free or after
        owners.append((quantity, options[0] if options else None))
    return owners


def _unit_of(slot: Slot, owners: Iterable[tuple[Quantity, Slot | None]], asked: Asked) -> str | None:
    """The unit of the figure that an indicator is given, else the one that is asked for it."""
    given = next((quantity.unit for quantity, owner in owners if owner is slot), None)
    return given if given is not None else asked_unit(asked.words, after=slot.start)


def _entries(slot: Slot, unit: str | None, asked: Asked, slots: Sequence[Slot]) -> list[Entry]:
    """What a stretch names: one indicator, or several where several units are asked for it before the next one is
    named: "bao nhiêu hộ nghèo, chiếm mấy phần trăm".
    """
    following = min((each.start for each in slots if each.start > slot.start), default=len(asked.words))
    units = [unit for at, unit in units_asked(asked.words) if slot.start <= at <= following]
    fitting = [each for each in units if slot.fits(each)]
    return list({entry.id: entry for entry in map(slot.entry, (unit, *fitting))}.values())


def _indicator_of(slot: Slot | None, quantity: Quantity, known: Sequence[str]) -> str | None:
    if slot is None:
        return known[0] if known else None
    return slot.entry(quantity.unit).id


def _condition(asked: Asked, quantity: Quantity, owner: Slot | None) -> Condition:
    """A figure as a condition; what is said before it, or before its indicator, may set its comparator or turn it
    round: "chưa đạt thu nhập 58 triệu".
    """
    comparator = quantity.comparator
    named = asked if owner is None else asked.without([(owner.start, owner.end)])
    before = named.before(quantity.start)
    if comparator == "=":
        comparator = next((sign for sign, words in more_comparators().items() if before.ends_with(words)), comparator)
    elif before.ends_with(_not()):
        comparator = _OPPOSITE.get(comparator, comparator)
    return Condition(comparator, quantity.value, quantity.value_max, quantity.unit)


@cache
def _not() -> Words:

    return pattern(("không", "chưa"))


def of_commune(figures: Figures, places: Sequence[Place]) -> Figures:
    """What a district counts in communes is of one commune another indicator: "đã đạt chuẩn nông thôn mới chưa"."""
    if not any(place.level in ("xã", "phường", None) and place.name for place in places) or figures.any_of:
        return figures
    own = [other for each in figures.indicators for other in table()["of_commune"].get(each, [each])]
    return replace(figures, indicators=tuple(dict.fromkeys(own)))


def turned(any_of: tuple[tuple[Clause, ...], ...]) -> tuple[tuple[Clause, ...], ...] | None:
    """The opposite of a condition of one clause ("không đặt trên 58" is at most 58); None of any other."""
    if len(any_of) != 1 or len(any_of[0]) != 1 or any_of[0][0].condition.comparator not in _OPPOSITE:
        return None
    clause = any_of[0][0]
    opposite = replace(clause.condition, comparator=_OPPOSITE[clause.condition.comparator])
    return ((replace(clause, condition=opposite),),)


# -- the tree -------------------------------------------------------------------------------------


def _shared(
    asked: Asked,
    clauses: list[tuple[Quantity, Clause]],
    slots: Sequence[Slot],
    chosen: dict[Slot, str | None],
) -> list[tuple[Quantity, Clause]]:
    """With "đều" one figure is the condition of every indicator before it."""
    if len(clauses) != 1 or not asked.before(clauses[0][0].start).says("each"):
        return clauses
    quantity, clause = clauses[0]
    before = [slot for slot in slots if slot.start < quantity.number_start and slot.fits(quantity.unit)]
    return [(quantity, replace(clause, indicator=slot.entry(quantity.unit).id)) for slot in before] or clauses


def _tree(asked: Asked, clauses: Sequence[tuple[Quantity, Clause]]) -> tuple[tuple[Clause, ...], ...]:
    """Clauses joined: a "hoặc" between two figures begins a new row, anything else goes on with the row."""
    if not clauses:
        return ()
    rows = [[clauses[0][1]]]
    for (before, _), (after, clause) in pairwise(clauses):
        between = replace(asked, words=asked.words[before.number_end : after.number_start])
        if between.says("or"):
            rows.append([clause])
        else:
            rows[-1].append(clause)
    return tuple(map(tuple, rows))


# -- against another unit ----------------------------------------------------------------------------


def read_than(
    asked: Asked, indicators: Sequence[str], places: Sequence[Place], starts: Sequence[int]
) -> Clause | None:
    """As in "thu nhập cao hơn xã Hưng Tân": the last place, where it stands right after the comparison."""
    if not places or not indicators or not starts:
        return None
    entry = catalogue().entries.get(indicators[0])
    better_low = entry is not None and entry.better == "lower"
    of_quality: tuple[tuple[str, Comparator], ...] = (
        ("better_than", "<" if better_low else ">"),
        ("worse_than", ">" if better_low else "<"),
    )
    for name, comparator in (*of_quality, *_RELATIONS):
        for match in asked.all(lists()[name]):
            between = Asked(asked.text, asked.words[match.end() : starts[-1]], asked.plain)
            rest = between.without(each.span() for each in between.all(lists()["than_fillers"]))
            if match.end() <= starts[-1] and not rest.words.strip():
                return Clause(indicators[0], Condition(comparator, 0.0), than=places[-1])
    return None


# "Thấp hơn" holds a "hơn": what is less is looked for first.
_RELATIONS: tuple[tuple[str, Comparator], ...] = (("less_than", "<"), ("more_than", ">"))
