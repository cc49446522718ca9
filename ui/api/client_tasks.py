"""Prompts that chat clients send by themselves: the user's own words are found in them, or the task is done plainly.

A client asks for a title, tags, search queries or further questions, or wraps the question into a template. Read as
questions, their digits would be conditions. What tells them stands in ``client_tasks.toml``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.language.tables import load_table

_TITLE_WORDS = 8
_FLAGS = re.IGNORECASE | re.DOTALL | re.MULTILINE


@dataclass(frozen=True, slots=True)
class Task:
    """A task of a client; ``reply`` is what answers it."""

    kind: str
    reply: str


@dataclass(frozen=True, slots=True)
class _Rules:
    question: tuple[re.Pattern[str], ...]
    wrapped: re.Pattern[str]
    user: re.Pattern[str]
    unnamed: re.Pattern[str]
    system: tuple[re.Pattern[str], ...]
    own: re.Pattern[str]
    tasks: dict[str, tuple[str, tuple[re.Pattern[str], ...]]]


@cache
def _rules() -> _Rules:
    table: dict[str, Any] = dict(load_table("ui.api", "client_tasks.toml"))
    return _Rules(
        question=_compiled(table["question"]["patterns"]),
        wrapped=re.compile(table["question"]["wrapped"], _FLAGS),
        user=re.compile(table["conversation"]["user"], re.MULTILINE),
        unnamed=re.compile(table["conversation"]["unnamed"], re.MULTILINE),
        system=_compiled(table["system"]["patterns"]),
        own=re.compile(table["system"]["own"], _FLAGS),
        tasks={kind: (task["field"], _compiled(task["patterns"])) for kind, task in table["task"].items()},
    )


def _compiled(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, _FLAGS) for pattern in patterns)


def task_of(text: str, *, system: str = "") -> Task | None:
    """The task that a message is, or that ``system`` makes of it; None where it is a question, wrapped or not."""
    for kind, (field, patterns) in _rules().tasks.items():
        if any(pattern.search(text) for pattern in patterns):
            return Task(kind, _reply(kind, field, text))
    if not _rules().own.search(system) and any(pattern.search(system) for pattern in _rules().system):
        return Task("title", _reply("title", "title", text, asked=system))
    if re.match(r"\s*###\s*task:", text, re.IGNORECASE) and question_in(text) == text:
        return Task("unknown", "Trợ lý này chỉ trả lời câu hỏi về văn bản trong kho.")
    return None


def question_in(text: str) -> str:
    """The user's own words in a message: of a template what stands where it puts the question, else all of it."""
    rules = _rules()
    if not rules.wrapped.search(text):
        return text
    for pattern in rules.question:
        said = [match["said"] for match in pattern.finditer(text) if match["said"].strip()]
        if said:
            return said[-1]
    return text


def _said(text: str) -> list[str]:
    """The user's own lines in a conversation that is told again."""
    patterns = (_rules().user, _rules().unnamed)
    found = ([match[match.lastgroup or 0] for match in pattern.finditer(text)] for pattern in patterns)
    return next(filter(None, found), [])


def _reply(kind: str, field: str, text: str, *, asked: str = "") -> str:
    """What the client wants to have, from the user's own lines: as JSON where it asks for JSON.

    Where that is ``asked`` apart from the text, a text without such lines is the user's.
    """
    said = _said(text) or ([text.strip()] if asked and text.strip()[:1].isalnum() else [])
    replies: dict[str, Any] = {
        "title": " ".join(said[0].split()[:_TITLE_WORDS]).rstrip("?.!:;,") if said else "Tra cứu nghị quyết",
        "tags": ["Nghị quyết"],
        "queries": said[-1:],
        "follow_ups": [],
        "other": "",
    }
    reply = replies[kind]
    if re.search(rf"[\"'{{]\s*{field}\b|\bjson\b", asked or text, re.IGNORECASE):
        return json.dumps({field: reply}, ensure_ascii=False)
    return reply if isinstance(reply, str) else "\n".join(reply)
