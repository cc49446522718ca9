"""Whether the text layer of a page is text: fonts without a table of characters and bad OCR spell no words."""

from __future__ import annotations

import re
import unicodedata

from ingest.readers.legacy import restore_legacy

_FEWEST = 12  # words, below which nothing is told
# Share of the words that have the shape of a syllable: 0.93 and more on the pages of the samples, at most 0.3 where
# letters are shifted by a font of its own numbering.
_SYLLABLES = 0.6
_MARKS = 0.1  # share of letters with a Vietnamese mark: documents 0.2-0.35, OCR without Vietnamese below 0.05
_ABBREVIATION = 6  # letters
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[$&'*+^`{}~])*")
_SYLLABLE = re.compile(r"[bcdghklmnpqrstvxfjwz]{0,4}[aeiouy]{1,3}[bcdghklmnpqrstvxfjwz]{0,4}")


def is_legible(said: str, *, marked: bool) -> bool:
    """Whether the text layer of a page is text; ``marked`` asks for Vietnamese marks too, as of a scanner's layer."""
    text = unicodedata.normalize("NFC", restore_legacy(said))
    letters = [each for each in text if each.isalpha()]
    with_marks = sum(each > "\x7f" for each in letters)
    return spelled(text) >= _SYLLABLES and (not marked or with_marks >= _MARKS * len(letters))


def spelled(text: str) -> float:
    """The share of words that have the shape of a syllable, 0 to 1; 1 where there are too few to tell."""
    words = _WORD.findall(text)
    return sum(_is_syllable(_plain(word)) for word in words) / len(words) if len(words) >= _FEWEST else 1.0


def _plain(word: str) -> str:
    """A word without its marks."""
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _is_syllable(word: str) -> bool:
    """Whether a word is set in one case and has the letters of a syllable, or is an abbreviation."""
    if word.isupper() and len(word) <= _ABBREVIATION:
        return True
    return (word.islower() or word.istitle() or word.isupper()) and _SYLLABLE.fullmatch(word.lower()) is not None
