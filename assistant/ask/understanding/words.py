"""The words of a question, made ready: numbers as digits, marks given back, and the lists of ``understand.toml``.

A question is compared in normal form; where marks were left out it is compared folded, word lists and all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import cast

from assistant.ask.understanding.rewording import is_english, reworded
from assistant.ask.understanding.spelling import mended, respelt
from assistant.ask.understanding.vocabulary import lost_marks, stop_words, table
from assistant.language.abbreviations import spelled_out
from assistant.language.meaning import phrases_in
from assistant.language.numerals import with_digits
from assistant.language.quantities import rules
from assistant.language.text import WORD, fold, has_diacritics, normalise
from assistant.types import Comparator, Role

_COUNTED = re.compile(r"(?:\d|bao nhieu|may)\s*(?:\w+\s)?$|/$")  # before a unit that is a noun: "bao nhieu xa"
_NEAR = 24  # characters around a number in which words of figures get their diacritics back
_YEAR = re.compile(r"(?:19|20)\d{2}")
_VOWEL = re.compile("[aeiouy]")  # every syllable of Vietnamese has one; a stray letter or number is no content


@dataclass(frozen=True, slots=True)
class Words:
    """A word list of the table, as one pattern for each way of comparing."""

    exact: re.Pattern[str]
    folded: re.Pattern[str]


def pattern(words: Iterable[str]) -> Words:
    """Whole words, the longest first."""
    return _pattern(tuple(words))


@lru_cache(maxsize=1024)
def _pattern(words: tuple[str, ...]) -> Words:
    ordered = sorted(words, key=len, reverse=True)

    def compiled(forms: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(form) for form in forms)})(?!\w)")

    return Words(compiled(ordered), compiled(map(fold, ordered)))


def one_of(words: Iterable[str], *, plain: bool) -> str:
    """A pattern of one of some words, whole at its end, the longest first; without marks where ``plain``."""
    forms = sorted((fold(word) if plain else word for word in words), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, forms))})(?!\\w)"


def led(first: Iterable[str], last: Iterable[str], *, between: Iterable[str] = ()) -> Words:
    """One of ``first``, up to two of ``between`` and one of ``last``, as they stand together."""

    def compiled(form: Callable[[str], str]) -> re.Pattern[str]:
        opened, filled, closed = (
            "|".join(re.escape(form(word)) for word in sorted(words, key=len, reverse=True))
            for words in (set(first), set(between) or {"\0"}, set(last))
        )
        return re.compile(rf"(?<!\w)(?:{opened}) (?:(?:{filled}) ){{0,2}}(?:{closed})(?!\w)")

    return Words(compiled(str), compiled(fold))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question under way: ``words`` is ``text`` normalised (or folded), character for character."""

    text: str
    words: str
    plain: bool

    def find(self, words: Words) -> re.Match[str] | None:
        """The first of these words."""
        return (words.folded if self.plain else words.exact).search(self.words)

    def all(self, words: Words) -> list[re.Match[str]]:
        """Every one of these words."""
        return list((words.folded if self.plain else words.exact).finditer(self.words))

    def says(self, name: str) -> bool:
        """Whether a word of the list ``name`` stands in the question."""
        return self.find(lists()[name]) is not None

    def without(self, spans: Iterable[tuple[int, int]]) -> Asked:
        """The question with stretches blanked, same length: "Thu Ngân" of a name is no budget."""
        characters = list(self.words)
        for start, end in spans:
            characters[start:end] = " " * (end - start)
        return replace(self, words="".join(characters))

    def unnamed(self, spans: Iterable[tuple[int, int]]) -> Asked:
        """The question with stretches blanked in its text too, where a name is looked for."""
        characters = list(self.text)
        for start, end in (spans := list(spans)):
            characters[start:end] = " " * (end - start)
        return replace(self.without(spans), text="".join(characters))

    def before(self, position: int) -> Asked:
        """The words before a position."""
        return replace(self, words=self.words[:position].rstrip())

    def ends_with(self, words: Words) -> bool:
        """Whether the last words are of this list."""
        return any(match.end() == len(self.words) for match in self.all(words))


_NO_PATTERN = frozenset({"stop", "common", "phrase_ends", "bare_labels"})


