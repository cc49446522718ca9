"""The words of recognised lines, with marks: numbers that are not sure, what is raised, what is struck."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import numpy as np

from ingest.readers.layout_words import DESCENT, Word
from ingest.readers.marks import doubtful, raised, struck
from ingest.readers.picture import Picture, has_bar_below
from ingest.readers.ruled import Rule
from ingest.readers.tesseract import Letter, Letters, Line

_SURE = 97.0  # of 100; letters of numbers below it are doubtful (see tests/ingest/readers/test_ocr.py)
_LOW, _HIGH = 0.8, 0.28  # of the height of the figures beside it: a raised figure is lower, and begins so far up
_STRUCK = (0.25, 0.75)  # of the height of a word from its top, between which a rule strikes it
_SERIFS = 0.8  # of the height of its lowest letter, above which the serifs of small letters join and look like a rule
_LETTER = 0.4  # of the height of a word, from which a sign is a letter and no fragment
_THROUGH = 0.8  # of its width that the rule covers
_GAP = 0.28  # of the height of a line, from which a gap parts two words
_STROKES = re.compile("[Il|L1]{1,3}|H[Il|L1]")
_MARK = re.compile(r"[^\W\d_]?(\d{1,2})\s?([.)])(?:\s?[.,])?")
_YEAR = re.compile(r"[^\W\d_]{2,5}((?:19|20)\d\d)")  # "TH2024", of which the blank was not seen
_BARRED = {">": "≥", "<": "≤"}


def words_of(line: Line, flats: Sequence[Rule], dpi: float) -> Iterator[Word]:
    """The words of a line with their marks; all of one height, as what stands in one line does."""
    scale = 72 / dpi
    letters = [letter for word in line for letter in word]
    top, base = min(each.top for each in letters), float(np.median([each.bottom for each in letters]))
    size = max(1.0, (base - top) / (1 - DESCENT))
    parts = [part for whole in line for part in _parted(whole, _GAP * (base - top))]
    mark, count = _list_mark(parts)
    if count:
        parts = [[letter for word in parts[:count] for letter in word], *parts[count:]]
    for word in parts:
        left, right = min(each.left for each in word), max(each.right for each in word)
        text = (mark or _numeral(parts)) if word is parts[0] else ""
        text = text or _marked(word, [rule for rule in flats if _strikes(rule, word, scale)])
        yield Word(
            text,
            left * scale,
            top * scale,
            right * scale,
            (base + DESCENT * size) * scale,
            size * scale,
        )


def _numeral(line: Line) -> str:
    """The Roman numeral that opens a heading, of strokes that Tesseract takes for "IL" or "HI"; else "".

    Its point may be lost. Before small letters "1" and "11" number items, and a lone stroke may be a letter.
    """
    first, *rest = ("".join(letter.text for letter in word) for word in line)
    strokes = first.rstrip(".,")
    if not rest or len(rest[0]) < 2 or not rest[0].isalpha() or not _STROKES.fullmatch(strokes):
        return ""
    is_sure = len(strokes) > 1 and not strokes.isdigit()
    headed = rest[0].isupper() or (rest[0][0].isupper() and is_sure)
    return "I" * (len(strokes) + strokes.count("H")) + "." if headed else ""


def _list_mark(line: Line) -> tuple[str, int]:
    """The mark of an item that opens a line in more words or letters than it has, "3 ." or "z2) .", and its words.

    "" and 0 where there is none.
    """
    texts = ["".join(letter.text for letter in word) for word in line]
    for count in range(min(3, len(texts) - 1), 0, -1):
        found = _MARK.fullmatch(" ".join(texts[:count]))
        if found and texts[count][:1].isupper() and (count > 1 or texts[0] != f"{found[1]}{found[2]}"):
            unsure = min(letter.sure for word in line[:count] for letter in word) < _SURE
            return (doubtful(found[1]) if unsure else found[1]) + found[2], count
    return "", 0


def with_bars(word: Letters, picture: Picture) -> Letters:
    """A word with its "≥" and "≤", which the Vietnamese model does not know, told from ">" and "<"."""
    return [
        replace(letter, text=_BARRED[letter.text])
        if letter.text in _BARRED
        and has_bar_below(
            picture, slice(int(letter.top), int(letter.bottom)), slice(int(letter.left), int(letter.right))
        )
        else letter
        for letter in word
    ]


def _parted(word: Letters, gap: float) -> Iterator[Letters]:
    """The words that stand apart in what Tesseract takes for one; a year behind capitals does."""
    said = "".join(letter.text for letter in word)
    dated = said.isupper() and _YEAR.fullmatch(said) and len(said) == len(word)
    part = word[:1]
    for at, (before, letter) in enumerate(pairwise(word), start=1):
        apart = letter.left - before.right > gap and before.text.isalpha() and letter.text.isalpha()
        if apart or (dated and at == len(word) - 4):
            yield part
            part = []
        part.append(letter)
    yield part


def _marked(word: Letters, strikes: Sequence[Rule]) -> str:
    """The text of a word: doubtful where it is a number that is not sure, raised, struck."""
    unsure = any(letter.text.isdigit() for letter in word) and min(letter.sure for letter in word) < _SURE
    high = _raised(word)
    groups = ((key, list(each)) for key, each in groupby(word, key=high.__contains__))
    text = "".join(raised(_text(each, unsure)) if is_high else _text(each, unsure) for is_high, each in groups)
    return struck(text) if strikes else text


def _text(letters: Sequence[Letter], unsure: bool) -> str:
    said = "".join(letter.text for letter in letters)
    if any(letter.doubted for letter in letters):
        return doubtful(said, letters=True)
    return doubtful(said) if unsure else said


def _raised(word: Letters) -> list[Letter]:
    """The figures at the end of a word that stand above the others: marks of notes, exponents."""
    high: list[Letter] = []
    for at in range(len(word) - 1, 0, -1):
        letter, rest = word[at], word[:at]
        full = [each for each in rest if each.text.isdigit()] or [each for each in rest if each.text.isalpha()]
        if not letter.text.isdigit() or not full:
            break
        height = max(each.bottom - each.top for each in full)
        base = float(np.median([each.bottom for each in full]))
        if letter.bottom - letter.top > _LOW * height or base - letter.bottom < _HIGH * height:
            break
        high.append(letter)
    return high


def _strikes(rule: Rule, word: Letters, scale: float) -> bool:
    """Whether a rule goes through most of a word; what runs along the tops of its small letters is their serifs."""
    left, right = min(each.left for each in word) * scale, max(each.right for each in word) * scale
    top, bottom = min(each.top for each in word) * scale, max(each.bottom for each in word) * scale
    low, high = (top + share * (bottom - top) for share in _STRUCK)
    tops = [each.top * scale for each in word if each.text.isalnum()]
    lowest = max((each for each in tops if bottom - each > _LETTER * (bottom - top)), default=top)
    low = max(low, bottom - _SERIFS * (bottom - lowest))
    return low < rule.at < high and min(rule.end, right) - max(rule.start, left) > _THROUGH * (right - left)
