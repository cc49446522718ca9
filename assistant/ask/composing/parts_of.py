"""Parts of a whole that the question names: what they come to, which share of it they are, what is left.

A part is a figure of the whole's document, kind and year whose name has all words that the question calls it by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.ask.composing.items import items
from assistant.ask.composing.wording import Library, capital, span_of
from assistant.ask.composing.worked import is_part_of, one
from assistant.ask.tallying.arithmetic import Operand, operand, remainder, share, total
from assistant.ask.tallying.tally import documents_of
from assistant.ask.understanding.reading import indicator_name, lower_first
from assistant.language.abbreviations import variants
from assistant.language.catalogue import catalogue
from assistant.language.text import fold, has_diacritics, normalise, syllables
from assistant.types import Derived, Draft, Indicator, Kind, Question, Reference, Statement

_KINDS: tuple[Kind, ...] = ("actual", "target")
_LEAST_TO_ADD = 2


def compose_parts(question: Question, rows: Sequence[Indicator], books: Library) -> Draft | None:
    """The parts and the whole with what is made of them; None where they are not all told, or not told apart.

    ``rows`` are all rows of the places asked about.
    """
    documents = list(books.documents.values())
    ids = {each.document_id for place in question.places for each in documents_of(place, documents)}
    levels = [row for row in rows if row.document_id in ids and row.measure == "level"]
    for rows_of_whole in _wholes(question, levels):
        whole = _whole(question, rows_of_whole)
        draft = _of_whole(question, whole, levels, books) if whole is not None else None
        if draft is not None:
            return draft
    return None


def _wholes(question: Question, levels: Sequence[Indicator]) -> Iterator[list[Indicator]]:
    """The rows that may be the whole: of the name that the question gives it, else of one of its indicators (the part
    may be one of those too).
    """
    if question.named_whole:
        yield best_named(question.named_whole, levels)
    for indicator in question.indicators:
        yield [row for row in levels if row.indicator == indicator and row.sub_of is None]


def _of_whole(question: Question, whole: Indicator, levels: Sequence[Indicator], books: Library) -> Draft | None:
    others = [row for row in levels if row != whole and is_beside(row, whole)]
    found = [named(words, others, whole) for words in question.named_parts]
    parts = list(dict.fromkeys(row for row in found if row is not None))
    made = _made(question, whole, parts) if parts and None not in found else []  # a part short the sum would be wrong
    if not made:
        return None
    shown = [whole, *parts]
    listed = [line for row in shown for line in items(question, [row], books)]
    lead = Statement("Các số liệu đã dùng:")
    return Draft("answered", (*made, lead, *listed), tuple((row, "match") for row in shown))


def _whole(question: Question, rows: Sequence[Indicator]) -> Indicator | None:
    """Of one indicator's figures the one of the year and the kind; the last year, and a result before a target."""
    years = sorted({row.year for row in rows if row.year is not None and row.year in (question.years or (row.year,))})
    kinds = (question.kind,) if question.kind is not None else _KINDS
    options = (one(rows, Reference(kind, year)) for kind in kinds for year in reversed(years))
    return next((found for found in options if found is not None), None)


def is_beside(row: Indicator, whole: Indicator) -> bool:
    """Whether a row may be part of a whole: of its document, kind and year, in a unit of one kind, and no more."""
    same = (row.document_id, row.kind, row.year) == (whole.document_id, whole.kind, whole.year)
    figure = operand(row, whole.unit) if same and row.measure == whole.measure else None
    return figure is not None and figure.value <= whole.value


def named(words: str, rows: Sequence[Indicator], whole: Indicator | None = None) -> Indicator | None:
    """The row whose name has all these words and the fewest others, one that is told to be part of the ``whole``
    before any other; None where two figures have them.
    """
    inner = [row for row in rows if whole is not None and is_part_of(row, whole)]
    for options in (inner, rows):
        best = {row.value: row for row in reversed(best_named(words, options))}
        if best:
            return next(iter(best.values())) if len(best) == 1 else None
    return None


def best_named(words: str, rows: Sequence[Indicator]) -> list[Indicator]:
    """The rows whose names have all these words and the fewest others; marks count where the words have any."""
    alike = normalise if has_diacritics(words) else fold
    spelt = [set(syllables(alike(each))) for each in dict.fromkeys((words, *variants(words)))]
    found = []
    for row in rows:
        entry = catalogue().entries.get(row.indicator or "")
        more = (entry.name, *entry.synonyms, *entry.phrases, *entry.asked) if entry is not None else ()
        for name in (row.label, *more):
            own = set(syllables(alike(name)))
            if any(each <= own for each in spelt):
                found.append((len(own), row))
    least = min((count for count, _ in found), default=0)
    return list(dict.fromkeys(row for count, row in found if count == least))


def _made(question: Question, whole: Indicator, parts: Sequence[Indicator]) -> list[Statement]:
    """One statement for each operation, with its formula."""
    asked = set(question.operations)
    full = operand(whole)
    figures = [figure for row in parts if (figure := operand(row, whole.unit)) is not None]
    if full is None or not figures or len(figures) != len(parts):
        return []
    spans = tuple(dict.fromkeys(map(span_of, (*parts, whole))))
    names = " và ".join(lower_first(row.label.lstrip(" -–+*•")) for row in parts)
    found: list[Statement] = []
    added = total(figures) if len(figures) >= _LEAST_TO_ADD else None
    part: Operand = added.operand if added is not None else figures[0]
    before: tuple[Derived, ...] = (added.derived,) if added is not None else ()
    if "parts" in asked:
        if added is None:
            return []
        text = f"Cộng {names}: {added.words_in(question.unit)} ({added.formula})."
        found.append(Statement(text, spans, before, (names,)))
    if "remainder" in asked and (left := remainder(full, part)) is not None:
        text = f"Phần còn lại của {_name(whole)}: {left.words_in(question.unit)} ({left.formula})."
        found.append(Statement(text, spans, (left.derived, *before), (_name(whole),)))
    if "share" in asked and (of := share(part, full)) is not None:
        labels = (names, _name(whole), capital(names))
        text = f"{capital(names)} chiếm {of.words} {_name(whole)} ({of.formula})."
        found.append(Statement(text, spans, (of.derived, *before), labels))
    return found


def _name(row: Indicator) -> str:
    return lower_first(indicator_name(row.indicator or row.label))
