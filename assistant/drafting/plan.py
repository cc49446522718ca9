"""What a base document gives the next one: its paragraphs in order, what each is, and the indicator table.

    1. Each line outside the heading block becomes a paragraph with its role and its nature: a standing task, a
       one-off one (``plan.toml``), one that carries figures, or an assessment of a year that is over.
    2. Each figure of a target or of an assessment, and each target that the ledger knows among the tasks, becomes
       a row of the table; an item without a figure ("Duy trì các tiêu chí") is a row too.

Nothing is taken from last year but the words: a row says what was set, and waits for what was reached.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple

from assistant.drafting.columns import (
    Cell,
    Column,
    cells_of,
    is_ornament,
    is_table_line,
    is_unit_head,
    read_columns,
)
from assistant.drafting.figures import convert_figure
from assistant.drafting.once import Once, happened_once, one_off_reason
from assistant.drafting.vocabulary import CellPlace, FigurePlace, Plan, Planned
from assistant.language.catalogue import catalogue
from assistant.language.quantities import find_quantities, read_unit
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import (
    Archived,
    Comparator,
    Figure,
    Identity,
    Indicator,
    IndicatorRow,
    Nature,
    Quantity,
    Role,
    RowGroup,
    Section,
    Span,
)

_GROUPS: dict[Role, RowGroup] = {"targets": "targets", "tasks": "tasks", "results": "results"}
_ORDER: tuple[RowGroup, ...] = ("targets", "tasks", "results")  # of the table
_BARE_LABEL = 2  # words; "sản lượng" says nothing in a table, so the catalogue's name stands for it
_LONGEST_LABEL = 12  # words; a longer lead-in is cut at its beginning


@cache
def _marker() -> re.Pattern[str]:
    return re.compile(load_table("assistant.drafting", "plan.toml")["marker"]["pattern"])


def plan(base: Archived) -> Plan:
    """The plan of a document, without its heading block and what closes it. Pure."""
    read: list[tuple[_Item, list[_Read]]] = []
    counted = 0
    for item in _items(base):
        item = replace(item, count=counted + 1)
        found = [] if _GROUPS.get(item.role) is None or item.depth else list(_read_line(item))
        counted += item.is_listed and any(one.row is not None and one.row.group == "targets" for one in found)
        read.append((item, found))
    folded = _folded([one for _, found in read for one in found])
    rows = [one.row for _, found in read for one in found if one.row is not None and one.row.key not in folded]
    paragraphs = tuple(_planned(item, found, folded) for item, found in read)
    return Plan(paragraphs, tuple(sorted(rows, key=lambda row: _ORDER.index(row.group))))


def _items(base: Archived) -> Iterator[_Item]:
    """The lines of the base that say something, in order; those of a table know their columns."""
    roles = _roles(base.resolution.sections)
    head: tuple[Column | None, ...] = ()
    units: int | None = None
    for section in base.resolution.sections:
        if section.role in ("heading", "closing"):
            continue
        for text, start in _lines(base, section):
            if is_ornament(text):
                continue
            head, units = _head(text, base.resolution.identity, head, units)
            yield _Item(base, section, roles[section], text, start, columns=head, units=units)


def _head(
    text: str, identity: Identity, head: tuple[Column | None, ...], units: int | None
) -> tuple[tuple[Column | None, ...], int | None]:
    """The columns of the table that a line is of, and which of them holds the units."""
    if not is_table_line(text):
        return (), None
    cells = cells_of(text)
    target = identity.target_year or (identity.result_year or 0) + 1
    columns = read_columns(cells, target=target, result=identity.result_year or target - 1)
    if not any(columns):
        return head, units
    return columns, next((at for at, cell in enumerate(cells) if is_unit_head(cell.text)), None)


def _folded(read: Sequence[_Read]) -> dict[str, str]:
    """Rows that say again what a target says -> that target: its result, or the same figure once more."""
    known: dict[tuple[object, ...], list[_Read]] = defaultdict(list)
    for one in read:
        if one.row is not None and one.row.group == "targets" and one.ledger is not None and one.row.indicator:
            known[_subject(one.row, one.ledger)].append(one)
    folded: dict[str, str] = {}
    for one in read:
        if one.row is None or one.ledger is None or not one.row.indicator:
            continue
        same = [other.row for other in known[_subject(one.row, one.ledger)] if other.row is not None]
        first = next((row for row in same if row.last == one.row.last or one.row.group == "results"), None)
        of_results = one.row.group == "results" and len({row.last for row in same}) == 1
        if first is not None and first.key != one.row.key and (of_results or one.row.group != "results"):
            folded[one.row.key] = first.key
    return folded


def _subject(row: IndicatorRow, ledger: Indicator) -> tuple[object, ...]:
    return (row.indicator, row.unit, row.measure, ledger.scope, ledger.period, ledger.rank, ledger.place)


def _planned(item: _Item, found: Sequence[_Read], folded: Mapping[str, str]) -> Planned:
    figures = tuple(replace(place, row=folded.get(place.row, place.row)) for one in found for place in one.places)
    cells = tuple(replace(cell, row=folded.get(cell.row, cell.row)) for one in found for cell in one.cells)
    nature = _nature(item, has_figures=bool(figures or cells))
    return Planned(item.key, item.role, nature, item.depth, item.span(0, len(item.text)), figures, cells)


def _roles(sections: Sequence[Section]) -> dict[Section, Role]:
    """What each section is for. A lead-in within the tasks ("hoàn thành các mục tiêu sau:") does not make targets
    of the tasks after it; a heading does.
    """
    tops: dict[str, Role] = {}
    for section in sections:
        if section.path:
            tops.setdefault(section.path[0], section.role)
    return {
        section: "tasks"
        if section.role == "targets"
        and section.start == section.body
        and section.path
        and tops[section.path[0]] == "tasks"
        else section.role
        for section in sections
    }


def _lines(base: Archived, section: Section) -> Iterator[tuple[str, int]]:
    for match in re.finditer(r"[^\n]+", base.resolution.text[section.start : section.end]):
        stripped = match.group().strip()
        if stripped:
            yield stripped, section.start + match.start() + match.group().index(stripped)


@dataclass(frozen=True, slots=True)
class _Item:
    """One line of the base with what is needed to read it."""

    base: Archived
    section: Section
    role: Role
    text: str
    start: int
    count: int = 0
    columns: tuple[Column | None, ...] = ()
    units: int | None = None

    @property
    def depth(self) -> int:
        """The level of the heading that the line is, or 0."""
        heading = self.section.heading
        titled = self.start < self.section.body or (self.start == self.section.start and heading in self.text)
        return len(self.section.path) if heading and titled else 0

    @property
    def key(self) -> str:
        return f"{self.base.resolution.document_id[:6]}-{self.start}"

    @property
    def is_listed(self) -> bool:
        return self.depth == 0 and _marker().match(normalise(self.text)) is not None

    @property
    def is_head(self) -> bool:
        """Whether the line is the head of a table."""
        identity = self.base.resolution.identity
        target = identity.target_year or 0
        return self.is_table and any(read_columns(cells_of(self.text), target=target, result=target - 1))

    @property
    def is_table(self) -> bool:
        """Whether the line is a row of a table."""
        return is_table_line(self.text)

    @property
    def said(self) -> str:
        """The words after the list mark."""
        marker = _marker().match(normalise(self.text))
        return self.text[marker.end() if marker else 0 :].strip(" ;.")

    @property
    def number(self) -> str:
        """The item's own number, else its count among the items, else where it stands."""
        if self.is_table and (first := cells_of(self.text)[0].text.rstrip(".")).isdigit():
            return first
        match = _marker().match(normalise(self.text))
        if self.role != "targets" or match is None:
            return self.section.label
        return str(int(match["number"])) if match["number"] else str(self.count)

    def span(self, start: int, end: int) -> Span:
        document_id = self.base.resolution.document_id
        return Span(document_id, self.section.label, self.start + start, self.start + end, self.text[start:end])


