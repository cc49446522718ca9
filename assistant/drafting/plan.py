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

from assistant.drafting.vocabulary import FigurePlace, Plan, Planned
from assistant.language.catalogue import catalogue
from assistant.language.quantities import find_quantities
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
            counted += any(row.group == "targets" for row, _ in found) and item.is_listed
            rows.extend(row for row, _ in found)
            figures = tuple(place for _, place in found if place is not None)
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


def _rows(item: _Item) -> Iterator[tuple[IndicatorRow, FigurePlace | None]]:
    """The rows of a line with the place of each figure; one without a place for an item without figures."""
    group = _GROUPS.get(item.role)
    if group is None or item.depth:
        return
    read = list(_figures(item, group))
    for ordinal, (quantity, ledger) in enumerate(read, start=1):
        yield _row(item, group, quantity, ledger, f"{item.key}.{ordinal}", _label(item, read, ordinal - 1))
    if not read and group == "targets" and item.is_listed:
        yield _unmeasured(item), None


def _figures(item: _Item, group: RowGroup) -> Iterator[tuple[Quantity, Indicator | None]]:
    """The figures of a line, each with the row of the ledger that was read from it.

    Every figure of targets and results counts; among tasks only what the ledger holds as a target does.
    """
    marker = _marker().match(normalise(item.text))
    length = marker.end() if marker else 0
    end = item.start + len(item.text)
    ledger = [row for row in item.base.indicators if item.start <= row.start and row.end <= end]
    for quantity in find_quantities(" " * length + item.text[length:], words=False):
        said = item.text[quantity.start : quantity.end]
        at = item.start + quantity.start
        row = next((row for row in ledger if row.figure == said and row.start <= at < row.end), None)
        if row is not None:
            ledger.remove(row)
        if group != "tasks" or row is not None:
            yield quantity, row


def _row(
    item: _Item, group: RowGroup, quantity: Quantity, ledger: Indicator | None, key: str, label: str
) -> tuple[IndicatorRow, FigurePlace]:
    entry = catalogue().entries.get(ledger.indicator) if ledger and ledger.indicator else None
    number_text = item.text[quantity.number_start : quantity.number_end]
    whole = any(character.isalpha() for character in number_text)
    row = IndicatorRow(
        key=key,
        number=item.number,
        group=group,
        indicator=ledger.indicator if ledger else None,
        label=label,
        unit=_unit(quantity, ledger),
        wording=item.text[quantity.start : quantity.end].strip(),
        comparator=_comparator(quantity, ledger),
        measure=ledger.measure if ledger else "level",
        better=_better(entry.better if entry else "", ledger),
        last=None if group == "results" else Figure(quantity.value, quantity.value_max, quantity.of),
        source=item.span(quantity.start, quantity.end),
    )
    end = quantity.end if whole else quantity.number_end
    return row, FigurePlace(key, quantity.number_start, end, whole, quantity.unit)


def _unit(quantity: Quantity, ledger: Indicator | None) -> str:
    """The unit as the base writes it; shares of a plan and percentage points as the ledger tells them apart."""
    if ledger is not None and (not quantity.unit or ledger.measure != "level"):
        return ledger.unit
    return quantity.unit


def _comparator(quantity: Quantity, ledger: Indicator | None) -> Comparator:
    return ledger.comparator if ledger else quantity.comparator


def _better(better: str, ledger: Indicator | None) -> str:
    """Which way is an improvement; of a fall ("giảm 0,34%") more is better where less of the thing is."""
    if ledger is None or ledger.measure != "change":
        return better
    falls_well = better == "lower" and ledger.direction == "giảm"
    rises_well = better == "higher" and ledger.direction != "giảm"
    return "higher" if falls_well or rises_well else ""


def _label(item: _Item, read: Sequence[tuple[Quantity, Indicator | None]], index: int) -> str:
    """The ledger's label (the catalogue's name where it is bare), else the words since the figure before."""
    quantity, ledger = read[index]
    if ledger is not None:
        entry = catalogue().entries.get(ledger.indicator or "")
        bare = len(ledger.label.split()) <= _BARE_LABEL
        return entry.name if entry and bare else ledger.label
    left = read[index - 1][0].end if index else 0
    words = item.text[left : quantity.start].strip(" ,;:.-–+*()=").split()
    return " ".join(words[-_LONGEST_LABEL:]) or item.text[quantity.end :].strip(" ,;:.").split(";")[0][:80]


def _unmeasured(item: _Item) -> IndicatorRow:
    marker = _marker().match(normalise(item.text))
    said = item.text[marker.end() if marker else 0 :].strip(" ;.")
    return IndicatorRow(
        key=item.key,
        number=item.number,
        group="targets",
        indicator=None,
        label=said,
        unit="",
        wording="",
        comparator="=",
        measure="level",
        better="",
        last=None,
        source=item.span(0, len(item.text)),
    )
