"""Names of administrative units as they stand in a text: a level word and the name after it.

A name is read whole: "Trường Xuân Thiều" is not "Trường Xuân". Nothing is guessed here; whether a name says
where a document comes from is decided in ``ingest/identify.py``, and which documents a question means in
``ask/understand.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.language.tables import load_table
from assistant.language.text import LOWER, UPPER, normalise

_TABLE = load_table("assistant.language", "places.toml")
LEVEL_WORDS: dict[str, str] = _TABLE["levels"]
_SHORT: dict[str, str] = _TABLE["short"]
COMMITTEE_WORDS: dict[str, str] = _TABLE["committees"]
_OPENERS: dict[str, str] = {
    **LEVEL_WORDS,
    **COMMITTEE_WORDS,
    **{short: LEVEL_WORDS[word] for short, word in _SHORT.items()},
}
VILLAGE_WORDS: tuple[str, ...] = tuple(_TABLE["villages"]["words"])


def is_village(levels: Iterable[str]) -> bool:
    """Whether one of some levels is below the commune."""
    return not set(levels).isdisjoint(VILLAGE_WORDS)


_CENTRAL_CITIES = frozenset(_TABLE["central"]["cities"])
_NO_NAME, _NO_NAME_IN_CAPITALS = (
    re.compile(rf"(?:{'|'.join(ends)})(?!\w)")
    for ends in (
        _TABLE["no_name"]["ends"],
        [*_TABLE["no_name"]["ends"], *_TABLE["no_name"]["ends_in_capitals"]],
    )
)
_NO_NAME_ALONE = frozenset(_TABLE["no_name"]["alone"])
_SOCIETY = re.compile(_TABLE["no_name"]["society"])
_DASHED: dict[str, str] = {name.partition(" - ")[0].lower(): name for name in _TABLE["dashed"]["names"]}
_JOINT = "['\u2019\u02bc`-]"  # within a syllable: "Ea H'leo", "K'Bang", "Pa-Cô"
_LONGEST_FIRST = sorted(_OPENERS, key=len, reverse=True)
_OPENER, _OPENER_IN_CAPITALS = (
    "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    for words in (_LONGEST_FIRST, [word.upper() for word in _LONGEST_FIRST])
)
_JOINED = rf"(?:{_JOINT}(?!(?i:{_OPENER})(?!\w))[{UPPER}{LOWER}]+)?"
_SYLLABLE = rf"[{UPPER}][{LOWER}]*{_JOINED}"
_SYLLABLE_IN_CAPITALS = rf"[{UPPER}]+{_JOINED}"
_IN_TEXT = re.compile(rf"(?<!\w)(?P<level>(?i:{_OPENER}))\s+(?P<name>{_SYLLABLE}(?:\s+{_SYLLABLE}){{0,3}})(?!\w)")
_IN_CAPITALS = re.compile(
    rf"(?<!\w)(?P<level>{_OPENER_IN_CAPITALS}|(?i:{_OPENER})(?=\s+[{UPPER}]{{2}}))\s+"
    rf"(?P<name>{_SYLLABLE_IN_CAPITALS}(?:\s+{_SYLLABLE_IN_CAPITALS}){{0,5}})(?!\w)"
)
_NUMBERED = re.compile(r"(?<!\w)(?P<level>(?i:phường|quận))\s+(?P<name>\d{1,2})(?![\w%/]|[.,]\d)")
_ENDS_NAME = re.compile(rf"\s*(?:$|[,;:.()–|»/\n-]|(?i:{_OPENER})(?!\w))")
MAX_SYLLABLES = 4
_LONGEST_NAME = 100  # characters in which a name ends and the words after it show
PROVINCES: frozenset[str] = frozenset(normalise(name) for name in _TABLE["provinces"]["names"])


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit named in a text; ``start``/``end`` span the name, and the level word opens at ``opens``."""

    level: str
    name: str
    start: int
    end: int
    opens: int


def named_units(text: str, *, short: bool = False) -> list[NamedUnit]:
    """Every "xã Trường Xuân", "Huyện ủy Thọ Xuân", "TỈNH LẠNG SƠN" of a text, in order.

    With ``short`` also communes of one syllable ("xã Gào,") and of a number ("phường 5"), which are easily mistaken.
    """
    found = {unit.start: unit for line in _lines(text) for unit in _in_line(*line, short=short)}
    return [found[start] for start in sorted(found)]


def ends_name(following: str) -> bool:
    """Whether what follows a level word is no name, but a common word with a capital ("Làng Văn hóa")."""
    return _NO_NAME.match(normalise(following[:_LONGEST_NAME])) is not None


