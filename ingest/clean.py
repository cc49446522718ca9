"""From the text of a file to the text to which all offsets refer.

What is known about the language and about web pages (look-alike letters, beginnings of list items, footers)
stands in ``clean.toml``; this file holds the order in which it is applied.
"""

from __future__ import annotations

import html
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from itertools import groupby, pairwise

from assistant.types import CleanText, Dropped, SourceDocument

RULE = "đường kẻ, dấu trang trí"
PICTURE = "hình ảnh"
PAGE_NUMBER = "số trang"
COPY = "bản lặp lại của văn bản"

_MAX_ROUNDS = 8  # real files need two: one that changes the text and one that finds nothing more to change
_SHORT = 40  # characters; a shorter line may be a cell of a flattened table
_CELLS = 3  # short lines in a row that make a flattened table
_NOISE_LENGTH = 300  # characters; a longer line is no noise of a page
_NEWS_TITLE = 200  # characters; a longer line in a news box is no title any more
_NEWS_LINES = 60
_KIND_WITHIN = 40  # lines from the top, among which the document says what it is
_HEADING_LINES = 12  # lines that the heading block may have after that
_HEADING_LENGTH = 160  # characters; a longer line is a paragraph
_CLOSING_LENGTH = 120  # characters; a longer line is no signature any more
_BREAKS = 3  # broken lines that make a text wrapped, if they are also ...
_BREAKS_SHARE = 0.2  # ... this share of all lines
_FULL = 0.85  # of the width of a wrapped text: such a line reached the margin
_COPY_LINES = 5  # different lines that two copies share at least ...
_COPY_LENGTH = 300  # ... and characters
_COPY_SHARE = 0.6  # of the first copy that the second must repeat
_COPY_START = 0.2  # of the text before the second copy: the first begins no later


@dataclass(frozen=True, slots=True)
class _Line:
    """A line on its way: ``reason`` tells why it goes, "" that it stays.

    ``page`` counts from 1; ``edge`` marks the first and the last line of one of several pages, ``gap`` a line
    with a blank one above.
    """

    text: str
    page: int = 1
    edge: bool = False
    gap: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Noise:
    """One kind of page noise, as ``clean.toml`` tells it; a pattern that is not given matches nothing."""

    reason: str
    lines: re.Pattern[str]
    opens: re.Pattern[str]
    inside: re.Pattern[str]
    until: re.Pattern[str] | None


def clean(source: SourceDocument) -> CleanText:
    """The text of a document with one block (paragraph, list item, heading, table row) a line.

    Lines are parted by a single newline, have no space at either end and single spaces inside. Whatever goes
    and carries words or digits is listed as ``Dropped``. The stages:

    1. characters: entities, spaces, invisible characters, letters of other alphabets, tags, LaTeX, NFC
    2. lines: Markdown marks go, list marks stay; blank lines are only remembered
    3. rules, pictures and page numbers are marked to go
    4. noise of web pages is marked to go: counters, posting lines, contact boxes, menus, news boxes
    5. a second copy of the document is marked to go, as one piece
    6. lines that a page break or a web page broke in mid-sentence are joined

    They are run until nothing changes, because joining can complete a mark that was broken in two. So
    cleaning a cleaned text changes nothing. A misread ‰ ("%0", "%o") stays as written.
    """
    text, dropped = source.text, list[Dropped]()
    for _ in range(_MAX_ROUNDS):
        cleaned = _round(text)
        dropped += cleaned.dropped
        if cleaned.text == text:
            break
        text = cleaned.text
    return CleanText(text, tuple(dropped))


def _round(text: str) -> CleanText:
    """All stages once."""
    text = _characters(text)  # 1
    lines = list(_lines(text))  # 2
    lines = _mark_ornaments(lines)  # 3
    lines = _mark_noise(lines)  # 4
    lines = _mark_copy(lines)  # 5
    lines = _join(lines)  # 6
    return _collect(lines)


def _collect(lines: Iterable[_Line]) -> CleanText:
    """The lines that stay, and neighbours that go for the same reason as one piece."""
    kept: list[str] = []
    dropped: list[Dropped] = []
    for reason, group in groupby(lines, key=lambda line: line.reason):
        texts = [line.text for line in group]
        if reason:
            dropped.append(Dropped(reason, "\n".join(texts)))
        else:
            kept += texts
    return CleanText("\n".join(kept), tuple(dropped))


