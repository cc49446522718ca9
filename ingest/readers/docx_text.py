"""The text of a paragraph of a Word file in order, as Word shows it with all changes accepted.

What was deleted, hidden, struck or raised is marked for cleaning. Text boxes and notes are put aside on the way: they
become lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.readers.docx_fonts import font_of, restored, symbol
from ingest.readers.docx_looks import Look, look_of, marked
from ingest.readers.docx_notes import REFERENCES, has_own_mark
from ingest.readers.docx_pictures import tell_picture
from ingest.readers.docx_walk import Box, Walk
from ingest.readers.docx_xml import Element, path, qn


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece of text, how it is shown, and the font by which it is to be read ("" where it is Unicode)."""

    text: str
    look: Look = Look.PLAIN
    font: str = ""


Stretches = Iterator[_Stretch]
_STRONGEST = (Look.HIDDEN, Look.STRUCK, Look.MARK, Look.RAISED, Look.PLAIN)


def text_of(element: Element, walk: Walk) -> str:
    """The text of a paragraph, or of anything that stands within one."""
    written = ""
    for (look, font), group in groupby(_inside(element, walk), key=lambda each: (each.look, each.font)):
        pieces = [each.text for each in group]
        alike = pieces if look is Look.MARK else ["".join(pieces)]
        written += "".join(marked(restored(text, font, walk.fonts), look) for text in alike)
    return written


def _inside(element: Element, walk: Walk) -> Stretches:
    """What stands within an element; of one that is not known, what stands within that."""
    for child in element.iterchildren():
        yield from _HANDLERS.get(child.tag, _inside)(child, walk)


def _as(look: Look, stretches: Stretches) -> Stretches:
    """Stretches within something that is shown so: the stronger look holds."""
    for each in stretches:
        yield replace(each, look=min(look, each.look, key=_STRONGEST.index))


# -- runs ----------------------------------------------------------------------------------------------


def _run(run: Element, walk: Walk) -> Stretches:
    look, font = look_of(run, walk.styles), font_of(run, walk.styles)
    noted = next((child for child in run.iterchildren() if child.tag in REFERENCES), None)
    if noted is not None and has_own_mark(noted):
        look = min(look, Look.MARK, key=_STRONGEST.index)
    for each in _as(look, _inside(run, walk)):
        yield replace(each, font=font if each.font is _OF_RUN else "")


_OF_RUN = "run"  # stands for the font of the run, which its text does not know


def _said(child: Element, walk: Walk) -> Stretches:
    yield from _shown(child.text or "", walk, _OF_RUN)


def _shown(text: str, walk: Walk, font: str = "") -> Stretches:
    """Text where it is none of an instruction and no number of a page."""
    if walk.fields.shows and walk.fields.numbers_pages:
        walk.told.pages += [text.strip()] if text.strip() else []
    elif walk.fields.shows:
        yield _Stretch(text, font=font)
    else:
        walk.fields.pass_over(text)


def _sign(text: str, font: str = "") -> Callable[[Element, Walk], Stretches]:
    def handler(_: Element, walk: Walk) -> Stretches:
        yield from _shown(text, walk, font)

    return handler


def _break(child: Element, walk: Walk) -> Stretches:
    yield from _shown("\f" if child.get(qn("w:type")) == "page" else "\n", walk)


def _symbol(child: Element, walk: Walk) -> Stretches:
    yield from _shown(symbol(child.get(qn("w:font"), ""), child.get(qn("w:char"), "")), walk)


def _nothing(_: Element, __: Walk) -> Stretches:
    yield from ()


def _reference(child: Element, walk: Walk) -> Stretches:
    """The mark of a note in brackets: without them the 2 behind "km" would be an exponent."""
    if walk.fields.shows and (mark := walk.notes.refer(child, deleted=walk.deleted)):
        yield _Stretch(f"[{mark}]", Look.MARK)


# -- changes -------------------------------------------------------------------------------------------


def _deleted(child: Element, walk: Walk) -> Stretches:
    before, walk.deleted = walk.deleted, True
    yield from _as(Look.STRUCK, _inside(child, walk))
    walk.deleted = before


# -- fields --------------------------------------------------------------------------------------------


def _field_char(child: Element, walk: Walk) -> Stretches:
    if shown := walk.fields.step(child):
        yield _Stretch(shown)
    for lost in walk.fields.lost:
        walk.told.dropped("trường tự động", "trường không có kết quả, Word không hiện ra chữ nào", lost)
    walk.fields.lost.clear()


