"""The XML of Word files: names of elements and what their attributes say."""

from __future__ import annotations

from typing import Any

Element = Any  # lxml ships no types

_OFFICE = "http://schemas.openxmlformats.org"
_SPACES = {
    "w": f"{_OFFICE}/wordprocessingml/2006/main",
    "m": f"{_OFFICE}/officeDocument/2006/math",
    "r": f"{_OFFICE}/officeDocument/2006/relationships",
    "mc": f"{_OFFICE}/markup-compatibility/2006",
    "wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_OFFICE}/drawingml/2006/main",
    "c": f"{_OFFICE}/drawingml/2006/chart",
    "dgm": f"{_OFFICE}/drawingml/2006/diagram",
    "ax": "http://schemas.microsoft.com/office/2006/activeX",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_OFF = frozenset(("0", "false", "off", "none"))


def qn(name: str) -> str:
    """The name of an element as lxml knows it: "{http://…/main}p" for "w:p"."""
    prefix, _, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def path(names: str) -> str:
    """The way to an element below another: "w:pPr/w:numPr" as lxml knows it."""
    return "/".join(map(qn, names.split("/")))


_VALUE = qn("w:val")


def value(element: Element | None) -> str | None:
    """What a property says; None where it does not stand or says nothing."""
    found: str | None = None if element is None else element.get(_VALUE)
    return found


def number(said: str | None, default: int) -> int:
    """A count as an attribute says it; ``default`` where that is none."""
    try:
        return int(said) if said is not None and len(said) < 10 else default  # a longer one is no count
    except ValueError:
        return default


def is_on(element: Element | None) -> bool:
    """Whether a property that is on by standing there is on."""
    return element is not None and element.get(_VALUE, "1").lower() not in _OFF
