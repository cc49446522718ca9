"""Stage 2: tables whose columns are parted by tabs, wide blanks, bare pipes or semicolons become rows ``| a | b |``.

Later stages leave single blanks, and then nothing tells any more where a column ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.cleaning.cells import is_blank, is_figure, is_ordinal, paired, written
from ingest.cleaning.heads import Piece, placed_head
from ingest.cleaning.tables import TABLES

_HEAD = re.compile(TABLES["columns"]["heads"])
_LEADER = re.compile(TABLES["columns"]["leader"])
_CAPTION = re.compile(TABLES["columns"]["caption"])
_COMMON = re.compile(TABLES["columns"]["common"])
_CLOSING = re.compile(TABLES["regions"]["closing"])
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_CELL = re.compile(r"\S+(?:\s\S+)*")
_ALIGNED_COLON = re.compile(r"(?<=\S)[ \t\u00a0]{2,}:[ \t\u00a0]+(?=[\d≥≤<>=~])")
_COLON = re.compile(r"(?<=[^\W\d_])[ \t\u00a0]+:[ \t\u00a0]+(?=[\d≥≤<>=~])")
_RULE = re.compile(r"[-=_+|\s:]*")
_LIST_MARK = re.compile(r"\(?(?:\d{1,3}|[a-zđ]|[IVXL]{1,5})[.)/-]|[-–+*•]")
_ITEM = re.compile(r"(?:\(?(?:\d{1,3}|[a-zđ]|[IVXL]{1,5})[.)]|[-–+*•])\s")
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_OPEN_QUOTE = re.compile(r'\t"[^"\t]*$')
_QUOTED_CELL = re.compile(r'(?<=\t)"([^"\t]{2,})"(?=\t|$)')
_PIPE = re.compile(r"(?<!\\)\|")
# Prose sets a blank behind a semicolon and none before it; columns have one on both sides or on neither.
_SEMICOLONS = (re.compile(r"[ \t\u00a0]+;(?:[ \t\u00a0]+|$)"), re.compile(r"(?<=\S);(?=\S)"))
_MAY_BE_PARTED = re.compile(r"\S[ \u00a0\u2000-\u200a\u202f\u205f\u3000]{2}|\S;\S|\S[ \t\u00a0];")
_TAB = 8  # characters
_LONGEST = 120  # characters of a cell; a longer one is a sentence
_LONE = 60  # characters of a line inside a table that has one cell only: a group's name, or the rest of a label
_HEAD_LINES = 3  # of a head whose words are placed over the columns
_QUOTED = 4  # lines that a quoted cell may run on
_LONES = 2  # such lines in a row
_GAP = 1  # blank lines between two rows
_LONGEST_LINE = 1_000  # characters; a longer line is no row
_FEWEST_BARRED = 3  # cells of a row of bare pipes that needs no head, and of one of semicolons
_FEWEST_PARTED = 3  # rows of semicolons that make a table
_MARKS = 2  # words of a heading that make a line one


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that may be a row of a table: where it stands, its cells, and empty ones too where tabs part them.

    ``gap`` tells that a blank line stands above it.
    """

    line: int
    cells: tuple[Piece, ...]
    tabbed: tuple[str, ...] = ()
    gap: bool = False

    @property
    def is_head(self) -> bool:
        """Whether the cells say what stands below them."""
        return _is_head(cell.text for cell in self.cells) and not self.has_figures

    @property
    def has_figures(self) -> bool:
        """Whether a figure stands behind the first cell."""
        return any(is_figure(cell.text) for cell in self.cells[1:])


@dataclass(frozen=True, slots=True)
class _Table:
    """The lines from ``first`` to ``last`` as piped rows."""

    first: int
    last: int
    rows: list[str]


def pipe_columns(text: str) -> str:
    """``text`` with its tables of blanks, tabs, bare pipes and semicolons as piped rows; all else as it was."""
    if "\t" not in text and "|" not in text and not _MAY_BE_PARTED.search(text):
        return text
    if len(_ALIGNED_COLON.findall(text)) >= _MARKS:  # a list of "label   : value", and no table of three columns
        text = _COLON.sub(": ", text)
    return "\f".join(
        "\n".join(_pipe_blanks(_pipe_bars(list(_pipe_semicolons(list(_quoted(page.split("\n"))))))))
        for page in text.replace("\r\n", "\n").split("\f")
    )


