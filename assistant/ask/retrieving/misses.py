"""What a stretch that speaks of the matter is not: of the figure, year, kind, measure or place that is asked for."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Literal

from assistant.ask.retrieving.said import names_unit, said_in, unit_pattern
from assistant.ask.retrieving.stretches import FRAME, Stretch
from assistant.ask.retrieving.wanted import Wanted, groups_in
from assistant.language.abbreviations import spelled_out
from assistant.language.catalogue import convert
from assistant.language.meaning import meaning
from assistant.language.places import NamedUnit, named_units
from assistant.language.quantities import find_quantities, may_have_quantity, rules, words_of_all
from assistant.language.tables import load_table
from assistant.language.text import fold, normalise
from assistant.types import Kind, Resolution

_KEPT = 1024  # documents of which it is kept which year they name most
_YEAR = re.compile(r"(?<![\d.,])(?<![^\d]/)(?:19|20)\d{2}(?![\d.,]\d|[\w/])")
_HELD_AGAINST = re.compile(
    r"(?<!\w)(?:so với|so|cùng kỳ|hơn|bằng|giá|chuẩn|luật|(?:quyết định|nghị quyết|nghị định|thông tư)\s+số)(?!\w)"
    r"[^.;,\n]{0,40}?(?:19|20)\d{2}(?!\d)",
    re.IGNORECASE,
)
_TERM = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-–]\s*((?:19|20)\d{2})(?!\d)")
_CLAUSE = re.compile(r"(?:[^,;:()]|[,:](?=\d))+")
_JOINED = re.compile(r"\s*(?:,|;|và|cùng|với|,\s*và)\s*", re.IGNORECASE)  # between units of which one thing is said


def misses(asked: Wanted, stretch: Stretch, document: Resolution, *, own: bool) -> Iterator[str]:
    """Which of year, kind, measure, figure, place and group a stretch misses, each looked at when it is asked for."""
    if asked.years and not set(asked.years) & _years(stretch, document):
        yield "năm"
    if asked.kind is not None and not _tells_kind(asked.kind, stretch, document):
        yield "loại"
    if asked.is_change and _kind_words("change").search(normalise(stretch.quote)) is None:
        yield "mức"
    if asked.figure and not _has_figure(asked, stretch):
        yield "số liệu"
    if _is_of_others(asked, stretch, document) if own else not _is_of_named(asked, stretch):
        yield "nơi"
    if stretch.is_row and asked.groups and (named := groups_in(stretch.quote)) and not named & set(asked.groups):
        yield "đối tượng"
    if asked.carried and not _is_of_carried(asked, stretch):
        yield "việc"


def _is_of_carried(asked: Wanted, stretch: Stretch) -> bool:
    """Whether a stretch, or what it stands in, holds some of what a question leans on: "diện tích bao nhiêu" behind
    another question is of its matter, and of no other area.
    """
    said = said_in(stretch, above=f"{stretch.above} . {stretch.before}")
    return len(asked.carried & (said.words | said.above)) >= _SOME_CARRIED * len(asked.carried)


_SOME_CARRIED = 1 / 3  # of the words; chosen, since a part says little of its matter again


def fits(asked: Wanted, stretch: Stretch, document: Resolution, *, own: bool) -> bool:
    """Whether a stretch misses nothing; what is told fastest is looked at first."""
    if not (stretch.is_row or may_have_figure(asked, stretch.quote)):
        return False
    return next(misses(asked, stretch, document, own=own), None) is None


def _has_figure(asked: Wanted, stretch: Stretch) -> bool:
    """Whether a figure of an asked unit (any figure, where none is asked) stands beside words asked for."""
    if stretch.is_row:
        cells = " ".join(_cells_asked(asked, stretch))
        return any(map(str.isdigit, cells)) and _row_unit_fits(asked, stretch)
    clauses = [match.group() for match in _CLAUSE.finditer(stretch.quote)]
    words = _words_beside(asked)
    for before, clause in itertools.pairwise(["", *clauses]):
        if not may_have_figure(asked, clause):
            continue
        if not words & {*map(fold, meaning(clause)), *map(fold, meaning(before))}:
            continue
        if any(not asked.units or _fits(each.unit, asked.units) for each in find_quantities(clause)):
            return True
    return False


def may_have_figure(asked: Wanted, text: str) -> bool:
    """Whether a text has what may be a figure, and words for an asked unit, where one is asked; much cheaper than
    finding its figures.
    """
    if not asked.figure:
        return True
    named = _asked_units(frozenset(map(_dimension, asked.units)))
    return (named is None or named.search(normalise(text)) is not None) and may_have_quantity(text)


@lru_cache(maxsize=64)
def _asked_units(dimensions: frozenset[str]) -> re.Pattern[str] | None:
    """All that names a unit of some dimensions; None where a figure of one may be without such a word."""
    if not dimensions or not dimensions <= {unit.dimension for unit in rules().units.values()}:
        return None
    said = [form for form, unit in rules().forms.items() if unit.dimension in dimensions]
    if _dimension("%") in dimensions:
        said += words_of_all()
    # Within another word too: what is no unit after all is told when the figures are found.
    return re.compile(
        "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(said, key=len, reverse=True))
    )


@lru_cache(maxsize=16)
def _words_beside(asked: Wanted) -> frozenset[str]:
    """The words of which one must stand beside the figure, folded."""
    words = {fold(word.lstrip("~")) for run in (*asked.runs, *asked.phrases) for word in run}
    return frozenset(words | set(" ".join(asked.names).split()))


def _cells_asked(asked: Wanted, stretch: Stretch) -> list[str]:
    """The cells of a row under the columns that have most words asked for besides those of its label, else all; of
    these the ones under a year asked for, where there are any.

    So that the "x" of a row "Cộng" under "Thu nhập" is no figure of it.
    """
    label = {fold(word) for word in meaning(stretch.label)}
    words = {fold(word.lstrip("~")) for run in (*asked.runs, *asked.phrases) for word in run} - label
    held = [(len(words & {fold(word) for word in meaning(name)}), name, cell) for name, cell in stretch.cells]
    most = max(count for count, _, _ in held)
    best = [(name, cell) for count, name, cell in held if count == most]
    dated = [cell for name, cell in best if set(asked.years) & _years_of(name)]
    return dated or [cell for _, cell in best]


def _row_unit_fits(asked: Wanted, stretch: Stretch) -> bool:
    """Whether a row is in an asked unit; one that names none may be."""
    if not asked.units:
        return True
    text = normalise(f"{stretch.quote} {stretch.above}")
    named = {rules().forms[match.group()].dimension for match in _unit_words().finditer(text)}
    return not named or bool(named & {_dimension(unit) for unit in asked.units})


@cache
def _unit_words() -> re.Pattern[str]:
    forms = sorted(rules().forms, key=len, reverse=True)
    return re.compile(rf"(?:(?<!\w)|(?!\w))(?:{'|'.join(map(re.escape, forms))})(?!\w)")  # "%" stands by its figure


def _fits(unit: str, units: Sequence[str]) -> bool:
    return any(_dimension(unit) == _dimension(each) and not _is_of_all(unit, each) for each in units)


def _is_of_all(unit: str, asked: str) -> bool:
    """Whether a figure is of all together, in a larger unit than one of each: "21 tỷ đồng" is nobody's income."""
    base, _, per = asked.partition("/")
    if not per or "/" in unit:
        return False
    times = convert(1.0, unit, to=base)
    return times is not None and times > 1


