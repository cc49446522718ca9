"""A second look at the text itself, before anyone is told that the documents do not say a thing.

The words asked for are looked for in any form (without marks, as abbreviations, misspelt by a letter, in words of one
meaning), weighed by how rare they are in the archive, in every sentence and every row of the documents in scope. What
holds them clearly, with a figure of the asked unit beside them where a figure is asked, and of no other place, year
and kind, answers; what is only near is shown as near.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.ask.elsewhere import document_id_of
from assistant.ask.retrieving.misses import fits, headed_by, is_mostly_of, may_have_figure, misses
from assistant.ask.retrieving.said import Placed, Texts, names_unit, said_in
from assistant.ask.retrieving.stretches import Stretch
from assistant.ask.retrieving.wanted import Wanted
from assistant.ask.retrieving.worth import able, covered, evidence, evidence_of
from assistant.language.meaning import meaning
from assistant.language.text import fold
from assistant.types import Indicator, Resolution

CLEAR = 0.75  # share of the weight of the words asked for from which a stretch speaks of the matter
NEAR = 0.5  # the same from which it is worth being shown as near
_OWN = 0.34  # share of the weight that the stretch itself must hold
_LEAST = 0.5  # what a stretch must hold of the words: one that stands in every third line says nothing
_LEAST_ALONE = (
    0.6  # the same of syllables without marks that stand alone; over the guarding sets .53 is chance, .7 told
)
_LEVEL = 0.12  # by how much a stretch may fall short of the best and still be shown beside it
MAX_CLEAR = 5  # stretches of one document that answer
MAX_NEAR = 2  # stretches that a refusal shows
MAX_NAMING = 3  # stretches that name a unit of which there is no document
_MOST_NEAR = 500  # lines among which one that is only near is looked for
_ENOUGH_MISSES = 2  # of a stretch that misses so much nothing more is asked


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch with the share of the words asked for that it holds, and what it is not, where it is not it."""

    stretch: Stretch
    score: float
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen: what answers, what is near, how many documents were looked at, and those without text, or with
    pages that could not be read.

    ``by_name`` are how many were looked through for the name of a unit that no document of the archive is of, and
    ``named`` the stretches that have it.
    """

    clear: tuple[Found, ...]
    near: tuple[Found, ...]
    documents: int
    textless: tuple[str, ...] = ()
    by_name: int = 0
    named: tuple[Stretch, ...] = ()


def look(
    asked: Wanted,
    within: Sequence[Resolution],
    others: Sequence[Resolution],
    known: Texts,
    *,
    read: Iterable[Indicator] = (),
    most: int = MAX_CLEAR,
) -> Seen:
    """Looks through the documents of the places asked about and, for these places' names, through all others.

    At ``most`` so many stretches of one document answer.

    What was ``read`` for sure as rows of these places is not looked at again: it is of another kind, year or unit.
    """
    own = {each.document_id for each in within}
    # What is another unit's figure in a document of several is none of this one's.
    taken: dict[str, list[Indicator]] = {}
    for row in read:
        if (document_id := document_id_of(row.document_id)) in own:
            taken.setdefault(document_id, []).append(row)
    clear: list[Found] = []
    near: list[Found] = []
    for number, line in enumerate(_speaking(asked, within, others, known)):
        enough = clear[0].score - _LEVEL if clear else CLEAR
        # What is only near is looked for among the best; all that may answer is looked at, however much that is.
        if (len(near) == MAX_NEAR or number >= _MOST_NEAR) and line.score < enough:
            break
        if _is_read(line.placed, taken.get(line.document.document_id, ())):
            continue
        if len(near) == MAX_NEAR and not _may_fit(asked, line, known):
            continue  # no more are shown as near
        stretch = known.stretch(line.placed.number)
        if len(near) == MAX_NEAR and not fits(asked, stretch, line.document, own=line.is_own):
            continue
        missed = misses(asked, stretch, line.document, own=line.is_own)
        found = Found(stretch, line.score, tuple(itertools.islice(missed, _ENOUGH_MISSES)))
        if found.score >= max(enough, CLEAR) and not found.misses:
            clear.append(found)
        elif _is_near(found) and len(near) < MAX_NEAR:
            near.append(found)
    textless = [each.document_id for each in within if _is_unread(each, known)]
    by_name = len(others) if asked.names and not within else 0
    named = _naming(asked, others, known) if by_name else ()
    return Seen(tuple(_spread(clear, most)), tuple(near), len(within), tuple(textless), by_name, named)


def with_lists(seen: Seen, asked: Wanted, known: Texts) -> Seen:
    """What was seen, where a list is asked for: an item whose list is opened by words asked for ("điều chỉnh các chỉ
    tiêu sau:") with all the items of that list.
    """
    clear: dict[Stretch, Found] = {}
    for each in seen.clear:
        items = _list_of(each.stretch, asked, known)
        clear |= {item: replace(each, stretch=item) for item in items or (each.stretch,)}
    return replace(seen, clear=tuple(clear.values()))


def _list_of(stretch: Stretch, asked: Wanted, known: Texts) -> list[Stretch]:
    """The items of the list in which a stretch stands, or which it opens; none where no words asked for open it."""
    of = [each for each in known.stretches(stretch.document_id) if each.start >= 0]
    openers = [head for head in stretch.heads[-1:] if head[0] < stretch.start]
    if stretch.quote.rstrip().endswith(":"):
        openers.append((stretch.start, stretch.end))
    for start, end in openers:
        items = [each for each in of if each.heads and each.heads[-1][0] <= start and end <= each.heads[-1][1]]
        opening = [
            each for each in of if start <= each.start and each.end <= end and each.quote.rstrip().endswith(":")
        ]
        held = max((evidence_of(asked, said_in(each), known.rarity) for each in opening), default=0.0)
        if held > 0 and 1 < len(items) <= _LONGEST_LIST:
            return items
    return []


_LONGEST_LIST = 20  # items


def _naming(asked: Wanted, documents: Sequence[Resolution], known: Texts) -> tuple[Stretch, ...]:
    """The first stretches of the documents that name a unit asked about."""
    found = (
        stretch
        for document in documents
        if known.names_one(asked.names, document)
        for stretch in known.stretches_naming(asked.names, document.document_id)
        if stretch.start >= 0
    )
    each_once: dict[str, Stretch] = {}
    for stretch in found:
        each_once.setdefault(" ".join(stretch.quote.split()), stretch)
        if len(each_once) == MAX_NAMING:
            break
    return tuple(each_once.values())


def _is_near(found: Found) -> bool:
    """Whether a stretch is worth being shown: it speaks of the matter and misses one thing, or comes close to it."""
    return found.stretch.start >= 0 and len(found.misses) <= (found.score >= CLEAR)


def _is_read(placed: Placed, rows: Sequence[Indicator]) -> bool:
    """Whether a stretch shares a character with one of its document's rows."""
    return any(max(row.start, placed.start) < min(row.end, placed.end) for row in rows)


def _may_fit(asked: Wanted, line: _Line, known: Texts) -> bool:
    """Whether a line may miss nothing, as far as it tells by itself: to make its stretch costs that of a document."""
    return line.placed.is_row or may_have_figure(asked, known.quote(line.placed))


def _spread(found: Sequence[Found], most: int) -> list[Found]:
    """The best stretches of each document, in the order of its text."""
    taken: Counter[str] = Counter()
    kept = []
    for each in found:
        taken[each.stretch.document_id] += 1
        if taken[each.stretch.document_id] <= most:
            kept.append(each)
    order = list(dict.fromkeys(each.stretch.document_id for each in kept))
    return sorted(kept, key=lambda each: (order.index(each.stretch.document_id), each.stretch.start))


def _is_unread(document: Resolution, known: Texts) -> bool:
    """Whether a document has hardly a word, or a part that could not be read, as a scanned page without OCR: what is
    asked may stand there.
    """
    return document.has_unread or not known.has_text(document)


@dataclass(frozen=True, slots=True)
class _Line:
    """A stretch that speaks of the matter: where it is, its document, and whether that is of the unit asked about."""

    placed: Placed
    score: float
    document: Resolution
    is_own: bool


def _speaking(
    asked: Wanted, within: Sequence[Resolution], others: Sequence[Resolution], known: Texts
) -> Iterator[_Line]:
    """The stretches that speak of the matter, best first, else in the order of the documents and of their texts."""
    if not (asked.runs or asked.phrases):
        return
    places = _looked_through(asked, within, others)
    found: list[tuple[float, int, Placed, _Place]] = []
    for part, inside in _parts(places, known):
        among = able(asked, known, part, own=_OWN)
        score, from_own = covered(asked, known, among)
        speaking = (score >= NEAR) & (from_own >= _OWN)
        among, score = among.only(speaking), score[speaking]
        held = evidence(asked, known, among) >= _least(asked)
        for placed, share in zip(known.places(among.numbers[held]), score[held].tolist(), strict=True):
            place = inside.get(placed.document_id)
            if place is not None and not placed.is_heading:
                found.append((-share, place.order, placed, place))
    for lacking, _, placed, place in sorted(found, key=lambda each: (each[0], each[1], each[2].number)):
        is_own = place.is_own and placed.start >= 0
        if is_own or _names_one(asked, known.quote(placed)):
            yield _Line(placed, -lacking, place.document, is_own)


def _least(asked: Wanted) -> float:
    """What a stretch must hold itself: more of syllables without marks that stand alone, of which each is of several
    words ("che" of "biên chế" is of "cơ chế" too).
    """
    return _LEAST_ALONE if asked.plain and all(len(run) == 1 for run in asked.runs) else _LEAST


def _parts(places: Mapping[str, _Place], known: Texts) -> Iterator[tuple[range, Mapping[str, _Place]]]:
    """The parts of the archive in which the documents stand that are looked through: each, or all at once."""
    if len(places) > _FEW_DOCUMENTS:
        yield known.whole, places
        return
    for document_id, place in places.items():
        yield known.numbers(document_id), {document_id: place}


_FEW_DOCUMENTS = 8  # that are looked through faster one by one than all lines at once


def _names_one(asked: Wanted, quote: str) -> bool:
    text = fold(" ".join(meaning(quote)))
    return any(names_unit(name, text) for name in asked.names)


@dataclass(frozen=True, slots=True)
class _Place:
    """A document that is looked through, its place among them, and whether it is of the unit asked about."""

    document: Resolution
    order: int
    is_own: bool


def _looked_through(asked: Wanted, within: Sequence[Resolution], others: Sequence[Resolution]) -> dict[str, _Place]:
    """The documents that are looked through, by their ids; those of other units only for the names asked about."""
    places = [_Place(each, order, is_own=True) for order, each in enumerate(within)]
    for order, each in enumerate(others if asked.names else (), start=len(within)):
        headed = headed_by(asked, each)
        places.append(_Place(headed or each, order, is_own=headed is not None or is_mostly_of(asked, each)))
    return {each.document.document_id: each for each in places}
