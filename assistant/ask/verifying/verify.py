"""The last word: what a statement says must stand in what it cites.

    - every quote equals the cleaned text of its document, character by character;
    - every figure of a statement stands in a cited quote with the same value, unit, comparator and Y of "X/Y"
      (5,9 tỷ đồng is 5.900.000.000 đồng), or is a count that is done again here;
    - a bare figure of a table row has its unit from what stands above it and is cited beside it: a head, a row, a
      line "ĐVT: tỷ đồng";
    - any other number (a year, an item's number) stands in a quote in the same digits.

A statement that fails is struck from the answer and kept in ``Answer.struck``. What a model says is held to more, in
``verify_sentence``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.language.catalogue import convert
from assistant.language.figures import is_close, same_figure
from assistant.language.quantities import find_quantities, read_unit, rules
from assistant.language.text import normalise
from assistant.types import DERIVED_DECIMALS, Comparator, Derived, Draft, Quantity, Span, Statement

NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_SIGN = re.compile(r"[^\W\d_]+|[%‰]")
_CELL_BREAK = re.compile(r"\n|\t|[ ]{2,}")
_LABEL_UNIT = re.compile(r"[(,]\s*([^(),\d]+?)\s*\)?\s*$")
_LAST_WORDS = re.compile(r"(?:[^\W\d_]+[ ]+){0,2}[^\W\d_]+$")


@dataclass(frozen=True, slots=True)
class Verified:
    """A draft without the statements that could not be verified, and the texts of those."""

    draft: Draft
    struck: tuple[str, ...]


def verify(draft: Draft, text_of: Callable[[str], str], *, asked: str = "") -> Verified:
    """Checks every statement.

    ``text_of`` gives the cleaned text of a document id; ``asked`` is the question's condition in words, which an
    answer may repeat.
    """
    judged = [(each, holds(each, text_of, asked=asked)) for each in draft.statements]
    kept = tuple(each for each, stands in judged if stands)
    struck = tuple(each.text for each, stands in judged if not stands)
    shown = {span for each in kept for span in each.spans}
    cited = {span for each in draft.statements for span in each.spans} - shown
    rows = tuple((row, verdict) for row, verdict in draft.rows if not _is_cut(row.start, row.document_id, cited))
    listed = tuple(span for span in draft.listed if span in shown)
    return Verified(Draft(draft.outcome, kept, rows, listed), struck)


def _is_cut(start: int, document_id: str, cut: Iterable[Span]) -> bool:
    """Whether a row's statement was struck: then the row goes too."""
    return any(span.start == start and span.document_id == document_id for span in cut)


def holds(statement: Statement, text_of: Callable[[str], str], *, asked: str = "") -> bool:
    """Whether a statement may be shown."""
    verbatim = all(is_verbatim(span, text_of(span.document_id)) for span in statement.spans)
    return verbatim and numbers_stand(statement, asked=asked)


def is_verbatim(span: Span, text: str) -> bool:
    """Whether a span's quote is what its document says there."""
    return bool(span.quote) and text[span.start : span.end] == span.quote


def numbers_stand(statement: Statement, *, asked: str = "") -> bool:
    """Whether each number of a statement is cited, counted, or repeated from the question."""
    if not all(map(_recomputes, statement.derived)):
        return False
    # A whole quote in quotation marks is verbatim already, and no figure that is claimed.
    verbatim = (f"“{' '.join(span.quote.split())}”" for span in statement.spans)
    said = without_labels(statement.text, (*statement.labels, asked, *verbatim))
    quotes = [normalise(span.quote) for span in statement.spans]
    if not all(
        _operands_stand(each, quotes, statement.derived) for each in statement.derived if each.unit is not None
    ):
        return False
    tokens = {match.group() for quote in quotes for match in NUMBER.finditer(quote)}
    counts = {each.value for each in statement.derived}
    made = {(abs(each.value), each.comparator) for each in statement.derived if each.operation != "count"}
    # A formula has its operands, and its result without the bound that the sentence tells.
    formulas = [each for each in statement.derived if each.unit is not None]
    made |= {(value, "=") for each in formulas for value in (*each.operands, abs(each.value))}
    covered: list[tuple[int, int]] = []
    for figure in find_quantities(said, words=False):
        cited = any(same_figure(figure, other) for quote in quotes for other in cited_quantities(quote))
        known = cited or _is_count(figure, counts) or _is_made(figure, made) or _is_plain(figure, said, tokens)
        known = known or _is_made_in_other_unit(figure, statement.derived)
        if not known and not _is_under_unit(figure, statement.spans):
            return False
        covered.append((figure.number_start, figure.number_end))
    rest = [match for match in NUMBER.finditer(said) if not lies_in(match.start(), covered)]
    return all(match.group() in tokens or _counts(match.group(), counts) for match in rest)


