"""Check 11: each basis names kind, number, date and issuer, and is not known to be replaced."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.checked import Checked, Line, around, finding
from assistant.drafting.cite import Cited, find_citations, replacements
from assistant.drafting.regime import find_gone
from assistant.language.text import normalise
from assistant.types import DraftFinding

_BASIS = ("căn cứ", "- căn cứ", "– căn cứ", "thực hiện", "theo", "xét")


def check_citations(checked: Checked) -> Iterator[DraftFinding]:
    """A warning for each incomplete basis, each replaced document, and each issuer that is gone."""
    for line in checked.lines():
        is_basis = line.role in ("basis", "heading") and normalise(line.text).lstrip("-–+ ").startswith(_BASIS)
        for cited in find_citations(line.text):
            if is_basis:
                yield from _incomplete(line, cited)
            yield from _replaced(line, cited)
        for row, start, end in find_gone(line.text, year=checked.for_year or 0):
            if any(one.start <= start < one.end for one in find_citations(line.text)):
                told = f"Dẫn văn bản của “{line.text[start:end]}”: {row.since}."
                yield _warning(told, "Dẫn văn bản thay thế, hoặc ghi “(cũ)”.", line, start, end)


def _incomplete(line: Line, cited: Cited) -> Iterator[DraftFinding]:
    if cited.kind == "luật":
        return
    said = line.text[cited.start : cited.head].strip(" ,;")
    parts = {"số": cited.number, "ngày, tháng, năm": cited.date, "cơ quan ban hành": cited.issuer}
    lacks = ", ".join(name for name, value in parts.items() if value is None)
    if lacks:
        told = f"“{said}” thiếu {lacks}."
        yield _warning(told, "Ghi đủ để tra được văn bản.", line, cited.start, cited.head)


def _replaced(line: Line, cited: Cited) -> Iterator[DraftFinding]:
    new = replacements().get(cited.number or "")
    if new is not None:
        said = line.text[cited.start : cited.head].strip(" ,;")
        yield _warning(f"“{said}” đã được thay thế.", f"Dẫn {new}.", line, cited.start, cited.head)


def _warning(message: str, remedy: str, line: Line, start: int, end: int) -> DraftFinding:
    return finding("citations", "warning", message, remedy, around(line.text, start, end))
