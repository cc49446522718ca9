"""The indicators that a line names, as they stand to each of its figures: before, around, behind, or clauses ahead.

A line may name hundreds of indicators beside hundreds of figures, so no pair of the two is looked at: of what names
one indicator on one side of a figure only the nearest is told, and the longest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from assistant.language.catalogue import Match
from ingest.figures.windows import Window

Where = Literal["before", "around", "after", "line"]


@dataclass(frozen=True, slots=True)
class Near:
    """What names one indicator on one side of a figure.

    ``match`` is the first in the order of the line, ``distance`` how many characters lie between the nearest and the
    figure, ``words`` how many the longest has, and ``figures`` how many others begin between the nearest and it.
    """

    where: Where
    match: Match
    distance: int
    words: int
    figures: int


@dataclass(slots=True)
class _Side:
    """What names one indicator before a figure: the place of the first in the line, the last end, the most words."""

    first: int
    end: int
    words: int


@dataclass(frozen=True, slots=True)
class _Behind:
    """What names one indicator in a clause, in order: places in the line, starts, and the most words from each on."""

    places: Sequence[int]
    starts: Sequence[int]
    words: Sequence[int]


class Nearby:
    """The names of one line. ``matches`` are in the order of their starts, and ``found`` its figures in theirs."""

    def __init__(self, matches: Sequence[Match], found: Sequence[Window]) -> None:
        self._matches = matches
        self._starts = [match.start for match in matches]
        self._by_end = sorted(range(len(matches)), key=lambda at: matches[at].end)
        self._longest = max((match.end - match.start for match in matches), default=0)
        self._figures = [window.quantity.number_start for window in found]
        self._passed = 0  # of ``_by_end``: those that end before the clause
        self._line: dict[str, _Side] = {}
        self._clause = (-1, -1)
        self._coming: list[int] = []  # of the clause, those that end behind its last figure so far; the next one last
        self._before: dict[str, _Side] = {}
        self._behind: list[_Behind] = []

    def of(self, window: Window) -> list[Near]:
        """What names an indicator near a figure, in the order of the line. Asked for each figure in turn."""
        if (window.clause_start, window.tail) != self._clause:
            self._enter(window)
        start = window.quantity.start
        while self._coming and self._matches[self._coming[-1]].end <= start:
            self._add(self._before, self._coming.pop())
        return [near for _, near in sorted(self._told(window, start), key=lambda told: told[0])]

    def _told(self, window: Window, start: int) -> Iterator[tuple[int, Near]]:
        sides_of: tuple[tuple[Where, dict[str, _Side]], ...] = (("line", self._line), ("before", self._before))
        for where, sides in sides_of:
            for side in sides.values():
                between = self._between(side.end, start)
                yield side.first, Near(where, self._matches[side.first], start - side.end, side.words, between)
        for at in range(bisect_left(self._starts, start - self._longest), bisect_right(self._starts, start)):
            match = self._matches[at]
            if window.clause_start <= match.start and start < match.end <= window.tail:
                yield at, Near("around", match, 0, match.words, 0)
        for behind in self._behind:
            at = bisect_right(behind.starts, start)
            if at < len(behind.starts):
                end, begins = window.quantity.end, behind.starts[at]
                match, between = self._matches[behind.places[at]], self._between(end, begins)
                yield behind.places[at], Near("after", match, max(0, begins - end), behind.words[at], between)

    def _enter(self, window: Window) -> None:
        """Goes on to the clause of a figure."""
        self._clause = window.clause_start, window.tail
        while self._passed < len(self._by_end):
            at = self._by_end[self._passed]
            if self._matches[at].end > window.clause_start:
                break
            self._add(self._line, at)
            self._passed += 1
        inside = [
            at
            for at in range(bisect_left(self._starts, window.clause_start), bisect_right(self._starts, window.tail))
            if self._matches[at].end <= window.tail
        ]
        self._before = {}
        self._coming = sorted(inside, key=lambda at: -self._matches[at].end)
        by_entry: dict[str, list[int]] = {}
        for at in inside:
            by_entry.setdefault(self._matches[at].entry.id, []).append(at)
        self._behind = [self._listed(places) for places in by_entry.values()]

    def _listed(self, places: Sequence[int]) -> _Behind:
        words = list(accumulate((self._matches[at].words for at in reversed(places)), max))[::-1]
        return _Behind(places, [self._starts[at] for at in places], words)

    def _add(self, sides: dict[str, _Side], at: int) -> None:
        match = self._matches[at]
        side = sides.setdefault(match.entry.id, _Side(at, match.end, match.words))
        side.first, side.end = min(side.first, at), max(side.end, match.end)
        side.words = max(side.words, match.words)

    def _between(self, begin: int, end: int) -> int:
        """How many figures begin from ``begin`` up to ``end``."""
        return max(0, bisect_left(self._figures, end) - bisect_left(self._figures, begin))
