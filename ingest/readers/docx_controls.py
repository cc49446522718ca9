"""Controls in a Word file (ActiveX): a box with text, a list, a tick. What they show stands in a part of its own.

Word writes their properties as XML or, for those of Office's own forms, in binary (MS-OFORMS), of which only the
words are found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.readers.docx_walk import Walk
from ingest.readers.docx_xml import Element, qn

_READ = "ô điều khiển"
_REMEDY = "chưa đọc được; hãy mở bằng Word, gõ lại nội dung của ô thành chữ rồi nạp lại"
_TICKED, _OPEN = "☒", "☐"
_STATES = {"1": _TICKED, "-1": _TICKED, "true": _TICKED, "0": _OPEN, "false": _OPEN}
_SHOWN = ("value", "text", "caption")  # the properties that hold what is shown, the likeliest first
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00|[\x00-\xff][\x01\x03\x1e\x20]){2,}")
_PLAIN = re.compile(rb"[\x20-\x7e]{3,}")
_PROPERTY, _NAME, _VALUE = qn("ax:ocxPr"), qn("ax:name"), qn("ax:value")
_BINARY = "activeXControlBinary"


def control_text(control: Element, walk: Walk) -> str:
    """What a control shows; "" where it cannot be read, which is told with the words found in it."""
    called = f"{_READ} {control.get(qn('w:name')) or ''}".strip()
    relation = walk.package.related(walk.part).get(control.get(qn("r:id")) or "")
    part = "" if relation is None else relation.target
    properties = _properties(walk.package.root(part))
    if any(name in properties for name in _SHOWN):
        walk.told.read(called)
        return _shown(properties)
    binary = next((each.target for each in walk.package.related(part).values() if each.kind == _BINARY), "")
    walk.told.unread(called, _REMEDY, _words(walk.package.data(binary) or b""))
    return ""


def _properties(root: Element | None) -> Mapping[str, str]:
    found = () if root is None else root.iter(_PROPERTY)
    return {(each.get(_NAME) or "").lower(): each.get(_VALUE) or "" for each in found}


def _shown(properties: Mapping[str, str]) -> str:
    value, caption = properties.get("value", ""), properties.get("caption", "")
    if caption and value.lower() in _STATES:
        return f"{_STATES[value.lower()]} {caption}"
    return next((properties[name] for name in _SHOWN if properties.get(name)), "")


def _words(binary: bytes) -> str:
    """The words in the binary form of a control, the name of its font among them."""
    wide = [found.group().decode("utf-16-le", "replace") for found in _WIDE.finditer(binary)]
    plain = [found.group().decode("ascii") for found in _PLAIN.finditer(_WIDE.sub(b"\0", binary))]
    return " ".join(" ".join([*plain, *wide]).split())