def _nature(item: _Item, *, has_figures: bool) -> Nature:
    if item.depth:
        return "standing"
    once = list(happened_once(item.text, role=item.role))
    if item.role == "results":
        return "one_off" if once and not has_figures and _is_all(once, item.text) else "assessment"
    if once or one_off_reason(item.text) is not None:
        return "one_off"
    return "figures" if has_figures else "standing"


def _is_all(once: Sequence[Once], text: str) -> bool:
    """Whether a paragraph tells of nothing else."""
    rest = text
    for one in reversed(once):
        rest = rest[: one.start] + rest[one.end :]
    return not any(map(str.isalnum, rest))


class _Read(NamedTuple):
    """What was read of a line: a row, where its figures stand, and the row of the ledger that it is from."""

    row: IndicatorRow | None
    ledger: Indicator | None = None
    places: tuple[FigurePlace, ...] = ()
    cells: tuple[CellPlace, ...] = ()


def _read_line(item: _Item) -> Iterator[_Read]:
    """The rows of a line with the places of each figure; one without a place for an item without figures."""
    group = _GROUPS[item.role]
    if item.is_table:
        yield from _read_table_line(item)
        return
    read = list(_figures(item, group))
    for index, figure in enumerate(read):
        key = f"{item.key}.{index + 1}"
        row = _row(item, group, figure, key, _label(item, read, index))
        yield _Read(
            row, figure.ledger, _places(item, figure, key, shows="result" if group == "results" else "target")
        )
    if not read and group == "targets" and item.is_listed and item.said:
        yield _Read(_unmeasured(item))


