"""The records of a table of one cell a line: order number, label, unit and values, each on its own line.

Of each line only the shape is looked at. How many values a record has is not known before: the number is taken with
which most lines are part of whole records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from ingest.tables.cells import is_label, is_order, is_page, is_unit, is_value, is_year

MOST_VALUES = 14  # columns of figures
_GAP = 4  # lines of words on end that a group heading inside a table may take
_BROKEN = 2  # records on end that are not whole: the table has ended


@dataclass(frozen=True, slots=True)
class Record:
    """A record in the lines from ``begin`` to ``end``; one without values heads a group."""

    begin: int
    end: int
    order: str
    label: str
    unit: str
    values: tuple[str, ...]
    labels: int = 1  # lines of its label
    note: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """The records from a line on, their number of values, and how many lines are part of whole ones."""

    records: tuple[Record, ...]
    width: int
    lines: int

    @property
    def whole(self) -> tuple[Record, ...]:
        """The records that have all their values."""
        return tuple(record for record in self.records if len(record.values) == self.width)


def read_records(cells: Sequence[str], begin: int, head: Sequence[str] = ()) -> Records | None:
    """The records from ``begin`` on with the number of values that fits most lines; ``head`` may stand among them."""
    runs = set(_runs(cells, begin))
    counts = sorted(runs | {count - 1 for count in runs})
    tried = [_read(cells, begin, width, head) for width in counts if 1 <= width <= MOST_VALUES]
    fitting = [found for found in tried if found.whole]
    return max(fitting, key=lambda found: (found.lines, found.width), default=None)


def first_label(cells: Sequence[str], begin: int) -> int | None:
    """Where the first record may begin: the label, or its number, above the first value."""
    for at in range(begin + 1, len(cells)):
        above = at - 2 if is_unit(cells[at - 1]) and at - 2 >= begin and is_label(cells[at - 2]) else at - 1
        if not is_value(cells[at]) or not _names(cells, above) or _counts(cells, at) or _are_years(cells, at):
            continue
        if above - 2 >= begin and _goes_on(cells, above) and _counts(cells, above - 2):
            above -= 1  # the label runs over two lines
        return above - 1 if above > begin and is_order(cells[above - 1]) and _counts(cells, above - 1) else above
    return None


def _are_years(cells: Sequence[str], at: int) -> bool:
    """Whether years alone stand from a line on down to the next words: they head columns."""
    values = list(takewhile(is_value, cells[at:]))
    end = at + len(values)
    numbered = len(values) > 1 and _counts(cells, end - 1)
    return all(map(is_year, values[: len(values) - numbered])) and end < len(cells)


def _names(cells: Sequence[str], at: int) -> bool:
    """Whether a line is the words of a label."""
    return is_label(cells[at]) and not is_value(cells[at])


def _counts(cells: Sequence[str], at: int) -> bool:
    """Whether a line is a number, or a mark, with the words of a label below it."""
    return is_order(cells[at]) and at + 1 < len(cells) and _names(cells, at + 1) and not _is_bare_unit(cells, at + 1)


def _is_bare_unit(cells: Sequence[str], at: int) -> bool:
    """Whether a line is a unit, and no label: values follow a unit and it follows a label."""
    return is_unit(cells[at]) and not (at + 1 < len(cells) and is_unit(cells[at + 1]))


def _runs(cells: Sequence[str], begin: int) -> Iterator[int]:
    """How many values stand on end, each time that they do."""
    count = 0
    for cell in (*cells[begin:], ""):
        if cell and is_value(cell):
            count += 1
        elif count:
            yield count
            count = 0


def _read(cells: Sequence[str], begin: int, width: int, head: Sequence[str]) -> Records:
    records: list[Record] = []
    at, broken, words = begin, 0, 0
    while at < len(cells) and broken <= _BROKEN and words <= _GAP:
        if head and list(cells[at : at + len(head)]) == list(head):
            at += len(head)  # the head again, on a new page
            continue
        record = _record(cells, at, width, records[-1] if records else None)
        if record is None:
            at, broken = at + 1, broken + 1
            continue
        broken = 0 if len(record.values) in (0, width) else broken + 1
        words = 0 if record.values else words + record.end - record.begin
        records.append(record)
        at = record.end
    while records and (not records[-1].values or len(records[-1].values) not in (width - 1, width)):
        records.pop()
    noted = tuple(_with_notes(records, width))
    whole = [record for record in noted if len(record.values) == width]
    pages = sum(map(_has_page, whole))
    return Records(
        noted, width, sum(record.end - record.begin for record in whole) - _out_of_order(whole) - 5 * pages
    )


def _has_page(record: Record) -> bool:
    """Whether a line of a record is taken for the number of a page: seldom, or it is a value."""
    return not record.note and record.end - record.begin > record.labels + sum(
        map(bool, (record.order, record.unit))
    ) + len(record.values)


def _out_of_order(records: Sequence[Record]) -> int:
    """How many records have a number that does not count on: then it is most likely a value."""
    numbers = [int(record.order) for record in records if record.order.isdecimal()]
    return 2 * sum(b - a != 1 and b != 1 for a, b in pairwise(numbers))


def _record(cells: Sequence[str], begin: int, width: int, above: Record | None) -> Record | None:
    """The record, or the group, that begins with a line; None where it begins with neither a number nor words."""
    at, order = begin, ""
    if _counts(cells, at) or (is_page(cells[at]) and at + 1 < len(cells) and _counts(cells, at + 1)):
        at += not _counts(cells, at)
        order, at = cells[at].strip(".)"), at + 1
    if at >= len(cells) or not _names(cells, at):
        return None
    label, first, at = cells[at], at, at + 1
    while at < len(cells) and _goes_on(cells, at):
        label, at = f"{label} {cells[at]}", at + 1
    labels = at - first
    unit = ""
    if at < len(cells) and is_unit(cells[at]) and not is_value(cells[at]):
        unit, at = cells[at], at + 1
    end = at
    while end < len(cells) and is_value(cells[end]):
        end += 1
    taken = _taken(cells, at, end, width, order or (above.order if above else ""))
    paged = taken == width + 1 and end - at == width + 2 and is_page(cells[end - 2])
    return Record(begin, at + taken, order, label, unit, tuple(cells[at : at + taken - paged]), labels)


def _goes_on(cells: Sequence[str], at: int) -> bool:
    """Whether a line is the rest of the label above it: words that begin low, or a bracket."""
    text = cells[at]
    return _names(cells, at) and not is_unit(text) and (text[:1].islower() or text[:1] == "(") and len(text) > 1


def _taken(cells: Sequence[str], begin: int, end: int, width: int, order: str) -> int:
    """How many of the values on end are the record's own; the last may be the number of the next record."""
    count = end - begin
    if not count or not _counts(cells, end - 1):
        return count
    number = cells[end - 1].strip(".)")
    next_one = order.isdecimal() and int(number) == int(order) + 1 if number.isdecimal() else count != width
    return count - (next_one or count in (width + 1, width + 2))


def _with_notes(records: Sequence[Record], width: int) -> Iterator[Record]:
    """The records with the words that follow the values of most of them as their notes."""
    after = [
        bool(record.order) and len(record.values) == width and _is_note(following)
        for record, following in pairwise(records)
    ]
    numbered = sum(bool(record.order) and len(record.values) == width for record in records)
    if 2 * sum(after) < numbered or not numbered:
        yield from records
        return
    skip = False
    for at, record in enumerate(records):
        if skip:
            skip = False
            continue
        skip = at < len(after) and after[at]
        yield replace(record, note=records[at + 1].label, end=records[at + 1].end) if skip else record


def _is_note(record: Record) -> bool:
    return not record.order and not record.values and not record.unit
