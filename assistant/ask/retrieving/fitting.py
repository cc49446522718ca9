"""Which series of the tables of some documents a question over their lines means.

It is told by the words of the question alone: what tells one figure from another must stand in the name of the series
or above its table, and of several such series the one that says the least besides is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from assistant.ask.retrieving.said import Rarity
from assistant.ask.retrieving.series import YEAR, Entry, Series, are_names, bare_name, money, name_syllables, telling
from assistant.ask.understanding.over_lines import OverLines
from assistant.language.bounds import holds_for
from assistant.language.tables import load_table
from assistant.language.text import fold, normalise, syllables

_KEPT = 2048  # nouns that were looked for, and what came of them


@dataclass(frozen=True, slots=True)
class Fit:
    """A series that says what is asked, the entries asked about, and how much it says otherwise (less is better)."""

    series: Series
    entries: tuple[Entry, ...]
    noun: str
    other: tuple[float, ...]


def fits(asked: OverLines, found: Sequence[Series], known: Rarity, *, names: Sequence[str] = ()) -> list[Fit]:
    """The series that say what is asked, the best first; ``names`` are the figure's in the catalogue, for a question
    that leaves it to the conversation.
    """
    heads = {each.document_id: set[str]() for each in found}
    for each in found:
        heads[each.document_id] |= name_syllables(each.name)
    nouns = {word for noun in asked.nouns for word in noun.split()}
    names_figure = bool(set(telling(asked.said)) - nouns)
    for said in (asked.said if names_figure else f"{asked.said} {asked.amount}", *names):
        words = telling(said)
        told = (_fit(asked, each, words, known, heads[each.document_id]) for each in found)
        if ranked := sorted((fit for fit in told if fit is not None), key=lambda fit: fit.other):
            return ranked
    return []


def _heard(asked: OverLines, noun: str, heads: Set[str]) -> set[str]:
    """The syllables of a question that some head of the document has, whatever they tell elsewhere."""
    return (name_syllables(asked.said) - set(noun.split())) & heads


def _fit(asked: OverLines, series: Series, said: Sequence[str], known: Rarity, heads: Set[str]) -> Fit | None:
    """The series as an answer to the telling words that are ``said``; None where it is none."""
    noun = next((each for each in asked.nouns if are_called(series, each)), "")
    if not noun and not asked.added:
        return None
    if "chi tieu" in fold(series.key) and not series.is_share:
        return None  # its lines are figures of many units
    if any(holds_for(1.0, series.unit or each.unit, each) is None for each in asked.conditions):
        return None
    if asked.years and series.years and not set(asked.years) & set(series.years):
        return None  # of other years
    if series.weak and not series.words <= {*syllables(asked.said), *map(str, asked.years)}:
        return None
    group = _group(series, [each for each in said if each not in noun.split()])
    understood = {*noun.split(), *telling(group), *(money() if "đồng" in series.unit else ())}
    words = [each for each in said if each not in understood or each in series.words]
    # With its marks: "cần xóa" is no "cận nghèo".
    apart = {fold(each) for each in syllables(series.name) if each in _other_figure()}
    if {*words, *telling(asked.said)} & set(map(fold, _other_figure())) != apart:
        return None
    around = {*series.words, *telling(series.above), *telling(series.key)}
    missing = sum(known.of(each) for each in words if each not in around)
    otherwise = series.weak and (bool(series.words) or bool(set(series.years) & set(asked.years)))
    # "Công trình trọng điểm nào trên 20 tỷ" names its table at most, and no figure: its unit alone tells it.
    otherwise = otherwise or (not missing and any(each.unit and series.unit for each in asked.conditions))
    # "Tổng số" is of what its table is of.
    otherwise = otherwise or (not missing and series.weak and not series.words and _is_of_all(series))
    otherwise = otherwise or (bool(group) and asked.listed)  # whole lines are asked for, and no figure
    if missing > _MISSED * sum(map(known.of, words)) or (series.words.isdisjoint(words) and not otherwise):
        return None
    entries = tuple(each for each in series.entries if not each.part_of and (not group or each.group == group))
    return Fit(series, entries, noun, _other(asked, series, {*words, *_heard(asked, noun, heads)}, missing))


_MISSED = 0.2  # share of the weight of the words asked for that a series need not say


def _other(asked: OverLines, series: Series, words: Set[str], missing: float) -> tuple[float, ...]:
    told = name_syllables(series.name) - {"ty", "le"}
    common = len(words & told)
    years = series.years or tuple(int(each) for each in YEAR.findall(series.above))
    return (
        float(asked.share is not None and asked.share != series.is_share),
        float(asked.at_start != series.is_at_start),
        # Its own year tells a figure, but for one that is named in full ("tổng mức đầu tư").
        0.0 if name_syllables(series.name) <= words else _apart(asked.years, series.years),
        float(bool(asked.years) and not set(asked.years) & set(years)),
        missing,
        # Where its unit alone tells the figure, all of it is meant and no part: "trên 58 tỷ" of several sources.
        float(bool(asked.conditions) and series.words.isdisjoint(words) and not _is_of_all(series)),
        -common / max(len(words), 1) - common / max(len(told), 1),
        # Of what is carried out a share tells more than an amount: "dự án nào giải ngân thấp nhất".
        float(asked.share is None and not series.is_share),
        -float(max(series.years, default=0)) if words else float(bool(series.years)),
    )


def _is_of_all(series: Series) -> bool:
    """Whether the name of a figure says that it is all together: "Kế hoạch vốn năm 2025 Tổng số", "Tổng mức"."""
    said = normalise(series.name)
    return any(_says(said, each) for each in _table()["total"]["words"])


def _apart(asked: Sequence[int], told: Sequence[int]) -> float:
    """How far the years of a figure are from those asked for: 0 where they are these, 1 where they are others."""
    if not asked or set(asked) == set(told):
        return 0.0
    return 0.5 if set(asked) & set(told) else 1.0


def are_called(series: Series, noun: str) -> bool:
    """Whether the lines of a series are what a noun says: by the head, by their own first words; where these leave it
    open, by what stands over the table.
    """
    names = tuple(each.name for each in series.entries)
    if series.is_over_years:
        return noun == "nam"
    if _is_of_other(series, noun):
        return False
    return (
        _is_called(series.key, names, noun)
        or (noun in _units() if not series.by_row else _is_left_open(series.key, names, series.above, noun))
        or _is_item(series, noun)
    )


def _is_of_other(series: Series, noun: str) -> bool:
    """Whether a table tells the one of two things that are no other's lines, and a noun the other: "khoản thu" of
    "Nội dung chi", of what stands below "Dự toán chi".
    """
    said = set(noun.split())
    pairs = [pair for row in _table()["things"]["apart"] for pair in (row, row[::-1])]
    asked = [(one, other) for one, other in pairs if one in said and other not in said]
    if not asked:
        return False  # before the words around the table are cut, since each noun of a question comes here
    around = [_folded_syllables(each) for each in (series.key, series.above.partition(" . ")[2])]
    for one, other in asked:
        held = next((told for each in around if (told := each & {one, other})), frozenset[str]())
        if held == {other}:
            return True
    return False


@lru_cache(maxsize=4096)
def _folded_syllables(text: str) -> frozenset[str]:
    return frozenset(syllables(fold(text)))


def _is_item(series: Series, noun: str) -> bool:
    """Whether a noun is what one calls lines of a table in money: "khoản thu" of "Nội dung" below "Dự toán thu"."""
    if (
        not series.by_row
        or "đồng" not in series.unit
        or normalise(series.key) not in (*_open(), *_table()["things"]["heads_of_items"])
    ):
        return False
    words = noun.split()
    rest = [each for each in words if each not in map(fold, _table()["things"]["items"])]
    said = syllables(fold(f"{series.key} {series.above}"))
    return len(rest) < len(words) and all(each in said for each in rest)


@lru_cache(maxsize=_KEPT)
def _is_called(key: str, names: tuple[str, ...], noun: str) -> bool:
    """Whether a head or half of the names below it say a noun; the columns of a table are lines of one head."""
    said = normalise(key)  # with its marks: "nơi" is no "nội dung"
    if any(_says(said, each) for each in _called(noun) if each not in _open()):
        return True
    written = _written(noun)
    if any(_says(said, each) for each in written) if written else _says(fold(key), noun):
        return True
    opens = tuple(f"{each} " for each in written or (noun,))
    return 2 * sum((normalise if written else fold)(each).startswith(opens) for each in names) >= len(names)


def _is_left_open(key: str, names: Sequence[str], above: str, noun: str) -> bool:
    """Whether a head that leaves open what its lines are stands under what says a noun, or above names of units."""
    if normalise(key) not in _open():
        return False
    if noun in _units():
        return are_names([bare_name(each) for each in names])
    over = " . ".join(each for each in above.split(" . ") if "|" not in each)  # a head names figures and no lines
    return _says(fold(over), noun)


@lru_cache(maxsize=_KEPT)
def _called(noun: str) -> tuple[str, ...]:
    """What heads call the things of a folded noun."""
    return tuple(each for row in _table()["things"]["same"] if noun in map(fold, row) for each in row)


@lru_cache(maxsize=_KEPT)
def _written(noun: str) -> tuple[str, ...]:
    """How a folded noun that the table knows is written: "bản" is no "Ban quản lý"."""
    return tuple(dict.fromkeys(each for row in _table()["things"]["same"] for each in row if fold(each) == noun))


@cache
def _called_all() -> frozenset[str]:
    """What things are called, folded: "dự án" in "DỰ ÁN KHỞI CÔNG MỚI" tells no group from another."""
    return frozenset(fold(each) for row in _table()["things"]["same"] for each in row)


@cache
def _units() -> frozenset[str]:
    """The folded nouns for administrative units and villages, which may be the columns of a table."""
    return frozenset(fold(each) for row in _table()["things"]["units"] for each in row)


@cache
def _open() -> frozenset[str]:
    return frozenset(_table()["things"]["open"])


def _group(series: Series, words: Sequence[str]) -> str:
    """The group of lines that the words name: "cho giáo dục" of lines below "II. Giáo dục"."""
    named = dict.fromkeys(each.group for each in series.entries if each.group)
    things = set(telling(series.key)) | {word for each in _called_all() for word in each.split()}
    shares = {each: len(own & set(words)) / len(own) for each in named if (own := set(telling(each)) - things)}
    best = max(shares.values(), default=0.0)
    held = [each for each, share in shares.items() if share == best]
    return held[0] if best >= _HALF and len(held) == 1 else ""


_HALF = 0.5  # of the words of a group's name


def _says(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


@cache
def _other_figure() -> frozenset[str]:
    """Words, with their marks, without which a figure is another one."""
    return frozenset(str(_table()["apart"]["words"]).split())


def _table() -> Mapping[str, Any]:
    return load_table("assistant.ask.retrieving", "series.toml")
