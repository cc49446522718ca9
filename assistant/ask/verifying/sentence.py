"""What a model's sentence must hold beside what every statement must (``verify``).

- each figure stands in a quote with its value, unit and comparator, and the words that it belongs to stand around it
there, nearer than around any other figure; a bare number stands beside the same word;
- the words that turn a figure ("giảm", "khoảng") and those that deny ("không") stand where the quote has them;
- the places that it names are those of its quotes or their documents, and most of its words are theirs; what
leaves no exception ("tất cả") is too;
- it brings no link, image or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from assistant.ask.verifying.verify import NUMBER, cited_quantities, lies_in, without_labels
from assistant.language.figures import same_figure
from assistant.language.quantities import find_quantities
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Quantity, Statement

_WORD = re.compile(r"[^\W\d_]+")
_AROUND = 90  # characters of a quote before a figure in which a sentence's words for it must stand
_AFTER = 30  # characters after it, and those before it in which words turn its meaning
_NAMING = 3  # words before a figure in a sentence, all but one of which must stand around it in the quote
_NEAREST = 2  # of them, those that no other figure of the quote may have more of
_DENIED = 2  # words after a "không" that say what is denied
# Share of a sentence's words, small ones aside, that its quotes or documents must hold. A paraphrase in office style
# keeps most; what is made up, or ordered by a document, keeps few (tests/data/phrasings.jsonl).
MIN_CITED_WORDS = 0.6
_ROMAN = re.compile(r"\b[IVXLCDM]{2,}\b")
# Markup that does something where an answer is shown: tags, links, images, addresses.
_ACTIVE = re.compile(r"<\s*[/!|a-z]|\]\(|!\[|\w:/{2}|(?:javascript|data|mailto):|www\.", re.IGNORECASE)


def sentence_stands(statement: Statement, *, known: str, named: Iterable[str]) -> bool:
    """Whether a model's sentence may be shown for what its spans say.

    ``known`` is what the archive itself says of the cited documents (title, unit); ``named`` are the places that the
    sentence names. The quotes of the spans are compared as they are given: whoever calls takes out of them what no
    sentence may rest on.
    """
    if not statement.spans or _ACTIVE.search(statement.text):
        return False
    if set(_ROMAN.findall(statement.text)) - set(_ROMAN.findall(" ".join(span.quote for span in statement.spans))):
        return False
    quotes = [normalise(span.quote) for span in statement.spans]
    around = " ".join((*quotes, normalise(known)))
    return (
        all(_has(name, around) for name in named)
        and _says_what(statement.text, quotes, around)
        and _numbers_stand(without_labels(statement.text, statement.labels), quotes)
    )


def _says_what(text: str, quotes: Sequence[str], around: str) -> bool:
    """Whether most of a sentence's words are cited, those that leave no exception too, and "không" as it stands."""
    said = _WORD.findall(normalise(text))
    words = set(said) - _table_words("small")
    cited = set(_WORD.findall(around))
    if any(_has(each, text) and not _has(each, " ".join(quotes)) for each in _table_words("absolute")):
        return False
    return len(words & cited) >= MIN_CITED_WORDS * len(words) and not _denies(said, quotes)


def _has(phrase: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(normalise(phrase))}(?!\w)", normalise(text)) is not None


def _denies(said: Sequence[str], quotes: Sequence[str]) -> bool:
    """Whether a sentence denies what none of its quotes does, or states what they deny."""
    cited = [_WORD.findall(quote) for quote in quotes]
    denied = [each for words in cited for each in _after_denial(words)]
    adds = any(not any(each[: len(claim)] == claim for each in denied) for claim in _after_denial(said))
    stated = {pair for words in cited for pair in _undenied(words)}
    return adds or bool({each[:2] for each in denied} & _undenied(said) - stated)


def _undenied(words: Sequence[str]) -> set[tuple[str, ...]]:
    """The pairs of words with no denying word before them."""
    denying = _table_words("denying")
    return {pair for before, pair in zip(("", *words), pairwise(words), strict=False) if before not in denying}


