"""The numbers that Word draws in front of paragraphs and keeps nowhere as text.

A paragraph names a list (``numId``) and a level, itself or through its style; the list names an abstract
list, whose levels say how a number looks and with which it starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

Element = Any  # lxml ships no types

_PLACE = re.compile(r"%(\d)")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_STYLE_DEPTH = 10  # styles that a style may be based on, one on the other; a file could make it a circle


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list looks; ``pattern`` is "%1.%2." or the bullet, ``style`` one that implies it."""

    format: str
    pattern: str
    start: int
    style: str | None
    legal: bool


@dataclass(slots=True)
class Numbering:
    """Counts the lists of one document. Paragraphs must be shown to it in order, each once."""

    levels: Mapping[str, Mapping[int, _Level]]  # abstract list -> its levels
    lists: Mapping[str, str]  # numId -> abstract list
    restarts: Mapping[str, Mapping[int, int]]  # numId -> level -> number to restart with
    styles: Mapping[str, Element]
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def label(self, paragraph: Element) -> str:
        """What Word draws in front of this paragraph: "1.", "a)", "-", or "" where it has no number."""
        place = self._place(paragraph)
        if place is None:
            return ""
        list_id, depth = place
        levels = self.levels[self.lists[list_id]]
        if depth not in levels:
            return ""
        self._count(list_id, depth)
        level = levels[depth]
        if level.format == "bullet":
            return level.pattern if level.pattern in ("+", "*", "•") else "-"
        counters = self.counters[self.lists[list_id]]

        def number(match: re.Match[str]) -> str:
            other = levels.get(int(match.group(1)) - 1, level)
            value = counters.get(int(match.group(1)) - 1, other.start)
            return _written(value, "decimal" if level.legal else other.format)

        return _PLACE.sub(number, level.pattern).strip()

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        """The list and level of a paragraph, its own or its style's."""
        style_id = _value(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"))
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        list_id, depth = _numbered(own)
        for element in style_chain(self.styles, style_id):
            if list_id is not None:
                break
            list_id, styled = _numbered(element.find(f"{qn('w:pPr')}/{qn('w:numPr')}"))
            depth = depth if depth is not None else styled
        if list_id is None or list_id not in self.lists:
            return None
        if depth is None:
            levels = self.levels[self.lists[list_id]]
            depth = next((n for n, level in levels.items() if style_id and level.style == style_id), 0)
        return list_id, depth

    def _count(self, list_id: str, depth: int) -> None:
        """Moves the counter of this level on and forgets the levels under it."""
        abstract = self.lists[list_id]
        counters = self.counters.setdefault(abstract, {})
        if list_id not in self.seen:
            self.seen.add(list_id)
            for restarted, start in self.restarts.get(list_id, {}).items():
                counters[restarted] = start - 1
        counters[depth] = counters.get(depth, self.levels[abstract][depth].start - 1) + 1
        for deeper in [other for other in counters if other > depth]:
            del counters[deeper]


def numbering_of(document: Document) -> Numbering:
    """The lists of a document, all counters at their start."""
    styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
    relations = document.part.rels.values()
    part = next((rel.target_part for rel in relations if rel.reltype == RELATIONSHIP_TYPE.NUMBERING), None)
    if part is None:
        return Numbering({}, {}, {}, styles)
    root: Element = part.element
    levels = {
        abstract.get(qn("w:abstractNumId")): dict(_levels(abstract)) for abstract in root.iter(qn("w:abstractNum"))
    }
    numbers = {num.get(qn("w:numId")): num for num in root.iter(qn("w:num"))}
    lists = {key: _value(num.find(qn("w:abstractNumId"))) or "" for key, num in numbers.items()}
    for abstract in root.iter(qn("w:abstractNum")):
        linked = _linked_list(abstract, styles)
        if linked in lists:
            levels[abstract.get(qn("w:abstractNumId"))] = levels.get(lists[linked], {})
    known = {key: abstract for key, abstract in lists.items() if abstract in levels and key != "0"}
    return Numbering(levels, known, {key: dict(_restarts(num)) for key, num in numbers.items()}, styles)


def _linked_list(abstract: Element, styles: Mapping[str, Element]) -> str | None:
    """The list whose levels an abstract list borrows through a style, instead of having its own."""
    style = styles.get(_value(abstract.find(qn("w:numStyleLink"))) or "")
    return None if style is None else _numbered(style.find(f"{qn('w:pPr')}/{qn('w:numPr')}"))[0]


def _levels(abstract: Element) -> Iterator[tuple[int, _Level]]:
    for level in abstract.iter(qn("w:lvl")):
        yield (
            int(level.get(qn("w:ilvl"))),
            _Level(
                format=_value(level.find(qn("w:numFmt"))) or "decimal",
                pattern=_value(level.find(qn("w:lvlText"))) or "",
                start=int(_value(level.find(qn("w:start"))) or 1),
                style=_value(level.find(qn("w:pStyle"))),
                legal=level.find(qn("w:isLgl")) is not None,
            ),
        )


def _restarts(num: Element) -> Iterator[tuple[int, int]]:
    for override in num.iter(qn("w:lvlOverride")):
        start = _value(override.find(qn("w:startOverride")))
        if start is not None:
            yield int(override.get(qn("w:ilvl"))), int(start)


def _numbered(properties: Element | None) -> tuple[str | None, int | None]:
    """List and level of a ``numPr``; None for what it does not say."""
    if properties is None:
        return None, None
    depth = _value(properties.find(qn("w:ilvl")))
    return _value(properties.find(qn("w:numId"))), None if depth is None else int(depth)


def style_chain(styles: Mapping[str, Element], style_id: str | None) -> Iterator[Element]:
    """A style and those that it is based on."""
    for _ in range(_STYLE_DEPTH):
        style = styles.get(style_id) if style_id else None
        if style is None:
            return
        yield style
        style_id = _value(style.find(qn("w:basedOn")))


def _value(element: Element | None) -> str | None:
    return None if element is None else element.get(qn("w:val"))


def _written(number: int, format_: str) -> str:
    """``number`` as Word writes it in this format; formats that are not used in Vietnam as a decimal."""
    if format_ == "decimalZero":
        return f"{number:02}"
    if format_ in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if format_ == "upperRoman" else roman
    if format_ in ("upperLetter", "lowerLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
        return letters.upper() if format_ == "upperLetter" else letters
    return "" if format_ == "none" else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written
