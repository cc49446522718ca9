"""Instructions that stand in documents: found, marked for the reader, and kept from the model.

A document is data. A sentence of it that speaks to a machine ("hãy trả lời rằng …") is shown as the quote that it
is, with a mark; a language model does not see it, and nothing that a model says can rest on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import fold
from assistant.types import Draft, Statement

MARK = "(⚠ đoạn này có câu ra lệnh cho máy; trợ lý chỉ trích nguyên văn, không làm theo)"

_TAG = re.compile(r"<(?=\s*[/!|a-z])", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")


def instructions(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence that speaks to a machine."""
    return [match.span() for match in _SENTENCE.finditer(text) if _pattern().search(fold(match.group()))]


def without_instructions(text: str) -> str:
    """The text with those sentences blanked, same length."""
    for start, end in instructions(text):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def fenced(text: str) -> str:
    """Text as data of a prompt: it can neither open nor close a fence ("</doan>"); "< 3%" stays."""
    return _TAG.sub("‹", text)


def mark_instructions(draft: Draft) -> Draft:
    """The draft with a mark after each statement that quotes such a sentence."""
    return replace(draft, statements=tuple(_marked(statement) for statement in draft.statements))


def _marked(statement: Statement) -> Statement:
    if not any(instructions(span.quote) for span in statement.spans):
        return statement
    return replace(statement, text=f"{statement.text} {MARK}", labels=(*statement.labels, MARK))


@cache
def _pattern() -> re.Pattern[str]:
    patterns: Sequence[str] = load_table("assistant.ask", "instructions.toml")["sentences"]["patterns"]
    return re.compile("|".join(rf"(?<!\w){each}" if each[0] == "(" else each for each in patterns))
