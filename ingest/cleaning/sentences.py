"""What the words of a line tell: whether it begins a block, and whether a sentence ends with it."""

from __future__ import annotations

import re

from ingest.cleaning.tables import TABLES, any_of

SHORT = 40  # characters; a shorter line may be a cell of a flattened table
CLOSING_SIGNS = ",;.:)%‰”»]"  # a line never begins with one of these, unless it is the rest of another
OPENER = any_of(TABLES["openers"]["patterns"])
AMOUNT = re.compile(r"\d(?:[\d.,]*\d)?")  # alone on its line: a figure in a table, or the number of a page

_END = re.compile(TABLES["joining"]["ends"])
_UNIT = re.compile(TABLES["joining"]["unit"])
_QUOTES = "“\"'(‘"


def is_finished(text: str) -> bool:
    """Whether a sentence or a list item ends with this line."""
    return _END.search(text[-8:]) is not None


def begins_low(text: str) -> bool:
    """Whether a line begins in the middle of a sentence: with a small letter, or a sign that closes."""
    if OPENER.match(text):
        return False
    return text[0] in CLOSING_SIGNS or text.lstrip(_QUOTES)[:1].islower()


def is_unit(text: str) -> bool:
    """Whether a line is nothing but a unit, as in the column of a table."""
    return _UNIT.fullmatch(text) is not None


def is_capital(text: str) -> bool:
    """Whether a line is set in capitals, as headings are."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 4
