"""Names of indicators with typing errors, put right before anything else is read: "thu ngnâ sách" -> "thu ngân sách".

A stretch is put right when it is no name as it stands, differs from one in a bounded number of letters, and the
syllables that differ are no words themselves ("tính từ" is no misspelt "tích tụ").
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from rapidfuzz.distance import OSA

from assistant.ask.understanding.vocabulary import are_words, known_syllables
from assistant.language.catalogue import GAP, asking_catalogue, once_for_catalogue
from assistant.language.text import fold, normalise

# A name of few letters may differ in one, a longer one in two (administrative_reality.md, section 3).
_FEW_LETTERS = 8
_MANY_LETTERS = 14
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
            if end - start > len(said) + _PADDING or not (any(strange[at : at + size]) or (said in phrases and not plain)):
                continue
            for form, phrase in phrases.items():
                limit = 1 if len(form) < _MANY_LETTERS else 2
                if abs(len(form) - len(said)) > limit:
                    continue
                distance = OSA.distance(said, form, score_cutoff=limit)
                if distance <= limit and (distance or not plain) and _is_slip(text[start:end], form, phrase, plain=plain):
                    found.append((distance - len(form), start, end, phrase))
    return [(start, end, phrase) for _, start, end, phrase in sorted(found)]


def _is_slip(said: str, form: str, phrase: str, *, plain: bool) -> bool:
    """Whether the syllables that differ are no words, and each differs as a slip does: in one letter, and in a short
    one not in the first ("tôm" is no "thóc", "cua" no "lúa"); or in its marks alone ("trương" of "trường chuẩn").
    """
    typed = normalise(said).split()
    if fold(" ".join(typed)) == form:
        marks = [(first, second) for first, second in zip(typed, normalise(phrase).split(), strict=True) if first != second]
        among_others = len(typed) >= _SEVERAL and len(marks) == 1
        return among_others or (bool(marks) and not any(_is_known(first, plain=plain) for first, _ in marks))
    pairs = zip(typed, form.split(), strict=False)
    wrong = [(first, second) for first, second in pairs if fold(first) != second]
    return not any(_is_known(first, plain=plain) or _is_another(fold(first), second) for first, second in wrong)


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
