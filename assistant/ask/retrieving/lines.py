"""The lines of a document that speak of what is asked, weighed sentence by sentence and row by row.

Words count by how rare they are in the archive: most in the sentence itself beside their neighbour of the question,
less in its paragraph and in the headings above it. A sentence that tells the side that is asked for ("vì sao"), that
stands in a section for it or was found by the meaning of its passage comes before another that holds the same words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from assistant.ask.retrieving.said import Texts, said_in
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.retrieving.wanted import Wanted
from assistant.ask.retrieving.word_index import Weights
from assistant.ask.retrieving.worth import own_worth, own_worths
from assistant.ask.understanding.facets import Facet, heads_facet, told
from assistant.language.tables import load_table
from assistant.language.text import fold, normalise
from assistant.types import Resolution, Role

_NEARBY = 0.5  # worth of a word that stands in the same paragraph or above it, against one of the sentence itself
_SIDE, _ROLE, _DENSE = 0.2, 0.3, 0.15  # what a side, a section and the meaning of a passage add to a score
_ANCHOR = 0.5  # what a paragraph adds that opens with a word of the question that names one ("Kiến nghị: …")
_WHOLE = 0.99  # share from which another name of the matter is said as a whole
_NAMED = 0.5  # share of the words that such a name stands for
_OPENING = 60  # characters in which a paragraph says what it is about


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or row.

    ``covered`` is the share of the weight of the words asked for that it holds with what stands around it,
    ``evidence`` what it holds itself (1 for a word that the archive has once); ``score`` orders, ``tells`` says that
    it tells a side that is asked for.
    """

    stretch: Stretch
    covered: float
    evidence: float
    score: float
    tells: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """What lines are weighed for: words, the sides and sections asked for, words that open a paragraph asked for."""

    asked: Wanted
    facets: tuple[Facet, ...] = ()
    roles: tuple[Role, ...] = ()
    anchors: tuple[str, ...] = ()


def weighed(sought: Sought, document: Resolution, known: Texts, dense: Mapping[tuple[int, int], float]) -> list[Line]:
    """Every sentence and row of a document that holds a word asked for itself, in the order of its text.

    ``dense`` are the passages found by meaning, by where they start and end, each with its score in [0, 1].
    """
    share, evidence = _held(sought.asked.runs, document, known, plain=sought.asked.plain)
    # Another name of the matter makes a line one that speaks of it, but not better than those in the words asked.
    named, own = np.zeros_like(share), np.zeros_like(share)
    for phrase in sought.asked.phrases:
        held, itself = _held((phrase,), document, known, plain=sought.asked.plain)
        better = (held > named) | ((held == named) & (itself > own))
        named, own = np.where(better, held, named), np.where(better, itself, own)
    whole = named >= _WHOLE
    covered = np.where(whole, np.maximum(share, _NAMED), share)
    evidence = np.where(whole, np.maximum(evidence, own), evidence)
    found, stretches = [], known.stretches(document.document_id)
    for at in np.flatnonzero(evidence > 0).tolist():
        stretch = stretches[at]
        if stretch.start >= 0 and not stretch.is_heading and not is_fragment(stretch):
            tells = any(_tells(each, stretch, document) for each in sought.facets)
            score = float(share[at]) + _SIDE * tells + _bonus(sought, stretch, document, dense)
            found.append(Line(stretch, float(covered[at]), float(evidence[at]), score, tells))
    return found


def _held(
    runs: Sequence[Sequence[str]], document: Resolution, known: Texts, *, plain: bool
) -> tuple[Weights, Weights]:
    """For each stretch of a document the share of the weight of the words that it holds with what stands around it,
    and its own evidence.
    """
    part = known.numbers(document.document_id)
    title = said_in(Stretch(document.document_id, -1, -1, f"{document.identity.kind} {document.identity.title}"))
    paragraph = known.index.paragraph[part.start : part.stop]
    whole, held = 0.0, np.zeros(len(part))
    own: dict[str, Weights] = {}
    for run in runs:
        for at, (word, worth) in enumerate(zip(run, own_worths(run, known, part, plain=plain), strict=True)):
            weight = known.rarity.of(word)
            has = known.index.own_of(word, part)
            around = np.isin(paragraph, paragraph[has]) | known.index.above_of(word, part)
            # Every line of a document is of what its title says.
            if own_worth(run, at, title, plain=plain) >= 1:
                worth = np.minimum(worth, _NEARBY)
            whole += weight
            held += weight * np.maximum(worth, np.where(around, _NEARBY, 0.0))
            itself = worth * known.rarity.share_of_rarest(word)
            own[word] = np.maximum(own[word], itself) if word in own else itself
    return (held / whole if whole else held), sum(own.values(), np.zeros(len(part)))


def _bonus(sought: Sought, stretch: Stretch, document: Resolution, dense: Mapping[tuple[int, int], float]) -> float:
    """What a section, an opening and the meaning of its passage speak for a stretch."""
    role = bool(sought.roles) and _role(stretch, document) in sought.roles
    anchor = bool(sought.anchors) and _opens_with(sought.anchors, stretch)
    near = max((score for (start, end), score in dense.items() if start <= stretch.start < end), default=0.0)
    return _ROLE * role + _ANCHOR * anchor + _DENSE * near


def _opens_with(anchors: Sequence[str], stretch: Stretch) -> bool:
    opening = fold(f"{stretch.before}{stretch.quote}"[:_OPENING])
    return any(fold(each) in opening for each in anchors)


def _role(stretch: Stretch, document: Resolution) -> Role | None:
    section = document.section_at(stretch.start)
    return section.role if section is not None else None


def _tells(facet: Facet, stretch: Stretch, document: Resolution) -> bool:
    """Whether a sentence tells a side by its own words, its opening or a heading above it."""
    heads = (document.text[start:end] for start, end in stretch.heads)
    return told(stretch.quote, facet) >= 1 or any(heads_facet(head, facet) for head in (stretch.before, *heads))


# -- what is no line of an answer --------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 3  # words of a line that says anything


def is_fragment(stretch: Stretch) -> bool:
    """Whether a stretch answers nothing by itself: a cell, a bare number, a line of the letterhead or of a page."""
    if stretch.is_row:
        return not stretch.label or not any(map(str.isdigit, " ".join(cell for _, cell in stretch.cells)))
    return _says_nothing(stretch.quote)


@lru_cache(maxsize=32768)
def _says_nothing(quote: str) -> bool:
    words = sum(1 for _ in itertools.islice(_WORD.finditer(quote), _FEWEST_WORDS))
    opening = normalise(quote[:_OPENING])
    if words < _FEWEST_WORDS or quote.isupper() or _frame("words").match(opening):
        return True
    return _frame("short").match(opening) is not None and not quote.rstrip().endswith((".", ";", ":"))


@cache
def _frame(name: str) -> re.Pattern[str]:
    words = load_table("assistant.ask.retrieving", "second_look.toml")["frame"][name]
    return re.compile(rf"\W*(?:{'|'.join(map(re.escape, words))})(?!\w)")
