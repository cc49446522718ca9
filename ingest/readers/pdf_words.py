"""The words that the letters of a PDF page make, with what is struck marked; what is unseen or slanted aside."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.layout_words import DESCENT, Word
from ingest.readers.marks import struck
from ingest.readers.pdf_letters import Glyph
from ingest.readers.ruled import Rule

_STRUCK = (0.13, 0.5)  # shares of its size, above the line that it stands on, between which a rule strikes a letter
_BREAK = 0.3  # share of its size, from which a gap parts two words


def words_of(letters: Sequence[Glyph], rules: Sequence[Rule]) -> tuple[list[Word], str, str]:
    """The words that letters make; what is unseen, and what is set across the page."""
    flats = sorted((rule for rule in rules if rule.flat), key=lambda rule: rule.at)
    words: list[Word] = []
    unseen: list[str] = []
    slanted: list[str] = []
    group: list[Glyph] = []
    strikes = False
    for glyph in letters:
        if glyph.unseen or glyph.turn is None:
            aside = unseen if glyph.unseen else slanted
            aside.append(f" {glyph.text}" if glyph.parted else glyph.text)
            continue
        struck_out = _is_struck(glyph, flats)
        if group and not (struck_out == strikes and _goes_on(group[-1], glyph)):
            words.append(_word(group, strikes=strikes))
            group = []
        group.append(glyph)
        strikes = struck_out
    if group:
        words.append(_word(group, strikes=strikes))
    return words, "".join(unseen).strip(), "".join(slanted).strip()


def _is_struck(glyph: Glyph, flats: Sequence[Rule]) -> bool:
    low, high = (glyph.base - share * glyph.size for share in reversed(_STRUCK))
    middle = (glyph.left + glyph.right) / 2
    return any(low < rule.at < high and rule.start <= middle <= rule.end for rule in flats)


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    if glyph.turn:  # a heading set upwards is one word: it has one place
        return before.turn == glyph.turn
    gap = glyph.left - before.right
    same = before.size == glyph.size and abs(before.base - glyph.base) < 0.1 * glyph.size
    return not glyph.parted and same and before.turn == glyph.turn and abs(gap) < _BREAK * glyph.size


def _word(group: Sequence[Glyph], *, strikes: bool) -> Word:
    first, last = group[0], group[-1]
    text = "".join(f" {glyph.text}" if glyph.parted and at else glyph.text for at, glyph in enumerate(group))
    size = first.size
    top, bottom = first.base - (1 - DESCENT) * size, first.base + DESCENT * size
    if first.turn:
        top, bottom = min(glyph.base for glyph in group), max(glyph.base for glyph in group)
    left, right = min(glyph.left for glyph in group), max(last.right, first.right)
    return Word(struck(text) if strikes else text, left, top, right, bottom, size, not first.parted, first.late)
