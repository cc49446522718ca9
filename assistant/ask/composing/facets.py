"""A description of one side of a matter: the sentences that tell it, whole and in order, document by document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.ask.composing.wording import Library, capital, document_words
from assistant.ask.retrieving.facets import SPEAKS, SURE, Side
from assistant.ask.retrieving.said import SHARED
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.understanding.facets import Facet
from assistant.types import Draft, Resolution, Span, Statement

_OF_SECTIONS: frozenset[Facet] = frozenset(
    {"limitations", "causes", "requests", "directives", "lessons", "views"}
)  # told in sections or paragraphs of their own
_BY_WORDS: frozenset[Facet] = frozenset(
    {"unmet", "causes", "deadline", "directives", "exceptions", "consequences"}
)  # told by words of their own
MAX_DOCUMENTS = 20  # documents that a description over all of them puts one after the other
_UNCLEAR = " (chỉ là câu gần nhất, chưa có đủ các từ của câu hỏi)"
_IN_GENERAL = " (văn bản nêu chung)"
_NAMES: dict[Facet, str] = {
    "unmet": "Chỉ tiêu, tiêu chí không đạt",
    "limitations": "Hạn chế, việc chưa làm được",
    "causes": "Nguyên nhân",
    "solutions": "Giải pháp, việc sẽ làm",
    "praise": "Ưu điểm, việc làm tốt",
    "priorities": "Khâu đột phá, việc ưu tiên",
    "responsibility": "Phân công, trách nhiệm",
    "directives": "Yêu cầu, lưu ý của cấp trên",
    "deadline": "Thời hạn",
    "in_force": "Hiệu lực",
    "requests": "Đề nghị, kiến nghị",
    "lessons": "Bài học kinh nghiệm",
    "views": "Quan điểm",
    "exceptions": "Trường hợp không thuộc diện, ngoại lệ",
    "consequences": "Xử lý, hệ quả",
}


def compose_sides(found: Sequence[tuple[Facet, str, Sequence[Side]]], books: Library) -> Draft | None:
    """The sides told, each with its document; None where nothing was found.

    It is clear where a section or a paragraph of its own tells a side.

    ``found`` are side, document id and sentences, in the order in which they are to be told.
    """
    statements: list[Statement] = []
    documents = list(dict.fromkeys(document_id for _, document_id, _ in found))[:MAX_DOCUMENTS]
    for document_id in documents:
        document = books.of(document_id)
        label = capital(document_words(document))
        clear = any(
            side.matter >= SPEAKS or facet == "unmet"
            for facet, key, sides in found
            if key == document_id
            for side in sides
        )
        statements.append(Statement(f"**{label}**{'' if clear else _UNCLEAR}", labels=(label,)))
        told: set[Stretch] = set()
        for facet, _, sides in (each for each in found if each[1] == document_id):
            # A sentence that tells two sides is quoted under the first.
            rest = [each for each in sides if each.stretch not in told]
            general = _IN_GENERAL if all(each.general for each in rest) else ""
            statements += [Statement(f"{_NAMES[facet]}{general}:")] if rest else []
            quoted = [_quoted(each, document) for each in rest]
            statements += [each for at, each in enumerate(quoted) if not _is_within(each, quoted, at)]
            told |= {each.stretch for each in rest}
    if not statements:
        return None
    clear = any(_is_clear(facet, side) for facet, _, sides in found for side in sides)
    return Draft("answered", tuple(statements), clear=clear)


def _is_clear(facet: Facet, side: Side) -> bool:
    """Whether a sentence surely tells its side, of the matter asked: by a word of the side, or below its heading."""
    if facet in _BY_WORDS and side.tells >= 1 and (side.matter >= SURE or facet == "unmet"):
        return side.evidence >= SHARED or facet == "unmet"
    return facet in _OF_SECTIONS and side.under


def _is_within(statement: Statement, quoted: Sequence[Statement], at: int) -> bool:
    """Whether what the statement at a place quotes is quoted with another: one before it, or a longer one behind."""
    own = statement.spans[0]
    told = ((number, each.spans[0]) for number, each in enumerate(quoted) if number != at)
    return any(
        each.start <= own.start
        and own.end <= each.end
        and (number < at or (each.start, each.end) != (own.start, own.end))
        for number, each in told
    )


def _quoted(side: Side, document: Resolution) -> Statement:
    stretch = side.stretch
    section = document.label_at(stretch.start)
    start = stretch.start
    if _POINTS_BACK.match(stretch.quote) and (before := list(_BEFORE.finditer(stretch.before))):
        start = document.text.rfind("\n", 0, start) + 1 + before[-1].start()
    end = _end_of_answer(stretch, document) if stretch.quote.rstrip("*_ ").endswith("?") else stretch.end
    quote = document.text[start:end]
    span = Span(document.document_id, section, start, end, quote)
    words = " ".join(quote.split()) if end != stretch.end else quote
    return Statement(f"- {words.lstrip('-–+*• ')}", spans=(span,))


def _end_of_answer(stretch: Stretch, document: Resolution) -> int:
    """Where the answer to a question that a text quotes ends: its next sentence, of its line or the next one."""
    answer = _ANSWER.match(document.text, stretch.end)
    return answer.end() if answer is not None and not answer.group().rstrip().endswith("?") else stretch.end


_ANSWER = re.compile(r"[\s*_]*[^.!?\n](?:[^.!?\n]|[.!?](?=[^\s*]))*[.!?]?")


# A sentence that says only "that is" is told with the one before it.
_POINTS_BACK = re.compile(
    r"[^.;]{0,24}?(?<!\w)(?:đấy|đó|đây|điều này|việc này|điều đó|như vậy) là(?!\w)", re.IGNORECASE
)
_BEFORE = re.compile(r"[^.!?\s](?:[^.!?]|[.!?](?=\S))*[.!?]*\s*")
