"""A follow-up that names its indicator by what differs from the one before: "Thế còn chi?" after "thu ngân sách".

The words of the follow-up take the place of a stretch of the old name; where that makes a name of the catalogue, it
is the one that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from assistant.ask.understanding.words import Asked
from assistant.language.catalogue import GAP, asking_catalogue, once_for_catalogue
from assistant.language.text import WORD, fold, normalise

_MOST_SAID = 3  # words of the follow-up that may name what differs


def renamed(asked: Asked, before: Sequence[str]) -> str | None:
    """The indicator that a follow-up names by what differs from the first of ``before``; None where it names none."""
    entry = asking_catalogue().entries.get(before[0]) if before else None
    if entry is None:
        return None
    said = [match.group() for match in WORD.finditer(asked.words)]
    known = _by_name(plain=asked.plain)
    names = (entry.name, *entry.synonyms, *entry.phrases)
    own = dict.fromkeys(fold(name) if asked.plain else normalise(name) for name in names)
    # "Bao nhiêu hộ" after "giảm nghèo" makes "hộ nghèo", another name of the same.
    found = [
        (kept, known[made])
        for name in own
        for kept, made in _made(name.split(), said)
        if made not in own and known.get(made, entry.id) != entry.id
    ]
    return max(found, key=lambda each: each[0])[1] if found else None


def _made(name: Sequence[str], said: Sequence[str]) -> Iterator[tuple[int, str]]:
    """How many words of a name are kept, and the name with a stretch of ``said`` in the place of the others."""
    stretches = [
        said[begin : begin + size] for size in range(1, _MOST_SAID + 1) for begin in range(len(said) - size + 1)
    ]
    for begin, end in combinations(range(len(name) + 1), 2):
        kept = len(name) - (end - begin)
        for stretch in stretches if kept else ():
            yield kept, " ".join((*name[:begin], *stretch, *name[end:]))


@once_for_catalogue
def _names() -> Mapping[bool, Mapping[str, str]]:
    tables: dict[bool, dict[str, str]] = {False: {}, True: {}}
    for entry in asking_catalogue().entries.values():
        for name in (entry.name, *entry.synonyms, *entry.phrases):
            if GAP not in name:
                tables[False].setdefault(normalise(name), entry.id)
                tables[True].setdefault(fold(name), entry.id)
    return tables


def _by_name(*, plain: bool) -> Mapping[str, str]:
    """Every name of the catalogue, in normal form or folded, and its indicator."""
    return _names()[plain]
