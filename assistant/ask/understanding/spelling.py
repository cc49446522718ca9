"""Names of indicators with typing errors, put right before anything else is read: "thu ngnâ sách" -> "thu ngân sách".

A stretch is put right when it is no name as it stands, differs from one in a bounded number of letters, and the
syllables that differ are no words themselves ("tính từ" is no misspelt "tích tụ").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.ask.understanding.vocabulary import are_words, known_syllables, stop_words, table
from assistant.language.catalogue import GAP, asking_catalogue, once_for_catalogue
from assistant.language.places import LEVEL_WORDS
from assistant.language.syllables import is_syllable
from assistant.language.tables import load_table
from assistant.language.text import fold, normalise
from assistant.types import DOCUMENT_KINDS

# A name of few letters may differ in one, a longer one in two (administrative_reality.md, section 3).
_FEW_LETTERS = 8
_MANY_LETTERS = 14
_MOST_WRONG = 2
_ABBREVIATION = 4  # letters of an abbreviation ("BHYT") that may have one wrong
_SHORT = 4  # letters of a syllable whose first letter tells it from others
_TINY = 2  # letters of a syllable that is another one with any letter changed
_VOWEL = re.compile("[aeiouy]")
_SEVERAL = 3  # syllables of a name of which one may have the marks of another word
_PADDING = 2  # characters beyond single blanks that may stand between the words of a name


def respelt(text: str, *, plain: bool, known: Container[str] = ()) -> str:
    """``text`` with misspelt names of indicators as the catalogue writes them (without marks where ``plain``).

    No syllable of ``known`` (folded) is taken for a slip: it is a word of the archive's own labels.
    """
    words = list(re.finditer(r"[^\W_]+", text))
    folded = [fold(word.group()) for word in words]
    strange = [
        not (_is_name(word, plain=plain) or fold(word.group()) in known or _is_known(word.group(), plain=plain))
        for word in words
    ]
    taken = [(match.start, match.end) for match in asking_catalogue().find(text, without_diacritics=plain)]
    put_right: list[tuple[int, int, str]] = []
    for start, end, phrase in _slips(text, words, folded, strange, plain=plain):
        spans = [*taken, *((begin, last) for begin, last, _ in put_right)]
        if not any(start < last and begin < end for begin, last in spans):
            put_right.append((start, end, fold(phrase) if plain else phrase))
    for start, end, phrase in sorted(put_right, reverse=True):
        text = f"{text[:start]}{phrase}{text[end:]}"
    return text


# -- words of questions ------------------------------------------------------------------------------


def mended(text: str, *, plain: bool, held: Callable[[str], bool]) -> str:
    """``text`` with words that can be no Vietnamese ("nàgy", "báo cáoo") as the words of questions one slip away.

    What is ``held`` by the archive's own texts stays, and so does what may be a name of a place.
    """
    words = list(re.finditer(r"[^\W\d_]+", text))
    slips = [at for at in range(len(words)) if _may_be_slip(words, at)]
    if len(slips) > _MOST_SLIPS:
        return text
    for at in reversed(slips):
        said = words[at].group()
        if held(said):
            continue
        beside = [word.group().lower() for word in (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])]
        meant = _nearest(said.lower(), beside, plain=plain)
        if meant is not None:
            meant = meant.capitalize() if said.istitle() else meant
            text = f"{text[: words[at].start()]}{meant}{text[words[at].end() :]}"
    return text


def _may_be_slip(words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a word can be no Vietnamese, is written as words are, and may not be a name of a place."""
    said = words[at].group()
    strange = len(said) >= _LEAST and (said.islower() or said.istitle()) and not is_syllable(said)
    return strange and _VOWEL.search(fold(said)) is not None and not _may_name(words, at)


_MOST_SLIPS = 24  # words of a question that may be mended: one with more is no misspelt Vietnamese
_LEAST = 3  # letters of a word that may be mended
_NAME_BEHIND = 2  # words behind a level word that may be its name


