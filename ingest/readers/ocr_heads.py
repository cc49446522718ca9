"""Headings of scanned tables that may be misread: one read as "LH" for "TH" turns targets into results.

A heading is in doubt where the readings of its cell differ, and where a word of it comes near one that heads columns
without being it. Nothing is put right: the figures below it are looked at by staff.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from assistant.language.syllables import is_syllable
from assistant.language.tables import load_table
from ingest.cleaning.cells import is_figure
from ingest.readers.tesseract import Letter, Line

_FEWEST = 4  # letters of a word in full of which one may be misread


def with_doubted_heads(rows: Sequence[Sequence[Sequence[Line]]]) -> Iterator[Line]:
    """The lines of the cells of a table, row by row, those of its head marked where they may be misread.

    The head is what stands above the first figure behind the first cell of its row.
    """
    body = next((at for at, row in enumerate(rows) if any(is_figure(_said(cell)) for cell in row[1:])), len(rows))
    for at, row in enumerate(rows):
        for cell in row:
            yield from (map(_doubted, cell) if at < body else cell)


def with_doubted_short(line: Line) -> Line:
    """A line outside of ruled tables, of which only capitals are marked: it may head a table without rules."""
    said = zip(line, _texts(line), strict=True)
    return [_marked(word) if text.isupper() and is_near(text) else word for word, text in said]


def _texts(line: Line) -> list[str]:
    return ["".join(letter.text for letter in word) for word in line]


def _said(cell: Sequence[Line]) -> str:
    return " ".join(text for line in cell for text in _texts(line))


def _doubted(line: Line) -> Line:
    return [
        _marked(word) if _is_unsure(word) or is_near("".join(each.text for each in word)) else word for word in line
    ]


def _is_unsure(word: Sequence[Letter]) -> bool:
    return min(letter.sure for letter in word) <= 0.0


def _marked(word: Sequence[Letter]) -> list[Letter]:
    return [replace(letter, doubted=True) for letter in word]


def is_near(word: str) -> bool:
    """Whether a word comes near one that heads columns, by one letter or mark, and is none that means something."""
    parts = (part.strip(".,:;()[]%*0123456789") for part in word.split("/"))
    return any(
        _is_near_short(part) if part.isupper() and len(part) <= _FEWEST else _is_near_word(part.lower())
        for part in parts
    )


def _is_near_short(word: str) -> bool:
    short, others = _table("short"), _table("others")
    if word in short or word in others or len(word) < 2:
        return False
    return word.replace("II", "H") in short or any(_off(word, known) == 1 for known in short)


def _is_near_word(word: str) -> bool:
    words = _table("words")
    if word in words or len(word) < 2:
        return False
    plain = _plain(word)
    toned = any(plain == _plain(known) for known in words)
    broken = (
        len(word) >= _FEWEST and not is_syllable(word) and any(_off(plain, _plain(known)) == 1 for known in words)
    )
    return toned or broken


def _plain(word: str) -> str:
    """A word without its marks."""
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _off(word: str, known: str) -> int:
    """By how many letters two words differ, 2 for more than one."""
    if len(word) == len(known):
        return min(2, sum(one != other for one, other in zip(word, known, strict=True)))
    shorter, longer = sorted((word, known), key=len)
    if len(longer) - len(shorter) > 1:
        return 2
    return 1 if any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))) else 2


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(load_table("ingest.readers", "ocr_heads.toml")[name])
