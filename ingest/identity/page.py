"""A document as the witnesses of its identity see it: its lines, each with the place on the page where it stands.

The place is no verdict: a mention in the heading block weighs more than one in the body, none is thrown away. Only
boxes of other pages' titles speak of other units and are marked so that nobody listens to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from assistant.language.places import NamedUnit, named_units, title_case
from assistant.language.tables import load_table
from assistant.language.text import LOWER, UPPER, normalise
from assistant.types import CleanText, Dropped

Zone = Literal["head", "opening", "body", "closing", "chrome", "related"]

_MOST_HEAD = 45  # lines; the longest heading block with a page's chrome above it
_LONG_LINE = 140  # characters; a sentence, and no line of a heading block or of a box of titles
_SENTENCE = 70  # characters; lines of a heading block are shorter, or end without a full stop
_LONG_TITLE = 330  # characters; the longest title in capitals
_OPENING = 3  # lines after the heading block, where a document says what it is about
_LAST = 30  # lines; a signature stands among the last ones
_NEWS_BOX = "khung tin liên quan"  # the reason that cleaning gives
_ROW = re.compile(r"\|(?:[^|]*\|){4}")  # of a table; a letterhead has two columns
_MARKS = re.compile(r"^[^\w(“\"]+")
_NAME_ONLY = re.compile(
    rf"(?:[{UPPER}][{LOWER}'’]*|[{UPPER}'’]+)(?:\s+(?:[{UPPER}][{LOWER}'’]*|[{UPPER}'’]+)){{0,1}}"
)
_DANGLING = re.compile(r"(?i)(?<!\w)(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)$")
_OPEN_DATE = re.compile(r"(?i)ngày\s*\d{1,2}(?:\s*tháng(?:\s*\d{1,2}(?:\s*năm)?)?)?$")
_REST_OF_DATE = re.compile(r"(?i)\s*(?:tháng|năm|\d{1,4}\s*(?:tháng|năm|$))")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, in normal form without marks as ``words``; ``start`` is its offset in the text, -1 outside it."""

    text: str
    words: str
    zone: Zone
    start: int


# Characters of a line that tell of a unit on it: a line without end that names hundreds is not gone through for each.
_LINE_OPENS, _REACH = 200, 400


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit named on a line."""

    unit: NamedUnit
    line: Line

    @property
    def before(self) -> str:
        """What stands before the level word, in normal form: where that is long, how the line opens and its end."""
        at = self.unit.opens
        if at <= _LINE_OPENS + _REACH:
            return normalise(self.line.text[:at])
        return normalise(f"{self.line.text[:_LINE_OPENS]} … {self.line.text[at - _REACH : at]}")

    @property
    def after(self) -> str:
        """What stands right after the name, in normal form."""
        return normalise(self.line.text[self.unit.end : self.unit.end + _REACH])


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a document in order, those that cleaning took out behind them, and every unit that they name."""

    name: str
    lines: tuple[Line, ...]
    mentions: tuple[Mention, ...]

    def zone(self, *zones: Zone) -> list[Line]:
        """The lines that stand in these zones."""
        return [line for line in self.lines if line.zone in zones]


@dataclass(frozen=True, slots=True)
class _Rules:
    related: re.Pattern[str]
    letterhead: re.Pattern[str]
    beside: re.Pattern[str]
    chrome: re.Pattern[str]
    closing: re.Pattern[str]
    basis: re.Pattern[str]
    heading: re.Pattern[str]


@cache
def _rules() -> _Rules:
    zones = load_table("ingest.identity", "page.toml")["zones"]
    return _Rules(**{zone: re.compile("|".join(patterns)) for zone, patterns in zones.items()})


def read_page(clean: CleanText, *, name: str) -> Page:
    """The page of a cleaned text; ``name`` is that of its file."""
    lines = [_line(match.group(), match.start()) for match in re.finditer(r"[^\n]+", clean.text)]
    lines = _closed(_opened(_boxed(lines)))
    lines = _joined(lines)
    for dropped in clean.dropped:
        lines += _outside(dropped)
    mentions = (Mention(unit, line) for line in lines for unit in named_units(line.text, short=True))
    return Page(name, tuple(lines), tuple(mentions))


def _outside(dropped: Dropped) -> Iterator[Line]:
    """Lines that cleaning took out: the page's own words, and boxes of other pages' titles."""
    lines = [_line(text, -1) for text in dropped.text.split("\n") if re.search(r"[^\W\d_]", text)]
    for line in _boxed(lines):
        related = line.zone == "related" or (line.zone == "body" and dropped.reason == _NEWS_BOX)
        yield replace(line, zone="related" if related else "chrome")