def _dimension(unit: str) -> str:
    """Of the unit before any "/": money, area, people …"""
    base = unit.partition("/")[0]
    known = rules().units.get(base)
    return known.dimension if known is not None else base


def _years(stretch: Stretch, document: Resolution) -> set[int]:
    """The years that a stretch speaks of: its own, else the last said before it or above it, else its document's.

    The year that a figure is held against ("so với năm 2015") is none of them.
    """
    if stretch.is_row:
        said = _years_of(f"{stretch.quote} {' '.join(name for name, _ in stretch.cells)}")
        return said or _years_of(stretch.above) or _own_years(stretch, document)
    if own := _years_of(stretch.quote):
        return own
    if before := _years_in_order(stretch.before):
        return {before[-1]}
    for start, end in reversed(stretch.heads):
        if above := _years_of(document.text[start:end]):
            return above
    return _own_years(stretch, document)


def _own_years(stretch: Stretch, document: Resolution) -> set[int]:
    """The years of a document that a stretch may be of; of results or of targets, where its section has either."""
    identity = document.identity
    section = document.section_at(stretch.start)
    by_role = {"results": identity.result_year, "targets": identity.target_year, "tasks": identity.target_year}
    year = by_role.get(section.role) if section is not None else None
    if year is not None and identity.result_year != identity.target_year and None not in by_role.values():
        return {year}
    dated = {int(identity.date[:4])} if identity.date else set()
    known = {each for each in (identity.target_year, identity.result_year) if each is not None}
    return known | dated | _years_of(identity.title) | (set() if known else _usual_years(document.text))


@lru_cache(maxsize=_KEPT)
def _usual_years(text: str) -> frozenset[int]:
    """The year that a document names most, where nothing else says of which it is; kept, as it reads all of it."""
    named = Counter(_years_in_order(text))
    return frozenset(year for year, _ in named.most_common(1))


def _years_of(text: str) -> set[int]:
    return set(_years_in_order(text))


def _years_in_order(text: str) -> list[int]:
    said = _HELD_AGAINST.sub(" ", text)
    terms = [int(year) for match in _TERM.finditer(said) for year in match.groups()]
    return [*terms, *(int(match.group()) for match in _YEAR.finditer(said))]


def _tells_kind(kind: Kind, stretch: Stretch, document: Resolution) -> bool:
    """Whether a stretch may tell the kind; a row by its columns with figures, where all are said to be of a kind."""
    if not stretch.is_row:
        return _is_kind(kind, stretch, document)
    filled = [
        normalise(spelled_out(name, plain=False)) for name, cell in stretch.cells if any(map(str.isdigit, cell))
    ]
    kinds: list[set[Kind]] = [
        {each for each in _KINDS if _kind_words(each).search(name)} for name in filled if not _SERIAL.fullmatch(name)
    ]
    said = [each for each in kinds if each]
    return not said or any(kind in each for each in said) or len(said) < len(kinds)