@cache
def lists() -> Mapping[str, Words]:
    """Every plain word list of the table, and those of ``follow_up`` under their own names."""
    plain = {name: _composed(row) for name, row in table().items() if "words" in row and name not in _NO_PATTERN}
    return {name: pattern(words) for name, words in {**plain, **table()["follow_up"], **table()["merged"]}.items()}


def _composed(row: Mapping[str, Sequence[str]]) -> list[str]:
    """The words of a list, with each of its quantifiers before each of its nouns."""
    pairs = (f"{each} {noun}" for each in row.get("quantifiers", ()) for noun in row.get("nouns", ()))
    return [*row["words"], *pairs]


@cache
def more_comparators() -> Mapping[Comparator, Words]:
    """Comparators that only questions use."""
    return {cast("Comparator", sign): pattern(words) for sign, words in table()["more"].items()}


@cache
def keyed(name: str) -> Mapping[str, Words]:
    """The word lists of a table of lists ("about", "sections", "areas") by their key."""
    return {key: pattern(words) for key, words in table()[name].items()}


def themes() -> Mapping[str, Sequence[str]]:
    """Themes narrower than a field of the catalogue, with the words of figures that belong to them."""
    return cast("Mapping[str, Sequence[str]]", table()["themes"])


def roles(asked: Asked) -> tuple[Role, ...]:
    """The roles of sections that a question points to."""
    return tuple(cast("Role", role) for role, words in keyed("sections").items() if asked.find(words))


def content_words(asked: Asked) -> tuple[str, ...]:
    """The words left for retrieval; a number belongs to them right after one of them ("đề án 06")."""
    kept = {position for match in asked.all(lists()["compounds"]) for position in range(*match.span())}
    kept |= {position for match, _ in phrases_in(asked.words, plain=asked.plain) for position in _if_whole(match)}
    asked = asked.without(match.span() for match in asked.all(lists()["generic"]))
    asked = asked.without(match.span() for match in _SOURCE.finditer(asked.words))
    found: list[str] = []
    last = -2
    for match in WORD.finditer(asked.words):
        words = spelled_out(match.group(), plain=asked.plain).split()
        whole = match.start() in kept or any(_if_whole(each) for each, _ in phrases_in(" ".join(words)))  # "XDCB"
        named = match.group()[0].isdigit() and match.start() == last + 1 and not _YEAR.fullmatch(match.group())
        for word in words:
            if named or ((whole or word not in stop_words()) and _VOWEL.search(fold(word))):
                found.append(word)
                last = match.end()
    return tuple(found)


def _if_whole(phrase: re.Match[str]) -> range:
    """Where a phrase of one meaning stands that has a word of content beside others; else nowhere."""
    words = phrase.group().split()
    return range(*phrase.span()) if len(words) > 1 and not stop_words().issuperset(words) else range(0)


# From where something is to be told, at the end of a clause: "… theo báo cáo chính trị", and no part of the matter.
_SOURCE = re.compile(
    r"(?<!\w)(?:theo|trong)\s+(?:báo cáo|nghị quyết|văn kiện|bao cao|nghi quyet|van kien)"
    r"(?:\s+[^\W\d_]+){0,3}\s*(?=[,;?.!]|$)"
)


def without_denied(asked: Asked) -> Asked:
    """Without what is said not to be meant: "kết quả chứ không phải chỉ tiêu", "(không tính phường)"."""
    return asked.without(denied_stretches(asked))


def only_denied(asked: Asked) -> Asked:
    """Just what is said not to be meant."""
    return replace(asked, words=" ; ".join(asked.words[start:end] for start, end in denied_stretches(asked)))


def denied_stretches(asked: Asked) -> list[tuple[int, int]]:
    """From each of the words that deny up to the next mark."""
    ends = [match.start() for match in _CLAUSE_END.finditer(asked.words)]
    return [
        (match.start(), next((end for end in ends if end >= match.end()), len(asked.words)))
        for match in asked.all(lists()["denied"])
    ]


_CLAUSE_END = re.compile(r"[;)?!]|\.(?!\d)|,(?=[^,]*(?:nào|nao|bao nhiêu|bao nhieu|mấy|may)(?!\w))")


# -- making ready ------------------------------------------------------------------------------------


Naming = Callable[[str], Iterable[tuple[int, int]]]
"""Tells where a text names units of the archive."""


