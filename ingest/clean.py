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
_BRACKET = 150  # characters that a bracket may have on each side of a break
_PAGE_LINES = 5  # lines that a page has at least
_COPY_LINES = 5  # different lines that two copies share at least ...
_COPY_LENGTH = 300  # ... and characters
_COPY_SHARE = 0.8  # of the first copy that the second must repeat; of the second that must be repeated
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
    kept = _joined([line for line in lines if not line.reason])  # 6
    return CleanText("\n".join(kept), tuple(_dropped(lines)))


def _dropped(lines: Iterable[_Line]) -> Iterator[Dropped]:
    """What goes; neighbours that go for the same reason as one piece."""
    for reason, group in groupby(lines, key=lambda line: line.reason):
        if reason:
            yield Dropped(reason, "\n".join(line.text for line in group))


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
    marked = [replace(line, reason=reason) if (reason := _ornament(line.text)) else line for line in lines]
    kept = [index for index, line in enumerate(marked) if not line.reason]
    for position in _page_numbers([marked[index] for index in kept]):
        marked[kept[position]] = replace(marked[kept[position]], reason=PAGE_NUMBER)
    return marked


def _ornament(text: str) -> str:
    if _PICTURE.fullmatch(text):
        return PICTURE
    return RULE if _ORNAMENT.fullmatch(text) else ""


def _page_numbers(lines: Sequence[_Line]) -> Iterator[int]:
    """The lines that number a page: they say so, or stand at its edge, or cut a sentence in two.

    The last only where all bare numbers of the text rise and stand a page apart, as the cells of a table that
    was flattened to one a line do not.
    """
    bare: list[int] = []
    for index, line in enumerate(lines):
        if _NAMED_PAGE.fullmatch(line.text) or (line.edge and _is_near(line)):
            yield index
        elif _AMOUNT.fullmatch(line.text):
            bare.append(index)
    values = [int(number) if _NUMBER.fullmatch(number := lines[index].text) else 0 for index in bare]
    rising = all(low < high for low, high in pairwise([0, *values]))
    if rising and all(high - low >= _PAGE_LINES for low, high in pairwise(bare)):
        yield from (index for index in bare if _cuts(lines, index))


def _is_near(line: _Line) -> bool:
    """Whether a line is the number of its page, or off by a title page."""
    return _NUMBER.fullmatch(line.text) is not None and abs(int(line.text) - line.page) <= 1


def _cuts(lines: Sequence[_Line], index: int) -> bool:
    """Whether the lines around this one belong together."""
    if not 0 < index < len(lines) - 1:
        return False
    above, below = lines[index - 1].text, lines[index + 1].text
    return len(above) >= _SHORT and not _finished(above) and _begins_low(below) and not _UNIT.fullmatch(below)


# -- 4 noise of web pages ----------------------------------------------------------------------------


def _mark_noise(lines: Sequence[_Line]) -> list[_Line]:
    marked: list[_Line] = []
    while len(marked) < len(lines):
        start = len(marked)
        reason, end = _noise_at(lines, start)
        marked += (replace(line, reason=reason) if reason else line for line in lines[start:end])
    return marked


def _noise_at(lines: Sequence[_Line], start: int) -> tuple[str, int]:
    """The reason for which the line at ``start`` is noise, "" where it is none, and where the noise ends."""
    text = lines[start].text.strip("| ")
    if lines[start].reason or len(text) > _NOISE_LENGTH or not _ANY_NOISE.match(text):
        return "", start + 1
    for noise in _NOISES:
        if noise.opens.match(text) and (end := _box_end(noise, lines, start + 1)) > start + 1:
            return noise.reason, end
    for noise in _NOISES:
        if noise.lines.match(text):
            return noise.reason, start + 1
    return "", start + 1


def _box_end(noise: _Noise, lines: Sequence[_Line], start: int) -> int:
    """Where the box ends whose first line stands above ``start``."""
    end = start
    if noise.until is None:
        while end < len(lines) and noise.inside.match(lines[end].text.strip("| ")):
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
    new = _length(line for index, line in enumerate(lines[start:end], start) if not seen[index])
    if new > (1 - _COPY_SHARE) * _length(lines[start:end]):
        return lines
    if not _is_copy(lines, {first[key] for key in keys[start:end]}, start):
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


def _is_copy(lines: Sequence[_Line], originals: Iterable[int], start: int) -> bool:
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


def _joined(lines: Sequence[_Line]) -> Iterator[str]:
    """The blocks that the lines make up."""
    layout = _layout(lines)
    apart = _apart(lines, layout)
    parts: list[str] = []
    for index, line in enumerate(lines):
        together = index > 0 and not (apart[index - 1] or apart[index])
        if together and _goes_on(lines[index - 1].text, line, layout):
            parts.append(line.text if line.text[0] in _CLOSING_SIGNS else f" {line.text}")
            continue
        if parts:
            yield "".join(parts)
        parts = [line.text]
    if parts:
        yield "".join(parts)


