"""The texts of an archive cut into what can answer by itself, with their words, and how rare each word is."""

from __future__ import annotations

import itertools
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import log
from threading import Lock
from typing import NamedTuple

import numpy as np

from assistant.ask.retrieving.cuts import HEADING, LOOSE, ROW, Cuts, cut_texts, keep, kept_in, key_of
from assistant.ask.retrieving.stretches import Stretch, stretches, whole_sentences
from assistant.ask.retrieving.word_index import Numbers, Some, Weights, as_plain, plain_word
from assistant.language.meaning import meaning
from assistant.language.text import fold
from assistant.ports import ArrayStore
from assistant.types import Resolution

# What a sentence of a unit's own document must hold of the words itself to be shown where none holds more: 1 is a
# word that the archive has once. Measured on 15 sets of questions over 13 archives: with it 36 of 37 descriptive
# questions are answered (29 without); asked of other units, 154 of 222 are refused (165) and 40 answered as clear
# (41).
SHARED = 0.9
_UNKNOWN = 0.5  # weight of a word that the archive does not hold, against one that it has once
_SHORTEST = 4  # letters of a word that may be misspelt
_LONGEST_EXACT = 6  # letters of the name of a unit that must stand as it is
_KEPT = 256  # names of units of which it is kept which documents have them
_PAGES = 2048  # documents whose stretches are kept, about 0.1 MB each; to cut one takes 3 ms
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FEWEST_WORDS = 10  # words of a document below which it has no text to look at
_WORD = re.compile(r"\S+")


Folded = Callable[[], Mapping[str, str]]  # gives the folded texts of an archive by document id


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare the words of an archive are: ``lines`` stretches in all, and in how many of them each word stands."""

    lines: int
    counts: Mapping[str, int]
    kept: dict[str, float] = field(default_factory=dict, compare=False, repr=False)  # weights that were worked out

    def of(self, word: str) -> float:
        """The weight of a word, above 0; one that the archive does not hold tells no line from another, and weighs
        half of one that it has once.
        """
        weight = self.kept.get(word)
        if weight is None:
            weight = log(1 + self.lines / (1 + self.counts.get(word, 0))) * (1 if word in self.counts else _UNKNOWN)
            self.kept[word] = weight
        return weight

    def share_of_rarest(self, word: str) -> float:
        """The weight of a word against that of one that stands once in the archive, in [0, 1]."""
        return min(1.0, self.of(word) / log(1 + max(self.lines, 2) / 2))

    def meant(self, word: str) -> str:
        """The word of the archive that a misspelt one stands for: itself, where it is known or none is near.

        One that is unknown as it is marked may be known without marks, as may one that has none ("~thuong").
        """
        plain = as_plain(word)
        if word in self.counts or plain in self.counts or len(plain) <= _SHORTEST or not plain[1:].isalpha():
            return word if word in self.counts else plain
        near = (f"~{each}" for each in _misspellings(plain[1:]))
        return max((each for each in near if each in self.counts), key=self.counts.__getitem__, default=plain)


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch with its words: its own with their neighbours, and those above it."""

    stretch: Stretch
    text: str
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    above: frozenset[str]


class Placed(NamedTuple):
    """A stretch by its number: where it stands in its document, -1 for one that does not, and of what kind it is."""

    number: int
    document_id: str
    start: int
    end: int
    kinds: int

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return bool(self.kinds & ROW)

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return bool(self.kinds & HEADING)


@dataclass(frozen=True, slots=True)
class Sentences:
    """Whole sentences of a document, in the order of its text.

    The stretches of each are ``first`` to ``last`` (one past it) of those that stand in the text of the document,
    counted from its first one; ``opens`` is the first one of its paragraph.
    """

    of: Sequence[Stretch]
    first: Numbers
    last: Numbers
    opens: Numbers


