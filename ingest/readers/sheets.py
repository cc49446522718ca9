"""Spreadsheets: every sheet as a table, as it is shown: merged cells, formats, dates, without what is hidden.

openpyxl opens the package. What stands above and below a table (its title, "Đơn vị tính", the signatures) becomes
lines of text, so that the table begins with its head.
"""

from __future__ import annotations

import html
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from assistant.errors import TooLarge, UnsupportedFormat
from assistant.types import Contents, Remark
from ingest.cleaning.cells import is_figure, is_ordinal
from ingest.readers.grid import Cell, grid_rows
from ingest.readers.image import read_embedded
from ingest.readers.marks import hidden, raised, struck
from ingest.readers.shown import shown

Book = Any  # openpyxl ships no types
Sheet = Any

UNCALCULATED = "công thức chưa lưu kết quả; hãy mở bằng Excel hoặc LibreOffice, lưu lại rồi nạp"
_MAX_UNPACKED = 100_000_000  # bytes of sheets and texts; openpyxl takes forty times that
_MOST_CELLS = 500_000  # in all sheets; a province's annual report has 30,000
_MOST_COLUMNS = 200  # of one sheet; beyond stand lists for machines
_LONGEST = 2_000  # characters of what is quoted of columns that are not read; the rest stands in the file
_NAMED = 20  # cells of one fault that are named
_WIDTH, _HEIGHT = 227, 95  # dots of a screen: 6 by 2.5 cm; emblems, seals and signatures are smaller
_MOST_PICTURES = 40  # of one sheet, 1 to 5 seconds each
_EMU = 914_400  # in an inch
_NAMELESS = re.compile(r"(?:sheet|trang[ _]?tính|table|bảng)[ _]?\d*", re.IGNORECASE)
_TABLE_CELLS = 3  # in a row of a table; with fewer it is a title or a signature, unless no row has more
_FAULTS = frozenset(("#REF!", "#DIV/0!", "#VALUE!", "#N/A", "#NAME?", "#NULL!", "#NUM!"))
_FIELD = re.compile(r"&\[?[A-Za-z]+\]?")  # the number of the page, the day, the name of the file
_SHAPE_TEXT = re.compile(r"<a:t>([^<]*)</a:t>")
_UNSEEN_FORMAT = ";;;"
_WHITE = "FFFFFFFF"
_BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # as lxml and the standard library call broken XML
    AttributeError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


def read_xlsx(data: bytes, *, name: str) -> Contents:
    """Tables of a workbook, sheet after sheet, a row ``| a | b |``; the title of a sheet is a line of its own.

    Formulas give the results that were saved with them. Pictures are recognised. Remarks tell the sheets read,
    what is hidden, notes on cells, and formulas without a result.
    Raises ``UnsupportedFormat`` where the bytes are no workbook, ``TooLarge`` where they hold too much.
    """
    _refuse_large(data, name)
    book = _open(data, name, results=True)
    formulas = _formulas(data, name)
    lines: list[str] = []
    remarks: list[Remark] = []
    for sheet in book.worksheets:
        laid = _Laid(sheet)
        lines += laid.lines
        remarks += [*laid.remarks, *_without_result(laid, formulas.get(sheet.title, ()))]
        for words, remark in laid.pictures():
            lines += words.splitlines()
            remarks.append(remark)
    remarks += _drawn(data)
    remarks += [
        Remark(
            f"trang biểu đồ “{chart.title}”",
            "unread",
            "biểu đồ không phải bảng số; số liệu nằm ở trang tính vẽ ra nó",
        )
        for chart in book.chartsheets
    ]
    return Contents("\n".join(lines), remarks=tuple(remarks))


def _refuse_large(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(each.file_size for each in package.infolist() if each.filename.endswith(".xml"))
    except _BROKEN:
        return  # told when it is opened
    if unpacked > _MAX_UNPACKED:
        raise TooLarge(
            f"{name}: giải nén ra {unpacked / 1e6:.0f} MB, quá mức {_MAX_UNPACKED / 1e6:.0f} MB; hãy tách bớt trang "
            "tính rồi lưu lại."
        )


def _open(data: bytes, name: str, *, results: bool) -> Book:
    try:
        with warnings.catch_warnings(
            action="ignore"
        ):  # it warns of drop-down lists and the like, which it leaves out
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=results, rich_text=True)
    except _BROKEN as error:
        raise UnsupportedFormat(
            f"{name}: không phải bảng tính Excel, hoặc tệp đã hỏng; hãy mở bằng Excel, lưu lại thành .xlsx rồi nạp."
        ) from error
    # What is filled is counted, not the sheet's size: that reaches down to the last row that anyone ever coloured.
    cells = sum(len(sheet._cells) for sheet in book.worksheets)
    if cells > _MOST_CELLS:
        raise TooLarge(f"{name}: có {cells} ô, quá mức {_MOST_CELLS} ô; hãy tách bớt trang tính rồi lưu lại.")
    return book


