"""A second look at the text itself, before anyone is told that the documents do not say a thing.

The words asked for are looked for in any form (without marks, as abbreviations, misspelt by a letter, in words of one
meaning), weighed by how rare they are in the archive, in every sentence and every row of the documents in scope. What
holds them clearly, with a figure of the asked unit beside them where a figure is asked, and of no other place, year
and kind, answers; what is only near is shown as near.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from math import log
from typing import Literal

from assistant.ask.elsewhere import document_id_of
from assistant.ask.retrieving.stretches import FRAME, Stretch, stretches
from assistant.ask.retrieving.topic import topic_of
from assistant.ask.understanding.facets import Facet, only_asking
from assistant.language.abbreviations import spelled_out
from assistant.language.catalogue import GAP, catalogue, convert
from assistant.language.meaning import meaning
from assistant.language.places import NamedUnit, is_village, named_units
from assistant.language.quantities import find_quantities, rules
from assistant.language.tables import load_table
from assistant.language.text import fold, has_diacritics, normalise, syllables
from assistant.types import Indicator, Kind, Question, Resolution, Section

CLEAR = 0.75  # share of the weight of the words asked for from which a stretch speaks of the matter
NEAR = 0.5  # the same from which it is worth being shown as near
# What a sentence of a unit's own document must hold of the words itself to be shown where none holds more: 1 is a
# word that the archive has once. Measured on 15 sets of questions over 13 archives: with it 36 of 37 descriptive
# questions are answered (29 without); asked of other units, 154 of 222 are refused (165) and 40 answered as clear
# (41).
SHARED = 0.9
_UNEXPLAINED = 1.0  # weight of words of a question that no row explains, from which it asks for something else
_ABOVE = 0.75  # worth of a word that stands above a stretch, against one of its own
_APART = 0.45  # worth of a word without its neighbour of the question
_OWN = 0.34  # share of the weight that the stretch itself must hold
_LEAST = 0.5  # what a stretch must hold of the words: one that stands in every third line says nothing
_LEVEL = 0.12  # by how much a stretch may fall short of the best and still be shown beside it
MAX_CLEAR = 5  # stretches of one document that answer
MAX_NEAR = 2  # stretches that a refusal shows
MAX_NAMING = 3  # stretches that name a unit of which there is no document
_UNKNOWN = 0.5
_SHORTEST = 4  # letters of a word that may be misspelt
_FEWEST_WORDS = 10  # words of a document below which it has no text to look at
_YEAR = re.compile(r"(?<![\d.,])(?<![^\d]/)(?:19|20)\d{2}(?![\d.,]\d|[\w/])")
_HELD_AGAINST = re.compile(
    r"(?<!\w)(?:so với|so|cùng kỳ|hơn|bằng|giá|chuẩn|luật|(?:quyết định|nghị quyết|nghị định|thông tư)\s+số)(?!\w)"
    r"[^.;,\n]{0,40}?(?:19|20)\d{2}(?!\d)",
    re.IGNORECASE,
)
_TERM = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-–]\s*((?:19|20)\d{2})(?!\d)")
_CLAUSE = re.compile(r"(?:[^,;:()]|[,:](?=\d))+")
_JOINED = re.compile(r"\s*(?:,|;|và|cùng|với|,\s*và)\s*", re.IGNORECASE)  # between units of which one thing is said
_ASKS = re.compile(r"(?<!\w)(?:may|bao nhieu|bao nhiu|bn|nao|gi)(?!\w)")
_MONTHS = re.compile(r"(?<![\w.,])(\d{1,2})\s*thang(?!\w)")  # "9 tháng" says of when a figure is
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


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
        plain = _as_plain(word)
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


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of an archive, cut into stretches: by document, with the rarity of their words."""

    of: Mapping[str, tuple[Said, ...]]
    rarity: Rarity


def texts(documents: Iterable[Resolution]) -> Texts:
    """All stretches of an archive, and how rare each word is over them."""
    of = {document.document_id: tuple(map(said_in, stretches(document))) for document in documents}
    counts: Counter[str] = Counter()
    for each in of.values():
        for said in each:
            counts.update(said.words)
    return Texts(of, Rarity(sum(map(len, of.values())), counts))