class Texts:
    """The texts of an archive, cut into stretches that are numbered through; with the rarity of their words and where
    they stand.

    What was cut of documents that are as they were is taken over from ``before``, or from where it is ``kept``; what
    is cut anew is kept there. The stretches themselves are made of a document when they are asked for. ``folded``
    gives the folded texts by document id, where somebody has them.
    """

    def __init__(
        self,
        documents: Iterable[Resolution],
        before: Texts | None = None,
        *,
        kept: ArrayStore | None = None,
        folded: Folded | None = None,
    ) -> None:
        known: Mapping[str, Resolution] = before._documents if before is not None else {}
        # An equal document is the one known already: what is kept of it is found by its identity.
        self._documents: dict[str, Resolution] = {
            each.document_id: _same(each, known.get(each.document_id)) for each in documents
        }
        self._keys: dict[str, str] = {
            key: before._keys[key] if before is not None and each is known.get(key) else key_of(each)
            for key, each in self._documents.items()
        }
        self._store = kept
        self._cuts = self._cut(before)
        self._pages: _Pages = before._pages if before is not None else _Pages()
        self._folded = folded or cache(lambda: {key: fold(each.text) for key, each in self._documents.items()})
        self.index = self._cuts.index
        self.rarity = Rarity(self.index.size, self._cuts.counts)
        self._first: list[int] = self._cuts.first.tolist()
        sizes = np.diff(self._cuts.first)
        self._document_of = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        self._place = {key: number for number, key in enumerate(self._cuts.ids)}
        self._named: dict[str, Mapping[str, tuple[int, ...]]] = {}
        self._has_text: dict[str, bool] = {}

    def _cut(self, before: Texts | None) -> Cuts:
        """What was cut of the documents, kept where it is new."""
        held = before._cuts if before is not None and before.is_intact() else None
        if self._store is None or (held is not None and self._is_of(held)):
            return cut_texts(self._documents, self._keys, held)
        stored = kept_in(self._store)
        known = stored if held is None or self._is_of(stored) else held
        found = cut_texts(self._documents, self._keys, known)
        if found is not stored:
            keep(found, self._store)
        return found

    def _is_of(self, cuts: Cuts | None) -> bool:
        """Whether these are the cuts of just these documents."""
        return cuts is not None and dict(zip(cuts.ids, cuts.keys, strict=True)) == self._keys

    def is_intact(self) -> bool:
        """Whether what was cut is as it was, which is read where it is kept."""
        return self._store is None or self._store.is_as_loaded()

    def renewed(self, documents: Sequence[Resolution], *, folded: Folded | None = None) -> Texts:
        """The texts of the archive as it is now: these, where no document has changed and they are intact."""
        same = list(self._documents.values()) == list(documents) and self.is_intact()
        return self if same else Texts(documents, self, kept=self._store, folded=folded)

    def stretches(self, document_id: str) -> tuple[Stretch, ...]:
        """The stretches of a document in the order of its text; none of one that the archive does not have."""
        document = self._documents.get(document_id)
        return self._pages.of(document) if document is not None else ()

    def sentences(self, found: Sequence[Stretch], document: Resolution) -> Sentences:
        """The whole sentences of some stretches of a document; those of all its stretches are kept."""
        own = self._documents.get(document.document_id)
        if own is None or found is not self._pages.of(own):
            return self._sentences(found, document)
        kept = self._pages.sentences(own)
        return kept if kept is not None else self._pages.keep(own, self._sentences(found, own))

    def _sentences(self, found: Sequence[Stretch], document: Resolution) -> Sentences:
        sentences, text = whole_sentences(found, document), document.text
        starts = self._starts(document.document_id)
        places = (
            [each.start for each in sentences],
            [each.end for each in sentences],
            [text.rfind("\n", 0, each.start) + 1 for each in sentences],
        )
        return Sentences(sentences, *(np.searchsorted(starts, each).astype(np.int32) for each in places))

    def numbers(self, document_id: str) -> range:
        """The numbers of a document's stretches."""
        place = self._place[document_id]
        return range(self._first[place], self._first[place + 1])

    def names_one(self, names: Sequence[str], document: Resolution) -> bool:
        """Whether the text of a document names one of some units, misspelt by a letter at most. Which documents do is
        kept by name, since all are looked through.
        """
        own = self._documents.get(document.document_id)
        if own is None or own.text != document.text:
            text = fold(document.text)
            return any(names_unit(name, text) for name in names)
        return any(document.document_id in self._naming(name) for name in names)

    def stretches_naming(self, names: Sequence[str], document_id: str) -> Iterator[Stretch]:
        """The stretches of a document that name one of some units, in their order."""
        if document_id not in self._documents:
            return
        at = sorted({start for name in names for start in self._naming(name).get(document_id, ())})
        for placed in self._begun(document_id, at):
            quote = fold(self.quote(placed))
            if any(names_unit(name, quote) for name in names):
                yield self.stretch(placed.number)

    def places_with(self, words: Sequence[str]) -> Iterator[Placed]:
        """Where the stretches are that hold one of some words just so, in the order of the documents and their
        texts.
        """
        for key, document in self._documents.items():
            at = sorted(start for word in words for start in _found_at(word, document.text))
            for placed in self._begun(key, at):
                quote = self.quote(placed)
                if any(word in quote for word in words):
                    yield placed

    def _begun(self, document_id: str, at: Sequence[int]) -> Iterator[Placed]:
        """The stretches of a document in which one of some places of its text lies, and those that are loose."""
        part = slice(self.numbers(document_id).start, self.numbers(document_id).stop)
        loose = (self._cuts.kinds[part] & LOOSE) > 0
        if not at and not loose.any():
            return iter(())
        first = np.searchsorted(at, self._cuts.starts[part])
        begun = np.append(at, np.iinfo(np.int32).max)[first] < self._cuts.ends[part]
        return self.places((np.flatnonzero(begun | loose) + part.start).astype(np.int32))

    def _naming(self, name: str) -> Mapping[str, tuple[int, ...]]:
        """The documents whose texts name a unit, with where they do."""
        naming = self._named.get(name)
        if naming is None:
            folded = self._folded()
            found = ((key, tuple(_named_at(name, folded[key]))) for key in self._documents)
            naming = {key: at for key, at in found if at}
            if len(self._named) >= _KEPT:
                self._named.clear()
            self._named[name] = naming
        return naming

    def has_text(self, document: Resolution) -> bool:
        """Whether a document has more than hardly a word."""
        own = self._documents.get(document.document_id)
        if own is None or own.text is not document.text:
            return _has_text(document.text)
        if own.document_id not in self._has_text:
            self._has_text[own.document_id] = _has_text(own.text)
        return self._has_text[own.document_id]

    @property
    def whole(self) -> range:
        """The numbers of all stretches."""
        return range(self.index.size)

    def stretch(self, number: int) -> Stretch:
        """The stretch of a number."""
        place = int(self._document_of[number])
        document = self._documents[self._cuts.ids[place]]
        alone = self._cuts.sentence(number, document)
        return alone if alone is not None else self._pages.of(document)[number - self._first[place]]

    def _starts(self, document_id: str) -> Numbers:
        """Where the stretches of a document begin that stand in its text, in their order."""
        numbers = self.numbers(document_id)
        starts = self._cuts.starts[numbers.start : numbers.stop]
        return starts[starts >= 0]

    def places(self, numbers: Numbers) -> Iterator[Placed]:
        """Where some stretches stand and of what kind they are, without making them."""
        ids, cuts = self._cuts.ids, self._cuts
        of_document = (ids[at] for at in self._document_of[numbers].tolist())
        columns = (each[numbers].tolist() for each in (cuts.starts, cuts.ends, cuts.kinds))
        return map(Placed._make, zip(numbers.tolist(), of_document, *columns, strict=True))

    def quote(self, placed: Placed) -> str:
        """What a stretch says, without making the others of its document."""
        if placed.kinds & LOOSE:
            return self.stretch(placed.number).quote
        return self._documents[placed.document_id].text[placed.start : placed.end]

    def document_of(self, number: int) -> str:
        """The document of the stretch of a number."""
        return self._cuts.ids[int(self._document_of[number])]

    def best_of_documents(self, worth: Weights, of: Some | None = None) -> dict[str, float]:
        """The best of each document's stretches, where it is above 0; ``worth`` is told ``of`` these stretches, of
        all without.
        """
        of_document = self._document_of if of is None else self._document_of[of.numbers]
        if not len(of_document):
            return {}
        starts = np.flatnonzero(np.concatenate([[True], of_document[1:] != of_document[:-1]]))
        best = np.maximum.reduceat(worth, starts)
        return {
            self._cuts.ids[at]: float(each)
            for at, each in zip(of_document[starts].tolist(), best, strict=True)
            if each > 0
        }

    def __iter__(self) -> Iterator[Stretch]:
        return itertools.chain.from_iterable(map(self.stretches, self._documents))


