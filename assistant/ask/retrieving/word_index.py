"""Where each word of an archive stands: the words of every line in their order, in one array for all.

A question is held against all lines of an archive, or of one document, by a few operations on whole arrays
(``worth``). Each document is cut by itself (``cut``), so that of a changed archive only what is new is read again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.language.text import fold

Numbers = NDArray[np.int32]
Weights = NDArray[np.float64]
Marks = NDArray[np.bool_]

_REACH = 2  # words by which two may stand apart and still be neighbours
_APART = _REACH + 1  # places between two lines, so that no word is the neighbour of one of another line
_NONE: Numbers = np.empty(0, dtype=np.int32)
_SEARCHED = 8  # places of a word for each line in question, from which they are searched for and not gone through


@lru_cache(maxsize=65536)
def plain_word(word: str) -> str:
    """A word as a question without marks has it, told from one that has none by itself: "đàn" -> "~dan"."""
    return f"~{fold(word)}"


def as_plain(word: str) -> str:
    """The same of a word that may be one already."""
    return word if word.startswith("~") else plain_word(word)


@dataclass(frozen=True, slots=True)
class Cut:
    """The words of the lines of one document.

    ``words`` are told once each; ``own`` are the words of all lines one after another by their place in ``words``,
    ``sizes`` how many each line has. ``above`` and ``above_sizes`` are in the same way what stands above lines, told
    once where it is the same; ``group`` says which of it is above each line, ``paragraph`` of which paragraph a line
    is.
    """

    words: tuple[str, ...]
    own: Numbers
    sizes: Numbers
    above: Numbers
    above_sizes: Numbers
    group: Numbers
    paragraph: Numbers


def cut(own: Sequence[Sequence[str]], above: Sequence[Sequence[str]], paragraph: Sequence[int]) -> Cut:
    """A document from the words of each line, those above each line, and the paragraph of each."""
    places: dict[str, int] = {}
    groups: dict[tuple[str, ...], int] = {}
    group = [groups.setdefault(tuple(words), len(groups)) for words in above]

    def told(texts: Iterable[Sequence[str]]) -> Numbers:
        return _numbers(places.setdefault(word, len(places)) for text in texts for word in text)

    return Cut(
        own=told(own),
        above=told(groups),
        words=tuple(map(sys.intern, places)),
        sizes=_numbers(map(len, own)),
        above_sizes=_numbers(map(len, groups)),
        group=_numbers(group),
        paragraph=_numbers(paragraph),
    )


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a word stands in some lines: its places, the same counted without numbers, and their lines."""

    places: Numbers
    nth: Numbers
    lines: Numbers

    def only(self, which: slice | NDArray[np.intp]) -> _Standing:
        """Some of these places, in this order."""
        return _Standing(self.places[which], self.nth[which], self.lines[which])

    def since(self, line: int) -> _Standing:
        """The same with the lines counted from one of them on."""
        return _Standing(self.places, self.nth, self.lines - np.int32(line)) if line else self


@dataclass(frozen=True, slots=True)
class Some:
    """Some lines of an archive by their ``numbers``, in their order, and where the words asked of them stand in them.

    All lie ``within`` a range of lines; ``at`` has for each of that its place among these, -1 for one that is none.
    """

    numbers: Numbers
    within: range
    at: Numbers
    _kept: dict[str, _Standing] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.numbers)

    def only(self, held: Marks) -> Some:
        """Those of these lines that are marked."""
        return _some(self.numbers[held], within=self.within)


def some(held: Marks, *, within: range) -> Some:
    """The lines of a range that are marked."""
    return _some((np.flatnonzero(held) + within.start).astype(np.int32), within=within)


def _some(numbers: Numbers, *, within: range) -> Some:
    at = np.full(len(within), -1, dtype=np.int32)
    at[numbers - within.start] = np.arange(len(numbers), dtype=np.int32)
    return Some(numbers, within, at)


