"""Which words belong to which figure of a line.

A line is cut into clauses at ";" and at sentence ends. Within a clause the words between two figures belong to
the one or the other: after a labelled figure ("thu ngân sách 27 tỷ đồng, BHYT 96%") they are the next one's up
to the first comma; where the figure comes first ("94,3% cơ quan, 90,5% số khu dân cư") they are its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.quantities import read_unit
from assistant.language.text import UPPER, normalise
from assistant.types import Quantity
from ingest.figures.vocabulary import words

_CLAUSE_END = re.compile(rf";|[.!?]+(?=\s+[{UPPER}“\"(+-])|[.!?]+\s*$")
_SEPARATOR = re.compile(r",|\s[-–]\s|\(|\)|\s(?=và\s|trong đó)")
_MARKER = re.compile(
    r"\s*(?:[-–+*•▪]|\(?\d{1,2}\s*[-.)]|\d{1,2}(?:\.\d{1,2})+\.?|[a-zđ][.)])\s+"
    r"|\s*[-–+*•▪]\s*|\s*\d{1,2}\s?[-.)]\s*(?=\D)"
)
_NAMED_MARKER = re.compile(r"\s*(?:chỉ tiêu|mục tiêu|nhiệm vụ)\s+(?:số\s+)?\d{1,2}\s*[:.]\s*", re.IGNORECASE)
_BARE_NUMBER = re.compile(rf"\s*\d{{1,2}}\s+(?=[{UPPER}])")
_BACK = 400  # characters before a figure in which a bracket or a "trong đó" may have opened


@dataclass(frozen=True, slots=True)
class Window:
    """A figure with the stretches of text around it that may name it; offsets are those of the line.

    ``clause`` numbers the clauses of the line; ``first`` tells that the figure comes before its words; ``tail``
    is where the clause ends and ``last_figure`` where its last figure does; ``within`` is set for a figure in
    brackets or after "trong đó".
    """

    quantity: Quantity
    left: int
    right: int
    clause: int
    clause_start: int
    tail: int
    last_figure: int
    first: bool
    within: bool


def marker_length(line: str) -> int:
    """How many characters of a line are its list marker ("1- ", "(2) ", "- ", "a) ", "3 " before a capital)."""
    match = _MARKER.match(line)
    if match:
        named = _NAMED_MARKER.match(line, match.end())
        return named.end() if named else match.end()
    named = _NAMED_MARKER.match(line)
    if named:
        return named.end()
    bare = _BARE_NUMBER.match(line)
    return bare.end() if bare and not read_unit(normalise(line), bare.end())[0] else 0


def windows(line: str, quantities: Sequence[Quantity]) -> list[Window]:
    """One window for each figure of a line, in order."""
    begin = marker_length(line)
    lowered = normalise(line)
    found: list[Window] = []
    for number, (start, end) in enumerate(_clauses(line, begin, quantities)):
        inside = [quantity for quantity in quantities if start <= quantity.number_start < end]
        found.extend(_in_clause(line, lowered, (start, end), inside, number))
    return found


def _clauses(line: str, begin: int, quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """The clauses of a line; a full stop inside a figure ends none."""
    cuts = [
        match
        for match in _CLAUSE_END.finditer(line, begin)
        if not any(q.start < match.end() and match.start() < q.end for q in quantities)
    ]
    starts = [begin, *(match.end() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(line)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _in_clause(
    line: str,
    lowered: str,
    clause: tuple[int, int],
    inside: Sequence[Quantity],
    number: int,
) -> list[Window]:
    found: list[Window] = []
    start, end = clause
    left = start
    for index, quantity in enumerate(inside):
        following = inside[index + 1] if index + 1 < len(inside) else None
        first = _is_empty(line[left : quantity.start])
        right = end if following is None else _boundary(line, quantity, following, first=first)
        found.append(
            Window(
                quantity=quantity,
                left=left,
                right=right,
                clause=number,
                clause_start=start,
                tail=end,
                last_figure=inside[-1].end,
                first=first,
                within=_is_within(line, lowered, quantity.start),
            ),
        )
        # Where nothing separates two figures, the words between them may name either.
        left = quantity.end if following is not None and right == following.start else right
    return found


def _is_empty(text: str) -> bool:
    return all(word in words().empty for word in re.findall(r"[^\W\d_]+", normalise(text)))


def _boundary(line: str, quantity: Quantity, following: Quantity, *, first: bool) -> int:
    """Where the words of ``quantity`` end and those of ``following`` begin."""
    separators = [
        match.end() if match.group() in "),(" else match.start()
        for match in _SEPARATOR.finditer(line, quantity.end, following.start)
        if not _in_plain_bracket(line, match.start(), following.start)
    ]
    if not separators:
        return following.start
    return separators[-1] if first else separators[0]


def _in_plain_bracket(line: str, position: int, limit: int) -> bool:
    """Whether ``position`` belongs to a bracket that closes before ``limit``: names, not a sub-item."""
    opening = line.rfind("(", 0, position + 1)
    closing = line.find(")", opening) if opening >= 0 else -1
    return opening >= 0 and opening <= position <= closing < limit and not re.search(r"\d", line[opening:closing])


def _is_within(line: str, lowered: str, position: int) -> bool:
    """Whether a figure stands in brackets, or after "trong đó" in its clause; looks back ``_BACK`` characters."""
    begin = max(0, position - _BACK)
    before = line[begin:position]
    if before.count("(") > before.count(")"):
        return True
    opened = lowered.rfind("trong đó", begin, position)
    return opened >= 0 and re.search(r"[.!?;]\s", line[opened:position]) is None