def _after_denial(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The words that follow each denying word: what it is that is denied."""
    denying = _table_words("denying")
    return [tuple(words[at + 1 : at + 1 + _DENIED]) for at, word in enumerate(words) if word in denying]


def _numbers_stand(said: str, quotes: Sequence[str]) -> bool:
    """Whether each number of a sentence is one of its quotes, said of the same thing."""
    figures = find_quantities(said)
    if not all(any(_figure_stands(said, figure, quote) for quote in quotes) for figure in figures):
        return False
    covered = [(figure.number_start, figure.number_end) for figure in figures]
    rest = [match for match in NUMBER.finditer(said) if not lies_in(match.start(), covered)]
    beside = all(any(_is_beside(said, match.span(), quote) for quote in quotes) for match in rest)
    return beside and not _spells_a_number(said, quotes)


def _figure_stands(said: str, figure: Quantity, quote: str) -> bool:
    if not figure.unit and figure.comparator == "=" and figure.of is None:
        return _is_beside(said, (figure.number_start, figure.number_end), quote)
    if not any(same_figure(figure, other) for other in cited_quantities(quote)):
        return False
    # "Không có" is a figure too: what it is of comes after it, and is checked as what is denied.
    digits = any(map(str.isdigit, said[figure.number_start : figure.number_end]))
    return _belongs(said, figure, quote) or (figure.value == 0 and not digits)


def _is_beside(said: str, span: tuple[int, int], quote: str) -> bool:
    """Whether a bare number stands in a quote in the same digits with the same word before or after it."""
    start, end = span
    before, after = _neighbours(said, start, end)
    return any(
        match.group() == said[start:end] and (before == left != "" or after == right != "")
        for match in NUMBER.finditer(quote)
        for left, right in [_neighbours(quote, *match.span())]
    )


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a stretch; "" where there is none."""
    return (_WORD.findall(text[:start]) or [""])[-1], (_WORD.findall(text[end:]) or [""])[0]


def _belongs(said: str, figure: Quantity, quote: str) -> bool:
    """Whether the words right before a figure, and those that turn its meaning, stand around it in the quote."""
    naming = [word for word in _WORD.findall(said[: figure.start]) if word not in _table_words("small")][-_NAMING:]
    told, places = find_quantities(said), find_quantities(quote)
    turning = _turned_before(said, told, figure)
    own = [_own_words(quote, places, at) for at in range(len(places))]
    nearest = _own_words(said, told, told.index(figure))[-_NEAREST:]
    # The word next to a figure names it more than the one before: "ngô" in "diện tích ngô 300 ha".
    met = [sum(weight for weight, word in enumerate(nearest, 1) if word in each) for each in own]
    return any(
        sum(word in around for word in naming) >= min(len(naming), _NAMING - 1)
        and turning == _turned_before(quote, places, place)
        and met[at] == max(met)
        and not _drops_a_qualifier(nearest, own[at])
        for at, place in enumerate(places)
        if same_figure(figure, place)
        for around in [set(_WORD.findall(quote[max(0, place.start - _AROUND) : place.end + _AFTER]))]
    )


def _own_words(quote: str, places: Sequence[Quantity], at: int) -> list[str]:
    """The words of a quote between a figure and the one before it: those that name it, if any do."""
    return _unlinked(quote[places[at - 1].end if at else 0 : places[at].start])


def _unlinked(text: str) -> list[str]:
    """The words of a text without small ones and those that tie a figure to its name ("đạt", "còn")."""
    passed = _table_words("linking") | _table_words("small")
    return [word for word in _WORD.findall(text) if word not in passed]


def _drops_a_qualifier(nearest: Sequence[str], own: Sequence[str]) -> bool:
    """As in "hộ nghèo 0,4%" of "hộ cận nghèo còn 0,4%": the words of the name, without one that stands between."""
    if len(nearest) < _NEAREST or nearest[-1] not in own:
        return False
    at = len(own) - 1 - own[::-1].index(nearest[-1])
    return own[at - 1 : at] != [nearest[0]] and nearest[0] in own[:at]


def _turned_before(text: str, places: Sequence[Quantity], figure: Quantity) -> frozenset[str]:
    """The words right before a figure, and after the one before it, that turn what is said of it."""
    since = max((each.end for each in places if each.end <= figure.start), default=0)
    start = max(since, figure.number_start - _AFTER, 0)
    return _table_words("turning") & set(_WORD.findall(text[start : figure.number_start]))


def _spells_a_number(said: str, quotes: Sequence[str]) -> bool:
    """A number in words ("hai mươi hộ") or in other signs that no quote has before the same word."""
    if any(character.isnumeric() and not _is_plain_digit(character) for character in said):
        return True
    return any(not any(_is_spelled(match, quote) for quote in quotes) for match in _spelled(said))


def _is_plain_digit(character: str) -> bool:
    """ASCII digits are read as numbers, and the ones of "m²" belong to their unit."""
    return character.isascii() or (character.isdigit() and not character.isdecimal())


def _spelled(said: str) -> list[re.Match[str]]:
    """The numbers in words, without the multiplier of one in digits ("5 triệu") and what only lists ("một là")."""
    return [
        match
        for match in _numerals().finditer(said)
        if not said[: match.start()].rstrip()[-1:].isdigit()
        and not said[: match.start()].endswith("thứ ")
        and _neighbours(said, *match.span())[1] not in _table_words("no_number")
    ]


def _is_spelled(number: re.Match[str], quote: str) -> bool:
    following = _neighbours(number.string, *number.span())[1]
    return any(
        match.group() == number.group() and _neighbours(quote, *match.span())[1] == following
        for match in _numerals().finditer(quote)
    )


@cache
def _table_words(name: str) -> frozenset[str]:
    return frozenset(load_table("assistant.ask.verifying", "verify.toml")[name]["words"])


@cache
def _numerals() -> re.Pattern[str]:
    words = "|".join(sorted(_table_words("numerals")))
    five = r"(?<=mươi)\s+năm|(?<=trăm)\s+năm|(?<=linh)\s+năm|(?<=lẻ)\s+năm"
    return re.compile(rf"(?<!\w)(?:{words})(?:\s+(?:{words}|lẻ|linh)(?!\w)|{five})*(?!\w)")
