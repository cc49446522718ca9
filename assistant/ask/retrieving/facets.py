"""The sentences of a document that tell one side of a matter: what is still lacking, why, what is to be done.

A sentence is of a side where the heading above it says so, where it opens a paragraph so ("Tuy vậy, …"), or where its
own words judge ("chậm", "hụt", "do"). Of a matter that is named besides, it must hold the words, or stand below or
behind words that do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from assistant.ask.retrieving.lines import is_fragment
from assistant.ask.retrieving.said import SHARED, Rarity, Said, said_in
from assistant.ask.retrieving.stretches import Stretch, whole_sentences
from assistant.ask.retrieving.wanted import Wanted
from assistant.ask.retrieving.weighed import Weighed
from assistant.ask.retrieving.word_index import Marks
from assistant.ask.retrieving.worth import ROUNDING, covered_by, evidence_of
from assistant.ask.understanding.facets import FACETS, Facet, heads_facet, opens_another, told
from assistant.ask.understanding.vocabulary import stop_words
from assistant.language.catalogue import catalogue
from assistant.language.meaning import meaning
from assistant.language.quantities import find_quantities
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import Resolution

SPEAKS = 0.5  # share of the weight of the matter's words from which a sentence that judges is of it
_SPEAKS_UNDER = 0.3  # the same of a sentence under a heading of the side
_TELLS = 1.0  # how much a sentence must tell of a side by its own words
_MAX_CHARACTERS = 2400  # of sentences that one document answers with
_LED_BY_MATTER: frozenset[Facet] = frozenset({"solutions", "deadline"})  # told in words of any kind
_SAYS: Mapping[Facet, float] = {
    "solutions": 0.5,
    "deadline": 1.0,
}  # how much such a sentence must tell by its own words
_BY_ITSELF: frozenset[Facet] = frozenset({"unmet"})  # said of the whole document, whatever else a question says
SURE = 0.7  # share of the matter's words that such a sentence must hold


@dataclass(frozen=True, slots=True)
class Side:
    """A sentence that tells a side; ``under`` where a heading above it or its own opening says so, ``of_tasks`` where
    its section is one of tasks, ``general`` where it is told for all matters of the document together. ``head`` are
    the words of what says so above it.
    """

    stretch: Stretch
    matter: float
    evidence: float
    tells: float
    under: bool
    of_tasks: bool = False
    general: bool = False
    head: str = ""


def side_of(facet: Facet, weighed: Weighed, known: Rarity, *, named: bool, by: Sequence[str] = ()) -> list[Side]:
    """The sentences of a document that tell ``facet`` of the matter, in the order of its text.

    Of a document that is ``named`` also those that only come near, where none does better. ``by`` are the words by
    which the side is asked for, as headings have them.
    """
    document, sentences = weighed.document, weighed.sentences
    able = _able(facet, weighed)
    # All of a paragraph is told of by what it opens with.
    near = np.flatnonzero(np.isin(sentences.opens, sentences.opens[able])).tolist()
    telling = _under_openers([_telling(facet, sentences.of[at], document) for at in near], facet)
    # A heading says which side is told below it, and tells nothing itself.
    sides = [
        _of_matter(each, weighed.beyond, known)
        for at, each in zip(near, telling, strict=True)
        if able[at] and _may_answer(facet, each)
        if not (_is_title(facet, each.stretch, document) or is_fragment(each.stretch))
    ]

    def with_evidence(side: Side) -> Side:
        return replace(side, evidence=1.0 if weighed.is_titled else _evidence(side, weighed.asked, known))

    speaking = [with_evidence(each) for each in sides if _answers(facet, weighed.asked, each)]
    if not (weighed.asked.runs or weighed.asked.phrases):
        speaking = _of_its_own_part(facet, speaking, by, document)
    if not speaking and named:
        speaking = [each for each in map(with_evidence, sides) if _is_near(facet, each)]
    best = max((each.evidence for each in speaking), default=0.0)
    if best >= SHARED:
        # Where one holds the rare words themselves, others that only stand below them are beside the point.
        speaking = [each for each in speaking if each.evidence >= _BESIDE * best]
    # Whole sections come first; sentences that only judge fill what room is left.
    chosen: list[Side] = []
    room = _MAX_CHARACTERS
    for each in sorted(speaking, key=lambda each: (not each.under, -each.matter, -each.tells, each.stretch.start)):
        if len(each.stretch.quote) <= room:
            chosen.append(each)
            room -= len(each.stretch.quote)
    return sorted(chosen, key=lambda each: each.stretch.start)


def _of_its_own_part(facet: Facet, sides: list[Side], by: Sequence[str], document: Resolution) -> list[Side]:
    """For a question of the whole side what stands in its own part of the document, where it has one: under a heading
    with the word that is asked for ("giải pháp" and not "nhiệm vụ"), else under another; else what follows an opening
    up to the next heading; else all that tells it.
    """
    own = [each for each in sides if each.under]
    if facet not in _WITH_PARTS or not own:
        return sides

    def asked(sides: Sequence[Side]) -> Sequence[Side]:
        return [each for each in sides if any(word in normalise(each.head) for word in by)] or sides

    headed = {each: [span for span in each.stretch.heads if document.text[slice(*span)] in each.head] for each in own}
    if any(headed.values()):
        heads = {span for each in asked([each for each in own if headed[each]]) for span in headed[each]}
        # With the sentence that is such a heading itself ("… còn một số hạn chế: …").
        return [each for each in own if _is_below(each.stretch, heads) or _is_within(each.stretch, heads)]
    own = list(asked(own))
    opened = {each.stretch.heads: each.stretch.start for each in reversed(own)}
    return [each for each in sides if each.stretch.start >= opened.get(each.stretch.heads, _NOWHERE)]


def _is_below(stretch: Stretch, heads: AbstractSet[tuple[int, int]]) -> bool:
    return not heads.isdisjoint(stretch.heads)


def _is_within(stretch: Stretch, heads: AbstractSet[tuple[int, int]]) -> bool:
    return any(start <= stretch.start < end for start, end in heads)


_NOWHERE = 10**9  # behind the end of every text
_WITH_PARTS: frozenset[Facet] = frozenset(
    {"limitations", "causes", "solutions", "priorities", "requests", "lessons", "views"}
)


def _able(facet: Facet, weighed: Weighed) -> Marks:
    """Which sentences may be of the matter by the words that they hold with those before and above them: no others
    answer or come near.
    """
    if facet in _BY_ITSELF or not weighed.wordings:
        return np.ones(len(weighed.sentences.of), np.bool_)
    if facet in _LED_BY_MATTER:
        led = [each.share >= SURE * each.whole - ROUNDING for each in weighed.wordings]
        return np.asarray(np.logical_or.reduce(led) & weighed.holds_one)
    spoken = [
        (each.share >= _SPEAKS_UNDER * each.whole - ROUNDING) | (each.evidence >= SHARED - ROUNDING)
        for each in weighed.wordings
    ]
    return np.asarray(np.logical_or.reduce(spoken))


def in_general(facet: Facet, weighed: Weighed, known: Rarity) -> list[Side]:
    """What a document tells of a side for all matters together, below its heading or opening ("Nguyên nhân: …")."""
    told_of_all = side_of(facet, weighed.in_general(), known, named=True)
    return [replace(each, general=True) for each in told_of_all if each.under]


def dealing_with(
    facet: Facet,
    problems: Sequence[tuple[Stretch, float]],
    asked: Wanted,
    found: Sequence[Stretch],
    document: Resolution,
    known: Rarity,
) -> list[Side]:
    """The clauses that say what is done about something that other clauses of the document tell.

    A remedy hardly repeats the question; it repeats the words of the trouble ("vướng mặt bằng tuyến B" is met by
    "tháo gỡ mặt bằng tuyến B"). So what is looked for are the rare words of ``problems``, each with its worth, in
    clauses of tasks and solutions.
    """
    ways = [(worth, Wanted(tuple(_content(each.quote)))) for each, worth in problems]
    own = {(each.start, each.end) for each, _ in problems}
    candidates = []
    for each in found:
        if each.is_row or each.is_heading or each.start < 0 or (each.start, each.end) in own or is_fragment(each):
            continue
        side = _side(facet, asked, each, document, known)
        if side.tells < _TELLS and not (facet == "solutions" and (side.under or side.of_tasks)):
            continue
        said = said_in(each)
        met = max((worth * evidence_of(way, said, known) for worth, way in ways if way.runs), default=0.0)
        candidates.append((met + evidence_of(asked, said, known), side))
    best = max((score for score, _ in candidates), default=0.0)
    kept = sorted(
        (each for each in candidates if each[0] >= max(_DEALS, _DEALS_BESIDE * best)), key=lambda each: -each[0]
    )
    chosen = (replace(side, matter=max(side.matter, SPEAKS)) for _, side in kept[:_MOST_DEALING])
    return sorted(chosen, key=lambda each: each.stretch.start)


def causes_beside(
    spans: Sequence[tuple[int, int]], found: Sequence[Stretch], document: Resolution, *, before: bool = False
) -> list[Side]:
    """The causes that a document tells right where some figures or sentences stand: ``spans`` of its text.

    In the sentence itself ("hụt 86 tấn do ngập úng"), behind it in its paragraph ("Nguyên nhân: …"), in a clause that
    names the row of a table by its number ("mục 5 giảm vì bão"); with ``before`` also in the sentences before it.
    """
    chosen: dict[int, Stretch] = {}
    sentences = whole_sentences(found, document)
    for span in spans:
        for at, each in enumerate(sentences):
            if each.start < span[1] and span[0] < each.end:
                beside = [each, *_behind(sentences, at), *(_in_front(sentences, at) if before else ())]
                telling = (one for one in beside if told(one.quote, "causes") >= _TELLS and not is_fragment(one))
                chosen |= {one.start: one for one in telling}
        if (number := serial_of(span[0], document)) is not None:
            named = re.compile(rf"(?<!\w)(?:{_ITEM})\s+(?:số\s+)?{number}(?![\d.,]*\d)", re.IGNORECASE)
            clauses = (each for each in found if not (each.is_row or each.is_heading) and named.search(each.quote))
            chosen |= {each.start: each for each in clauses if told(each.quote, "causes") >= _TELLS}
    return [Side(chosen[at], 1.0, 1.0, _TELLS, under=True) for at in sorted(chosen)]


_ITEM = "mục|chỉ tiêu|tiêu chí|dòng|điểm|hàng|số thứ tự|stt"
_IN_FRONT = 3  # sentences before one that says what came of them


def _behind(sentences: Sequence[Stretch], at: int) -> list[Stretch]:
    """The sentence behind one in its paragraph, where it opens with the cause."""
    behind = [each for each in sentences[at + 1 : at + 2] if each.before]
    return [each for each in behind if _OPENS_CAUSE.match(each.quote) or heads_facet(each.quote, "causes")]


_OPENS_CAUSE = re.compile(r"[\W_]*(?:do|vì|bởi|sở dĩ|tại)(?!\w)", re.IGNORECASE)


def _in_front(sentences: Sequence[Stretch], at: int) -> list[Stretch]:
    """The sentences before one in its paragraph."""
    opens = next(each for each in range(at, -1, -1) if each == 0 or not sentences[each].before)
    return list(sentences[max(at - _IN_FRONT, opens) : at])


def numbers_in(quote: str) -> frozenset[str]:
    """The running numbers by which a sentence names rows of a table: "2 chỉ tiêu không đạt (số 9 và số 14)"."""
    return frozenset(
        number for match in _NAMED_BY_NUMBER.finditer(quote) for number in re.findall(r"\d+", match.group())
    )


_PLAIN = r"\d{1,3}(?![\d.,]*[\d%/])"
_NAMED_BY_NUMBER = re.compile(
    rf"(?<!\w)(?:{_ITEM}|số)\s+(?:số\s+)?{_PLAIN}(?:\s*(?:,|và|;)\s*{_PLAIN})*", re.IGNORECASE
)


def serial_of(at: int, document: Resolution) -> str | None:
    """The running number of the row of a table, or of the item of a list, that stands at ``at``: the 5 of "| 5 | Năng
    suất lúa | 61 |"; None where it has none.
    """
    start = document.text.rfind("\n", 0, at) + 1
    # In a table that lost its lines the number stands a line above its row.
    above = document.text[:start].rstrip().rpartition("\n")[2]
    match = _SERIAL.match(document.text, start) or _SERIAL_LINE.fullmatch(above)
    return match.group(1) if match else None


_SERIAL = re.compile(r"[^\w\n]*(\d{1,3})(?=\s*[|.)\n\t](?!\d))")
_SERIAL_LINE = re.compile(r"\s*(\d{1,3})[.)]?\s*")


_BESIDE = 0.3  # share of the best sentence's own words that another must hold to be told beside it
_DEALS = 1.6  # what a clause must share with the trouble that it deals with: 1 for a word that the archive has once
_DEALS_BESIDE = 0.65  # share of the best clause's score from which others are told beside it
_MOST_DEALING = 3


def trouble_in(asked: Wanted, found: Sequence[Stretch], known: Rarity) -> list[tuple[Stretch, float]]:
    """The clauses that hold most of what is asked, with their worth, from which what is done about it is looked for;
    the clauses of the same sentence are worth less.
    """
    clauses = [each for each in found if not (each.is_row or each.is_heading or each.start < 0 or is_fragment(each))]
    held = {each: evidence_of(asked, said_in(each), known) for each in clauses}
    best = max(held.values(), default=0.0)
    if best < SHARED:
        return []
    chosen = sorted((each for each in clauses if held[each] >= _LEVEL_TROUBLE * best), key=lambda each: -held[each])
    chosen = chosen[:_MOST_TROUBLES]
    beside = [each for one in chosen for each in clauses if _is_of_sentence(each, one) and each not in chosen]
    return [*((each, 1.0) for each in chosen), *((each, _SAME_SENTENCE) for each in beside)]


def _is_of_sentence(stretch: Stretch, other: Stretch) -> bool:
    """Whether two clauses are of one sentence, that ";" parts."""
    first, last = sorted((stretch, other), key=lambda each: each.start)
    between = last.before[len(first.before) :]
    return first.start + len(between) >= first.end and between.count(".") == 0 and first.quote.endswith(";")


_LEVEL_TROUBLE = 0.8
_MOST_TROUBLES = 2
_SAME_SENTENCE = 0.7


def _content(text: str) -> list[tuple[str, ...]]:
    """The words of a clause as they stand together, without those that bear no matter and without numbers."""
    words = ("\n" if word in _light() or any(map(str.isdigit, word)) else word for word in meaning(text))
    return [tuple(run.split()) for run in " ".join(words).split("\n") if run.strip()]


@cache
def _light() -> frozenset[str]:
    words = load_table("assistant.ask.retrieving", "second_look.toml")["light"]["words"]
    return frozenset((*words, *stop_words()))


def _is_of_tasks(stretch: Stretch, document: Resolution) -> bool:
    section = document.section_at(stretch.start)
    return section is not None and section.role in ("tasks", "implementation")


def explains(stretch: Stretch, asked: Wanted) -> bool:
    """Whether a sentence says why: by a word of cause or a heading, or by telling what the question does not say."""
    if told(stretch.quote, "causes") >= _TELLS:
        return True
    known = {word.lstrip("~") for run in (*asked.runs, *asked.phrases) for word in run}
    clauses = [set(" ".join(map(" ".join, _content(part))).split()) for part in stretch.quote.split(";")]
    of_matter = [words for words in clauses if words & known] or clauses
    return any(len({*words} - known) >= _NEW_WORDS for words in of_matter)


_NEW_WORDS = 4  # words of a clause that the question does not have, by which it explains what is asked


def _is_title(facet: Facet, stretch: Stretch, document: Resolution) -> bool:
    """Whether a stretch is a line that only names the side, as a heading does ("Ba khâu đột phá"): no item of a list,
    no figure, no end of a sentence; or the title of the document ("Về nhiệm vụ năm 2025").
    """
    title = normalise(document.identity.title or "")
    if title.endswith(normalise(stretch.quote)) and heads_facet(stretch.quote, facet):
        return True
    before = document.text[max(0, stretch.start - 1) : stretch.start]
    is_line = before == "\n" == document.text[stretch.end : stretch.end + 1]
    return is_line and _TITLE.fullmatch(stretch.quote) is not None and heads_facet(stretch.quote, facet)


_TITLE = re.compile(r"(?:[IVX]+|\d{1,2})?[.)/]?\s*[^\W\d][^\d]{0,58}(?:[^\d.;!?]|:)")


def _side(facet: Facet, asked: Wanted, stretch: Stretch, document: Resolution, known: Rarity) -> Side:
    side = _of_matter(_telling(facet, stretch, document), asked, known)
    return replace(side, evidence=_evidence(side, asked, known))


def _telling(facet: Facet, stretch: Stretch, document: Resolution) -> Side:
    """How far a sentence tells a side, whatever of; not weighed yet."""
    heads = [document.text[start:end] for start, end in stretch.heads]
    under = [head for head in _up_to_another(heads, facet) if heads_facet(head, facet)]
    opens = not stretch.before and heads_facet(stretch.quote, facet)
    another = facet not in _BY_ITSELF and opens_another(stretch.quote, facet)
    tells = 0.0 if another else told(stretch.quote, facet)
    # Below "Hạn chế, nguyên nhân" a sentence says itself that it tells one of both, and mostly tells the other too.
    telling = [stretch.quote] if opens else [head for head in under if _is_told_under(head, facet, stretch.quote)]
    of_tasks = _is_of_tasks(stretch, document)
    return Side(stretch, 0.0, 0.0, tells, bool(telling), of_tasks, head=" . ".join(telling))


def _up_to_another(heads: Sequence[str], facet: Facet) -> list[str]:
    """The headings above a sentence, from the innermost up to one of another part: below "2. Nguyên nhân" no
    shortcoming is told, and below "2. Chỉ tiêu" no lesson, whatever the part of both is called.
    """
    found: list[str] = []
    for head in reversed(heads):
        if facet in _PARTS and heads_facet(head, facet):
            return [*found, head]
        if facet in _PARTS and (_OF_FIGURES.match(head) or any(heads_facet(head, each) for each in _PARTS)):
            return found
        found.append(head)
    return found


_PARTS: frozenset[Facet] = frozenset({"limitations", "causes", "praise", "solutions", "requests", "lessons", "views"})
_OF_FIGURES = re.compile(
    r"\W*(?:(?:[IVX]+|\d+)(?:\.\d+)*\W+)?(?:(?:các|một số)\s+)?(?:mục tiêu|chỉ tiêu)(?!\w)", re.IGNORECASE
)


def _of_matter(side: Side, asked: Wanted, known: Rarity) -> Side:
    """The same with how far it is of the matter."""
    matter = covered_by(asked, _said(side), known)[0] if asked.runs or asked.phrases else 1.0
    # Faster than to replace.
    return Side(side.stretch, matter, side.evidence, side.tells, side.under, side.of_tasks, head=side.head)


def _evidence(side: Side, asked: Wanted, known: Rarity) -> float:
    """What a sentence holds itself of the words asked for."""
    return evidence_of(asked, _said(side), known)


def _said(side: Side) -> Said:
    return said_in(side.stretch, above=f"{side.stretch.above} . {side.stretch.before}")


def _is_told_under(head: str, facet: Facet, quote: str) -> bool:
    """Whether a sentence below a heading tells the side: any; below one that names several, one that tells one."""
    named = [each for each in FACETS if heads_facet(head, each)]
    return named == [facet] or any(told(quote, each) > 0 for each in named)


def _under_openers(sides: Sequence[Side], facet: Facet) -> list[Side]:
    """What follows in a paragraph after "Nguyên nhân: …" is told under it too."""
    done: list[Side] = []
    for each in sides:
        if not each.under and not opens_another(each.stretch.quote, facet):
            follows = bool(done and done[-1].under and each.stretch.before)
            if follows or heads_facet(each.stretch.quote, facet):
                each = replace(each, under=True, head=done[-1].head if follows else each.stretch.quote)
        done.append(each)
    return done


def only_states(quote: str) -> bool:
    """Whether a sentence states an indicator's figure and nothing that is done: a level is not the way to it."""
    if told(quote, "solutions") >= _TELLS or not find_quantities(quote, words=False):
        return False
    return bool(catalogue().find(quote))


