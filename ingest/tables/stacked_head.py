"""The head of a table of one cell a line: which of the lines above its records are it, and which column each is of.

A head of one level has as many lines as there are columns. One more is the common heading of several columns: its
place is told by what the columns hold, for a heading of a share stands over the column that is computed as one, and a
year alone is no heading of figures beside others that say more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from assistant.language.dates import find_years
from assistant.language.tables import load_table
from assistant.language.text import normalise
from ingest.tables.arithmetic import computed, printed
from ingest.tables.cells import is_label, is_note, is_numbering, is_order, is_value, is_verdict
from ingest.tables.records import Records

_LONGEST = 14  # words of a heading
_NARROW = 8  # columns of figures up to which more than one heading may stand over several
_PARENTS = 3  # headings over several columns
_NUMBERS = 2  # columns; more lines on end that are numbers only number them
_GROUPS = 3  # headings of groups between the head and the first record
_MARKED = re.compile(r"(?:[IVXLC]{1,5}|[A-ZĐ]|\d{1,2})\s?[.)/-]\s?\D|(?:phần|mục|nhóm)\s", re.IGNORECASE)
_BARE_YEAR = re.compile(r"(?:năm\s)?\(?(?:19|20)\d\d\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading between the head and the first record, by its lines counted from the end of the head."""

    begin: int
    end: int
    order: str
    label: str


