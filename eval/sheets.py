"""Question sets as staff write them: a table in CSV or XLSX with a heading line in Vietnamese.

| câu hỏi | câu trả lời mong đợi | văn bản | trích dẫn | loại | mã |

The first two columns are needed, in any order. How an expected answer is held against what is said:

- "từ chối", "không có thông tin": the assistant must refuse;
- parts between ";" must all be said, ways to say the same stand between "|": "60,5 triệu | 60,5; Hưng Tân";
- otherwise every number of it must be said, or, where it has none, its words as they stand.

A file name under "văn bản" (several between ";") must be cited; with "trích dẫn", at these words.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from assistant.language.text import fold
from eval.cases import Case, QuestionSet, Support, load_cases
from eval.jsonl import SHOWN, InvalidFile
from eval.metrics.numbers import find_numbers

# Headings by the field that they fill, folded: staff write them with and without marks, long and short.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "question": ("cau hoi", "noi dung cau hoi", "question"),
    "answer": ("cau tra loi mong doi", "tra loi mong doi", "cau tra loi", "dap an", "expected answer", "answer"),
    "document": ("van ban", "ten van ban", "tep", "nguon", "document"),
    "quote": ("trich dan", "nguyen van", "can cu", "quote"),
    "type": ("loai", "loai cau hoi", "type"),
    "id": ("ma", "ma cau hoi", "so thu tu", "stt", "id"),
}
_NEEDED = {"question": "câu hỏi", "answer": "câu trả lời mong đợi"}
_REFUSALS = frozenset(
    (
        *("tu choi", "phai tu choi", "tu choi tra loi", "khong tra loi"),
        *("khong co", "khong co thong tin", "khong tim thay"),
    )
)
_TYPE = "khác"
_MOST_UNPACKED = 100_000_000  # bytes; a table of 2,000 questions has less than one million
SUFFIXES = (".jsonl", ".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the table; ``where`` is ``file name:line``, lines counted from 1 with the heading."""

    where: str
    cells: Mapping[str, str]

    def of(self, name: str) -> str:
        return self.cells.get(name, "").strip()


def load_set(path: Path) -> QuestionSet:
    """The set in a .jsonl, .csv or .xlsx file. Raises ``InvalidFile`` with every defect, line by line."""
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        return load_cases(path)
    if suffix == ".csv":
        return _checked(path, _csv_lines(path))
    if suffix == ".xlsx":
        return _checked(path, _xlsx_lines(path))
    raise InvalidFile(path, [f"{path.name}: đuôi tệp phải là một trong: {', '.join(SUFFIXES)}."])


def _checked(path: Path, lines: Sequence[Sequence[str]]) -> QuestionSet:
    rows = _rows(path, lines)
    problems = [*chain.from_iterable(map(_defects, rows)), *_repeated(rows)]
    if problems:
        raise InvalidFile(path, problems)
    cases = tuple(_case(row, number=number) for number, row in enumerate(rows, start=1))
    return set_of(cases, name=path.name)


def set_of(cases: Sequence[Case], *, name: str) -> QuestionSet:
    """Cases as a set; its hash is of the cases themselves, whatever file they came from."""
    return QuestionSet(name, hashlib.sha256(repr(tuple(cases)).encode()).hexdigest(), tuple(cases))


def _rows(path: Path, lines: Sequence[Sequence[str]]) -> list[_Row]:
    """The lines under the heading that hold anything. Raises ``InvalidFile`` where a needed column is missing."""
    if not lines:
        raise InvalidFile(path, [f"{path.name}: tệp rỗng; dòng đầu ghi tên cột: {', '.join(_NEEDED.values())}."])
    names = [_field(cell) for cell in lines[0]]
    missing = [title for name, title in _NEEDED.items() if name not in names]
    if missing:
        found = ", ".join(f"“{cell}”" for cell in lines[0] if cell.strip()) or "không có"
        raise InvalidFile(
            path, [f"{path.name}:1: thiếu cột “{'”, “'.join(missing)}” (các cột hiện có: {found[: 4 * SHOWN]})."]
        )
    rows = [
        _Row(f"{path.name}:{number}", {name: cell for name, cell in zip(names, line, strict=False) if name})
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    ]
    if not rows:
        raise InvalidFile(path, [f"{path.name}: chỉ có dòng tên cột; ghi mỗi dòng một câu hỏi."])
    return rows


