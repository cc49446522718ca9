"""What is painted on a PDF page: its rules, and the places of its pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.pdf_box import Box, Matrix, Place
from ingest.readers.ruled import Rule

_THIN = 2.5  # points; a painted area that is thinner is a rule
_SHORTEST = 3.0  # points of a rule
_MOST_SEGMENTS = 400  # of a path that may be a table; a drawing has more
_TEXT_WIDTH, _TEXT_HEIGHT = 170.0, 70.0  # points of a picture that may hold text; emblems and seals are smaller
_DEPTH = 5  # of groups of objects within groups


@dataclass(frozen=True, slots=True)
class Painted:
    """The rules of a page, the share of it that is under pictures, and the places of the large ones."""

    rules: list[Rule]
    covered: float
    pictures: list[Place]


def painted(page: pypdfium2.PdfPage, box: Box) -> Painted:
    """What the objects of a page paint, those of groups too."""
    rules: list[Rule] = []
    pictures: list[Place] = []
    covered = 0.0
    count = pdfium.FPDFPage_CountObjects(page)
    for drawn, matrix in _objects(partial(pdfium.FPDFPage_GetObject, page), count, Matrix()):
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules += _rules(drawn, matrix, box)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            edges = [ctypes.c_float() for _ in range(4)]
            if pdfium.FPDFPageObj_GetBounds(drawn, *edges):
                left, bottom, right, top = (edge.value for edge in edges)
                left, bottom = max(left, box.left), max(bottom, box.bottom)
                right, top = min(right, box.right), min(top, box.top)
                covered += max(0.0, right - left) * max(0.0, top - bottom)
                (x, y), (x2, y2) = box.place(left, top), box.place(right, bottom)
                if abs(x2 - x) >= _TEXT_WIDTH and abs(y2 - y) >= _TEXT_HEIGHT:
                    pictures.append((min(x, x2), min(y, y2), max(x, x2), max(y, y2)))
    return Painted(rules, covered / max(1.0, (box.right - box.left) * (box.top - box.bottom)), pictures)


def _objects(
    get: Callable[[int], object], count: int, outer: Matrix, depth: int = 0
) -> Iterator[tuple[object, Matrix]]:
    """Every object with how it lies on the page, those of groups too."""
    for at in range(count):
        drawn = get(at)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
        own = Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f).within(outer)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_FORM:
            yield drawn, own
        elif depth < _DEPTH:
            inner = pdfium.FPDFFormObj_CountObjects(drawn)
            yield from _objects(partial(pdfium.FPDFFormObj_GetObject, drawn), inner, own, depth + 1)


def _rules(path: object, matrix: Matrix, box: Box) -> Iterator[Rule]:
    """The rules that a path draws: its straight sides where it is stroked, itself where it is painted and thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    for line in _subpaths(path, matrix, box):
        if stroke.value:
            for (x, y), (to_x, to_y) in pairwise(line):
                yield from _rule(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
        elif line:
            across, down = [x for x, _ in line], [y for _, y in line]
            yield from _rule(min(across), min(down), max(across), max(down))


def _rule(left: float, top: float, right: float, bottom: float) -> Iterator[Rule]:
    if bottom - top <= _THIN and right - left >= _SHORTEST:
        yield Rule(True, (top + bottom) / 2, left, right)
    elif right - left <= _THIN and bottom - top >= _SHORTEST:
        yield Rule(False, (left + right) / 2, top, bottom)


def _subpaths(path: object, matrix: Matrix, box: Box) -> Iterator[list[tuple[float, float]]]:
    """The lines of a path, point by point as they lie before a reader; curves end them."""
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _MOST_SEGMENTS:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    line: list[tuple[float, float]] = []
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind != pdfium.FPDF_SEGMENT_LINETO and line:
            yield line
            line = []
        line.append(box.place(*matrix.point(x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            line.append(line[0])
    if line:
        yield line