def _quoted(lines: Sequence[str]) -> Iterator[str]:
    """Lines with the rows whole whose cells run over several lines in quotation marks, as spreadsheets copy them."""
    at = 0
    while at < len(lines):
        end = at + 1
        if "\t" in lines[at] and _OPEN_QUOTE.search(lines[at]):
            closed = (
                stop
                for stop in range(at + 2, min(at + 2 + _QUOTED, len(lines)) + 1)
                if "\n".join(lines[at:stop]).count('"') % 2 == 0
            )
            end = next(closed, end) if lines[at].count('"') % 2 else end
        row = " ".join(line.strip(" ") for line in lines[at:end]) if end > at + 1 else lines[at]
        yield _QUOTED_CELL.sub(r"\1", row) if "\t" in row else row
        at = end


# -- semicolons ------------------------------------------------------------------------------------------


def _pipe_semicolons(lines: Sequence[str]) -> Iterator[str]:
    """Lines with rows of cells between semicolons as piped ones, where neighbours have as many and tell figures."""
    at = 0
    while at < len(lines):
        rows = next((rows for mark in _SEMICOLONS if (rows := _parted_alike(lines, at, mark))), [])
        yield from map(written, rows) if rows else [lines[at]]
        at += len(rows) or 1


def _parted_alike(lines: Sequence[str], at: int, mark: re.Pattern[str]) -> list[list[str]]:
    """The cells of the lines from ``at`` on that a mark parts into as many; [] where they are no table."""
    rows: list[list[str]] = []
    for line in lines[at:]:
        cells = [cell.strip() for cell in mark.split(line.strip())] if len(line) <= _LONGEST_LINE else []
        if len(cells) < _FEWEST_BARRED or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    telling = sum(any(map(is_figure, row[1:])) for row in rows)
    return rows if len(rows) >= _FEWEST_PARTED and telling >= _MARKS else []


# -- pipes -----------------------------------------------------------------------------------------------