def _formulas(data: bytes, name: str) -> Mapping[str, Collection[str]]:
    """The places of the formulas of each sheet; the file is only opened anew where it has any."""
    if not any(b"<f" in part for part in _parts(data, "xl/worksheets/")):
        return {}
    book = _open(data, name, results=False)
    return {
        sheet.title: [cell.coordinate for cell in sheet._cells.values() if cell.data_type == "f"]
        for sheet in book.worksheets
    }


def _parts(data: bytes, start: str) -> list[bytes]:
    """The parts of a package whose names begin with ``start``; none where one of them is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return [package.read(each) for each in package.namelist() if each.startswith(start)]
    except _BROKEN:
        return []


def _drawn(data: bytes) -> Iterator[Remark]:
    """A line of the receipt for what is written in shapes that lie over the sheets."""
    parts = (part.decode("utf-8", "replace") for part in _parts(data, "xl/drawings/drawing"))
    said = [html.unescape(text) for part in parts for text in _SHAPE_TEXT.findall(part)]
    if any(map(str.strip, said)):
        reason = "chữ trong hộp chữ, hình vẽ không nằm trong ô; nếu cần, hãy chép vào ô rồi lưu lại"
        yield Remark("hộp chữ trên trang tính", "unread", reason, " ".join(said))


def _without_result(laid: _Laid, formulas: Collection[str]) -> Iterator[Remark]:
    filled = {cell.coordinate for cell in laid.filled}
    empty = [place for place in formulas if place not in filled]
    if empty:
        yield Remark(
            f"ô {_listed(empty)}, {laid.part}",
            "unread",
            UNCALCULATED,
        )


@dataclass(frozen=True)
class _Laid:
    """One sheet, laid out as it is shown."""

    sheet: Sheet

    @property
    def part(self) -> str:
        """What the receipt calls it."""
        return f"trang tính “{self.sheet.title}”"

    @cached_property
    def filled(self) -> list[Any]:
        """The cells with a value, row by row."""
        return [cell for cell in self.valued if cell.column <= _MOST_COLUMNS]

    @cached_property
    def valued(self) -> list[Any]:
        """The cells with a value, those beyond the last column that is read too."""
        cells = (cell for _, cell in sorted(self.sheet._cells.items()))
        return [cell for cell in cells if cell.value is not None]

    @property
    def is_hidden(self) -> bool:
        """Whether the whole sheet is."""
        return bool(self.sheet.sheet_state != "visible")

    @cached_property
    def hidden_rows(self) -> set[int]:
        """The hidden rows, those that a filter hides too."""
        return {row for row, dimension in self.sheet.row_dimensions.items() if dimension.hidden}

    @cached_property
    def hidden_columns(self) -> set[int]:
        """The hidden columns; neighbours share one declaration."""
        return {
            column
            for dimension in self.sheet.column_dimensions.values()
            if dimension.hidden
            for column in range(dimension.min, dimension.max + 1)
        }

    @cached_property
    def rows(self) -> list[tuple[int, list[Cell]]]:
        """The shown rows that hold something, each with its number and its cells on the grid of what is shown."""
        rows: dict[int, list[Cell]] = {}
        for cell in self.filled:
            columns, numbers = self._shown(cell)
            if columns and numbers:
                lines = tuple(" ".join(line.split()) for line in _text(cell).split("\n"))
                rows.setdefault(numbers[0], []).append(Cell(columns[0], lines, len(columns), len(numbers)))
        return [(number, sorted(row, key=lambda cell: cell.column)) for number, row in sorted(rows.items())]

    @cached_property
    def _merged(self) -> Mapping[tuple[int, int], Any]:
        return {(area.min_row, area.min_col): area for area in self.sheet.merged_cells.ranges}

    def _shown(self, cell: Any) -> tuple[list[int], list[int]]:
        """The columns and rows in which a cell is seen: of merged cells it is enough that one is shown."""
        area = self._merged.get((cell.row, cell.column))
        last_column, last_row = (area.max_col, area.max_row) if area else (cell.column, cell.row)
        return (
            _left_of(cell.column, last_column, self.hidden_columns),
            _left_of(cell.row, last_row, self.hidden_rows),
        )

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the sheet, its title first; none where it is hidden or empty."""
        if self.is_hidden:
            return []
        widest = max((len(row) for _, row in self.rows), default=0)
        lines = list(chain.from_iterable(_block(rows, widest) for rows in self._tables()))
        title = self.sheet.title.strip()
        return [title, *lines] if lines and not _NAMELESS.fullmatch(title) else lines

    def _tables(self) -> Iterator[list[list[Cell]]]:
        """The rows table by table: a row without figures that follows an empty one begins the next."""
        blocks: list[list[list[Cell]]] = []
        last = 0
        for number, row in self.rows:
            if any(each not in self.hidden_rows for each in range(last + 1, number)) or not blocks:
                blocks.append([])
            blocks[-1].append(row)
            last = number
        table: list[list[Cell]] = []
        for block in blocks:
            if table and _begins_anew(block):
                yield table
                table = []
            table = [*table, *block]
        yield table

    @cached_property
    def remarks(self) -> list[Remark]:
        """The lines of the receipt."""
        if self.is_hidden:
            said = "\n".join(grid_rows([cells for _, cells in self.rows]))
            return [Remark(self.part, "dropped", "trang tính ẩn", said)] if said else []
        read = [Remark(self.part, "read", f"{len(self.rows)} hàng")] if self.rows else []
        return [*read, *self._beyond(), *self._hidden(), *self._notes(), *self._faults(), *self._furniture()]

    def _beyond(self) -> Iterator[Remark]:
        """What stands to the right of the last column that is read."""
        cells = [cell for cell in self.valued if cell.column > _MOST_COLUMNS]
        if cells:
            columns = [cell.column for cell in cells]
            letters = _span(get_column_letter(min(columns)), get_column_letter(max(columns)))
            reason = f"chỉ đọc {_MOST_COLUMNS} cột đầu; hãy chuyển các cột này sang trang tính khác rồi lưu lại"
            yield Remark(f"cột {letters}, {self.part}", "unread", reason, _said(iter(cells))[:_LONGEST])

    def _hidden(self) -> Iterator[Remark]:
        unseen = [cell for cell in self.filled if not all(self._shown(cell))]
        for first, last in _runs(self.hidden_rows):
            said = _said(cell for cell in unseen if first <= cell.row <= last)
            if said:
                yield Remark(f"hàng {_span(str(first), str(last))}, {self.part}", "dropped", "hàng ẩn", said)
        for first, last in _runs(self.hidden_columns):
            said = _said(cell for cell in unseen if first <= cell.column <= last)
            if said:
                letters = _span(get_column_letter(first), get_column_letter(last))
                yield Remark(f"cột {letters}, {self.part}", "dropped", "cột ẩn", said)

    def _notes(self) -> Iterator[Remark]:
        for cell in self.sheet._cells.values():
            text = " ".join(cell.comment.text.split()) if cell.comment else ""
            if text:
                yield Remark(f"ghi chú ô {cell.coordinate}, {self.part}", "dropped", "ghi chú không in ra", text)

    def _furniture(self) -> Iterator[Remark]:
        """What is printed above and below every page of the sheet."""
        for part, band in (("đầu trang", self.sheet.oddHeader), ("chân trang", self.sheet.oddFooter)):
            said = " ".join(filter(None, (each.text for each in (band.left, band.center, band.right))))
            if any(map(str.isalnum, _FIELD.sub("", said))):
                yield Remark(f"{part}, {self.part}", "dropped", "lặp lại trên mỗi trang in", said)

    def _faults(self) -> Iterator[Remark]:
        for fault in sorted({str(cell.value) for cell in self.filled} & _FAULTS):
            places = [cell.coordinate for cell in self.filled if str(cell.value) == fault]
            reason = f"công thức báo lỗi {fault}; hãy sửa trong Excel, lưu lại rồi nạp"
            yield Remark(f"ô {_listed(places)}, {self.part}", "unread", reason)

    def pictures(self) -> Iterator[tuple[str, Remark]]:
        """The words of the pictures that lie over the sheet, each with its remark; emblems are passed over."""
        if self.is_hidden:
            return
        large = [each for each in self.sheet._images if each.width >= _WIDTH and each.height >= _HEIGHT]
        for number, picture in enumerate(large, start=1):
            part = f"hình {number}, {self.part}"
            if number > _MOST_PICTURES:
                yield "", Remark(part, "unread", f"chỉ đọc {_MOST_PICTURES} hình đầu; hãy tách tệp rồi nạp")
                continue
            # There is one only where the picture keeps its size whatever the cells do.
            extent = getattr(picture.anchor, "ext", None)
            yield read_embedded(picture._data(), inches=extent.width / _EMU if extent else 0.0, part=part)


