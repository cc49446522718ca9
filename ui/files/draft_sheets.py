"""What of a draft is a table for a spreadsheet: the template of results to fill in, and the findings.

CSV is written as a spreadsheet of this country opens it (semicolon, byte order mark), and no cell is ever run.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Literal

from assistant.adapters.zip_clock import require_clock
from assistant.drafting.results import TEMPLATE_HEADINGS, template_lines
from assistant.types import Manuscript
from ui.draft_words import CHECK_NAMES, SEVERITIES
from ui.files.cells import fitting, harmless

SheetForm = Literal["csv", "xlsx"]
_FINDINGS = ("Mức", "Vị trí", "Nội dung", "Cách sửa", "Phép kiểm tra", "Trích")
_MOST_UNPACKED = 50_000_000  # bytes; a table of 2,000 lines has less than one million
_MOST_COLUMNS = 30
_NARROW, _WIDE = 16, 52  # widths of columns, in characters
_SHORT = 14  # characters of the longest cell of a narrow column


def template_sheet(manuscript: Manuscript, *, form: SheetForm) -> bytes:
    """The table of results to fill in and load again; one line a figure."""
    return sheet(TEMPLATE_HEADINGS, template_lines(manuscript.rows), form=form, title="Bảng kết quả")


def findings_sheet(manuscript: Manuscript, *, form: SheetForm) -> bytes:
    """What is to be looked at, the gravest first."""
    order = list(SEVERITIES)
    found = sorted(manuscript.findings, key=lambda one: order.index(one.severity))
    lines = [
        (
            SEVERITIES[one.severity],
            one.place,
            one.message,
            one.remedy,
            CHECK_NAMES.get(one.check, ""),
            one.quote,
        )
        for one in found
    ]
    return sheet(_FINDINGS, lines, form=form, title="Điểm cần xem")


def sheet(headings: Sequence[str], lines: Sequence[Sequence[str]], *, form: SheetForm, title: str) -> bytes:
    """A table as a file; text that a spreadsheet would run as a formula stays text."""
    safe = [[str(harmless(fitting(cell))) for cell in line] for line in lines]
    return _csv(headings, safe) if form == "csv" else _xlsx(headings, safe, title=title)


def _csv(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(headings)
    writer.writerows(lines)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(headings: Sequence[str], lines: Sequence[Sequence[str]], *, title: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    require_clock()
    book = Workbook()
    page = book.active
    page.title = title
    page.append(list(headings))
    for line in lines:
        page.append(list(line))
    for at, heading in enumerate(headings, start=1):
        longest = max((len(line[at - 1]) for line in lines), default=0)
        page.cell(row=1, column=at).font = Font(bold=True)
        width = _NARROW if max(longest, len(heading)) <= _SHORT else _WIDE
        page.column_dimensions[get_column_letter(at)].width = width
    for row in page.iter_rows(min_row=1):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_sheet(data: bytes, *, most_lines: int) -> str:
    """The first sheet of a workbook as the CSV that ``read_results`` takes. Raises ``ValueError`` else."""
    from openpyxl import load_workbook

    try:
        _refuse_bomb(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(max_row=most_lines, max_col=_MOST_COLUMNS, values_only=True)
        lines = [[_written(value) for value in row] for row in rows]
    except Exception as error:  # openpyxl raises what its parsers raise
        raise ValueError(str(error)) from error
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(lines)
    return out.getvalue()


def _refuse_bomb(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        unpacked = sum(one.file_size for one in packed.infolist())
    if unpacked > _MOST_UNPACKED:
        raise ValueError(f"{unpacked} byte sau khi giải nén")


def _written(value: object) -> str:
    """A cell as staff write it: 60.2 is "60,2"."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        from assistant.language.quantities import format_number

        return format_number(float(value))
    return str(value).removeprefix("'")
