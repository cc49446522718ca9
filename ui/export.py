"""The ledger as a file: JSON lines as they are, CSV and XLSX made for Excel and harmless in it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Literal

from ui.ledger import Entry
from ui.render import Json, ledger_json
from ui.schemas import LedgerRowPublic

Format = Literal["jsonl", "csv", "xlsx"]
MEDIA_TYPES: dict[Format, str] = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

# What a spreadsheet takes for the start of a formula, also as full-width signs and behind a tab or a break.
_COMPARATORS = frozenset({"=", ">", ">=", "<", "<=", "range"})  # the ledger's own words, not the document's
_FORMULA = re.compile(r"^[\t\r\n]*[=+\-@＝＋－＠]|^[\t\r\n]")
# Control characters that XLSX cannot hold.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_COLUMN_WIDTH = 18
_WIDE_COLUMNS = {"label": 40, "quote": 70, "document": 36}


def export(entries: Sequence[Entry], *, form: Format) -> bytes:
    """The rows in one of the formats; CSV opens right in Excel (byte order mark)."""
    rows = [ledger_json(entry.indicator, resolution=entry.resolution, findings=entry.findings) for entry in entries]
    if form == "jsonl":
        return json_lines(rows).encode()
    return _csv(rows) if form == "csv" else _xlsx(rows)


def json_lines(rows: Iterable[Json]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def harmless(value: object) -> object:
    """A cell that no spreadsheet runs: text that would be a formula gets an apostrophe before it.

    Numbers stay numbers. The text comes from documents, so it is never trusted.
    """
    if not isinstance(value, str):
        return value
    return f"'{value}" if _FORMULA.match(value) and value not in _COMPARATORS else value


def _csv(rows: Sequence[Json]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_columns())
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(rows: Sequence[Json]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Sổ chỉ tiêu")
    sheet.append(_columns())
    for row in rows:
        sheet.append([_cell(value) for value in row.values()])
    for column, name in enumerate(_columns(), start=1):
        sheet.cell(row=1, column=column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDE_COLUMNS.get(name, _COLUMN_WIDTH)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(value: object) -> object:
    value = "; ".join(value) if isinstance(value, list) else value
    return harmless(_ILLEGAL.sub("", value) if isinstance(value, str) else value)


def _columns() -> list[str]:
    return list(LedgerRowPublic.model_fields)
