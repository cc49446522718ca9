"""The last word: what a statement says must stand in what it cites.

    - every quote equals the cleaned text of its document, character by character;
    - every figure of a statement stands in a cited quote with the same value, unit, comparator and Y of "X/Y"
      (5,9 tỷ đồng is 5.900.000.000 đồng), or is a count that is done again here;
    - any other number (a year, an item's number) stands in a quote in the same digits;
    - in a model's words, the words that a figure belongs to must stand around it in the quote too, nearer than around
      any other figure; the places that it names are those of its quotes or their documents; most of its words are
      theirs; it says "không" only where they do; and it brings no link, image or HTML.

A statement that fails is struck from the answer and kept in ``Answer.struck``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from assistant.language.catalogue import convert
from assistant.language.quantities import find_quantities, rules
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Derived, Draft, Quantity, Span, Statement

_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_TOLERANCE = 1e-9
_AROUND = 90  # characters of a quote around a figure in which a model's words for it must stand
_NAMING = 3  # words before a figure in a model's sentence that must stand around it in the quote
_NEAREST = 2  # of them, those that no other figure of the quote may have more of
# Share of a model's words, small ones aside, that its quotes or documents must hold. A paraphrase in office style
# keeps most; what is made up, or ordered by a document, keeps few.
MIN_CITED_WORDS = 0.6
# Markup that does something where an answer is shown: tags, links, images, addresses.
_ACTIVE = re.compile(r"<\s*[/!|a-z]|\]\(|!\[|\w:/{2}|(?:javascript|data|mailto):|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verified:
    """A draft without the statements that could not be verified, and the texts of those."""

    draft: Draft
    struck: tuple[str, ...]


def verify(draft: Draft, text_of: Callable[[str], str], *, asked: str = "", phrased: bool = False) -> Verified:
    """Checks every statement.

    ``text_of`` gives the cleaned text of a document id; ``asked`` is the question's condition in words, which an
    answer may repeat; ``phrased`` says that a model wrote the statements.
    """
    kept = tuple(each for each in draft.statements if holds(each, text_of, asked=asked, phrased=phrased))
    struck = tuple(each.text for each in draft.statements if each not in kept)
    shown = {span for each in kept for span in each.spans}
    cited = {span for each in draft.statements for span in each.spans} - shown
    rows = tuple((row, verdict) for row, verdict in draft.rows if not _is_cut(row.start, row.document_id, cited))
    return Verified(Draft(draft.outcome, kept, rows), struck)


def _is_cut(start: int, document_id: str, cut: Iterable[Span]) -> bool:
    """Whether a row's statement was struck: then the row goes too."""
    return any(span.start == start and span.document_id == document_id for span in cut)


def holds(
    statement: Statement,
    text_of: Callable[[str], str],
    *,
    asked: str = "",
    phrased: bool = False,
) -> bool:
    """Whether a statement may be shown."""
    verbatim = all(is_verbatim(span, text_of(span.document_id)) for span in statement.spans)
    return verbatim and numbers_stand(statement, asked=asked, phrased=phrased)


def is_verbatim(span: Span, text: str) -> bool:
    """Whether a span's quote is what its document says there."""
    return bool(span.quote) and text[span.start : span.end] == span.quote


def numbers_stand(statement: Statement, *, asked: str = "", phrased: bool = False) -> bool:
    """Whether each number of a statement is cited, counted, or repeated from the question."""
    if not all(map(_recomputes, statement.derived)):
        return False
    said = _without_labels(statement.text, (*statement.labels, asked))
    quotes = [normalise(span.quote) for span in statement.spans]
    tokens = {match.group() for quote in quotes for match in _NUMBER.finditer(quote)}
    counts = {each.value for each in statement.derived}
    covered: list[tuple[int, int]] = []
    for figure in find_quantities(said, words=phrased):
        cited = any(_same(figure, other) for quote in quotes for other in _cited_quantities(quote))
        if phrased and cited:
            cited = any(_belongs(said, figure, quote) for quote in quotes)
        if not (cited or _is_count(figure, counts) or _is_plain(figure, said, tokens)):
            return False
        covered.append((figure.number_start, figure.number_end))
    if phrased and _spells_a_number(said, quotes):
        return False
    rest = [match for match in _NUMBER.finditer(said) if not _lies_in(match.start(), covered)]
    return all(match.group() in tokens or _counts(match.group(), counts) for match in rest)