def _pipe_bars(lines: Sequence[str]) -> Iterator[str]:
    """Lines with rows of bare pipes whole, where neighbours have as many; cells of several rows parted."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (_is_bare(lines[end]) or (end > at and _is_without_first(lines[end], lines[at]))):
            end += 1
        if end > at:
            yield from _barred(lines[at:end], beside=[*lines[max(0, at - 1) : at], *lines[end : end + 1]])
            at = end
            continue
        piped = lines[at].lstrip().startswith("|") and "<br" in lines[at].lower()
        yield from _parted_breaks(lines[at]) if piped else [lines[at]]
        at += 1


def _is_bare(line: str) -> bool:
    return not line.lstrip().startswith("|") and len(line) <= _LONGEST_LINE and _PIPE.search(line) is not None


def _is_without_first(line: str, first: str) -> bool:
    """Whether a line is a row of a table of bare pipes whose first cell is empty."""
    if not line[:1].isspace() or not line.lstrip().startswith("|"):
        return False
    return abs(len(_PIPE.findall(line)) - len(_PIPE.findall(first))) <= 1


def _barred(lines: Sequence[str], *, beside: Sequence[str]) -> Iterator[str]:
    """Lines with bare pipes as rows of as many cells as most have; those that have others as they were."""
    rows = [[cell.strip() for cell in _PIPE.split(line)] for line in lines]
    counts = Counter(map(len, rows)) + Counter(
        len(_cells_of(line)) for line in beside if line.lstrip().startswith("|")
    )
    width = max(counts, key=lambda count: (counts[count], count))
    fitting = [_fitted(row, width) for row in _with_whole_head(rows, width)]
    found = [row for row in fitting if row]
    several = sum(abs(count - width) <= 1 for count in counts.elements()) > 1
    if not several or (width < _FEWEST_BARRED and not (found and _is_table(found, headed=_is_head(found[0])))):
        yield from lines
        return
    for line, row in zip(lines, fitting, strict=True):
        yield f"| {' | '.join(row)} |" if row else line


def _with_whole_head(rows: list[list[str]], width: int) -> list[list[str]]:
    """Rows with a head of two rows that lost its merged cells: what the second has goes below the common heading."""
    if len(rows) <= _MARKS + 1 or any(map(is_figure, (*rows[0], *rows[1]))):
        return rows
    upper, lower = ([cell for cell in row if cell] for row in rows[:2])
    columns = width - (not rows[2][-1])
    if len(lower) < _MARKS or len(upper) - 1 + len(lower) != columns:
        return rows
    common = next((at for at, cell in enumerate(upper) if _COMMON.match(cell)), len(upper) - 1)
    behind = len(upper) - 1 - common
    above = [*upper[: common + 1], *[""] * (len(lower) - 1), *upper[common + 1 :]]
    below = [*[""] * common, *lower, *[""] * behind]
    return [[*row, *[""] * (width - columns)] for row in (above, below)] + rows[2:]


def _fitted(row: list[str], width: int) -> list[str]:
    """The cells of a row with one for each column; none where it has too few or too many."""
    if len(row) == width + 1 and not row[-1]:
        return row[:-1]
    return [*row, *[""] * (width - len(row))] if width - 1 <= len(row) <= width else []


def _cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in _PIPE.split(line.strip().removeprefix("|").removesuffix("|"))]


def _parted_breaks(line: str) -> Iterator[str]:
    """The rows of a Markdown row whose cells hold several lines each."""
    for row in paired([[part.strip() for part in _BREAK.split(cell)] for cell in _cells_of(line)]):
        yield written(row)


# -- blanks and tabs -------------------------------------------------------------------------------------


def _pipe_blanks(piped: Iterator[str]) -> list[str]:
    lines = list(piped)
    rows = [_row(index, line) for index, line in enumerate(lines)]
    written_lines: list[str] = []
    at = free = 0  # the next line, and the first behind the last table
    while at < len(lines):
        run = _run(lines, rows, at)
        for table in _tables(run, _above(lines, rows, at, free)):
            if table.first < at:  # its head begins above the run
                del written_lines[table.first - at :]
            written_lines += [*lines[at : table.first], *table.rows]
            at = free = table.last + 1
        end = max(at, run[-1].line + 1 if run else at + 1)
        written_lines += lines[at:end]
        at = end
    return written_lines


def _above(lines: Sequence[str], rows: Sequence[_Row], at: int, free: int) -> list[_Row]:
    """The lines right above a run that may belong to the head of its table."""
    begin = at
    while begin > max(free, at - _HEAD_LINES) and rows[begin - 1].cells and lines[begin - 1].strip():
        begin -= 1
    return list(rows[begin:at])


def _tables(run: list[_Row], above: list[_Row]) -> Iterator[_Table]:
    """The tables of a run: itself, or else its stretches between blank lines."""
    stretches = [list[_Row]()]
    for row in run:
        if row.gap and stretches[-1]:
            stretches.append([])
        stretches[-1].append(row)
    for rows in ([list(run)], stretches if len(stretches) > 1 else []):
        found = [table for at, stretch in enumerate(rows) if (table := _table(stretch, [] if at else above))]
        if found:
            yield from found
            return


def _row(index: int, line: str) -> _Row:
    """The cells of a line; none for a piped row, a line of leaders, and one too long for a row."""
    if not line.strip() or len(line) > _LONGEST_LINE or line.lstrip().startswith("|") or _LEADER.search(line):
        return _Row(index, ())
    plain = unicodedata.normalize("NFC", _BLANKS.sub(" ", line)).rstrip()
    tabbed = tuple(cell.strip() for cell in plain.split("\t")) if "\t" in plain else ()
    if _RULE.fullmatch(plain):
        return _Row(index, ())
    wide = plain.expandtabs(_TAB)
    if tabbed:  # a short gap before a tab stop is a gap all the same
        wide = "".join(_stops(plain))
    cells = tuple(Piece(found.group(), found.start(), found.end()) for found in _CELL.finditer(wide))
    return _Row(index, cells, tabbed)


def _stops(line: str) -> Iterator[str]:
    """``line`` with tabs as blanks, at least two each."""
    width = 0
    for part in re.split(r"(\t)", line):
        text = " " * max(2, _TAB - width % _TAB) if part == "\t" else part
        width += len(text)
        yield text


def _run(lines: Sequence[str], rows: Sequence[_Row], start: int) -> list[_Row]:
    """The rows from ``start`` on that may make up one table, lone cells between them included."""
    if len(rows[start].cells) < 2:
        return []
    run, waiting, gap = [rows[start]], list[_Row](), 0
    for at in range(start + 1, len(rows)):
        row = rows[at]
        if row.is_head and not run[-1].is_head:
            break
        if len(row.cells) > 1:
            run += [*waiting, replace(row, gap=gap > 0)]
            waiting, gap = [], 0
        elif not row.cells and _RULE.fullmatch(lines[row.line]) and (lines[row.line].strip() or gap < _GAP):
            gap += not lines[row.line].strip()
        elif len(row.cells) == 1 and len(waiting) < _LONES and _is_lone(row.cells[0].text):
            waiting.append(replace(row, gap=gap > 0))
            gap = 0
        else:
            break
    return run


def _is_lone(text: str) -> bool:
    return len(text) <= _LONE and text[-1] not in ".;:"


def _table(run: list[_Row], above: list[_Row]) -> _Table | None:
    """The table that a run holds; None where it is none. ``run`` loses the lines around the table."""
    if len(run) < 2:
        return None
    headed = _under_placed_head([*above, *run], _width(run), len(above))
    if headed is not None:
        return headed
    _leave_surroundings(run, _width(run))
    width = _width(run)
    if len(run) < 2 or width < 2:
        return None
    rows = _on_columns(run, width)
    if not _is_table(rows, headed=_is_head(rows[0])):
        return None
    return _Table(run[0].line, run[-1].line, [written(row) for row in _whole(rows)])


def _under_placed_head(rows: Sequence[_Row], width: int, run: int) -> _Table | None:
    """The table whose head is not cell by cell over its columns: its words are placed by where they stand."""
    body = next(
        (at for at in range(run, len(rows)) if rows[at].has_figures and len(rows[at].cells) >= max(2, width - 1)),
        None,
    )
    if body is None or any(row.tabbed for row in rows):
        return None
    begin, end = _head_lines(rows, body)
    below = list(rows[end:])
    _leave_below(below, width)
    full = [row.cells for row in below if len(row.cells) == width]
    if begin == end or (end - begin == 1 and len(rows[begin].cells) == width) or len(full) < 2:
        return None
    spans = _spans(full)
    head = placed_head([row.cells for row in rows[begin:end]], spans)
    table = [_placed(row.cells, spans) for row in below]
    joined = [" ".join(filter(None, column)) for column in zip(*head, strict=True)]
    told = _is_head(joined) or width > 2 or re.search(r"(?:19|20)\d\d", joined[-1]) is not None
    if not told or not _is_table([joined, *table], headed=True):
        return None
    return _Table(rows[begin].line, below[-1].line, [written(row) for row in (*head, *_whole(table))])


def _head_lines(rows: Sequence[_Row], body: int) -> tuple[int, int]:
    """Where the head above a row begins and ends; between both may stand the names of groups."""
    label = rows[body].cells[1].start
    end = body
    while end and not rows[end].gap and _is_group(rows[end - 1], label):
        end -= 1
    if end == 0 or not _may_head(rows[end - 1], label):
        end = body
    begin = end
    while begin and end - begin < _HEAD_LINES and _may_head(rows[begin - 1], label):
        if rows[begin].gap and (begin < end or len(rows[begin - 1].cells) < 2):
            break
        begin -= 1
    return begin, end


def _is_group(row: _Row, label: int) -> bool:
    """Whether a line is the name of a group of rows, with or without its number."""
    numbered = len(row.cells) == 2 and is_ordinal(row.cells[0].text)
    return numbered or (len(row.cells) == 1 and row.cells[0].start < label)


def _may_head(row: _Row, label: int) -> bool:
    """Whether a line may be one of a head: words or years, and a single piece only beyond the labels."""
    if not row.cells or (len(row.cells) == 1 and row.cells[0].start < label - 2):
        return False
    if _LIST_MARK.match(row.cells[0].text) and len(row.cells) < _MARKS + 1:
        return False
    if any(_CAPTION.match(cell.text) for cell in row.cells):
        return False
    return all(
        len(cell.text) <= _LONE and cell.text[-1] not in ".;" and not is_figure(cell.text) for cell in row.cells
    )


def _leave_surroundings(run: list[_Row], width: int) -> None:
    """Takes the lines off a run that stand above or below its table: letterheads, lists, signatures."""
    first = next((at for at, row in enumerate(run) if row.has_figures or row.is_head), 0)
    if first and len(run[first - 1].cells) == width:
        first -= 1  # a head in words that nobody listed
    if any(row.gap for row in run[1 : first + 1]):
        del run[:first]
    while run and len(run[0].cells) < width - 1:
        del run[0]
    _leave_below(run, width)


def _leave_below(run: list[_Row], width: int) -> None:
    """Takes the lines off a run that stand below its table."""
    last = max((at for at, row in enumerate(run) if row.has_figures), default=0)
    for at in range(last + 1, len(run)):
        if run[at].gap or any(_CLOSING.match(cell.text) for cell in run[at].cells):
            del run[at:]
            break
    while run and len(run[-1].cells) < width - 1 and not run[-1].has_figures:
        del run[-1]


def _width(run: Sequence[_Row]) -> int:
    """How many cells most rows with figures have; of two such numbers the larger.

    Where a row has more, and all others have theirs where its cells begin or end, they have empty cells: as many.
    """
    telling = [row for row in run if row.has_figures or row.is_head] or run
    counts = Counter(len(row.cells) for row in telling if len(row.cells) > 1)
    usual = max(counts, key=lambda count: (counts[count], count), default=0)
    figured = [row for row in telling if row.has_figures and not row.tabbed]
    fullest = max(figured, key=lambda row: len(row.cells), default=None)
    if fullest is None or len(fullest.cells) <= usual or not all(_lies_on(row, fullest) for row in figured):
        return usual
    return len(fullest.cells)


def _lies_on(row: _Row, full: _Row) -> bool:
    """Whether every cell of a row begins or ends where one of a fuller row does."""
    near = (-1, 0, 1)
    starts = {cell.start + aside for cell in full.cells for aside in near}
    ends = {cell.end + aside for cell in full.cells for aside in near}
    return all(cell.start in starts or cell.end in ends for cell in row.cells)


def _on_columns(run: Sequence[_Row], width: int) -> list[list[str]]:
    """Each row with a cell for each column."""
    stops = {len(row.tabbed) for row in run if row.tabbed}
    if stops and max(stops) - min(stops) <= 1 and all(row.tabbed or len(row.cells) == 1 for row in run):
        rows = [row.tabbed or (row.cells[0].text,) for row in run]
        return [[*row, *[""] * (max(stops) - len(row))] for row in rows]
    spans = _spans([row.cells for row in run if len(row.cells) == width])
    return [_placed(row.cells, spans) for row in run]


def _spans(full: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Where each column stands, as rows with a cell for each tell."""
    return [
        Piece("", min(cells[at].start for cells in full), max(cells[at].end for cells in full))
        for at in range(len(full[0]))
    ]