def bare(text: str) -> str:
    """A line in normal form without the marks before it."""
    return _MARKS.sub("", normalise(text)).strip()


def _line(text: str, start: int) -> Line:
    shown = _left_of(text)
    return Line(shown, bare(shown), "body", start)


def _left_of(text: str) -> str:
    """A line of a letterhead without its right column: "HUYỆN BÌNH LÂM   Độc lập - Tự do - Hạnh phúc"."""
    beside = _rules().beside.search(normalise(text)) if len(text) < _LONG_LINE else None
    return text[: beside.start()].rstrip() or text if beside else text


def _boxed(lines: Sequence[Line]) -> list[Line]:
    """Marks chrome, and boxes of other pages' titles, which reach to the next long line or letterhead."""
    marked: list[Line] = []
    related = False
    for line in lines:
        related = bool(_rules().related.match(line.words)) or (related and _is_in_box(line))
        zone: Zone = "chrome" if is_chrome(line) else "related" if related else "body"
        marked.append(replace(line, zone=zone))
    return marked


def _is_in_box(line: Line) -> bool:
    letterhead = line.text.isupper() and _rules().letterhead.match(line.words)
    return len(line.text) < _LONG_LINE and not letterhead


def is_chrome(line: Line) -> bool:
    """Whether a line is what a page says of itself: its name, its owner, its address."""
    return len(line.text) < _LONG_TITLE and ("©" in line.text or _rules().chrome.match(line.words) is not None)


def _opened(lines: Sequence[Line]) -> list[Line]:
    """Marks the heading block, and the lines after it."""
    marked = list(lines)
    body = next((i for i, line in enumerate(lines) if line.zone == "body" and _opens_text(line)), len(lines))
    body = min(body, _MOST_HEAD)
    left = _OPENING
    for i, line in enumerate(lines):
        if line.zone != "body":
            continue
        if i < body:
            marked[i] = replace(line, zone="head")
        elif left:
            marked[i] = replace(line, zone="opening")
            left -= 1
    return marked


def _opens_text(line: Line) -> bool:
    """The first full sentence, or the first heading."""
    if _ROW.match(line.text):
        return True
    if line.text.isupper() and len(line.text) < _LONG_TITLE:
        return _rules().heading.match(line.words) is not None
    if len(line.text) > _SENTENCE and line.text.endswith("."):
        return True
    if len(line.text) > _LONG_LINE and (line.text.rstrip().endswith((".", ":", ";")) or len(line.text) > _LONG_TITLE):
        return True
    return bool(_rules().basis.match(line.words) or _rules().heading.match(line.words)) and not line.text.isupper()


def _closed(lines: Sequence[Line]) -> list[Line]:
    """Marks the recipients and the signature: from the first line that opens them among the last ones."""
    marked = list(lines)
    first = max(0, len(lines) - _LAST, len(lines) // 3)
    openers = (
        i
        for i in range(first, len(lines))
        if lines[i].zone in ("body", "opening") and len(lines[i].text) < _LONG_TITLE and _opens_closing(lines[i])
    )
    start = next(openers, len(lines))
    for i in range(start, len(lines)):
        if lines[i].zone in ("body", "opening"):
            marked[i] = replace(lines[i], zone="closing")
    return marked


def _opens_closing(line: Line) -> bool:
    cells = [bare(cell).strip("*_ ") for cell in re.split(r"\||\s{3,}", line.text)]
    return any(_rules().closing.match(cell) for cell in cells)


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Joins a name that a line break parted: "ĐẢNG BỘ HUYỆN AN" over "LẠC"; or a date."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined and joined[-1].zone == line.zone and line.zone in ("head", "closing") else None
        if above is not None and _goes_on(above.text, line.text):
            text = f"{above.text} {line.text}"
            joined[-1] = replace(above, text=text, words=bare(text))
        else:
            joined.append(line)
    return joined


def _goes_on(above: str, below: str) -> bool:
    """Whether the line below goes on with a date, or is nothing but a name that the line above has begun."""
    end = above.rstrip()
    if _OPEN_DATE.search(end) and _REST_OF_DATE.match(below):
        return True
    name = below.strip()
    if not _NAME_ONLY.fullmatch(name) or name.isupper() != end[-1:].isupper():
        return False
    probe = f"xã {title_case(name)} {title_case(name)}"
    if not named_units(probe):
        return False
    return bool(_DANGLING.search(end)) or any(
        unit.end == len(end) and len(unit.name.split()) == 1 for unit in named_units(end, short=True)
    )


def lines_with(lines: Iterable[Line], pattern: re.Pattern[str]) -> Iterator[tuple[Line, re.Match[str]]]:
    """Every line whose words the pattern finds, with the match."""
    for line in lines:
        if match := pattern.search(line.words):
            yield line, match