def _field(heading: str) -> str:
    """The field that a heading names, or nothing."""
    plain = " ".join(fold(heading).replace("*", " ").split())
    return next((name for name, headings in _HEADINGS.items() if plain in headings), "")


def _defects(row: _Row) -> Iterator[str]:
    for name, title in _NEEDED.items():
        if not row.of(name):
            yield f"{row.where}: cột “{title}” trống; ghi nội dung hoặc xóa cả dòng."
    if row.of("quote") and not row.of("document"):
        yield f"{row.where}: có trích dẫn mà không có văn bản; ghi tên tệp vào cột “văn bản”."


def _repeated(rows: Sequence[_Row]) -> list[str]:
    """The ids that stand on an earlier line already."""
    first: dict[str, str] = {}
    named = [(row, row.of("id")) for row in rows if row.of("id")]
    return [
        f"{row.where}: mã “{name[:SHOWN]}” đã có ở {first[name]}; đặt một mã khác."
        for row, name in named
        if first.setdefault(name, row.where) != row.where
    ]


def _case(row: _Row, *, number: int) -> Case:
    documents = _parts(row.of("document"), ";")
    case = expecting(row.of("answer"), question=row.of("question"), documents=documents, quote=row.of("quote"))
    return replace(case, id=row.of("id") or f"{number:04d}", type=row.of("type") or _TYPE)


def expecting(answer: str, *, question: str, documents: Sequence[str], quote: str = "") -> Case:
    """A question with the answer that staff expect, without an id; how it is held is told at the top."""
    return Case(
        id="",
        question=question,
        answer=answer,
        must_include=() if _refuses(answer) else _groups(answer),
        abstain=_refuses(answer),
        support=tuple(Support(document, quote) for document in documents),
        type=_TYPE,
    )


def _refuses(answer: str) -> bool:
    return " ".join(fold(answer).strip(" .()").split()) in _REFUSALS


def _groups(answer: str) -> tuple[tuple[str, ...], ...]:
    """What an expected answer demands to be said."""
    if ";" in answer or "|" in answer:
        return tuple(tuple(_parts(part, "|")) for part in _parts(answer, ";"))
    figures = dict.fromkeys(answer[number.start : number.end] for number in find_numbers(answer))
    return tuple((figure,) for figure in figures) or ((answer.rstrip(". "),),)


def _parts(text: str, sign: str) -> list[str]:
    return [part.strip() for part in text.split(sign) if part.strip(" |;")]


# -- files -------------------------------------------------------------------------------------------


def _csv_lines(path: Path) -> list[list[str]]:
    """The cells of a CSV file in UTF-8, or in the UTF-16 that Excel calls "Unicode text"."""
    text = _decoded(path)
    heading = text.partition("\n")[0]
    sign = max(",;\t", key=heading.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True))
    except csv.Error as error:
        reason = f"không đúng dạng CSV ({error}); lưu lại tệp từ Excel: CSV UTF-8."
        raise InvalidFile(path, [f"{path.name}: {reason}"]) from error


def _decoded(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"không đọc được ({error.strerror or error}); kiểm tra đường dẫn và quyền đọc."
        raise InvalidFile(path, [f"{path.name}: {reason}"]) from error
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reason = "không phải UTF-8 (bảng mã cũ như TCVN3, VNI?); lưu lại từ Excel: CSV UTF-8 hoặc .xlsx."
        raise InvalidFile(path, [f"{path.name}:{line}: {reason}"]) from error


def _xlsx_lines(path: Path) -> list[list[str]]:
    """The cells of the first sheet, as they are shown."""
    from zipfile import BadZipFile, ZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with ZipFile(path) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > _MOST_UNPACKED:
            reason = (
                f"giải nén ra {unpacked / 1e6:.0f} MB, quá mức {_MOST_UNPACKED / 1e6:.0f} MB; chỉ giữ bảng câu hỏi."
            )
            raise InvalidFile(path, [f"{path.name}: {reason}"])
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        reason = f"không phải bảng tính XLSX đọc được ({error}); mở bằng Excel rồi lưu lại."
        raise InvalidFile(path, [f"{path.name}: {reason}"]) from error
    try:
        sheet = book.worksheets[0]
        return [[_shown(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()


def _shown(cell: object) -> str:
    """A cell as Vietnamese reads it: the number 60.5 is "60,5"."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    return str(cell)