def _placed(cells: Sequence[Piece], spans: Sequence[Piece]) -> list[str]:
    """The cells of a line in the columns under which they stand, in their order."""
    if len(cells) == len(spans):
        return [cell.text for cell in cells]
    row = [""] * len(spans)
    first = 0
    for left, cell in enumerate(cells):
        spare = len(spans) - (len(cells) - left)  # the last column that leaves one for each cell to come
        places = range(first, max(first, spare) + 1) if first < len(spans) else range(len(spans) - 1, len(spans))
        at = max(places, key=lambda place: _overlap(cell, spans[place]))
        row[at] = f"{row[at]} {cell.text}".strip()
        first = at + 1
    return row


def _overlap(cell: Piece, span: Piece) -> int:
    """Characters that both share; below 0 how far they are apart."""
    return min(cell.end, span.end) - max(cell.start, span.start)


def _is_table(rows: Sequence[Sequence[str]], *, headed: bool) -> bool:
    """Whether rows have a head and a figure under it, or three columns and figures in one of them, over each other.

    The number of an item is no column of figures, and no column at all where it is the mark of a list.
    """
    if any(len(cell) > _LONGEST for row in rows for cell in row):
        return False
    body = rows[1:] if headed else rows
    listed = all(_LIST_MARK.fullmatch(row[0]) or not row[0] for row in body)
    width = len(rows[0]) - listed
    columns = [[row[at] for row in body] for at in range(1, len(rows[0]))]
    figures = [column for column in columns if _holds_figures(column, 1 if headed else 2)]
    labels = any(any(map(_is_label, column)) for column in [[row[0] for row in body], *columns])
    return labels and bool(figures) and (headed or width > 2)


