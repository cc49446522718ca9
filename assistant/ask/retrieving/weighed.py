"""What the sentences of documents hold of a matter's words, with those before and above them.

Weighed for many documents at once and for all sides of the matter: a question that names a level asks for those of
every document of it, and word by word, document by document and side by side the same is told ten times as slowly.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from assistant.ask.retrieving.said import Sentences, Texts
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.retrieving.wanted import Wanted
from assistant.ask.retrieving.word_index import Marks, Numbers, Part, Weights, some
from assistant.ask.retrieving.worth import ABOVE
from assistant.language.meaning import meaning
from assistant.types import Resolution

_AT_ONCE = 64  # documents, which bounds the memory

Own = tuple[Resolution, Sequence[Stretch]]  # a document and those of its stretches that are looked at


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a matter: the ``whole`` weight of its words, and of each sentence the weight that it holds or
    stands below or behind (``share``), and how rare the words are that it holds itself (``evidence``).
    """

    whole: float
    share: Weights
    evidence: Weights

    def of(self, part: slice) -> Wording:
        """The same of some of the sentences."""
        return Wording(self.whole, self.share[part], self.evidence[part])


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sentences of a document, weighed in each wording of what is ``asked``; ``holds_one`` are those that hold a
    word themselves.

    What the whole document is about by its title no sentence has to say again: ``beyond`` is what is asked beyond it.
    Where that is nothing there are no wordings.
    """

    document: Resolution
    stretches: Sequence[Stretch]
    sentences: Sentences
    asked: Wanted
    beyond: Wanted
    wordings: Sequence[Wording]
    holds_one: Marks

    @property
    def is_titled(self) -> bool:
        """Whether the document is about the matter by its title."""
        return self.beyond is not self.asked

    def in_general(self) -> Weighed:
        """The same with nothing asked for."""
        nothing = Wanted(runs=())
        return replace(self, asked=nothing, beyond=nothing, wordings=())


def weigh(asked: Wanted, documents: Sequence[Own], known: Texts) -> Iterator[Weighed]:
    """The documents, weighed, in their order."""
    for start in range(0, len(documents), _AT_ONCE):
        yield from _weighed(asked, documents[start : start + _AT_ONCE], known)


def _weighed(asked: Wanted, documents: Sequence[Own], known: Texts) -> Iterator[Weighed]:
    plain = [_unweighed(asked, each, known) for each in documents]
    worded = [each for each in plain if (each.beyond.runs or each.beyond.phrases) and len(each.sentences.of)]
    told = dict(zip(map(id, worded), _told(asked, worded, known), strict=True)) if worded else {}
    for each in plain:
        yield told.get(id(each), each)


def _unweighed(asked: Wanted, own: Own, known: Texts) -> Weighed:
    document, stretches = own
    sentences = known.sentences(stretches, document)
    beyond = _beyond_title(asked, document)
    return Weighed(document, stretches, sentences, asked, beyond, (), np.ones(len(sentences.of), np.bool_))


def _beyond_title(asked: Wanted, document: Resolution) -> Wanted:
    title = set(meaning(document.identity.title or ""))
    words = {word for run in asked.runs for word in run}
    return replace(asked, runs=(), first=(), phrases=()) if words and words <= title else asked


def _told(asked: Wanted, documents: Sequence[Weighed], known: Texts) -> Iterator[Weighed]:
    part, since = _lines([known.numbers(each.document.document_id) for each in documents])

    def placed(of: Sequence[Numbers]) -> Numbers:
        return np.concatenate([each + before for each, before in zip(of, since, strict=True)])

    first = placed([each.sentences.first for each in documents])
    last = placed([each.sentences.last for each in documents])
    opens = placed([each.sentences.opens for each in documents])
    holds_one = np.zeros(len(first), np.bool_)

    @cache
    def holding(word: str) -> tuple[Marks, Marks]:
        """Which sentences hold a word themselves, and which with what stands before and above them."""
        until = np.concatenate([[0], np.cumsum(known.index.own_of(word, part))])
        own = until[last] > until[first]
        return own, own | (until[first] > until[opens]) | known.index.above_of(word, part)[first]

    wordings = []
    for runs in dict.fromkeys((asked.runs, asked.first, *((phrase,) for phrase in asked.phrases))):
        share, evidence, whole = np.zeros(len(first)), np.zeros(len(first)), 0.0
        for word in itertools.chain.from_iterable(runs):
            own, held = holding(word)
            weight = known.rarity.of(word)
            whole += weight
            share += np.where(own, weight, ABOVE * weight * held)
            evidence += known.rarity.share_of_rarest(word) * own
            holds_one |= own
        wordings.append(Wording(whole, share, evidence))
    start = 0
    for each in documents:
        of = slice(start, start := start + len(each.sentences.of))
        yield replace(each, wordings=tuple(wording.of(of) for wording in wordings), holds_one=holds_one[of])


def _lines(documents: Sequence[range]) -> tuple[Part, Sequence[int]]:
    """The lines of documents together, and the place of each document's first among them."""
    if len(documents) == 1:
        return documents[0], (0,)
    within = range(min(each.start for each in documents), max(each.stop for each in documents))
    held = np.zeros(len(within), np.bool_)
    for each in documents:
        held[each.start - within.start : each.stop - within.start] = True
    part = some(held, within=within)
    return part, part.at[[each.start - within.start for each in documents]].tolist()
