"""What staff typed in a table: results, proposed targets, targets from above. All of it is right, or none is taken.

The first line names the columns (``results.toml``): the indicator by its code or its name, and "kết quả", "đơn vị",
"đề xuất", "cấp trên giao" as far as they are there. Every other line is one row of the draft. A line that cannot be
taken is told with its number and what to do; then nothing of the file is taken.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from assistant.drafting.figures import convert_figure, read_figure
from assistant.errors import InvalidResults
from assistant.language.quantities import format_number, read_unit
from assistant.language.tables import load_table
from assistant.language.text import fold, normalise
from assistant.types import Entry, Figure, IndicatorRow

_DELIMITERS = ";\t,"
_FORMULA = ("=", "+", "@", "\t", "＝", "＋", "＠")
_OFF_SCALE = 500.0  # a result that many times its target is in another unit (triệu for tỷ, kg for tấn)
MOST_LINES = 2000
_FULL = 100.0
_FIGURES = ("result", "target", "superior")
TEMPLATE_HEADINGS = ("Mã", "Chỉ tiêu", "Kết quả", "Đơn vị", "Đề xuất", "Cấp trên giao")
_COLUMN_NAMES = {"result": "kết quả", "target": "đề xuất", "superior": "cấp trên giao"}


@dataclass(frozen=True, slots=True)
class _Values:
    unknown: frozenset[str]
    accept: frozenset[str]
    keep: frozenset[str]


@cache
def _columns() -> dict[str, str]:
    table = load_table("assistant.drafting", "results.toml")["columns"]
    return {heading: column for column, headings in table.items() for heading in headings}


@cache
def _values() -> _Values:
    table = load_table("assistant.drafting", "results.toml")["values"]
    return _Values(*(frozenset(table[name]) for name in ("unknown", "accept", "keep")))


class _Refused(Exception):
    """Why one line cannot be taken, in Vietnamese."""


def read_results(text: str, *, rows: Sequence[IndicatorRow]) -> dict[str, Entry]:
    """Row key -> what was typed for it. Raises ``InvalidResults`` with every line that cannot be taken."""
    lines = _lines(text)
    columns = _header(lines)
    entries: dict[str, Entry] = {}
    problems: list[str] = []
    for number, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        given = dict(zip(columns, cells, strict=False))
        try:
            row = find_row(given.get("key", ""), given.get("label", ""), rows=rows)
            entry = read_entry(given, row=row)
        except _Refused as refused:
            problems.append(f"dòng {number}: {refused}.")
            continue
        if entries.setdefault(row.key, entry) != entry:
            problems.append(f"dòng {number}: “{row.label}” đã có ở dòng trên với số khác; giữ lại một dòng.")
    if problems:
        raise InvalidResults(
            f"Bảng kết quả có {len(problems)} dòng không nhận được, nên không lấy dòng nào:\n" + "\n".join(problems)
        )
    return entries


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """The records with the numbers of their lines in the file."""
    text = text.lstrip("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise InvalidResults(f"Không đọc được bảng kết quả ({error}). Hãy lưu lại thành CSV mã UTF-8.") from error
    if len(lines) > MOST_LINES:
        raise InvalidResults(f"Bảng kết quả có {len(lines)} dòng, tối đa {MOST_LINES}; hãy bỏ các dòng thừa.")
    return lines


def _header(lines: Sequence[tuple[int, list[str]]]) -> list[str]:
    headings = lines[0][1] if lines else []
    columns = [_columns().get(" ".join(fold(normalise(heading)).split()), "") for heading in headings]
    if not {"key", "label"} & set(columns) or not set(_FIGURES) & set(columns):
        shown = ", ".join(headings[:8]) or "(trống)"
        raise InvalidResults(
            f"Dòng 1 của bảng kết quả là “{shown}”; cần các cột: mã (hoặc chỉ tiêu), kết quả, đơn vị, "
            "và nếu có: đề xuất, cấp trên giao."
        )
    return columns


def find_row(key: str, label: str, *, rows: Sequence[IndicatorRow]) -> IndicatorRow:
    """The row meant by a code (its key, or the catalogue's) and a name. Raises where there is none, or several."""
    key, wanted = key.strip(), _plain(label)
    found = [row for row in rows if key in (row.key, row.indicator)] if key else list(rows)
    if wanted and (len(found) > 1 or not key):
        found = [row for row in found if _plain(row.label) == wanted] or [
            row for row in found if row.number == label.strip()
        ]
    if len(found) > 1:
        # A target and the same figure of the assessment: the table's own row is meant.
        found = [row for row in found if row.group == "targets"] or found
    said = key or label.strip()
    if not found:
        near = get_close_matches(wanted or fold(key), [_plain(row.label) for row in rows], n=1)
        named = next((row.label for row in rows if near and _plain(row.label) == near[0]), None)
        hint = f"gần nhất là “{named}”" if named else "lấy mã hoặc tên trong mẫu bảng"
        raise _Refused(f"“{said}” không có trong biểu chỉ tiêu của văn bản gốc; {hint}")
    if len(found) > 1:
        names = "; ".join(f"{row.key} ({row.label})" for row in found[:4])
        raise _Refused(f"“{said}” chỉ nhiều chỉ tiêu; ghi rõ mã: {names}")
    return found[0]


def read_entry(given: Mapping[str, str], *, row: IndicatorRow) -> Entry:
    """The cells of one row as figures in the row's unit. Raises where one cannot be taken."""
    target = fold(normalise(given.get("target", "").strip()))
    if target in _values().accept:
        return Entry(_cell(given, "result", row), None, _cell(given, "superior", row), accept=True)
    if target in _values().keep:
        return Entry(_cell(given, "result", row), row.last, _cell(given, "superior", row))
    return Entry(_cell(given, "result", row), _cell(given, "target", row), _cell(given, "superior", row))


def checked_entry(given: Mapping[str, str], *, row: IndicatorRow) -> Entry:
    """One row's cells, typed in the app. Raises ``InvalidResults``."""
    try:
        return read_entry(given, row=row)
    except _Refused as refused:
        raise InvalidResults(f"Chỉ tiêu “{row.label}”: {refused}.") from refused


def _plain(label: str) -> str:
    return " ".join(fold(normalise(label)).replace("*", " ").split()).strip(" .:;,-'")


def _cell(given: Mapping[str, str], name: str, row: IndicatorRow) -> Figure | None:
    typed = given.get(name, "").strip()
    column = _COLUMN_NAMES[name]
    if fold(typed) in _values().unknown:
        return None
    if typed.startswith(_FORMULA):
        raise _Refused(f"cột {column}: “{typed}” là công thức; ghi thẳng con số")
    if row.last is None and row.group == "targets":
        raise _Refused(f"“{row.label}” không có con số trong văn bản gốc; sửa lời ở đoạn văn, bỏ “{typed}”")
    figure = read_figure(typed)
    if figure is None:
        raise _Refused(f"cột {column}: “{typed}” không phải con số; ghi như 1.234,5, 27/29, 15-16 hoặc ≥ 70")
    unit = " ".join(normalise(given.get("unit", "")).split())
    converted = convert_figure(figure, _canonical(unit), to=row.unit)
    if converted is None:
        raise _Refused(f"đơn vị “{given['unit'].strip()}” không phải đơn vị của “{row.label}” ({row.unit})")
    return _plausible(converted, typed, column, row)


def _canonical(unit: str) -> str:
    """A unit as the table of units names it: "tỉ đồng" -> "tỷ đồng"."""
    read, end = read_unit(unit, 0)
    return read if end == len(unit) else unit


def _plausible(figure: Figure, typed: str, column: str, row: IndicatorRow) -> Figure:
    """The figure, unless it cannot be one of this indicator."""
    if row.unit == "%" and row.measure == "level" and figure.value > _FULL:
        raise _Refused(f"cột {column}: “{typed}” quá 100% của “{row.label}”")
    if row.last is not None and row.last.value and figure.value:
        ratio = figure.value / row.last.value
        if not 1 / _OFF_SCALE < ratio < _OFF_SCALE:
            told = f"{format_number(row.last.value)} {row.unit}".strip()
            raise _Refused(f"cột {column}: “{typed}” lệch hẳn chỉ tiêu năm trước ({told}); kiểm tra đơn vị")
    return figure


def template_lines(rows: Sequence[IndicatorRow]) -> list[tuple[str, ...]]:
    """An empty table to fill in, under ``TEMPLATE_HEADINGS``; one line a figure."""
    measured = (row for row in rows if row.last is not None or row.group == "results")
    return [(row.key, row.label, "", row.unit, "", "") for row in measured]