def level_of(word: str, following: str) -> str:
    """The level that a level word gives to the name in ``following`` (normal form); some cities are provinces."""
    name = following.split()[:MAX_SYLLABLES]
    central = any(" ".join(name[:size]) in _CENTRAL_CITIES for size in range(1, len(name) + 1))
    return "tỉnh" if central and word == "thành phố" else LEVEL_WORDS[word]


def _lines(text: str) -> Iterator[tuple[str, int]]:
    for match in re.finditer(r"[^\n]+", text):
        yield match.group(), match.start()


def _in_line(line: str, offset: int, *, short: bool) -> Iterator[NamedUnit]:
    for pattern in (_IN_TEXT, _IN_CAPITALS):
        position = 0
        while match := pattern.search(line, position):
            position = match.start("name")
            unit = _unit(match, line, offset, short=short)
            if unit is not None:
                position = unit.end - offset
                yield unit
    if short:
        for match in _NUMBERED.finditer(line):
            yield _placed(_level_word(match), match["name"], match, offset, match.end())


def _unit(match: re.Match[str], line: str, offset: int, *, short: bool) -> NamedUnit | None:
    """The unit of a match, cut where its name ends; None where what follows the level word is no name."""
    word = _level_word(match)
    words = _name_words(match["name"], line[match.start("name") :][:_LONGEST_NAME])
    if not words or _is_society(word, words[0], line[: match.start()]):
        return None
    end = match.start("name") + _length(match["name"], len(words))
    if len(words) == 1 and normalise(words[0]) in _NO_NAME_ALONE:
        return None
    if len(words) == 1 and not _may_be_one(_OPENERS[word], line[end:], short=short):
        return None
    name, end = _whole(title_case(" ".join(words)), line, end)
    return _placed(word, name, match, offset, end)


def _whole(name: str, line: str, end: int) -> tuple[str, int]:
    """A name with the rest of it behind a dash, "Bà Rịa" - "Vũng Tàu", and where it ends."""
    dashed = _DASHED.get(name.lower())
    rest = dashed.partition(" - ")[2] if dashed else ""
    match = re.match(rf"\s*[-–]\s*{re.escape(rest)}(?!\w)", line[end:], re.IGNORECASE) if rest else None
    return (dashed, end + match.end()) if dashed and match else (name, end)


def _is_society(word: str, first: str, before: str) -> bool:
    """Whether "xã Hội" is the end of "kinh tế - xã hội"."""
    return (
        word == "xã" and normalise(first) == "hội" and _SOCIETY.search(normalise(before[-_LONGEST_NAME:])) is not None
    )


def _level_word(match: re.Match[str]) -> str:
    return " ".join(normalise(match["level"]).split())


def _may_be_one(level: str, following: str, *, short: bool) -> bool:
    """Whether a single syllable may be a name: districts and provinces ("Huế"), communes only when ``short``."""
    if level in ("tỉnh", "huyện"):
        return re.match(rf"\s+[{LOWER}]", following) is None
    return short and _ENDS_NAME.match(following) is not None


def _placed(word: str, name: str, match: re.Match[str], offset: int, end: int) -> NamedUnit:
    level = _OPENERS[word]
    if normalise(name) in _CENTRAL_CITIES:
        level = "tỉnh"
    elif word == "thành ủy":
        level = "huyện"
    return NamedUnit(level, name, offset + match.start("name"), offset + end, offset + match.start())


def _name_words(name: str, following: str) -> list[str]:
    """The syllables of ``name`` before the first that ends it; ``following`` is the text from the name on."""
    words: list[str] = []
    lowered = normalise(following)
    ends = _NO_NAME_IN_CAPITALS if name.isupper() else _NO_NAME
    for match in re.finditer(r"\S+", name):
        ended = len(words) < MAX_SYLLABLES and ends.match(lowered, match.start())
        if len(words) == MAX_SYLLABLES or (ended and not _closes(lowered, match, words)):
            break
        words.append(match.group())
    return words


def _closes(lowered: str, match: re.Match[str], words: Sequence[str]) -> bool:
    """Whether a word that ends names in capitals is the second of one that ends with it: "HUYỆN LƯƠNG ĐẠT"."""
    last = len(words) == 1 and _LINE_END.match(lowered, match.end()) is not None
    return last and not _NO_NAME.match(lowered, match.start())


_LINE_END = re.compile(r"\s*(?:$|\n|[,;|(–-])")


def _length(text: str, count: int) -> int:
    """Characters that the first ``count`` words of ``text`` take."""
    return [match.end() for match in re.finditer(r"\S+", text)][count - 1]


def title_case(name: str) -> str:
    """As in "TRƯỜNG XUÂN" -> "Trường Xuân"; a name already in mixed case stays."""
    return " ".join(word.capitalize() if word.isupper() else word for word in name.split())
