"""The text of a cell in a spreadsheet: it comes from documents, so it is never run, and never more than fits."""

from __future__ import annotations

import re
import unicodedata

_COMPARATORS = frozenset({"=", ">", ">=", "<", "<=", "range"})  # the ledger's own words, not the document's
# What a spreadsheet takes for the start of a formula, also as full-width and small signs and behind white space.
_SIGNS = frozenset("=+-@")
_BREAKS = ("\t", "\r", "\n")
# Control characters that XLSX cannot hold.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MOST_IN_A_CELL = 32_767  # characters, in Excel


def harmless(value: object) -> object:
    """A cell that no spreadsheet runs: text that would be a formula gets an apostrophe before it.

    Numbers stay numbers.
    """
    if not isinstance(value, str):
        return value
    return f"'{value}" if would_run(value) and value not in _COMPARATORS else value


def would_run(value: str) -> bool:
    """Whether a spreadsheet would take the text for a formula."""
    first = unicodedata.normalize("NFKC", value.lstrip()[:1])
    return first in _SIGNS or value.startswith(_BREAKS)


def holdable(value: str) -> str:
    """The text without what a spreadsheet cannot hold."""
    return _ILLEGAL.sub("", value)


def fitting(value: str) -> str:
    """The text as one cell can hold it, cut where it is too long."""
    return holdable(value)[:_MOST_IN_A_CELL]
