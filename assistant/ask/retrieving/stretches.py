"""A document as the stretches that can answer by themselves: sentences, and rows of tables below their heads.

A table is one of bars ("| Đàn lợn | con | 610 |"), or of cells that stand one a line because its lines were lost.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.language.quantities import rules
from assistant.language.text import normalise
from assistant.types import Resolution

FRAME = "phần bao quanh trang web"  # why cleaning took out what a page shows around its document
_SENTENCE = re.compile(r"(?:[^.;!?\n]|[.;!?](?=[^\s\"”)]))+[.;!?\"”)]*")
_NUMBERED = re.compile(r"^[\s#*|+–-]*(?:(?:[IVX]+|\d+(?:\.\d+)*|[A-Za-zĐđ])\s*[.)/-]\s*)?")
_SERIAL = re.compile(r"\s*(?:\d{1,3}|[IVX]{1,4}|[A-Zđa-z])?[.)]?\s*")
_NUMBERS = re.compile(rf"{_SERIAL.pattern}|\s*(?:số\s+)?s?tt\.?\s*", re.IGNORECASE)  # heads of running numbers
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]{2}")
UNIT_LINE = re.compile(r"(?:đơn vị|đvt|đv)\b[^:\n]{0,12}:", re.IGNORECASE)
_LONG_CELL = 60  # characters of a line that may be a cell
_FEWEST_NUMBERED = 3  # running numbers that tell rows
_FEWEST_CELLS = 8  # lines one after the other that may be a table which lost its lines
_GROUP_LINES = 2  # lines of a group of rows in a table of one cell a line: its letter and its name
_FEWEST_SAYING = 8  # words of an item that says something
_GROUP = re.compile(r"^\W*(?:[A-Z]|[IVX]+)\s*[.)]\s*\S")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence or a row: ``quote`` is ``text[start:end]`` of its document.

    ``heads`` are the lines above it that say what it is of (spans), ``above`` their words. A row has ``label`` and
    ``cells``, each with the name of its column ("" where the head has none). ``before`` is what its own paragraph
    says before it, and a number alone ("1.") says nothing. A stretch of the page's frame has no place in the text:
    ``start`` is -1. ``key`` is what the head says above the labels ("Tên bản").
    """

    document_id: str
    start: int
    end: int
    quote: str
    above: str = ""
    before: str = ""
    heads: tuple[tuple[int, int], ...] = ()
    label: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    key: str = ""
    is_heading: bool = False

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return bool(self.cells)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Text:
    """A document with its lines, and the headings above each of its sections as far as they were asked for."""

    document: Resolution
    lines: Sequence[_Line]
    headings: dict[tuple[int, int], tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def headings_above(self, start: int) -> tuple[tuple[int, int], ...]:
        """The headings under which a place of the text stands, outermost first: spans."""
        section = self.document.section_at(start)
        if section is None:
            return ()
        of = (section.start, section.end)
        if of not in self.headings:
            self.headings[of] = tuple(
                (each.start, each.start + len(self.document.text[each.start : each.body].rstrip()))
                for each in self.document.sections
                if each.heading and section.path[: len(each.path)] == each.path and each.start <= section.start
            )
        return self.headings[of]

    def is_heading(self, start: int) -> bool:
        """Whether a place of the text stands in a heading."""
        section = self.document.section_at(start)
        return section is not None and bool(section.heading) and start < section.body


def stretches(document: Resolution) -> tuple[Stretch, ...]:
    """Every sentence and row of a document in the order of its text; last the lines of the frame of its page."""
    lines = [_Line(*match.span(), match.group()) for match in re.finditer(r"[^\n]+", document.text)]
    text = _Text(document, lines)
    found: list[Stretch] = []
    at = 0
    while at < len(lines):
        size = _bars(lines, at)
        if size:
            found += _rows_of_bars(text, at, at + size)
        elif size := _cells(lines, at):
            found += _rows_of_cells(text, at, at + size)
        else:
            size = 1
            found += _sentences(text, at)
        at += size
    return (*found, *_frame(document))


def _frame(document: Resolution) -> Iterator[Stretch]:
    for dropped in document.dropped:
        if dropped.reason == FRAME:
            for line in filter(str.strip, dropped.text.splitlines()):
                yield Stretch(document.document_id, -1, -1, line.strip())


# -- sentences ---------------------------------------------------------------------------------------


def _sentences(text: _Text, at: int) -> Iterator[Stretch]:
    line = text.lines[at]
    heads, above = _above(text, at)
    is_heading = text.is_heading(line.start)
    for match in _SENTENCE.finditer(line.text):
        quote = match.group().strip()
        if not _LETTER.search(quote):
            continue
        start = line.start + match.start() + len(match.group()) - len(match.group().lstrip())
        before = line.text[: match.start()]
        yield Stretch(
            text.document.document_id,
            start,
            start + len(quote),
            quote,
            above=above,
            before=before if _LETTER.search(before) else "",
            heads=heads,
            is_heading=is_heading and not _says(quote),
        )


def _says(quote: str) -> bool:
    """Whether a line that was read as a heading says something of its own: the last item of a numbered list."""
    return quote.endswith((".", ";")) and len(quote.split()) >= _FEWEST_SAYING


def _above(text: _Text, at: int) -> tuple[tuple[tuple[int, int], ...], str]:
    """The headings and the opening line ("Hạn chế:") above a line, and their words with the title of the document."""
    heads = text.headings_above(text.lines[at].start)
    opener = _opener(text.lines, at)
    if opener is not None:
        heads = (*heads, (opener.start, opener.end))
    words = " . ".join(text.document.text[first:last] for first, last in heads)
    return tuple(dict.fromkeys(heads)), f"{text.document.identity.title} . {words}"


def _opener(lines: Sequence[_Line], at: int) -> _Line | None:
    """The line ending in a colon that opens the list in which a line stands, by its marks or its semicolons."""
    mark = _mark(lines[at].text)
    for line in reversed(lines[max(0, at - 12) : at]):
        text = line.text.strip()
        if text.endswith(":"):
            return line
        if not text.endswith(";") and (not mark or _mark(text) != mark):
            return None
    return None


def _mark(text: str) -> str:
    """What kind of mark an item of a list opens with: its bullet, "1" for a running number, "a" for a letter, "là" or
    "thứ" for one in words ("Một là", "Thứ hai"); "" without one.
    """
    if (counted := _COUNTED.match(text)) is not None:
        return "là" if counted["is"] else "thứ"
    match = re.match(r"\s*\\?(?:(?P<bullet>[-–+*•])|\(?(?:\d{1,2}|(?P<letter>[a-zđ]))\s*[.)/-](?![\d\w]))", text)
    return "" if match is None else match["bullet"] or ("a" if match["letter"] else "1")


_COUNTED = re.compile(
    r"\s*(?:[-–+*•]\s*)?(?:(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?P<is>là)"
    r"|thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám))(?!\w)",
    re.IGNORECASE,
)


# -- tables ------------------------------------------------------------------------------------------


def _bars(lines: Sequence[_Line], at: int) -> int:
    """How many lines from here on are rows between bars."""
    size = 0
    while at + size < len(lines) and lines[at + size].text.count("|") > 1:
        size += 1
    return size if size > 1 else 0


def _rows_of_bars(text: _Text, first: int, last: int) -> Iterator[Stretch]:
    document, lines = text.document, text.lines
    grid = [[cell.strip() for cell in line.text.strip().strip("|").split("|")] for line in lines[first:last]]
    size = next((i for i, row in enumerate(grid) if i and _tells(row)), 1)
    size = size if size <= _LONGEST_HEAD else 1
    names = _names(grid[:size])
    heads, above = _table_heads(text, first, size)
    group: _Line | None = None
    for line, row in zip(lines[first + size : last], grid[size:], strict=True):
        label = _label(row)
        key = names.get(row.index(label), "") if label else ""
        cells = tuple((names.get(i, ""), cell) for i, cell in enumerate(row) if cell and cell != label)
        # A running number below no name, "TT", or the name of a group ("I") tells nothing.
        cells = tuple(each for each in cells if not (_SERIAL.fullmatch(each[1]) and _NUMBERS.fullmatch(each[0])))
        is_group = bool(_GROUP.match(label)) or not any(_DIGIT.search(cell) for _, cell in cells)
        known = group if group is not None and not is_group else None
        yield Stretch(
            document.document_id,
            line.start,
            line.end,
            line.text,
            above=f"{above} . {known.text if known else ''}",
            heads=(*heads, *([(known.start, known.end)] if known else [])),
            label=label,
            cells=cells or (("", line.text),),
            key=key,
        )
        group = line if is_group else group


def _tells(row: Sequence[str]) -> bool:
    """Whether a row stands below the head: it is numbered, or has a figure that is no year."""
    numbered = bool(row and row[0].strip()) and _SERIAL.fullmatch(row[0]) is not None
    return numbered or (_DIGIT.search(" ".join(row[1:])) is not None and not _is_years(row))


_LONGEST_HEAD = 3  # rows


def _is_years(row: Sequence[str]) -> bool:
    """Whether a row is the head's second line, in which years are no figures."""
    figures = [cell for cell in row[1:] if _DIGIT.search(cell)]
    return bool(figures) and all(re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)|tháng|quý", cell) for cell in figures)


def _label(row: Sequence[str]) -> str:
    """The first cell that has words and is no number of a group ("II"): what a row is of; in a row of figures alone
    the year that it opens with.
    """
    words = [cell for cell in row if _LETTER.search(cell)]
    year = next((cell for cell in row[:_YEAR_WITHIN] if _YEAR.fullmatch(cell)), "") if not words else ""
    return next((cell for cell in words if not _SERIAL.fullmatch(cell)), words[0] if words else year)


_YEAR = re.compile(r"(?:19|20)\d{2}")
_YEAR_WITHIN = 2  # cells: behind a running number, if there is one


def _names(head: Sequence[Sequence[str]]) -> dict[int, str]:
    """What the head says above each column, line below line."""
    width = max(map(len, head), default=0)
    columns = {i: [row[i] for row in head if i < len(row) and row[i]] for i in range(width)}
    return {i: " ".join(dict.fromkeys(words)) for i, words in columns.items()}


def _table_heads(text: _Text, first: int, size: int) -> tuple[tuple[tuple[int, int], ...], str]:
    """The lines that belong to every row: the head, the unit and the title above it, the headings."""
    lines = text.lines
    outer, above = _above(text, first)
    own = [(line.start, line.end) for line in lines[first : first + size]]
    own += [(line.start, line.end) for line in lines[max(0, first - 3) : first] if UNIT_LINE.search(line.text)]
    title = lines[first - 1].text if first else ""
    words = " . ".join([above, title, *(text.document.text[start:end] for start, end in own)])
    return (*outer, *own), words


def _cells(lines: Sequence[_Line], at: int) -> int:
    """How many lines from here on are cells, one a line: short, and every other line or so a figure."""
    size = 0
    while at + size < len(lines) and _is_cell(lines[at + size].text):
        size += 1
    figures = [line for line in lines[at : at + size] if _is_figure(line.text)]
    return size if size >= _FEWEST_CELLS and len(figures) * 3 >= size else 0


def _is_cell(text: str) -> bool:
    return len(text) <= _LONG_CELL and not re.search(r"[.;:]\s*$", text) and "|" not in text


def _is_figure(text: str) -> bool:
    """A line that is a figure and no label: "8.030.000", "-", "Từ 85 trở lên"."""
    rest = _NUMBERED.sub("", text, count=1) if _LETTER.search(text) else text
    return (bool(_DIGIT.search(rest)) and len(text) <= _LONG_CELL // 2) or text.strip() in ("-", "–", "x")


def _rows_of_cells(text: _Text, first: int, last: int) -> Iterator[Stretch]:
    """A label and the figures below it are a row; the lines before the first are the head."""
    document, lines = text.document, text.lines
    if numbers := _numbers(lines, first, last):
        yield from _numbered_rows(text, first, [*numbers, last])
        return
    labels = [i for i in range(first, last - 1) if not _is_figure(lines[i].text) and _is_figure(lines[i + 1].text)]
    labels = [i for i in labels if lines[i + 1].text.strip() != "1" or i + 2 >= last or _is_figure(lines[i + 2].text)]
    labels = [i for i in labels if not re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", lines[i + 1].text)]
    labels = [_with_unit(lines, label, first, opens=label == labels[0]) for label in labels]
    if not labels:
        for at in range(first, last):
            yield from _sentences(text, at)
        return
    bounds = [*labels[1:], last]
    serial = labels[0] > first and lines[labels[0] - 1].text.strip() == "1"
    rows = [
        (label, [i for i in range(label + 1, bound) if _is_figure(lines[i].text)])
        for label, bound in zip(labels, bounds, strict=True)
    ]
    rows = [(label, cells[:-1] if serial and _counts_on(lines, label, cells) else cells) for label, cells in rows]
    width = Counter(len(cells) for _, cells in rows).most_common(1)[0][0]
    head = lines[first : labels[0] - serial]
    names = [line.text.strip() for line in head[-width:]] if len(head) > width else []
    heads, above = _table_heads(text, first, len(head))
    for label, cells in rows:
        if not cells:
            continue
        end = lines[cells[-1]].end
        columns = names if len(names) == len(cells) else [""] * len(cells)
        yield Stretch(
            document.document_id,
            lines[label].start,
            end,
            document.text[lines[label].start : end],
            above=above,
            heads=heads,
            label=lines[label].text.strip(),
            cells=tuple(zip(columns, (lines[i].text.strip() for i in cells), strict=True)),
        )


def _numbers(lines: Sequence[_Line], first: int, last: int) -> list[int]:
    """Where the running numbers of rows stand ("1", label, cells, "2", …); none where there are few."""
    found: list[int] = []
    for at in range(first, last - 2):
        if lines[at].text.strip() == str(len(found) + 1) and not _is_figure(lines[at + 1].text):
            found.append(at)
    return found if len(found) >= _FEWEST_NUMBERED else []


def _numbered_rows(text: _Text, first: int, bounds: Sequence[int]) -> Iterator[Stretch]:
    """Rows between their running numbers: a label, and cells that may be words too ("Đạt", "Chưa giao")."""
    document, lines = text.document, text.lines
    head = lines[first : bounds[0]]
    if len(head) > _GROUP_LINES and _SERIAL.fullmatch(head[-2].text) and head[-2].text.strip().isupper():
        head = head[:-_GROUP_LINES]  # "A", "KINH TẾ": a group of rows, and no columns
    heads, above = _table_heads(text, first, len(head))
    sizes = [end - number - 2 for number, end in itertools.pairwise(bounds)]
    width = Counter(sizes).most_common(1)[0][0]
    names = [line.text.strip() for line in head[-width:]] if len(head) > width else []
    for number, size in zip(bounds, sizes, strict=False):
        # What stands below the last row is no cell of it.
        cells = lines[number + 2 : number + 2 + min(size, width)]
        columns = names if len(names) == len(cells) else [""] * len(cells)
        start, end = lines[number + 1].start, (cells[-1] if cells else lines[number + 1]).end
        yield Stretch(
            document.document_id,
            start,
            end,
            document.text[start:end],
            above=above,
            heads=heads,
            label=lines[number + 1].text.strip(),
            cells=tuple(zip(columns, (line.text.strip() for line in cells), strict=True)) or (("", ""),),
        )


def _with_unit(lines: Sequence[_Line], label: int, first: int, *, opens: bool) -> int:
    """Where a row begins whose unit stands in a line of its own between its label and its figures.

    Above the row that ``opens`` a table stands its head and no figure.
    """
    words = normalise(lines[label].text.strip()).partition("/")[0]
    is_unit = words in rules().forms or words.partition(" ")[0] in rules().forms
    own = label > first and not _is_figure(lines[label - 1].text)
    begins = opens or label - 2 < first or _is_figure(lines[label - 2].text)
    return label - 1 if is_unit and own and begins else label


def _counts_on(lines: Sequence[_Line], label: int, cells: Sequence[int]) -> bool:
    """Whether the last figure of a row is the number of the next one."""
    before = lines[label - 1].text.strip()
    last = lines[cells[-1]].text.strip() if cells else ""
    return before.isdigit() and last.isdigit() and int(last) == int(before) + 1


def whole_sentences(found: Sequence[Stretch], document: Resolution) -> list[Stretch]:
    """The stretches of a text without its rows and headings, those that only ";" parts put together again."""
    whole: list[Stretch] = []
    for each in found:
        if each.is_row or each.is_heading or each.start < 0:
            continue
        last = whole[-1] if whole else None
        if last is not None and each.before and last.quote.endswith(";"):
            quote = document.text[last.start : each.end]
            whole[-1] = replace(last, end=each.end, quote=quote)
        else:
            whole.append(each)
    return whole