def _may_name(words: Sequence[re.Match[str]], at: int) -> bool:
    before = {fold(word.group()) for word in words[max(0, at - _NAME_BEHIND) : at]}
    return not before.isdisjoint(_LEVELS)


_LEVELS = frozenset(syllable for word in LEVEL_WORDS for syllable in fold(word).split())


def _nearest(said: str, beside: Sequence[str], *, plain: bool) -> str | None:
    """The word of questions one slip from ``said``, or of the same letters; of several the one known beside its
    neighbours, then the one that has all of the letters.
    """
    typed, pairs = fold(said) if plain else said, _pairs()
    forms = _known_words()[plain]
    found = process.extract(typed, forms.words.keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
    near = {word for form, _, _ in found for word in forms.words[form]}
    near.update(forms.of_letters.get(_letters(typed), ()))

    def rank(word: str) -> tuple[bool, bool, int, str]:
        around = [pair for other in beside for pair in ((word, other), (other, word))]
        known = any((fold(first), fold(second)) in pairs for first, second in around)
        return not known, sorted(fold(said)) != sorted(fold(word)), OSA.distance(said, word), word

    best = min(near, key=rank, default=None)
    return fold(best) if best is not None and plain else best


@dataclass(frozen=True, slots=True)
class _Forms:
    """Words by how they are typed, and by the letters of that in their order."""

    words: Mapping[str, Sequence[str]]
    of_letters: Mapping[str, Sequence[str]]


@once_for_catalogue
def _known_words() -> Mapping[bool, _Forms]:
    """Words of questions and of the catalogue, typed with marks and (``True``) without."""
    phrases = {word for phrase in _phrases() for word in re.findall(r"[^\W\d_]+", normalise(phrase))}
    words = list(filter(is_syllable, phrases | stop_words()))
    return {
        False: _Forms(_by(words, str), _by(words, _letters)),
        True: _Forms(_by(words, fold), _by(words, lambda word: _letters(fold(word)))),
    }


def _by(words: Iterable[str], of: Callable[[str], str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(of(word), []).append(word)
    return found


def _letters(word: str) -> str:
    return "".join(sorted(word))


@once_for_catalogue
def _pairs() -> frozenset[tuple[str, str]]:
    """Folded words that stand beside each other in the lists of questions and the names of the catalogue."""
    return frozenset(pair for phrase in _phrases() for pair in pairwise(fold(phrase).split()))


def _phrases() -> Iterator[str]:
    """Everything that the tables of questions list, the names of the catalogue and the kinds of documents."""
    tables = (table(), load_table("assistant.ask.understanding", "overview.toml"))
    yield from (phrase for each in tables for phrase in _strings(each))
    yield from (phrase for entry in asking_catalogue().entries.values() for phrase in entry.phrases)
    yield from DOCUMENT_KINDS


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (each for row in value.values() for each in _strings(row))
    elif isinstance(value, Sequence):
        yield from (each for row in value for each in _strings(row))


# -- names of indicators -----------------------------------------------------------------------------


def _is_name(word: re.Match[str], *, plain: bool) -> bool:
    """A number, or a syllable with a capital of its own within a question: part of a name of a place."""
    said = word.group()
    return said.isdigit() or (not plain and word.start() > 0 and said[0].isupper() and said[1:].islower())


def _slips(
    text: str, words: Sequence[re.Match[str]], folded: Sequence[str], strange: Sequence[bool], *, plain: bool
) -> list[tuple[int, int, str]]:
    """Stretches that are nearly a name, the longest first; ``strange`` are the syllables that are no words."""
    found: list[tuple[int, int, int, str]] = []
    for size, phrases in _phrases_by_size().items():
        for at in range(len(words) - size + 1):
            said = " ".join(folded[at : at + size])
            start, end = words[at].start(), words[at + size - 1].end()
            if end - start > len(said) + _PADDING or not (
                any(strange[at : at + size]) or (said in phrases and not plain)
            ):
                continue
            near = process.extract(said, phrases.keys(), scorer=OSA.distance, score_cutoff=_MOST_WRONG, limit=None)
            for form, distance, _ in near:
                phrase = phrases[form]
                if (
                    distance <= (1 if len(form) < _MANY_LETTERS else _MOST_WRONG)
                    and (distance or not plain)
                    and _is_slip(text[start:end], form, phrase, plain=plain)
                    and not (said == form and _is_half_a_word(words, at, size, phrase))
                ):
                    found.append((distance - len(form), start, end, phrase))
    return [(start, end, phrase) for _, start, end, phrase in sorted(found)]


def _is_slip(said: str, form: str, phrase: str, *, plain: bool) -> bool:
    """Whether the syllables that differ are no words, and each differs as a slip does: in one letter, and in a short
    one not in the first ("tôm" is no "thóc", "cua" no "lúa"); or in its marks alone ("trương" of "trường chuẩn").
    """
    typed = normalise(said).split()
    if fold(" ".join(typed)) == form:
        marks = [
            (first, second) for first, second in zip(typed, normalise(phrase).split(), strict=True) if first != second
        ]
        among_others = len(typed) >= _SEVERAL and len(marks) == 1
        return among_others or (bool(marks) and not any(_is_known(first, plain=plain) for first, _ in marks))
    if said.isupper() and " " not in form and len(said) == len(form) and sorted(fold(said)) != sorted(form):
        return False  # in capitals another letter is another abbreviation: "GTGT" is no "GTNT"
    pairs = zip(typed, form.split(), strict=False)
    wrong = [(first, second) for first, second in pairs if fold(first) != second]
    return not any(_is_known(first, plain=plain) or _is_another(fold(first), second) for first, second in wrong)


def _is_half_a_word(words: Sequence[re.Match[str]], at: int, size: int, phrase: str) -> bool:
    """Whether a syllable with other marks than the name's is a word with what stands beside the stretch: "tổng số
    chỉ tiêu" has no "tổng số chi".
    """
    said = [normalise(word.group()) for word in words[max(0, at - 1) : at + size + 1]]
    lead, meant = min(at, 1), normalise(phrase).split()
    own = said[lead : lead + size]
    ends = [said[:2]] if lead and own[0] != meant[0] else []
    ends += [said[-2:]] if len(said) > lead + size and own[-1] != meant[-1] else []
    return any(tuple(pair) in _marked_pairs() for pair in ends)


@once_for_catalogue
def _marked_pairs() -> frozenset[tuple[str, str]]:
    """Words that stand beside each other in the lists of questions and the names of the catalogue, with marks."""
    return frozenset(pair for phrase in _phrases() for pair in pairwise(normalise(phrase).split()))


def _is_another(typed: str, meant: str) -> bool:
    """Whether two folded syllables are too far apart for a slip."""
    # Of two letters one is half the word: "phát triển du lịch" has no misspelt "đv".
    if len(typed) == len(meant) <= _TINY and sorted(typed) != sorted(meant):
        return True
    begins_otherwise = len(typed) <= _SHORT and typed[0] != meant[0] and sorted(typed) != sorted(meant)
    return begins_otherwise or OSA.distance(typed, meant, score_cutoff=1) > 1


def _is_known(word: str, *, plain: bool) -> bool:
    return fold(word) in known_syllables() if plain else are_words(normalise(word))


@once_for_catalogue
def _phrases_by_size() -> Mapping[int, Mapping[str, str]]:
    """Folded phrase -> phrase, without gaps and of enough letters to be told apart, by how many words they have."""
    sizes: dict[int, dict[str, str]] = {}
    for entry in asking_catalogue().entries.values():
        for phrase in entry.phrases:
            form = fold(normalise(phrase))
            abbreviation = " " not in form and len(form) >= _ABBREVIATION and not _VOWEL.search(form)
            if GAP not in form and (abbreviation or (len(form) >= _FEW_LETTERS and " " in form)):
                sizes.setdefault(len(form.split()), {}).setdefault(form, phrase)
    return sizes
