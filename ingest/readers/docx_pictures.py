"""What of a Word file is drawn and not written: told in its receipt, because figures may stand in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.readers.docx_told import PICTURES
from ingest.readers.docx_walk import Walk
from ingest.readers.docx_xml import Element, number, qn

_EMU = 360_000  # in a centimetre
_POINT = 72 / 2.54  # in a centimetre
_WIDTH, _HEIGHT = 6.0, 2.5  # centimetres; emblems, seals and signatures are smaller than what holds text
_SIZE = re.compile(r"(width|height):\s*(\d+(?:\.\d+)?)(pt|in|cm|mm)?")
_IN_CENTIMETRES = {"": 1 / _POINT, "pt": 1 / _POINT, "in": 2.54, "cm": 1.0, "mm": 0.1}
_PICTURE = (qn("a:blip"), qn("v:imagedata"))
_REMEDY = "chưa đọc được; hãy mở bằng Word, chép số liệu trong đó thành chữ hoặc bảng rồi nạp lại"


def tell_picture(drawing: Element, walk: Walk) -> None:
    """Notes down a picture that is large enough for text, a chart, a diagram, an embedded file or a control."""
    embedded = next(drawing.iter(qn("o:OLEObject")), None)
    control = next(drawing.iter(qn("w:control")), None)
    chart = next(drawing.iter(qn("c:chart")), None)
    diagram = next(drawing.iter(qn("dgm:relIds")), None)
    if embedded is not None:
        walk.told.unread(f"tệp nhúng {embedded.get('ProgID') or ''}".strip(), _REMEDY)
    elif control is not None:
        walk.told.unread(f"ô điều khiển {control.get(qn('w:name')) or ''}".strip(), _REMEDY)
    elif chart is not None:
        walk.told.unread("biểu đồ", _REMEDY, _words(walk, chart.get(qn("r:id")), ("c:v", "a:t")))
    elif diagram is not None:
        walk.told.unread("sơ đồ", _REMEDY, _words(walk, diagram.get(qn("r:dm")), ("a:t",)))
    elif next(drawing.iter(*_PICTURE), None) is not None and _is_large(drawing):
        walk.told.counts[PICTURES] += 1


def _words(walk: Walk, relation: str | None, tags: tuple[str, ...]) -> str:
    """The words and figures that the part behind a relationship keeps."""
    found = walk.package.related(walk.part).get(relation or "")
    root = None if found is None else walk.package.root(found.target)
    return "" if root is None else " ".join(each.text or "" for each in root.iter(*map(qn, tags)))


def _is_large(drawing: Element) -> bool:
    """Whether letters may stand in a picture; one whose size is not told may be of any."""
    extent = next(drawing.iter(qn("wp:extent")), None)
    if extent is not None:
        return number(extent.get("cx"), 0) >= _WIDTH * _EMU and number(extent.get("cy"), 0) >= _HEIGHT * _EMU
    styles: list[Mapping[str, float]] = [
        {name: float(length) * _IN_CENTIMETRES[unit] for name, length, unit in _SIZE.findall(each.get("style") or "")}
        for each in drawing.iter()
    ]
    sizes = [each for each in styles if each.keys() >= {"width", "height"}]
    return not sizes or any(each["width"] >= _WIDTH and each["height"] >= _HEIGHT for each in sizes)
