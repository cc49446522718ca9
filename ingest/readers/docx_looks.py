"""How Word shows a run: hidden, struck, raised or plain, by itself or through its styles and what lies behind it."""

from __future__ import annotations

import re
from enum import Enum

from ingest.readers.docx_styles import Styles, nearest
from ingest.readers.docx_xml import Element, is_on, number, path, qn, value
from ingest.readers.marks import hidden, raised, struck

Colour = tuple[int, int, int]


class Look(Enum):
    """How a stretch of text is shown; ``MARK`` is the raised mark of a note, never one with what stands beside it."""

    PLAIN = 0
    RAISED = 1
    MARK = 2
    STRUCK = 3
    HIDDEN = 4


_STRUCK = (qn("w:strike"), qn("w:dstrike"))
_RAISED = 2.0  # points; a run lifted by so much stands beside its line
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(pt|mm|cm|in|pc|pi)?")
_POINTS = {"": 0.5, "pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pc": 12.0, "pi": 12.0}
_SMALLEST = 2  # half points; nobody reads letters of one point
_NEAR = 8  # of 255; colours that differ by no more are one to the eye
_WHITE: Colour = (255, 255, 255)
_FILLS = ("clear", "nil", "solid")  # patterns of one colour
_HIGHLIGHTS: dict[str, Colour] = {"white": _WHITE, "black": (0, 0, 0)}
_BOX, _CELL, _PARAGRAPH = qn("w:txbxContent"), qn("w:tc"), qn("w:p")


def look_of(run: Element, styles: Styles) -> Look:
    """How a run is shown."""
    properties = styles.of_run(run)
    if is_on(nearest(properties, qn("w:vanish"))) or _is_unseen(run, properties, styles):
        return Look.HIDDEN
    if any(is_on(nearest(properties, tag)) for tag in _STRUCK):
        return Look.STRUCK
    return Look.RAISED if _is_raised(properties) else Look.PLAIN


def marked(text: str, look: Look) -> str:
    """Text with the tags that cleaning knows around what is hidden, struck or raised."""
    if not text.strip() or look is Look.PLAIN:
        return text
    if look is Look.HIDDEN:
        return hidden(text)
    return struck(text) if look is Look.STRUCK else raised(text)


def _is_raised(properties: tuple[Element, ...]) -> bool:
    aligned = nearest(properties, qn("w:vertAlign"))
    if aligned is not None:
        return value(aligned) == "superscript"
    lifted = _LENGTH.fullmatch(value(nearest(properties, qn("w:position"))) or "")
    return lifted is not None and float(lifted[1]) * _POINTS[lifted[2] or ""] >= _RAISED


# -- what the eye cannot see ---------------------------------------------------------------------------


def _is_unseen(run: Element, properties: tuple[Element, ...], styles: Styles) -> bool:
    """Whether a run has letters of a point or of the colour behind them."""
    if number(value(nearest(properties, qn("w:sz"))), _SMALLEST + 1) <= _SMALLEST:
        return True
    own = _colour(value(nearest(properties, qn("w:color"))))
    behind = None if own is None else _behind(run, properties, styles)
    return (
        own is not None
        and behind is not None
        and all(abs(one - other) <= _NEAR for one, other in zip(own, behind, strict=True))
    )


def _behind(run: Element, properties: tuple[Element, ...], styles: Styles) -> Colour | None:
    """The colour behind a run; None where it cannot be told, as in text boxes and in tables with a shaded style."""
    highlight = value(nearest(properties, qn("w:highlight"))) or "none"
    if highlight != "none":
        return _HIGHLIGHTS.get(highlight)
    shades = [nearest(properties, qn("w:shd"))]
    for around in run.iterancestors(_PARAGRAPH, _CELL, _BOX):
        if around.tag == _BOX:
            return None
        if around.tag == _PARAGRAPH:
            chain = styles.chain(styles.of_paragraph(around))
            shades += [each.find(path("w:pPr/w:shd")) for each in (around, *chain)]
        else:
            shades.append(around.find(path("w:tcPr/w:shd")))
    for shade in shades:
        if shade is not None and (value(shade) or "clear") not in _FILLS:
            return None
        if (colour := _shade(shade)) is not None:
            return colour
    return None if _is_in_shaded_table(run, styles) else _colour(styles.page) or _WHITE


def _is_in_shaded_table(run: Element, styles: Styles) -> bool:
    """Whether a table around a run may shade it, by its style in some rows only."""
    for table in run.iterancestors(qn("w:tbl")):
        named = value(table.find(path("w:tblPr/w:tblStyle")))
        shades = [shade for style in styles.chain(named) for shade in style.iter(qn("w:shd"))]
        if any(_shade(shade) for shade in (table.find(path("w:tblPr/w:shd")), *shades)):
            return True
    return False


def _shade(shade: Element | None) -> Colour | None:
    if shade is None:
        return None
    return _colour(shade.get(qn("w:color" if value(shade) == "solid" else "w:fill")))


def _colour(said: str | None) -> Colour | None:
    """A colour written "FFFFFF"; None for "auto", which Word makes readable, and for anything else."""
    if said is None or not re.fullmatch("[0-9A-Fa-f]{6}", said):
        return None
    return (int(said[:2], 16), int(said[2:4], 16), int(said[4:], 16))
