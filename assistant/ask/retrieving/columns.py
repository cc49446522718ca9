"""A table of the text as lines and columns: which column is a plan, a result, a whole or what a change of two others.

Two figures of a line are set against each other only where the columns that they stand in are told apart for certain:
each by its kind and its year, and no second column by the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Any, Literal

from assistant.ask.retrieving.series import (
    YEAR,
    bare_parts,
    cell_of,
    figure_of,
    is_bare_share,
    is_no_figure,
    is_total,
    neutral_as_written,
    tables_of,
    tells_units,
    unit_of,
    with_groups,
)
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.understanding.operations import kinds_said
from assistant.ask.understanding.set_against import part_in
from assistant.language.abbreviations import spelled_out
from assistant.language.quantities import read_unit
from assistant.language.tables import load_table
from assistant.language.text import fold, has_diacritics, normalise, syllables
from assistant.types import Reference

Role = Literal["change", "whole", "so_far", "result", "plan", "figure"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what its figures are to those of others, the years in its head, the unit ("" for none), and
    the part of the year that it is of: "6 tháng", "cùng kỳ" ("" for all of it). ``of`` is the head of the figure that
    it is a share of, where its own says no more.
    """

    name: str
    role: Role
    years: tuple[int, ...]
    unit: str
    part: str = ""
    of: str = ""

    @property
    def said(self) -> str:
        """What it is called: one that is but "Tỷ lệ (%)" is of the figure before it."""
        return f"{self.of}, {self.name}" if self.of else self.name

    @property
    def stem(self) -> str:
        """What it is called without the years: of "Giao năm 2025" and "Giao năm 2026" the same."""
        return " ".join(YEAR.sub(" ", normalise(self.said)).split())