Part = range | Some  # some lines of an archive: those of a document, or any


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The lines of an archive, numbered through, and where each word stands in them.

    Every word has a place of its own, line after line with a gap between two. ``first`` is the place at which each
    line begins (and one more, where all end), ``line_of`` the line of each place. ``places`` are those of each word
    one after another in the order of ``words``, from ``start`` on; ``nth`` are the same counted without numbers.
    ``above`` are in the same way, from ``above_start`` on, the groups of lines above which a word stands, ``group``
    the group of each line. ``forms`` are the words that are one without marks ("~dan": "dân", "đàn").
    """

    words: Mapping[str, int]
    forms: Mapping[str, tuple[int, ...]]
    first: Numbers
    start: Numbers
    places: Numbers
    nth: Numbers
    lines: Numbers
    above_start: Numbers
    above: Numbers
    group: Numbers
    paragraph: Numbers
    groups: int
    _merged: dict[str, _Standing] = field(default_factory=dict, compare=False, repr=False)

    @property
    def size(self) -> int:
        """The number of lines."""
        return len(self.group)

    def own_of(self, word: str, part: Part) -> Marks:
        """For each line of ``part`` whether it holds a word."""
        return _marks(self._standing(word, part).lines, part)

    def sum_of(self, weights: Mapping[str, float], part: Part) -> Weights:
        """For each line of ``part`` the sum of the weights of the words that it holds."""
        total = np.zeros(len(part))
        for word, weight in weights.items():
            # A line that holds a word twice is told twice here, and added to once.
            total[self._standing(word, part).lines] += weight
        return total

    def holding(self, words: Iterable[str], part: range) -> Some:
        """The lines of ``part`` that hold one of some words."""
        held = np.zeros(len(part), np.bool_)
        for word in words:
            held |= self.own_of(word, part)
        return some(held, within=part)

    def spread(self, word: str) -> int:
        """How often a word stands in all lines."""
        return len(self._everywhere(word).places)

    def above_of(self, word: str, part: Part) -> Marks:
        """For each line of ``part`` whether a word stands above it."""
        own = self.group[_as_index(part)]
        if not len(own):
            return np.zeros(0, np.bool_)
        lowest, highest = int(own.min()), int(own.max())
        below = np.zeros(highest - lowest + 1, np.bool_)  # of one document only a few of all groups
        for number in self._numbers_of(word):
            groups = self.above[self.above_start[number] : self.above_start[number + 1]]
            below[groups[(lowest <= groups) & (groups <= highest)] - lowest] = True
        return below[own - lowest]

    def neighbours(self, word: str, other: str, part: Part) -> Marks:
        """For each line of ``part`` whether two words stand beside each other in it, in any form and either order.

        One word may stand between them, or any numbers: "hiến 4.300 m2 đất".
        """
        one, many = sorted(
            (self._standing(as_plain(each), part) for each in (word, other)), key=lambda each: len(each.places)
        )
        near = _are_near(one.places, many.places, reach=_REACH)
        counted = one.nth >= 0
        near[counted] |= _are_near(one.nth[counted], many.nth[many.nth >= 0], reach=1)
        return _marks(one.lines[near], part)

    def counts(self) -> dict[str, int]:
        """In how many lines each word stands, and each word without marks; none of words that only stand above."""
        line = self.lines
        word = np.repeat(np.arange(len(self.words), dtype=np.int32), np.diff(self.start))
        opens = np.ones(len(line), np.bool_)
        opens[1:] = (line[1:] != line[:-1]) | (word[1:] != word[:-1])
        counted = np.bincount(word[opens], minlength=len(self.words)).tolist()
        told = dict(zip(self.words, counted, strict=True))
        for plain, numbers in self.forms.items():
            # Put together here and not kept: of all words at once that would be the whole index once more.
            parts = [line[self.start[each] : self.start[each + 1]] for each in numbers]
            told[plain] = counted[numbers[0]] if len(parts) == 1 else len(np.unique(np.concatenate(parts)))
        return {each: count for each, count in told.items() if count}

    def _numbers_of(self, word: str) -> tuple[int, ...]:
        if word.startswith("~"):
            return self.forms.get(word, ())
        return (self.words[word],) if word in self.words else ()

    def _everywhere(self, word: str) -> _Standing:
        """Where a word stands in all lines, in the order of its places."""
        numbers = self._numbers_of(word)
        if len(numbers) <= 1:
            found = slice(self.start[numbers[0]], self.start[numbers[0] + 1]) if numbers else slice(0)
            return _Standing(self.places[found], self.nth[found], self.lines[found])
        merged = self._merged.get(word)
        if merged is None:
            parts = [slice(self.start[each], self.start[each + 1]) for each in numbers]
            whole = _Standing(*(np.concatenate([of[each] for each in parts]) for of in self._of_places()))
            merged = self._merged[word] = whole.only(np.argsort(whole.places, kind="stable"))
        return merged

    def _of_places(self) -> tuple[Numbers, Numbers, Numbers]:
        return self.places, self.nth, self.lines

    def _standing(self, word: str, part: Part) -> _Standing:
        """Where a word stands within some lines."""
        kept = part._kept.get(word) if isinstance(part, Some) else None
        if kept is not None:
            return kept
        everywhere = self._everywhere(word)
        within = part if isinstance(part, range) else part.within
        inside = everywhere.only(self._bounds(everywhere.places, within)).since(within.start)
        if isinstance(part, range):
            return inside
        found, lines = self._found(inside, part)
        kept = part._kept[word] = _Standing(inside.places[found], inside.nth[found], lines)
        return kept

    def _found(self, inside: _Standing, part: Some) -> tuple[NDArray[np.intp], Numbers]:
        """Which of the places of a word are within some lines, and in which of them."""
        if len(inside.places) < _SEARCHED * len(part):
            lines = part.at[inside.lines]
            found = np.flatnonzero(lines >= 0)
            return found, lines[found]
        begins, ends = (np.searchsorted(inside.places, self.first[part.numbers + end]) for end in (0, 1))
        counts = ends - begins
        found = np.asarray(np.repeat(begins - np.cumsum(counts) + counts, counts) + np.arange(counts.sum()))
        return found, np.repeat(np.arange(len(part), dtype=np.int32), counts)

    def _bounds(self, places: Numbers, part: range) -> slice:
        """Where the places within the lines of ``part`` stand in a sorted array."""
        if len(part) == self.size:
            return slice(None)
        return slice(*np.searchsorted(places, (self.first[part.start], self.first[part.stop])).tolist())


def _marks(lines: Numbers, part: Part) -> Marks:
    """Some lines of ``part``, marked among all of them."""
    marks = np.zeros(len(part), np.bool_)
    marks[lines] = True
    return marks


def _as_index(part: Part) -> slice | Numbers:
    return slice(part.start, part.stop) if isinstance(part, range) else part.numbers


def _are_near(places: Numbers, others: Numbers, *, reach: int) -> Marks:
    """For each place whether one of the others is at most ``reach`` from it; both sorted."""
    if not len(others):
        return np.zeros(len(places), np.bool_)
    after = np.searchsorted(others, places)
    before = others[np.maximum(after - 1, 0)]
    last = len(others) - 1
    is_itself = others[np.minimum(after, last)] == places
    following = others[np.minimum(after + is_itself, last)]
    near = (before < places) & (places - before <= reach)
    return np.asarray(near | ((following > places) & (following - places <= reach)))


def word_index(cuts: Sequence[Cut]) -> WordIndex:
    """The index of documents, one after another."""
    words: dict[str, int] = {}
    numbers = [_numbers(words.setdefault(word, len(words)) for word in each.words) for each in cuts]
    own = _joined(number[each.own] for number, each in zip(numbers, cuts, strict=True))
    above = _joined(number[each.above] for number, each in zip(numbers, cuts, strict=True))
    above_sizes = _joined(each.above_sizes for each in cuts)
    above_order = np.argsort(above, kind="stable")
    sizes = _joined(each.sizes for each in cuts)
    order, nth, start = _sorted(own, sizes, list(words))
    lines = np.repeat(_counting(len(sizes)), sizes)[order]
    return WordIndex(
        words=words,
        forms=forms_of(words),
        first=_starts(sizes + np.int32(_APART)),
        start=start,
        places=order + np.int32(_APART) * lines,
        nth=nth,
        lines=lines,
        above_start=_starts(np.bincount(above, minlength=len(words))),
        above=np.repeat(_counting(len(above_sizes)), above_sizes)[above_order],
        group=numbered_on([each.group for each in cuts], [len(each.above_sizes) for each in cuts]),
        paragraph=numbered_on([each.paragraph for each in cuts], [_count(each.paragraph) for each in cuts]),
        groups=len(above_sizes),
    )


def forms_of(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The words, by their numbers, that are one without marks."""
    forms: dict[str, tuple[int, ...]] = {}
    for number, word in enumerate(words):
        plain = plain_word(word)
        forms[plain] = (*forms.get(plain, ()), number)
    return forms