def lies_in(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a position is inside one of some spans."""
    return any(start <= position < end for start, end in spans)


def _is_count(figure: Quantity, counts: set[float]) -> bool:
    """A bare "=" number, or one of units and documents, that the tally counted."""
    unit = rules().units.get(figure.unit)
    countable = not figure.unit or (unit is not None and unit.dimension.startswith("count:"))
    return countable and figure.comparator == "=" and figure.of is None and figure.value in counts


def _is_made(figure: Quantity, made: set[tuple[float, Comparator]]) -> bool:
    """A figure that was made from rows, or an operand of it that is known to stand in a quote."""
    return figure.of is None and (figure.value, figure.comparator) in made


def _is_under_unit(figure: Quantity, spans: Sequence[Span]) -> bool:
    """A figure whose number stands bare in a table row, where what is above it and has its unit is cited too."""
    if figure.comparator != "=" or figure.of is not None:
        return False
    heads = [span for span in spans if figure.unit in _units_said(span.quote)]
    return any(
        is_close(other.value, figure.value)
        for span in spans
        if any(_is_above(head, span) for head in heads)
        for other in find_quantities(normalise(span.quote))
        if other.comparator == "=" and other.of is None and not other.unit
    )


def _is_above(head: Span, row: Span) -> bool:
    return head.document_id == row.document_id and head.end <= row.start


def _counts(token: str, counts: set[float]) -> bool:
    return token.isdigit() and float(token) in counts


def _is_plain(figure: Quantity, said: str, tokens: set[str]) -> bool:
    """A number without unit or comparator that stands in a quote in the same digits: a year, an item's number."""
    return (
        not figure.unit
        and figure.comparator == "="
        and figure.of is None
        and said[figure.number_start : figure.number_end] in tokens
    )


@lru_cache(maxsize=4096)
def cited_quantities(quote: str) -> tuple[Quantity, ...]:
    """The figures of a quote as it can be read.

    Y of "318/300 ha" is a figure of its own, the plan; so is X where its unit stands beside it. In a table row the
    unit stands in another cell than the figure, and a comparator may end the label; in a sentence a bare figure has
    the unit of the one before it ("79 triệu đồng/năm (TH 2023: 75,2)").
    """
    written = find_quantities(quote)
    celled = [quantity for text in _joined_cells(quote) for quantity in find_quantities(text)]
    bare = [(before, after) for before, after in pairwise(written) if before.unit and not after.unit]
    found = (*written, *celled, *(replace(after, unit=before.unit) for before, after in bare))
    plans = (replace(each, value=each.of, value_max=None, of=None) for each in found if each.of is not None)
    whole = (figure for each in found if each.of is not None for figure in _whole_before_stroke(quote, each))
    return (*found, *plans, *whole)


def _whole_before_stroke(quote: str, pair: Quantity) -> list[Quantity]:
    """X of "6,9 tỷ/10,5 tỷ", which has its own unit; X of "318/300 ha" has none and is told with its Y only."""
    before, _, _ = quote[pair.start : pair.end].partition("/")
    return [figure for figure in find_quantities(before) if figure.unit]


def _operands_in(quote: str) -> list[Quantity]:
    """What stands before the stroke in "6.340/15.200 triệu", and before "lên" in "từ 32 triệu lên 51,3": no figures
    that may be told by themselves, and yet what is worked with.
    """
    parts = [_FROM.sub("", each).rstrip() for each in _HALVED.split(quote)[:-1]]
    last = (match.group() for each in parts if (match := _LAST_FIGURE.search(each)))
    return [figure for text in (*parts, *last) for figure in find_quantities(text)]


_HALVED = re.compile(r"(?<=\w)\s*/\s*(?=\d|kh(?!\w)|kế hoạch)|(?<!\w)(?:lên|xuống|còn)(?!\w)")
_FROM = re.compile(r"(?<!\w)từ(?: chỗ)?\s+(?=\d)")
_LAST_FIGURE = re.compile(r"(?<![\d.,])\d[\d.,]*\s*[^\W\d]*$")  # "tháng 6.340" is read as a month


@lru_cache(maxsize=256)
def _units_said(text: str) -> frozenset[str]:
    """Every unit that a text names, by its canonical name."""
    said = normalise(text)
    return frozenset(unit for match in _WORD_OR_SIGN.finditer(said) if (unit := read_unit(said, match.start())[0]))


def _joined_cells(quote: str) -> list[str]:
    """Each figure cell of a table row with each unit cell, and once more behind a label that ends in its comparator.

    The number of the row stands before its label and is no figure. A label may have the unit of its row in brackets
    ("Thu nhập (triệu đồng)"). Cells without bars, one a line or parted by blanks, are a row only where one of them is
    a unit and nothing else or the label has it, and only whole figures count among them.
    """
    cells = _cells(quote)
    label = _label_at(cells)
    after = [cell for cell in cells[label + 1 :] if cell]
    of_label = _units_of_label(cells[label]) if label >= 0 else []
    if quote.startswith("|"):
        figures = [cell for cell in after if any(map(str.isdigit, cell))]
        units = [cell for cell in after if not any(map(str.isdigit, cell))] + of_label
        joined = [f"{figure} {unit}" for figure in figures for unit in units]
    else:
        units = [cell for cell in after if _is_unit(cell)] + of_label if label >= 0 else []
        joined = [text for cell in after for unit in units if _is_one_figure(text := f"{cell} {unit}")]
    opening = _LAST_WORDS.search(cells[label]) if label >= 0 else None
    return [
        *joined,
        *(f"{opening.group()} {text}" for text in joined if opening and _is_compared(opening.group(), text)),
    ]


def _cells(quote: str) -> list[str]:
    """The cells of a table row, whichever way the document sets it."""
    if quote.startswith("|"):
        return [cell.strip() for cell in quote.strip("|").split("|")]
    return [cell.strip() for cell in _CELL_BREAK.split(quote)]


def _label_at(cells: Sequence[str]) -> int:
    """Which cell is the label: the first of several words that are no unit, else the first word; -1 for none."""
    named = [(i, len(_WORD.findall(cell))) for i, cell in enumerate(cells) if not _is_unit(cell)]
    return next((i for least in (2, 1) for i, count in named if count >= least), -1)


def _units_of_label(label: str) -> list[str]:
    """The unit in brackets, or behind a comma, at the end of a label; none where what stands there is no unit."""
    found = _LABEL_UNIT.search(label)
    return [found[1].strip()] if found is not None and _is_unit(found[1].strip()) else []


def _is_unit(cell: str) -> bool:
    """Whether a cell is a unit and nothing else."""
    unit, end = read_unit(cell, 0)
    return unit != "" and end == len(cell)


def _is_one_figure(text: str) -> bool:
    """Whether a text is one figure from its first character to its last."""
    found = find_quantities(text, words=False)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))


