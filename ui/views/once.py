"""An answer's text for a page that shows its rows as a table: nothing is said twice, and the coverage folds away.

The text of an answer states everything by itself, since programs read nothing else. Beside a table the same figures
in a list are too much: the table wins, and the sentences above it stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.types import Answer

_COVERAGE = re.compile(r"^Đã xét \d", re.MULTILINE)
_MARK = re.compile(r"\[(\d{1,3})\]")
_ITEM = re.compile(r"^\s*- (?!“)")  # a quote is no figure that the table could show
_TABLE = re.compile(r"^\|", re.MULTILINE)
_SAYS = re.compile(r"\d|^(?:Có|Không|Chưa|Đúng|Trong)\b")  # what makes an opening a result
_STILL_SAID = re.compile(r"^\s*(?:- |\||“)")

_FEW = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of an answer's text. ``looked_at`` is the line of what was looked at ("" for none), ``beyond``
    what is said of it; ``table_first`` tells that the rows say something that the text does not.
    """

    text: str
    looked_at: str
    beyond: str
    table_first: bool


def told_once(answer: Answer, *, judged: bool) -> Told:
    """The text without the list that the table of rows shows, and without what belongs to the coverage."""
    found = _COVERAGE.search(answer.text)
    text, coverage = (answer.text[: found.start()], answer.text[found.start() :]) if found else (answer.text, "")
    looked_at, _, beyond = coverage.partition("\n")
    cited = {row.citation for row in answer.rows if row.indicator is not None}
    listed = {mark for line in text.splitlines() if _ITEM.match(line) for mark in _marks(line)}
    # Rows beyond those listed, without a verdict to tell them apart, would hide which ones the answer rests on.
    # A figure or two read well in a sentence, and need no table.
    few = not judged and len(cited) <= _FEW and bool(listed)
    table_first = bool(cited) and not few and not _TABLE.search(text) and (judged or cited <= listed or not listed)
    if table_first:
        text, beyond = _without_items(text, cited, opens=True), _without_items(beyond, cited, opens=False)
    return Told(text.strip(), looked_at.strip(), beyond.strip(), table_first)


def _marks(line: str) -> set[int]:
    return {int(mark) for mark in _MARK.findall(line)}


def _without_items(text: str, cited: set[int], *, opens: bool) -> str:
    """The text without the items that only tell rows, and without headings that then stand over nothing; the first
    sentence of a text that ``opens`` the answer is the result itself and stays.
    """
    lines = [line for line in text.splitlines() if not (_ITEM.match(line) and _marks(line) and _marks(line) <= cited)]
    kept: list[str] = []
    for at, line in enumerate(lines):
        after = next((each for each in lines[at + 1 :] if each.strip()), "")
        if not line.rstrip().endswith(":") or _STILL_SAID.match(after) or after.startswith("**"):
            kept.append(line)
        elif opens and not any(each.strip() for each in kept):
            kept.append(f"{line.rstrip()[:-1]}.")
    # "Thu nhập của xã A." says nothing where a sentence with the result comes behind it.
    if len([line for line in kept if line.strip()]) > 1 and kept[0] != lines[0] and not _SAYS.search(kept[0]):
        kept = kept[1:]
    return "\n".join(kept)
