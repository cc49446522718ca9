"""Gold rows of the ledger, read from the documents by people; one row a line, fields as in an export."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from assistant.types import Comparator, Kind, Measure
from eval.jsonl import Field, Line, field_defects, is_text, optional, problem, read_lines
from eval.metrics.ledger import LedgerRow


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
)


def load_gold(path: Path) -> tuple[LedgerRow, ...]:
    """The rows in ``path``. Raises ``InvalidFile`` with every defect of the file, line by line."""
    return tuple(_row(line.value) for line in read_lines(path, defects=_defects))


def _defects(lines: Sequence[Line]) -> list[str]:
    return [defect for line in lines for defect in (*_unnamed(line), *field_defects(line, fields=_FIELDS))]


def _unnamed(line: Line) -> list[str]:
    """What says of which document and of which indicator the row is."""
    found = []
    if not is_text(_document(line.value)):
        found.append(problem(line, "document", "ghi tên tệp của văn bản"))
    if not line.value.get("indicator") and not is_text(line.value.get("label")):
        found.append(problem(line, "label", "ghi tên chỉ tiêu như trong văn bản khi không có mã chỉ tiêu"))
    return found


def _document(value: Mapping[str, Any]) -> Any:
    """The file name, which an export calls ``document`` and people often ``file``."""
    return value.get("document") or value.get("file")


def _row(value: Mapping[str, Any]) -> LedgerRow:
    """A checked line as a row."""
    return LedgerRow(
        document=_document(value),
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