def _instruction(child: Element, walk: Walk) -> Stretches:
    walk.fields.instruct(child.text or "")
    yield from ()


def _simple_field(child: Element, walk: Walk) -> Stretches:
    walk.fields.enter(child.get(qn("w:instr"), ""))
    yield from _inside(child, walk)
    walk.fields.leave()


# -- equations and ruby --------------------------------------------------------------------------------


def _fraction(child: Element, walk: Walk) -> Stretches:
    above, below = (list(_parts(child, walk, name)) for name in ("m:num", "m:den"))
    yield from [*_grouped(above), _Stretch("/"), *_grouped(below)]


def _grouped(stretches: list[_Stretch]) -> list[_Stretch]:
    """A side of a fraction, in brackets where it would not be one number or name without them."""
    plain = "".join(each.text for each in stretches).strip()
    if re.fullmatch(r"[\w.,%]*", plain):
        return stretches
    return [_Stretch("("), *stretches, _Stretch(")")]


def _parts(child: Element, walk: Walk, name: str) -> Stretches:
    for part in child.iterchildren(qn(name)):
        yield from _inside(part, walk)


def _power(child: Element, walk: Walk) -> Stretches:
    yield from _parts(child, walk, "m:e")
    yield from _as(Look.RAISED, _parts(child, walk, "m:sup"))


def _brackets(child: Element, walk: Walk) -> Stretches:
    """What stands in brackets, which a formula keeps as properties."""
    opening, closing = (child.find(path(f"m:dPr/{name}")) for name in ("m:begChr", "m:endChr"))
    yield _Stretch("(" if opening is None else opening.get(qn("m:val"), ""))
    yield from _parts(child, walk, "m:e")
    yield _Stretch(")" if closing is None else closing.get(qn("m:val"), ""))


def _ruby(child: Element, walk: Walk) -> Stretches:
    """A word and what is set small above it, in brackets behind it."""
    yield from _parts(child, walk, "w:rubyBase")
    if above := list(_parts(child, walk, "w:rt")):
        yield from [_Stretch("("), *above, _Stretch(")")]


# -- what hangs on a paragraph -------------------------------------------------------------------------


def _box(child: Element, walk: Walk) -> Stretches:
    if walk.fields.shows:
        walk.boxes.append(Box(child, walk.deleted))
    yield from ()


def _drawn(child: Element, walk: Walk) -> Stretches:
    """Words that are drawn as a picture (WordArt): a mark across the page where they stand in its margin."""
    if walk.in_margin:
        walk.told.dropped("chữ chìm", "chữ chìm dưới trang, không phải lời văn", child.get("string") or "")
    elif not walk.deleted:
        walk.drawn.append(child.get("string") or "")
    yield from ()


def _picture(child: Element, walk: Walk) -> Stretches:
    if not walk.deleted and (said := tell_picture(child, walk)):
        yield from _shown(said, walk)
    yield from _inside(child, walk)


_HANDLERS: Mapping[str, Callable[[Element, Walk], Stretches]] = {
    **dict.fromkeys(map(qn, ("w:t", "w:delText")), _said),
    **dict.fromkeys(map(qn, ("m:t", "a:t")), _said),
    **dict.fromkeys(map(qn, ("w:pPr", "w:rPr", "w:sdtPr", "w:moveFrom", "m:rPr", "m:dPr")), _nothing),
    **dict.fromkeys(map(qn, ("w:tab", "w:ptab")), _sign("\t")),
    **dict.fromkeys(map(qn, ("w:instrText", "w:delInstrText")), _instruction),
    **dict.fromkeys(map(qn, ("w:drawing", "w:pict", "w:object")), _picture),
    **dict.fromkeys(REFERENCES, _reference),
    qn("w:r"): _run,
    qn("w:del"): _deleted,
    qn("w:cr"): _sign("\n"),
    qn("w:noBreakHyphen"): _sign("-"),
    qn("w:softHyphen"): _sign("\xad", _OF_RUN),  # an "ư" of TCVN3 to the programs that take it for a hyphen
    qn("w:br"): _break,
    qn("w:sym"): _symbol,
    qn("w:fldChar"): _field_char,
    qn("w:fldSimple"): _simple_field,
    qn("m:f"): _fraction,
    qn("m:sSup"): _power,
    qn("m:d"): _brackets,
    qn("w:ruby"): _ruby,
    qn("w:txbxContent"): _box,
    qn("v:textpath"): _drawn,
}
