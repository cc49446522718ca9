"""Gold rows of the ledger, read from the documents by people; one row a line, fields as in an export.

People also write ``file`` or ``doc`` for ``document``, ``span`` for ``quote`` and ``plan_value`` for ``plan``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from assistant.types import Comparator, Direction, Kind, Measure
from eval.jsonl import Field, Line, field_defects, is_text, optional, problem, read_lines
from eval.metrics.ledger import LedgerRow

Gold = Mapping[str, Any]
_NAMES = {"document": ("document", "file", "doc"), "quote": ("quote", "span"), "plan": ("plan", "plan_value")}
_NUMBERS = ("of", "previous", "plan", "plan_value")
_TEXTS = ("quote", "span", "place", "scope", "rank", "sub_of", "averaging", "period")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _one_of(values: tuple[str, ...]) -> Callable[[object], bool]:
    return lambda value: value in values


_FIELDS = (
    Field("indicator", optional(is_text), "ghi mã chỉ tiêu, hoặc null"),
    Field("comparator", _one_of(get_args(Comparator)), f"ghi một trong: {' '.join(get_args(Comparator))}"),
    Field("value", _is_number, "ghi một số, ví dụ 60.5"),
    Field("value_max", optional(_is_number), "ghi một số, hoặc null"),
    Field("unit", optional(lambda value: isinstance(value, str)), "ghi đơn vị chuẩn, hoặc null"),
    Field("kind", _one_of(get_args(Kind)), f"ghi một trong: {' '.join(get_args(Kind))}"),
    Field("measure", _one_of(get_args(Measure)), f"ghi một trong: {' '.join(get_args(Measure))}"),
    Field("year", optional(lambda value: isinstance(value, int)), "ghi năm bốn chữ số, hoặc null"),
    Field("direction", optional(_one_of(get_args(Direction))), f"ghi một trong: {' '.join(get_args(Direction))}"),
    Field("approximate", optional(lambda value: isinstance(value, bool)), "ghi true hoặc false"),
    *(Field(name, optional(_is_number), "ghi một số, hoặc null") for name in _NUMBERS),
    *(Field(name, optional(is_text), "ghi bằng chữ, hoặc null") for name in _TEXTS),
)


def read_gold(path: Path) -> tuple[Gold, ...]:
    """The rows in ``path`` with all that people wrote. Raises ``InvalidFile`` with every defect, line by line."""
    return tuple(line.value for line in read_lines(path, defects=_defects))


def load_gold(path: Path) -> tuple[LedgerRow, ...]:
    """The rows in ``path`` in the fields compared. Raises ``InvalidFile`` as ``read_gold`` does."""
    return tuple(row_of(row) for row in read_gold(path))


def said(row: Gold, name: str) -> Any:
    """What a row says under ``name``, or under another name that people have for it; None where it says nothing."""
    found = (row.get(each) for each in _NAMES.get(name, (name,)))
    return next((value for value in found if value is not None), None)


def tells(row: Gold, name: str) -> bool:
    """Whether a row has a word on ``name``; null is one: that there is none."""
    return any(each in row for each in _NAMES.get(name, (name,)))


def document_of(row: Gold) -> str:
    """The file name of a checked row's document, in the normal form that the archive keeps."""
    return unicodedata.normalize("NFC", said(row, "document"))


def _defects(lines: Sequence[Line]) -> list[str]:
    return [defect for line in lines for defect in (*_unnamed(line), *field_defects(line, fields=_FIELDS))]


def _unnamed(line: Line) -> list[str]:
    """What says of which document and of which indicator the row is."""
    found = []
    if not is_text(said(line.value, "document")):
        found.append(problem(line, "document", "ghi tên tệp của văn bản"))
    if not line.value.get("indicator") and not is_text(line.value.get("label")):
        found.append(problem(line, "label", "ghi tên chỉ tiêu như trong văn bản khi không có mã chỉ tiêu"))
    return found


def row_of(value: Gold) -> LedgerRow:
    """A checked line in the fields compared."""
    return LedgerRow(
        document=document_of(value),
        indicator=value.get("indicator"),
        label=value.get("label") or "",
        comparator=value["comparator"],
        value=float(value["value"]),
        value_max=value.get("value_max"),
        unit=value.get("unit") or "",
        kind=value["kind"],
        measure=value["measure"],
        year=value.get("year"),
    )