@lru_cache(maxsize=16384)
def said_in(stretch: Stretch, *, above: str | None = None) -> Said:
    """A stretch with its words; ``above`` in the place of what stands above it."""
    words = meaning(stretch.quote)
    plain = tuple(map(_plain, words))
    pairs = {pair for each in (words, plain) for step in (1, 2) for pair in zip(each, each[step:], strict=False)}
    # "Hiến 4.300 m2 đất" is of "hiến đất".
    wordy = tuple(word for word in words if not any(map(str.isdigit, word)))
    pairs |= {pair for each in (wordy, tuple(map(_plain, wordy))) for pair in itertools.pairwise(each)}
    over = meaning(stretch.above if above is None else above)
    return Said(
        stretch,
        fold(" ".join(words)),
        frozenset((*words, *plain)),
        frozenset(pairs),
        frozenset((*over, *map(_plain, over))),
    )


def _plain(word: str) -> str:
    """A word as a question without marks has it, told from one that has none by itself."""
    return f"~{fold(word)}"


def _misspellings(word: str) -> set[str]:
    """The words one letter apart: one too many, missing, other, or two changed over."""
    parts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    changed = {a + b[1:] for a, b in parts if b} | {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    return changed | {a + c + b[cut:] for a, b in parts for c in _LETTERS for cut in (0, 1) if len(b) >= cut}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for.

    ``runs`` are words as they stand together, ``first`` those of the first of several questions, ``phrases`` other
    names of the same matter (each whole), ``names`` the units asked about as folded words, ``units`` those of the
    figure asked for; ``figure`` tells that one is asked, ``is_change`` that it is by how much something changed;
    ``plain`` that the question was typed without marks.
    """

    runs: tuple[tuple[str, ...], ...]
    first: tuple[tuple[str, ...], ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    figure: bool = False
    is_change: bool = False
    years: tuple[int, ...] = ()
    kind: Kind | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch with the share of the words asked for that it holds, and what it is not, where it is not it."""

    stretch: Stretch
    score: float
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen: what answers, what is near, how many documents were looked at, and those without text.

    ``by_name`` are how many were looked through for the name of a unit that no document of the archive is of, and
    ``named`` the stretches that have it.
    """

    clear: tuple[Found, ...]
    near: tuple[Found, ...]
    documents: int
    textless: tuple[str, ...] = ()
    by_name: int = 0
    named: tuple[Stretch, ...] = ()


def wanted(question: Question, units: Sequence[str], known: Rarity, *, facets: Sequence[Facet] = ()) -> Wanted:
    """What a question looks for; ``units`` are those of the figure that it asks for.

    With ``facets`` the words that only say which sides of a matter are meant are left out; what is hardly a matter
    then ("người") is none.
    """
    plain = _is_plain(question)
    # A unit that the archive does not know is looked for by its name alone, whatever it is said to lie in.
    said_names = question.unknown_places or tuple(place.name for place in question.places)
    names = tuple(fold(name) for name in said_names if name)
    parts = parts_of_units(question)
    names = tuple(name for name in names if name not in map(fold, parts)) or names
    asking = only_asking(question.text, facets)
    runs, firsts = _runs(question, units, names, known, asking=asking, plain=plain)
    runs += tuple(meaning(f"~{fold(name)}" if plain else name) for name in parts)
    entries = [entry for each in question.indicators if (entry := catalogue().entries.get(each))]
    phrases = _phrases(question)
    words = [word for run in runs for word in run]
    if facets and not phrases and len(words) == 1 and known.share_of_rarest(words[0]) < SHARED:
        runs, firsts = (), 0
    elif not (facets or runs or phrases):
        # Where all words are of office ("giao", "hoàn thành"), they are what is asked for.
        runs = tuple(tuple(f"~{word}" if plain else word for word in run) for run in topic_of(question).runs)
    return Wanted(
        runs=runs,
        first=runs[:firsts],
        phrases=phrases,
        names=names,
        units=tuple(units) or tuple(entry.unit for entry in entries),
        is_change=question.measure == "change",
        figure=question.figure or bool(units or question.indicators),
        years=question.years,
        kind=question.kind if question.kind_said else None,
        plain=plain,
    )


def parts_of_units(question: Question) -> tuple[str, ...]:
    """The names of villages, and of units without documents, beside a unit that has some: its lines name them."""
    parts = [each.name for each in question.places if each.documents or is_village((each.level or "",))]
    whole = [each for each in question.places if each.name and each.name not in parts]
    return (*parts, *question.unknown_places) if whole else ()


def _runs(
    question: Question,
    units: Sequence[str],
    names: Sequence[str],
    known: Rarity,
    *,
    asking: Set[str],
    plain: bool,
) -> tuple[tuple[tuple[str, ...], ...], int]:
    """The words looked for as they stand together, and how many of the runs are of the first of several questions."""
    runs: list[tuple[str, ...]] = []
    firsts = 0
    of_months = set(_MONTHS.findall(fold(question.text)))
    for run in topic_of(question).runs:
        matter = " ".join("\n" if word in asking else word for word in run)
        for said in _without_chaff(matter, names, plain=plain):
            words = _without_units(meaning(said, plain=plain), units)
            kept = tuple(known.meant(f"~{word}" if plain else word) for word in words if not _YEAR.fullmatch(word))
            kept = tuple(word for word in kept if word.lstrip("~") not in of_months)
            # "Quý 4" leaves a number that tells nothing by itself.
            alone = len(kept) == 1 and kept[0].lstrip("~").isdigit()
            runs += [] if not kept or alone else [kept] if plain else _apart_from_unknown(kept, known)
        firsts = len(runs) if _ends_in_first_part(run, question.text, plain=plain) else firsts
    return tuple(runs), firsts


def _apart_from_unknown(run: tuple[str, ...], known: Rarity) -> list[tuple[str, ...]]:
    """A run without its words that no text can hold beside the others: those between are looked for by themselves."""
    unknown = [False, *(word not in known.counts or word.startswith("~") for word in run), False]
    # A word that was put right may be so; two of them beside each other are two that the archive does not have.
    lost = [
        word not in known.counts or (unknown[at] and (unknown[at - 1] or unknown[at + 1]))
        for at, word in enumerate(run, start=1)
    ]
    parts: list[list[str]] = [[]]
    last = None
    for word, is_lost in zip(run, lost, strict=True):
        if last is not None and is_lost != last:
            parts.append([])
        parts[-1].append(word)
        last = is_lost
    return [tuple(part) for part in parts if part]


def _phrases(question: Question) -> tuple[tuple[str, ...], ...]:
    """The other names of the indicators asked for."""
    entries = [catalogue().entries.get(each) for each in question.indicators]
    names = [phrase for entry in entries if entry for phrase in (entry.name, *entry.phrases) if GAP not in phrase]
    names += [each for each in question.indicators if each not in catalogue().entries]
    return tuple(phrase for phrase in dict.fromkeys(map(meaning, names)) if len(phrase) > 1)


def _is_plain(question: Question) -> bool:
    """Whether a question was read without marks: it has none, or lost some and was read without the others."""
    folded = all(fold(word) == word for word in question.words)
    return not has_diacritics(question.text) or (folded and not set(question.words) <= set(syllables(question.text)))


def look(
    asked: Wanted,
    within: Sequence[Resolution],
    others: Sequence[Resolution],
    known: Texts,
    *,
    read: Iterable[Indicator] = (),
) -> Seen:
    """Looks through the documents of the places asked about and, for these places' names, through all others.

    What was ``read`` for sure as rows of these places is not looked at again: it is of another kind, year or unit.
    """
    found: list[Found] = []
    needed = _needed(asked, known.rarity)
    if asked.runs or asked.phrases:
        for document in within:
            found += _in_document(asked, needed, document, known, own=True)
        for document in others if asked.names else ():
            headed = _headed_by(asked, document)
            is_own = headed is not None or _is_mostly_of(asked, document)
            found += _in_document(asked, needed, headed or document, known, own=is_own)
    found.sort(key=lambda each: -each.score)
    own = {each.document_id for each in within}
    # What is another unit's figure in a document of several is none of this one's.
    of = ((document_id_of(row.document_id), row) for row in read)
    taken = {(document_id, at) for document_id, row in of if document_id in own for at in range(row.start, row.end)}
    found = [each for each in found if not _is_read(each.stretch, taken)]
    clear = [each for each in found if each.score >= CLEAR and not each.misses]
    best = clear[0] if clear else None
    shown = [each for each in clear if best is not None and each.score >= best.score - _LEVEL]
    near = [each for each in found if each not in shown and _is_near(each)]
    textless = [each.document_id for each in within if len(each.text.split()) < _FEWEST_WORDS]
    by_name = len(others) if asked.names and not within else 0
    named = _naming(asked, others, known) if by_name else ()
    return Seen(tuple(_spread(shown)), tuple(near[:MAX_NEAR]), len(within), tuple(textless), by_name, named)


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
    of = [said.stretch for said in known.of.get(stretch.document_id, ()) if said.stretch.start >= 0]
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
        said.stretch
        for document in documents
        for said in known.of[document.document_id]
        if said.stretch.start >= 0 and any(names_unit(name, fold(said.stretch.quote)) for name in asked.names)
    )
    each_once = {" ".join(stretch.quote.split()): stretch for stretch in found}
    return tuple(itertools.islice(each_once.values(), MAX_NAMING))


def _is_near(found: Found) -> bool:
    """Whether a stretch is worth being shown: it speaks of the matter and misses one thing, or comes close to it."""
    return found.stretch.start >= 0 and len(found.misses) <= (found.score >= CLEAR)


def _is_read(stretch: Stretch, taken: Set[tuple[str, int]]) -> bool:
    return any((stretch.document_id, at) in taken for at in range(stretch.start, stretch.end))


def _spread(found: Sequence[Found]) -> list[Found]:
    """The best stretches of each document, in the order of its text."""
    taken: Counter[str] = Counter()
    kept = []
    for each in found:
        taken[each.stretch.document_id] += 1
        if taken[each.stretch.document_id] <= MAX_CLEAR:
            kept.append(each)
    order = list(dict.fromkeys(each.stretch.document_id for each in kept))
    return sorted(kept, key=lambda each: (order.index(each.stretch.document_id), each.stretch.start))


def _in_document(asked: Wanted, needed: Set[str], document: Resolution, known: Texts, *, own: bool) -> list[Found]:
    found = []
    for said in known.of[document.document_id]:
        if said.words.isdisjoint(needed):
            continue
        stretch = said.stretch
        is_of = own and stretch.start >= 0
        if not is_of and not any(names_unit(name, said.text) for name in asked.names):
            continue
        score, from_own = covered_by(asked, said, known.rarity)
        speaks = score >= NEAR and from_own >= _OWN and not stretch.is_heading
        if speaks and evidence_of(asked, said, known.rarity) >= _LEAST:
            found.append(Found(stretch, score, _misses(asked, stretch, document, own=is_of)))
    return found


def _needed(asked: Wanted, known: Rarity) -> frozenset[str]:
    """Words of which a stretch must hold one to hold enough by itself (``_OWN``): all but the lightest, whose weights
    together are less.
    """
    needed: set[str] = set()
    for way in (asked.runs, asked.first, *((phrase,) for phrase in asked.phrases)):
        weights = sorted((known.of(word), word) for run in way for word in run)
        left = _OWN * sum(weight for weight, _ in weights)
        for weight, word in weights:
            left -= weight
            if left <= 0:
                needed.add(word)
    return frozenset(needed)


# -- how far a stretch speaks of the matter ----------------------------------------------------------


def covered_by(asked: Wanted, said: Said, known: Rarity) -> tuple[float, float]:
    """The share of the weight that a stretch holds, and the share that it holds itself; of its best wording."""
    plain = asked.plain
    own_words = max(
        (_covered(runs, said, known, plain=plain) for runs in (asked.runs, asked.first)), key=lambda each: each[0]
    )
    if not asked.phrases:
        return own_words
    held = (phrase for phrase in asked.phrases if not said.words.isdisjoint(phrase))
    named = (_covered((phrase,), said, known, plain=plain) for phrase in held)
    return max((own_words, *named), key=lambda each: each[0])


def _covered(runs: Sequence[Sequence[str]], said: Said, known: Rarity, *, plain: bool) -> tuple[float, float]:
    whole = own = above = 0.0
    for run in runs:
        for at, word in enumerate(run):
            weight = known.of(word)
            whole += weight
            worth = own_worth(run, at, said, plain=plain)
            own += weight * worth
            above += weight * max(0.0, _ABOVE - worth) if word in said.above else 0.0
    return ((own + above) / whole, own / whole) if whole else (0.0, 0.0)


def evidence_of(asked: Wanted, said: Said, known: Rarity) -> float:
    """What a stretch itself holds of the words asked for: 1 for one that the archive has once, less for others."""
    ways = (asked.runs, *((phrase,) for phrase in asked.phrases))
    return max(_evidence(runs, said, known, plain=asked.plain) for runs in ways)


def _evidence(runs: Sequence[Sequence[str]], said: Said, known: Rarity, *, plain: bool) -> float:
    own: dict[str, float] = {}
    for run in runs:
        for at, word in enumerate(run) if not said.words.isdisjoint(run) else ():
            worth = own_worth(run, at, said, plain=plain) * known.share_of_rarest(word)
            own[word] = max(own.get(word, 0.0), worth)
    return sum(own.values())


def unexplained(asked: Wanted, explained: Set[str], known: Rarity) -> Wanted | None:
    """What is looked for without the words that an answer explains, and those of target and result; None where little
    is left.
    """
    of_kinds = {word for kind in ("target", "actual") for said in _table()[kind]["words"] for word in meaning(said)}
    known_words = explained | of_kinds | {_plain(word) for word in of_kinds}
    runs = (tuple(word for word in run if word not in known_words) for run in asked.runs)
    rest = replace(asked, runs=tuple(run for run in runs if run), first=(), phrases=())
    return rest if weight_of(rest, known) >= _UNEXPLAINED else None


def weight_of(asked: Wanted, known: Rarity) -> float:
    """How much is asked for: 1 for each word that the archive has once."""
    return sum(known.share_of_rarest(word) for word in {word for run in asked.runs for word in run})


def own_worth(run: Sequence[str], at: int, said: Said, *, plain: bool) -> float:
    """What a word of a run is worth in a stretch: 1 beside a neighbour of the question, less without, 0 where it is
    not.

    A word that was put right, or that only its marks tell from others, is none without its neighbour.
    """
    word = run[at]
    if word not in said.words:
        return 0.0
    if _is_together(run, at, said):
        return 1.0 if plain or len(run) > 1 or not word.startswith("~") else 0.0
    return 0.0 if word.startswith("~") and not plain else _APART


def _is_together(run: Sequence[str], at: int, said: Said) -> bool:
    """Whether a word stands beside a neighbour of the question, or has none; one of them may have lost its marks."""
    pairs = _neighbours(tuple(run))[at]
    return not pairs or not said.pairs.isdisjoint(pairs)


@lru_cache(maxsize=4096)
def _neighbours(run: tuple[str, ...]) -> tuple[frozenset[tuple[str, str]], ...]:
    """For each word of a run the pairs that it makes with its neighbours, without marks too, either way round."""
    beside = [[(run[i], run[i + 1]) for i in (at - 1, at) if 0 <= i < len(run) - 1] for at in range(len(run))]
    found = []
    for pairs in beside:
        plain = [(_as_plain(first), _as_plain(second)) for first, second in pairs]
        # "Rừng trồng mới" is of "trồng rừng".
        turned = [(second, first) for first, second in (*pairs, *plain)]
        found.append(frozenset((*pairs, *plain, *turned)))
    return tuple(found)


def _as_plain(word: str) -> str:
    return word if word.startswith("~") else _plain(word)


@lru_cache(maxsize=1024)
def _name_pattern(name: str) -> re.Pattern[str]:
    forms = {name, *(_misspellings(name.replace(" ", "\0")) if len(name) > 2 * _SHORTEST - 2 else ())}
    words = sorted({form.replace("\0", " ") for form in forms if form.strip()})
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def names_unit(name: str, text: str) -> bool:
    """Whether a folded text names a unit, misspelt by a letter at most."""
    # One slip leaves one side of the middle as it is.
    middle = len(name) // 2
    sides = (name[: max(1, middle - 1)], name[middle + 1 :] or name[-1:])
    return any(side in text for side in sides) and _name_pattern(name).search(text) is not None


# -- what a stretch is not ---------------------------------------------------------------------------


def _misses(asked: Wanted, stretch: Stretch, document: Resolution, *, own: bool) -> tuple[str, ...]:
    """Which of figure, year, kind and place a stretch misses."""
    checks = {
        "số liệu": not asked.figure or _has_figure(asked, stretch),
        "năm": not asked.years or bool(set(asked.years) & _years(stretch, document)),
        "loại": asked.kind is None or _tells_kind(asked.kind, stretch, document),
        "mức": not asked.is_change or _kind_words("change").search(normalise(stretch.quote)) is not None,
        "nơi": not _is_of_others(asked, stretch, document) if own else _is_of_named(asked, stretch),
    }
    return tuple(name for name, holds in checks.items() if not holds)


def _has_figure(asked: Wanted, stretch: Stretch) -> bool:
    """Whether a figure of an asked unit (any figure, where none is asked) stands beside words asked for."""
    if stretch.is_row:
        cells = " ".join(_cells_asked(asked, stretch))
        return any(map(str.isdigit, cells)) and _row_unit_fits(asked, stretch)
    clauses = [match.group() for match in _CLAUSE.finditer(stretch.quote)]
    words = {fold(word.lstrip("~")) for run in (*asked.runs, *asked.phrases) for word in run}
    words |= set(" ".join(asked.names).split())
    for before, clause in itertools.pairwise(["", *clauses]):
        figures = [each for each in find_quantities(clause) if not asked.units or _fits(each.unit, asked.units)]
        if figures and words & {*map(fold, meaning(clause)), *map(fold, meaning(before))}:
            return True
    return False


def _cells_asked(asked: Wanted, stretch: Stretch) -> list[str]:
    """The cells of a row under the columns that have most words asked for besides those of its label, else all; of
    these the ones under a year asked for, where there are any.

    So that the "x" of a row "Cộng" under "Thu nhập" is no figure of it.
    """
    label = {fold(word) for word in meaning(stretch.label)}
    words = {fold(word.lstrip("~")) for run in (*asked.runs, *asked.phrases) for word in run} - label
    held = [(len(words & {fold(word) for word in meaning(name)}), name, cell) for name, cell in stretch.cells]
    most = max(count for count, _, _ in held)
    best = [(name, cell) for count, name, cell in held if count == most]
    dated = [cell for name, cell in best if set(asked.years) & _years_of(name)]
    return dated or [cell for _, cell in best]


def _row_unit_fits(asked: Wanted, stretch: Stretch) -> bool:
    """Whether a row is in an asked unit; one that names none may be."""
    if not asked.units:
        return True
    text = normalise(f"{stretch.quote} {stretch.above}")
    named = {rules().forms[match.group()].dimension for match in _unit_words().finditer(text)}
    return not named or bool(named & {_dimension(unit) for unit in asked.units})


@cache
def _unit_words() -> re.Pattern[str]:
    forms = sorted(rules().forms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")


def _fits(unit: str, units: Sequence[str]) -> bool:
    return any(_dimension(unit) == _dimension(each) and not _is_of_all(unit, each) for each in units)


def _is_of_all(unit: str, asked: str) -> bool:
    """Whether a figure is of all together, in a larger unit than one of each: "21 tỷ đồng" is nobody's income."""
    base, _, per = asked.partition("/")
    if not per or "/" in unit:
        return False
    times = convert(1.0, unit, to=base)
    return times is not None and times > 1


def _dimension(unit: str) -> str:
    """Of the unit before any "/": money, area, people …"""
    base = unit.partition("/")[0]
    known = rules().units.get(base)
    return known.dimension if known is not None else base


def _years(stretch: Stretch, document: Resolution) -> set[int]:
    """The years that a stretch speaks of: its own, else the last said before it or above it, else its document's.

    The year that a figure is held against ("so với năm 2015") is none of them.
    """
    if stretch.is_row:
        said = _years_of(f"{stretch.quote} {' '.join(name for name, _ in stretch.cells)}")
        return said or _years_of(stretch.above) or _own_years(stretch, document)
    if own := _years_of(stretch.quote):
        return own
    if before := _years_in_order(stretch.before):
        return {before[-1]}
    for start, end in reversed(stretch.heads):
        if above := _years_of(document.text[start:end]):
            return above
    return _own_years(stretch, document)


def _own_years(stretch: Stretch, document: Resolution) -> set[int]:
    """The years of a document that a stretch may be of; of results or of targets, where its section has either."""
    identity = document.identity
    section = _section(stretch, document)
    by_role = {"results": identity.result_year, "targets": identity.target_year, "tasks": identity.target_year}
    year = by_role.get(section.role) if section is not None else None
    if year is not None and identity.result_year != identity.target_year and None not in by_role.values():
        return {year}
    dated = {int(identity.date[:4])} if identity.date else set()
    known = {each for each in (identity.target_year, identity.result_year) if each is not None}
    return known | dated | _years_of(identity.title) | (set() if known else _usual_years(document))


def _section(stretch: Stretch, document: Resolution) -> Section | None:
    return next((each for each in reversed(document.sections) if each.start <= stretch.start < each.end), None)


def _usual_years(document: Resolution) -> set[int]:
    """The year that a document names most, where nothing else says of which it is."""
    named = Counter(_years_in_order(document.text))
    return {year for year, _ in named.most_common(1)}


def _years_of(text: str) -> set[int]:
    return set(_years_in_order(text))


def _years_in_order(text: str) -> list[int]:
    said = _HELD_AGAINST.sub(" ", text)
    terms = [int(year) for match in _TERM.finditer(said) for year in match.groups()]
    return [*terms, *(int(match.group()) for match in _YEAR.finditer(said))]


def _tells_kind(kind: Kind, stretch: Stretch, document: Resolution) -> bool:
    """Whether a stretch may tell the kind; a row by its columns with figures, where all are said to be of a kind."""
    if not stretch.is_row:
        return _is_kind(kind, stretch, document)
    filled = [
        normalise(spelled_out(name, plain=False)) for name, cell in stretch.cells if any(map(str.isdigit, cell))
    ]
    kinds: list[set[Kind]] = [
        {each for each in _KINDS if _kind_words(each).search(name)} for name in filled if not _SERIAL.fullmatch(name)
    ]
    said = [each for each in kinds if each]
    return not said or any(kind in each for each in said) or len(said) < len(kinds)


_KINDS: tuple[Kind, ...] = ("target", "actual")
_SERIAL = re.compile(r"(?:số\s*)?(?:tt|stt|thứ tự)|")


def _is_kind(kind: Kind, stretch: Stretch, document: Resolution) -> bool:
    """Whether a sentence may tell the kind: by its section, else by its words and those of its heading."""
    other: Kind = "actual" if kind == "target" else "target"
    section = _section(stretch, document)
    if section is not None and section.role in ("results", "targets"):
        return (section.role == "results") == (kind == "actual")
    text = normalise(stretch.quote)
    head = normalise(document.text[slice(*stretch.heads[-1])]) if stretch.heads else ""
    said = _kind_words(kind).search(text) or _kind_words(kind).search(head)
    return said is not None or _kind_words(other).search(text) is None


@cache
def _kind_words(kind: Kind | Literal["change"]) -> re.Pattern[str]:
    words = sorted(_table()[kind]["words"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _is_of_others(asked: Wanted, stretch: Stretch, document: Resolution) -> bool:
    """Whether a stretch of a unit's document speaks of another unit: one that it names, or a larger one."""
    if any(names_unit(name, fold(stretch.quote)) for name in asked.names):
        return False
    identity = document.identity
    known = {fold(name) for name in (identity.commune, identity.district, identity.province) if name}
    known |= {fold(each.value) for each in identity.inferred.values()}
    if any(fold(unit.name) not in known for unit in named_units(stretch.quote)):
        return True
    wider = [
        words
        for level, words in _table()["wider"].items()
        if level != identity.level and not _is_below(level, identity.level)
    ]
    text = normalise(stretch.quote)
    return any(word in text for words in wider for word in words)


def _is_mostly_of(asked: Wanted, document: Resolution) -> bool:
    """Whether a document that does not say whose it is, names the unit asked about more than any other."""
    if document.identity.place is not None:
        return False
    around = "\n".join(each.text for each in document.dropped if each.reason == FRAME)
    named = Counter(fold(unit.name) for unit in named_units(f"{document.text}\n{around}"))
    return any(names_unit(name, each) for each, _ in named.most_common(1) for name in asked.names)


def _headed_by(asked: Wanted, document: Resolution) -> Resolution | None:
    """The document as one of the unit asked about, where its title is of that unit alone, whoever issued it: a
    district's "kết luận tại buổi làm việc với xã A"; None of any other.
    """
    identity = document.identity
    known = {fold(name) for name in (identity.commune, identity.district, identity.province) if name}
    named = {fold(unit.name): unit for unit in named_units(identity.title) if fold(unit.name) not in known}
    if len(named) != 1 or not any(names_unit(name, each) for name in asked.names for each in named):
        return None
    (unit,) = named.values()
    return replace(document, identity=replace(identity, level=unit.level, commune=unit.name))


def _is_of_named(asked: Wanted, stretch: Stretch) -> bool:
    """Whether the unit named last before a figure of another unit's document is the one asked about."""
    text = normalise(stretch.quote)
    if any(word in text for words in _table()["wider"].values() for word in words):
        return False
    spoken = fold(stretch.quote)
    asked_at = [match.start() for name in asked.names for match in _name_pattern(name).finditer(spoken)]
    figures = [
        each.number_start
        for each in find_quantities(stretch.quote)
        if not asked.units or _fits(each.unit, asked.units)
    ]
    if not asked.figure or not figures:
        return bool(asked_at)
    rest = [unit.start for unit in _other_units(asked, stretch.quote)]
    return any(
        max((at for at in asked_at if at < figure), default=-1) > max((at for at in rest if at < figure), default=-1)
        for figure in figures
    )


def _other_units(asked: Wanted, text: str) -> list[NamedUnit]:
    """The units that a text names and of which it says other things: "xã A, xã B và xã C giảm từ 4%" is of all of
    them.
    """
    groups: list[list[NamedUnit]] = []
    for unit in named_units(text):
        if groups and _JOINED.fullmatch(text[groups[-1][-1].end : unit.opens]):
            groups[-1].append(unit)
        else:
            groups.append([unit])

    def is_asked(unit: NamedUnit) -> bool:
        return any(names_unit(name, fold(unit.name)) for name in asked.names)

    return [unit for group in groups if not any(map(is_asked, group)) for unit in group]


_HEIGHT = {"xã": 0, "phường": 0, "thị trấn": 0, "đặc khu": 0, "huyện": 1, "tỉnh": 2, "trung ương": 3}


def _is_below(level: str, other: str | None) -> bool:
    return _HEIGHT[level] <= _HEIGHT.get(other or "trung ương", 3)


@cache
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    return load_table("assistant.ask.retrieving", "second_look.toml")


@cache
def _chaff(*, plain: bool) -> re.Pattern[str]:
    table = _table()["chaff"]
    words = sorted({*table["words"]} - {*(table["marked"] if plain else ())}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold(word) if plain else word) for word in words)})(?!\w)")


