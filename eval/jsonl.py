"""JSONL files that people write: question sets, gold rows, benchmarks. All defects are named at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import InvalidSetting

# Characters of an offending value that a message shows.
SHOWN = 80
# Defects that a message lists; a file of another kind has one on every line.
LISTED = 20


class InvalidFile(InvalidSetting):
    """A file of an evaluation that cannot be used; ``problems`` holds one Vietnamese line for each defect."""

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        left = len(problems) - LISTED
        more = [f"… và {left} lỗi nữa."] if left > 0 else []
        super().__init__("\n".join((f"Không dùng được tệp {path}: {len(problems)} lỗi.", *problems[:LISTED], *more)))


@dataclass(frozen=True, slots=True)
class Line:
    """One object of a JSONL file; ``where`` is ``file name:line number``, lines counted from 1."""

    where: str
    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A key of an object: what may stand there (None where it is left out), and what to write otherwise."""

    name: str
    allowed: Callable[[object], bool]
    remedy: str


def read_text(path: Path) -> str:
    """The file's text, with or without a byte-order mark. Raises ``InvalidFile`` where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        reason = "không có tệp này; kiểm tra lại đường dẫn."
    except OSError as error:
        reason = f"không đọc được ({error.strerror or error}); kiểm tra quyền đọc."
    except UnicodeDecodeError as error:
        reason = f"byte thứ {error.start} không phải UTF-8; lưu lại tệp bằng bảng mã UTF-8."
    raise InvalidFile(path, [f"{path.name}: {reason}"])


def read_lines(path: Path, *, defects: Callable[[Sequence[Line]], Iterable[str]]) -> tuple[Line, ...]:
    """The objects in ``path``, blank lines passed over.

    ``defects`` says what is wrong with them. Raises ``InvalidFile`` with all of it, and with the lines that
    are no objects.
    """
    lines: list[Line] = []
    problems: list[str] = []
    for number, text in enumerate(read_text(path).split("\n"), start=1):
        if text.strip():
            _read_line(text.strip(), where=f"{path.name}:{number}", lines=lines, problems=problems)
    if not lines and not problems:
        problems.append(f"{path.name}: tệp rỗng; ghi mỗi dòng một đối tượng JSON.")
    problems += defects(lines)
    if problems:
        raise InvalidFile(path, problems)
    return tuple(lines)


def _read_line(text: str, *, where: str, lines: list[Line], problems: list[str]) -> None:
    """Appends the object that ``text`` is to ``lines``, or the reason why it is none to ``problems``."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        problems.append(f"{where}: “{text[:SHOWN]}” không phải JSON ({error.msg}); ghi mỗi dòng một đối tượng.")
        return
    if isinstance(value, dict):
        lines.append(Line(where, value))
    else:
        problems.append(f"{where}: “{text[:SHOWN]}” không phải đối tượng JSON; viết trong {{ }}.")


def field_defects(line: Line, *, fields: Iterable[Field]) -> list[str]:
    """The fields of one object that cannot be used."""
    return [
        problem(line, known.name, known.remedy) for known in fields if not known.allowed(line.value.get(known.name))
    ]


def duplicates(lines: Iterable[Line], *, name: str) -> list[str]:
    """The objects whose ``name`` stands on an earlier line already."""
    first: dict[str, str] = {}
    found = []
    for line in lines:
        value = line.value.get(name)
        if isinstance(value, str) and first.setdefault(value, line.where) != line.where:
            found.append(problem(line, name, f"đã có ở {first[value]}; đặt một giá trị khác"))
    return found


def problem(line: Line, name: str, remedy: str) -> str:
    """One defect as shown: where it is, the field with its value, and what to write instead."""
    shown = json.dumps(line.value[name], ensure_ascii=False)[:SHOWN] if name in line.value else "không có"
    return f"{line.where}: trường “{name}” ({shown}) không dùng được; {remedy}."


def is_text(value: object) -> bool:
    """Whether ``value`` is a text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def is_texts(value: object) -> bool:
    """Whether ``value`` is a list of such texts."""
    return isinstance(value, list) and all(map(is_text, value))


def optional(allowed: Callable[[object], bool]) -> Callable[[object], bool]:
    """The same check, for a field that may be left out or be null."""
    return lambda value: value is None or allowed(value)
