"""A description put into words by a language model, from evidence that was already chosen.

The model only phrases: it sees the quotes of the composed answer under keys (``c1`` …) with the rows of the ledger
that were read from them, and says sentences that end with a key. Which of them are shown is for ``verify``. It is
never asked about the ledger itself.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from assistant.ask.instructions import fenced, without_instructions
from assistant.errors import ModelUnavailable
from assistant.language.quantities import format_number
from assistant.language.text import UPPER
from assistant.language.thoughts import OPENING, THOUGHT
from assistant.ports import ChatModel
from assistant.types import Comparator, Draft, Indicator, Question, Span, Statement
from prompts import render

PROMPT = "answer"
# Characters that one token holds at least; cautious, since Vietnamese letters with marks cost more than English ones.
CHARACTERS_A_TOKEN = 2
LONGEST = 1200  # characters that a model may say without ending a sentence; the rest is not waited for

_KEYS = r"\[c\d{1,3}(?:\s*[,;]\s*c\d{1,3})*\]"
_KEY = re.compile(_KEYS)
# A sentence ends with its line, or with its keys where a new one begins on the same line.
_END = re.compile(rf"\n|{_KEYS}[.;,]?(?=[ \t]+[{UPPER}0-9*•–-])")
_MARKUP = re.compile(r"^[\s>#*•–-]+|^\d{1,2}[.)]\s+|\*\*|__|`|\[\d+\]")
_NOTHING = re.compile(r"\W*không có\W*", re.IGNORECASE)
_SIGNS: dict[Comparator, str] = {"=": "", ">": "trên ", ">=": "từ ", "<": "dưới ", "<=": "không quá ", "range": "từ "}
_KINDS = {"target": "chỉ tiêu đặt ra", "actual": "kết quả"}


@dataclass(frozen=True, slots=True)
class Keyed:
    """A piece of evidence under its key: its span, the composed statement that quotes it, whose document it is, and
    the rows of the ledger read from it. ``text`` is what a model sees, and all that its words may rest on.
    """

    key: str
    span: Span
    composed: Statement
    about: str
    rows: tuple[Indicator, ...]

    @property
    def text(self) -> str:
        """The quote without sentences that speak to a machine, same length."""
        return without_instructions(self.span.quote)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a model said between two ends, without markup, and the keys that it gave."""

    text: str
    keys: tuple[str, ...]

    @property
    def declines(self) -> bool:
        """Whether the model says that the evidence does not answer."""
        return not self.keys and _NOTHING.fullmatch(self.text) is not None


def keyed(draft: Draft, rows: Sequence[Indicator], *, tokens: int) -> list[Keyed]:
    """The evidence of a composed answer under keys, as much of it as fits into ``tokens``."""
    found: list[Keyed] = []
    left = tokens * CHARACTERS_A_TOKEN
    about = ""
    for statement in draft.statements:
        if not statement.spans and statement.labels:
            about = statement.labels[0]  # the line that says whose document the next quotes are from
        for span in statement.spans:
            if any(each.span == span for each in found) or len(span.quote) > left:
                continue
            left -= len(span.quote)
            within = tuple(row for row in rows if _lies_in(row, span))
            found.append(Keyed(f"c{len(found) + 1}", span, statement, about, within))
    return found


def write(
    question: Question,
    evidence: Sequence[Keyed],
    model: ChatModel,
    *,
    conversation: str = "",
    seconds: float = math.inf,
) -> Generator[Sentence]:
    """What the model says, sentence by sentence, each as soon as it is whole.

    Closing the generator ends the request. Raises ``ModelUnavailable``, also where the answer takes more than
    ``seconds``: whoever calls decides what that means.
    """
    asked = render(
        PROMPT,
        question=fenced(question.standalone),
        conversation=fenced(conversation),
        evidence="\n".join(map(_evidence, evidence)),
        rows="\n".join(_row(each.key, row) for each in evidence for row in each.rows) or "(không có)",
    )
    with closing(model.stream(asked)) as pieces:
        yield from sentences(_in_time(pieces, seconds))


def _in_time(pieces: Iterable[str], seconds: float) -> Iterator[str]:
    end = time.monotonic() + seconds
    for piece in pieces:
        if time.monotonic() > end:
            raise ModelUnavailable(f"Mô hình ngôn ngữ viết quá {seconds:g} giây nên bị dừng.")
        yield piece


def sentences(pieces: Iterable[str]) -> Iterator[Sentence]:
    """Cuts what a model says into sentences; what it thinks aloud before (``<think>``) is left out."""
    said = ""
    for piece in pieces:
        said = THOUGHT.sub("", said + piece)
        if OPENING in said:
            continue
        while end := _END.search(said):
            yield from _sentence(said[: end.end()])
            said = said[end.end() :]
        if len(said) > LONGEST:
            break
    if OPENING not in said:
        yield from _sentence(said)


def _sentence(said: str) -> Iterator[Sentence]:
    keys = dict.fromkeys(key for group in _KEY.findall(said) for key in re.findall(r"c\d+", group))
    text = _MARKUP.sub("", _MARKUP.sub("", re.sub(rf"\s*{_KEYS}", "", said).strip())).strip()
    if text or keys:
        yield Sentence(text, tuple(keys))


def _lies_in(row: Indicator, span: Span) -> bool:
    return row.document_id == span.document_id and span.start <= row.start and row.end <= span.end


def _evidence(each: Keyed) -> str:
    return f"[{each.key}] ({fenced(each.about)}) <doan>{fenced(each.text)}</doan>"


def _row(key: str, row: Indicator) -> str:
    """As in "c1 | Thu nhập bình quân | từ 58 triệu đồng/người/năm | 2024 | chỉ tiêu đặt ra"."""
    high = f" đến {format_number(row.value_max)}" if row.value_max is not None else ""
    direction = f"{row.direction} " if row.direction else ""
    amount = f"{direction}{_SIGNS[row.comparator]}{format_number(row.value)}{high} {row.unit}".strip()
    return " | ".join((key, fenced(row.label), amount, str(row.year or "không ghi năm"), _KINDS[row.kind]))