def _without_chaff(run: str, names: Sequence[str], *, plain: bool) -> list[str]:
    """The stretches of a run between words that name no matter, and between names of units."""
    said = _chaff(plain=plain).sub("\n", run)
    for name in names:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", fold(said)):
            said = f"{said[: match.start()]}{' ' * (match.end() - match.start())}{said[match.end() :]}"
    return [part for part in said.split("\n") if part.strip()]


def _without_units(words: Sequence[str], units: Sequence[str]) -> list[str]:
    """Words without the units that a figure is asked in, whole ones and what alone stands for one ("mấy tỷ"); of "đại
    hội" and the unit "đại biểu" both words stay.
    """
    kept = list(words)
    for unit in (tuple(map(fold, meaning(each))) for each in units):
        if set(map(fold, kept)) <= set(unit):
            return []
        for at in range(len(kept) - len(unit), -1, -1):
            if tuple(map(fold, kept[at : at + len(unit)])) == unit:
                del kept[at : at + len(unit)]
    return kept


def _ends_in_first_part(run: Sequence[str], text: str, *, plain: bool) -> bool:
    """Whether a run stands in the first of several questions: "đàn trâu nuôi được mấy con, kế hoạch giao mấy con"."""
    first = next((part for part in re.split(r"[,;?]\s", text) if _ASKS.search(fold(part))), "")
    head = text[: text.find(first) + len(first)] if first else ""
    words = syllables(spelled_out(head, plain=plain))
    return f" {' '.join(run)} " in f" {' '.join(words)} "
