"""A text within bounds: no reading step need fear a line, a word or a row of dots without end.

1. A sign that is neither letter nor digit, or two or three of them in turn, said hundreds of times says nothing more
   than said a hundred times: leader dots, rules, blanks, empty lines.
2. A word of hundreds of letters is no word: it is broken where it gets too long.
3. A line of many thousands of letters is broken behind a sentence, else behind a word.
4. What is longer than any document of an office is refused: it would be read for minutes, or hours.
5. So is what has more numbers than any, or so many in lines so long (``countable``): each is weighed by its line.

What is slow with the square of a line, in our patterns or in those of others, is so bounded for the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.errors import TooLarge

MOST_SIGNS = 2_000_000  # of a text: 700 pages; all of it is read at some 170 KB a second on one core
MOST_LINES = 100_000
_MOST_PARSED = 4 * MOST_SIGNS  # of a table or a page with its marks
MOST_NUMBERS = 100_000  # a table of 8,000 rows and 12 columns
_MOST_WEIGHED = 30_000_000  # numbers times the length of their lines: of 700 pages 140 on each in lines of 300
MOST_IN_LINE = 6_000  # chosen, not measured on documents: some three pages without a line break
MOST_IN_ROW = 30_000  # of a table: its cells may hold paragraphs
MOST_IN_WORD = 400  # an address of the web may be as long

_REPEATED = re.compile(r"([^\w\n]{1,3}?)\1{100,}")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]{0,400}\n){50,}")
_NUMBER = re.compile(r"\d[\d.,/]*")
_WORD = re.compile(rf"\S{{{MOST_IN_WORD}}}(?=\S)")
_ROW = " | "
_ENDS = (". ", "; ", ", ", " ")


def bounded(text: str, *, name: str) -> str:
    """The text within bounds; most come back as they are. Raises ``TooLarge`` where it is no document's."""
    text = _REPEATED.sub(lambda run: run[1] * 100, text)
    text = _BLANK_LINES.sub("\n" * 50, text)
    lines = text.count("\n") + 1
    if len(text) > MOST_SIGNS or lines > MOST_LINES:
        said = f"{len(text):,} chữ trong {lines:,} dòng".replace(",", ".")
        most = f"{MOST_SIGNS:,} chữ hay {MOST_LINES:,} dòng".replace(",", ".")
        raise TooLarge(f"{name}: văn bản có {said}, quá mức {most} của một văn bản; hãy tách tệp ra rồi nạp.")
    text = _WORD.sub(lambda word: f"{word[0]}\n", text)
    return "\n".join(piece for line in text.split("\n") for piece in _broken(line))


def countable(text: str, *, name: str) -> str:
    """The text as it is, its figures to be read. Raises ``TooLarge`` where they are too many."""
    lines = text.split("\n")
    numbers = [len(_NUMBER.findall(line)) for line in lines]
    weighed = sum(each * len(line) for each, line in zip(numbers, lines, strict=True))
    if sum(numbers) > MOST_NUMBERS or weighed > _MOST_WEIGHED:
        held, long = (f"{each:,}".replace(",", ".") for each in (sum(numbers), len(text) // len(lines)))
        raise TooLarge(
            f"{name}: văn bản có {held} con số, trung bình mỗi dòng dài {long} chữ, quá mức đọc được; "
            "hãy tách tệp ra rồi nạp."
        )
    return text


def whole(text: str, *, name: str) -> str:
    """The text as it is, to be parsed. Raises ``TooLarge`` where it is far beyond what can be read of it."""
    if len(text) > _MOST_PARSED:
        raise TooLarge(
            f"{name}: có {len(text) / 1e6:.0f} triệu chữ, quá mức {_MOST_PARSED / 1e6:.0f} triệu chữ; hãy tách tệp "
            "ra rồi nạp."
        )
    return text


def _broken(line: str) -> Iterator[str]:
    most = MOST_IN_ROW if _ROW in line else MOST_IN_LINE
    while len(line) > most:
        ends = (line.rfind(end, most // 2, most) + len(end.rstrip()) for end in _ENDS)
        at = next((end for end in ends if end > most // 2), most)
        yield line[:at]
        line = line[at:].lstrip(" ")
    yield line