def _text(cell: Any) -> str:
    """What a cell shows, with the tags that cleaning knows around what is raised, struck or unseen."""
    if isinstance(cell.value, CellRichText):
        return "".join(part if isinstance(part, str) else _run(part) for part in cell.value)
    text = "" if str(cell.value) in _FAULTS else shown(cell.value, cell.number_format)
    if text and (cell.number_format.strip() == _UNSEEN_FORMAT or _is_unseen(cell)):
        return hidden(text)
    return struck(text) if cell.font.strike else text


def _run(part: TextBlock) -> str:
    if part.font.strike:
        return struck(part.text)
    return raised(part.text) if part.font.vertAlign == "superscript" else str(part.text)


def _is_unseen(cell: Any) -> bool:
    """Whether a text is white on a cell that nothing fills."""
    colour = cell.font.color
    white = colour is not None and (colour.rgb == _WHITE or (colour.type == "theme" and colour.theme == 0))
    return white and cell.fill.fill_type is None


def _left_of(first: int, last: int, hidden: Collection[int]) -> list[int]:
    """The numbers of a stretch of rows or columns without those that are hidden."""
    return [each for each in range(first, min(last, first + _MOST_COLUMNS) + 1) if each not in hidden]


def _said(cells: Iterator[Any]) -> str:
    return " | ".join(filter(None, map(_text, cells)))