def _is_head(cells: Iterable[str]) -> bool:
    return sum(_HEAD.fullmatch(cell) is not None for cell in cells) >= _MARKS


def _holds_figures(column: Sequence[str], fewest: int) -> bool:
    filled = [cell for cell in column if not is_blank(cell)]
    count = sum(map(is_figure, filled))
    return count >= fewest and 2 * count >= len(filled)


def _is_label(cell: str) -> bool:
    return not is_figure(cell) and not is_ordinal(cell) and sum(map(str.isalpha, cell)) > 2


def _whole(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """The rows with labels that ran over two lines made whole."""
    row: list[str] = []
    rows = list(rows)
    labels = [first for cells in rows if any(map(is_figure, cells[1:])) and (first := cells[0])]
    if 2 * sum(label[:1].islower() for label in labels) > len(labels):  # then it tells nothing that a row begins low
        yield from rows
        return
    for below in rows:
        if row and _goes_on(row, below):
            row = [f"{cell} {rest}".strip() for cell, rest in zip(row, below, strict=True)]
            continue
        if row:
            yield row
        row = below
    if row:
        yield row


def _goes_on(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether ``below`` is the rest of ``row``: it begins low, is no item, and at most one of them has figures."""
    filled = [cell for cell in below if cell]
    if not filled or not filled[0][:1].islower() or is_ordinal(filled[0]) or _ITEM.match(filled[0]):
        return False
    return not (any(map(is_figure, row[1:])) and any(map(is_figure, below[1:])))