def _is_compared(opening: str, text: str) -> bool:
    """Whether the words before a bare figure are its comparator ("tỷ lệ đạt từ" before "85 %")."""
    alone = find_quantities(text, words=False)
    whole = find_quantities(f"{opening} {text}", words=False)
    return len(alone) == len(whole) == 1 and alone[0].comparator == "=" != whole[0].comparator


def _recomputes(derived: Derived) -> bool:
    """Whether a derived number is what its operation gives."""
    operands = derived.operands
    if derived.operation == "count":
        return is_close(float(len(operands)), derived.value)
    if derived.operation == "sum":
        return is_close(sum(operands), derived.value)
    if not operands:
        return False
    if derived.operation == "mean":
        return is_close(round(sum(operands) / len(operands), DERIVED_DECIMALS), derived.value)
    if derived.operation in ("ratio", "shared"):
        return len(operands) == 2 and is_close(round(operands[0] / operands[1], DERIVED_DECIMALS), derived.value)
    if derived.operation in ("share", "growth", "raised", "whole", "unraised", "part"):
        return len(operands) == 2 and _of_two(derived, *operands)
    return is_close(operands[0] - sum(operands[1:]), derived.value)


def _of_two(derived: Derived, first: float, second: float) -> bool:
    """Whether what is made of a figure and a rate, or of two figures, is what they give."""
    if derived.operation == "part":
        return is_close(float(f"{first * second / 100:.9g}"), derived.value)
    if derived.operation == "unraised":
        return second > -_ALL and _is_rounded(first / (1 + second / 100), derived.value)
    if derived.operation == "raised":
        return is_close(float(f"{first * (1 + second / 100):.9g}"), derived.value)
    if not second:
        return False
    if derived.operation == "whole":
        return _is_rounded(100 * first / second, derived.value)
    part = first - second if derived.operation == "growth" else first
    return is_close(round(100 * part / second, DERIVED_DECIMALS), derived.value)


