"""What a table of the text has for each of several things: villages, communes, projects, items of a budget.

A line is one thing's and its columns are figures, or a line is one figure and its columns are things. Both come to
one ``Series``: what the figure is called, and each thing with its cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from assistant.ask.retrieving.stretches import Stretch
from assistant.language.abbreviations import spelled_out
from assistant.language.dates import is_at_start
from assistant.language.places import LEVEL_WORDS, VILLAGE_WORDS
from assistant.language.quantities import NUMBER, parse_number, read_unit
from assistant.language.tables import load_table
from assistant.language.text import fold, normalise, syllables
from assistant.types import DERIVED_DECIMALS

_FEWEST = 3  # things that make a series
_MOST_NAMES = 0.8  # share of the labels that must be names
_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
_ONE_NUMBER = re.compile(
    rf"[^\w−–-]*(?P<minus>[−–-](?=\d))?(?P<number>{NUMBER})\s*(?:/\s*\d+\s*)?(?P<unit>[^\d/]{{0,12}})"
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_ITEM, _GROUP = re.compile(r"\d{1,3}[.)]?"), re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?")
_BRACKET = re.compile(r"\(([^()]*)\)")
_GOES_ON = re.compile(r"\s*\w")  # behind a unit it is another word: "(con giống, chuồng trại)"
_UNIT_LINE = re.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing's figure: the cell as it stands ("" for none), its value, the row that holds it, the group under
    which it stands, and the line of which it is only a part ("Trong đó: …"); ``parts`` are the figures of which it is
    the sum, or the first in per cent of the second.
    """

    name: str
    text: str
    value: float | None
    row: Stretch
    group: str = ""
    parts: tuple[float, ...] = ()
    is_ratio: bool = False
    part_of: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether it has no figure, or nought; several figures ("1.000 - 2.000") are some."""
        return not self.value and not (self.value is None and _NUMBER.search(self.text))


_ONLY_YEAR = re.compile(r"(?:năm )?(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Series:
    """One figure of several things.

    ``key`` is what the head calls the things ("Tên bản"); ``whole`` is the figure of all together; ``by_row`` tells
    that each thing has a line of its own; ``unit`` is the figure's ("" where none is told), ``above`` what stands
    over its table. ``words`` tell it from other figures; where they are ``weak`` ("Trồng mới", "KH năm 2026") a
    question must have them all.
    """

    document_id: str
    name: str
    key: str
    entries: tuple[Entry, ...]
    whole: Entry | None
    by_row: bool
    unit: str
    above: str
    words: frozenset[str]
    weak: bool = False

    @property
    def years(self) -> tuple[int, ...]:
        """The years in its name."""
        return tuple(int(each) for each in YEAR.findall(self.name))

    @property
    def is_over_years(self) -> bool:
        """Whether its things are years: one figure as it was in each."""
        if self.by_row:  # a line is one year's where it says nothing else
            return all(_ONLY_YEAR.fullmatch(normalise(each.name)) for each in self.entries)
        return all(year_of(each.name) is not None for each in self.entries)

    @property
    def is_share(self) -> bool:
        """Whether it is in per cent."""
        return self.unit.startswith(("%", "điểm %"))

    @property
    def is_at_start(self) -> bool:
        """Whether it is what was there at the start of its year."""
        return is_at_start(self.name)


def series_of(stretches: Sequence[Stretch]) -> tuple[Series, ...]:
    """Every series of a document, in the order of its text."""
    return tuple(each for rows in tables_of(stretches) for each in (*_by_rows(rows), *_by_columns(rows)))


def tables_of(stretches: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """The rows of each table; those below a group of it ("II. Giao thông") have one head more."""
    rows: list[Stretch] = []
    for each in stretches:
        own = tuple(head for head in each.heads if not rows or head[0] < rows[0].start)
        if rows and not (each.is_row and own == rows[0].heads):
            yield rows
            rows = []
        if each.is_row:
            rows.append(each)
    if rows:
        yield rows


def _by_rows(rows: Sequence[Stretch]) -> Iterator[Series]:
    """A line for each thing: the columns of figures. One that is only "Tỷ lệ (%)" is of the figure before it."""
    groups, parts = dict(with_groups(rows)), bare_parts(rows)
    things = [row for row in rows if row in groups]
    totals = [row for row in rows if is_total(row.label)]
    if len(things) < _FEWEST or _is_repeated([row.label for row in things]):
        return
    before = ""
    for name in dict.fromkeys(name for row in things for name, _ in row.cells if name):
        if is_no_figure(name):
            continue
        full = f"{before}, {name}" if before and is_bare_share(name) else name
        before = before if is_bare_share(name) else name
        entries = tuple(
            replace(_entry(row.label, row, name, groups[row]), part_of=parts[row][1] if row in parts else "")
            for row in things
        )
        if sum(each.value is not None for each in entries) >= _FEWEST:
            whole = next((_entry(row.label, row, name) for row in totals if cell_of(row, name)), None)
            yield _series(rows[0], full, entries, whole, key=things[0].key, above=things[0].above)


def _series(
    row: Stretch, name: str, entries: tuple[Entry, ...], whole: Entry | None, *, key: str = "", above: str
) -> Series:
    unit = unit_of(name, [each.text for each in entries], above)
    said = money() if "đồng" in unit else frozenset[str]()
    own = set(telling(name)) - said
    words = frozenset(own or name_syllables(name) - _generic() - said)
    return Series(row.document_id, name, key, entries, whole, bool(key), unit, above, words, weak=not own)


def is_no_figure(name: str) -> bool:
    """Whether a column only numbers the lines or tells their units."""
    return fold(name).strip(" .") in map(fold, _table()["no_figure"]["words"])


def tells_units(name: str, cells: Sequence[str]) -> bool:
    """Whether a column only tells in what the figures of lines are counted: "ĐVT", or "Đơn vị" over "tấn", "hộ"."""
    if normalise(name).strip(" .") in _table()["units"]["words"]:
        return True
    said = [normalise(each).strip(" .") for each in cells]
    measured = sum(bool(each) and read_unit(each, 0)[1] == len(each) for each in said)
    return is_no_figure(name) and measured > _HALF * len(said)


_HALF = 0.5  # of the cells of a column


def is_bare_share(name: str) -> bool:
    """Whether a column is only "Tỷ lệ (%)" or "So với dự toán (%)": of the figure before it."""
    said = normalise(name)
    return ("%" in said or _says_share(said)) and set(telling(name)) <= _generic()


def with_groups(rows: Sequence[Stretch]) -> Iterator[tuple[Stretch, str]]:
    """The lines that are things, each with the line of the group that it stands under: numbered "1" below "I"."""
    marks = {row: row.quote.strip("| \t").split("|")[0].strip() for row in rows}
    grouped = any(map(_GROUP.fullmatch, marks.values())) and any(map(_ITEM.fullmatch, marks.values()))
    group = ""
    for row in rows:
        if grouped and _GROUP.fullmatch(marks[row]):
            group = row.label
        elif (
            row.label
            and not is_total(row.label)
            and (_ITEM.fullmatch(marks[row]) or any(map(_NUMBER.search, dict(row.cells).values())))
        ):
            yield row, group


def bare_parts(rows: Sequence[Stretch]) -> dict[Stretch, tuple[str, str]]:
    """The lines that are parts of another, each with its bare name and that line: "Trong đó: Kiểm lâm", "- Tiểu học"
    below it, "1.2" below "1".
    """
    found: dict[Stretch, tuple[str, str]] = {}
    whole, number, opened = "", "", False
    for row in rows:
        mark = row.quote.strip("| \t").split("|")[0].strip(" .)")
        is_marked = _SERIAL.fullmatch(mark) is not None
        opens = _OPENS_PARTS.match(row.label)
        name = _DASHED.sub("", row.label[opens.end() :] if opens else row.label).strip()
        is_below = bool(number) and (
            mark.startswith(f"{number}.") or (number.isdigit() and bool(_LETTER.match(mark)))
        )
        is_dashed = not is_marked and _DASHED.match(row.label) is not None
        if whole and (opens or is_below or (is_dashed and (opened or not is_total(whole)))):
            found[row] = (name or row.label, whole)
            opened = opened or bool(opens)
        elif row.label:
            whole, number, opened = row.label, mark if is_marked else "", False
    return found


_SERIAL = re.compile(r"\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-HĐ]|[a-hđ]")
_LETTER = re.compile(r"[a-hđ]$")
_OPENS_PARTS = re.compile(r"\W*(?:trong đó|bao gồm|gồm)\s*:?", re.IGNORECASE)
_DASHED = re.compile(r"\s*[-–+*•]\s*")


def _by_columns(rows: Sequence[Stretch]) -> Iterator[Series]:
    """A column for each unit or each year: the lines of figures."""
    names = [name for name, _ in rows[0].cells if name and not _is_no_unit(name) and not is_total(name)]
    if not are_names(names):
        names = _of_each_year([name for name, _ in rows[0].cells])
    if not names:
        return
    for row in rows:
        entries = tuple(_entry(name, row, name) for name in names)
        total = next((name for name, _ in row.cells if is_total(name)), None)
        told = next((cell for name, cell in row.cells if _is_no_unit(name) and not _NUMBER.search(cell)), "")
        if telling(row.label) and sum(each.value is not None for each in entries) >= _FEWEST:
            whole = _entry(total, row, total) if total else None
            yield _series(row, f"{row.label} ({told})" if told else row.label, entries, whole, above=row.above)


def _of_each_year(names: Sequence[str]) -> list[str]:
    """The columns that are one year each ("Năm 2022", "Ước TH 2024"), without plans beside results; [] where they are
    too few or several are of one year.
    """
    told = [each for each in names if year_of(each) is not None and not is_bare_share(each)]
    results = [each for each in told if not is_plan(each)]
    kept = results or told
    years = {year_of(each) for each in kept}
    return kept if len(kept) >= _FEWEST and len(years) == len(kept) else []


def year_of(name: str) -> int | None:
    """The one year that a name tells; None where it tells none or several."""
    found = set(YEAR.findall(name))
    return int(found.pop()) if len(found) == 1 else None


def _entry(thing: str, row: Stretch, name: str, group: str = "") -> Entry:
    text = " ".join(cell_of(row, name).split())
    return Entry(thing, text, figure_of(text), row, group)


def figure_of(cell: str) -> float | None:
    """The one number of a cell; None where it has none or several. Of "17/19" it is the first."""
    found = _ONE_NUMBER.fullmatch(" ".join(cell.split()))
    value = parse_number(found["number"]) if found else None
    return -value if found and found["minus"] and value is not None else value


def cell_of(row: Stretch, name: str) -> str:
    """What a row has in the column of a name; "" for nothing."""
    return next((cell.strip() for column, cell in row.cells if column == name), "")


def unit_of(name: str, cells: Sequence[str], above: str) -> str:
    """The unit of a figure: in brackets behind its name, in its cells, or in the line over its table."""
    said = normalise(name)
    for bracket in reversed(_BRACKET.findall(said)):  # behind the figure before it stands the one of a share of it
        unit, end = read_unit(bracket, 0)
        if unit and not _GOES_ON.match(bracket, end):
            return unit
    if "%" in said or _says_share(said) or any("%" in each for each in cells):
        return "%"
    words = said.split()
    first = words[1:] if words[:1] == ["số"] else words
    if unit := read_unit(" ".join(first), 0)[0]:
        return unit
    told = _UNIT_LINE.search(lowered := normalise(above))
    return read_unit(lowered, told.end())[0] if told else ""


def is_plan(name: str) -> bool:
    """Whether a column is what was planned or given, of which another is paid out; not the whole of all years."""
    said = normalise(name)
    planned = any(re.search(rf"(?<!\w){each}(?!\w)", said) for each in _table()["plan"]["words"])
    return planned and "tổng mức" not in said and "lũy kế" not in said


def _says_share(said: str) -> bool:
    return any(re.search(rf"(?<!\w){each}(?!\w)", said) for each in _table()["share"]["words"])


def _is_repeated(labels: Sequence[str]) -> bool:
    """Whether lines are of the same things again and again, and not of one thing each."""
    return max(Counter(labels).values()) > 1


def are_names(labels: Sequence[str]) -> bool:
    """Whether labels are names of units: each word in capitals, as in "Lương Ngọc", "Thôn 5"."""
    if len(labels) < _FEWEST or len(set(labels)) < len(labels):
        return False
    named = [each for each in labels if each and all(word[:1].isupper() or word.isdigit() for word in each.split())]
    short = [each for each in named if not each.isupper() and (len(each.split()) > 1 or len(labels) > _FEWEST)]
    return len(short) >= _MOST_NAMES * len(labels)


def bare_name(name: str) -> str:
    """The name of a unit without the word for what it is: "Xã Cô Tô Hạ" is asked for as "hai xã Cô Tô Hạ và …"."""
    return _LEVEL.sub("", name)


_LEVEL = re.compile(rf"^(?:{'|'.join(sorted({*LEVEL_WORDS, *VILLAGE_WORDS}, key=len, reverse=True))})\s+(?=\S)", re.I)


def is_total(label: str) -> bool:
    """Whether a line or a column is of all together: "Tổng cộng", "Toàn xã"."""
    said = normalise(label).strip(" .:*")  # with its marks: "Công viên" is no "cộng"
    words = _table()["total"]["words"]
    if any(re.match(rf"{each}(?!\w)", said) for each in _table()["no_total"]["words"]):
        return False
    return said in words or (not _is_name(label) and any(said.startswith(f"{each} ") for each in words))


def _is_name(label: str) -> bool:
    """Whether each of several words has its capital, as in the name of a place: "Cộng Hòa", "Giao Tiến"."""
    words = label.split()
    return len(words) > 1 and all(each[:1].isupper() and each[1:].islower() for each in words)


def _is_no_unit(name: str) -> bool:
    said = normalise(name)  # with its marks: "Nam Phong" is no "năm"
    words = _table()["no_unit"]["words"]
    found = any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", said) for each in words)
    return said in words or (found and not _is_name(name))


def summed(series: Sequence[Series]) -> Series:
    """One series whose figures are the sums of several: what is planned for two years together."""
    first = series[0]
    entries = tuple(_summed(each) for each in zip(*(one.entries for one in series), strict=True))
    wholes = [one.whole for one in series if one.whole is not None]
    whole = _summed(wholes) if len(wholes) == len(series) else None
    return replace(first, name=" + ".join(each.name for each in series), entries=entries, whole=whole)


def ratio(series: Series, plan: Series) -> Series:
    """A series in per cent of another of the same things: what is paid out of what was planned."""
    pairs = zip(series.entries, plan.entries, strict=True)
    entries = tuple(_in_per_cent(*pair) for pair in pairs)
    whole = _in_per_cent(series.whole, plan.whole) if series.whole is not None and plan.whole is not None else None
    return replace(series, name=f"{series.name} so với {plan.name}", entries=entries, whole=whole, unit="%")


def _in_per_cent(part: Entry, of: Entry) -> Entry:
    if part.value is None or not of.value:
        return replace(part, text="", value=None)
    value = round(100 * part.value / of.value, DERIVED_DECIMALS)
    return replace(part, value=value, parts=(part.value, of.value), is_ratio=True)


_DASHES = ("-", "–", "—")


def _summed(entries: Sequence[Entry]) -> Entry:
    """The sum; without a figure where one of the parts has none. A dash is how a table writes nought."""
    parts = tuple(each.value for each in entries if each.value is not None)
    if not parts or any(each.value is None and each.text not in _DASHES for each in entries):
        return replace(entries[0], text="", value=None)
    return replace(entries[0], value=round(sum(parts), DERIVED_DECIMALS), parts=parts)


def telling(text: str) -> list[str]:
    """The folded syllables of a text that tell one figure from another."""
    said = spelled_out(fold(text), plain=True)
    for each in _table()["neutral"]["phrases"]:
        said = said.replace(fold(each), " ")
    return [each for each in syllables(said) if each not in neutral() and not each[0].isdigit()]


@cache
def neutral() -> frozenset[str]:
    """The folded syllables that tell no figure from another."""
    return frozenset(fold(each) for each in str(_table()["neutral"]["words"]).split())


@cache
def neutral_as_written() -> frozenset[str]:
    """The same with and without their marks: "giáo" is none of them, though "giao" is."""
    return frozenset(str(_table()["neutral"]["words"]).split())


def name_syllables(name: str) -> set[str]:
    """All folded syllables of a name, without what stands in brackets."""
    said = spelled_out(fold(_BRACKET.sub(" ", name)), plain=True)
    return {each for each in syllables(said) if not each[0].isdigit()}


@cache
def money() -> frozenset[str]:
    """Folded syllables that say of a figure in money no more than its unit."""
    return frozenset(fold(each) for each in str(_table()["money"]["words"]).split())


@cache
def _generic() -> frozenset[str]:
    return frozenset(fold(each) for each in str(_table()["generic"]["words"]).split())


def _table() -> Mapping[str, Any]:
    return load_table("assistant.ask.retrieving", "series.toml")
