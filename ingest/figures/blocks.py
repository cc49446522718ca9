"""Blocks: the lines of a document, each with the headings and list heads that stand above it.

A block has no role. How far a line is a heading is told by its form alone (its mark, capitals, a colon at its end,
being short), and every line may hold figures, a heading too: "1. Thu ngân sách 12,5 tỷ đồng, trong đó:" heads two
lines and is a figure of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Resolution, Section
from ingest.figures.windows import marker_length

_LONGEST = 6000  # characters of a line read at once; the longest line of 265 real documents with figures has 4,100
_LONGEST_HEAD = 260  # characters of a heading; of a longer line only its first sentence heads what follows
_BELOW = 0.05  # how much deeper a list stands than the line that it begins below; forms lie farther apart
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_PLAIN_HEAD = 90  # characters; a longer line without mark, capitals or colon is a paragraph


@dataclass(frozen=True, slots=True)
class Head:
    """A line that heads others. ``rank`` is small for a high heading; ``lead`` tells that it ends with a colon.

    It is the rank of the line's form, or lower where the line is counted in a list below a line of its own height.
    """

    text: str
    said: str
    index: int
    rank: float
    lead: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A line with its place: ``index`` counts the lines of the document, ``above`` are its heads, outermost first.

    ``mark`` is the length of its list marker, ``said`` the text in normal form.
    """

    text: str
    said: str
    start: int
    index: int
    section: Section
    mark: int
    rank: float
    above: tuple[Head, ...]

    @property
    def end(self) -> int:
        """One past the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class _Form:
    """A kind of mark at the beginning of a line, and how high a heading with it stands.

    ``step`` is how far the next mark of a series may be: offices count "c, d, đ" as well as "c, d, e".
    """

    rank: float
    pattern: re.Pattern[str]

    @property
    def step(self) -> int:
        return 2 if "letter" in self.pattern.groupindex else 1


@cache
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _Form(row["rank"], re.compile(row["pattern"])) for row in load_table("ingest.figures", "blocks.toml")["form"]
    )


@cache
def _ranks() -> dict[str, float]:
    ranks: dict[str, float] = load_table("ingest.figures", "blocks.toml")["ranks"]
    return ranks


@dataclass(slots=True)
class _Series:
    """A list that begins right below a line of its own height or lower: its first and last marks, and its depth."""

    form: _Form
    closes: str
    last: int
    depth: float
    head: int


class _Nested:
    """How deep counted lines stand: "1-" right below "2. Các chỉ tiêu:" is one of them, not the next of "2."."""

    def __init__(self) -> None:
        self._open: list[_Series] = []

    def depth(self, text: str, rank: float, heads: Sequence[Head], index: int) -> float:
        """The rank of a line among ``heads``: that of its form, or of the list that it begins or goes on with."""
        form, ordinal, closes = _counted(text, rank)
        if form is None:
            return rank
        standing = {head.index for head in heads}
        self._open = [series for series in self._open if series.head in standing]
        for series in reversed(self._open):
            if series.form is form and series.closes == closes and 0 < ordinal - series.last <= form.step:
                if _names_next(text, rank, ordinal, heads):
                    return rank
                series.last = ordinal
                return series.depth
        above = heads[-1] if heads and heads[-1].index == index - 1 else None
        if ordinal == 1 and above is not None and above.rank >= rank:
            self._open.append(_Series(form, closes, 1, above.rank + _BELOW, above.index))
            return self._open[-1].depth
        within = next((series for series in reversed(self._open) if series.form.rank < rank <= series.depth), None)
        return within.depth + (rank - within.form.rank) * _BELOW if within else rank


def _names_next(text: str, rank: float, ordinal: int, heads: Sequence[Head]) -> bool:
    """Whether a line that a list and a heading above it both count next is the heading: it has no figure."""
    body = text.split(maxsplit=1)[-1]
    names = len(text) <= _PLAIN_HEAD and not any(map(str.isdigit, body))
    return names and any(head.rank == rank and _counted(head.text, rank)[1] == ordinal - 1 for head in heads)


def _counted(text: str, rank: float) -> tuple[_Form | None, int, str]:
    """The form of a line's mark, its place in the series (0 for "1.2" and "-"), and how the mark ends."""
    for form in _forms():
        match = form.pattern.match(text)
        if match is None or form.rank != rank:
            continue
        said = match.groupdict()
        number, letter = said.get("number"), said.get("letter")
        ordinal = int(number) if number else _LETTERS.find(letter) + 1 if letter else 0
        return form, ordinal, match.group().strip()[-1:]
    return None, 0, ""