def _is_near(facet: Facet, side: Side) -> bool:
    """Whether a sentence of the side holds a rare word or two, which is told where none holds more."""
    tells = side.under or side.tells >= _TELLS
    return tells and side.evidence >= SHARED and facet not in _LED_BY_MATTER


def _may_answer(facet: Facet, side: Side) -> bool:
    """Whether a sentence may answer or be near, whatever its matter. What is to be done is no shortcoming: "chuyển
    lúa kém hiệu quả sang trồng bưởi".
    """
    tells = side.tells >= _TELLS and not (facet == "limitations" and side.of_tasks)
    return side.under or tells or facet in _LED_BY_MATTER


def _answers(facet: Facet, asked: Wanted, side: Side) -> bool:
    if facet in _BY_ITSELF:
        return side.tells >= _TELLS
    if facet in _LED_BY_MATTER and (asked.runs or asked.phrases):
        if side.matter < SURE or not (side.under or side.tells >= _SAYS[facet] or side.of_tasks):
            return False
        own = said_in(side.stretch).words & {word for run in (*asked.runs, *asked.phrases) for word in run}
        return bool(own) and not (facet == "solutions" and only_states(side.stretch.quote))
    return side.matter >= _SPEAKS_UNDER if side.under else side.matter >= SPEAKS and side.tells >= _TELLS