def _layout(lines: Sequence[_Line]) -> _Layout:
    """A text is wrapped where many lines end in mid-sentence; their usual length is its width."""
    broken = [
        len(above.text)
        for above, below in pairwise(lines)
        if len(above.text) >= _SHORT and not _finished(above.text) and _begins_low(below.text)
    ]
    wrapped = len(broken) >= max(_BREAKS, _BREAKS_SHARE * len(lines))
    width = sorted(broken)[len(broken) * 9 // 10] if wrapped else 0
    return _Layout(width, parted=any(line.gap for line in lines[1:]))


def _apart(lines: Sequence[_Line], layout: _Layout) -> list[bool]:
    """Which lines are never joined: of the heading block, of flattened tables, of addressees and signatures."""
    texts = [line.text for line in lines]
    apart = [False] * len(texts)
    for index in (*range(_heading_end(texts, layout)), *_cells(texts), *_closing(texts)):
        apart[index] = True
    return apart


def _heading_end(texts: Sequence[str], layout: _Layout) -> int:
    """The first line under the heading block; 0 where no line says what the document is."""
    kind = next((index for index, text in enumerate(texts[:_KIND_WITHIN]) if _KIND.match(text)), None)
    if kind is None:
        return 0
    last = min(len(texts), kind + 1 + _HEADING_LINES)
    for index in range(kind + 1, last):
        text = texts[index]
        paragraph = len(text) > _HEADING_LENGTH or (layout.is_full(text) and not _capital(text))
        if paragraph or _BODY.match(text) or _OPENER.match(text):
            return index
    return last


def _cells(texts: Sequence[str]) -> Iterator[int]:
    """The lines of tables that were flattened to one cell a line."""
    start = 0
    for index in range(len(texts) + 1):
        if index < len(texts) and _may_be_cell(texts[index]):
            continue
        if index - start >= _CELLS:
            yield from range(start, index)
        start = index + 1


def _may_be_cell(text: str) -> bool:
    return len(text) < _SHORT and not _finished(text) and not _OPENER.match(text)


def _closing(texts: Sequence[str]) -> Iterator[int]:
    """The lines of addressees and signatures."""
    inside = False
    for index, text in enumerate(texts):
        long = len(text) > _CLOSING_LENGTH and not _OPENER.match(text)
        inside = bool(_CLOSING.match(text)) or (inside and not long and not _ANNEX.match(text))
        if inside:
            yield index


def _goes_on(above: str, line: _Line, layout: _Layout) -> bool:
    """Whether ``line`` is the rest of the line above it."""
    below = line.text
    if _BARE_MARK.fullmatch(above):
        return below[0].isalpha() and not _OPENER.match(below)
    if above.startswith("|") or len(below) == 1 or _AMOUNT.fullmatch(below):
        return False
    if _OPENER.match(below):
        return _is_hyphenated(above, below)
    if _finished(above):
        return layout.parted and not line.gap and layout.is_full(above) and not _capital(above)
    if _capital(above):
        return _capital(below) and layout.is_full(above)
    if _begins_low(below):
        return not _UNIT.fullmatch(below)
    rows = above[-1].isdigit() and below[0].isdigit()  # of a table that a PDF reader laid flat
    return (layout.is_full(above) and not rows) or _is_open(above, below)


def _is_open(above: str, below: str) -> bool:
    """Whether a line must go on: after "của", after "đạt" where a figure follows, inside brackets."""
    tail = above[-_SHORT:]
    if _DANGLING.search(tail) or (_OPEN_BRACKET.search(above[-_BRACKET:]) and _SHUT_BRACKET.match(below)):
        return True
    return below[0].isdigit() and _BEFORE_FIGURE.search(tail) is not None


def _is_hyphenated(above: str, below: str) -> bool:
    """Whether a term like "kinh tế - xã hội" is broken before its hyphen."""
    head, tail = above[-_SHORT:].lower(), below[:_SHORT].lower()
    return any(head.endswith(left) and tail.startswith(right) for left, right in _HYPHENATED)


def _finished(text: str) -> bool:
    return _END.search(text[-8:]) is not None


def _begins_low(text: str) -> bool:
    """Whether a line begins in the middle of a sentence: with a small letter, or a sign that closes."""
    if _OPENER.match(text):
        return False
    return text[0] in _CLOSING_SIGNS or text.lstrip("“\"'(‘")[:1].islower()


def _capital(text: str) -> bool:
    """Whether a line is set in capitals, as headings are."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 4


# -- what clean.toml says ----------------------------------------------------------------------------


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all of them; for none of them one that matches nothing."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")


def _ending(words: Iterable[str]) -> re.Pattern[str]:
    """What a line looks like that ends with one of these words or signs."""
    return re.compile("|".join(rf"\b{word}$" if word.isalpha() else f"{re.escape(word)}$" for word in words))


_TABLES = tomllib.loads(resources.files("ingest").joinpath("clean.toml").read_text(encoding="utf-8"))

_CHARACTERS = _TABLES["characters"]
_TRANSLATION = str.maketrans(
    {control: None for control in map(chr, range(0x20)) if control not in "\n\f"}
    | dict.fromkeys(_CHARACTERS["invisible"])
    | dict.fromkeys(_CHARACTERS["spaces"], " ")
    | dict.fromkeys(_CHARACTERS["newlines"], "\n")
    | _CHARACTERS["replaced"]
)
_LOOK_ALIKES = str.maketrans(*map("".join, zip(*_CHARACTERS["look_alikes"].values(), strict=True)))
_FOREIGN = re.compile("[\u0370-\u04ff\u0500-\u052f]")
_WORD = re.compile("[\\w\u0300-\u036f]+")
_U_HORN = re.compile(_CHARACTERS["residue"]["u_horn"])
_A_GRAVE = re.compile(_CHARACTERS["residue"]["a_grave"])
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_ROW_BREAK = re.compile(r"^[ \t]*\|.*<br.*$", re.MULTILINE | re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|i|u|p|em|strong|sup|sub|span|div|font|center)(?:\s[\w-]+=\"[^\"<>\n]*\"){0,9}\s?/?>", re.IGNORECASE
)

_MATH = _TABLES["math"]
_FORMULA = re.compile(r"(?<![\d\\$])\$\s{0,3}([^$\n]{1,300}?)\s{0,3}\$(?![\d$])")
_PLAIN_FORMULA = re.compile(r"[\d\s.,+\-=<>≥≤±×≈~%/():^{}°]+")
_COMMAND = re.compile(rf"\\({'|'.join(_MATH)})(?![a-zA-Z])")
_FORMULA_PARTS = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\\(?:text|mathrm|mathbf|mathit|textbf)\{([^{}]*)\}", r"\1"),
        (r"\\d?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2"),
        (r"\^\{?\\circ\}?", "°"),
        (r"\^\{?2\}?", "²"),
        (r"\^\{?3\}?", "³"),
        (r"\\(?:left|right|displaystyle|quad)(?![a-zA-Z])", ""),
        (r"\\[,;:! ]", " "),
        (r"\\([%&_#$])", r"\1"),
        (r"[{}]", ""),
    )
]

_HEADING_MARK = re.compile(r"#{1,6}\s+")
_STRONG = re.compile(r"(?<![\\(*])\*{2,}+|(?<![\\*])\*{2,}+(?!\))")
_EMPHASIS = re.compile(
    r"(?<![\w\\*])\*(?=[^\s*)])((?:\\.|[^*\\])+)(?<=[^\s\\(])\*(?!\w)"
    r"|(?<![\w\\_])_(?=[^\s_])([^_\\]+)(?<=[^\s_])_(?!\w)"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~$%&])")
_TRAILING_RULE = re.compile(r"\s[-=*]{4,}\s*$")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_ORNAMENT = re.compile(r"(?:\{\d+\})?[^\w%‰]{3,}|_{2,}|[^\w%‰]*_{3,}[^\w%‰]*|[.,;:*_'\"…|=~#>]{1,2}")
_NAMED_PAGE = re.compile(r"(?i:trang|page) \d{1,3}(?: ?(?:/|trên|of) ?\d{1,3})?|[-–—] ?\d{1,3} ?[-–—]")
_NUMBER = re.compile(r"[1-9]\d{0,2}")
_AMOUNT = re.compile(r"[\d.,]+")

_NOISES = [
    _Noise(
        reason=noise["reason"],
        lines=_any(noise.get("lines", ())),
        opens=_any(noise.get("opens", ())),
        inside=_any(noise.get("inside", ())),
        until=_any(noise["until"]) if "until" in noise else None,
    )
    for noise in _TABLES["noise"]
]
_ANY_NOISE = _any(pattern for noise in _NOISES for pattern in (noise.lines.pattern, noise.opens.pattern))
_NO_LETTER = re.compile(r"\W+")

_OPENER = _any(_TABLES["openers"]["patterns"])
_HYPHENATED = [
    (left, f"- {right}") for left, right in (term.split(" - ") for term in _TABLES["openers"]["hyphenated"])
]
_END = re.compile(_TABLES["joining"]["ends"])
_UNIT = re.compile(_TABLES["joining"]["unit"])
_DANGLING = _ending(_TABLES["joining"]["dangling"])
_BEFORE_FIGURE = _ending(_TABLES["joining"]["before_figure"])
_OPEN_BRACKET = re.compile(r"\([^()]*$")
_SHUT_BRACKET = re.compile(rf"[^()]{{0,{_BRACKET}}}\)")
_CLOSING_SIGNS = ",;.:)%‰”»]"
_BARE_MARK = re.compile(r"[-–+*•▪●○◦]|\(?(?:\d{1,3}|[a-zđ]|[IVXL]{1,5})[.)]")
_KIND = re.compile(_TABLES["regions"]["kind"])
_BODY = re.compile(_TABLES["regions"]["body"])
_CLOSING = re.compile(_TABLES["regions"]["closing"])
_ANNEX = re.compile(_TABLES["regions"]["annex"])
