"""A part of a Word file brought to what Word shows of it, before it is read.

Where a part says the same twice, for old and for new programs, one of them stays. A control that nobody filled in
shows a hint, which is no text. Fields that do not end are none.
"""

from __future__ import annotations

from ingest.readers.docx_fields import mend_fields
from ingest.readers.docx_told import Told
from ingest.readers.docx_xml import Element, is_on, path, qn

_TEXT = (qn("w:t"), qn("w:sym"))


def settle(story: Element, told: Told) -> Element:
    """Brings the root of a part to what is shown of it, in place, and returns it."""
    for twice in list(story.iter(qn("mc:AlternateContent"))):
        _choose(twice)
    for control in list(story.iter(qn("w:sdt"))):
        if is_on(control.find(path("w:sdtPr/w:showingPlcHdr"))):
            _empty(control, told)
    mend_fields(story)
    return story


def _choose(twice: Element) -> None:
    """Puts the first branch that has text in place of all, else the first that has anything."""
    parent = twice.getparent()
    branches = list(twice.iterchildren(qn("mc:Choice"), qn("mc:Fallback")))
    filled = [branch for branch in branches if len(branch)]
    worded = [branch for branch in filled if next(branch.iter(*_TEXT), None) is not None]
    at = parent.index(twice)
    for chosen in (worded or filled)[:1]:
        parent[at:at] = list(chosen)
    parent.remove(twice)


def _empty(control: Element, told: Told) -> None:
    """Takes the hint out of a control that was not filled in, and leaves the cells that it may be around."""
    texts = list(control.iter(*_TEXT))
    hint = "".join(each.text or "" for each in texts)
    told.dropped("ô nhập chưa điền", "chữ gợi ý của ô, không phải lời văn", hint)
    for each in texts:
        each.getparent().remove(each)
