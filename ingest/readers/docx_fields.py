"""Fields of a Word file: what a field shows is text, what it is worked out from is none.

A field begins, has its instruction, is parted from its result and ends, over runs and paragraphs and one within the
other. Form fields of Word 97 keep what is ticked or chosen in their beginning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from assistant.language.tables import load_table
from ingest.readers.docx_equations import equation
from ingest.readers.docx_numbering import written_number
from ingest.readers.docx_xml import Element, is_on, number, path, qn, value

_KIND = qn("w:fldCharType")
_LIST = re.compile(r'\s*LISTNUM\s*(?:"?(?P<list>[^"\\\s]+)"?)?(?P<switches>.*)', re.DOTALL | re.IGNORECASE)
_SWITCH = re.compile(r"\\([ls])\s*(\d{1,4})", re.IGNORECASE)
_OWN_LIST = "numberdefault"  # of a LISTNUM that names none


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of fields: which number pages, what some show without a result, and how lists count."""

    pages: frozenset[str]
    shown: tuple[re.Pattern[str], ...]
    lists: Mapping[str, Sequence[tuple[str, str]]]


@cache
def _known() -> _Known:
    table: dict[str, Any] = load_table("ingest.readers", "docx.toml")["fields"]
    return _Known(
        frozenset(table["pages"]),
        tuple(re.compile(entry["pattern"], re.DOTALL) for entry in table["shown"]),
        {name: [(format_, pattern) for format_, pattern in levels] for name, levels in table["numbers"].items()},
    )


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False
    unshown: str = ""

    @property
    def numbers_pages(self) -> bool:
        words = self.instruction.split(maxsplit=1)
        return bool(words) and words[0].upper() in _known().pages


@dataclass(slots=True)
class Fields:
    """The fields that are open at one place of a story, the innermost last.

    ``lost`` is what those held that ended without a result and of which nothing is known to be shown, ``counted`` how
    far the fields that number have come, level by level.
    """

    open: list[_Field] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    counted: dict[str, list[int]] = field(default_factory=dict)

    @property
    def shows(self) -> bool:
        """Whether text at this place is shown, and not part of an instruction."""
        return all(each.in_result for each in self.open)

    @property
    def numbers_pages(self) -> bool:
        """Whether text at this place is the number of a page."""
        return any(each.numbers_pages for each in self.open)

    def step(self, char: Element) -> str:
        """Takes a ``w:fldChar`` in; returns what a form field, or a field without a result, shows there."""
        kind = char.get(_KIND)
        shown = self.shows
        if kind == "begin":
            self.open.append(_Field())
            return _form_field(char) if shown else ""
        if kind == "separate" and self.open:
            self.open[-1].in_result = True
        elif kind == "end" and self.open:
            return self._closed(self.open.pop())
        return ""

    def _closed(self, field: _Field) -> str:
        if field.in_result or not self.shows:
            return ""
        shown = _without_result(field.instruction) or self._number(field.instruction)
        self.lost += [] if shown else [f"{field.instruction}{field.unshown}".strip()]
        return shown

    def _number(self, instruction: str) -> str:
        """The number that a field draws, "" where it is none of those that do."""
        name, level, start = _numbered(instruction)
        levels = _known().lists.get(name, ())
        if not 0 < level <= len(levels):
            return ""
        counters = [*self.counted.get(name, ()), *[0] * level][:level]
        counters[-1] = counters[-1] + 1 if start is None else start
        self.counted[name] = counters
        format_, pattern = levels[level - 1]
        return pattern.replace("%", written_number(counters[-1], format_))

    def pass_over(self, text: str) -> None:
        """Takes in text that stands where a field has its instruction."""
        self.open[-1].unshown += text

    def instruct(self, text: str) -> None:
        """Takes a piece of an instruction in."""
        if self.open and not self.open[-1].in_result:
            self.open[-1].instruction += text

    def enter(self, instruction: str) -> None:
        """Opens a ``w:fldSimple``, which has nothing but its result in it."""
        self.open.append(_Field(instruction, in_result=True))

    def leave(self) -> None:
        """Closes it."""
        self.open.pop()


def mend_fields(story: Element) -> None:
    """Takes out what begins no field that ends, or ends none: else all text behind it would be an instruction."""
    stacks: dict[Element | None, list[Element]] = {}
    for char in list(story.iter(qn("w:fldChar"))):
        box = next(char.iterancestors(qn("w:txbxContent")), None)
        stack = stacks.setdefault(box, [])
        if char.get(_KIND) == "begin":
            stack.append(char)
        elif not stack:
            char.getparent().remove(char)
        elif char.get(_KIND) == "end":
            stack.pop()
    for stack in stacks.values():
        for char in stack:
            char.getparent().remove(char)


def _form_field(char: Element) -> str:
    """What a tick box or a list of choices of Word 97 shows."""
    box = char.find(path("w:ffData/w:checkBox"))
    if box is not None:
        checked = box.find(qn("w:checked"))
        return "☒" if is_on(checked if checked is not None else box.find(qn("w:default"))) else "☐"
    choices = char.find(path("w:ffData/w:ddList"))
    if choices is None:
        return ""
    entries = [value(entry) or "" for entry in choices.iterchildren(qn("w:listEntry"))]
    chosen = choices.find(qn("w:result"))
    at = number(value(chosen if chosen is not None else choices.find(qn("w:default"))), 0)
    return entries[at] if 0 <= at < len(entries) else ""


def _without_result(instruction: str) -> str:
    if (said := equation(instruction)) is not None:
        return said
    found = next(filter(None, (pattern.fullmatch(instruction) for pattern in _known().shown)), None)
    return "" if found is None else str(found[1])


def _numbered(instruction: str) -> tuple[str, int, int | None]:
    """The list by which a field counts, its level, and the number that it begins anew with."""
    found = _LIST.fullmatch(instruction)
    if found is None:
        return next(iter(instruction.lower().split()), ""), 1, None
    switches = {name.lower(): int(count) for name, count in _SWITCH.findall(found["switches"])}
    return (found["list"] or _OWN_LIST).lower(), switches.get("l", 1), switches.get("s")
