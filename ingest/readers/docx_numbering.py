"""The numbers that Word draws in front of paragraphs and keeps nowhere as text.

A paragraph names a list (``numId``) and a level, itself or through its style. The list names an abstract list, whose
levels say how a number looks and with which it starts, and may have levels of its own instead of some. All lists of
one abstract list count together: where the second has letters for its first level, "1." is followed by "b)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ingest.readers.docx_styles import Styles
from ingest.readers.docx_xml import Element, is_on, number, path, qn, value

_PLACE = re.compile(r"%(\d)")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST = 10_000  # a number above that is no number of a paragraph
_LIST = path("w:pPr/w:numPr")
_BETWEEN = {"space": " ", "nothing": ""}  # a number and its text; a tab where nothing is said
_BULLETS = ("+", "*", "•")


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list looks.

    ``pattern`` is "%1.%2." or the bullet, ``style`` one that implies it, ``after`` what stands between it and the
    text. It starts again below a level of a depth less than ``restart``.
    """

    format: str
    pattern: str
    start: int
    style: str | None
    legal: bool
    after: str
    restart: int


Levels = Mapping[int, _Level]


@dataclass(slots=True)
class Numbering:
    """Counts the lists of one document. Paragraphs must be shown to it in order, each once."""

    lists: Mapping[str, str]  # numId -> abstract list
    levels: Mapping[str, Levels]  # numId -> its levels
    restarts: Mapping[str, Mapping[int, int]]  # numId -> level -> number to restart with
    styles: Styles
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    waiting: dict[str, dict[int, int]] = field(default_factory=dict)  # numId -> its restarts that are still to come

    def label(self, paragraph: Element) -> str:
        """What Word draws in front of this paragraph: "1. ", "a) ", "- ", or "" where it has no number."""
        place = self._place(paragraph)
        if place is None:
            return ""
        list_id, depth = place
        levels = self.levels[list_id]
        if depth not in levels:
            return ""
        self._count(list_id, depth)
        level = levels[depth]
        if level.format == "bullet":
            return f"{level.pattern if level.pattern in _BULLETS else '-'} "
        counters = self.counters[self.lists[list_id]]

        def counted(match: re.Match[str]) -> str:
            other = levels.get(int(match.group(1)) - 1, level)
            reached = counters.get(int(match.group(1)) - 1, other.start)
            return written_number(reached, "decimal" if level.legal else other.format)

        label = _PLACE.sub(counted, level.pattern).strip()
        return f"{label}{level.after}" if label else ""

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        """The list and level of a paragraph, its own or its style's."""
        style_id = self.styles.of_paragraph(paragraph)
        list_id, depth = _numbered(paragraph.find(_LIST))
        for element in self.styles.chain(style_id):
            if list_id is not None:
                break
            list_id, styled = _numbered(element.find(_LIST))
            depth = depth if depth is not None else styled
        if list_id is None or list_id not in self.lists:
            return None
        if depth is None:
            levels = self.levels[list_id]
            depth = next((n for n, level in levels.items() if style_id and level.style == style_id), 0)
        return list_id, depth

    def _count(self, list_id: str, depth: int) -> None:
        """Moves the counter of this level on, begins those above it and forgets those under it.

        A restart holds for the first paragraph of its level, however late that comes: "III.5." and then "IV.1.".
        """
        counters = self.counters.setdefault(self.lists[list_id], {})
        waiting = self.waiting.setdefault(list_id, dict(self.restarts[list_id]))
        levels = self.levels[list_id]
        for skipped in levels.keys() & set(range(depth)):
            counters[skipped] = waiting.pop(skipped, counters.get(skipped, levels[skipped].start))
        counters[depth] = waiting.pop(depth, counters.get(depth, levels[depth].start - 1) + 1)
        for deeper in [other for other in counters if other > depth]:
            if depth < (levels[deeper].restart if deeper in levels else deeper):
                del counters[deeper]


