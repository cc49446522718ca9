"""Whose a figure is where it is not the document's own: a table by communes, the news of several congresses.

A unit owns a figure where it is the label of its row or the heading of its column, where it opens the figure's clause
("xã Mỹ Lâm đạt 58 triệu đồng"), or where it opens the line or the heading above. A unit that is only spoken of
("đường từ xã Mỹ Lâm") owns nothing, nor does one that gives ("kế hoạch của huyện").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.language.places import VILLAGE_WORDS, NamedUnit, ends_name, named_units
from assistant.language.tables import load_table
from assistant.language.text import LOWER, UPPER, normalise
from assistant.types import COMMUNE_LEVELS, Identity
from ingest.evidence.options import Mention
from ingest.figures.blocks import Block
from ingest.figures.windows import marker_length
from ingest.tables.cells import is_total
from ingest.tables.grid import Cell

_SYLLABLE = rf"[{UPPER}][{LOWER}]*(?:['’-][{UPPER}{LOWER}]+)?"
_NAME = rf"{_SYLLABLE}(?:\s+{_SYLLABLE}){{0,3}}"
_BARE = re.compile(rf"(?P<name>{_NAME})(?![\w'’-])")
_BARE_CELL = re.compile(rf"{_SYLLABLE}(?:\s+{_SYLLABLE}){{1,3}}(?:\s*\([^()]*\))?")
_TRAILING = re.compile(rf"(?P<name>{_SYLLABLE}(?:\s+{_SYLLABLE}){{1,3}})\W*$")
_SEPARATOR = re.compile(r"[,;:(.!?]\s|\s[-–]\s|\s(?=và\s)")
_ORDER = re.compile(r"^\W*(?:\d{1,3}|[IVX]{1,5}|[a-zđ])[.)]\s*")
_JOINS = re.compile(r"\s*(?:,|và)\s+")
# What is no more, where it is not told that it gave something while it was: "huyện Tân Lập (cũ) giao 412 tỷ đồng".
_FORMER = re.compile(
    r"\s*\(?(?:cũ|trước đây)(?!\w)(?!\)?\s*(?:đã\s+)?(?:giao|phân bổ|cấp|hỗ trợ|phân khai)(?!\w))", re.IGNORECASE
)
_ABOVE = re.compile(r"\s*(?P<level>tỉnh|huyện|quận|thị xã|thành phố)(?!\w)")
_SUBORDINATE = {"tỉnh": 3, "huyện": 2, **dict.fromkeys(COMMUNE_LEVELS, 1)}  # all others are below the commune


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a text names it: its level word, and its name; ``opens`` and ``end`` span both."""

    level: str
    name: str
    opens: int
    end: int

    @property
    def words(self) -> str:
        """As a row keeps it: "xã Mỹ Lâm"."""
        return f"{self.level} {self.name}"


@cache
def _village() -> re.Pattern[str]:
    table = load_table("ingest.evidence", "places.toml")["village"]
    before = "".join(rf"(?<!{word}\s)" for word in table["not_after"])
    words = "|".join(sorted(VILLAGE_WORDS, key=len, reverse=True))
    return re.compile(
        rf"(?<!\w){before}(?P<level>(?i:{words}))\s+(?P<name>\d{{1,2}}[A-Z]?(?![\d.,%/])|{_NAME})(?!\w)"
    )


@cache
def _openings(name: str) -> re.Pattern[str]:
    words = load_table("ingest.evidence", "places.toml")[name]["words"]
    said = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\W*(?:(?:{said})\W+)*")