def _lies_in(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _is_count(figure: Quantity, counts: set[float]) -> bool:
    """A bare "=" number, or one of units and documents, that the tally counted."""
    unit = rules().units.get(figure.unit)
    countable = not figure.unit or (unit is not None and unit.dimension.startswith("count:"))
    return countable and figure.comparator == "=" and figure.of is None and figure.value in counts


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
def _cited_quantities(quote: str) -> tuple[Quantity, ...]:
    """The figures of a quote as it can be read.

    In a table row the unit stands in another cell than the figure; in a sentence a bare figure has the unit of the
    one before it ("79 triệu đồng/năm (TH 2023: 75,2)").
    """
    written = find_quantities(quote)
    celled = [quantity for text in _joined_cells(quote) for quantity in find_quantities(text)]
    bare = [(before, after) for before, after in pairwise(written) if before.unit and not after.unit]
    return (*written, *celled, *(replace(after, unit=before.unit) for before, after in bare))


def _joined_cells(quote: str) -> list[str]:
    """Each figure cell of a table row with each unit cell; the number of the row, before its label, is no figure."""
    if not quote.startswith("|"):
        return []
    cells = [cell.strip() for cell in quote.strip("|").split("|")]
    label = next((i for i, cell in enumerate(cells) if len(_WORD.findall(cell)) > 1), -1)
    figures = [cell for cell in cells[label + 1 :] if any(map(str.isdigit, cell))]
    units = [cell for cell in cells[label + 1 :] if cell and not any(map(str.isdigit, cell))]
    return [f"{figure} {unit}" for figure in figures for unit in units]


def _same(said: Quantity, cited: Quantity) -> bool:
    """Same comparator, range and Y, and the same value after conversion of units."""
    if said.comparator != cited.comparator or said.of != cited.of:
        return False
    pairs = [(said.value, cited.value)]
    if said.value_max is not None or cited.value_max is not None:
        if said.value_max is None or cited.value_max is None:
            return False
        pairs.append((said.value_max, cited.value_max))
    if said.unit == cited.unit or not said.unit:
        return all(_close(first, second) for first, second in pairs)
    if not cited.unit:
        return False
    converted = [(first, convert(second, cited.unit, to=said.unit)) for first, second in pairs]
    return all(second is not None and _close(first, second) for first, second in converted)


def _recomputes(derived: Derived) -> bool:
    """Whether a derived number is what its operation gives."""
    operands = derived.operands
    expected = {
        "count": float(len(operands)),
        "difference": operands[0] - sum(operands[1:]) if operands else 0.0,
    }[derived.operation]
    return _close(expected, derived.value)


def _close(first: float, second: float) -> bool:
    return abs(first - second) <= _TOLERANCE * max(1.0, abs(first), abs(second))


def _without_labels(text: str, labels: Iterable[str]) -> str:
    """The statement without names that are no figures, blanked at the same length; a label of digits is a year."""
    said = text
    for label in sorted(labels, key=len, reverse=True):
        if label.strip():
            pattern = rf"(?<!\w){re.escape(label)}(?!\w)" if label[0].isalnum() else re.escape(label)
            said = re.sub(pattern, " " * len(label), said)
    return normalise(said)


# -- a model's words ---------------------------------------------------------------------------------


def sentence_stands(statement: Statement, *, known: str, named: Iterable[str]) -> bool:
    """Whether a model's sentence may be shown for what its spans say.

    ``known`` is what the archive itself says of the cited documents (title, unit); ``named`` are the places that the
    sentence names. The quotes of the spans are compared as they are given: whoever calls takes out of them what no
    sentence may rest on.
    """
    if not statement.spans or _ACTIVE.search(statement.text):
        return False
    quotes = [normalise(span.quote) for span in statement.spans]
    around = " ".join((*quotes, normalise(known)))
    places = all(re.search(rf"(?<!\w){re.escape(normalise(name))}(?!\w)", around) for name in named)
    return places and _says_what(statement.text, quotes, around) and numbers_stand(statement, phrased=True)


def _says_what(text: str, quotes: Sequence[str], around: str) -> bool:
    """Whether most of a sentence's words are cited, and "không" stands before the same words."""
    said = _WORD.findall(normalise(text))
    words = set(said) - _table_words("small")
    cited = set(_WORD.findall(around))
    return len(words & cited) >= MIN_CITED_WORDS * len(words) and not any(_denies(said, quote) for quote in quotes)


def _denies(said: Sequence[str], quote: str) -> bool:
    """Whether a sentence denies what its quote does not, or the other way round."""
    cited = _WORD.findall(quote)
    denied, stated = _after_denial(cited), _after_denial(cited, denied=False)
    adds = any(pair not in denied for pair in _after_denial(said))
    drops = any(pair in denied and pair not in stated for pair in _after_denial(said, denied=False))
    return adds or drops


def _after_denial(words: Sequence[str], *, denied: bool = True) -> set[tuple[str, str]]:
    """The pairs of words that follow a denying word, or those that follow none."""
    denying = _table_words("denying")
    before = ("", *words)
    pairs = zip(before, words, words[1:], strict=False)
    return {(first, second) for left, first, second in pairs if (left in denying) is denied}


@cache
def _table_words(name: str) -> frozenset[str]:
    return frozenset(load_table("assistant.ask", "verify.toml")[name]["words"])


@cache
def _numerals() -> re.Pattern[str]:
    table = load_table("assistant.ask", "verify.toml")["numerals"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(table['words'])})\s+(?:{'|'.join(table['units'])})(?!\w)")