@dataclass(frozen=True, slots=True)
class Head:
    """A head in the lines from ``begin`` to ``end``.

    ``fixed`` are the headings of order, label and unit, ``figures`` those of the values, ``note`` that of the words
    behind them.
    """

    begin: int
    end: int
    fixed: tuple[str, str, str]
    figures: tuple[str, ...]
    note: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a head may be made up: which of the fixed columns have a heading, and how many lines are over columns."""

    order: bool
    unit: bool
    outer: bool  # a column of groups, left of the labels
    parents: int

    def size(self, width: int, note: bool) -> int:
        """How many lines it takes."""
        return self.order + 1 + self.outer + self.unit + width + note + self.parents


@dataclass(frozen=True, slots=True)
class _Held:
    """What the records hold that the head may tell of; ``shares`` and ``verdicts`` are columns of values."""

    width: int
    ordered: bool
    united: bool
    grouped: bool
    noted: bool
    shares: frozenset[int]
    verdicts: frozenset[int]


def may_have_head(above: Sequence[str]) -> bool:
    """Whether ``read_head`` may find one in these lines, whatever the records: it always takes the last of them.

    Inside a table the last is a figure. Asking first spares reading the records from each of its rows on.
    """
    for groups in _groups(above):
        lines, _ = _above_groups(above, groups)
        if lines and (_may_head(lines[-1][1]) or is_note(lines[-1][1])):
            return True
    return False


def read_head(above: Sequence[str], found: Records) -> Head | None:
    """The head of records from the lines above them; None where nothing there can be one."""
    held = _held(found)
    best: tuple[float, Head] | None = None
    for groups in _groups(above):
        lines, end = _above_groups(above, groups)
        if not held.noted and lines and is_note(lines[-1][1]):
            lines.pop()  # a column of notes whose cells are all empty leaves its heading alone
        for shape in _shapes(held):
            tried = _tried(lines, end, shape, groups, held)
            if tried is not None and (best is None or tried[0] > best[0]):
                best = tried
    weak = held.width == 1 and not held.united and not held.ordered
    return best[1] if best and best[0] >= (2.5 if weak else 1) else None


def _held(found: Records) -> _Held:
    whole = found.whole
    rows = [
        {at: number for at, value in enumerate(record.values) if (number := printed(value)) is not None}
        for record in whole
    ]
    shares = {column for column, way in computed(rows).items() if way.kind in ("ratio", "change")}
    shares |= {at for at in range(found.width) if 2 * sum("%" in record.values[at] for record in whole) > len(whole)}
    return _Held(
        width=found.width,
        ordered=2 * sum(bool(record.order) for record in whole) >= len(whole),
        united=2 * sum(bool(record.unit) for record in whole) >= len(whole),
        grouped=any(not record.values for record in found.records),
        noted=any(record.note for record in found.records),
        shares=frozenset(shares),
        verdicts=frozenset(
            at for at in range(found.width) if 2 * sum(is_verdict(record.values[at]) for record in whole) > len(whole)
        ),
    )


def _shapes(held: _Held) -> Iterator[_Shape]:
    most = _PARENTS if held.width <= _NARROW else 1
    for order, unit, outer, parents in product((True, False), (True, False), (False, True), range(most + 1)):
        if order <= held.ordered and unit <= held.united and outer <= held.grouped:
            yield _Shape(order, unit, outer, parents)


def _groups(above: Sequence[str]) -> Iterator[tuple[Group, ...]]:
    """The headings of groups that may stand right above the first record: none, the last line or two, and so on."""
    yield ()
    cuts: list[tuple[int, str, str]] = []
    at = len(above)
    while at > 2 and len(cuts) < _GROUPS:
        label = above[at - 1]
        if not is_label(label) or is_value(label):
            return
        numbered = is_order(above[at - 2])
        order = above[at - 2].strip(".)") if numbered else ""
        at -= 1 + numbered
        cuts.insert(0, (at, order, label))
        ends = [cut for cut, _, _ in cuts[1:]] + [len(above)]
        yield tuple(
            Group(cut - at, end - at, order, label) for (cut, order, label), end in zip(cuts, ends, strict=True)
        )


def _above_groups(above: Sequence[str], groups: Sequence[Group]) -> tuple[list[tuple[int, str]], int]:
    return _joined(above[: len(above) - sum(group.end - group.begin for group in groups)])


def _joined(lines: Sequence[str]) -> tuple[list[tuple[int, str]], int]:
    """The lines of a head, with those that go on the one above joined to it; each with its place."""
    joined: list[tuple[int, str]] = []
    orders = _known("order")
    for at, line in enumerate(_without_numbers(lines)):
        goes_on = (
            line[:1].islower() or line[:1] == "(" or _plain(f"{joined[-1][1]} {line}") in orders if joined else False
        )
        if goes_on and not is_value(line):
            joined[-1] = (joined[-1][0], f"{joined[-1][1]} {line}")
        else:
            joined.append((at, line))
    return joined, len(lines)


def _without_numbers(lines: Sequence[str]) -> Sequence[str]:
    """The lines of a head without those below it that only number its columns."""
    end = len(lines)
    while end and is_numbering(lines[end - 1]):
        end -= 1
    return lines[:end] if len(lines) - end > _NUMBERS else lines


def _tried(
    lines: Sequence[tuple[int, str]], end: int, shape: _Shape, groups: tuple[Group, ...], held: _Held
) -> tuple[float, Head] | None:
    """A head of a shape, and how likely it is one; None where it does not fit the lines."""
    size = shape.size(held.width, held.noted)
    if len(lines) < size:
        return None
    taken = lines[len(lines) - size :]
    cells = [cell for _, cell in taken]
    if any(not _may_head(cell) for cell in cells):
        return None
    order = cells.pop(0) if shape.order else ""
    outer = cells.pop(0) if shape.outer else ""
    label = cells.pop(0)
    unit = cells.pop(0) if shape.unit else ""
    note = cells.pop() if held.noted else ""
    arranged = max(_arrangements(cells, held), key=lambda each: each[0], default=None)
    if arranged is None:
        return None
    score = arranged[0] - 0.7 * shape.parents - 0.5 * shape.outer
    score += _fixed_score(order, outer, label, unit) + _group_score(groups, cells)
    score -= 1.0 * (held.united and not shape.unit) + 1.0 * (held.ordered and not shape.order)
    score -= 3.0 * sum(_plain(cell) in _known("order") | _known("unit") | _known("label") for cell in cells)
    score += 0.5 * (len(lines) == size) + 0.5 * any(find_years(cell) for cell in cells)
    fixed = (order, label, unit)
    return score, Head(taken[0][0], end, fixed, arranged[1], note, groups)


def _may_head(cell: str) -> bool:
    return len(cell.split()) <= _LONGEST and not (is_value(cell) and not find_years(cell) and is_label(cell) is False)


def _fixed_score(order: str, outer: str, label: str, unit: str) -> float:
    """How far the headings of order, label and unit are those that tables have; other words are no evidence."""
    score = 0.5
    if order:
        score += 2.5 if _plain(order) in _known("order") else -1.5
    score += 1.5 * (_plain(label) in _known("label")) - 2 * (_plain(label) in _known("order") | _known("unit"))
    if outer:
        score += 1.5 if _plain(outer) in _known("label") else -1
    if unit:
        score += 1.5 if _plain(unit) in _known("unit") else -1
    return score


def _group_score(groups: Sequence[Group], cells: Sequence[str]) -> float:
    score = 0.0
    for group in groups:
        telling = bool(group.order) or _MARKED.match(group.label) or group.label.isupper()
        score += 1.0 if telling and not find_years(group.label) else -1.5
    return score - 1.5 * sum(bool(_MARKED.match(cell)) or (cell.isupper() and cells[0].islower()) for cell in cells)


def _arrangements(cells: Sequence[str], held: _Held) -> Iterator[tuple[float, tuple[str, ...]]]:
    """The ways in which lines may head the columns, each with how well it fits what these hold."""
    if len(cells) == held.width:
        yield _fit(cells, held), tuple(cells)
        return
    for parents in _placings(len(cells), held.width):
        tree = [(cells[top], [cells[child] for child in children]) for top, children in parents]
        headings = tuple(f"{top} {child}".strip() for top, children in tree for child in (children or [""]))
        yield _fit(headings, held) + _tree_score(tree), headings


def _placings(count: int, width: int) -> Iterator[list[tuple[int, list[int]]]]:
    """The ways to have ``count - width`` common headings: the lines under each right behind it, or behind all."""
    extra = count - width
    for sizes in _sizes(extra, width):
        tops = extra + width - sum(sizes)
        for places in combinations(range(tops), extra):
            behind = _tree(tops, dict(zip(places, sizes, strict=True)), nested=False)
            yield behind
            nested = _tree(tops, dict(zip(places, sizes, strict=True)), nested=True)
            if nested != behind:
                yield nested


def _sizes(extra: int, width: int) -> Iterator[tuple[int, ...]]:
    for sizes in product(range(2, width + 1), repeat=extra):
        if sum(sizes) <= width:
            yield sizes


def _tree(tops: int, sizes: dict[int, int], *, nested: bool) -> list[tuple[int, list[int]]]:
    """The lines of each top heading, and of those below it."""
    tree: list[tuple[int, list[int]]] = []
    line, below = 0, tops
    for top in range(tops):
        size = sizes.get(top, 0)
        begin = line + 1 if nested else below
        tree.append((line, list(range(begin, begin + size))))
        below += size
        line += 1 + (size if nested else 0)
    return tree


def _tree_score(tree: Sequence[tuple[str, list[str]]]) -> float:
    """How likely common headings are: a year over words, or words over years; a year alone says too little."""
    score = 0.0
    said = [top for top, children in tree if not children]
    for top, children in tree:
        if not children:
            score -= 1.0 * bool(_BARE_YEAR.fullmatch(top)) * any(not _BARE_YEAR.fullmatch(other) for other in said)
            continue
        years = [bool(find_years(child)) for child in children]
        score += 1.0 if bool(find_years(top)) != any(years) and (all(years) or not any(years)) else -0.5
        score += 1.0 * bool(_BARE_YEAR.fullmatch(top))
        score -= 1.0 * any(child in said for child in children)
    dated = [bool(find_years(top)) for top in said]
    return score - 0.5 * (any(dated) and not all(dated)) * sum(not each for each in dated)


def _fit(headings: Sequence[str], held: _Held) -> float:
    """How well headings fit what the columns hold."""
    score = 0.0
    for at, heading in enumerate(headings):
        if held.shares:
            score += 0.5 if (_share().search(normalise(heading)) is not None) == (at in held.shares) else -0.5
        if at in held.verdicts:
            score -= 0.5 * bool(find_years(heading))
    return score / max(1, len(headings)) * 3


@cache
def _known(name: str) -> frozenset[str]:
    known = load_table("ingest.tables", "tables.toml")
    return frozenset((*known["columns"][name], *(known["stacked"]["names"] if name == "label" else ())))


@cache
def _share() -> re.Pattern[str]:
    return re.compile(load_table("ingest.tables", "tables.toml")["stacked"]["share"])


def _plain(cell: str) -> str:
    return normalise(cell).strip(" .:*")