def worded(text: str, *, named: Naming = lambda _: (), held: Callable[[str], bool] = lambda _: False) -> str:
    """A question with its short forms written out, English as Vietnamese and slips of the finger mended; one in
    capitals in small letters, which say as little. What ``named`` finds stays as it is typed, and so do words that
    are ``held`` by the archive.
    """
    composed = unicodedata.normalize("NFC", text)
    composed = composed.lower() if composed.isupper() and composed.count(" ") >= _FEW_BLANKS else composed
    covered, names = _covered(composed, named(composed))
    plain = _is_plain(composed)
    return _uncovered(mended(reworded(covered, plain=plain), plain=plain, held=held), names)


_FEW_BLANKS = 2  # "BHYT 2023" in capitals is no shouting


def _is_plain(composed: str) -> bool:
    """Whether marks were left out."""
    return not is_english(composed) and (not has_diacritics(composed) or lost_marks(composed))


def prepare(text: str, *, known: Container[str] = (), named: Naming = lambda _: ()) -> Asked:
    """The question with numbers in words as digits, misspelt indicators put right and ranges in one form; without
    marks, words of figures get theirs back.

    ``known`` are folded syllables that the archive's own labels use; ``named`` tells where a text names a unit of
    the archive, of which no syllable is a short form, a number or a slip ("Hong Phuoc" says no "không").
    """
    composed = unicodedata.normalize("NFC", text)
    plain = _is_plain(composed)
    covered, names = _covered(composed, named(composed))
    said = respelt(with_digits(reworded(covered, plain=plain), plain=plain), plain=plain, known=known)
    if plain:
        said = restore_figure_words(said)
    for rewrite, form in _rewrites().items():
        said = rewrite.sub(form, said)
    said = _uncovered(said, names)
    return Asked(said, fold(said) if plain else normalise(said), plain)


@lru_cache(maxsize=32)
def prepared(text: str) -> Asked:
    """``prepare`` without an archive; kept, since several parts of an answer look at one question."""
    return prepare(text)


_COVERS = 0xE000  # the first of the characters that no text has, one for each name


def _covered(text: str, spans: Iterable[tuple[int, int]]) -> tuple[str, Mapping[str, str]]:
    """``text`` with one strange character in the place of each stretch, and what each stands for."""
    names: dict[str, str] = {}
    for start, end in sorted(spans, reverse=True):
        cover = chr(_COVERS + len(names))
        names[cover] = text[start:end]
        text = f"{text[:start]}{cover}{text[end:]}"
    return text, names


def _uncovered(text: str, names: Mapping[str, str]) -> str:
    return "".join(names.get(character, character) for character in text)


@cache
def _rewrites() -> Mapping[re.Pattern[str], str]:
    return {re.compile(words, re.IGNORECASE): form for words, form in table()["rewrites"].items()}


@cache
def _figure_forms() -> Mapping[str, str]:
    """Folded form -> form with diacritics, for every word that the reading of figures knows."""
    known = rules()
    words = [*known.comparators, *known.after_comparators, *known.forms, *known.multipliers, *known.per]
    words += ["đến", "năm", "đạt", "tuổi"]
    forms: dict[str, str] = {}
    for word in words:
        # The first form of a unit is the right spelling, the later ones are known misprints.
        if fold(word) != word:
            forms.setdefault(fold(word), word)
    return forms


@cache
def _figure_words() -> re.Pattern[str]:
    ordered = sorted(_figure_forms(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def restore_figure_words(text: str) -> str:
    """Gives words of figures their diacritics back, same length: "tren 58 trieu" -> "trên 58 triệu"."""
    folded = fold(text)
    characters = list(text)
    apart = {match.start() for match in lists()["no_figure_words"].folded.finditer(folded)}  # "ho so" has no "hộ"
    for match in _figure_words().finditer(folded):
        if match.start() in apart:
            continue
        form = _figure_forms()[match.group()]
        before = folded[max(0, match.start() - _NEAR) : match.start()]
        near = f"{before}{folded[match.end() : match.end() + _NEAR]}"
        unit = rules().forms.get(form)
        counts = unit is not None and unit.dimension.startswith("count:")
        if re.search(_COUNTED if counts else r"\d", before if counts else near):
            characters[match.start() : match.end()] = form
    return "".join(characters)


def first(asked: Asked, options: Mapping[str, Words]) -> str | None:
    """The key of the first list of which a word stands in the question."""
    return next((key for key, words in options.items() if asked.find(words)), None)
