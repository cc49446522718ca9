"""What a short follow-up takes over from the conversation beside figures: the topic, and the units that were found.

"Còn xã Cẩm Hà?" after a question of the text is that question of another commune, "còn nông nghiệp?" the same of
another matter, and "còn 5 sao?" of another grade: all are read as they would be typed.
"Xã nào cao hơn?" is of the units whose figures were asked for one
after the other, "trong số đó xã nào thu cao nhất?" of those that the last answer found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.ask.understanding.gazetteer import Gazetteer, level_before
from assistant.ask.understanding.reading import place_words
from assistant.ask.understanding.words import Asked, content_words, lists
from assistant.language.tables import load_table
from assistant.language.text import fold
from assistant.types import Place, Question

_FEW = 4  # words of content that the other matter of a follow-up may have
_FOUND = re.compile(r"^- (?!\[)")  # a unit in the list of an answer; "- [1] …" is a source


@dataclass(frozen=True, slots=True)
class _Words:
    """The table as patterns.

    ``matter`` finds what a question is about (its group "said"), ``level`` the word of a level at the end of a text.
    """

    opener: re.Pattern[str]
    matter: re.Pattern[str]
    about: re.Pattern[str]
    asked_of: re.Pattern[str]
    level: re.Pattern[str]
    not_found: tuple[str, ...]
    times: frozenset[str]


@cache
def _words() -> _Words:
    table = load_table("assistant.ask.understanding", "carried.toml")
    one = {name: _any_of(words) for name, words in table.items()}
    return _Words(
        opener=_pattern(
            rf"\W*(?:(?:{one['before_opener']}\s+)?{one['opener']}\s+"
            rf"|(?:{one['alone']}\s+)?(?={one['about']}\s.+\s{one['asks_on']}\W*$))"
        ),
        matter=_pattern(
            rf"(?<!\w){one['of_matter']}\s+(?P<said>[^?.,;]+?)(?=\s+{one['after_matter']}(?!\w)|\s*[?.,;]|$)"
        ),
        about=_pattern(rf"^{one['about']}\s+"),
        asked_of=_pattern(rf"(?:\s+{one['asked_of']})*\s*[?.!]*\s*$"),
        level=_pattern(rf"(?:{one['levels']}|\S+)\s*$"),
        not_found=tuple(table["not_found"]),
        times=frozenset(map(fold, table["times"])),
    )


def _any_of(words: Sequence[str]) -> str:
    written = (r"\s+".join(map(re.escape, each.split())) for each in sorted(words, key=len, reverse=True))
    return f"(?:{'|'.join(written)})"


def _pattern(said: str) -> re.Pattern[str]:
    return re.compile(said, re.IGNORECASE)


def written_out(question: Question, before: Question, asked: Asked, names: Gazetteer) -> str | None:
    """The question before with the unit, or else the matter, that a follow-up puts in its place; None for another."""
    opener = _words().opener.match(asked.text)
    if opener is not None and (other := _of_other_number(asked.text[opener.end() :], before)) is not None:
        return other
    if before.route != "passages" or before.intent != "describe" or question.indicators or question.any_of:
        return None
    if question.places and not question.words:
        return _of_other_units(before, question.places, names)
    if opener is None or question.places or not 0 < len(question.words) <= _FEW:
        return None
    matter = _words().about.sub("", _words().asked_of.sub("", asked.text[opener.end() :]))
    found = _words().matter.search(before.text)
    return f"{before.text[: found.start('said')]}{matter}{before.text[found.end('said') :]}" if found else None


def _of_other_number(said: str, before: Question) -> str | None:
    """The question before with another number of the same thing, where a follow-up says nothing else: "5 sao" after
    "được thưởng bao nhiêu cho 3 sao", "hạng 2" after "hạng 1".
    """
    matter = _words().asked_of.sub("", said).strip()
    for shape in _NUMBERED:
        if (own := shape.fullmatch(matter)) is None or fold(own["thing"]) in _words().times:
            continue
        same = [each for each in shape.finditer(before.text) if fold(each["thing"]) == fold(own["thing"])]
        if len(same) == 1 and same[0]["number"] != own["number"]:
            start, end = same[0].span("number")
            return f"{before.text[:start]}{own['number']}{before.text[end:]}"
    return None


_NUMBERED = (
    re.compile(
        r"(?<!\w)(?:(?:hạng|loại|mức|hang|loai|muc)\s+)?(?P<number>\d+)\s+(?P<thing>[^\W\d_]+)(?!\w)", re.IGNORECASE
    ),
    re.compile(r"(?<!\w)(?P<thing>[^\W\d_]+)\s+(?P<number>\d+|[IVX]+)(?!\w)", re.IGNORECASE),
)


def _of_other_units(before: Question, places: Sequence[Place], names: Gazetteer) -> str | None:
    named = {place.name for place in before.places}
    spans = [(each.start, each.end) for each in names.find(before.text) if each.name in named]
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    if level_before(before.text, start) is not None:
        start = len(_words().level.sub("", before.text[:start]))
    return f"{before.text[:start]}{' và '.join(map(place_words, places))}{before.text[end:]}"


def points_at_talked(asked: Asked) -> bool:
    """Whether a question may be of the units that the conversation is about."""
    return asked.says("among") or (asked.says("which_unit") and (asked.says("higher") or asked.says("lower")))


def over_talked(
    own: Question, read: Question, asked: Asked, talked: Sequence[Question], *, said: str, names: Gazetteer
) -> Question | None:
    """A question of the highest or lowest over the units that the conversation is about; None for any other.

    ``own`` is the question by itself, ``read`` as it leans on those before it (``talked``); ``said`` is the answer to
    the last of them.
    """
    before = talked[-1]
    if own.places or own.any_of or before.route != "ledger" or not before.indicators:
        return None
    if own.indicators:
        among = asked.says("among") and own.intent in ("superlative", "rank", "compare")
        places = _units_found(said, names) if among and own.indicators != before.indicators else ()
        return replace(read, places=places, levels=()) if len(places) > 1 else None
    if _names_matter(own, asked):
        return None
    places = _units_talked(talked) or _units_found(said, names)
    places = places[-2:] if asked.says("pair") else places
    if len(places) < 2:
        return None
    return replace(
        before,
        text=own.text,
        intent="superlative",
        any_of=(),
        places=places,
        levels=(),
        highest=not asked.says("lower"),
        limit=None,
        yes_no=False,
        also=(),
        corrections=(),
        unread=(),
    )


def _names_matter(own: Question, asked: Asked) -> bool:
    """Whether something is asked for beside which of the units has more: "xã nào nhiều trâu hơn"."""
    comparing = (match.span() for match in asked.all(lists()["comparing"]))
    return bool(set(content_words(asked.without(comparing))) & set(own.words))


def _units_talked(talked: Sequence[Question]) -> tuple[Place, ...]:
    """The units that were asked of, one after the other, for the same figures; () where that was one."""
    found: list[Place] = []
    for each in reversed(talked):
        if each.indicators != talked[-1].indicators or not each.places:
            break
        found = [*each.places, *found]
    places = tuple(dict.fromkeys(place for place in found if place.name))
    return places if len(places) > 1 else ()


def _units_found(said: str, names: Gazetteer) -> tuple[Place, ...]:
    """The units that the list of an answer holds, before what did not fulfil the condition."""
    found: list[Place] = []
    for line in said.splitlines():
        if line.startswith(_words().not_found):
            break
        if _FOUND.match(line):
            found += [Place(each.name, each.level) for each in names.find(line)[:1]]
    return tuple(dict.fromkeys(found))