_KINDS: tuple[Kind, ...] = ("target", "actual")
_SERIAL = re.compile(r"(?:số\s*)?(?:tt|stt|thứ tự)|")


def _is_kind(kind: Kind, stretch: Stretch, document: Resolution) -> bool:
    """Whether a sentence may tell the kind: by its section, else by its words and those of its heading."""
    other: Kind = "actual" if kind == "target" else "target"
    section = document.section_at(stretch.start)
    if section is not None and section.role in ("results", "targets"):
        return (section.role == "results") == (kind == "actual")
    text = normalise(stretch.quote)
    head = normalise(document.text[slice(*stretch.heads[-1])]) if stretch.heads else ""
    said = _kind_words(kind).search(text) or _kind_words(kind).search(head)
    return said is not None or _kind_words(other).search(text) is None


@cache
def _kind_words(kind: Kind | Literal["change"]) -> re.Pattern[str]:
    words = sorted(_table()[kind]["words"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _is_of_others(asked: Wanted, stretch: Stretch, document: Resolution) -> bool:
    """Whether a stretch of a unit's document speaks of another unit: one that it names, or a larger one."""
    if any(names_unit(name, fold(stretch.quote)) for name in asked.names):
        return False
    identity = document.identity
    known = {fold(name) for name in (identity.commune, identity.district, identity.province) if name}
    known |= {fold(each.value) for each in identity.inferred.values()}
    if any(fold(unit.name) not in known for unit in named_units(stretch.quote)):
        return True
    wider = [
        words
        for level, words in _table()["wider"].items()
        if level != identity.level and not _is_below(level, identity.level)
    ]
    text = normalise(stretch.quote)
    return any(word in text for words in wider for word in words)


def is_mostly_of(asked: Wanted, document: Resolution) -> bool:
    """Whether a document that does not say whose it is, names the unit asked about more than any other."""
    if document.identity.place is not None:
        return False
    around = "\n".join(each.text for each in document.dropped if each.reason == FRAME)
    named = Counter(fold(unit.name) for unit in named_units(f"{document.text}\n{around}"))
    return any(names_unit(name, each) for each, _ in named.most_common(1) for name in asked.names)


def headed_by(asked: Wanted, document: Resolution) -> Resolution | None:
    """The document as one of the unit asked about, where its title is of that unit alone, whoever issued it: a
    district's "kết luận tại buổi làm việc với xã A"; None of any other.
    """
    identity = document.identity
    known = {fold(name) for name in (identity.commune, identity.district, identity.province) if name}
    named = {fold(unit.name): unit for unit in named_units(identity.title) if fold(unit.name) not in known}
    if len(named) != 1 or not any(names_unit(name, each) for name in asked.names for each in named):
        return None
    (unit,) = named.values()
    return replace(document, identity=replace(identity, level=unit.level, commune=unit.name))


def _is_of_named(asked: Wanted, stretch: Stretch) -> bool:
    """Whether the unit named last before a figure of another unit's document is the one asked about."""
    text = normalise(stretch.quote)
    if any(word in text for words in _table()["wider"].values() for word in words):
        return False
    spoken = fold(stretch.quote)
    asked_at = [match.start() for name in asked.names for match in unit_pattern(name).finditer(spoken)]
    figures = [
        each.number_start
        for each in find_quantities(stretch.quote)
        if not asked.units or _fits(each.unit, asked.units)
    ]
    if not asked.figure or not figures:
        return bool(asked_at)
    rest = [unit.start for unit in _other_units(asked, stretch.quote)]
    return any(
        max((at for at in asked_at if at < figure), default=-1) > max((at for at in rest if at < figure), default=-1)
        for figure in figures
    )


def _other_units(asked: Wanted, text: str) -> list[NamedUnit]:
    """The units that a text names and of which it says other things: "xã A, xã B và xã C giảm từ 4%" is of all of
    them.
    """
    groups: list[list[NamedUnit]] = []
    for unit in named_units(text):
        if groups and _JOINED.fullmatch(text[groups[-1][-1].end : unit.opens]):
            groups[-1].append(unit)
        else:
            groups.append([unit])

    def is_asked(unit: NamedUnit) -> bool:
        return any(names_unit(name, fold(unit.name)) for name in asked.names)

    return [unit for group in groups if not any(map(is_asked, group)) for unit in group]


_HEIGHT = {"xã": 0, "phường": 0, "thị trấn": 0, "đặc khu": 0, "huyện": 1, "tỉnh": 2, "trung ương": 3}


def _is_below(level: str, other: str | None) -> bool:
    return _HEIGHT[level] <= _HEIGHT.get(other or "trung ương", 3)


def _table() -> Mapping[str, Mapping[str, list[str]]]:
    return load_table("assistant.ask.retrieving", "second_look.toml")