def _read_table_line(item: _Item) -> Iterator[_Read]:
    """One row for a line: its target of the base's own year, else its result; every year's cell belongs to it."""
    cells = [one for one in _year_cells(item) if one.column is not None]
    year = item.base.resolution.identity.target_year
    new = next((one for one in cells if one.column == Column("target", year or 0)), None)
    measured = [one for one in cells if one.figure is not None]
    chosen = (
        new
        if new in measured
        else next((one for one in measured if one.column and one.column.kind == "actual"), None)
    )
    key = f"{item.key}.1"
    places = tuple(_cell_place(one, key if chosen else "") for one in cells)
    if chosen is None or chosen.figure is None:
        yield _Read(None, cells=places)
        return
    group: RowGroup = "targets" if chosen is new else "results"
    row = _row(item, group, chosen.figure, key, _row_label(item, chosen, measured))
    ledger = chosen.figure.ledger or next(
        (one.figure.ledger for one in measured if one.figure and one.figure.ledger), None
    )
    unit = row.unit or (cells_of(item.text)[item.units].text if item.units is not None else "")
    indicator = row.indicator or (ledger.indicator if ledger else None)
    yield _Read(replace(row, unit=unit, indicator=indicator), ledger, cells=places)


class _YearCell(NamedTuple):
    cell: Cell
    column: Column | None
    figure: _Figure | None


def _year_cells(item: _Item) -> Iterator[_YearCell]:
    """The cells of a line with their columns, as the ledger reads them, else as the head names them."""
    figures = list(_figures(item, "tasks"))
    cells = cells_of(item.text)
    for at, cell in enumerate(cells):
        figure = next((one for one in figures if cell.start <= one.quantity.number_start < cell.end), None)
        named = item.columns[at] if at < len(item.columns) else None
        ledger = figure.ledger if figure else None
        if named is None and ledger is not None and ledger.year:
            named = Column("actual" if ledger.kind == "actual" else "target", ledger.year)
        if figure is None and named is not None and named.kind != "share":
            quantity = next(iter(find_quantities(cell.text, words=False)), None)
            figure = _Figure(_moved_by(quantity, cell.start), None) if quantity else None
        yield _YearCell(cell, named if not item.is_head else None, figure)


def _moved_by(quantity: Quantity, offset: int) -> Quantity:
    return replace(
        quantity,
        start=quantity.start + offset,
        end=quantity.end + offset,
        number_start=quantity.number_start + offset,
        number_end=quantity.number_end + offset,
    )


def _cell_place(one: _YearCell, key: str) -> CellPlace:
    column, number = one.column or Column("share", 0), one.figure.quantity if one.figure else None
    start, end = (number.number_start, number.number_end) if number else (one.cell.end, one.cell.end)
    return CellPlace(key, column.kind, column.year, one.cell.start, one.cell.end, start, end)


def _row_label(item: _Item, chosen: _YearCell, measured: Sequence[_YearCell]) -> str:
    """The name that the ledger has for the line, else its longest cell in words."""
    figure = chosen.figure
    if figure is not None and figure.ledger is not None:
        return _label(item, [figure], 0)
    others = [one.figure for one in measured if one.figure is not None and one.figure.ledger is not None]
    if others:
        return _label(item, others[:1], 0)
    years = {one.cell.start for one in measured}
    return max((cell.text for cell in cells_of(item.text) if cell.start not in years), key=len, default="")


def _places(item: _Item, figure: _Figure, key: str, *, shows: Literal["target", "result"]) -> tuple[FigurePlace, ...]:
    """Where a figure stands, and where the old value that it replaces does ("giảm từ 31,2% xuống 28%")."""
    quantity = figure.quantity
    whole = any(map(str.isalpha, item.text[quantity.number_start : quantity.number_end]))
    end = quantity.end if whole else quantity.number_end
    said = (quantity.start, quantity.end)
    old = re.search(r"\d[\d.,]*", item.text[quantity.start : quantity.number_start])
    before = (
        (FigurePlace(key, quantity.start + old.start(), quantity.start + old.end(), *said, shows="blank"),)
        if old
        else ()
    )
    bound = "=" if old else quantity.comparator
    return (*before, FigurePlace(key, quantity.number_start, end, *said, whole, bound, shows))


class _Figure(NamedTuple):
    """A figure of a line with the row of the ledger that was read from it."""

    quantity: Quantity
    ledger: Indicator | None