@dataclass(frozen=True, slots=True)
class Line:
    """A line: what it is called, the line that it is part of ("" for none), the group under which it stands, whether
    it is of all together or of a group, and the unit that it tells itself ("" for none). One ``is_shifted`` has a
    figure where its unit should be: a cell is missing before it, and its figures stand under the heads of others.
    """

    name: str
    row: Stretch
    part_of: str = ""
    group: str = ""
    is_whole: bool = False
    unit: str = ""
    is_shifted: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a document; ``key`` is what its head calls the lines, ``above`` what stands over it."""

    document_id: str
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]
    key: str
    above: str

    def figure(self, line: Line, column: Column) -> float | None:
        """The one number of a cell; None where it has none or several."""
        return None if line.is_shifted else figure_of(cell_of(line.row, column.name))

    def cell(self, line: Line, column: Column) -> str:
        """What a line has in a column, as it stands; "" for nothing."""
        return cell_of(line.row, column.name)

    def with_figure(self, line: Line) -> list[Column]:
        """The columns in which a line has one number."""
        return [each for each in self.columns if self.figure(line, each) is not None]

    def unit(self, line: Line, column: Column) -> str:
        """In what a figure is counted: by its line, else by its column."""
        return line.unit or column.unit

    def columns_of(self, reference: Reference) -> list[Column]:
        """The columns that may be of a kind and a year; without a kind those of any."""
        own = [each for each in self.columns if each.role != "change" and not each.part]
        dated = [each for each in own if each.years]
        of_year = [each for each in dated if reference.year in each.years] if dated else own
        if reference.kind is None:
            return [each for each in of_year if each.role != "so_far"] or of_year
        told = [each for each in of_year if each.role in _OF_KIND[reference.kind]]
        return told or [each for each in of_year if dated and each.role == "figure"]  # "Năm 2026" is the only one


_OF_KIND: Mapping[str, tuple[Role, ...]] = {"target": ("plan",), "actual": ("result", "so_far")}


def grids_of(stretches: Sequence[Stretch]) -> tuple[Grid, ...]:
    """The tables of a document that have a head and figures, in the order of its text."""
    return tuple(grid for rows in tables_of(stretches) if (grid := _grid(rows)) is not None)


def _grid(rows: Sequence[Stretch]) -> Grid | None:
    names = list(dict.fromkeys(name for row in rows for name, _ in row.cells if name))
    cells = {name: [text for row in rows for own, text in row.cells if own == name] for name in names}
    measures = [name for name in names if tells_units(name, cells[name])]
    above = rows[0].above
    columns = tuple(_columns(names, cells, measures, above))
    lines = tuple(_lines(rows, measures))
    return Grid(rows[0].document_id, lines, columns, rows[0].key, above) if columns and len(lines) > 1 else None


_HALF = 0.5  # of the cells of a column


def _columns(
    names: Sequence[str], cells: Mapping[str, Sequence[str]], measures: Sequence[str], above: str
) -> Iterator[Column]:
    before = ""
    for name in names:
        figures = sum(figure_of(each) is not None for each in cells[name])
        if name in measures or is_no_figure(name) or figures <= _HALF * len(cells[name]):
            continue
        of = before if is_bare_share(name) else ""
        before = before if is_bare_share(name) else name
        years = tuple(int(each) for each in YEAR.findall(name) or YEAR.findall(of))
        yield Column(name, _role(name), years, unit_of(name, cells[name], above), part_in(name), of)


def _lines(rows: Sequence[Stretch], measures: Sequence[str]) -> Iterator[Line]:
    things, parts = dict(with_groups(rows)), bare_parts(rows)
    for row in rows:
        if row.label:
            name, part_of = parts.get(row, (row.label, ""))
            own = normalise(next((cell for each in measures if (cell := cell_of(row, each))), ""))
            unit, end = read_unit(own, 0) if own else ("", 0)
            yield Line(
                name,
                row,
                part_of,
                group=things.get(row, ""),
                is_whole=is_total(row.label) or row not in things,
                unit=unit if end == len(own) else own,
                is_shifted=figure_of(own) is not None,
            )


def _role(name: str) -> Role:
    """What the figures of a column are, by its head; "figure" where it does not tell."""
    said = normalise(name)
    kinds = kinds_said(said)
    if _words("change").search(said) or (len(kinds) > 1 and "%" in said):  # "TH/KH (%)"
        return "change"
    for role in _BY_WORDS:
        if _words(role).search(said):
            return role
    if kinds == {"target"} or (not kinds and _words("plan").search(said)):
        return "plan"
    return "result" if kinds == {"actual"} else "figure"


_BY_WORDS: tuple[Role, ...] = ("whole", "so_far")  # beside a plan or a result


@cache
def _words(role: str) -> re.Pattern[str]:
    words = sorted(_table()["roles"][role], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


# -- lines that a question names ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Named:
    """A line that a question names, and the syllables of the question that do so: from ``start`` to ``end``."""

    line: Line
    start: int
    end: int
    share: float  # of the syllables of its name


def named_in(grid: Grid, text: str, *, places: Iterable[str] = ()) -> list[Named]:
    """The lines of a table that a text names, in its order, each by the longest run of its name that it has.

    None whose words are but part of those by which another is named. Names of ``places`` that the text is about tell
    a line only together with other words: "Trạm Y tế phường Đông Lâm" is not named by "phường Đông Lâm".
    """
    plain = not has_diacritics(text)
    names = {line: _name_syllables(line.name, plain=plain) for line in grid.lines}
    said = _spelled(said_syllables(text, plain=plain), names.values())
    of_place = {each for place in places for each in said_syllables(place)} | _LEVELS
    telling = set(said) - neutral_as_written()
    names = {line: own for line, own in names.items() if not telling.isdisjoint(own)}
    found = [each for line, own in names.items() if (each := _named(line, own, said, of_place)) is not None]
    kept = [
        each
        for each in found
        if not any(
            other.start <= each.start and each.end <= other.end
            for other in found
            if other.end - other.start > each.end - each.start
            or ((other.start, other.end) == (each.start, each.end) and other.share > each.share)
        )
    ]
    return sorted(kept, key=lambda each: each.start)


def said_syllables(text: str, *, plain: bool = True) -> list[str]:
    """The syllables of a text with its abbreviations in their long form; folded where ``plain``."""
    return syllables(spelled_out(text, plain=plain))


def _name_syllables(name: str, *, plain: bool) -> list[str]:
    """Those of a name without what stands in brackets; the level at its end ("Văn phòng UBND xã") may be left out."""
    own = said_syllables(_BRACKET.sub(" ", name), plain=plain)
    own = own[:-1] if len(own) > _LONG_NAME and fold(own[-1]) in _LEVELS else own
    opens = max((len(each) for each in _opening() if tuple(map(fold, own[: len(each)])) == each), default=0)
    return own[opens:] if len(own) - opens > 1 else own


@cache
def _opening() -> frozenset[tuple[str, ...]]:
    """Words that open the name of a line and may be left out: "Cải tạo chợ Mới" is called "chợ Mới"."""
    return frozenset(tuple(fold(each).split()) for each in _table()["things"]["opening"])


_BRACKET = re.compile(r"\([^()]*\)")
_LEVELS = frozenset({"xa", "phuong", "huyen", "tinh"})
_LONG_NAME = 3  # syllables


def spelled_text(grid: Grid, text: str) -> str:
    """The folded words of a text with initials of names of lines as what they stand for."""
    return " ".join(_spelled(said_syllables(text), [_name_syllables(each.name, plain=True) for each in grid.lines]))


def _spelled(said: Sequence[str], names: Iterable[Sequence[str]]) -> list[str]:
    """The syllables with initials of a name as what they stand for: "PVHCC" of "phục vụ hành chính công"."""
    held = [list(each) for each in names] if any(map(_INITIALS.fullmatch, said)) else []
    spelled: list[str] = []
    for each in said:
        size = len(each) if _INITIALS.fullmatch(each) else 0
        runs = (own[at : at + size] for own in held for at in range(len(own) - size + 1)) if size else ()
        told = next((run for run in runs if "".join(word[0] for word in run) == each), None)
        spelled += told if told is not None else [each]
    return spelled


_INITIALS = re.compile(r"[^\W\daeiouyàáảãạăâèéẻẽẹêìíỉĩịòóỏõọôơùúủũụưỳýỷỹỵ]{3,8}")  # a word without a vowel


def _named(line: Line, own: Sequence[str], said: Sequence[str], of_place: Set[str]) -> Named | None:
    """A line as it is named: by its whole name, or by most of it, from its beginning or by three syllables."""
    match = SequenceMatcher(None, own, said, autojunk=False).find_longest_match()
    run = own[match.a : match.a + match.size]
    share = match.size / max(len(own), 1)
    if share < 1:
        others = [each for each in own if each not in neutral_as_written() and fold(each) not in of_place]
        share = min(_MOST, sum(each in others for each in run) / max(len(others), 1))
    tells = any(each not in neutral_as_written() for each in run)
    is_whole = share == 1 and (match.size > 1 or tells)
    is_most = share >= _HALF and (match.size > _FEWEST_RUN or (match.size == _FEWEST_RUN and match.a == 0))
    return Named(line, match.b, match.b + match.size, share) if (is_whole or is_most) and tells else None


_FEWEST_RUN = 2  # syllables
_MOST = 0.99  # of a name of which not all stands there


def _table() -> Mapping[str, Any]:
    return load_table("assistant.ask.retrieving", "series.toml")
