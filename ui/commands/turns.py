"""Questions and conversations from files that people write; a defect is named with its line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.errors import InvalidSetting
from assistant.types import Turn
from eval.jsonl import Field, Line, field_defects, is_text, optional, read_lines, read_text
from ui.api.schemas import TurnCreate

_TURN_REMEDY = 'ghi {"role": "user" hoặc "assistant", "content": "…"}'
_TURNS = TypeAdapter(list[TurnCreate])
_ROLE = Field("role", lambda value: value in ("user", "assistant"), 'ghi "user" hoặc "assistant"')
_CONTENT = Field("content", lambda value: isinstance(value, str), "ghi lời nói là một chuỗi")


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a batch; ``id`` is whatever the line carries and goes back with the answer."""

    id: Any
    question: str
    history: tuple[Turn, ...] = ()


def read_history(path: Path) -> list[Turn]:
    """A conversation: a JSON array of turns, or one turn a line."""
    text = read_text(path)
    if not text.lstrip().startswith("["):
        return [_turn(line.value) for line in read_lines(path, defects=_turn_defects)]
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidSetting(f"{path.name}:{error.lineno}: không phải JSON ({error.msg}).") from error
    try:
        return [Turn(turn.role, turn.content) for turn in _TURNS.validate_python(given)]
    except ValidationError as error:
        at = error.errors()[0]["loc"][0]
        raise InvalidSetting(f"{path.name}: lượt thứ {int(at) + 1} không dùng được; {_TURN_REMEDY}.") from error


def read_questions(path: Path) -> list[Asked]:
    """A batch for ``ask``: ``{"id", "question", "history"}`` a line."""
    fields = (
        Field("question", lambda value: isinstance(value, str), "ghi câu hỏi là một chuỗi"),
        Field("history", optional(_is_history), f"ghi danh sách, mỗi lượt {_TURN_REMEDY}"),
    )
    lines = read_lines(path, defects=lambda found: _defects(found, fields=fields))
    return [
        Asked(line.value.get("id"), line.value["question"], tuple(map(_turn, line.value.get("history") or ())))
        for line in lines
    ]


def read_queries(path: Path) -> list[Asked]:
    """A batch for ``search``: ``{"id", "query"}`` a line."""
    fields = (Field("query", is_text, "ghi nội dung cần tìm là một chuỗi không rỗng"),)
    lines = read_lines(path, defects=lambda found: _defects(found, fields=fields))
    return [Asked(line.value.get("id"), line.value["query"]) for line in lines]


def _turn_defects(lines: Sequence[Line]) -> list[str]:
    return _defects(lines, fields=(_ROLE, _CONTENT))


def _defects(lines: Sequence[Line], *, fields: Iterable[Field]) -> list[str]:
    known = tuple(fields)
    return [defect for line in lines for defect in field_defects(line, fields=known)]


def _is_history(value: object) -> bool:
    try:
        _TURNS.validate_python(value)
    except ValidationError:
        return False
    return True


def _turn(value: Any) -> Turn:
    return Turn(role=value["role"], content=value["content"])