def _listed(places: Sequence[str]) -> str:
    """The first places of cells, and how many more there are."""
    more = len(places) - _NAMED
    return ", ".join(places[:_NAMED]) + (f" và {more} ô khác" if more > 0 else "")


def _runs(numbers: Collection[int]) -> Iterator[tuple[int, int]]:
    """The stretches of numbers that follow one another, as first and last."""
    run: list[int] = []
    for number in sorted(numbers):
        if run and number > run[-1] + 1:
            yield run[0], run[-1]
            run = []
        run.append(number)
    if run:
        yield run[0], run[-1]


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _begins_anew(block: Sequence[Sequence[Cell]]) -> bool:
    """Whether rows after an empty one are a table of their own: their first full row is a head."""
    full = next((row for row in block if len(row) > 1), None)
    return full is None or not any(is_figure(cell.text) for cell in full)


def _block(rows: list[list[Cell]], widest: int) -> Iterator[str]:
    """A table as rows; the titles above its head and the signatures below it as lines.

    ``widest`` is how many cells the fullest row of the sheet has: letterheads have fewer, and no figures.
    """
    has_figures = any(is_figure(cell.text) for row in rows for cell in row)
    fewest = min(_TABLE_CELLS, max(map(len, rows), default=0) if has_figures else widest)
    full = [at for at, row in enumerate(rows) if len(row) >= fewest or any(cell.width >= fewest for cell in row[1:])]
    begin = full[0] if full and fewest > 1 else len(rows)
    end = len(rows)
    while end > begin and len(rows[end - 1]) < fewest and not _counts(rows[end - 1]):
        end -= 1
    yield from _lines(rows[:begin])
    yield from grid_rows(rows[begin:end])
    yield from _lines(rows[end:])


def _counts(row: Sequence[Cell]) -> bool:
    """Whether a row is one of a table: it has a number in front or a figure."""
    return is_ordinal(row[0].text) or any(is_figure(cell.text) for cell in row)


def _lines(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    return (line for row in rows for cell in row for line in cell.lines if line)