def blocks(resolution: Resolution) -> list[Block]:
    """Every line of a document, in order; a very long one in pieces."""
    sections = resolution.sections or (Section((), "", "body", 0, 0, len(resolution.text)),)
    starts = [section.start for section in sections]
    lines = [
        piece
        for match in re.finditer(r"[^\n]+", resolution.text)
        for piece in _pieces(*match.span(), resolution.text)
    ]
    found: list[Block] = []
    heads: list[Head] = []
    nested = _Nested()
    for index, ((start, end), following) in enumerate(zip_longest(lines, lines[1:])):
        text = resolution.text[start:end]
        after = resolution.text[slice(*following)] if following else ""
        rank, opens = _form(text, after)
        depth = nested.depth(text, rank, heads, index)
        heads = [head for head in heads if head.rank < depth]
        block = Block(
            text=text,
            said=normalise(text),
            start=start,
            index=index,
            section=sections[max(bisect_right(starts, start) - 1, 0)],
            mark=marker_length(text),
            rank=rank,
            above=tuple(heads),
        )
        found.append(block)
        if opens:
            heads.append(Head(*_heading(block), index=index, rank=depth, lead=text.rstrip().endswith(":")))
    return found


def _pieces(start: int, end: int, text: str) -> Iterator[tuple[int, int]]:
    """A line as it is, or in pieces of at most ``_LONGEST`` characters, cut after ";" or a blank."""
    while end - start > _LONGEST:
        limit = start + _LONGEST
        cut = max(text.rfind(";", start, limit), text.rfind(" ", start, limit), start) + 1
        cut = cut if cut > start + 1 else limit
        yield start, cut
        start = cut
    yield start, end


def _heading(block: Block) -> tuple[str, str]:
    """The words with which a line heads what follows: all of it, or its first sentence; of a lead its last one."""
    text = block.text
    if len(text) <= _LONGEST_HEAD:
        return text, block.said
    if text.endswith(":"):
        at = text.find(" ", len(text) - _LONGEST_HEAD) + 1
        start = max((match.end() for match in re.finditer(r"[.;]\s", text)), default=0)
        return text[max(start, at) :], block.said[max(start, at) :]
    cut = next((m.end() for m in re.finditer(r"[.:;]\s", text) if m.end() > 12), _LONGEST_HEAD)
    cut = min(cut, _LONGEST_HEAD)
    return text[:cut], block.said[:cut]


def _form(text: str, after: str) -> tuple[float, bool]:
    """The rank of a line by its form, and whether it may head the lines after it."""
    ranks = _ranks()
    if text.startswith("|"):
        return ranks["row"], False
    for form in _forms():
        match = form.pattern.match(text)
        if match is not None and text[match.end() :].strip():
            if form.rank < ranks["capitals"] or not _is_capital(text[match.end() :]):
                return form.rank, True
            return min(form.rank, ranks["capitals"] + form.rank / 100), True
    if _is_capital(text):
        return ranks["capitals"], True
    if text.rstrip().endswith(":"):
        return ranks["lead"], True
    if len(text) <= _PLAIN_HEAD and after and not text.rstrip().endswith((".", ";", ",")) and len(text.split()) > 1:
        return ranks["plain"], True
    return ranks["paragraph"], False


def _is_capital(text: str) -> bool:
    letters = list(filter(str.isalpha, text))
    return len(letters) > 5 and sum(map(str.isupper, letters)) > 0.8 * len(letters)
