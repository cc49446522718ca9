"""The sentences of a document that tell one side of a matter: what is still lacking, why, what is to be done.

A sentence is of a side where the heading above it says so, where it opens a paragraph so ("Tuy vậy, …"), or where its
own words judge ("chậm", "hụt", "do"). Of a matter that is named besides, it must hold the words, or stand below or
behind words that do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.ask.retrieving.lines import is_fragment
from assistant.ask.retrieving.second_look import SHARED, Rarity, Wanted, covered_by, evidence_of, said_in
from assistant.ask.retrieving.stretches import Stretch, whole_sentences
from assistant.ask.understanding.facets import Facet, heads_facet, opens_another, told
from assistant.types import Resolution

SPEAKS = 0.5  # share of the weight of the matter's words from which a sentence that judges is of it
_SPEAKS_UNDER = 0.35  # the same of a sentence under a heading of the side
_TELLS = 1.0  # how much a sentence must tell of a side by its own words
_MAX_CHARACTERS = 2400  # of sentences that one document answers with
_LED_BY_MATTER: frozenset[Facet] = frozenset({"solutions"})  # told by what is done, in words of any kind
_CLEAR_MATTER = 0.7  # share of the matter's words that such a sentence must hold


@dataclass(frozen=True, slots=True)
class Side:
    """A sentence that tells a side; ``under`` where a heading above it or its own opening says so."""

    stretch: Stretch
    matter: float
    evidence: float
    tells: float
    under: bool


def side_of(
    facet: Facet, asked: Wanted, found: Sequence[Stretch], document: Resolution, known: Rarity, *, named: bool
) -> list[Side]:
    """The sentences of a document that tell ``facet`` of the matter, in the order of its text.

    Of a document that is ``named`` also those that only come near, where none does better.
    """
    sides = [_side(facet, asked, each, document, known) for each in whole_sentences(found, document)]
    # A heading says which side is told below it, and tells nothing itself.
    sides = [
        each
        for each in _under_openers(sides, facet)
        if not (_is_title(facet, each.stretch, document) or is_fragment(each.stretch))
    ]
    speaking = [each for each in sides if _answers(facet, asked, each)]
    if not speaking and named:
        speaking = [each for each in sides if _is_near(facet, each)]
    # Whole sections come first; sentences that only judge fill what room is left.
    chosen: list[Side] = []
    room = _MAX_CHARACTERS
    for each in sorted(speaking, key=lambda each: (not each.under, -each.matter, -each.tells, each.stretch.start)):
        if len(each.stretch.quote) <= room:
            chosen.append(each)
            room -= len(each.stretch.quote)
    return sorted(chosen, key=lambda each: each.stretch.start)


def _is_title(facet: Facet, stretch: Stretch, document: Resolution) -> bool:
    """Whether a stretch is a line that only names the side, as a heading does ("Ba khâu đột phá"): no item of a list,
    no figure, no end of a sentence.
    """
    before, after = document.text[: stretch.start], document.text[stretch.end :]
    is_line = before.endswith("\n") and after.startswith("\n")
    return is_line and _TITLE.fullmatch(stretch.quote) is not None and heads_facet(stretch.quote, facet)


_TITLE = re.compile(r"(?:[IVX]+|\d{1,2})?[.)/]?\s*[^\W\d][^\d]{0,58}(?:[^\d.;!?]|:)")


def _side(facet: Facet, asked: Wanted, stretch: Stretch, document: Resolution, known: Rarity) -> Side:
    said = said_in(stretch, above=f"{stretch.above} . {stretch.before}")
    matter = covered_by(asked, said, known)[0] if asked.runs or asked.phrases else 1.0
    evidence = evidence_of(asked, said, known)
    heads = [document.text[start:end] for start, end in stretch.heads]
    opens = not stretch.before and heads_facet(stretch.quote, facet)
    tells = 0.0 if opens_another(stretch.quote, facet) else told(stretch.quote, facet)
    return Side(stretch, matter, evidence, tells, opens or any(heads_facet(head, facet) for head in heads))


def _under_openers(sides: Sequence[Side], facet: Facet) -> list[Side]:
    """What follows in a paragraph after "Nguyên nhân: …" is told under it too."""
    done: list[Side] = []
    for each in sides:
        opened = heads_facet(each.stretch.quote, facet)
        if each.under is False and opens_another(each.stretch.quote, facet):
            done.append(each)
            continue
        follows = bool(done and done[-1].under and each.stretch.before)
        done.append(replace(each, under=each.under or opened or follows))
    return done


def _is_near(facet: Facet, side: Side) -> bool:
    """Whether a sentence of the side holds a rare word or two, which is told where none holds more."""
    tells = side.under or side.tells >= _TELLS
    return tells and side.evidence >= SHARED and facet not in _LED_BY_MATTER


def _answers(facet: Facet, asked: Wanted, side: Side) -> bool:
    if facet in _LED_BY_MATTER and (asked.runs or asked.phrases):
        own = said_in(side.stretch).words & {word for run in (*asked.runs, *asked.phrases) for word in run}
        return side.matter >= _CLEAR_MATTER and bool(own)
    return side.matter >= _SPEAKS_UNDER if side.under else side.matter >= SPEAKS and side.tells >= _TELLS
