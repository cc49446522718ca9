"""What is asked of the whole and not of one figure: a summary, units side by side; and what is mere talk.

Each is told by classes of words and how they stand together (``overview.toml``): "vài" before "dòng", "nội dung"
before "chính", a document that "nói về gì". Words are compared folded, since these are typed in haste.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from assistant.ask.understanding.clauses import Figures
from assistant.ask.understanding.words import Asked, content_words
from assistant.language.tables import load_table
from assistant.language.text import WORD, fold
from assistant.types import Place

_BREAK = r"[\s,.;:!?…\-–]*"
_STOP = r"\s*[,.;:!?…\n]\s*"


def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return load_table("assistant.ask.understanding", "overview.toml")


@cache
def _any(name: str, *keys: str) -> str:
    """One word of the classes ``keys`` of a table, as a pattern over folded text, the longest first."""
    forms = {fold(word) for key in keys for word in _table()[name][key]}
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))})(?!\w)"


# -- talk --------------------------------------------------------------------------------------------


def talk_of(text: str) -> str | None:
    """What a message is that asks nothing of the documents ("greets", "thanks", "agrees", "abilities"); None for a
    question.

    Who greets may say who asks before the assistant is asked what it can do.
    """
    said = fold(text)
    if (kind := _talk(said)) is not None:
        return kind
    parts = [part for part in re.split(r"[,.;:!?]", said) if WORD.search(part)]
    greeted = len(parts) > 1 and _talk(parts[0]) == "greets"
    return "abilities" if greeted and _talk(parts[-1]) == "abilities" else None


def _talk(said: str) -> str | None:
    """The same of folded words that are nothing but talk, or ask the assistant itself what it can do."""
    if _asks_abilities().search(said):
        return "abilities"
    every = _any("talk", "greets", "thanks", "agrees", "addresses", "things", "manuals", "abilities", "particles")
    if not WORD.search(said) or WORD.search(re.sub(every, " ", said)):
        return None
    has = {key: re.search(_any("talk", key), said) is not None for key in _table()["talk"]}
    asked = has["abilities"] and (has["addresses"] or has["things"]) and re.search(_ASKS, said)
    if asked or has["manuals"]:
        return "abilities"
    agrees = has["agrees"] and not re.search(_ASKS_BACK, said)
    return next((key for key in ("thanks", "greets") if has[key]), "agrees" if agrees else None)


_ASKS_BACK = r"(?<!\w)(?:gi|nao|sao|ai|khong|dau|chua)(?!\w)|\?"
_ASKS = r"(?<!\w)(?:gi|nao|sao|ai|the nao|khong|duoc|hoi|dau|huong dan)(?!\w)"


def without_courtesy(text: str) -> str:
    """A question without the greeting and the request before it, what the answer is for, and the thanks behind it.

    The text itself where there is no other. "Chào em, chị hỏi chút BHYT …" -> "BHYT …"; "Đề nghị tóm tắt … để tôi
    báo cáo lãnh đạo" -> "tóm tắt …".
    """
    said = text.lower()
    if len(said) != len(text):
        return text
    opening = _opening().match(said)
    start = opening.end() if opening else 0
    rest = text[start : _end_of_question(said, start)]
    return rest if WORD.search(rest) else text


def _end_of_question(said: str, start: int) -> int:
    """Where what is asked ends, before thanks, purposes and softening words, each of which may follow another."""
    end = len(said)
    while True:
        found = (closing.search(said, start, end) for closing in _closings())
        cut = next((each.start() for each in found if each and _asks_before(said, start, each)), None)
        if cut is None:
            return end
        end = cut


def _asks_before(said: str, start: int, closing: re.Match[str]) -> bool:
    """Whether all that is asked for stands before a closing."""
    asking = re.compile(_word("asking"))
    if re.search(_word("talk:thanks"), closing.group()):
        return True
    return bool(asking.search(said, start, closing.start())) and not asking.search(closing.group())


@cache
def _word(*keys: str) -> str:
    """One word of the classes ``keys`` of [courtesy] ("talk:thanks" of another table), with its marks or with none.

    Other marks make another word: the "bản" of "bản tin" is no "bạn".
    """
    tables = ((key.rpartition(":")[0] or "courtesy", key.rpartition(":")[2]) for key in keys)
    forms = {form for table, key in tables for word in _table()[table][key] for form in (word, fold(word))}
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))})(?!\w)"


_ADDRESS = "talk:addresses"


@cache
def _opening() -> re.Pattern[str]:
    address, whom = _word(_ADDRESS), rf"(?:{_word(_ADDRESS, 'talk:things')}\s*)"
    greeting = (
        rf"{whom}?{_word('talk:greets')}\s*{whom}*(?:{_word('talk:particles')}{_STOP}|{_STOP}|{whom}(?={address})|$)"
    )
    called = rf"{address}\s+{_word('calls')}"
    wants = rf"(?:{_word('wants')}\s+)*"
    # "Mình hỏi …" goes on with what was asked before.
    wanted = rf"{_word('wants')}\s+{whom}*{_word('asks_on')}"
    of_whom = rf"{_word('of_whom')}\s+{address}(?!\s+{_word('kin')})"
    asked = rf"(?:{_word('requests')}|{wanted}|{of_whom})"
    goes_on = rf"(?:\s*{_word(_ADDRESS, 'goes_on', 'little')})*+"
    request = rf"{whom}*{wants}{asked}{goes_on}(?!\s*{_word('matter')})"
    calm = rf"(?:(?!{_word('asking')})[^,.:;!?\n\d])*"
    state = rf"{_word(_ADDRESS, 'askers')}\s+{_word('states')}{calm}[,.:;!]|{_word('askers')}\s+{_word('asks_on')}"
    polite = rf"(?:(?:{_word('polite')}|{_word('before_address')}\s*{whom})\s*[,.]?\s*)"
    return re.compile(rf"^(?:{polite}*(?:{greeting}|{called}|{request}|{state}){_BREAK})+")


@cache
def _closings() -> tuple[re.Pattern[str], ...]:
    """What may follow a question: thanks, who asks and why, what for, how to answer, a softening word."""
    who, rest = _word(_ADDRESS, "askers"), r"[^.;!?\n]*[.!?\s]*$"
    purpose = rf"(?:{_word('only')}\s+)?(?:{who}\s+(?:{_word('only')}\s+)?\w+|{_word('purposes')})"
    return (
        re.compile(rf"{_STOP}{_word('talk:thanks')}(?:\s*{_word(_ADDRESS, 'talk:particles')})*{_BREAK}$"),
        re.compile(rf"{_STOP}(?:{_word('because')}\s+)?{who}\s+{_word('states')}{rest}"),
        re.compile(rf"(?:{_STOP}|\s+){_word('goes_for')}\s+{purpose}{rest}"),
        re.compile(rf"{_STOP}{_word('answering')}{rest}"),
        re.compile(rf"\s+{_word('softeners')}(?:\s+{_word(_ADDRESS, 'little')})*[.!?\s]*$"),
    )


@cache
def _asks_abilities() -> re.Pattern[str]:
    """As in "bạn giúp được gì cho văn phòng", "trợ lý hỗ trợ tụi tôi những việc gì": whatever it is for."""
    between = rf"(?:\s+{_any('talk', 'particles', 'addresses', 'askers', 'helps')})*?"
    helps = rf"{_any('talk', 'assistants')}{between}\s+{_any('talk', 'helps')}{between}"
    return re.compile(rf"{helps}\s+(?:gi|sao)(?!\w)")


# -- summaries ---------------------------------------------------------------------------------------


def summed_up(
    asked: Asked, figures: Figures, places: Sequence[Place], *, unknown: bool = False
) -> tuple[str, ...] | None:
    """The words that tell which document is to be summed up, () where place and year do; None for another question.

    ``asked`` is without names of places; ``unknown`` tells that it names one that the archive does not know. Whether
    there is a document that these words name is for the archive to say.
    """
    said = fold(asked.words)
    spans = _spans(_asking(), said)
    named = re.search(_any("summary", "documents"), said) is not None
    what = _spans(_told(), said) if named else []
    if not figures.indicators and not spans:
        spans = _spans(re.compile(_any("summary", "states")), said)
    if not ((spans and (named or places or unknown)) or what):
        return None
    several = _spans(re.compile(rf"(?<!\w)may\s+{_any('summary', 'matters', 'things')}"), said)
    if asked.without([*spans, *what, *several]).says("values"):
        return None
    # A bare number is none of an indicator: "sơ kết 6 tháng".
    conditioned = any(clause.indicator for row in figures.any_of for clause in row)
    if conditioned or re.search(_any("summary", "parts"), said):
        return None
    beside = [*spans, *what, *_spans(re.compile(_any("summary", "documents", "beside")), said)]
    beside += _spans(re.compile(rf"{_any('wholes', 'words')}|{_any('summary', 'periods')}"), said)
    return content_words(asked.without([*beside, *_around(said)]))


def wishes_summary(text: str) -> bool:
    """Whether a question opens with the wish for a summary: "Tóm tắt …", "Cho xin vài dòng về …"."""
    return _asking().match(fold(without_courtesy(text)).lstrip()) is not None


def _around(said: str) -> list[tuple[int, int]]:
    """Who asks and what for: "Tôi đang viết diễn văn, tóm tắt …", "tóm tắt … để đưa vào tờ trình".

    What stands before the wish is of the document, unless one is named behind it.
    """
    wish = _asking().search(said)
    if wish is None:
        return []
    named = re.search(_any("summary", "documents", "states", "matters"), said[wish.end() :])
    lead = [(0, wish.start())] if named else []
    purpose = re.compile(rf"{_any('summary', 'purposes')}\s+{_any('summary', 'uses')}.*$", re.DOTALL)
    return [*lead, *(match.span() for match in [purpose.search(said, wish.start())] if match)]


def _spans(words: re.Pattern[str], said: str) -> list[tuple[int, int]]:
    return [match.span() for match in words.finditer(said)]


@cache
def _asking() -> re.Pattern[str]:
    """As in "tóm tắt", "vài dòng", "khoảng 10 dòng", "nội dung chính", "gì nổi bật"."""
    few = rf"(?:(?:{_any('summary', 'few')}|(?<!\w)\d+(?!\w))\s+)+"
    # "Mấy điểm %", "mấy ý kiến", "hai trang trại" are of other things.
    ends = rf"(?=\s*(?:$|[^\w\s%])|\s+{_any('summary', 'main', 'behind_lines')})"
    lines = rf"(?:{_any('summary', 'about')}\s+)?{few}{_any('summary', 'lines')}{ends}"
    matter = rf"{_any('summary', 'matters')}\s+(?:\w+\s+)?{_any('summary', 'main')}"
    return re.compile(rf"{_any('summary', 'manners')}|{lines}(?:\s+{_any('summary', 'main')})?|{matter}")


@cache
def _told() -> re.Pattern[str]:
    """As in "nói về gì", "thông qua những nội dung gì"."""
    links = rf"(?:{_any('summary', 'links')}\s+)*"
    return re.compile(rf"{_any('summary', 'says')}\s+{links}{_any('summary', 'whats')}")


# -- units side by side ------------------------------------------------------------------------------


def compares_wholes(asked: Asked, places: Sequence[Place], fields: Iterable[tuple[int, int]]) -> bool:
    """Whether units are compared with no figure named: "so sánh xã A và xã B"; not what only one matter is asked of.

    ``asked`` is without names of places; ``fields`` are where it names fields of the catalogue ("kinh tế").
    """
    said = fold(asked.words)
    if len(places) < _PAIR or not asked.says("compare") or re.search(_any("summary", "parts"), said):
        return False
    return not content_words(without_wholes(asked).without(fields))


def without_wholes(asked: Asked) -> Asked:
    """Without the words that say only that the whole is meant: "kinh tế - xã hội" is no field of its own."""
    return asked.without(_spans(re.compile(_any("wholes", "words")), fold(asked.words)))


_PAIR = 2
