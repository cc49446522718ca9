"""Figures whose names only say which document is meant: the poor in "kế hoạch giảm nghèo … dự kiến bao nhiêu vốn"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from assistant.ask.understanding.asked_units import asked_units
from assistant.ask.understanding.clauses import Figures
from assistant.ask.understanding.operations import read_operations
from assistant.ask.understanding.vocabulary import table
from assistant.ask.understanding.words import Asked, Words, keyed, led, lists, pattern
from assistant.language.catalogue import catalogue, convert
from assistant.types import DOCUMENT_KINDS


def named_beside(asked: Asked, figures: Figures, read: Callable[[Asked], Figures]) -> tuple[int, int] | None:
    """Where a question names a figure that it does not ask for: one that says which document is meant, or what money
    is for. None where all are asked for. ``read`` finds the figures of a question.

    "Kế hoạch thu ngân sách là bao nhiêu, trong đó …" asks for this one: another must be named before the amount.
    """
    title = _title_of(asked, figures)
    if title is not None and read(_up_to_amount(asked.without([title]), title[1])).indicators:
        return title
    return _purpose_of(asked, figures) or _named_by(asked, figures) or _helped_of(asked, figures)


def asks_who_decides(asked: Asked) -> bool:
    """Whether it is asked who decides on something, and no figure of it: "ai quyết định sử dụng dự phòng"."""
    words = table()["decides"]
    return asked.find(led(words["actors"], words["verbs"], between=words["between"])) is not None and not (
        asked.says("values") or asked.says("highest") or asked.says("lowest")
    )


def only_describes(asked: Asked, figures: Figures) -> bool:
    """Whether what a question says of a figure only tells which thing is meant, since it asks for another unit: "đề
    nghị hỗ trợ 70% mức đóng BHYT trong mấy tháng".
    """
    units = asked_units(asked.words)
    if (
        not (units or asked.find(_spans_of_time()) is not None)
        or not figures.any_of
        or asked.says("units")
        or len(figures.indicators) != 1
    ):
        return False
    bare = all(clause.than is None and clause.condition.comparator == "=" for row in figures.any_of for clause in row)
    entry = catalogue().entries.get(figures.indicators[0])
    own = [clause.condition.unit for row in figures.any_of for clause in row] + ([entry.unit] if entry else [])
    return bare and not any(each == unit or convert(1.0, each, to=unit) is not None for each in own for unit in units)


@cache
def _spans_of_time() -> Words:
    """What asks how long: "mấy tháng", "bao nhiêu ngày"; a figure counts none."""
    words = table()["how_long"]
    return led(words["asks"], words["units"], between=words["between"])


def _title_of(asked: Asked, figures: Figures) -> tuple[int, int] | None:
    """Where the first of several figures stands directly behind a kind of document ("nghị quyết về …") and goes on
    with something else than another figure; None where it does not, or is held against others.
    """
    if len(figures.indicators) < _WITH_ANOTHER or not figures.spans or read_operations(asked):
        return None
    start, end = figures.spans[0]
    amount = next((match.start() for match in asked.all(lists()["values"]) if match.start() >= end), len(asked.words))
    other = next((first for first, _ in figures.spans[1:] if first >= end), amount)
    if not asked.before(start).ends_with(_documents()) or _GOES_ON.search(asked.words, end, min(amount, other)):
        return None
    return start, end


def _named_by(asked: Asked, figures: Figures) -> tuple[int, int] | None:
    """Where the only figure that a question names says which document is meant, of which it asks the number, the date
    or who signed: "kế hoạch giảm nghèo của xã … số mấy". None elsewhere.
    """
    if len(figures.spans) != 1 or figures.quantities or not any(map(asked.find, keyed("about").values())):
        return None
    start, end = figures.spans[0]
    return (start, end) if asked.before(start).ends_with(_documents()) else None


def _helped_of(asked: Asked, figures: Figures) -> tuple[int, int] | None:
    """Where the only figure that a question names, and that is no money, is who is helped: "hộ nghèo tái canh cà phê
    được hỗ trợ bao nhiêu tiền". None elsewhere.
    """
    if len(figures.spans) != 1 or any(_is_money(each) for each in figures.indicators):
        return None
    start, end = figures.spans[0]
    clause = re.split(r"[,;.?]", asked.words[end:])[0]
    is_helped = replace(asked, words=clause).says("helped") and asked.says("amount_of_help")
    return (start, end) if is_helped else None


def _purpose_of(asked: Asked, figures: Figures) -> tuple[int, int] | None:
    """Where the only figure that a question names, and that is no money, stands directly behind money: what is asked
    for is the money for it ("kinh phí giảm nghèo"). None elsewhere.
    """
    if len(figures.spans) != 1 or any(_is_money(each) for each in figures.indicators):
        return None
    start, end = figures.spans[0]
    return (start, end) if asked.before(start).ends_with(_funds()) else None


def _is_money(indicator: str) -> bool:
    entry = catalogue().entries.get(indicator)
    return entry is not None and convert(1.0, entry.unit, to=_MONEY) is not None


@cache
def _funds() -> Words:
    words = table()["funds"]
    led_to = [*words["words"], *(f"{word} {lead}" for word in words["words"] for lead in words["leads"])]
    return pattern((*led_to, *(f"{each} {kind}" for each in led_to for kind in _kinds())))


_MONEY = "triệu đồng"


def _up_to_amount(asked: Asked, start: int) -> Asked:
    """A question up to the first amount that is asked for behind a place: of which another figure must be named."""
    amounts = (match.start() for match in asked.all(lists()["values"]) if match.start() >= start)
    return asked.without([(next(amounts, len(asked.words)), len(asked.words))])


_WITH_ANOTHER = 2  # figures
_GOES_ON = re.compile(r"[,;/]|(?<!\w)(?:và|va|với|voi|cùng|cung|hay|hoặc|hoac|kèm|kem|rồi|roi)(?!\w)")


@cache
def _documents() -> Words:
    """A kind of document, with or without a word that leads to what it is about."""
    return pattern((*_kinds(), *(f"{kind} {lead}" for kind in _kinds() for lead in table()["titled"]["leads"])))


def _kinds() -> list[str]:
    return [*DOCUMENT_KINDS, *table()["document_nouns"]["words"], *table()["titled"]["words"]]
