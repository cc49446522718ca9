"""What a base document gives the next one: its paragraphs in order, what each is, and the indicator table.

    1. Each line outside the heading block becomes a paragraph with its role and its nature: a standing task, a
       one-off one (``plan.toml``), one that carries figures, or an assessment of a year that is over.
    2. Each figure of a target or of an assessment, and each target that the ledger knows among the tasks, becomes
       a row of the table; an item without a figure ("Duy trì các tiêu chí") is a row too.

Nothing is taken from last year but the words: a row says what was set, and waits for what was reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from assistant.drafting.figures import convert_figure
from assistant.drafting.vocabulary import FigurePlace, Plan, Planned
from assistant.language.catalogue import catalogue
from assistant.language.quantities import find_quantities, read_unit
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import (
    Archived,
    Comparator,
    Figure,
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
def _one_off() -> dict[str, re.Pattern[str]]:
    table = load_table("assistant.drafting", "plan.toml")
    return {name: re.compile(pattern) for name, pattern in table["one_off"].items()}


@cache
def _marker() -> re.Pattern[str]:
    return re.compile(load_table("assistant.drafting", "plan.toml")["marker"]["pattern"])


def one_off_reason(text: str) -> str | None:
    """Why a task looks as if it ended with its year, or None: "lễ kỷ niệm của một năm"."""
    lowered = normalise(text)
    return next((name for name, pattern in _one_off().items() if pattern.search(lowered)), None)


def plan(base: Archived) -> Plan:
    """The plan of a document, without its heading block and what closes it. Pure."""
    paragraphs: list[Planned] = []
    rows: list[IndicatorRow] = []
    roles = _roles(base.resolution.sections)
    counted = 0
    for section in base.resolution.sections:
        if section.role in ("heading", "closing"):
            continue
        for text, start in _lines(base, section):
            item = _Item(base, section, roles[section], text, start, counted + 1)
            found = tuple(_rows(item))
            counted += item.is_listed and any(row is not None and row.group == "targets" for row, _ in found)
            rows.extend(row for row, _ in found if row is not None)
            figures = tuple(place for _, places in found for place in places)
            paragraphs.append(
                Planned(item.key, item.role, _nature(item, figures), item.depth, item.span(0, len(text)), figures)
            )
    return Plan(tuple(paragraphs), tuple(sorted(rows, key=lambda row: _ORDER.index(row.group))))


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
    count: int

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
    def is_table(self) -> bool:
        """Whether the line is a row of a table."""
        return self.text.startswith("|")

    @property
    def said(self) -> str:
        """The words after the list mark."""
        marker = _marker().match(normalise(self.text))
        return self.text[marker.end() if marker else 0 :].strip(" ;.")

    @property
    def number(self) -> str:
        """The item's own number, else its count among the items, else where it stands."""
        match = _marker().match(normalise(self.text))
        if self.role != "targets" or match is None:
            return self.section.label
        return str(int(match["number"])) if match["number"] else str(self.count)

    def span(self, start: int, end: int) -> Span:
        document_id = self.base.resolution.document_id
        return Span(document_id, self.section.label, self.start + start, self.start + end, self.text[start:end])


def _nature(item: _Item, figures: Sequence[FigurePlace]) -> Nature:
    if item.depth:
        return "standing"
    if item.role == "results":
        return "assessment"
    if one_off_reason(item.text) is not None:
        return "one_off"
    return "figures" if figures else "standing"


def _rows(item: _Item) -> Iterator[tuple[IndicatorRow | None, tuple[FigurePlace, ...]]]:
    """The rows of a line with the places of each figure; one without a place for an item without figures."""
    group = _GROUPS.get(item.role)
    if group is None or item.depth:
        return
    read = list(_figures(item, group))
    keys = {
        figure.ledger.indicator: _key(item, at)
        for at, figure in enumerate(read, start=1)
        if figure.ledger is not None and _is_new(item, figure)
    }
    for ordinal, figure in enumerate(read, start=1):
        own = _own_group(item, figure, group)
        key = _key(item, ordinal)
        if own is None:  # a table's column of the plan before the base's
            later = keys.get(figure.ledger.indicator if figure.ledger else None)
            yield None, _places(item, figure, later or key, shows="last" if later else "blank")
        else:
            yield _row(item, own, figure, key, _label(item, read, ordinal - 1)), _places(item, figure, key)
    if not read and group == "targets" and item.is_listed and item.said:
        yield _unmeasured(item), ()


def _key(item: _Item, ordinal: int) -> str:
    return f"{item.key}.{ordinal}"


def _is_new(item: _Item, figure: _Figure) -> bool:
    """Whether a figure of a table is a target of the base's own year."""
    year = item.base.resolution.identity.target_year
    return figure.ledger is not None and figure.ledger.kind == "target" and figure.ledger.year == year


def _own_group(item: _Item, figure: _Figure, group: RowGroup) -> RowGroup | None:
    """The group of a figure: that of its section; in a table its column says, and an older plan has none."""
    if not item.is_table or figure.ledger is None:
        return group
    if figure.ledger.kind == "actual":
        return "results"
    return "targets" if _is_new(item, figure) else None


def _places(
    item: _Item, figure: _Figure, key: str, *, shows: Literal["new", "last", "blank"] = "new"
) -> tuple[FigurePlace, ...]:
    """Where a figure stands, and where the old value that it replaces does ("giảm từ 31,2% xuống 28%")."""
    quantity = figure.quantity
    whole = any(map(str.isalpha, item.text[quantity.number_start : quantity.number_end]))
    end = quantity.end if whole else quantity.number_end
    old = re.search(r"\d[\d.,]*", item.text[quantity.start : quantity.number_start])
    before = (
        (FigurePlace(key, quantity.start + old.start(), quantity.start + old.end(), shows="blank"),) if old else ()
    )
    return (*before, FigurePlace(key, quantity.number_start, end, whole, shows))


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
        if row is not None or (group != "tasks" and not item.is_table):
            yield _Figure(quantity, row)


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
