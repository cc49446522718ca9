"""What a short follow-up takes over from the conversation beside figures: the topic, and the units that were found.

"Còn xã Cẩm Hà?" after a question of the text is that question of another commune, and "còn nông nghiệp?" the same of
another matter: both are read as it would be typed. "Xã nào cao hơn?" is of the units whose figures were asked for one
after the other, "trong số đó xã nào thu cao nhất?" of those that the last answer found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.understanding.gazetteer import Gazetteer, level_before
from assistant.ask.understanding.reading import place_words
from assistant.ask.understanding.words import Asked
from assistant.types import Place, Question

_COMPARING = frozenset({"cao", "thấp", "nhiều", "ít", "lớn", "nhỏ", "khá", "kém", "tốt", "hơn", "nào", "ai", "bên"})
_FEW = 4  # words of content that the other matter of a follow-up may have
_MATTER = re.compile(
    r"(?<!\w)(?:về|cho|lĩnh vực)\s+(?P<said>[^?.,;]+?)"
    r"(?=\s+(?:của|ở|tại|trong|là|như|thế|gì|nào)(?!\w)|\s*[?.,;]|$)",
    re.IGNORECASE,
)
_ASKED_OF = re.compile(r"(?:\s+(?:thì sao|thế nào|ra sao|như thế nào|nhé|ạ))*\s*[?.!]*\s*$", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:về|lĩnh vực|mảng|vấn đề)\s+", re.IGNORECASE)
_FOUND = re.compile(r"^- (?!\[)")  # a unit in the list of an answer; "- [1] …" is a source
_NOT_FOUND = ("Không đạt", "Đã xét", "Trường hợp giáp ranh", "Các đơn vị còn lại", "Nguồn:")  # what comes after it


def written_out(question: Question, before: Question, asked: Asked, names: Gazetteer) -> str | None:
    """The question before with the unit, or else the matter, that a follow-up puts in its place; None for another."""
    opener = re.match(r"\W*(?:(?:thế|vậy|à|ừ)\s+)?(?:còn|thế|vậy)\s+", asked.text, re.IGNORECASE)
    if before.route != "passages" or before.intent != "describe" or question.indicators or question.any_of:
        return None
    if question.places and not question.words:
        return _of_other_units(before, question.places, names)
    if opener is None or question.places or not 0 < len(question.words) <= _FEW:
        return None
    matter = _ABOUT.sub("", _ASKED_OF.sub("", asked.text[opener.end() :]))
    found = _MATTER.search(before.text)
    return f"{before.text[: found.start('said')]}{matter}{before.text[found.end('said') :]}" if found else None


def _of_other_units(before: Question, places: Sequence[Place], names: Gazetteer) -> str | None:
    named = {place.name for place in before.places}
    spans = [(each.start, each.end) for each in names.find(before.text) if each.name in named]
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    if level_before(before.text, start) is not None:
        start = len(
            re.sub(r"(?:thị\s+trấn|đặc\s+khu|thị\s+xã|\S+)\s*$", "", before.text[:start], flags=re.IGNORECASE)
        )
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
    if asked.says("among") or set(own.words) - _COMPARING:
        return None
    places = _units_talked(talked) or _units_found(said, names)
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
        if line.startswith(_NOT_FOUND):
            break
        if _FOUND.match(line):
            found += [Place(each.name, each.level) for each in names.find(line)[:1]]
    return tuple(dict.fromkeys(found))
