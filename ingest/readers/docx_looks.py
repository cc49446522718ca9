"""How Word shows a run: struck, raised or not at all, by itself or through its styles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml.ns import qn

from ingest.readers.docx_numbering import style_chain
from ingest.readers.marks import hidden, raised, struck

Element = Any  # lxml ships no types

_OFF = frozenset(("0", "false", "off", "none"))
_HIDDEN = (qn("w:vanish"), qn("w:webHidden"))
_STRUCK = (qn("w:strike"), qn("w:dstrike"))
_RAISED = 4  # half points; a run lifted by so much stands beside its line
_PROPERTIES = qn("w:rPr")


def marked(text: str, run: Element, styles: Mapping[str, Element]) -> str:
    """The text of a run, with the tags that cleaning knows around what is hidden, struck or raised."""
    if not text.strip():
        return text
    properties = list(_properties(run, styles))
    if _is_on(properties, _HIDDEN):
        return hidden(text)
    if _is_on(properties, _STRUCK):
        return struck(text)
    return raised(text) if _is_raised(properties) else text


def _properties(run: Element, styles: Mapping[str, Element]) -> Iterator[Element]:
    """The properties that may hold for a run, the nearest first: its own, its style's, its paragraph's style's."""
    own = run.find(_PROPERTIES)
    if own is not None:
        yield own
        yield from _styled(own.find(qn("w:rStyle")), styles)
    paragraph = next(run.iterancestors(qn("w:p")), None)
    if paragraph is not None:
        yield from _styled(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"), styles)


def _styled(named: Element | None, styles: Mapping[str, Element]) -> Iterator[Element]:
    if named is not None:
        for style in style_chain(styles, named.get(qn("w:val"))):
            if (found := style.find(_PROPERTIES)) is not None:
                yield found


def _is_on(properties: list[Element], tags: tuple[str, ...]) -> bool:
    """Whether one of these toggles is on: for each the nearest word counts."""
    for tag in tags:
        nearest = next((found for own in properties if (found := own.find(tag)) is not None), None)
        if nearest is not None and nearest.get(qn("w:val"), "1").lower() not in _OFF:
            return True
    return False


def _is_raised(properties: list[Element]) -> bool:
    aligned = next((found for own in properties if (found := own.find(qn("w:vertAlign"))) is not None), None)
    if aligned is not None:
        return bool(aligned.get(qn("w:val")) == "superscript")
    lifted = next((found for own in properties if (found := own.find(qn("w:position"))) is not None), None)
    value = "0" if lifted is None else lifted.get(qn("w:val"), "0")
    return value.isdigit() and int(value) >= _RAISED
