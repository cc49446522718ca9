"""A table on its grid: which rows are its head, and what stands in each column.

Nothing here knows the words of a heading, but those of a column of notes. A column of labels is told by its letters,
one of units by reading as units, one of order numbers by counting up, one of figures by its figures; the head is what
stands above the first row with figures, and a row of words over all the columns of figures heads what is below it.
What a heading says of its figures is evidence, weighed where every other evidence is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from assistant.language.text import normalise
from ingest.tables.cells import (
    is_blank,
    is_ditto,
    is_figure,
    is_label,
    is_note,
    is_numbering,
    is_of_places,
    is_order,
    is_total,
    is_unit,
    is_verdict,
    is_year,
)

Content = Literal["order", "label", "unit", "figures", "note"]

_NUMBER = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_HEAD_ROWS = 4  # rows that a head may have
_FIGURES = 0.4  # of the filled cells of a column of figures, where words stand beside them
_VALUES = 0.6  # of the filled cells of a column of figures, those for nothing and verdicts included


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row of a table; ``start``/``end`` span the line, or the lines, that they stand on."""

    cells: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place, the words of its heading from the top (each once), and what it holds."""

    index: int
    heading: str
    content: Content


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure's cell: ``label`` names its row, ``group`` the rows above it that have no figures, nearest last.

    ``unit`` is the cell of its unit column, "" where there is none; ``part`` tells a row that opens with "trong đó".
    ``over`` is the heading of the column of labels, ``over_group`` that of the column of groups beside it, "" where
    there is none; ``beside`` are those of the other columns of figures.
    """

    row: Row
    line: int
    label: str
    group: tuple[str, ...]
    unit: str
    text: str
    column: Column
    part: bool
    over: str = ""
    over_group: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, read: its columns, and the cells with figures in the order of the text.

    A table with a new head in the middle has other columns from there on: those of its cells, not these.
    """

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """Columns side by side that belong together: the labels, the cell of groups beside them, units and figures."""

    label: int
    outer: int | None
    units: tuple[int, ...]
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """A row without figures that heads the rows below it; of two with one rank the later ends the earlier."""

    label: str
    rank: float


_PART = re.compile(r"^\W*(?:trong đó|tr\.\s?đó?|tđ|gồm)(?!\w)\W*", re.IGNORECASE)
_CONTINUES = re.compile(r"\s*(?:[-–+*•]|\d{1,2}\.\d|[a-zđ]\)|[^\W\dA-ZĐÀ-Ỹ])")


def read_grid(rows: Sequence[Row]) -> Grid:
    """The columns and cells of a table. A table without a column of figures and one of labels has no cells."""
    width = max((len(row.cells) for row in rows), default=0)
    padded = [_padded(row, width) for row in rows]
    split = _body_at(padded)
    head = [row for row in padded[:split] if _is_heading(row)] or padded[split - 1 : split]
    body = [row for row in padded[split:] if not _is_numbering(row)]
    columns = _columns(head, body)
    body = [_aligned(row, columns) for row in body]
    columns = _columns(head, body)
    return Grid(columns, tuple(head), tuple(_cells(columns, head, body)))


def _padded(row: Row, width: int) -> Row:
    cells = tuple(" ".join(cell.split()) for cell in row.cells)
    return replace(row, cells=(*cells, *[""] * (width - len(cells))))


def _aligned(row: Row, columns: Sequence[Column]) -> Row:
    """A row whose first cell stands over order number and label, with its cells under their columns."""
    cells = row.cells
    if not cells or columns[0].content != "order" or is_order(cells[0]) or not is_label(cells[0]) or cells[-1]:
        return row
    filled = [column.index for column in columns if column.content == "figures"]
    after = next((column.content for column in columns[1:]), "note")
    if after != "label" or not filled or (is_label(cells[1]) and not is_unit(cells[1])) or not any(cells[1:]):
        return row
    return replace(row, cells=("", *cells[:-1]))


# -- head ------------------------------------------------------------------------------------------------


def _body_at(rows: Sequence[Row]) -> int:
    """Where the head ends: behind the last row that heads columns above the first record."""
    first = next((at for at, row in enumerate(rows) if is_record(row)), len(rows))
    heading = [at for at, row in enumerate(rows[:first]) if _is_heading(row)]
    if not heading:
        return next((at + 1 for at in range(first) if _is_over_figures(rows[at], rows[first:])), 0)
    if len(heading) > _HEAD_ROWS:
        return heading[0] + 1  # rows of words, not of headings
    groups = [at for at in heading[1:] if _is_group(rows[at])]
    last = max(at for at in heading if not groups or at < groups[0])
    return last + 1


def _is_heading(row: Row) -> bool:
    """Whether a row above the records heads columns: it says two different things at least."""
    if _is_numbering(row):
        return False
    return len({normalise(cell) for cell in row.cells if cell}) > 1


def _is_over_figures(row: Row, records: Sequence[Row]) -> bool:
    """Whether a row has one heading alone, over figures: "Đến 2025"."""
    filled = [at for at, cell in enumerate(row.cells) if cell]
    return len(filled) == 1 and any(is_figure(record.cells[filled[0]]) for record in records[:1])


def _is_group(row: Row) -> bool:
    """Whether a row is a number and the name of a group, and nothing more."""
    filled = list(dict.fromkeys(cell for cell in row.cells if cell))
    return len(filled) == 1 or (len(filled) == 2 and is_order(filled[0]) and is_label(filled[1]))


def is_record(row: Row) -> bool:
    """Whether a row has a label and a figure that is neither its number, nor a year of a heading."""
    cells = row.cells
    label = next((i for i, cell in enumerate(cells) if is_label(cell) and not is_figure(cell)), None)
    if label is None or _is_numbering(row):
        return False
    return any(is_figure(cell) and not is_year(cell) for cell in cells[label + 1 :])


def _is_numbering(row: Row) -> bool:
    """The row of column numbers: "A | B | 1 | 2 | 3=2/1"."""
    cells = [cell for cell in row.cells if cell]
    if len(cells) < 3 or not all(map(is_numbering, cells)):
        return False
    numbers = [int(digits[0]) for cell in cells if (digits := re.findall(r"^[(\[]?(\d{1,2})", cell))]
    return len(numbers) > 1 and all(b - a == 1 for a, b in pairwise(numbers))


def _headings(head: Sequence[Row], width: int) -> list[str]:
    """The heading of each column from the top, each cell once; a heading over several columns is that of each."""
    levels = [list(row.cells) for row in head]
    for level, cells in enumerate(levels):
        below = levels[level + 1 :]
        for at in range(1, width):
            if not cells[at] and _may_share(levels[:level], below, at):
                cells[at] = cells[at - 1]
    return [" ".join(dict.fromkeys(cells[at] for cells in levels if cells[at])) for at in range(width)]


def _may_share(above: Sequence[list[str]], below: Sequence[list[str]], at: int) -> bool:
    """Whether a column without a heading on one level shares that of its neighbour: both have one below it."""
    own, beside = ({cells[place] for cells in below if cells[place]} for place in (at, at - 1))
    return bool(own and beside) and all(cells[at] == cells[at - 1] for cells in above)


# -- columns ---------------------------------------------------------------------------------------------


def _columns(head: Sequence[Row], body: Sequence[Row]) -> tuple[Column, ...]:
    width = len((head or body)[0].cells) if head or body else 0
    headings = _headings(head, width)
    filled = [[cell for row in body if (cell := row.cells[at])] for at in range(width)]
    contents = [_content(cells, heading) for cells, heading in zip(filled, headings, strict=True)]
    label = next((at for at, content in enumerate(contents) if content == "label"), width)
    for at in range(label):
        if contents[at] == "figures" and _is_order(filled[at], headings[at]):
            contents[at] = "order"
    last = max((at for at, content in enumerate(contents) if content == "figures"), default=0)
    for at in range(last + 1, width):
        if contents[at] == "label" and label < at:
            contents[at] = "note"  # words behind the last figures
    return tuple(
        Column(at, heading, content) for at, (heading, content) in enumerate(zip(headings, contents, strict=True))
    )


def _content(cells: Sequence[str], heading: str) -> Content:
    """What a column holds, by what most of its cells look like."""
    if not cells or is_note(heading):
        return "note"
    units = sum(is_unit(cell) for cell in cells)
    dittos = sum(is_ditto(cell) for cell in cells)
    verdicts = sum(is_verdict(cell) for cell in cells)
    if units and units + dittos > len(cells) / 2 and units > verdicts:
        return "unit"
    figures = sum(is_figure(cell) for cell in cells)
    letters = sum(is_label(cell) and not is_figure(cell) and not is_verdict(cell) for cell in cells)
    values = figures + verdicts + sum(is_blank(cell) for cell in cells)
    if figures and (figures >= max(_FIGURES * len(cells), letters) or values >= _VALUES * len(cells)):
        return "figures"
    if all(map(is_order, cells)):
        return "order"
    return "label" if letters > len(cells) / 2 else "note"


def _is_order(cells: Sequence[str], heading: str) -> bool:
    """Whether the numbers of a column are those of its rows; letters and Roman numbers always are."""
    if sum(map(is_order, cells)) < 0.8 * len(cells) or _YEAR.search(heading):
        return False
    numbers = [int(cell.strip(".)")) for cell in cells if cell.strip(".)").isdecimal()]
    steps = sum(b - a == 1 or b == 1 for a, b in pairwise(numbers))
    return len(numbers) < 2 or steps >= 0.6 * (len(numbers) - 1)


def _blocks(columns: Sequence[Column], body: Sequence[Row]) -> Iterator[_Block]:
    """The blocks of columns: each run of labels with the units and figures that follow it."""
    labels: list[int] = []
    others: list[Column] = []
    for column in (*columns, None):
        if column is None or (column.content == "label" and any(other.content == "figures" for other in others)):
            if labels and any(other.content == "figures" for other in others):
                yield _block(columns, labels, others, body)
            labels, others = [], []
        if column is not None and column.content == "label":
            labels.append(column.index)
        elif column is not None:
            others.append(column)


def _block(columns: Sequence[Column], labels: Sequence[int], others: Sequence[Column], body: Sequence[Row]) -> _Block:
    """Of several columns of labels that with most different ones names the rows, the one left of it the groups.

    Of two with as many it is the one that changes most from row to row: two communes, the same two indicators each.
    Beside a column of indicators one of communes names no row, wherever it stands.
    """
    said = {at: [row.cells[at] for row in body] for at in labels}
    places = [at for at in labels if is_of_places(said[at], heading=columns[at].heading)]
    naming = [at for at in labels if at not in places] or labels
    label = max(naming, key=lambda at: (len({*filter(None, said[at])}), sum(a != b for a, b in pairwise(said[at]))))
    beside = places if len(naming) < len(labels) else [at for at in labels if at < label]
    outer = max(beside, default=None)
    units = tuple(column.index for column in others if column.content == "unit")
    figures = tuple(column.index for column in others if column.content == "figures")
    return _Block(label, outer, units, figures)


# -- cells -----------------------------------------------------------------------------------------------


def _cells(columns: Sequence[Column], head: Sequence[Row], body: Sequence[Row]) -> Iterator[Cell]:
    said = {_said(row) for row in head}
    blocks = list(_blocks(columns, body))
    context = _Context(len(columns))
    newly: list[Row] = []
    for line, row in enumerate(body):
        if _said(row) in said:
            continue  # the head again, on a new page
        if _is_new_head(row, blocks) or (newly and _is_heading(row) and not is_record(row) and not _is_group(row)):
            newly.append(row)
            headings = _headings(newly, len(columns))
            columns = [replace(column, heading=headings[column.index]) for column in columns]
            context = _Context(len(columns))
            continue
        newly = []
        found = [cell for block in blocks for cell in _of_block(block, columns, row, line, context)]
        yield from sorted(found, key=lambda cell: cell.column.index)
        if not found:
            context.open(_group(row, columns))


def _said(row: Row) -> tuple[str, ...]:
    return tuple(normalise(cell) for cell in row.cells)


def _is_new_head(row: Row, blocks: Sequence[_Block]) -> bool:
    """Whether a row among the records heads columns anew: words over every column of figures, or years."""
    over = [row.cells[at] for block in blocks for at in block.figures]
    words = [cell for cell in over if cell and not is_verdict(cell) and (not is_figure(cell) or is_year(cell))]
    if len(set(words)) < 2 or len(words) < len(over) or any(_NUMBER.search(_YEAR.sub("", cell)) for cell in words):
        return False
    return all(is_label(cell) or is_year(cell) for cell in words)


class _Context:
    """What the rows above say: the groups that are open, and of each column the last unit and outer label."""

    def __init__(self, width: int) -> None:
        self.groups: list[_Group] = []
        self.last = [""] * width

    def open(self, group: _Group | None) -> None:
        """A row without figures heads those below it."""
        if group is not None:
            self.close(group.rank)
            self.groups.append(group)

    def close(self, rank: float) -> None:
        """The groups that a row of a rank ends."""
        while self.groups and self.groups[-1].rank >= rank:
            self.groups.pop()


def _of_block(block: _Block, columns: Sequence[Column], row: Row, line: int, context: _Context) -> Iterator[Cell]:
    filled = [at for at in block.figures if _NUMBER.search(row.cells[at])]
    label = row.cells[block.label] or _instead(block, columns, row)
    outer = _outer(block, row, context)
    units = {at: _unit(at, row, label, columns, context) for at in block.units}
    if not filled:
        return
    context.close(_rank(row, columns, label))
    groups = tuple(group.label for group in context.groups)
    label = label or (groups[-1] if groups else "")
    for at in filled:
        near = [unit for place, unit in units.items() if place < at and unit] or [*filter(None, units.values())]
        yield Cell(
            row=row,
            line=line,
            label=_PART.sub("", label),
            group=() if is_total(label) else (*groups, *filter(None, (outer,))),
            unit=near[-1] if near else "",
            text=row.cells[at],
            column=columns[at],
            part=_PART.match(label) is not None,
            over=columns[block.label].heading,
            over_group="" if block.outer is None else columns[block.outer].heading,
            beside=tuple(columns[other].heading for other in block.figures if other != at),
        )


def _instead(block: _Block, columns: Sequence[Column], row: Row) -> str:
    """The label of a row whose cell of labels is empty: that of the cell over several columns."""
    places = [*([block.outer] if block.outer is not None else []), *range(block.label)]
    return next((cell for at in places if is_label(cell := row.cells[at]) and columns[at].content != "unit"), "")


def _outer(block: _Block, row: Row, context: _Context) -> str:
    """What the column of groups says, for all rows down to the next that says something."""
    if block.outer is None:
        return ""
    said = row.cells[block.outer]
    if block.outer > block.label:
        return said  # "Xã | An Bình": a blank there is of no unit
    if said and row.cells[block.label]:
        context.last[block.outer] = said
    return context.last[block.outer] if row.cells[block.label] else ""


def _unit(at: int, row: Row, label: str, columns: Sequence[Column], context: _Context) -> str:
    """The unit of a row; that of the row above where a sign says so, or where the row is a part of it."""
    unit = row.cells[at]
    if unit and not is_ditto(unit):
        context.last[at] = unit
        return unit
    numbered = [column.index for column in columns if column.content == "order"]
    part = _PART.match(label) or _CONTINUES.match(label) or any(row.cells[place] in "-+*" for place in numbered)
    return context.last[at] if unit or part else ""


def _group(row: Row, columns: Sequence[Column]) -> _Group | None:
    """A row without figures as the heading of those below it."""
    named = [cell for at, cell in enumerate(row.cells) if is_label(cell) and columns[at].content != "unit"]
    label = next((cell for cell in named if not is_order(cell)), "")
    return _Group(label, _rank(row, columns, label)) if label else None


_RANKS = (
    (re.compile(r"(?:phần|phụ lục|[A-HĐ](?:[.)/\s-]|$))"), 0.0),
    (re.compile(r"[IVX]{1,5}(?:[.)/\s-]|$)"), 1.0),
    (re.compile(r"\d{1,2}(?:[.)/\s-]+(?!\d)|$)"), 2.0),
    (re.compile(r"\d{1,2}\.\d{1,2}"), 3.0),
    (re.compile(r"[a-zđ](?:[.)]|$)|[ivx]{1,4}(?:[.)]|$)"), 4.0),
    (re.compile(r"[-–+*•]"), 5.0),
)
_CAPITALS = 0.5  # rank of a heading in capitals without a number
_PLAIN = 1.5  # rank of a heading without either
_LOWEST = 9.0  # rank of a row with figures and no number: it ends no group


def _rank(row: Row, columns: Sequence[Column], label: str) -> float:
    """How high a row stands by its number, small for high; a row without one closes nothing but a heading like it."""
    number = next((row.cells[c.index] for c in columns if c.content == "order" and row.cells[c.index]), label)
    for pattern, rank in _RANKS:
        if pattern.match(number):
            return rank
    if any(_NUMBER.search(row.cells[column.index]) for column in columns if column.content == "figures"):
        return _LOWEST
    return _CAPITALS if label.isupper() else _PLAIN
