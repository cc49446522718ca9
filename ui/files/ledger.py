"""The ledger as a file: JSON lines and raw CSV for machines, CSV and XLSX for Excel in Vietnamese, harmless in it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from assistant.adapters.zip_clock import require_clock
from assistant.language.catalogue import Catalogue
from assistant.types import Deed
from ui import words
from ui.api.schemas import LedgerRowPublic
from ui.files.cells import fitting, harmless, holdable, would_run
from ui.files.ledger_columns import Cell, columns
from ui.ledger import Entry
from ui.render import Json, ledger_json

Format = Literal["jsonl", "csv", "xlsx"]
MEDIA_TYPES: dict[Format, str] = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export(entries: Sequence[Entry], *, form: Format, known: Catalogue, raw: bool = False) -> bytes:
    """The rows in one of the formats. CSV is what a Vietnamese Excel opens right: a byte order mark, semicolons,
    decimal commas; with ``raw`` it has the fields of the JSON and decimal points, for programs.
    """
    if form == "jsonl" or (raw and form == "csv"):
        rows = [
            ledger_json(entry.indicator, resolution=entry.resolution, findings=entry.findings) for entry in entries
        ]
        return json_lines(rows).encode() if form == "jsonl" else _raw_csv(rows)
    return _csv(entries, known) if form == "csv" else _xlsx(entries, known)


def json_lines(rows: Iterable[Json]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _raw_csv(rows: Sequence[Json]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(LedgerRowPublic.model_fields)
    writer.writerows([_raw_cell(value) for value in row.values()] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _raw_cell(value: object) -> object:
    value = "; ".join(value) if isinstance(value, list) else value
    return harmless(holdable(value) if isinstance(value, str) else value)


def _csv(entries: Sequence[Entry], known: Catalogue) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(column.title for column in columns())
    writer.writerows([_told(cell) for cell in _cells(entry, known)] for entry in entries)
    return out.getvalue().encode("utf-8-sig")


def _cells(entry: Entry, known: Catalogue) -> Iterator[Cell]:
    for column in columns():
        cell = column.cell(entry, known)
        yield fitting(cell) if isinstance(cell, str) else cell


def _told(cell: Cell) -> object:
    """A cell of CSV as a Vietnamese Excel reads it: 1234.5 is "1234,5", a date "20/12/2023"."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return words.number(cell).replace(".", "") if isinstance(cell, float) else harmless(cell)


def _xlsx(entries: Sequence[Entry], known: Catalogue) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    require_clock()
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sổ chỉ tiêu")
    sheet.freeze_panes = "A2"
    last = get_column_letter(len(columns()))
    sheet.auto_filter.ref = f"A1:{last}{len(entries) + 1}"
    head = []
    for at, column in enumerate(columns(), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
        # Hidden, not left out: whoever reads the file by its columns finds every one in its place.
        empty = all(column.cell(entry, known) in (None, "") for entry in entries)
        sheet.column_dimensions[get_column_letter(at)].hidden = empty and bool(entries)
        cell = WriteOnlyCell(sheet, column.title)
        cell.font = Font(bold=True)
        head.append(cell)
    sheet.append(head)
    for entry in entries:
        sheet.append([_typed(sheet, cell) for cell in _cells(entry, known)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _typed(sheet: Any, value: Cell) -> Any:
    """A cell of XLSX: numbers and dates as such; text that would run stays text, also when it is edited."""
    if value is None or isinstance(value, int) or (isinstance(value, str) and not would_run(value)):
        return value
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import TYPE_STRING

    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = TYPE_STRING
        cell.quotePrefix = True
    else:
        cell.number_format = "dd/mm/yyyy" if isinstance(value, date) else _decimals(value)
    return cell


def deeds_csv(deeds: Sequence[Deed]) -> bytes:
    """Lines of the audit for a spreadsheet, in which nothing is read as a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerow(["số", "lúc", "ai", "việc", "nội dung", "mã trước", "mã"])
    for deed in deeds:
        writer.writerow([harmless(value) for value in asdict(deed).values()])
    return written.getvalue().encode("utf-8-sig")


def _decimals(value: float) -> str:
    """The format of a number: groups of thousands, and decimals only where it has any."""
    return "#,##0" if value.is_integer() else "#,##0.0#####"