def _belongs(said: str, figure: Quantity, quote: str) -> bool:
    """Whether the words right before a figure, and those that turn its meaning, stand around it in the quote."""
    naming = _WORD.findall(said[: figure.start])[-_NAMING:]
    turning = _turned_before(said, figure)
    places = find_quantities(quote)
    nearest = [word for word in _WORD.findall(said[: figure.start]) if word not in _table_words("linking")][
        -_NEAREST:
    ]
    # The word next to a figure names it more than the one before: "ngô" in "diện tích ngô 300 ha".
    met = [
        sum(weight for weight, word in enumerate(nearest, 1) if word in own)
        for own in (_own_words(quote, places, at) for at in range(len(places)))
    ]
    return any(
        sum(word in around for word in naming) >= min(len(naming), _NAMING - 1)
        and turning == _turned_before(quote, place)
        and met[at] == max(met)
        for at, place in enumerate(places)
        if _same(figure, place)
        for around in [set(_WORD.findall(quote[max(0, place.start - _AROUND) : place.end + _AROUND // 3]))]
    )


def _own_words(quote: str, places: Sequence[Quantity], at: int) -> set[str]:
    """The words of a quote between a figure and the one before it: those that name it, if any do."""
    since = places[at - 1].end if at else 0
    return set(_WORD.findall(quote[since : places[at].start]))


def _turned_before(text: str, figure: Quantity) -> frozenset[str]:
    """The words right before a figure that turn what is said of it."""
    return _table_words("turning") & set(
        _WORD.findall(text[max(0, figure.number_start - _AROUND // 3) : figure.number_start])
    )


def _spells_a_number(said: str, quotes: Sequence[str]) -> bool:
    """A number in words ("hai mươi tỷ") or in other signs that no quote has."""
    odd = [character for character in said if character.isnumeric() and not character.isdigit()]
    spelled = [match.group() for match in _numerals().finditer(said)]
    return bool(odd) or any(phrase not in quote for phrase in spelled for quote in quotes)
