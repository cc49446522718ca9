"""What can be told of a scanned page before its letters are read: how it is skewed, where its ruled lines are.

A picture is an array of greys, 0 black to 255 white, of shape (height, width), rows from the top.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from ingest.readers.ruled import Frame, Rule, whole

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_WHITE = 255
_MOST_SKEWED = 6.0  # degrees to each side that are looked at
_STEPS = (0.5, 0.1, 0.02)  # degrees between two angles, each time around the best of the last
_STRAIGHT = 0.05  # degrees that are left as they are
_SAMPLE = 60_000  # dark dots that tell the angle
_FLAT_RULE = 11.0  # points; the longest stroke of a letter of 14 points lies below
_UPRIGHT_RULE = 14.5  # points; the same for an upright stroke, with the row of a table above it
_FAINT = 40  # of 255, that a hairline is darker than the paper
_NEAR = 1.5  # points, by which the dots of a table's rule may lie beside it
_HALO = 2  # grey dots beside a rule, where the paper begins
_BAR = 0.75  # of the width of a sign that a bar below it covers
_UPRIGHT = 1.5  # times the ink piles up more in columns than in rows where lines of text stand upright
_CELL, _REACH = 16, 9  # dots of a cell whose light is taken, and cells around it among which its paper is found
_SHADOW = 40  # of 255, by which the paper must differ; scans differ by 10
_BLANK = 40  # of 255, between the darkest and the lightest dots of a page on which nothing stands


def is_blank(picture: Picture) -> bool:
    """Whether nothing stands on a page: its greys are all alike but for specks."""
    low, high = np.percentile(picture[:: max(1, len(picture) // 800), :], (0.05, 50))
    return bool(high - low < _BLANK)


def evened(picture: Picture) -> Picture:
    """The picture with its paper white all over where a shadow lies on it, as of a hand over a photographed page."""
    image = Image.fromarray(picture)
    if min(image.size) < _CELL * 2:
        return picture
    paper = image.reduce(_CELL).filter(ImageFilter.MaxFilter(_REACH)).filter(ImageFilter.GaussianBlur(_REACH / 3))
    low, high = np.percentile(np.asarray(paper), (5, 95))
    if high - low < _SHADOW:
        return picture
    light = np.asarray(paper.resize(image.size, Image.Resampling.BICUBIC), dtype=np.float32)
    return np.clip(picture * (_WHITE / np.maximum(light, 1.0)), 0, _WHITE).astype(np.uint8)


def straightened(picture: Picture) -> Picture:
    """The picture turned so that its lines are level."""
    angle = skew(picture)
    if abs(angle) < _STRAIGHT:
        return picture
    paper = int(np.median(picture))
    turned = Image.fromarray(picture).rotate(angle, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=paper)
    return np.asarray(turned, dtype=np.uint8)


def is_level(picture: Picture) -> bool:
    """Whether lines of text lie across a page: ink piles up in rows then, not in columns."""
    ink = dark(picture)
    rows, columns = np.nonzero(ink.any(axis=1))[0], np.nonzero(ink.any(axis=0))[0]
    if not len(rows):
        return True
    inked = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    down, across = (float(np.var(inked.mean(axis=axis))) for axis in (1, 0))
    return across < _UPRIGHT * down


def skew(picture: Picture) -> float:
    """By how many degrees a picture must be turned to the left so that its lines are level.

    Level lines pile their dark dots up in few rows: the angle is the one at which they do most.
    """
    down, across = np.nonzero(dark(picture))
    if not len(down):
        return 0.0
    some = np.random.default_rng(0).permutation(len(down))[:_SAMPLE]
    y, x = down[some].astype(np.float64), across[some].astype(np.float64)

    def piled(angle: float) -> float:
        rows = np.round((y - np.tan(np.radians(angle)) * x) / 2).astype(np.int64)
        return float(np.square(np.bincount(rows - rows.min()).astype(np.float64)).sum())

    best, reach = 0.0, _MOST_SKEWED
    for step in _STEPS:
        best = max(np.arange(best - reach, best + reach + step / 2, step), key=piled)
        reach = step
    return float(best)


def dark(picture: Picture) -> Mask:
    """Which dots are ink: darker than the limit that parts the greys best into two (Otsu)."""
    counts = np.bincount(picture.ravel(), minlength=256).astype(np.float64)
    below = np.cumsum(counts)
    sums = np.cumsum(counts * np.arange(256))
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.nan_to_num(below * above * np.square(sums / below - (sums[-1] - sums) / above))
    ink: Mask = picture <= int(apart.argmax())
    return ink


@dataclass(frozen=True, slots=True)
class Ruling:
    """The straight lines of a picture: level and upright ones as ``rules``, in points, and the dots of each kind."""

    rules: tuple[Rule, ...]
    flat: Mask
    upright: Mask


def ruling(picture: Picture, *, dpi: float) -> Ruling:
    """The straight lines of a picture that are longer than the strokes of letters."""
    ink: Mask = picture < int(np.median(picture)) - _FAINT  # a hairline is much lighter than letters
    flat = _long(ink, round(_FLAT_RULE * dpi / 72))
    upright = _long(ink.T, round(_UPRIGHT_RULE * dpi / 72)).T
    rules = (*_runs(flat, 72 / dpi, flat=True), *_runs(upright.T, 72 / dpi, flat=False))
    return Ruling(tuple(whole(rules)), flat, upright)


def without_rules(picture: Picture, tables: Sequence[Frame], lines: Ruling, *, dpi: float) -> Picture:
    """The picture without the rules of its tables, which are read as letters else."""
    bare = picture.copy()
    near = round(_NEAR * dpi / 72)
    for table in tables:
        left, *_, right = across = [round(at * dpi / 72) for at in table.across]
        top, *_, bottom = down = [round(at * dpi / 72) for at in table.down]
        columns, rows = slice(max(0, left - near), right + near), slice(max(0, top - near), bottom + near)
        for at in down:
            _whiten(bare, lines.flat, slice(max(0, at - near), at + near), columns)
        for at in across:
            _whiten(bare, lines.upright, rows, slice(max(0, at - near), at + near))
    return bare


def _whiten(picture: Picture, lines: Mask, rows: slice, columns: slice) -> None:
    """Paints the dots of lines within a stretch, and the grey ones beside them."""
    mask = lines[rows, columns].copy()
    for _ in range(_HALO):
        mask[1:] |= mask[:-1]
        mask[:-1] |= mask[1:]
        mask[:, 1:] |= mask[:, :-1]
        mask[:, :-1] |= mask[:, 1:]
    picture[rows, columns][mask] = _WHITE


def has_bar_below(picture: Picture, rows: slice[int, int, None], columns: slice[int, int, None]) -> bool:
    """Whether a level bar ends a sign below, as it does "≥" but not ">", which Tesseract takes it for."""
    height = rows.stop - rows.start
    ink = dark(picture[rows.start + height // 2 : rows.stop + height // 3, columns])
    return bool(ink.size and (ink.mean(axis=1) > _BAR).any())


def _long(ink: Mask, length: int) -> Mask:
    """The dots that lie in a level run of at least ``length``; a run may sway by a dot and have a dot missing."""
    near = ink.copy()
    near[1:] |= ink[:-1]
    near[:-1] |= ink[1:]
    counts = np.cumsum(np.pad(near, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    full = counts[:, length:] - counts[:, :-length] >= length - max(1, length // 25)
    starts = np.zeros((len(ink), ink.shape[1] + 1), dtype=np.int32)
    starts[:, : full.shape[1]] += full
    starts[:, length : length + full.shape[1]] -= full
    return (np.cumsum(starts, axis=1)[:, :-1] > 0) & near


def _runs(lines: Mask, scale: float, *, flat: bool) -> Iterator[Rule]:
    """The level runs of a mask as rules, in points."""
    edges = np.diff(np.pad(lines, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    starts, ends = np.argwhere(edges == 1), np.argwhere(edges == -1)
    for (at, start), (_, end) in zip(starts.tolist(), ends.tolist(), strict=True):
        yield Rule(flat, (at + 0.5) * scale, start * scale, end * scale)
