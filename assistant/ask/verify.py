"""The last word: what a statement says must stand in what it cites.

    - every quote equals the cleaned text of its document, character by character;
    - every number of a statement stands in a cited quote with the same value, unit and comparator (5,9 tỷ đồng is
      5.900.000.000 đồng), or is derived: then the arithmetic is done again here.

A statement that fails is struck from the answer and kept in ``Answer.struck``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.language.catalogue import convert
from assistant.language.quantities import find_quantities, parse_number
from assistant.language.text import normalise
from assistant.types import Derived, Draft, Quantity, Span, Statement

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Verified:
    """A draft without the statements that could not be verified, and the texts of those."""

    draft: Draft
    struck: tuple[str, ...]


def verify(draft: Draft, text_of: Callable[[str], str], *, asked: frozenset[float] = frozenset()) -> Verified:
    """Checks every statement; ``text_of`` gives the cleaned text of a document id, ``asked`` are the numbers of
    the question, which an answer may repeat.
    """
    kept = tuple(statement for statement in draft.statements if holds(statement, text_of, asked=asked))
    struck = tuple(statement.text for statement in draft.statements if statement not in kept)
    return Verified(Draft(draft.outcome, kept, draft.rows), struck)


def holds(statement: Statement, text_of: Callable[[str], str], *, asked: frozenset[float] = frozenset()) -> bool:
    """Whether a statement may be shown."""
    verbatim = all(is_verbatim(span, text_of(span.document_id)) for span in statement.spans)
    return verbatim and numbers_stand(statement, asked=asked)


def is_verbatim(span: Span, text: str) -> bool:
    """Whether a span's quote is what its document says there."""
    return bool(span.quote) and text[span.start : span.end] == span.quote


def numbers_stand(statement: Statement, *, asked: frozenset[float] = frozenset()) -> bool:
    """Whether each number of a statement is cited, derived, or repeated from the question."""
    if not all(_recomputes(derived, asked) for derived in statement.derived):
        return False
    said = _without_labels(statement.text, statement.labels)
    quotes = [normalise(span.quote) for span in statement.spans]
    quantities = [quantity for quote in quotes for quantity in _cited_quantities(quote)]
    numbers = {parse_number(match.group()) for quote in quotes for match in _numbers(quote)}
    derived = {value for each in statement.derived for value in (each.value, *each.operands)}
    covered: list[tuple[int, int]] = []
    for quantity in find_quantities(said, words=False):
        if any(_same(quantity, other) for other in quantities):
            covered.append((quantity.number_start, quantity.number_end))
        elif not _free(quantity, said, numbers, derived, quantities):
            return False
    return all(
        any(start <= match.start() < end for start, end in covered)
        or parse_number(match.group()) in numbers
        or _is_near(parse_number(match.group()), derived)
        for match in _numbers(said)
    )


def _free(
    quantity: Quantity,
    said: str,
    numbers: set[float],
    derived: set[float],
    quantities: Sequence[Quantity],
) -> bool:
    """A figure that is no cited quantity: derived by the tally, or a number of the quote that is no figure there
    (a year, a rank), said without a comparator or unit of its own.
    """
    values = [quantity.value, *([quantity.value_max] if quantity.value_max is not None else [])]
    raw = [parse_number(match.group()) for match in _numbers(said[quantity.number_start : quantity.number_end])]
    if all(_is_near(value, derived) for value in values) or all(_is_near(value, derived) for value in raw):
        return True
    figures = {
        value for other in quantities for value in (other.value, other.value_max, other.of) if value is not None
    }
    return quantity.comparator == "=" and all(value in numbers and value not in figures for value in raw)


@lru_cache(maxsize=4096)
def _cited_quantities(quote: str) -> tuple[Quantity, ...]:
    """The figures of a quote as it can be read.

    In a table row the unit stands in another cell than the figure; in a sentence a bare figure has the unit of the
    one before it ("79 triệu đồng/năm (TH 2023: 75,2)").
    """
    cells = [cell.strip() for cell in quote.strip("|").split("|")] if quote.startswith("|") else []
    figures = [cell for cell in cells if any(map(str.isdigit, cell))]
    units = [cell for cell in cells if cell and not any(map(str.isdigit, cell))]
    joined = [f"{figure} {unit}" for figure in figures for unit in units]
    written = find_quantities(quote)
    celled = [quantity for text in joined for quantity in find_quantities(text)]
    bare = [(before, after) for before, after in pairwise(written) if before.unit and not after.unit]
    return (*written, *celled, *(replace(after, unit=before.unit) for before, after in bare))


def _same(said: Quantity, cited: Quantity) -> bool:
    """Same comparator and range, and the same value after conversion of units."""
    if said.comparator != cited.comparator:
        return False
    pairs = [(said.value, cited.value)]
    if said.value_max is not None or cited.value_max is not None:
        if said.value_max is None or cited.value_max is None:
            return False
        pairs.append((said.value_max, cited.value_max))
    if said.unit == cited.unit:
        return all(_close(first, second) for first, second in pairs)
    if not said.unit or not cited.unit:
        return not said.unit and all(_close(first, second) for first, second in pairs)
    converted = [(first, convert(second, cited.unit, to=said.unit)) for first, second in pairs]
    return all(second is not None and _close(first, second) for first, second in converted)


def _recomputes(derived: Derived, asked: frozenset[float]) -> bool:
    """Whether a derived number is what its operation gives."""
    operands = derived.operands
    if derived.operation == "asked":
        return all(value in asked for value in (derived.value, *operands))
    expected = {
        "count": float(len(operands)),
        "sum": sum(operands),
        "difference": operands[0] - sum(operands[1:]) if operands else 0.0,
    }[derived.operation]
    return _close(expected, derived.value)


def _close(first: float, second: float) -> bool:
    return abs(first - second) <= _TOLERANCE * max(1.0, abs(first), abs(second))


def _is_near(value: float, values: set[float]) -> bool:
    return any(_close(value, other) for other in values)


def _numbers(text: str) -> list[re.Match[str]]:
    return list(_NUMBER.finditer(text))


def _without_labels(text: str, labels: Sequence[str]) -> str:
    """The statement without quoted names of documents and places, blanked at the same length."""
    said = text
    for label in sorted(labels, key=len, reverse=True):
        said = said.replace(label, " " * len(label))
    return normalise(said)
