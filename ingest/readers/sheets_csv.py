"""Tables saved as text (.csv, .tsv): a row of cells a line."""

from __future__ import annotations

import csv
import io
from collections import Counter

from assistant.errors import UnsupportedFormat
from assistant.types import Contents, Remark
from ingest.bounded import whole
from ingest.cleaning.cells import written
from ingest.readers.text import decode

_DELIMITERS = ";\t,|"
_DECLARED = "sep="  # the first line that Excel writes and reads
_MOST_FILLED = 200  # cells to which shorter rows are filled up; with one row of 40,000 all would be
_SAMPLE = 50  # rows looked at


def read_csv(data: bytes, *, name: str) -> Contents:
    """Rows of a table as ``| a | b |``; a line of one cell, like a title, as it is.

    Raises ``UnsupportedFormat`` where the bytes are no text, or no table: one cell of more than 131,072 characters.
    """
    text = whole(decode(data, name=name), name=name)
    try:
        return _rows(text)
    except csv.Error as error:
        longest = f"{csv.field_size_limit():,}".replace(",", ".")
        raise UnsupportedFormat(
            f"{name}: có ô dài quá {longest} ký tự, có lẽ thiếu dấu nháy kép đóng ô; hãy mở bằng Excel, lưu thành "
            ".xlsx rồi nạp."
        ) from error


def _rows(text: str) -> Contents:
    first, _, rest = text.partition("\n")
    if first.lower().startswith(_DECLARED):
        declared, text = first.strip()[len(_DECLARED) :], rest
        delimiter = declared if len(declared) == 1 and declared != '"' else ","
    else:
        delimiter = _delimiter(text)
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    filled = [row for row in rows if any(row)]
    width = min(max((len(row) for row in filled), default=0), _MOST_FILLED)
    lines = [_line(row, width) for row in filled]
    return Contents("\n".join(lines), remarks=(Remark("bảng", "read", f"{len(lines)} hàng"),))


def _line(row: list[str], width: int) -> str:
    cells = [cell for cell in row if cell]
    return cells[0] if len(cells) == 1 and width > 1 else written([*row, *[""] * (width - len(row))])


def _delimiter(text: str) -> str:
    """What parts the cells: that with which most rows have the same number of them, more than one.

    A comma comes late, because it stands in figures too.
    """

    def agreement(delimiter: str) -> tuple[int, int]:
        rows = list(csv.reader(io.StringIO("\n".join(text.split("\n")[:_SAMPLE]), newline=""), delimiter=delimiter))
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max(widths.values(), default=0), max(widths, default=0)

    return max(_DELIMITERS, key=agreement)
