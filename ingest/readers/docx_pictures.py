"""What of a Word file is drawn and not written: pictures by OCR, all else told in its receipt, since figures may
stand in it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from ingest.readers.docx_chunks import embedded_words
from ingest.readers.docx_controls import control_text
from ingest.readers.docx_told import PICTURES
from ingest.readers.docx_walk import Walk
from ingest.readers.docx_xml import Element, number, qn
from ingest.readers.image import read_embedded

_EMU = 360_000  # in a centimetre
_POINT = 72 / 2.54  # in a centimetre
_WIDTH, _HEIGHT = 6.0, 2.5  # centimetres; emblems, seals and signatures are smaller than what holds text
_SIZE = re.compile(r"(width|height):\s*(\d+(?:\.\d+)?)(pt|in|cm|mm)?")
_IN_CENTIMETRES = {"": 1 / _POINT, "pt": 1 / _POINT, "in": 2.54, "cm": 1.0, "mm": 0.1}
_PICTURE = (qn("a:blip"), qn("v:imagedata"))
_INCH = 2.54  # centimetres
_MOST = 40  # pictures of one file that are recognised, 1 to 5 seconds each
_REMEDY = "chưa đọc được; hãy mở bằng Word, chép số liệu trong đó thành chữ hoặc bảng rồi nạp lại"


def tell_picture(drawing: Element, walk: Walk) -> str:
    """Reads a picture that is large enough for text; notes down a chart, a diagram, an embedded file.

    Returns what a control shows in its place.
    """
    embedded = next(drawing.iter(qn("o:OLEObject")), None)
    control = next(drawing.iter(qn("w:control")), None)
    chart = next(drawing.iter(qn("c:chart")), None)
    diagram = next(drawing.iter(qn("dgm:relIds")), None)
    if control is not None:
        return control_text(control, walk)
    if embedded is not None:
        words = embedded_words(embedded.get(qn("r:id")) or "", walk)
        walk.told.unread(f"tệp nhúng {embedded.get('ProgID') or ''}".strip(), _REMEDY, words)
    elif chart is not None:
        walk.told.unread("biểu đồ", _REMEDY, _words(walk, chart.get(qn("r:id")), ("c:v", "a:t")))
    elif diagram is not None:
        walk.told.unread("sơ đồ", _REMEDY, _words(walk, diagram.get(qn("r:dm")), ("a:t",)))
    else:
        _read_pictures(drawing, walk)
    return ""


def _read_pictures(drawing: Element, walk: Walk) -> None:
    """The words of pictures go on below their paragraph; those of the margin, and too many, are counted as unread."""
    width = _width(drawing)
    for picture in drawing.iter(*_PICTURE) if _is_large(drawing) else ():
        relation = walk.package.related(walk.part).get(picture.get(qn("r:embed")) or picture.get(qn("r:id")) or "")
        data = None if relation is None or walk.in_margin else walk.package.data(relation.target)
        if relation is None or data is None or len(walk.pictures) >= _MOST:
            walk.told.counts[PICTURES] += 1
        elif relation.target not in walk.pictures:
            walk.pictures.add(relation.target)
            part = f"hình {posixpath.basename(relation.target)}"
            text, remark = read_embedded(data, inches=width / _INCH, part=part)
            walk.drawn += text.splitlines()
            walk.told.remarks.append(remark)


def _words(walk: Walk, relation: str | None, tags: tuple[str, ...]) -> str:
    """The words and figures that the part behind a relationship keeps."""
    found = walk.package.related(walk.part).get(relation or "")
    root = None if found is None else walk.package.root(found.target)
    return "" if root is None else " ".join(each.text or "" for each in root.iter(*map(qn, tags)))


def _is_large(drawing: Element) -> bool:
    """Whether letters may stand in a picture; one whose size is not told may be of any."""
    sizes = _sizes(drawing)
    return not sizes or any(width >= _WIDTH and height >= _HEIGHT for width, height in sizes)


def _width(drawing: Element) -> float:
    """Centimetres that a picture is shown wide; 0 where it is not told."""
    return max((width for width, _ in _sizes(drawing)), default=0.0)


def _sizes(drawing: Element) -> list[tuple[float, float]]:
    """Width and height in centimetres, of each place that tells them."""
    extent = next(drawing.iter(qn("wp:extent")), None)
    if extent is not None:
        return [(number(extent.get("cx"), 0) / _EMU, number(extent.get("cy"), 0) / _EMU)]
    styles: list[Mapping[str, float]] = [
        {name: float(length) * _IN_CENTIMETRES[unit] for name, length, unit in _SIZE.findall(each.get("style") or "")}
        for each in drawing.iter()
    ]
    return [(each["width"], each["height"]) for each in styles if each.keys() >= {"width", "height"}]