def _sorted(own: Numbers, sizes: Numbers, words: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    """Of the words of all lines one after another: those of each word together, their places counted without numbers,
    and where each word begins.
    """
    is_word = np.fromiter((not any(map(str.isdigit, word)) for word in words), np.bool_, count=len(words))[own]
    nth = np.cumsum(is_word, dtype=np.int32)
    nth += np.repeat(np.int32(_APART) * _counting(len(sizes)), sizes)
    nth[~is_word] = -1
    order = np.argsort(own, kind="stable").astype(np.int32)
    return order, nth[order], _starts(np.bincount(own, minlength=len(words)))


def some_lines(index: WordIndex, kept: Marks) -> Cut:
    """The lines of an index that are marked, as they were cut; all lines of a document are marked or none."""
    numbers = _counting(len(index.words))
    sizes = (np.diff(index.first) - _APART).astype(np.int32)
    at_place = np.full(index.first[-1], -1, dtype=np.int32)
    at_place[index.places] = np.repeat(numbers, np.diff(index.start))
    own = at_place[at_place >= 0]
    group, paragraph = index.group[kept], index.paragraph[kept]
    has_group = np.zeros(index.groups, np.bool_)
    has_group[group] = True
    by_group = np.argsort(index.above, kind="stable")
    above_sizes = np.bincount(index.above, minlength=index.groups).astype(np.int32)
    above = np.repeat(numbers, np.diff(index.above_start))[by_group]
    return Cut(
        words=tuple(index.words),
        own=own[np.repeat(kept, sizes)],
        sizes=sizes[kept],
        above=above[np.repeat(has_group, above_sizes)],
        above_sizes=above_sizes[has_group],
        group=numbered_anew(group, index.groups),
        paragraph=numbered_anew(paragraph, _count(index.paragraph)),
    )


def numbered_anew(numbers: Numbers, count: int) -> Numbers:
    """Numbers below ``count`` with those left out that none of them is, in their order."""
    used = np.zeros(count, np.bool_)
    used[numbers] = True
    return (np.cumsum(used, dtype=np.int32) - np.int32(1))[numbers]


def _counting(count: int) -> Numbers:
    return np.arange(count, dtype=np.int32)


def _starts(sizes: NDArray[np.integer[Any]]) -> Numbers:
    """Where each of some things of these sizes begins, and where the last ends."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)


def _count(numbers: Numbers) -> int:
    return int(numbers.max()) + 1 if len(numbers) else 0


def _joined(arrays: Iterable[Numbers]) -> Numbers:
    return np.concatenate([_NONE, *arrays])


def numbered_on(arrays: Sequence[Numbers], counts: Sequence[int]) -> Numbers:
    """The numbers of all documents, each going on where those of the last end."""
    before = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])[:-1]
    return _joined((numbers + since).astype(np.int32) for numbers, since in zip(arrays, before, strict=True))