@cache
def _whole() -> re.Pattern[str]:
    words = "|".join(load_table("ingest.evidence", "places.toml")["whole"]["words"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


@cache
def _owned() -> re.Pattern[str]:
    table = load_table("ingest.evidence", "places.toml")["of"]
    givers = "".join(rf"(?<!{word}\s)" for word in table["givers"])
    return re.compile(rf"(?<!\w){givers}(?:{'|'.join(table['words'])})\s+$")


def units_in(text: str) -> list[Unit]:
    """Every unit that a text names with its level, villages too, in order."""
    named = [_unit(each) for each in named_units(text, short=True)]
    taken = [(each.opens, each.end) for each in named]
    villages = [
        Unit(normalise(match["level"]), match["name"], match.start(), match.end())
        for match in _village().finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
        and not ends_name(text[match.start("name") :])
    ]
    return sorted((*named, *villages), key=lambda unit: unit.opens)


def _unit(named: NamedUnit) -> Unit:
    return Unit(named.level, named.name, named.opens, named.end)


class Places:
    """The units that a document names, its own and others; says of each figure whose it is."""

    def __init__(self, identity: Identity, text: str, lines: Sequence[Block]) -> None:
        self._identity = identity
        found = sorted((*units_in(text), *_enumerated(text)), key=lambda unit: unit.opens)
        communes = [unit for unit in found if unit.level in COMMUNE_LEVELS]
        self._levels = {unit.name: unit.level for unit in reversed(communes)}
        joined = [pair for pair in pairwise(communes) if _JOINS.fullmatch(text[pair[0].end : pair[1].opens])]
        self._opened: dict[str, Unit | None] = {}
        heading = {unit.name for line in lines if (unit := self._opening(line.text))}
        # Of a page that names no unit of its own a single one may well be it.
        self._heads_count = identity.place is not None or len(heading) > 1
        told = heading | {unit.name for pair in joined for unit in pair}
        is_news = identity.place is None and identity.kind == _NO_DOCUMENT and len(told) > 1
        self._told = self._line_by_line(lines, told) if is_news else {}

    def of(self, mention: Mention) -> str | None:
        """The unit that a figure is of, as in "xã Mỹ Lâm"; None where it is the document's own."""
        if mention.cell is not None:
            unit, is_own = self._of_cell(mention.cell)
        else:
            unit, is_own = self._of_clause(mention)
        if unit is None and not is_own:
            unit = (self._of_heads(mention) if self._heads_count else None) or self._told.get(mention.block.index)
        return unit.words if unit is not None and not self._is_own(unit) else None

    def _line_by_line(self, lines: Sequence[Block], told: Collection[str]) -> dict[int, Unit]:
        """Whom each line of a page about several units speaks of: whom it names, else whom the line before did."""
        found: dict[int, Unit] = {}
        current: Unit | None = None
        for line in lines:
            named = {unit.name: unit for unit in self._named(line.text) if unit.name in told}
            if named:
                current = next(iter(named.values())) if len(named) == 1 else None
            if current is not None:
                found[line.index] = current
        return found

    def _is_own(self, unit: Unit) -> bool:
        identity, name = self._identity, normalise(self._identity.place or "")
        # In a title in capitals the words behind a name cannot be told from it.
        said = normalise(unit.name)
        return unit.level == identity.level and bool(name) and (said == name or said.startswith(f"{name} "))

    def _is_below(self, unit: Unit) -> bool:
        """Whether a unit may head figures of a document: one above its own only gives, or is where it lies."""
        return _rank(unit.level) <= _rank(self._identity.level or "tỉnh")

    # -- lines

    def _of_clause(self, mention: Mention) -> tuple[Unit | None, bool]:
        """The unit that opens the figure's clause or owns it; and whether the clause says that it is of the whole."""
        window, text = mention.window, mention.text
        if window is None:
            return None, False
        start, figure = window.clause_start, window.quantity.start
        before = text[start:figure]
        whole = max((match.end() for match in _whole().finditer(normalise(before))), default=-1)
        owners = [unit for unit in self._named(before) if self._owns(before, unit)]
        if owners and owners[-1].opens > whole:
            return (None, True) if self._is_shared(before, owners) else (owners[-1], False)
        if whole >= 0:
            behind = (unit for unit in self._named(before) if unit.opens >= whole)
            named = next((unit for unit in behind if not before[whole : unit.opens].strip()), None)
            return named or self._superior(before[whole:]), True
        opening = self._opening(text)
        return (opening if opening and opening.end <= start else None), False

    def _is_shared(self, text: str, owners: Sequence[Unit]) -> bool:
        """Whether the last units are named together ("xã Mỹ Lâm và xã Đông Hà"): the figure is of neither alone."""
        last = owners[-1]
        before = [unit for unit in self._named(text) if unit.end <= last.opens]
        return bool(before) and _JOINS.fullmatch(text[before[-1].end : last.opens]) is not None

    def _superior(self, text: str) -> Unit | None:
        """The unit above the document's own behind "toàn": "toàn huyện"."""
        match = _ABOVE.match(normalise(text))
        if match is None:
            return None
        level, name = match["level"], self._identity.province
        if level != "tỉnh":
            level, name = "huyện", self._identity.district
        return Unit(level, name, 0, 0) if name and _rank(level) > _rank(self._identity.level or "tỉnh") else None

    def _owns(self, text: str, unit: Unit) -> bool:
        """Whether a unit opens a stretch of its clause, or the figure is said to be of it."""
        before = normalise(text[: unit.opens])
        if _owned().search(before):
            return True
        if not (self._is_below(unit) or _FORMER.match(text, unit.end)):
            return False
        begun = max((match.end() for match in _SEPARATOR.finditer(before)), default=0)
        return _openings("opening").fullmatch(before[begun:] and f"{before[begun:].rstrip()} ") is not None

    def _named(self, text: str) -> list[Unit]:
        """The units of a stretch, those too that the document has named with their level before."""
        found = units_in(text)
        for match in _BARE.finditer(text):
            level = self._levels.get(match["name"])
            if level and not any(unit.opens < match.end() and match.start() < unit.end for unit in found):
                found.append(Unit(level, match["name"], match.start(), match.end()))
        return sorted(found, key=lambda unit: unit.opens)

    def _opening(self, line: str) -> Unit | None:
        """The unit with which a line opens: "* Xã Mỹ Lâm: …", "Mỹ Lâm: vững bước"."""
        if line not in self._opened:
            self._opened[line] = self._read_opening(line)
        return self._opened[line]

    def _read_opening(self, line: str) -> Unit | None:
        ordered = _ORDER.match(line)
        mark = max(marker_length(line), ordered.end() if ordered else 0)
        unit = next(iter(self._named(line[mark : mark + _OPENING])), None)
        if unit is None or not self._is_below(unit):
            return None
        before, after = normalise(line[mark : mark + unit.opens]), line[mark + unit.end :]
        if _openings("opening").fullmatch(before and f"{before.rstrip()} ") is None:
            return None
        with_level = re.match(rf"(?i:{re.escape(unit.level)})", line[mark + unit.opens :])
        if re.match(r"\s*(?:$|[:(–-])", after) or (with_level and len(line) <= _SHORT):
            return Unit(unit.level, unit.name, mark + unit.opens, mark + unit.end)
        return None

    def _of_heads(self, mention: Mention) -> Unit | None:
        """The unit that opens the nearest heading that opens with one."""
        heads = reversed(mention.block.above)
        return next((unit for head in heads if (unit := self._opening(head.text))), None)

    # -- tables

    def _of_cell(self, cell: Cell) -> tuple[Unit | None, bool]:
        """The unit of a cell's row or column; and whether the row adds units up."""
        if is_total(cell.label) or _whole().match(normalise(cell.label)):
            return None, True
        if _whole().match(normalise(cell.column.heading)):
            return None, True
        found = self._labelled(cell.label, cell.over) or self._heading(cell)
        if found is None:
            over = cell.over_group or cell.over
            groups = (self._labelled(group, over) for group in reversed(cell.group))
            found = next(filter(None, groups), None)
        return found, False

    def _labelled(self, label: str, over: str) -> Unit | None:
        """The unit that a label is: with its level, or by its name alone below the heading "Xã"."""
        said = _ORDER.sub("", label).strip(" *-+")
        units = units_in(said)
        if units and units[0].opens == 0:
            return units[0]
        level = _level_over(over)
        if level is None or _BARE_CELL.fullmatch(said) is None:
            return None
        name = re.sub(r"\s*\([^()]*\)$", "", said)
        return Unit(self._levels.get(name, level), name, 0, len(name))

    def _heading(self, cell: Cell) -> Unit | None:
        """The unit that a column is of: named with its level, or by name alone beside one that is."""
        heading = cell.column.heading
        units = units_in(heading)
        if units:
            return units[-1] if units[-1].end >= len(heading.rstrip()) - 1 else None
        match = _TRAILING.search(heading)
        beside = [unit for unit in units_in("\n".join(cell.beside)) if self._is_below(unit)] if match else []
        if match is None or not beside:
            return None
        name = match["name"]
        level = "xã" if beside[0].level in COMMUNE_LEVELS else beside[0].level
        return Unit(self._levels.get(name, level), name, 0, len(name))


_NO_DOCUMENT = "khác"  # the kind of a page that is no document of an office
_OPENING = 120  # characters in which a line has opened with a unit, or has not
_SHORT = 90  # characters; a longer line that opens with a unit is a sentence of its own


def _rank(level: str) -> int:
    return _SUBORDINATE.get(level, 0)


def _level_over(heading: str) -> str | None:
    """The level of the units in a column, by its heading: "Tên xã", "Thôn, làng", "Địa phương"; None for no units."""
    table = load_table("ingest.evidence", "places.toml")
    said = normalise(heading).strip(" *.:")
    if any(said.startswith(word) for word in table["column"]["not"]):
        return None
    levels = [*COMMUNE_LEVELS, *VILLAGE_WORDS]
    at = {level: match.start() for level in levels if (match := re.search(rf"(?<!\w){level}(?!\w)", said))}
    if at and re.fullmatch(rf"(?:tên\s+|các\s+)?(?:(?:{'|'.join(map(re.escape, levels))})[\s,/-]*(?:và\s+)?)+", said):
        return min(at, key=lambda level: at[level])
    return "xã" if said in table["column"]["words"] else None


_LISTED = re.compile(
    rf"(?<!\w)(?:các|hai|ba|\d+)\s+(?P<level>xã|phường)\s+{_NAME}(?P<more>(?:(?:,|\s+và)\s+{_NAME})+)"
)


def _enumerated(text: str) -> Iterator[Unit]:
    """The names behind one that share its level word: "các xã Mỹ Lâm, Phú Thọ và Đông Hà"."""
    for match in _LISTED.finditer(text):
        for name in re.finditer(_NAME, match["more"]):
            start = match.start("more")
            yield Unit(match["level"], name.group(), start + name.start(), start + name.end())