def _is_rounded(exact: float, value: float) -> bool:
    """Whether a value is the exact one as it is told: with the decimals of a result, or whole (what is counted)."""
    return is_close(round(exact, DERIVED_DECIMALS), value) or float(round(exact)) == value


def _is_made_in_other_unit(figure: Quantity, made: Sequence[Derived]) -> bool:
    """A result told once more in the unit that was asked for: "13,927 tỷ đồng (13.927 triệu đồng)"."""
    levels = (each for each in made if each.unit and each.operation in _LEVELS)
    for each in levels:
        converted = convert(figure.value, figure.unit, to=each.unit or "") if figure.unit else None
        if converted is not None and figure.comparator == each.comparator and is_close(converted, each.value):
            return True
    return False


_ALL = 100  # per cent
_LEVELS = ("sum", "mean", "difference", "raised", "whole", "unraised", "part")
_WITH_RATE = ("raised", "shared", "whole", "unraised", "part")


def _operands_stand(derived: Derived, quotes: Sequence[str], all_derived: Sequence[Derived]) -> bool:
    """Whether each operand stands in a quote in the unit of the operation, or is what another operation gave; a bound
    is made of nothing but a bound.
    """
    cited = [figure for quote in quotes for figure in (*cited_quantities(quote), *_operands_in(quote))]
    operands = derived.operands[:1] if derived.operation in _WITH_RATE else derived.operands
    others = {each.value for each in all_derived if each is not derived and each.operation != "count"}
    stand = all(
        value in others or any(_is_operand(value, derived.unit or "", each) for each in cited) for value in operands
    )
    return stand and (derived.comparator == "=" or any(each.comparator != "=" for each in cited))


def _is_operand(value: float, unit: str, cited: Quantity) -> bool:
    """Whether a cited figure is an operand; of "X/Y" either is one.

    A bare one of a table may have its unit, and so its thousands, in the head.
    """
    if cited.of is not None and is_close(cited.of, value):
        return True
    if not cited.unit:
        return any(is_close(cited.value, value * scale) for scale in _SCALES)
    if cited.unit == unit:
        return is_close(cited.value, value)
    converted = convert(cited.value, cited.unit, to=unit)
    return converted is not None and is_close(converted, value)


_SCALES = (1.0, 1e3, 1e6, 1e9)


def without_labels(text: str, labels: Iterable[str]) -> str:
    """The statement without names that are no figures, blanked at the same length; a label of digits is a year."""
    said = text
    for label in sorted(labels, key=len, reverse=True):
        if label.strip():
            said = _blanked(said, label)
    return normalise(said)


def _blanked(said: str, label: str) -> str:
    """Without a label wherever it stands by itself, and not within a longer word."""
    at = said.find(label)
    while at >= 0:
        end = at + len(label)
        within = label[0].isalnum() and _IN_WORD.match(said[at - 1 : at] + said[end : end + 1])
        said = said if within else f"{said[:at]}{' ' * len(label)}{said[end:]}"
        at = said.find(label, end)
    return said


_IN_WORD = re.compile(r"\w|.\w", re.DOTALL)
