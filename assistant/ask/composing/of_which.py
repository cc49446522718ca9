"""The parts of a figure that stand beside or below it: "tổng thu, trong đó thu tại chỗ bao nhiêu"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, combinations
from math import isclose

from assistant.ask.composing.items import items
from assistant.ask.composing.parts_of import is_beside, named
from assistant.ask.composing.wording import Library, span_of
from assistant.ask.tallying.arithmetic import operand, total
from assistant.ask.tallying.tally import rows_of
from assistant.ask.understanding.words import prepared
from assistant.language.text import normalise
from assistant.types import Draft, Indicator, Question, Statement, Tally, Verdict

_OPENS_PART = re.compile(r"(?:trong đó|bao gồm|gồm)(?!\w)")


def asks_parts(question: Question) -> bool:
    """Whether a figure of one place is asked for with what it is made of."""
    single = question.intent == "lookup" and bool(question.places) and not question.any_of
    return single and prepared(question.text).says("of_which")


def with_parts(draft: Draft, question: Question, tally: Tally, rows: Sequence[Indicator], books: Library) -> Draft:
    """``draft`` with the parts of a figure of it; ``rows`` are all rows of the places.

    Parts are those that the question names, those that stand in a quote with the figure, or where there is neither
    those below it that add up to it.
    """
    shown = [row for row in rows_of(tally.match) if row.measure == "level"]
    levels = [row for row in rows if row.measure == "level"]
    told = {words: _named_of(words, shown, levels) for words in question.named_parts}
    parts = [*chain(*told.values()), *_same_quote(shown, levels)]
    parts = parts or next((made for whole in shown if (made := _adding_up(whole, levels))), [])
    parts = [row for row in dict.fromkeys(parts) if row.row_id not in {each.row_id for each in shown}]
    if draft.outcome != "answered" or not parts:
        return draft
    answer = [each for each in draft.statements if each.part == "answer"]
    rest = [each for each in draft.statements if each.part != "answer"]
    listed = items(replace(question, indicators=()), parts, books)
    missing = [words for words, found in told.items() if not found]
    where = "cùng chỗ ấy văn bản" if set(parts) <= set(_same_quote(shown, levels)) else "văn bản ấy"
    lead = Statement(f"Trong đó, {where} ghi:")
    more: list[tuple[Indicator, Verdict]] = [(row, "match") for row in parts]
    summed = [each for whole in shown if (each := _summed(whole, [*parts, *shown])) is not None]
    statements = (*answer, lead, *listed, *summed[:1], *map(_not_found, missing), *rest)
    return replace(draft, statements=statements, rows=(*draft.rows, *more))


def _named_of(words: str, shown: Sequence[Indicator], levels: Sequence[Indicator]) -> list[Indicator]:
    """The part that the question names so, of each of the figures shown: of the result and of the plan."""
    beside = [(whole, [row for row in levels if row != whole and is_beside(row, whole)]) for whole in shown]
    found = (named(words, rows, whole) for whole, rows in beside)
    return [row for row in found if row is not None]


def _same_quote(shown: Sequence[Indicator], levels: Sequence[Indicator]) -> list[Indicator]:
    quotes = {(row.document_id, row.start, row.year, row.kind) for row in shown}
    others = [row for row in levels if row not in shown and _is_part(row)]
    return [row for row in others if (row.document_id, row.start, row.year, row.kind) in quotes]


def _adding_up(whole: Indicator, levels: Sequence[Indicator]) -> list[Indicator]:
    """The rows right below a figure that add up to it, those that are parts of parts left out; the fewest there are.

    That they add up is the proof that they are its parts.
    """
    below = [row for row in levels if row.start > whole.start and is_beside(row, whole)]
    near = sorted(below, key=lambda row: row.start)[:_MOST_BELOW]
    for size in range(_LEAST_PARTS, len(near) + 1):
        for made in combinations(near, size):
            if isclose(_sum_in(whole.unit, made), whole.value, rel_tol=_EVEN):
                return list(made)
    return []


def _sum_in(unit: str, rows: Iterable[Indicator]) -> float:
    figures = [operand(row, unit) for row in rows]
    return sum(each.value for each in figures if each is not None)


_MOST_BELOW = 9  # rows below a figure among which its parts are looked for
_LEAST_PARTS = 2
_EVEN = 1e-6


def _summed(whole: Indicator, rows: Sequence[Indicator]) -> Statement | None:
    """That the parts add up to the whole, where they do: "1,5 + 6,21 + 0,15 = 7,86 tỷ đồng, đúng bằng tổng"."""
    parts = [row for row in rows if row.row_id != whole.row_id and is_beside(row, whole)]
    figures = [figure for row in parts if (figure := operand(row, whole.unit)) is not None]
    made = total(figures)
    if made is None or made.unit != whole.unit or not isclose(made.value, whole.value, rel_tol=_EVEN):
        return None
    spans = tuple(dict.fromkeys(map(span_of, parts)))
    return Statement(f"Cộng lại đúng bằng tổng: {made.formula} {made.unit}.", spans, (made.derived,))


def _not_found(words: str) -> Statement:
    return Statement(f"Chưa tìm thấy số riêng của “{words}”.", labels=(words,))


def _is_part(row: Indicator) -> bool:
    return row.sub_of is not None or _OPENS_PART.match(normalise(row.label)) is not None
