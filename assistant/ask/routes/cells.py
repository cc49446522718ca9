"""Lines of tables told by what one of their cells says: "Phòng Kinh tế phụ trách dự án nào, tổng vốn bao nhiêu"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.ask.composing.from_text import row_words
from assistant.ask.composing.series import compose_sum, things
from assistant.ask.composing.wording import counted, document_words
from assistant.ask.parts import Known, documents_within
from assistant.ask.retrieving.fitting import are_called
from assistant.ask.retrieving.series import Series, tells_units
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.understanding.over_lines import nouns_of
from assistant.ask.understanding.words import prepared
from assistant.language.abbreviations import spelled_out
from assistant.language.text import fold, syllables
from assistant.types import Draft, Question, Statement

_MAX_DOCUMENTS = 12  # of the units or documents named
_FEWEST_SYLLABLES = 2  # of what a cell says, so that it is no word of any question
_PARTS = re.compile(r"[,;/\n]|(?<!\w)(?:và|phối hợp với)(?!\w)")


@dataclass(frozen=True, slots=True)
class _Told:
    """Lines whose cells in one column say what the question says."""

    column: str
    said: str
    rows: tuple[Stretch, ...]
    of: Series


def from_cells(question: Question, known: Known) -> Draft | None:
    """The lines of a table in which a cell says what the question says, how many, and what their money comes to where
    that is asked; None where no lines are asked about, or no cell says so.
    """
    if not question.places or question.intent in ("about", "archive", "talk", "summary"):
        return None
    asked = prepared(question.text)
    nouns = nouns_of(fold(asked.words))
    within = documents_within(question, list(known.books.documents.values())) or set()
    if not nouns or not 0 < len(within) <= _MAX_DOCUMENTS:
        return None
    said = f" {' '.join(syllables(spelled_out(fold(asked.words), plain=True)))} "
    found = [each for key in sorted(within) for each in _told_in(key, said, nouns, known)]
    best = max(found, key=lambda each: (_names(each.column, said), len(each.said)), default=None)
    if best is None or len(best.rows) == len(best.of.entries):
        return None
    document = known.books.of(best.rows[0].document_id)
    where, noun = document_words(document), things(best.of)
    text = f"Có {len(best.rows)} {noun} có “{best.column}” là {best.said}, theo bảng trong văn bản của {where}:"
    lead = Statement(text, derived=(counted(len(best.rows)),), labels=(best.column, best.said, where, noun))
    total = _total(best, question, known) if asked.says("sum") or asked.says("sum_openers") else ()
    return Draft("answered", (lead, *total, *(row_words(row, document) for row in best.rows)))


def _told_in(key: str, said: str, nouns: Sequence[str], known: Known) -> Iterator[_Told]:
    tables = groupby(known.series(key), key=lambda each: each.entries[0].row.heads)
    for _, group in tables:
        series = next((each for each in group if each.by_row), None)
        if series is None or not any(are_called(series, noun) for noun in nouns):
            continue
        rows = [each.row for each in series.entries]
        for column in dict.fromkeys(name for row in rows for name, _ in row.cells if name):
            if tells_units(column, [cell for row in rows for name, cell in row.cells if name == column]):
                continue  # "mấy tiêu chí" asks for a figure, and chooses no lines by "ĐVT"
            by_words: dict[str, dict[Stretch, str]] = {}  # each row once, with how it writes them
            for row in rows:
                for words, shown in _said(dict(row.cells).get(column, "")).items():
                    if f" {words} " in said:
                        by_words.setdefault(words, {}).setdefault(row, shown)
            for held in by_words.values():
                yield _Told(column, next(iter(held.values())), tuple(held), series)


def _said(cell: str) -> Mapping[str, str]:
    """What a cell says, in parts, as folded words of their long forms, each with how it is written."""
    parts = {each.strip(): syllables(spelled_out(fold(each), plain=True)) for each in _PARTS.split(cell)}
    return {
        " ".join(words): shown
        for shown, words in parts.items()
        if len(words) >= _FEWEST_SYLLABLES and not any(word[0].isdigit() for word in words)
    }


def _names(column: str, said: str) -> int:
    """How many words of a column's head the question has: "chủ trì" is asked of the one who leads."""
    return sum(f" {word} " in said for word in syllables(fold(column)))


def _total(told: _Told, question: Question, known: Known) -> tuple[Statement, ...]:
    """The sum of the money of the lines, by the column that the question names best; () where one has none."""
    own = [
        each
        for each in known.series(told.of.document_id)
        if each.by_row and "đồng" in each.unit and each.entries[0].row == told.of.entries[0].row
    ]
    said, years = set(syllables(fold(question.text))), set(question.years)
    best = max(
        own,
        key=lambda each: (bool(set(each.years) & years), len(set(syllables(fold(each.name))) & said)),
        default=None,
    )
    entries = [each for each in best.entries if each.row in told.rows] if best is not None else []
    if best is None or any(each.value is None for each in entries):
        return ()
    return compose_sum(best, entries, known.books).statements[:2]
