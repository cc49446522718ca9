"""From the text of a file to the text to which all offsets refer.

The stages stand in ``ingest/cleaning``; what they know about the language and about web pages (look-alike
letters, beginnings of list items, footers) stands in ``clean.toml`` there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from assistant.types import CleanText, Dropped, SourceDocument
from ingest.cleaning.characters import plain_characters
from ingest.cleaning.columns import pipe_columns
from ingest.cleaning.copies import mark_copy
from ingest.cleaning.joining import join_lines
from ingest.cleaning.lines import Line, split_lines
from ingest.cleaning.noise import mark_noise
from ingest.cleaning.ornaments import mark_ornaments
from ingest.cleaning.unsaid import take_unsaid
from ingest.readers.marks import DOUBTFUL, undoubted

AROUND = "phần bao quanh trang web"  # the reason for what a reader left out of a web page
_MAX_ROUNDS = 8  # real files need two to four: the last one finds nothing more to change


def clean(source: SourceDocument) -> CleanText:
    """The text of a document with one block (paragraph, list item, heading, table row) a line.

    Lines are parted by a single newline, have no space at either end and single spaces inside. Whatever goes
    and carries words or digits is listed as ``Dropped``. The stages:

    1. what the page does not say goes: comments, code, pictures, struck text, raised marks of notes
    2. tables whose columns are parted by tabs, wide blanks or bare pipes become piped rows
    3. characters: entities, spaces, invisible characters, letters of other alphabets, tags, LaTeX, NFC
    4. lines: Markdown marks go, list marks stay; blank lines are only remembered
    5. rules and page numbers are marked to go
    6. noise of web pages is marked to go: counters, posting lines, contact boxes, menus, news boxes
    7. a second copy of the document is marked to go, as one piece
    8. lines that a page break or a web page broke in mid-sentence are joined

    They are run until nothing changes, because joining can complete a mark that was broken in two. So
    cleaning a cleaned text changes nothing. Digits that were recognised without being sure become plain at the
    end, and where they stand is told. A misread ‰ ("%0", "%o") stays as written.
    """
    text, dropped = source.text, list[Dropped]()
    if source.around:
        dropped.append(Dropped(AROUND, plain_characters(source.around)))
    for _ in range(_MAX_ROUNDS):
        cleaned = _round(text)
        dropped += cleaned.dropped
        if cleaned.text == text:
            break
        text = cleaned.text
    doubtful = tuple(match.span() for match in DOUBTFUL.finditer(text))
    told = tuple(Dropped(each.reason, undoubted(each.text)) for each in dropped)
    return CleanText(undoubted(text), told, doubtful)


def _round(text: str) -> CleanText:
    """All stages once."""
    said = take_unsaid(text)  # 1
    text = pipe_columns(said.text)  # 2
    text = plain_characters(text)  # 3
    lines = list(split_lines(text))  # 4
    lines = mark_ornaments(lines)  # 5
    lines = mark_noise(lines)  # 6
    lines = mark_copy(lines)  # 7
    blocks = join_lines([line for line in lines if not line.reason])  # 8
    return CleanText("\n".join(blocks), (*said.dropped, *_dropped(lines)))


def _dropped(lines: Iterable[Line]) -> Iterator[Dropped]:
    """What goes; neighbours that go for the same reason as one piece."""
    for reason, group in groupby(lines, key=lambda line: line.reason):
        if reason:
            yield Dropped(reason, "\n".join(line.text for line in group))