def _figures(item: _Item, group: RowGroup) -> Iterator[_Figure]:
    """The figures of a line. Every figure of targets and results counts; among tasks, and in a table, only what the
    ledger holds does.
    """
    marker = _marker().match(normalise(item.text))
    length = marker.end() if marker else 0
    end = item.start + len(item.text)
    ledger = [row for row in item.base.indicators if item.start <= row.start and row.end <= end]
    for quantity in find_quantities(" " * length + item.text[length:], words=False):
        said = item.text[quantity.start : quantity.end]
        at = item.start + quantity.start
        row = next((row for row in ledger if _is_read_from(row, said, at)), None)
        if row is not None:
            ledger.remove(row)
        elif group == "tasks" and not item.is_table:
            row = _said_again(item, said)
        if row is not None or (group != "tasks" and not item.is_table):
            yield _Figure(quantity, row)


def _said_again(item: _Item, said: str) -> Indicator | None:
    """The row of a target that a task repeats; the ledger keeps a figure once, where it is said first."""
    named = {match.entry.id for match in catalogue().find(normalise(item.text))}
    targets = (row for row in item.base.indicators if row.kind == "target" and row.indicator in named)
    return next((row for row in targets if said.strip() == row.figure.strip()), None)


def _is_read_from(row: Indicator, said: str, at: int) -> bool:
    """Whether a row was read from these words; a figure of a table carries the unit of its column with it."""
    figure, said = row.figure.strip(), said.strip()
    return row.start <= at < row.end and (figure == said or figure.startswith(f"{said} "))


def _row(item: _Item, group: RowGroup, figure: _Figure, key: str, label: str) -> IndicatorRow:
    quantity, ledger = figure
    unit = _unit(quantity, ledger)
    entry = catalogue().entries.get(ledger.indicator) if ledger and ledger.indicator else None
    return IndicatorRow(
        key=key,
        number=item.number,
        group=group,
        indicator=ledger.indicator if ledger else None,
        label=label,
        unit=unit,
        wording=item.text[quantity.start : quantity.end].strip(),
        comparator=_comparator(quantity, ledger),
        measure=ledger.measure if ledger else "level",
        better=_better(entry.better if entry else "", ledger),
        last=None if group == "results" else _last(figure, unit),
        source=item.span(quantity.start, quantity.end),
    )


def _last(figure: _Figure, unit: str) -> Figure:
    """The figure in the row's unit: as the ledger reads it (it knows misprinted digits), else as it stands there."""
    quantity, ledger = figure
    if ledger is not None and quantity.of is None:
        read = convert_figure(Figure(ledger.value, ledger.value_max), ledger.unit, to=unit)
        if read is not None:
            return read
    return Figure(quantity.value, quantity.value_max, quantity.of)


def _unit(quantity: Quantity, ledger: Indicator | None) -> str:
    """The unit as the base writes it; shares of a plan and percentage points as the ledger tells them apart."""
    if ledger is not None and not quantity.unit and (column := _unit_in(ledger.figure)):
        return column
    if ledger is not None and (not quantity.unit or ledger.measure != "level"):
        return ledger.unit
    return quantity.unit


def _unit_in(figure: str) -> str:
    """The unit that a figure of a table has from its column: "5.900 triệu đồng"."""
    number = re.match(r"\s*[\d.,/–-]+", figure)
    return read_unit(normalise(figure), number.end())[0] if number else ""


def _comparator(quantity: Quantity, ledger: Indicator | None) -> Comparator:
    return ledger.comparator if ledger else quantity.comparator


def _better(better: str, ledger: Indicator | None) -> str:
    """Which way is an improvement; of a fall ("giảm 0,34%") more is better where less of the thing is."""
    if ledger is None or ledger.measure != "change":
        return better
    falls_well = better == "lower" and ledger.direction == "giảm"
    rises_well = better == "higher" and ledger.direction != "giảm"
    return "higher" if falls_well or rises_well else ""


def _label(item: _Item, read: Sequence[_Figure], index: int) -> str:
    """The ledger's label (the catalogue's name where it is bare), else the words since the figure before."""
    quantity, ledger = read[index]
    if ledger is not None:
        entry = catalogue().entries.get(ledger.indicator or "")
        bare = len(ledger.label.split()) <= _BARE_LABEL
        return entry.name if entry and bare else ledger.label
    left = read[index - 1].quantity.end if index else 0
    words = item.text[left : quantity.start].strip(" ,;:.-–+*()=").split()
    return (
        " ".join(words[-_LONGEST_LABEL:])
        or item.text[quantity.end :].strip(" ,;:.").split(";")[0][:80]
        or quantity.unit
    )


def _unmeasured(item: _Item) -> IndicatorRow:
    return IndicatorRow(
        key=item.key,
        number=item.number,
        group="targets",
        indicator=None,
        label=item.said,
        unit="",
        wording="",
        comparator="=",
        measure="level",
        better="",
        last=None,
        source=item.span(0, len(item.text)),
    )
