"""Question sets: one case a line of a JSONL file, checked before anything is asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, cast

from assistant.types import Turn
from eval.jsonl import Field, Line, duplicates, field_defects, is_text, is_texts, optional, read_lines


@dataclass(frozen=True, slots=True)
class Support:
    """A stretch that the answer should cite: file name of the document and its words."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class ExpectedRows:
    """File names that the rows of the answer must name; ``None`` where the case does not demand it.

    Beside a list that names documents an empty one is a demand too: nothing may be listed there. Two empty
    lists demand nothing, since sets write them for questions that ask for no list.
    """

    match: frozenset[str] | None = None
    boundary: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what is demanded of its answer.

    Of each group of ``must_include`` one alternative must be said; nothing of ``must_not_include`` may be.
    ``abstain`` demands a refusal. ``support`` is measured, not demanded (see ``eval.grade.grade``).
    ``extra`` keeps the keys that the contract does not name.
    """

    id: str
    question: str
    history: tuple[Turn, ...] = ()
    answer: str = ""
    must_include: tuple[tuple[str, ...], ...] = ()
    must_not_include: tuple[str, ...] = ()
    rows: ExpectedRows = ExpectedRows()
    abstain: bool = False
    support: tuple[Support, ...] = ()
    type: str = "khác"
    tags: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A checked set; ``hash`` is the SHA-256 in hex of its objects, whatever their spacing and key order."""

    name: str
    hash: str
    cases: tuple[Case, ...]


_LISTS = ("match", "boundary")


def _is_groups(value: object) -> bool:
    return isinstance(value, list) and all(group and is_texts(group) for group in value)


def _is_rows(value: object) -> bool:
    return isinstance(value, dict) and all(optional(is_texts)(value.get(name)) for name in _LISTS)


def _is_history(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(turn, dict) and turn.get("role") in {"user", "assistant"} and isinstance(turn.get("content"), str)
        for turn in value
    )


def _is_support(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict) and is_text(item.get("document")) and is_text(item.get("quote")) for item in value
    )


_NEEDED = (
    Field("id", is_text, 'ghi một chuỗi không rỗng, ví dụ "Q001"'),
    Field("question", is_text, "ghi câu hỏi là một chuỗi không rỗng"),
)
_OPTIONAL = (
    Field("history", _is_history, 'ghi danh sách {"role": "user" hoặc "assistant", "content": "…"}'),
    Field("answer", lambda value: isinstance(value, str), "ghi câu trả lời mong đợi là một chuỗi"),
    Field(
        "must_include",
        _is_groups,
        'ghi danh sách các nhóm chuỗi không rỗng, ví dụ [["60,5"], ["xã A", "xã B"]]',
    ),
    Field("must_not_include", is_texts, 'ghi danh sách chuỗi không rỗng, ví dụ ["46"]'),
    Field("rows", _is_rows, 'ghi {"match": [tên tệp], "boundary": [tên tệp]}'),
    Field("abstain", lambda value: isinstance(value, bool), "ghi true (phải từ chối) hoặc false (phải trả lời)"),
    Field("support", _is_support, 'ghi danh sách {"document": "tên tệp", "quote": "nguyên văn"}'),
    Field("type", is_text, 'ghi một chuỗi không rỗng, ví dụ "filter"'),
    Field("tags", is_texts, "ghi danh sách chuỗi không rỗng"),
)
_FIELDS = (*_NEEDED, *(replace(known, allowed=optional(known.allowed)) for known in _OPTIONAL))
_NAMES = frozenset(known.name for known in _FIELDS)


def load_cases(path: Path) -> QuestionSet:
    """The set in ``path``. Raises ``InvalidFile`` with every defect of the file, line by line."""
    lines = read_lines(path, defects=_defects)
    return QuestionSet(path.name, _hash(lines), tuple(_case(line.value) for line in lines))


def write_cases(cases: Iterable[Case], *, path: Path) -> None:
    """The cases as ``load_cases`` reads them, one a line; what a case leaves out is left out."""
    lines = (json.dumps(_line(case), ensure_ascii=False) for case in cases)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _line(case: Case) -> dict[str, Any]:
    history = [{"role": turn.role, "content": turn.content} for turn in case.history]
    lists = {name: sorted(given) for name in _LISTS if (given := getattr(case.rows, name)) is not None}
    given = {
        "id": case.id,
        "question": case.question,
        "history": history,
        "answer": case.answer,
        "must_include": [list(group) for group in case.must_include],
        "must_not_include": list(case.must_not_include),
        "rows": lists,
        "abstain": case.abstain,
        "support": [{"document": one.document, "quote": one.quote} for one in case.support],
        "type": case.type,
        "tags": list(case.tags),
        **case.extra,
    }
    return {name: value for name, value in given.items() if value or name == "abstain"}


def _defects(lines: Sequence[Line]) -> list[str]:
    found = [defect for line in lines for defect in field_defects(line, fields=_FIELDS)]
    return found + duplicates(lines, name="id")


def _hash(lines: Iterable[Line]) -> str:
    canonical = "\n".join(json.dumps(line.value, ensure_ascii=False, sort_keys=True) for line in lines)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _case(value: Mapping[str, Any]) -> Case:
    """A checked line as a case."""
    given = {name: value[name] for name in _NAMES if value.get(name) is not None}
    return Case(
        id=given["id"],
        question=given["question"],
        history=tuple(_turn(turn) for turn in given.get("history", [])),
        answer=given.get("answer", ""),
        must_include=tuple(tuple(group) for group in given.get("must_include", [])),
        must_not_include=tuple(given.get("must_not_include", [])),
        rows=_rows(given.get("rows", {})),
        abstain=given.get("abstain", False),
        support=tuple(Support(item["document"], item["quote"]) for item in given.get("support", [])),
        type=given.get("type", "khác"),
        tags=tuple(given.get("tags", [])),
        extra={name: kept for name, kept in value.items() if name not in _NAMES},
    )


def _rows(value: Mapping[str, list[str] | None]) -> ExpectedRows:
    if not any(value.get(name) for name in _LISTS):
        return ExpectedRows()
    return ExpectedRows(*(_names(value.get(name)) for name in _LISTS))


def _turn(value: Mapping[str, str]) -> Turn:
    return Turn(cast("Literal['user', 'assistant']", value["role"]), value["content"])


def _names(value: list[str] | None) -> frozenset[str] | None:
    return None if value is None else frozenset(value)