# -- 1 characters ------------------------------------------------------------------------------------


def _characters(text: str) -> str:
    text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    text = text.replace("\r\n", "\n").translate(_TRANSLATION)
    text = _ROW_BREAK.sub(lambda row: _LINE_BREAK.sub(" ", row.group()), text)
    text = _TAG.sub("", _LINE_BREAK.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    text = _COMMAND.sub(lambda match: _MATH[match.group(1)], _FORMULA.sub(_formula, text))
    if _FOREIGN.search(text):
        text = _WORD.sub(_latin, text)
    text = _A_GRAVE.sub("à", _U_HORN.sub(r"\1ư", text))
    return unicodedata.normalize("NFC", text)


def _formula(match: re.Match[str]) -> str:
    """A LaTeX formula as plain text; two dollar signs that enclose none stay."""
    formula = match.group(1)
    if "\\" not in formula and not _PLAIN_FORMULA.fullmatch(formula):
        return match.group()
    for pattern, plain in _FORMULA_PARTS:
        formula = pattern.sub(plain, formula)
    return formula.strip()


def _latin(match: re.Match[str]) -> str:
    """A word with its Cyrillic and Greek letters replaced, if all of them are look-alikes."""
    word = unicodedata.normalize("NFD", match.group())
    if not _FOREIGN.search(word):
        return match.group()
    latin = word.translate(_LOOK_ALIKES)
    return match.group() if _FOREIGN.search(latin) else unicodedata.normalize("NFC", latin)


# -- 2 lines -----------------------------------------------------------------------------------------


def _lines(text: str) -> Iterator[_Line]:
    pages = text.split("\f")
    for number, page in enumerate(pages, start=1):
        texts = [_unmarked(line) for line in page.split("\n")]
        filled = [index for index, line in enumerate(texts) if line]
        for above, index in pairwise([-1, *filled]):
            edge = len(pages) > 1 and index in (filled[0], filled[-1])
            yield _Line(texts[index], number, edge, gap=index - above > 1)


def _unmarked(line: str) -> str:
    """A line without its Markdown marks, with single spaces."""
    line = _HEADING_MARK.sub("", line.strip())
    if "*" in line or "_" in line:
        line = _EMPHASIS.sub(_emphasised, _STRONG.sub("", line))
    line = _ESCAPE.sub(r"\1", line)
    return " ".join(_TRAILING_RULE.sub("", line).split())


def _emphasised(match: re.Match[str]) -> str:
    return match.group(1) or match.group(2)


# -- 3 rules, pictures, page numbers -----------------------------------------------------------------


def _mark_ornaments(lines: Sequence[_Line]) -> list[_Line]:
    marked = [replace(line, reason=_ornament(line)) if _ornament(line) else line for line in lines]
    kept = [index for index, line in enumerate(marked) if not line.reason]
    for position, index in enumerate(kept):
        above = marked[kept[position - 1]].text if position else ""
        below = marked[kept[position + 1]].text if position + 1 < len(kept) else ""
        if _is_page_number(marked[index], above, below):
            marked[index] = replace(marked[index], reason=PAGE_NUMBER)
    return marked


def _ornament(line: _Line) -> str:
    if _PICTURE.fullmatch(line.text):
        return PICTURE
    return RULE if _ORNAMENT.fullmatch(line.text) else ""


def _is_page_number(line: _Line, above: str, below: str) -> bool:
    """Whether a line holds the number of its page: it says so, or stands at its edge, or cuts a sentence."""
    if _NAMED_PAGE.fullmatch(line.text):
        return True
    if not _NUMBER.fullmatch(line.text):
        return False
    if line.edge and abs(int(line.text) - line.page) <= 1:
        return True
    return len(above) >= _SHORT and not _finished(above) and _begins_low(below) and not _UNIT.fullmatch(below)


# -- 4 noise of web pages ----------------------------------------------------------------------------


def _mark_noise(lines: Sequence[_Line]) -> list[_Line]:
    marked: list[_Line] = []
    while len(marked) < len(lines):
        start = len(marked)
        reason, end = _noise_at(lines, start)
        marked += (replace(line, reason=line.reason or reason) for line in lines[start:end])
    return marked


def _noise_at(lines: Sequence[_Line], start: int) -> tuple[str, int]:
    """The reason for which the line at ``start`` is noise, "" where it is none, and where the noise ends."""
    line = lines[start]
    if line.reason or len(line.text) > _NOISE_LENGTH or not _ANY_NOISE.match(line.text):
        return "", start + 1
    for noise in _NOISES:
        if noise.opens.match(line.text) and (end := _box_end(noise, lines, start + 1)) > start + 1:
            return noise.reason, end
    for noise in _NOISES:
        if noise.lines.match(line.text):
            return noise.reason, start + 1
    return "", start + 1


def _box_end(noise: _Noise, lines: Sequence[_Line], start: int) -> int:
    """Where the box ends whose first line stands above ``start``."""
    end = start
    if noise.until is None:
        while end < len(lines) and noise.inside.match(lines[end].text):
            end += 1
        return end
    while end < min(len(lines), start + _NEWS_LINES):
        if len(lines[end].text) > _NEWS_TITLE or noise.until.match(lines[end].text):
            break
        end += 1
    return end


# -- 5 a second copy ---------------------------------------------------------------------------------


def _mark_copy(lines: list[_Line]) -> list[_Line]:
    """Marks a second copy. What only the second copy says stays."""
    keys = [_NO_LETTER.sub("", line.text.casefold()) for line in lines]
    first: dict[str, int] = {}
    for index, key in enumerate(keys):
        first.setdefault(key, index)
    seen = [first[key] < index for index, key in enumerate(keys)]
    start, end = _repeated(lines, seen)
    if not _is_copy(lines, [first[key] for key in keys[start:end]], start):
        return lines
    while end < len(lines) and lines[end].reason and seen[end]:
        end += 1
    return [
        replace(line, reason=COPY) if start <= index < end and (seen[index] or line.reason) else line
        for index, line in enumerate(lines)
    ]


def _repeated(lines: Sequence[_Line], seen: Sequence[bool]) -> tuple[int, int]:
    """The stretch with the most repeated characters, new ones counted against it (largest sum of a stretch)."""
    best, best_start, best_end = 0, 0, 0
    total, start = 0, 0
    for index, line in enumerate(lines):
        if total <= 0:
            total, start = 0, index
        total += 0 if line.reason else len(line.text) if seen[index] else -len(line.text)
        if total > best:
            best, best_start, best_end = total, start, index + 1
    return best_start, best_end


def _is_copy(lines: Sequence[_Line], originals: Sequence[int], start: int) -> bool:
    """Whether the lines that the stretch at ``start`` repeats are most of a document that begins at the top."""
    repeated = {index for index in originals if index < start and not lines[index].reason}
    if len(repeated) < _COPY_LINES:
        return False
    begin = min(repeated)
    shared = sum(len(lines[index].text) for index in repeated)
    before = _length(lines[:begin])
    document = _length(lines[begin:start])
    return (
        shared >= _COPY_LENGTH
        and shared >= _COPY_SHARE * document
        and before <= _COPY_START * (before + document)
    )


def _length(lines: Iterable[_Line]) -> int:
    return sum(len(line.text) for line in lines if not line.reason)


# -- 6 broken lines ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text is set: ``width`` in characters where lines are wrapped, else 0; ``parted`` where blank lines
    part its paragraphs."""

    width: int
    parted: bool

    def is_full(self, text: str) -> bool:
        """Whether a line ends where the margin is."""
        return self.width > 0 and len(text) >= _FULL * self.width


def _join(lines: Sequence[_Line]) -> list[_Line]:
    kept = [line for line in lines if not line.reason]
    layout = _layout(kept)
    apart = dict(zip(map(id, kept), _apart([line.text for line in kept], layout), strict=True))
    joined: list[_Line] = []
    parts: list[str] = []  # of the block that is being put together
    place, above = -1, None  # where that block stands in ``joined``, and its last line as it was
    for line in lines:
        if line.reason:
            joined.append(line)
            continue
        if above and not (apart[id(above)] or apart[id(line)]) and _goes_on(above.text, line, layout):
            parts += ["" if line.text[0] in _CLOSING_SIGNS else " ", line.text]
            joined[place] = replace(joined[place], text="")
        else:
            pass
        above = line
    return joined