def _same(document: Resolution, known: Resolution | None) -> Resolution:
    return known if known is not None and known == document else document


@dataclass(slots=True)
class _Page:
    document: Resolution
    stretches: tuple[Stretch, ...]
    sentences: Sentences | None = None


class _Pages:
    """The stretches of the documents that were asked for last, for several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Page] = OrderedDict()
        self._lock = Lock()

    def of(self, document: Resolution) -> tuple[Stretch, ...]:
        """The stretches of a document in the order of its text."""
        with self._lock:
            known = self._kept.get(document.document_id)
            if known is not None and known.document is document:
                self._kept.move_to_end(document.document_id)
                return known.stretches
        found = stretches(document)
        with self._lock:
            self._kept[document.document_id] = _Page(document, found)
            self._kept.move_to_end(document.document_id)
            while len(self._kept) > _PAGES:
                self._kept.popitem(last=False)
        return found

    def sentences(self, document: Resolution) -> Sentences | None:
        """Its whole sentences, where they are kept."""
        with self._lock:
            known = self._kept.get(document.document_id)
            return known.sentences if known is not None and known.document is document else None

    def keep(self, document: Resolution, sentences: Sentences) -> Sentences:
        """Keeps its whole sentences beside its stretches, where those still are."""
        with self._lock:
            known = self._kept.get(document.document_id)
            if known is not None and known.document is document:
                known.sentences = sentences
        return sentences


def _has_text(text: str) -> bool:
    # One by one: a split would copy the rest of each text.
    words = itertools.islice(_WORD.finditer(text), _FEWEST_WORDS)
    return sum(1 for _ in words) == _FEWEST_WORDS


@lru_cache(maxsize=4096)
def said_in(stretch: Stretch, *, above: str | None = None) -> Said:
    """A stretch with its words; ``above`` in the place of what stands above it."""
    words = meaning(stretch.quote)
    plain = tuple(map(plain_word, words))
    # "Hiến 4.300 m2 đất" is of "hiến đất".
    wordy = tuple(word for word in plain if not any(map(str.isdigit, word)))
    pairs = {*itertools.pairwise(plain), *zip(plain, plain[2:], strict=False), *itertools.pairwise(wordy)}
    over = meaning(stretch.above if above is None else above)
    return Said(
        stretch,
        fold(" ".join(words)),
        frozenset((*words, *plain)),
        frozenset(pairs),
        frozenset((*over, *map(plain_word, over))),
    )


def _misspellings(word: str) -> set[str]:
    """The words one letter apart: one too many, missing, other, or two changed over."""
    parts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    changed = {a + b[1:] for a, b in parts if b} | {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    return changed | {a + c + b[cut:] for a, b in parts for c in _LETTERS for cut in (0, 1) if len(b) >= cut}


def names_unit(name: str, text: str) -> bool:
    """Whether a folded text names a unit, misspelt by a letter at most."""
    return next(_named_at(name, text), None) is not None


def _named_at(name: str, text: str) -> Iterator[int]:
    """Where a folded text names a unit, misspelt by a letter at most; a place may be told twice.

    One slip leaves one side of the middle as it is, so that the pattern is held against the text only where a name
    with this side would begin: to search a whole text for it takes ten times as long.
    """
    pattern = unit_pattern(name)
    if len(name) <= _LONGEST_EXACT:
        yield from (match.start() for match in (pattern.finditer(text) if name in text else ()))
        return
    middle = len(name) // 2
    for side, before in ((name[: middle - 1], (0,)), (name[middle + 1 :], (middle, middle + 1, middle + 2))):
        at = text.find(side)
        while at >= 0:
            yield from (at - by for by in before if at >= by and pattern.match(text, at - by))
            at = text.find(side, at + 1)


def _found_at(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@lru_cache(maxsize=1024)
def unit_pattern(name: str) -> re.Pattern[str]:
    """The folded name of a unit in a folded text, as it is or misspelt by a letter."""
    said = _misspelt(name) if len(name) > _LONGEST_EXACT else re.escape(name)
    return re.compile(rf"(?<!\w)(?:{said})(?!\w)")


def _misspelt(name: str) -> str:
    """A pattern of a name with one letter too many, missing, other, or two changed over, at most.

    One way inside the other, letter by letter: to try hundreds of spellings at every word takes twenty times as long.
    """
    said = f"[{_LETTERS}]?"  # after the last letter
    for at in reversed(range(len(name))):
        letter, rest = re.escape(name[at]), re.escape(name[at + 1 :])
        wrong = [f"[{_LETTERS}]{letter}?{rest}", rest]
        if rest:
            wrong.append(f"{re.escape(name[at + 1])}{letter}{re.escape(name[at + 2 :])}")
        said = f"(?:{letter}{said}|{'|'.join(wrong)})"
    return said
