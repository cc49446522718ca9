"""The lines of a document that speak of what is asked, weighed sentence by sentence and row by row.

Words count by how rare they are in the archive: most in the sentence itself beside their neighbour of the question,
less in its paragraph and in the headings above it. A sentence that tells the side that is asked for ("vì sao"), that
stands in a section for it or was found by the meaning of its passage comes before another that holds the same words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from assistant.ask.retrieving.said import Rarity, Said, said_in
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.retrieving.wanted import Wanted
from assistant.ask.retrieving.worth import own_worth
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


def weighed(
    sought: Sought,
    said: Sequence[Said],
    document: Resolution,
    known: Rarity,
    dense: Mapping[tuple[int, int], float],
) -> list[Line]:
    """Every sentence and row of a document that may answer, in the order of its text.

    ``dense`` are the passages found by meaning, by where they start and end, each with its score in [0, 1].
    """
    paragraphs: dict[int, set[str]] = {}
    for each in said:
        paragraphs.setdefault(_paragraph(each.stretch, document), set()).update(each.words)
    title = said_in(Stretch(document.document_id, -1, -1, f"{document.identity.kind} {document.identity.title}"))
    return [
        _line(sought, each, document, known, _Around(paragraphs[_paragraph(each.stretch, document)], title), dense)
        for each in said
        if each.stretch.start >= 0 and not each.stretch.is_heading and not is_fragment(each.stretch)
    ]


@dataclass(frozen=True, slots=True)
class _Around:
    """The words of the paragraph of a stretch, and the title of its document, of which every line is."""

    paragraph: Set[str]
    title: Said


def _paragraph(stretch: Stretch, document: Resolution) -> int:
    """Where the line of a stretch begins."""
    return document.text.rfind("\n", 0, max(stretch.start, 0)) + 1


def _line(
    sought: Sought,
    said: Said,
    document: Resolution,
    known: Rarity,
    around: _Around,
    dense: Mapping[tuple[int, int], float],
) -> Line:
    asked, stretch = sought.asked, said.stretch
    covered, evidence = _held(asked.runs, said, known, around, plain=asked.plain)
    named = [_held((phrase,), said, known, around, plain=asked.plain) for phrase in asked.phrases]
    tells = any(_tells(each, stretch, document) for each in sought.facets)
    score = covered + _SIDE * tells + _bonus(sought, stretch, document, dense)
    # Another name of the matter makes a line one that speaks of it, but not better than those in the words asked.
    if named and max(named)[0] >= _WHOLE:
        covered, evidence = max(covered, _NAMED), max(evidence, max(named)[1])
    return Line(stretch, covered, evidence, score, tells)


def _held(
    runs: Sequence[Sequence[str]], said: Said, known: Rarity, around: _Around, *, plain: bool
) -> tuple[float, float]:
    """The share of the weight of the words that a stretch holds with what stands around it, and its own evidence."""
    whole = held = 0.0
    own: dict[str, float] = {}
    for run in runs:
        for at, word in enumerate(run):
            weight = known.of(word)
            near = _NEARBY if word in around.paragraph or word in said.above else 0.0
            worth = own_worth(run, at, said, plain=plain)
            titled = own_worth(run, at, around.title, plain=plain) >= 1
            worth = min(worth, _NEARBY) if titled else worth
            whole += weight
            held += weight * max(worth, near)
            own[word] = max(own.get(word, 0.0), worth * known.share_of_rarest(word))
    return (held / whole if whole else 0.0), sum(own.values())


def _bonus(sought: Sought, stretch: Stretch, document: Resolution, dense: Mapping[tuple[int, int], float]) -> float:
    """What a section, an opening and the meaning of its passage speak for a stretch."""
    role = _role(stretch, document) in sought.roles
    opening = fold(f"{stretch.before}{stretch.quote}"[:_OPENING])
    anchor = any(fold(each) in opening for each in sought.anchors)
    near = max((score for (start, end), score in dense.items() if start <= stretch.start < end), default=0.0)
    return _ROLE * role + _ANCHOR * anchor + _DENSE * near


def _role(stretch: Stretch, document: Resolution) -> Role | None:
    section = next((each for each in reversed(document.sections) if each.start <= stretch.start < each.end), None)
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
    words = sum(1 for _ in itertools.islice(_WORD.finditer(stretch.quote), _FEWEST_WORDS))
    opening = normalise(stretch.quote[:_OPENING])
    return words < _FEWEST_WORDS or stretch.quote.isupper() or _frame().match(opening) is not None


@cache
def _frame() -> re.Pattern[str]:
    words = load_table("assistant.ask.retrieving", "second_look.toml")["frame"]["words"]
    return re.compile(rf"\W*(?:{'|'.join(map(re.escape, words))})(?!\w)")
