"""Letters of scanned pages, through Tesseract: the page level, the cells of its ruled tables each by itself.

A number with an unsure letter is marked, so that nobody takes it for read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.readers.layout_words import Word
from ingest.readers.legible import spelled
from ingest.readers.marks import DOUBTFUL, undoubted
from ingest.readers.ocr_cells import dots, in_cells, sheet_of
from ingest.readers.ocr_heads import with_doubted_heads, with_doubted_short
from ingest.readers.ocr_words import with_bars, words_of
from ingest.readers.picture import Picture, evened, is_level, ruling, straightened, without_rules
from ingest.readers.ruled import Rule, frames
from ingest.readers.tesseract import BLOCK, PAGE, Line, Patience, read

DPI = 300  # dots an inch that pages are drawn with; Tesseract reads letters of 10-12 points best so

_READ = 0.8  # share of words with the shape of a syllable; a page below it may stand on its head
_PROSE = 0.8  # in which prose is read: letters of 12-14 points at 300 dpi are larger than Tesseract likes
_SCALES = (1.0, 0.8, 0.65)  # in which a table is read: what a lone figure is, two must say, or it is in doubt


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as it was recognised: what ``laid_out`` takes, in points, and how many numbers are doubtful."""

    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    doubts: int


def recognise(picture: Picture, *, dpi: float = DPI) -> Scan:
    """The words and rules of a scanned page, levelled first; also of one that stands on its side or head.

    Raises ``OcrFailed`` where Tesseract is missing, fails or takes too long.
    """
    patience = Patience()
    picture = evened(picture)
    level = straightened(picture if is_level(picture) else np.ascontiguousarray(np.rot90(picture)))
    scan = _recognised(level, dpi, patience)
    if _spelled(scan) >= _READ:
        return scan
    return max(scan, _recognised(np.ascontiguousarray(np.rot90(level, 2)), dpi, patience), key=_spelled)


def _spelled(scan: Scan) -> float:
    return spelled(undoubted(" ".join(word.text for word in scan.words)))


def _recognised(picture: Picture, dpi: float, patience: Patience) -> Scan:
    """What is read of a level page."""
    lines = ruling(picture, dpi=dpi)
    tables = frames(lines.rules)
    bare = without_rules(picture, tables, lines, dpi=dpi)
    sheets = [sheet_of(bare, table, dpi) for table in tables]
    for table in tables:
        rows, columns = dots(table.down[0], table.down[-1], dpi), dots(table.across[0], table.across[-1], dpi)
        bare[rows, columns] = 255
    prose = [with_doubted_short(line) for line in read([bare], PAGE, dpi, scale=_PROSE, patience=patience)[0]]
    pictures = [sheet.picture for sheet in sheets]
    readings = [read(pictures, BLOCK, dpi, scale=scale, patience=patience) for scale in _SCALES]
    held = [list(with_doubted_heads(in_cells(said, sheet))) for *said, sheet in zip(*readings, sheets, strict=True)]
    tops = [table.down[0] * dpi / 72 for table in tables]
    ordered = [[with_bars(word, picture) for word in line] for line in _ordered(prose, held, tops)]
    flats = [rule for rule in lines.rules if rule.flat]
    words = tuple(word for line in ordered for word in words_of(line, flats, dpi))
    doubts = sum(DOUBTFUL.search(word.text) is not None for word in words)
    return Scan(words, lines.rules, doubts)


def _ordered(prose: Sequence[Line], held: Sequence[list[Line]], tops: Sequence[float]) -> Iterator[Line]:
    """The lines of a page, those of a table before the first that stands below its upper edge."""
    waiting = list(range(len(held)))
    for line in prose:
        while waiting and min(letter.top for word in line for letter in word) > tops[waiting[0]]:
            yield from held[waiting.pop(0)]
        yield line
    for at in waiting:
        yield from held[at]
