"""Which documents of the units named a question is held to: those of a number, those before or since July 2025."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.ask.composing.wording import Library
from assistant.ask.tallying.tally import documents_of
from assistant.ask.understanding.gazetteer import Gazetteer
from assistant.ask.understanding.names import numbered_in
from assistant.language.text import fold, has_diacritics, normalise
from assistant.ledger.units import unit_of
from assistant.types import COMMUNE_LEVELS, Place, Question, Resolution

_MERGED = "(?:sap xep|sap nhap|sat nhap|hop nhat|nhap xa)"
_BEFORE = re.compile(rf"(?<!\w)(?:truoc(?: khi)?|chua) {_MERGED}(?!\w)")
_SINCE = re.compile(rf"(?<!\w)sau(?: khi)? {_MERGED}(?!\w)")


# A document that a result is held against ("có đạt nghị quyết 58 không") says what was planned; what was reached
# stands in another one.
_AS_PLAN = re.compile(
    r"(?<!\w)(?:đạt|vượt|hoàn thành|so|so với|dat|vuot|hoan thanh|so voi)\s+"
    r"(?:(?:được|mức|chỉ tiêu|mục tiêu|kế hoạch|của|theo|trong|yêu cầu|duoc|muc|chi tieu|muc tieu|ke hoach|cua)\s+)*"
    r"(?:nghị quyết|nghi quyet|nq|kế hoạch|ke hoach|kh|chương trình|chuong trinh|ctr)\s*(?:số|so)?\s*\d+[-/\w]*",
    re.IGNORECASE,
)


def held_to_documents(question: Question, books: Library, names: Gazetteer) -> Question:
    """The question held to the documents that it tells of the one unit that it names; as it is where it tells none,
    or the unit has none of them.
    """
    if len(question.places) != 1 or not question.places[0].name or question.places[0].documents:
        return question
    place = question.places[0]
    own = documents_of(replace(place, members=False), list(books.documents.values()))
    numbered = numbered_in(_AS_PLAN.sub(" ", question.text), names)
    held = [each for each in own if each.document_id in numbered] or _of_time(question, own)
    if not held or len(held) == len(own):
        return question
    meant = replace(place, held_to=tuple(sorted(each.document_id for each in held)))
    return _with_place(question, place, meant)


def _with_place(question: Question, place: Place, meant: Place) -> Question:
    places = tuple(meant if each == place else each for each in question.places)
    return replace(question, places=places, also=tuple(_with_place(part, place, meant) for part in question.also))


def _of_time(question: Question, own: list[Resolution]) -> list[Resolution]:
    """Those of a commune of before or since July 2025, where both bear the name and one is said: "xã … (cũ)"."""
    said, name = fold(question.text), question.places[0].name
    old = _BEFORE.search(said) is not None or _says_beside(name, "cũ", question.text)
    new = _SINCE.search(said) is not None or _says_beside(name, "mới", question.text)
    if old == new:
        return []
    return [each for each in own if _is_of_today(each) == new]


def _says_beside(name: str, word: str, text: str) -> bool:
    """Whether a word stands right behind a name, in brackets or not; typed without marks only where a clause ends or
    a bracket stands: "xã Tam Tiến cu" may go on with "cử mấy đại biểu".
    """
    if has_diacritics(text):
        ends = r"(?!\w)(?!\s+(?:đạt|có|thu|chi))"
        return re.search(rf"(?<!\w){re.escape(normalise(name))}\s*\(?\s*{word}{ends}", normalise(text)) is not None
    behind = rf"(?:\s*\(\s*{fold(word)}\s*\)|\s+{fold(word)}\s*(?=[,;.?]|$))"
    return re.search(rf"(?<!\w){re.escape(fold(name))}{behind}", fold(text)) is not None


def _is_of_today(document: Resolution) -> bool:
    """Whether a document is of a commune since July 2025."""
    is_commune = document.identity.level in COMMUNE_LEVELS
    return is_commune and unit_of(document.document_id, document.identity).district == ""