def numbering_of(root: Element | None, styles: Styles) -> Numbering:
    """The lists in the root of their part, all counters at their start; none where it is missing."""
    if root is None:
        return Numbering({}, {}, {}, styles)
    abstracts = {each.get(qn("w:abstractNumId"), ""): each for each in root.iter(qn("w:abstractNum"))}
    shared = {key: dict(_levels(each)) for key, each in abstracts.items()}
    numbers = {each.get(qn("w:numId"), ""): each for each in root.iter(qn("w:num"))}
    named = {key: value(each.find(qn("w:abstractNumId"))) or "" for key, each in numbers.items()}
    lists: dict[str, str] = {}
    levels: dict[str, Levels] = {}
    for key, abstract in named.items():
        linked = _linked_list(abstracts.get(abstract), styles)
        lender = linked if linked in named else key
        if key != "0" and named[lender] in shared:
            lists[key] = named[lender]
            levels[key] = shared[named[lender]] | _own_levels(numbers[lender]) | _own_levels(numbers[key])
    restarts = {key: dict(_restarts(each)) for key, each in numbers.items()}
    return Numbering(lists, levels, restarts, styles)


def _linked_list(abstract: Element | None, styles: Styles) -> str | None:
    """The list whose levels an abstract list borrows through a style, instead of having its own."""
    link = None if abstract is None else value(abstract.find(qn("w:numStyleLink")))
    style = styles.by_id.get(link or "")
    return None if style is None else _numbered(style.find(_LIST))[0]


def _own_levels(numbered: Element) -> dict[int, _Level]:
    """The levels that a list has instead of those of its abstract list."""
    return {depth: level for override in numbered.iter(qn("w:lvlOverride")) for depth, level in _levels(override)}


def _levels(parent: Element) -> Iterator[tuple[int, _Level]]:
    for level in parent.iterchildren(qn("w:lvl")):
        depth = number(level.get(qn("w:ilvl")), 0)
        unseen = is_on(level.find(path("w:rPr/w:vanish")))
        yield (
            depth,
            _Level(
                format=_format(level.find(qn("w:numFmt"))),
                pattern="" if unseen else value(level.find(qn("w:lvlText"))) or "",
                start=number(value(level.find(qn("w:start"))), 1),
                style=value(level.find(qn("w:pStyle"))),
                legal=is_on(level.find(qn("w:isLgl"))),
                after=_BETWEEN.get(value(level.find(qn("w:suff"))) or "", " "),
                restart=number(value(level.find(qn("w:lvlRestart"))), depth),
            ),
        )


def _format(element: Element | None) -> str:
    """The format of a level; that of a custom one is its first number, "001" of "001, 002, …"."""
    said = value(element) or "decimal"
    custom = "" if element is None else element.get(qn("w:format"), "")
    return custom.partition(",")[0].strip() or "decimal" if said == "custom" else said


def _restarts(numbered: Element) -> Iterator[tuple[int, int]]:
    for override in numbered.iter(qn("w:lvlOverride")):
        start = value(override.find(qn("w:startOverride")))
        if start is not None:
            yield number(override.get(qn("w:ilvl")), 0), number(start, 1)


def _numbered(properties: Element | None) -> tuple[str | None, int | None]:
    """List and level of a ``numPr``; None for what it does not say."""
    if properties is None:
        return None, None
    depth = value(properties.find(qn("w:ilvl")))
    return value(properties.find(qn("w:numId"))), None if depth is None else number(depth, 0)


def written_number(count: int, format_: str) -> str:
    """``count`` as Word writes it in this format; formats that are not used in Vietnam as a decimal."""
    if format_ == "none":
        return ""
    if not 0 < count < _MOST:
        return str(count)
    if format_ in ("upperRoman", "lowerRoman"):
        roman = _roman(count)
        return roman.upper() if format_ == "upperRoman" else roman
    if format_ in ("upperLetter", "lowerLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * (1 + (count - 1) // 26)
        return letters.upper() if format_ == "upperLetter" else letters
    width = {"decimalZero": 2}.get(format_, len(format_) if format_.isdecimal() else 1)
    return f"{count:0{width}}"


def _roman(count: int) -> str:
    written = ""
    for amount, letters in _ROMAN:
        written += letters * (count // amount)
        count %= amount
    return written
